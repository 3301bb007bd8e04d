"""Times that hang on an answer: so long after done, after another routine, and again until a window ends."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from routine.core.schedule.types import MINUTES_A_DAY, AfterDone, AfterRoutine, Again
from routine.core.when.moment import clock_time, day_of, instant_of, wall
from routine.core.when.part_of_day import Window


def after_done_instant(
    base: AfterDone | AfterRoutine, done_at: datetime, zone: str, day_ends: time, window: Window | None = None
) -> datetime:
    """The instant (UTC) that a done answer at `done_at` (UTC) leads to.

    Without a clock time of its own, it waits for its part of the day (`window`): what was done at night comes by day.

    Days, weeks and months keep the clock time; hours and minutes elapse. With `at` it is that clock time of the day
    reached, as people count days: done at 01:00, "3 days at 20:30" counts from the evening before.
    """
    if base.at is None:
        return _within(base.wait.after(done_at, zone), zone, window)
    reached = day_of(wall(base.wait.after(done_at, zone), zone), day_ends)
    found = instant_of(clock_time(reached, base.at, day_ends), zone)
    if found > done_at:
        return found
    # Hours after a late answer may reach a day whose clock time is over already.
    return instant_of(clock_time(reached + timedelta(days=1), base.at, day_ends), zone)


def _within(instant: datetime, zone: str, window: Window | None) -> datetime:
    """The instant, or where it lies outside of its part of the day, the next beginning of that."""
    there = wall(instant, zone)
    opens = _opens(there, window)
    return instant if opens == there else instant_of(opens, zone)


def _opens(there: datetime, window: Window | None) -> datetime:
    """The same of a wall-clock time (naive)."""
    if window is None or window.covers(there):
        return there
    opens = datetime.combine(there.date(), time()) + timedelta(minutes=window.start)
    return opens if opens > there else opens + timedelta(days=1)


def first_after_done(base: AfterDone, now_wall: datetime, day_ends: time, window: Window | None = None) -> datetime:
    """The nominal time of the first one, enabled at `now_wall`: at `at`, or at once; not before `first`.

    At once waits for its part of the day (`window`): what is enabled at night does not come at night.
    """
    today = day_of(now_wall, day_ends)
    begin = max(today, base.first or today)
    if base.at is None:
        return _opens(now_wall + (begin - today), window)
    found = clock_time(begin, base.at, day_ends)
    return found if found >= now_wall else found + timedelta(days=1)


def after_done_goes_on(base: AfterDone, nominal: datetime, times: int, day_ends: time) -> bool:
    """Whether a time at `nominal` still belongs to the chain after `times` others."""
    in_time = base.until is None or day_of(nominal, day_ends) <= base.until
    return in_time and (base.count is None or times < base.count)


def again_instant(
    again: Again, answered_at: datetime, zone: str, day_ends: time, wait: timedelta | None = None
) -> datetime | None:
    """The next link (UTC) after an answer at `answered_at` (UTC); None once the window of that day has closed.

    `wait`: another time than `again.every`.
    """
    found = again.every.after(answered_at, zone) if wait is None else answered_at + wait
    opens, closes = again_window(again, answered_at, zone, day_ends)
    # To the minute, as it is shown: answered at 14:00:30, the link of 16:00 is in a window until 16:00.
    shown = wall(found, zone).replace(second=0, microsecond=0)
    return found if opens <= shown <= closes else None


def again_window(again: Again, answered_at: datetime, zone: str, day_ends: time) -> tuple[datetime, datetime]:
    """The wall times from which and until which, both included, there are links on the day of an answer."""
    midnight = datetime.combine(day_of(wall(answered_at, zone), day_ends), time())
    over_midnight = MINUTES_A_DAY if again.until < again.start else 0
    return midnight + timedelta(minutes=again.start), midnight + timedelta(minutes=again.until + over_midnight)
