"""What holds a routine that runs: a final safety note, changes made less careful, doses that together are too much."""

from __future__ import annotations

from routine.core.amount import Amount
from routine.core.draft import Draft
from routine.core.limits import LIMIT_RULE
from routine.core.safety import refusals, review, stops_running
from routine.core.setup import Finding
from routine.core.spacing.findings import together
from routine.core.state import Card
from routine.core.texts import OK_BUTTONS, title_of


def reviewed(draft: Draft, ids: list[str]) -> tuple[Finding, ...]:
    """Every finding against these routines, beside those that run."""
    doses = any(id in draft.setup.presets and draft.preset(id).dose for id in ids)
    found = review(draft.setup, ids, draft.now.wall().date(), taking(draft) if doses else ())
    return (*found, *together(draft, ids, taking(draft)))


def taking(draft: Draft) -> list[str]:
    """The routines whose doses are taken: enabled, not on hold, their course not over."""
    return [id for id in draft.enabled() if not draft.routine(id).held and not draft.routine(id).ended]


def largest_first(draft: Draft) -> list[str]:
    """The enabled routines in the order to look at them: of doses too much together, the largest is held."""

    def size(id: str) -> float:
        dose = draft.preset(id).dose
        return (Amount(dose.amount, dose.unit).to("mg") or dose.amount) if dose else 0.0

    return sorted(draft.enabled(), key=lambda id: (-size(id), id))


def hold_if_unsafe(draft: Draft, id: str) -> bool:
    """Hold a routine for what nobody accepted; whether it is on hold from now on, which one notice says.

    What was accepted for one of the doses that are added up holds for their sum.
    """
    routine = draft.routine(id)
    if routine.held:
        return False
    found = [f for f in refusals(reviewed(draft, [id]), routine.accepted) if stops_running(f)]
    against = [f for f in found if not (f.rule.startswith(LIMIT_RULE) and _agreed(draft, id, f.rule))]
    if not against:
        return False
    draft.change_routine(id, held=against[0].why)
    if routine.raised:
        draft.answer(id, routine.raised, "excused", by="time", reason=f"held: {against[0].why}")
    title = f"{title_of(draft, id)} is on hold"
    body = f"{against[0].why}\n{against[0].fix}\nIt goes on only by: routine preset enable {id}"
    draft.show(Card(id=draft.next_notice(), kind="problem", title=title, body=body, buttons=OK_BUTTONS))
    return True


def _agreed(draft: Draft, id: str, rule: str) -> bool:
    """Whether a sum above a limit was accepted for one of the doses in it, or is none: a course that is over."""
    return draft.routine(id).ended or any(rule in draft.routine(one).accepted for one in taking(draft))
