"""Why a planned time is not as its schedule says, with the rule, its source, and the time that it is kept from."""

from __future__ import annotations

from routine.core.config.spacing_rules import Apart, AroundVisit, Most
from routine.core.occurrences.plan_line import Cause, PlanLine
from routine.core.requests.replies.reasons import OtherTime, ReasonView
from routine.core.snapshot import Snapshot
from routine.core.spacing.one_time import conflict_at
from routine.core.spacing.spaced_plan import cause
from routine.core.state.keys import routine_of
from routine.core.when.format import minute_text
from routine.core.when.moment import instant_of, wall


def reason_view(draft: Snapshot, one: PlanLine) -> ReasonView | None:
    """The reason as facts; None for a time that is as its schedule says."""
    found = _of_a_rule(draft, one) or one.cause
    if found is None:
        return None
    return ReasonView(
        kind=found.kind,
        rule=found.rule,
        why=_sentence(found.why),
        source=_source(draft, found.rule),
        other=_other(draft, found),
        visit=found.visit,
    )


def moved_from(one: PlanLine) -> bool:
    """Whether it is at another time than its own by the clock, and not only because clocks were changed."""
    return one.instant != instant_of(one.nominal, one.zone)


def _of_a_rule(draft: Snapshot, one: PlanLine) -> Cause | None:
    """What stands against its own time, where it was moved before it came due and nothing else is known of it."""
    known = one.cause is None or (one.cause.kind == "moved" and not one.cause.rule)
    waits = one.status in ("raised", "snoozed") and not _moved_by_hand(draft, one)
    if not moved_from(one) or not known or not (waits or one.cause):
        return None
    conflict = conflict_at(draft, one.routine, one, instant_of(one.nominal, one.zone))
    return cause(conflict, "moved") if conflict else None


def _moved_by_hand(draft: Snapshot, one: PlanLine) -> bool:
    raised = draft.routine(one.routine).raised
    return raised is not None and raised.put_off is not None


def _source(draft: Snapshot, rule: str) -> str:
    rules = draft.setup.spacing
    named: tuple[Apart | Most | AroundVisit, ...] = (*rules.apart, *rules.most, *rules.visits)
    return next((one.source for one in named if one.name == rule), "")


def _other(draft: Snapshot, found: Cause) -> OtherTime | None:
    if not found.other or found.other_at is None:
        return None
    id = routine_of(found.other)
    return OtherTime(
        id=found.other,
        routine=id,
        title=draft.title(id),
        nominal=minute_text(wall(found.other_at, draft.zone(id))),
        when=draft.when(id, found.other_at),
    )


def _sentence(text: str) -> str:
    """With a capital and a full stop; "" stays what it is."""
    text = text[:1].upper() + text[1:]
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
