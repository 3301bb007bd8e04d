"""The choices of Later for what waits: each is tried as the command would do it, so that none is offered in vain."""

from __future__ import annotations

from collections.abc import Iterator

from routine.core.draft import Draft
from routine.core.errors import RoutineError
from routine.core.reminders.snooze import snooze
from routine.core.requests.commands import Snooze
from routine.core.requests.replies.today import SnoozeChoice
from routine.core.snapshot import Snapshot
from routine.core.state.reminder import Reminder
from routine.core.when.duration import format_duration
from routine.core.when.format import utc_text
from routine.core.when.moment import wall

_ALWAYS = ("1h", "3h")


def snooze_choices(draft: Snapshot, id: str, raised: Reminder) -> tuple[SnoozeChoice, ...]:
    """After the preset's own time, in an hour, in three, tomorrow at its own time; those that may be."""
    found = {one.at: one for wish in _wishes(draft, id, raised) if (one := _tried(draft, id, wish))}
    return tuple(sorted(found.values(), key=lambda one: one.at))


def _wishes(draft: Snapshot, id: str, raised: Reminder) -> Iterator[Snooze]:
    own = format_duration(draft.preset(id).remind.later).replace(" ", "")
    for length in dict.fromkeys((own, *_ALWAYS)):
        yield Snooze(id, length=length)
    yield Snooze(id, until=f"tomorrow {wall(raised.instant, draft.zone(id)):%H:%M}")


def _tried(draft: Snapshot, id: str, wish: Snooze) -> SnoozeChoice | None:
    """The choice, with until when that is; None where the command would refuse it."""
    try:
        until = snooze(Draft(draft.files, draft.state, draft.now), wish).until
    except RoutineError:
        return None
    return SnoozeChoice(length=wish.length, until=wish.until, at=utc_text(until), when=draft.when(id, until))
