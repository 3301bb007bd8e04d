"""A notice's text for servers without buttons, and for those that read markup."""

from __future__ import annotations

from routine.core.state.notice import Notice
from routine.core.text.safe import shown


def escaped(text: str) -> str:
    """The text for a server that reads markup in it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def without_tags(text: str) -> str:
    """The text for a server that may read markup or not: nothing in it looks like a tag to either."""
    return text.replace("<", "‹").replace(">", "›")


def typing_hint(notice: Notice) -> str:
    """What to type in order to answer the notice; "" where there is nothing to answer."""
    if not notice.commands:
        return ""
    return shown("\n".join(("To answer, type in a terminal:", *notice.commands)))


def body_with_commands(notice: Notice) -> str:
    """The notice's text, and under it the commands that answer: for where there are no buttons."""
    return "\n".join(part for part in (shown(notice.body).strip(), typing_hint(notice)) if part)
