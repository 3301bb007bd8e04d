"""Every instant and date of the state, and what becomes of each when it turns out that the clock was ahead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from routine.core.state.log import Entry
from routine.core.state.pause import Pause
from routine.core.when.moment import wall

_T = TypeVar("_T")


class Ahead(Struct, frozen=True):
    """A clock that was `back` ahead of `now` (UTC), which is right; `zone` is the machine's."""

    now: datetime
    back: timedelta
    zone: str

    @property
    def today(self) -> date:
        """The day that it is."""
        return wall(self.now, self.zone).date()

    @property
    def days(self) -> timedelta:
        """How far ahead it was, in whole days."""
        return timedelta(days=round(self.back / timedelta(days=1)))


Rule = Callable[[Any, Ahead], Any]


def noted(at: datetime, ahead: Ahead) -> datetime:
    """The present as it was written down: it never lies ahead of now."""
    return at if at <= ahead.now else min(at - ahead.back, ahead.now)


def noted_day(day: date, ahead: Ahead) -> date:
    """The same, of a day."""
    return min(day, ahead.today)


def lasts(at: datetime, ahead: Ahead) -> datetime:
    """The end of a wait: what is left of it stays as long as it was, and rather ends early than never."""
    return at if at <= ahead.now else at - ahead.back


def until(at: datetime, ahead: Ahead) -> datetime:
    """So long after the present: what lies ahead of the wrong clock itself was reckoned from it."""
    return at if at <= ahead.now + ahead.back else at - ahead.back


def until_day(day: date, ahead: Ahead) -> date:
    """The same, of a day."""
    return day if day <= ahead.today + ahead.days else day - ahead.days


def stays(at: _T, _: Ahead) -> _T:
    """A time that the calendar or a person named, or what the log says: it was never the clock's."""
    return at


def by_its_routine(at: _T, _: Ahead) -> _T:
    """`reminders.clock_ahead` puts it right, which knows the routine's schedule too."""
    return at


#: What becomes of each; a test holds that none is missing.
RULES: dict[str, Rule] = {
    "Armed.instant": by_its_routine,
    "Armed.nominal": by_its_routine,
    "Came.at": noted,
    "Card.ends": until,
    "Card.since": noted,
    "Chosen.instant": stays,
    "Clash.instant": stays,
    "Clash.other_at": stays,
    "ClockMark.instant": noted,
    "CourseState.over_on": stays,  # the day of its last answer, as the log has it
    "Delivery.at": noted,
    "Delivery.retry_at": lasts,
    "Entry.at": stays,
    "Entry.instant": stays,
    "Entry.nominal": stays,
    "Entry.recorded_at": stays,
    "Irritation.at": noted,
    "Irritation.over": noted,
    "LyingFlat.end": noted,
    "LyingFlat.start": noted,
    "Mark.instant": noted,
    "Nights.asked": by_its_routine,
    "Nights.done": by_its_routine,
    "Nights.last": by_its_routine,
    "Nights.start": by_its_routine,
    "OnHold.ask_on": noted_day,
    "OnHold.since": noted,
    "Postponed.at": noted,
    "Postponed.instant": stays,
    "Pause.end": stays,  # with `said`: see `_pause`
    "Pause.said": noted,
    "Pause.start": stays,
    "Presence.since": noted,
    "ProfileState.confirmed": noted,
    "ProfileState.looked": noted_day,
    "ProfileState.not_before": until_day,
    "Refill.since_before": noted,
    "Product.opened": noted_day,
    "Product.said": noted,
    "Product.use_by": stays,  # the label's
    "Reminder.delivered_at": noted,
    "Reminder.instant": stays,
    "Reminder.last_nag": noted,
    "Reminder.last_shown": noted,
    "Reminder.nominal": stays,
    "Reminder.raised_at": noted,
    "Reminder.sent_at": noted,
    "Reminder.snoozed_until": lasts,
    "RoutineState.anchor": by_its_routine,
    "RoutineState.last_done": noted,
    "RoutineState.since": noted,
    "RoutineState.through": by_its_routine,
    "Session.due": stays,
    "Session.nominal": stays,
    "Silence.shown": noted_day,
    "Silence.waiting_since": noted,
    "Stock.since": noted,
    "Visit.at": stays,
}


def turned_back(value: _T, ahead: Ahead) -> _T:
    """A part of the state, with every instant in it put right; the very same value where none was wrong."""
    changed: Any = value
    match value:
        case Entry():
            pass  # the log is not rewritten
        case Struct():
            changed = _struct(_pause(value, ahead) if isinstance(value, Pause) else value, ahead)
        case tuple():
            parts = tuple(turned_back(one, ahead) for one in value)
            changed = parts if any(new is not old for new, old in zip(parts, value, strict=True)) else value
        case dict():
            of = {key: turned_back(one, ahead) for key, one in value.items()}
            changed = of if any(of[key] is not one for key, one in value.items()) else value
    result: _T = changed
    return result


def _struct(value: Struct, ahead: Ahead) -> Struct:
    changes = {}
    for name in value.__struct_fields__:
        old = getattr(value, name)
        rule = RULES.get(f"{type(value).__name__}.{name}")
        new = rule(old, ahead) if rule and isinstance(old, date) else turned_back(old, ahead)
        if new is not old and new != old:
            changes[name] = new
    return replace(value, **changes) if changes else value


def _pause(pause: Pause, ahead: Ahead) -> Pause:
    """A pause that was entered by the wrong clock lies where that clock meant it."""
    if pause.said is None or pause.said <= ahead.now:
        return pause
    start, end = (at if at is None or at <= ahead.now else at - ahead.back for at in (pause.start, pause.end))
    return replace(pause, start=start or pause.start, end=end)
