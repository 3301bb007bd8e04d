"""What is answered on Today: one time that waits, one that was missed or comes, the skin, a break, a notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from routine.core.errors import NothingToDoError, RoutineError
from routine.daemon.protocol import AnsweredError
from routine.page.messages import Said, said_of, undo_of
from routine.page.navigation import BY_NAME
from routine.page.without_commands import without_commands

if TYPE_CHECKING:
    from routine.core.requests.replies.commands import AnswersReply, SessionStartReply
    from routine.core.requests.replies.today import WholeDayReply
    from routine.page.reader import Reader


def answer(reader: Reader) -> Response:
    """A button of one time that waits; where it was answered meanwhile, nothing changes and the page says what is."""
    button, _, later = reader.field("answer").partition(" ")
    id = reader.field("time")
    asked = {"length": later} if later[:1].isdigit() else {"until": later or None}
    try:
        reply: AnswersReply = reader.daemon.change(
            "answer",
            id=id,
            button=button,
            note=reader.field("note") or None,
            swim=bool(reader.field("swim")),
            sweat=bool(reader.field("sweat")),
            **asked,
        )
    except AnsweredError as error:
        return _too_late(reader, error)
    if button == "start":
        return reader.back("session")
    if button == "irritated":
        return reader.back("today", _irritated(reply)._replace(undo=_undo(reply)))
    return reader.back("today", said_of(reply, *_undo(reply, id if button == "later" else "")))


def _too_late(reader: Reader, error: RoutineError) -> Response:
    """Somebody, or another window, was faster: no harm is done, so it is not shown as an alarm."""
    if error.code != NothingToDoError.code:
        raise error
    return reader.back(_from(reader), Said("Nothing was changed", without_commands((error.message,)), kind="info"))


def _undo(reply: AnswersReply, later: str = "") -> tuple[tuple[str, str], ...]:
    """The fields that take back exactly this. `later`: the time that was put off, which is not an answer yet."""
    if later:
        return (("time", later), ("later", "yes"))
    return undo_of(reply)


def undo(reader: Reader) -> Response:
    """Take back this answer, if it is still the last one of its routine; or bring back what was put off.

    The screen on which Undo stood is shown again.
    """
    id, seq = reader.field("time"), reader.field("seq")
    routine = id.partition("@")[0]
    if (what := reader.field("what")) in ("pause", "product"):
        return _undo_only(reader, routine or None, what)
    if reader.field("later") and not _is_put_off(reader, id):
        return reader.back(_from(reader), Said("Nothing was changed", ("This was answered meanwhile.",), kind="info"))
    number = int(seq) if seq.isascii() and seq.isdigit() and len(seq) < 16 else None
    if number is None and not reader.field("later"):
        return reader.back(_from(reader), Said("Nothing was changed", ("It is not clear what to undo.",), kind="info"))
    try:
        reply: AnswersReply = reader.daemon.change("undo", routine=routine, seq=number)
    except AnsweredError as error:
        return _too_late(reader, error)
    return reader.back(_from(reader), said_of(reply))


def _undo_only(reader: Reader, routine: str | None, what: str) -> Response:
    """Take back a pause, or what was entered of a product, if it is still the last that was said."""
    try:
        reply: AnswersReply = reader.daemon.change("undo", routine=routine, what=what)
    except AnsweredError as error:
        return _too_late(reader, error)
    return reader.back(_from(reader), said_of(reply))


def _from(reader: Reader) -> str:
    """The screen that the form was on."""
    screen = reader.field("screen")
    return screen if screen in BY_NAME else "today"


def _is_put_off(reader: Reader, id: str) -> bool:
    day: WholeDayReply = reader.daemon.query("today", full=True)
    here = next((one for one in day.occurrences if one.id == id), None)
    return here is None or here.status in ("snoozed", "planned")  # of another day: it was moved there


def done(reader: Reader) -> Response:
    """Done although nothing waits: a time that was missed (`at`), the next one (`next`), or in addition (`extra`)."""
    day, at = reader.field("day"), reader.field("at")
    reply: AnswersReply = reader.daemon.change(
        "done",
        routines=[reader.field("routine")],
        at=f"{day} {at}".strip() or None,
        next=bool(reader.field("next")),
        extra=bool(reader.field("extra")),
        note=reader.field("note") or None,
    )
    return reader.back("today", said_of(reply, *_undo(reply)))


def skip(reader: Reader) -> Response:
    """The next time of a routine is left out."""
    reply: AnswersReply = reader.daemon.change("skip", routines=[reader.field("routine")], next=True)
    return reader.back("today", said_of(reply, *_undo(reply)))


def irritated(reader: Reader) -> Response:
    """The skin is irritated, a little or strongly, or no longer."""
    level = reader.field("level")
    if level == "over":
        reply: AnswersReply = reader.daemon.change("irritated", over=True)
        return reader.back("today", said_of(reply))
    reply = reader.daemon.change("irritated", level=level or "mild")
    return reader.back("today", _irritated(reply)._replace(kind="stop" if level == "strong" else "warn"))


def _irritated(reply: AnswersReply) -> Said:
    """What was reported, and what waits from now on."""
    return Said("Your skin is irritated", without_commands(reply.said), kind="warn")


def pause(reader: Reader) -> Response:
    """No reminders until a day, or until resumed; of one routine or of all."""
    until, start = reader.field("until") or None, reader.field("from") or None
    reply: AnswersReply = reader.daemon.change(
        "pause", routine=reader.field("routine") or None, start=start, until=until
    )
    return reader.back("today", said_of(reply, ("time", f"{reader.field('routine')}@"), ("what", "pause")))


def resume(reader: Reader) -> Response:
    """The pause is over."""
    return reader.back("today", said_of(reader.daemon.change("resume", routine=reader.field("routine") or None)))


def press(reader: Reader) -> Response:
    """A button of a notice that is shown here too."""
    reply: SessionStartReply | AnswersReply = reader.daemon.change(
        "press", notice=reader.field("notice"), button=reader.field("button")
    )
    return reader.back("today", said_of(reply) if without_commands(reply.said) else None)


POST = {
    "answer": answer,
    "undo": undo,
    "done": done,
    "skip": skip,
    "irritated": irritated,
    "pause": pause,
    "resume": resume,
    "press": press,
}
