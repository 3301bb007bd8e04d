"""Around a visit to a clinic: from when until when something waits, by the rules and by what a preset says itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from routine.core.config.setup import Setup
from routine.core.config.spacing_rules import AroundVisit
from routine.core.memo import Memo
from routine.core.occurrences.evening_question import answered_from, asked_again
from routine.core.occurrences.visit_dates import instant_at
from routine.core.occurrences.visit_reminders import care_until
from routine.core.preset.model import AGAIN, ASKED, Preset
from routine.core.schedule.visit_series import Visits
from routine.core.spacing import lines
from routine.core.spacing.contents import tags_of
from routine.core.spacing.types import APART, Off
from routine.core.state.model import State
from routine.core.state.routine import RoutineState
from routine.core.state.visit import Visit
from routine.core.when.duration import Duration
from routine.core.when.duration_words import duration_words
from routine.core.when.moment import day_of, instant_of, wall

_DAY = timedelta(days=1)
#: Stand in a rule's words for how long after and before a visit it holds.
LASTS, AHEAD = "{lasts}", "{ahead}"

_MEMO: Memo[tuple[Off, ...]] = Memo()


def windows(setup: Setup, state: State, since: datetime, of: str | None = None) -> list[Off]:
    """Every such span that does not end before `since` (UTC), of the visits that are booked or were attended.

    `of`: without what other routines than this one say themselves.
    """
    found = _MEMO.of("", seen(setup, state), lambda: tuple(_all(setup, state)))
    return [off for off in found if off.end > since and (of is None or off.only in ("", of))]


def seen(setup: Setup, state: State) -> tuple[object, ...]:
    """What the spans hang on: the series with a visit, whole, and which presets may say something of them."""
    enabled = [(id, routine) for id, routine in state.routines.items() if routine.enabled]
    series = [routine for _, routine in enabled if routine.visits]
    if not series:
        return ()
    get = setup.presets.get
    presets = [preset for id, _ in enabled if (preset := get(id))]
    return (*series, presets, setup.spacing, setup.settings.day_ends)


def _all(setup: Setup, state: State) -> Iterator[Off]:
    for id, routine in state.routines.items():
        preset = setup.presets.get(id) if routine.enabled and routine.visits else None
        series = preset.schedule.series if preset else None
        if preset is None or series is None:
            continue
        for visit in routine.visits:
            if visit.status in ("booked", "attended"):
                yield from _by_rules(setup, preset, series, visit, routine)
                yield from _by_presets(setup, state, preset, visit)


def around(setup: Setup, state: State, preset: Preset, visit: Visit) -> list[Off]:
    """What waits for one visit by the rules alone: for another series as well as for a routine."""
    series = preset.schedule.series
    return list(_by_rules(setup, preset, series, visit, state.routines[preset.id])) if series else []


def _by_rules(setup: Setup, preset: Preset, series: Visits, visit: Visit, routine: RoutineState) -> Iterator[Off]:
    own, ends = tags_of(preset), setup.settings.day_ends
    for rule in setup.spacing.visits:
        if not rule.meets(own):
            continue
        start = _start(rule, series, visit, ends)
        end = max(_end(rule, series, visit, ends), _said_yes(rule, series, visit, routine))
        yield from _off(rule, preset, visit, (start, end), _why(rule, series))
        # What it waits for then is another thing than the days, and has a reason of its own.
        yield from _off(rule, preset, visit, (end, _said_whether(rule, visit, routine)), lines.NOT_SAID_WHETHER)


def _off(rule: AroundVisit, preset: Preset, visit: Visit, span: tuple[datetime, datetime], why: str) -> Iterator[Off]:
    start, end = span
    if end > start:
        words = lines.visit_words(preset, visit)
        yield Off(
            rule=rule.name, off=rule.off, but=rule.but, start=start, end=end, why=why, series=preset.id, visit=words
        )


def _why(rule: AroundVisit, series: Visits) -> str:
    """The rule in words, with the number that holds: a clinic's own, else the rule's."""
    lasts, ahead = _lasts(rule, series), _ahead(rule, series)
    words = rule.why.replace(LASTS, duration_words(lasts)) if lasts else rule.why
    return words.replace(AHEAD, duration_words(ahead)) if ahead else words


def _lasts(rule: AroundVisit, series: Visits) -> Duration | None:
    return next((step.lasts for step in series.after if step.lasts and step.id == rule.lasts), None) or rule.after


def _ahead(rule: AroundVisit, series: Visits) -> Duration | None:
    return next((step.ahead for step in series.before if rule.step and step.id == rule.step), None) or rule.before


def _start(rule: AroundVisit, series: Visits, visit: Visit, ends: time) -> datetime:
    """The beginning of the day so long before the visit; without such a time, the visit itself."""
    ahead = _ahead(rule, series)
    if ahead is None:
        return instant_at(visit)
    if ahead.is_elapsed:
        return instant_at(visit) - timedelta(seconds=ahead.seconds)
    return _begins(_moved(_day(visit, ends), Duration(-ahead.months, -ahead.days)), ends, visit.zone)


def _end(rule: AroundVisit, series: Visits, visit: Visit, ends: time) -> datetime:
    """The beginning of the day from which on it may be again, at the earliest the day after the visit; or of the hour.

    What only goes before a visit ends with the visit's own day.
    """
    after = _lasts(rule, series)
    if after and after.is_elapsed:
        return instant_at(visit) + timedelta(seconds=after.seconds)
    day = _day(visit, ends)
    until = day + _DAY if after is None else _moved(day, after)
    care = care_until(series, visit) if rule.care else None
    if care:
        until = max(until, day_of(wall(care, visit.zone), ends) + _DAY)
    return _begins(until, ends, visit.zone)


def _said_whether(rule: AroundVisit, visit: Visit, routine: RoutineState) -> datetime:
    """Until when it waits for whether the person went."""
    asked = answered_from(routine, visit, ASKED) if rule.unanswered and visit.status == "booked" else None
    return asked or instant_at(visit)


def _said_yes(rule: AroundVisit, series: Visits, visit: Visit, routine: RoutineState) -> datetime:
    """Until when it waits for the yes to what is asked until then."""
    wanted = [step for step in series.after if step.until_yes and step.id == rule.until_yes]
    if visit.status == "booked":
        return max([instant_at(visit), *(asked_again(visit, step, instant_at(visit)).instant for step in wanted)])
    waiting = [step for step in wanted if step.id not in visit.cleared]
    found = (answered_from(routine, visit, f"{step.id}{AGAIN}") for step in waiting)
    first = (asked_again(visit, step, instant_at(visit)).instant for step in waiting)
    return max([instant_at(visit), *(one or least for one, least in zip(found, first, strict=True))])


def _by_presets(setup: Setup, state: State, series: Preset, visit: Visit) -> Iterator[Off]:
    """What routines say themselves, in safety.apart: so long before and after what the series contains."""
    ends, tags = setup.settings.day_ends, tags_of(series)
    day = _day(visit, ends)
    for id, routine in state.routines.items():
        preset = setup.presets.get(id) if routine.enabled else None
        if preset is None or preset.schedule.series:
            continue
        for tag, by in preset.safety.apart:
            if tag in tags and not by.is_elapsed:
                # As between two times: the day that is exactly so far away is free again.
                start = _begins(_moved(day, Duration(-by.months, -by.days)) + _DAY, ends, visit.zone)
                end = _begins(_moved(day, by), ends, visit.zone)
                rule, why, words = APART + tag, lines.apart_from(tag, by), lines.visit_words(series, visit)
                yield Off(rule=rule, off=(), start=start, end=end, why=why, series=series.id, visit=words, only=id)


def _day(visit: Visit, ends: time) -> date:
    return day_of(visit.at, ends)


def _moved(day: date, by: Duration) -> date:
    return by.after_wall(datetime.combine(day, time())).date()


def _begins(day: date, ends: time, zone: str) -> datetime:
    return instant_of(datetime.combine(day, ends), zone)
