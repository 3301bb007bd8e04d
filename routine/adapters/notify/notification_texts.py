"""The texts of the notifications that a notice becomes: one with its buttons, or its text and one for each answer."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from routine.adapters.notify.buttons import MOST_BUTTONS, OPEN, button_label, buttons_named, buttons_of, in_menu
from routine.adapters.notify.commands_to_type import typing_hint
from routine.adapters.notify.long_text import CUT, first_rows, portions
from routine.adapters.notify.server_behaviour import ServerBehaviour
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


def parts_of(notice: Notice, behaviour: ServerBehaviour, *, opened: bool = False, page: int = 0) -> tuple[Part, ...]:
    """The notifications that show the notice.

    `opened`: a person clicked it to read it whole and to answer it. `page` is the portion of a text that is too long;
    where no buttons are drawn, the first is the beginning that stands there until it is opened.
    """
    text = _in_paragraphs(shown(notice.body).strip(), behaviour)
    if behaviour.buttons == "by-click":
        return tuple(_opened(notice, text, behaviour, page - 1)) if opened else (_closed(notice, text, behaviour),)
    if behaviour.buttons == "drawn":
        return (_with_buttons(notice, text, behaviour, page), *_the_rest(notice, text, behaviour))
    whole = "\n".join(part for part in (text, typing_hint(notice)) if part)
    buttons = () if behaviour.buttons == "none" else buttons_of(notice, behaviour)
    return (Part(title=_title(notice, behaviour), body=whole, actions=buttons),)


def _title(notice: Notice, behaviour: ServerBehaviour) -> str:
    """Without the time left where it would soon be wrong."""
    steady = "" if behaviour.refreshes else notice.steady_title
    return one_line(steady or notice.title) or "Routine"


def _in_paragraphs(text: str, behaviour: ServerBehaviour) -> str:
    """The text, with a new line where the server would cut a long paragraph."""
    most = behaviour.paragraph_rows
    if not most:
        return text
    return "\n".join(part.strip() for line in text.split("\n") for part in portions(line, most, behaviour.columns))


def _with_buttons(notice: Notice, text: str, behaviour: ServerBehaviour, page: int) -> Part:
    """One with its buttons; of a text that is too long for it a portion: a click beside the buttons shows the next."""
    title = _title(notice, behaviour)
    if len(portions(text, behaviour.rows, behaviour.columns)) == 1:
        in_sight = len(portions(text, behaviour.rows_in_sight or behaviour.rows, behaviour.columns)) == 1
        return _named(Part(title=title, body=text, actions=buttons_of(notice, behaviour, whole=in_sight)), behaviour)
    if not behaviour.opens:
        cut = first_rows(text, behaviour.rows, behaviour.columns)
        return _named(
            Part(title=title, body=cut, actions=buttons_of(notice, behaviour, whole=behaviour.stacks)), behaviour
        )
    pages = portions(text, behaviour.rows - 1, behaviour.columns)
    shown_now = page % len(pages)
    last = shown_now == len(pages) - 1
    how = f"{CUT} {behaviour.click} to read {'the beginning' if last else 'on'}."
    body = f"{pages[shown_now].strip()}\n{how}"
    return Part(title=title, body=body, actions=buttons_of(notice, behaviour, whole=last))


def _named(part: Part, behaviour: ServerBehaviour) -> Part:
    """The part, its buttons named in the text where their labels would be cut."""
    return replace(part, body="\n".join(filter(None, (part.body, buttons_named(part.actions, behaviour)))))


def _the_rest(notice: Notice, text: str, behaviour: ServerBehaviour) -> Iterator[Part]:
    """What is too long, under it: where no click can be heard that would ask for it."""
    if behaviour.stacks and not behaviour.opens:
        rest = portions(text, behaviour.rows, behaviour.columns)[1:]
        under = [*rest[:1], *([CUT] if len(rest) > 1 else [])]  # more would push the buttons off the screen
        if under:
            yield Part(title=_title(notice, behaviour), body=f"{CUT} {' '.join(more.strip() for more in under)}")


def _few(texts: list[str]) -> list[str]:
    return texts if len(texts) <= _MOST_PORTIONS else [*texts[: _MOST_PORTIONS - 1], f"{texts[_MOST_PORTIONS - 1]} …"]


def _closed(notice: Notice, text: str, behaviour: ServerBehaviour) -> Part:
    """One that a click opens; where there is nothing to answer and nothing more to read, nothing says so."""
    rows = _rows(notice, behaviour)
    fits = len(portions(text, rows, behaviour.columns)) == 1
    if fits and not notice.buttons:
        return Part(title=_title(notice, behaviour), body=text)
    how = f"{behaviour.click} to {'read it all' if not notice.buttons else 'answer' if fits else 'read and answer'}."
    left = rows - len(portions(how, 1, behaviour.columns))
    body = "\n".join((first_rows(text, max(left, 1), behaviour.columns), how)) if text else how
    return Part(title=_title(notice, behaviour), body=body, actions=in_menu(notice))


def _opened(notice: Notice, text: str, behaviour: ServerBehaviour, page: int) -> Iterator[Part]:
    """The whole text, in as many as it takes, and one for each answer; where they would be too many, page by page."""
    pages = _pages(notice, text, behaviour)
    now = max(page, 0) % len(pages)
    last = len(pages[now]) - 1
    for number, portion in enumerate(pages[now]):
        leads_on = len(pages) > 1 and number == last
        actions = in_menu(notice) if number == 0 else (OPEN,) if leads_on else ()
        yield Part(title=_title(notice, behaviour), body=portion, actions=actions)
    offered = [one for one in notice.buttons if now == len(pages) - 1 or one.id not in notice.only_if_whole]
    for button in offered[:MOST_BUTTONS]:
        label = button_label(button)
        action = (Button(OPEN.id, label),)
        yield Part(
            title=f"{label}: {_title(notice, behaviour)}", body=f"{behaviour.click}.", actions=action, answers=button.id
        )


def _pages(notice: Notice, text: str, behaviour: ServerBehaviour) -> list[list[str]]:
    """The portions of the text that are shown at once; a click on the last of a page shows the next page."""
    rows, columns = _rows(notice, behaviour), behaviour.columns
    whole = _few(portions(text, rows, columns))
    beside = min(len(notice.buttons), MOST_BUTTONS)
    if not behaviour.most or len(whole) + beside <= behaviour.most:
        return [whole]
    texts = portions(text, max(1, behaviour.most - beside) * rows - 1, columns)
    how = (f"{CUT} {behaviour.click} to read {'the beginning' if text is texts[-1] else 'on'}." for text in texts)
    return [portions(f"{text.strip()}\n{line}", rows, columns) for text, line in zip(texts, how, strict=True)]


def _rows(notice: Notice, behaviour: ServerBehaviour) -> int:
    """The rows that its title leaves for the text."""
    return max(2, behaviour.rows + 1 - len(portions(_title(notice, behaviour), 1, behaviour.columns - _BOLD_TAKES)))
