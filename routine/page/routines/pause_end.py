"""Having less of a routine, or more of it: a pause, its end, ending it; a session of it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from routine.core.errors import RoutineError
from routine.page.messages import Said, said_of
from routine.page.reader import advice
from routine.page.without_commands import without_commands

if TYPE_CHECKING:
    from collections.abc import Callable

    from routine.core.requests.replies.commands import AnswersReply, SaidReply
    from routine.page.reader import Reader


def told_there(act: Callable[[Reader], Response]) -> Callable[[Reader], Response]:
    """What cannot be done is told on the leaflet of the routine, where the form stood."""

    def acted(reader: Reader) -> Response:
        try:
            return act(reader)
        except RoutineError as error:
            lines = tuple(one for one in (*without_commands((error.message,)), advice(error)) if one)
            return reader.back(f"routines/{reader.given['id']}", Said("This was not possible", lines, kind="stop"))

    return acted


def pause(reader: Reader) -> Response:
    """No reminders of it until a day, or until resumed."""
    until = reader.field("until") or None
    reply: AnswersReply = reader.daemon.change("pause", routine=reader.given["id"], until=until)
    return _back(reader, reply)


def resume(reader: Reader) -> Response:
    """The pause is over."""
    return _back(reader, reader.daemon.change("resume", routine=reader.given["id"]))


def end(reader: Reader) -> Response:
    """It is not enabled any more; what was answered is kept."""
    return _back(reader, reader.daemon.change("disable", routines=[reader.given["id"]]))


def start(reader: Reader) -> Response:
    """Its steps, guided, now."""
    reader.daemon.change("session-start", routine=reader.given["id"])
    return reader.back("session")


def _back(reader: Reader, reply: SaidReply) -> Response:
    return reader.back(f"routines/{reader.given['id']}", said_of(reply))


POST = {
    "{id}/pause": told_there(pause),
    "{id}/resume": told_there(resume),
    "{id}/end": told_there(end),
    "{id}/start": told_there(start),
}
