"""The choices where two routines leave no room for each other: which gives way, for once or for good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta

from routine.core.occurrences.plan_line import PlanLine
from routine.core.requests.replies.plan import ChoiceView, Way
from routine.core.schedule.types import MOST_FREE_WEEKDAYS, Ramp
from routine.core.snapshot import Snapshot
from routine.core.spacing.contents import tags_of
from routine.core.spacing.free_evening import free_evenings_now
from routine.core.spacing.precedence import is_medicine, yields
from routine.core.state.keys import routine_of
from routine.core.views.why_not_as_scheduled import reason_view
from routine.core.when.format import WEEKDAYS, format_day, minute_text
from routine.core.when.moment import day_of, wall


def choices(draft: Snapshot, planned: Iterable[PlanLine]) -> tuple[ChoiceView, ...]:
    """What may be chosen of the times that a rule leaves out; one choice for each two routines.

    What is left out because a person chose the other one is decided; of what yields to everything, such as a wash that
    another one counts for, nobody has to choose.
    """
    found: dict[tuple[str, str], list[PlanLine]] = {}
    chosen = {one.id for one in draft.state.spacing.chosen}
    for one in planned:
        if one.cause and one.cause.kind == "left-out" and one.cause.other and one.cause.other not in chosen:
            other = routine_of(one.cause.other)
            if other != one.routine and draft.known(other) and not _yields(draft, one.routine):
                found.setdefault((one.routine, other), []).append(one)
    made = (_choice(draft, id, other, lost) for (id, other), lost in found.items())
    return tuple(one for one in made if one)


def _yields(draft: Snapshot, id: str) -> bool:
    return yields(draft.setup, tags_of(draft.preset(id)))


def _choice(draft: Snapshot, id: str, other: str, lost: list[PlanLine]) -> ChoiceView | None:
    reason = reason_view(draft, lost[0])
    if reason is None:
        return None
    return ChoiceView(
        routine=id,
        title=draft.title(id),
        other=other,
        other_title=draft.title(other),
        times=tuple(minute_text(wall(one.instant, one.zone)) for one in lost),
        first_words=draft.when_in(lost[0].zone, wall(lost[0].instant, lost[0].zone)),
        reason=reason,
        ways=tuple(_ways(draft, id, other, lost)),
    )


def _ways(draft: Snapshot, id: str, other: str, lost: list[PlanLine]) -> Iterator[Way]:
    """For good first, then for once; what is prescribed never gives way."""
    if not is_medicine(draft.setup, tags_of(draft.preset(other))):
        yield from _free_evening(draft, other, lost)
        yield from _comes_instead(draft, id, other, lost[0])
    yield _pause(draft, id, lost)
    title = draft.title(id)
    words = "Nothing is changed. Routine asks about each time, or leaves it out."
    yield Way(kind="ask", routine=id, title=title, words=words)


def _free_evening(draft: Snapshot, ramp: str, lost: list[PlanLine]) -> Iterator[Way]:
    """A build-up leaves out the weekday on which most of it is lost."""
    free = free_evenings_now(draft, ramp)
    days = (day_of(wall(one.instant, one.zone), draft.day_ends).weekday() for one in lost)
    counts = Counter(day for day in days if day not in free)
    if not isinstance(draft.preset(ramp).schedule.base, Ramp) or len(free) >= MOST_FREE_WEEKDAYS or not counts:
        return
    weekday = min(counts, key=lambda day: (-counts[day], day))
    value = ",".join(WEEKDAYS[day][:3].lower() for day in (*free, weekday))
    yield Way(
        kind="free",
        routine=ramp,
        title=draft.title(ramp),
        words=f"{draft.title(ramp)} leaves out every {WEEKDAYS[weekday]}. Its other evenings stay.",
        edits=({"edit": "set", "preset": ramp, "key": "schedule.free", "value": value},),
    )


def _comes_instead(draft: Snapshot, id: str, other: str, first: PlanLine) -> Iterator[Way]:
    """The first of them comes, and the other one does not, or stays as it is, known now already."""
    clash = next((one for one in draft.state.spacing.clashes if one.id == first.id), None)
    decided = {one.id for one in draft.state.spacing.chosen}
    if clash is None or not clash.ask or {clash.id, clash.other} & decided:
        return
    when = draft.when_in(first.zone, wall(first.instant, first.zone))
    for kind, one, comes, waits in (("comes", clash.id, id, other), ("stays", clash.other, other, id)):
        yield Way(
            kind="comes" if kind == "comes" else "stays",
            routine=comes,
            title=draft.title(comes),
            words=f"{draft.title(comes)} comes around {when}. {draft.title(waits)} is left out that time.",
            commands=({"do": "choose", "clash": clash.id, "comes": one},),
        )


def _pause(draft: Snapshot, id: str, lost: list[PlanLine]) -> Way:
    """No reminders of it until the day after the last time that has no room."""
    last = day_of(wall(lost[-1].instant, lost[-1].zone), draft.day_ends)
    until = last + timedelta(days=1)
    return Way(
        kind="pause",
        routine=id,
        title=draft.title(id),
        words=f"{draft.title(id)} is paused until {format_day(until, draft.today(id))}.",
        commands=({"do": "pause", "routine": id, "until": until.isoformat()},),
    )
