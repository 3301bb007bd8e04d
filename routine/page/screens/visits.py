"""Visits: booked and moved with a look at what changes, preparation and after-care as a line in time, went or not."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import Response

from routine.core.errors import RoutineError
from routine.page.reader import advice
from routine.page.said import said_of, undo_of
from routine.page.told_once import changes
from routine.page.visit_cards import cards
from routine.page.words import without_commands

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routine.core.requests.replies.commands import VisitReply
    from routine.core.requests.replies.edits import TrialReply
    from routine.core.requests.replies.visit_care import WholeVisitsReply
    from routine.page.reader import Reader

_ACTIONS = ("attended", "missed", "cancel")


class Asked(NamedTuple):
    """A visit to be booked, or (`visit`: its number) moved, as the form said it."""

    routine: str = ""
    visit: str = ""
    date: str = ""
    time: str = ""

    @property
    def command(self) -> dict[str, object]:
        """The same, for the daemon."""
        when = f"{self.date} {self.time}"
        if self.visit:
            return {"do": "visit", "action": "move", "routine": self.routine, "visit": int(self.visit), "when": when}
        return {"do": "visit", "action": "book", "routine": self.routine, "when": when}


def show(reader: Reader) -> Response:
    """The screen."""
    return _screen(reader, Asked(routine=reader.asked.get("routine", "")), {})


def _screen(reader: Reader, asked: Asked, errors: Mapping[str, str]) -> Response:
    visits: WholeVisitsReply = reader.daemon.query("visit-list", full=True)
    ahead, been = cards(visits)
    warned = dict.fromkeys(line for card in ahead for line in card.series.warnings)
    return reader.show(
        "visits.html", status=422 if errors else 200, visits=visits, ahead=ahead, been=been, warned=list(warned),
        asked=asked, errors=errors,
    )  # fmt: skip


# --- booked and moved ---------------------------------------------------------------------------------------------


def look(reader: Reader) -> Response:
    """What booking, or another date, would change; nothing is booked yet."""
    asked = _asked(reader.asked)
    errors = _wrong(asked)
    if errors:
        return _screen(reader, asked, errors)
    visits: WholeVisitsReply = reader.daemon.query("visit-list")
    title = next((one.title for one in visits.series if one.routine == asked.routine), asked.routine)
    try:
        tried: TrialReply = reader.daemon.query("try", commands=[asked.command])
    except RoutineError as error:
        return _screen(reader, asked, {"date": f"{error.message} {advice(error)}".strip()})
    first, *more = without_commands(tried.said) or ("",)
    return reader.show(
        "would_change.html",
        title=f"{title}: another date" if asked.visit else f"Book {title}",
        lead="This is what would come of it.",
        lines=(first, *more),
        rows=changes(tried.fits, without=asked.routine),
        act="visits/book",
        fields=asked._asdict(),
        label="Move the visit" if asked.visit else "Book it",
        back="visits",
    )


def book(reader: Reader) -> Response:
    """Book a visit, or move one."""
    asked = _asked({name: reader.field(name) for name in Asked._fields})
    errors = _wrong(asked)
    if errors:
        return _screen(reader, asked, errors)
    command = asked.command
    reply: VisitReply = reader.daemon.change(str(command.pop("do")), **command)
    return reader.back("visits", said_of(reply))


def _asked(given: Mapping[str, str]) -> Asked:
    return Asked(**{name: given.get(name, "").strip() for name in Asked._fields})


def _wrong(asked: Asked) -> dict[str, str]:
    """What of the form cannot be, by its field."""
    errors = {}
    if not asked.routine:
        errors["routine"] = "Choose a procedure."
    if not _is(date.fromisoformat, asked.date):
        errors["date"] = "Choose a day." if not asked.date else f"“{asked.date[:20]}” is not a day. Choose one."
    if not _is(time.fromisoformat, asked.time):
        errors["time"] = "Choose a time." if not asked.time else f"“{asked.time[:20]}” is not a time. Choose one."
    if asked.visit and not (asked.visit.isascii() and asked.visit.isdigit() and len(asked.visit) < 6):
        errors["date"] = "It is not clear which visit is meant."
    return errors


def _is(read: object, text: str) -> bool:
    try:
        read(text)  # type: ignore[operator]
    except ValueError:
        return False
    return True


# --- what became of it --------------------------------------------------------------------------------------------


def act(reader: Reader) -> Response:
    """You went, did not go, or it is cancelled; with a date, a visit that is over and was never booked here."""
    number, when = reader.field("visit"), f"{reader.field('date')} {reader.field('time')}".strip()
    action = reader.field("action")
    reply: VisitReply = reader.daemon.change(
        "visit",
        action=action if action in _ACTIONS else "attended",
        routine=reader.field("routine"),
        visit=int(number) if number.isascii() and number.isdigit() and len(number) < 6 else None,
        when=when or None,
        asked=reader.fields("asked"),
    )
    return reader.back("visits", said_of(reply, *undo_of(reply)))


GET = {"": show, "try": look}
POST = {"book": book, "act": act}
