"""What holds a routine that runs: a final safety note, changes made less careful, doses that together are too much."""

from __future__ import annotations

from collections.abc import Iterable, Set

from routine.core.config.rules import Finding
from routine.core.config.setup import Setup
from routine.core.draft import Draft
from routine.core.review.question_card import BY_BUTTONS
from routine.core.safety.contraindications import LOOSENED, refusals, review, stops_running
from routine.core.safety.upper_limits import LIMIT_RULE
from routine.core.snapshot import Snapshot
from routine.core.spacing.side_by_side import together
from routine.core.state.cards import Card, card_id
from routine.core.state.notice import OK_OR_OPEN
from routine.core.state.pause import Pause
from routine.core.state.routine import OnHold, RoutineState
from routine.core.text.notice_title import titled

#: What a file problem is called when nothing at all of it could be read.
_UNREAD = frozenset({"profile:", "rules:"})
#: What earlier versions noted where changes that make a preset less careful were accepted: whatever those were.
_ANY_CHANGE = f"block:{LOOSENED}"


def reviewed(draft: Snapshot, ids: list[str]) -> tuple[Finding, ...]:
    """Every finding against these routines, beside those that run."""
    doses = any(id in draft.setup.presets and draft.preset(id).dose for id in ids)
    found = review(draft.setup, ids, draft.now.wall().date(), taking(draft) if doses else ())
    return (*found, *together(draft, ids, taking(draft)))


def unread(setup: Setup) -> bool:
    """Whether the profile or the rules could not be read at all: then nothing new is known of what runs."""
    return any(problem.id in _UNREAD for problem in setup.problems)


def taking(draft: Snapshot) -> list[str]:
    """The routines whose doses are taken: enabled, not on hold, their course not over."""
    return [id for id in draft.enabled() if not draft.routine(id).held and not draft.routine(id).course.ended]


def largest_first(draft: Snapshot) -> list[str]:
    """The enabled routines in the order to look at them: of doses too much together, the largest is held."""

    def size(id: str) -> float:
        dose = draft.preset(id).dose
        return (dose.size.to("mg") or dose.amount) if dose else 0.0

    return sorted(draft.enabled(), key=lambda id: (-size(id), id))


def key_of(finding: Finding) -> str:
    """Tells whether a finding is one that was told before: a fact not answered is another matter than a yes.

    So is each change that makes a preset less careful, and the same one further.
    """
    change = f" {finding.why}" if finding.rule == LOOSENED else ""
    return f"{finding.level}:{finding.rule}{'?' if finding.asks else ''}{change}"


def weighed(routine: RoutineState, found: Iterable[Finding]) -> set[str]:
    """The notes, by their keys, that the person knew when they began, or accepted since."""
    if routine.safety.weighed is None:
        return {key_of(f) for f in found if f.rule in routine.safety.accepted}
    known = set(routine.safety.weighed)
    return known | {key_of(f) for f in found if f.rule == LOOSENED} if _ANY_CHANGE in known else known


def against_running(draft: Snapshot, id: str) -> Finding | None:
    """What stops a routine that runs and nobody accepted, the gravest of it; None where nothing does.

    What was accepted for one of the doses that are added up holds for their sum. Who went on without an answer did not
    go on with a yes.
    """
    every = reviewed(draft, [id])
    known = weighed(draft.routine(id), every)
    rules = draft.routine(id).safety.accepted
    found = [f for f in every if stops_running(f) and refusals([f], rules if _still_holds(f, known) else ())]
    found = [f for f in found if not (f.rule.startswith(LIMIT_RULE) and _agreed(draft, id, f.rule))]
    found = [f for f in found if not (f.asks and unread(draft.setup))]
    return min(found, key=lambda f: (f.level != "final", f.waits is not None), default=None)


def _still_holds(finding: Finding, known: Set[str]) -> bool:
    """Whether accepting its rule meant this finding too: it is the one that was known then, or cannot be another."""
    return (finding.rule != LOOSENED and finding.waits is None) or key_of(finding) in known


def hold_if_unsafe(draft: Draft, id: str) -> bool:
    """Hold a routine for what nobody accepted; whether it is on hold from now on, which a notice says."""
    if draft.routine(id).held:
        return False
    against = against_running(draft, id)
    if against is None:
        return False
    hold_for(draft, id, against)
    return True


def hold_for(draft: Draft, id: str, finding: Finding) -> None:
    """Hold it, and say so in a notice of its own: what to do at once comes first.

    What waits for an answer, or for something to be over, is asked in one notice for all (`review.on_hold_until_over`).
    """
    rule = draft.setup.rules.get(finding.rule)
    at_once = rule.running if rule and finding.level == "final" else ""
    waits_for = finding.waits or _asked(draft.setup, finding)
    hold(draft, id, f"{finding.why} {at_once}".strip(), waits_for, key_of(finding))
    if waits_for:
        return
    title = titled(draft.title(id), "on hold")
    draft.show(
        Card(
            id=card_id("hold", id),
            kind="hold",
            title=title,
            body="\n".join(filter(None, (finding.why, at_once or finding.advice))),
            buttons=OK_OR_OPEN,
            critical=finding.level == "final",
            commands=(f"routine preset enable {id}",),
        )
    )


def _asked(setup: Setup, finding: Finding) -> str:
    """The fact that a button can answer; "" where there is none."""
    fact = setup.facts.get(finding.asks or "")
    return fact.name if fact and fact.kind in BY_BUTTONS else ""


def hold(draft: Draft, id: str, why: str, waits_for: str = "", rule: str = "") -> None:
    """Hold a routine from now on; what waits is not counted."""
    draft.change_routine(id, held=OnHold(why, draft.now.instant, waits_for, rule=rule))
    if raised := draft.routine(id).raised:
        draft.answer(id, raised, "excused", by="time", reason=f"held: {why}")


def let_go(draft: Draft, id: str) -> None:
    """A hold is over: the time it lasted moves the end of a course, as a pause does, and its notice goes."""
    draft.drop_card(card_id("hold", id))
    held = draft.routine(id).held
    if held and held.since and held.since < draft.now.instant:
        now = draft.now.instant
        draft.change(pauses=(*draft.state.pauses, Pause(id, held.since, now, now)))
    # What it held back is over: it goes on with what is still to come.
    through = max(draft.routine(id).through, draft.now.wall(draft.zone(id)))
    draft.change_routine(id, held=None, through=through)


def _agreed(draft: Snapshot, id: str, rule: str) -> bool:
    """Whether a sum above a limit was accepted for one of the doses in it, or does not count: its course is over."""
    return draft.routine(id).course.ended or any(rule in draft.routine(one).safety.accepted for one in taking(draft))


def on_hold(draft: Snapshot) -> list[str]:
    """The enabled routines that are on hold."""
    return [id for id in draft.enabled() if draft.routine(id).held]
