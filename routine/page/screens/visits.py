"""Visits: booked and moved with a look at what changes, preparation and after-care as a line in time, went or not."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import Response

from routine.core.errors import RoutineError
from routine.page.messages import Said, said_of, undo_of
from routine.page.reader import advice
from routine.page.visit_cards import cards
from routine.page.without_commands import without_commands
from routine.page.would_change import OF_VISIT, changes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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


class Errors(NamedTuple):
    """What of the form cannot be, by its field; "" where nothing is wrong."""

    routine: str = ""
    date: str = ""
    time: str = ""


def show(reader: Reader) -> Response:
    """The screen."""
    return _screen(reader, Asked(routine=reader.asked.get("routine", "")), Errors())


def _screen(reader: Reader, asked: Asked, errors: Errors) -> Response:
    visits: WholeVisitsReply = reader.daemon.query("visit-list", full=True)
    ahead, been = cards(visits)
    warned = dict.fromkeys(line for card in ahead for line in card.series.warnings)
    return reader.show(
        "visits.html", status=422 if any(errors) else 200, visits=visits, ahead=ahead, been=been, warned=list(warned),
        asked=asked, errors=errors,
    )  # fmt: skip


# --- booked and moved ---------------------------------------------------------------------------------------------


def look(reader: Reader) -> Response:
    """What booking, or another date, would change; nothing is booked yet."""
    asked = _asked(reader.asked)
    errors = _wrong(asked)
    if any(errors):
        return _screen(reader, asked, errors)
    visits: WholeVisitsReply = reader.daemon.query("visit-list")
    title = next((one.title for one in visits.series if one.routine == asked.routine), asked.routine)
    try:
        tried: TrialReply = reader.daemon.query("try", commands=[asked.command], days=OF_VISIT.days)
    except RoutineError as error:
        return _screen(reader, asked, Errors(date=f"{error.message} {advice(error)}".strip()))
    first, *more = without_commands(tried.said) or ("",)
    return reader.show(
        "would_change.html",
        title=f"{title}: another date" if asked.visit else f"Book {title}",
        lead="This is what would come of it.",
        lines=(first, *more),
        rows=changes(tried.fits, without=asked.routine),
        ahead=OF_VISIT.words,
        act="visits/book",
        fields=asked._asdict(),
        label="Move the visit" if asked.visit else "Book it",
        back="visits",
    )


def book(reader: Reader) -> Response:
    """Book a visit, or move one."""
    asked = _asked({name: reader.field(name) for name in Asked._fields})
    errors = _wrong(asked)
    if any(errors):
        return _screen(reader, asked, errors)
    was = _nominal(reader, asked.routine, _number(asked.visit))
    command = asked.command
    reply: VisitReply = reader.daemon.change(str(command.pop("do")), **command)
    return reader.back("visits", _undoable(reply, was) if was or not asked.visit else said_of(reply))


def _asked(given: Mapping[str, str]) -> Asked:
    return Asked(**{name: given.get(name, "").strip() for name in Asked._fields})


def _wrong(asked: Asked) -> Errors:
    if asked.visit and _number(asked.visit) is None:
        return Errors(date="It is not clear which visit is meant.")
    return Errors(
        routine="" if asked.routine else "Choose a procedure.",
        date=_unread(date.fromisoformat, asked.date, "day"),
        time=_unread(time.fromisoformat, asked.time, "time"),
    )


def _unread(read: Callable[[str], object], text: str, what: str) -> str:
    try:
        read(text)
    except ValueError:
        return f"“{text[:20]}” is not a {what}. Choose one." if text else f"Choose a {what}."
    return ""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _nominal(reader: Reader, routine: str, visit: int | None) -> str:
    """The date that a visit has now; "" where it is not booked."""
    visits: WholeVisitsReply = reader.daemon.query("visit-list")
    found = (one for series in visits.series if series.routine == routine for one in series.visits)
    return next((one.nominal for one in found if one.visit == visit and one.status == "booked"), "")


# --- taken back ---------------------------------------------------------------------------------------------------


def _undoable(reply: VisitReply, was: str) -> Said:
    """What a booking, a move or a cancellation came to. `was`: the date before it, "" where there was none."""
    one = reply.visit
    now = one.nominal if one.status == "booked" else ""
    undo = (("routine", reply.routine), ("visit", str(one.visit)), ("was", was), ("now", now))
    return said_of(reply, *undo)._replace(undo_at="visits/undo")


def undo(reader: Reader) -> Response:
    """Give a visit back the date that it had, or none; where it has another one by now, nothing changes."""
    routine, visit = reader.field("routine"), _number(reader.field("visit"))
    was, now = reader.field("was"), reader.field("now")
    if visit is None or was == now or _nominal(reader, routine, visit) != now:
        lines = ("This visit was changed meanwhile. You see it as it is.",)
        return reader.back("visits", Said("Nothing was changed", lines, kind="info"))
    asked = {"action": "move", "when": was.replace("T", " ")} if was else {"action": "cancel"}
    return reader.back("visits", said_of(reader.daemon.change("visit", routine=routine, visit=visit, **asked)))


# --- what became of it --------------------------------------------------------------------------------------------


def act(reader: Reader) -> Response:
    """You went, did not go, or it is cancelled; with a date, a visit that is over and was never booked here."""
    when = f"{reader.field('date')} {reader.field('time')}".strip()
    action, visit = reader.field("action"), _number(reader.field("visit"))
    was = _nominal(reader, reader.field("routine"), visit) if action == "cancel" else ""
    reply: VisitReply = reader.daemon.change(
        "visit",
        action=action if action in _ACTIONS else "attended",
        routine=reader.field("routine"),
        visit=visit,
        when=when or None,
        asked=reader.fields("asked"),
    )
    return reader.back("visits", _undoable(reply, was) if was else said_of(reply, *undo_of(reply)))


GET = {"": show, "try": look}
POST = {"book": book, "act": act, "undo": undo}
