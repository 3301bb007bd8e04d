"""How far back in the log a command needs to see; most need nothing but the state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from routine.core.errors import UsageError
from routine.core.requests.commands import Command, Done, PauseCommand, Press, Rate, Skip, Undo, VisitAct
from routine.core.snapshot import Snapshot
from routine.core.state.clocks import set_back_by
from routine.core.state.fold import RECENT_FOR
from routine.core.when.moment import instant_of

#: Zones differ by up to 26 hours; an answer may be given a little before its time.
_MARGIN = timedelta(days=2)
#: Signs are compared with whenever they were rated last, however long ago.
_BEGINNING = datetime.min.replace(tzinfo=UTC)


def history_since(draft: Snapshot, command: Command) -> datetime | None:
    """From which instant (UTC, of recording) on `decide` needs the log for this command; None: not at all."""
    own = min(filter(None, (_command_since(draft, command), _session_since(draft))), default=None)
    if not set_back_by(draft.state, draft.now):
        return own
    return min(own or draft.now.instant, draft.now.instant - _MARGIN)


def _session_since(draft: Snapshot) -> datetime | None:
    """Of a session that goes on days after its time: what it answers may have been answered before it."""
    session = draft.state.session
    if session is None or session.due is None or draft.now.instant - session.due < RECENT_FOR:
        return None
    return session.due - _MARGIN


def _command_since(draft: Snapshot, command: Command) -> datetime | None:
    match command:
        case Done() | Skip():
            return _answer_since(draft, command)
        case PauseCommand():
            from routine.core.reminders.pause import pause_start

            start = pause_start(draft, command)
            return start if start < draft.now.instant else None
        case VisitAct():
            from routine.core.visits.book_move_attend_cancel import visits_since

            return visits_since(draft, command)
        case Rate():
            return _BEGINNING
        case Undo():
            return _BEGINNING if _corrections(draft) else None
        case Press():
            return _press_since(draft, command)
        case _:
            return None


def _answer_since(draft: Snapshot, command: Done | Skip) -> datetime | None:
    if command.since:
        from routine.core.when.parse_time import parse_past_date

        try:
            day = parse_past_date(command.since, draft.now, draft.day_ends)
        except UsageError:
            return None
        return instant_of(datetime.combine(day, draft.day_ends), draft.now.zone) - _MARGIN
    if command.at:
        from routine.core.when.parse_time import parse_time

        try:
            at = parse_time(command.at, draft.now, day_ends=draft.day_ends, direction="past")
        except UsageError:
            return None  # what is wrong with it is said where the routine is known
        return instant_of(at, draft.now.zone) - _MARGIN
    return None


def _press_since(draft: Snapshot, command: Press) -> datetime | None:
    card = draft.card(command.notice)
    if card is None or command.button not in ("did-them", "pause", "undo"):
        return None
    if command.button == "undo" and _corrections(draft):
        return _BEGINNING
    return draft.state.silence.waiting_since if card.kind == "silent" else card.since


def _corrections(draft: Snapshot) -> bool:
    """Whether any of the latest answers took the place of another one, which holds again once it is undone."""
    routines = draft.state.routines.values()
    return any(entry.replaces is not None and entry.by == "person" for one in routines for entry in one.recent)
