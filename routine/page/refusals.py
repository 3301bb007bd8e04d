"""Pages without the page: what is said to who is turned away, and at the end; what happened, and what to do next."""

from __future__ import annotations

from typing import Literal

from starlette.responses import HTMLResponse, Response

Why = Literal["cookie", "link", "origin", "token", "form", "size", "time", "readers", "updated"]

_AGAIN = "Open it again: choose Routine in the menu of your desktop, or type: routine open"
_WORDS: dict[Why, tuple[str, str]] = {
    "cookie": ("This page is closed", _AGAIN),
    "link": ("This link does not open the page any more", f"A link opens the page once, within a minute. {_AGAIN}"),
    "origin": ("Another site sent this form", "Nothing was changed."),
    "token": ("This page was too old", "Nothing was changed. Go back, load the page again, and answer there."),
    "form": ("Routine cannot read this form", "Nothing was changed. Go back and send it again."),
    "size": ("This form is too long", "Nothing was changed. Go back, shorten what you wrote, and send it again."),
    "time": ("This form took too long", "Nothing was changed. Go back and send it again."),
    "updated": ("Routine was updated", _AGAIN),
    "readers": ("This page is open too many times", "Close a few of its tabs, then load it again."),
}
_DRESS = '<link rel="icon" href="/{prefix}/static/icon.svg"><link rel="stylesheet" href="/{prefix}/static/style.css">'
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{title} · Routine</title>{style}</head>
<body><main class="main alone" id="main"><h1>{title}</h1><p>{text}</p>{go_on}</main></body></html>
"""


def closed(prefix: str) -> Response:
    """The last page, once the person has closed it for good."""
    style = _DRESS.format(prefix=prefix)
    text = f"Your reminders go on. {_AGAIN}"
    return HTMLResponse(_PAGE.format(title="The page is closed", text=text, style=style, go_on=""))


def refusal(why: Why, status: int, prefix: str = "") -> Response:
    """The page that says so; `prefix`: where the style lies, if the one who asks may know it."""
    title, text = _WORDS[why]
    style = _DRESS.format(prefix=prefix) if prefix else ""
    go_on = f'<p><a class="button" href="/{prefix}/today">Go to Today</a></p>' if prefix and status != 401 else ""
    return HTMLResponse(_PAGE.format(title=title, text=text, style=style, go_on=go_on), status)
