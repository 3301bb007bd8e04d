"""What only sunscreen knows: it gets wet, the day is spent indoors, and the times to take along."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec.structs import replace

from routine.core.draft import Draft
from routine.core.errors import AmbiguousError, NothingToDoError, UsageError
from routine.core.find_routine import resolve_enabled
from routine.core.memo import Memo
from routine.core.occurrences.calendar import Calendar
from routine.core.occurrences.chain_projection import links_after
from routine.core.occurrences.plan_line import PlanLine
from routine.core.occurrences.sunscreen_renewal import STAYING_IN, WET, renewal
from routine.core.preset.model import Preset
from routine.core.reminders.next_time import next_line
from routine.core.reminders.open_times import Open, open_on
from routine.core.requests.commands import Done, Skip
from routine.core.schedule.types import Again
from routine.core.snapshot import Snapshot
from routine.core.state.keys import is_link
from routine.core.state.log import Entry
from routine.core.state.reminder import Reminder
from routine.core.text.counts import and_list
from routine.core.when.moment import Now, day_of, wall

#: A notice is worded anew at every decision while it waits.
_NOTED: Memo[str | None] = Memo()


def wet_details(command: Done | Skip) -> Mapping[str, str]:
    """What the answer keeps of getting wet; raises UsageError for what cannot go together."""
    if not isinstance(command, Done) or not (command.swim or command.sweat):
        return {}
    if command.since:
        raise UsageError(
            "--swim and --sweat are for one time, so they do not go with --since.",
            "For example: routine done spf --swim",
        )
    return {WET: "swim" if command.swim else "sweat"}


def of_the_sun(draft: Snapshot, routines: tuple[str, ...], option: str, verb: str) -> tuple[str, ...]:
    """The ids of the sunscreen routines that are meant; raises UsageError for any other kind.

    Without a name: the only one there is, else the one that waits.
    """
    enabled = [id for id in draft.enabled() if draft.preset(id).kind == "sun"]
    if routines:
        meant = [resolve_enabled(draft, text) for text in routines]
    elif len(enabled) == 1:
        meant = enabled
    else:
        meant = [id for id in draft.waiting() if id in enabled]
        if len(meant) > 1:
            names = "\n".join(f"  routine {verb} {id} {option}   {draft.title(id)}" for id in meant)
            raise AmbiguousError(
                f"{len(meant)} sunscreens are waiting. Which one do you mean?\n{names}",
                f"For example: routine {verb} {meant[0]} {option}",
            )
    others = [id for id in meant if id not in enabled]
    if others or not meant:
        said = f"{option} is only possible for a sunscreen."
        raise UsageError(said, f"For example: routine {verb} {enabled[0] if enabled else 'spf'} {option}")
    return tuple(dict.fromkeys(meant))


def stay_in(draft: Draft, id: str) -> list[Entry]:
    """Excuse what waits and every further time of the day; the next day comes as ever."""
    raised = draft.routine(id).raised
    today = draft.today(id)
    ahead = [one for one, replaced in open_on(draft, id, today, draft.routine(id).recent) if replaced is None]
    # What waits may be of another day, and so not among those of today.
    meant = {one.key: one for one in [*([raised] if raised else []), *ahead]}
    entries = [draft.answer(id, one, "excused", by="person", reason=STAYING_IN) for one in meant.values()]
    if not entries:
        raise NothingToDoError(f"{draft.title(id)} has nothing to answer now. {next_line(draft, id)}")
    return entries


def went_out(draft: Snapshot, id: str) -> Open | None:
    """The last time that staying in had excused today, which a done answers after all; None where there is none."""
    routine, today = draft.routine(id), _day(draft, draft.zone(id), draft.now.instant)
    newest = max(routine.recent, key=lambda one: one.seq, default=None)
    if routine.raised or newest is None or newest.reason != STAYING_IN:
        return None
    meant = [one for one in routine.recent if one.reason == STAYING_IN and one.answer == "excused"]
    meant = [one for one in meant if _day(draft, draft.zone(id), one.instant) == today]
    last = max(meant, key=lambda one: one.instant, default=None)
    return (last, last) if last else None


def day_note(draft: Snapshot, id: str, raised: Reminder) -> str | None:
    """The morning's note: when sunscreen is due again today, if each time is answered when it comes."""
    preset = draft.preset(id)
    again = preset.schedule.again
    if preset.kind != "sun" or again is None or is_link(raised.key):
        return None
    # As from when it was raised: the text stays the same while the notice waits.
    now, calendar = replace(draft.now, instant=max(raised.instant, raised.raised_at)), draft.calendar(id)
    hangs_on = (preset, calendar, raised.key, raised.nominal, now.instant)
    return _NOTED.of(id, hangs_on, lambda: _again_today(preset, again, calendar, raised, now))


def _again_today(preset: Preset, again: Again, calendar: Calendar, raised: Reminder, now: Now) -> str | None:
    zone, shown = calendar.zone, now.instant
    first = PlanLine(preset.id, raised.key, raised.nominal, shown, zone, "raised", "")
    links = links_after(preset, calendar, first, now, shown + timedelta(days=1))
    times = [f"{wall(link.instant, zone):%H:%M}" for link in links]
    if times:
        return f"Again today: {and_list(times)}"
    none = renewal(again, shown, calendar).sky
    return f"Not again today: {none}" if none else None


def why_no_more(draft: Snapshot, id: str) -> str | None:
    """Why nothing more comes today after the last answer, where the sun is the reason."""
    preset, routine, zone = draft.preset(id), draft.routine(id), draft.zone(id)
    again, last = preset.schedule.again, _last(draft, id)
    if again is None or last is None or routine.raised or any(is_link(a.key) for a in routine.armed):
        return None
    start = last.at if last.answer == "done" else last.instant
    if _day(draft, zone, start) != _day(draft, zone, draft.now.instant):
        return None
    sky = renewal(again, start, draft.calendar(id)).sky
    return f"No more today: {sky}." if sky else None


def _last(draft: Snapshot, id: str) -> Entry | None:
    """The last answer, if the chain could go on from it."""
    last = max(draft.routine(id).recent, key=lambda entry: entry.seq, default=None)
    if last is None or last.reason == STAYING_IN:
        return None
    return last if last.answer == "done" or is_link(last.key) else None


def _day(draft: Snapshot, zone: str, instant: datetime) -> object:
    return day_of(wall(instant, zone), draft.day_ends)


def arm_by_the_sun(draft: Draft) -> None:
    """After the place or the zone changed: what only the old place spared the user, or put off, comes again."""
    for id in draft.enabled():
        again, routine, last = draft.preset(id).schedule.again, draft.routine(id), _last(draft, id)
        if again is None or again.uv is None or routine.raised or last is None:
            continue
        links = [armed for armed in routine.armed if is_link(armed.key)]
        today = _day(draft, draft.zone(id), last.instant) == _day(draft, draft.zone(id), draft.now.instant)
        if today and all("UV index" in link.reason for link in links):
            draft.arm_own(last, open_link=False)
