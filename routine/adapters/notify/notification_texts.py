"""The texts of the notifications that a notice becomes: one with its buttons, or its text and one for each answer."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from routine.adapters.notify.buttons import MOST_BUTTONS, OPEN, button_label, buttons_named, buttons_of, in_menu
from routine.adapters.notify.commands_to_type import typing_hint
from routine.adapters.notify.long_text import CUT, first_rows, portions
from routine.adapters.notify.server_manners import Manners
from routine.core.state.notice import Button, Notice
from routine.core.text.safe import one_line, shown

_MOST_PORTIONS = 10
_BOLD_TAKES = 4  # columns of a title


class Part(Struct, frozen=True, kw_only=True):
    """One notification: plain texts, and what can be pressed. `answers`: the button that a click on it stands for."""

    title: str
    body: str
    actions: tuple[Button, ...] = ()
    answers: str = ""


def parts_of(notice: Notice, manners: Manners, *, opened: bool = False, page: int = 0) -> tuple[Part, ...]:
    """The notifications that show the notice.

    `opened`: a person clicked it to read it whole and to answer it. `page` is the portion of a text that is too long;
    where no buttons are drawn, the first is the beginning that stands there until it is opened.
    """
    text = _in_paragraphs(shown(notice.body).strip(), manners)
    if manners.buttons == "by-click":
        return tuple(_opened(notice, text, manners, page - 1)) if opened else (_closed(notice, text, manners),)
    if manners.buttons == "drawn":
        return (_with_buttons(notice, text, manners, page), *_the_rest(notice, text, manners))
    whole = "\n".join(part for part in (text, typing_hint(notice)) if part)
    buttons = () if manners.buttons == "none" else buttons_of(notice, manners)
    return (Part(title=_title(notice, manners), body=whole, actions=buttons),)


def _title(notice: Notice, manners: Manners) -> str:
    """Without the time left where it would soon be wrong."""
    steady = "" if manners.refreshes else notice.steady_title
    return one_line(steady or notice.title) or "Routine"


def _in_paragraphs(text: str, manners: Manners) -> str:
    """The text, with a new line where the server would cut a long paragraph."""
    most = manners.paragraph_rows
    if not most:
        return text
    return "\n".join(part.strip() for line in text.split("\n") for part in portions(line, most, manners.columns))


def _with_buttons(notice: Notice, text: str, manners: Manners, page: int) -> Part:
    """One with its buttons; of a text that is too long for it a portion: a click beside the buttons shows the next."""
    title = _title(notice, manners)
    if len(portions(text, manners.rows, manners.columns)) == 1:
        in_sight = len(portions(text, manners.rows_in_sight or manners.rows, manners.columns)) == 1
        return _named(Part(title=title, body=text, actions=buttons_of(notice, manners, whole=in_sight)), manners)
    if not manners.opens:
        cut = first_rows(text, manners.rows, manners.columns)
        return _named(Part(title=title, body=cut, actions=buttons_of(notice, manners, whole=manners.stacks)), manners)
    pages = portions(text, manners.rows - 1, manners.columns)
    shown_now = page % len(pages)
    last = shown_now == len(pages) - 1
    how = f"{CUT} {manners.click} to read {'the beginning' if last else 'on'}."
    body = f"{pages[shown_now].strip()}\n{how}"
    return Part(title=title, body=body, actions=buttons_of(notice, manners, whole=last))


def _named(part: Part, manners: Manners) -> Part:
    """The part, its buttons named in the text where their labels would be cut."""
    return replace(part, body="\n".join(filter(None, (part.body, buttons_named(part.actions, manners)))))


def _the_rest(notice: Notice, text: str, manners: Manners) -> Iterator[Part]:
    """What is too long, under it: where no click can be heard that would ask for it."""
    if manners.stacks and not manners.opens:
        rest = portions(text, manners.rows, manners.columns)[1:]
        under = [*rest[:1], *([CUT] if len(rest) > 1 else [])]  # more would push the buttons off the screen
        if under:
            yield Part(title=_title(notice, manners), body=f"{CUT} {' '.join(more.strip() for more in under)}")


def _few(texts: list[str]) -> list[str]:
    return texts if len(texts) <= _MOST_PORTIONS else [*texts[: _MOST_PORTIONS - 1], f"{texts[_MOST_PORTIONS - 1]} …"]


def _closed(notice: Notice, text: str, manners: Manners) -> Part:
    """One that a click opens; where there is nothing to answer and nothing more to read, nothing says so."""
    rows = _rows(notice, manners)
    fits = len(portions(text, rows, manners.columns)) == 1
    if fits and not notice.buttons:
        return Part(title=_title(notice, manners), body=text)
    how = f"{manners.click} to {'read it all' if not notice.buttons else 'answer' if fits else 'read and answer'}."
    left = rows - len(portions(how, 1, manners.columns))
    body = "\n".join((first_rows(text, max(left, 1), manners.columns), how)) if text else how
    return Part(title=_title(notice, manners), body=body, actions=in_menu(notice))


def _opened(notice: Notice, text: str, manners: Manners, page: int) -> Iterator[Part]:
    """The whole text, in as many as it takes, and one for each answer; where they would be too many, page by page."""
    pages = _pages(notice, text, manners)
    now = max(page, 0) % len(pages)
    last = len(pages[now]) - 1
    for number, portion in enumerate(pages[now]):
        leads_on = len(pages) > 1 and number == last
        actions = in_menu(notice) if number == 0 else (OPEN,) if leads_on else ()
        yield Part(title=_title(notice, manners), body=portion, actions=actions)
    offered = [one for one in notice.buttons if now == len(pages) - 1 or one.id not in notice.only_if_whole]
    for button in offered[:MOST_BUTTONS]:
        label = button_label(button)
        action = (Button(OPEN.id, label),)
        yield Part(
            title=f"{label}: {_title(notice, manners)}", body=f"{manners.click}.", actions=action, answers=button.id
        )


def _pages(notice: Notice, text: str, manners: Manners) -> list[list[str]]:
    """The portions of the text that are shown at once; a click on the last of a page shows the next page."""
    rows, columns = _rows(notice, manners), manners.columns
    whole = _few(portions(text, rows, columns))
    beside = min(len(notice.buttons), MOST_BUTTONS)
    if not manners.most or len(whole) + beside <= manners.most:
        return [whole]
    texts = portions(text, max(1, manners.most - beside) * rows - 1, columns)
    how = (f"{CUT} {manners.click} to read {'the beginning' if text is texts[-1] else 'on'}." for text in texts)
    return [portions(f"{text.strip()}\n{line}", rows, columns) for text, line in zip(texts, how, strict=True)]


def _rows(notice: Notice, manners: Manners) -> int:
    """The rows that its title leaves for the text."""
    return max(2, manners.rows + 1 - len(portions(_title(notice, manners), 1, manners.columns - _BOLD_TAKES)))
