"""Today: what waits for an answer, the day as a line, what comes, how the skin is, a break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from routine.page.said import Said, said_of

if TYPE_CHECKING:
    from routine.core.requests.replies.commands import AnswersReply
    from routine.core.requests.replies.occurrences import OverviewReply, PendingReply, TodayReply
    from routine.page.reader import Reader


def show(reader: Reader) -> Response:
    """The screen."""
    today: TodayReply = reader.daemon.query("today")
    overview: OverviewReply = reader.daemon.query("overview")
    return reader.show("today.html", today=today, waiting=overview.pending, coming=overview.next, notes=overview.notes)


def answer(reader: Reader) -> Response:
    """Done, later, not this time or staying in, to one time that waits."""
    time, given = reader.field("time"), reader.field("answer")
    routine = time.partition("@")[0]
    pending: PendingReply = reader.daemon.query("pending")
    if time not in [one.id for one in pending.reminders]:
        return reader.back("today", Said("This was answered already", ("Nothing was changed.",), kind="info"))
    verb, _, length = given.partition(" ")
    note = reader.field("note") or None
    if verb == "later":
        reply: AnswersReply = reader.daemon.change("snooze", routine=routine, length=length or None)
    elif verb == "done":
        reply = reader.daemon.change("done", routines=[routine], note=note)
    else:
        staying_in = verb == "staying-in"
        reply = reader.daemon.change("skip", routines=[routine], note=note, staying_in=staying_in)
    return reader.back("today", said_of(reply, ("routine", routine)))


def undo(reader: Reader) -> Response:
    """Take the last answer of a routine back."""
    reply: AnswersReply = reader.daemon.change("undo", routine=reader.field("routine") or None)
    return reader.back("today", said_of(reply))


GET = {"": show}
POST = {"answer": answer, "undo": undo}
