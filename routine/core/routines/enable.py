"""Which routines run: enabling with its safety review."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from routine.core.config.rules import Finding
from routine.core.draft import Draft
from routine.core.errors import PresetError, RefusedError, UsageError
from routine.core.preset.check_command import check_command
from routine.core.requests.commands import Enable
from routine.core.review.on_hold import key_of, let_go, reviewed, weighed
from routine.core.review.outcomes import Look
from routine.core.review.profile_change import answer_all
from routine.core.review.safety_notes import weigh
from routine.core.routines.begins_from_now import begin
from routine.core.routines.outcomes import Became, Enabled
from routine.core.safety.contraindications import LOOSENED, refusals
from routine.core.safety.upper_limits import LIMIT_RULE
from routine.core.snapshot import Snapshot
from routine.core.spacing.no_room import is_spacing, room
from routine.core.text.match import resolve
from routine.core.text.safe import one_line


def enable(draft: Draft, command: Enable) -> Enabled:
    """Begin those routines that nothing stands against; raises RefusedError, with the findings, where that leaves none.

    With answers, these are kept all the same, and nothing is raised.
    """
    ids = presets_named(draft, command.routines)
    look = answer_all(draft, command.answers) if command.answers else Look()
    findings = findings_on(draft, ids)
    _rules_named(draft, command.accept, findings)
    before = {id: _accepted(draft, id, findings) for id in ids}
    accepted = {id: before[id] | set(command.accept) for id in ids}
    against = tuple(f for f in findings if refusals((f,), accepted[f.routine]))
    kept_back = {f.routine for f in against}
    if kept_back >= {*ids} and not command.answers:
        raise refused(findings, against)
    became = {}
    for id in [id for id in ids if id not in kept_back]:
        own = [f for f in findings if f.routine == id]
        named = {f.rule for f in own if f.level in ("block", "warn")}
        overridden = accepted[id] & named | _spacing_accepted(draft, id)
        became[id] = _enable_one(draft, id, tuple(sorted(overridden)))
        weigh(draft, id, own, before[id])
    return Enabled(became, findings, tuple(id for id in ids if id in kept_back), look)


def presets_named(draft: Snapshot, named: Iterable[str]) -> list[str]:
    """The ids of the presets that were named. Raises NotFoundError, AmbiguousError, PresetError."""
    titles = {id: preset.title for id, preset in draft.setup.presets.items()}
    return list(dict.fromkeys(_preset_named(draft, text, titles) for text in named))


def findings_on(draft: Snapshot, ids: list[str]) -> tuple[Finding, ...]:
    """All that the safety rules, and those of spacing, say of beginning these beside what runs."""
    return (*reviewed(draft, ids), *_room(draft, ids))


def as_if_begun(draft: Snapshot, ids: Iterable[str]) -> Draft:
    """The household as it would be if these ran, whatever stands against it: only to be looked at."""
    trial = Draft(draft.files, draft.state, draft.now)
    for id in ids:
        if not runs(trial, id):
            begin(trial, id, ())
    return trial


def _preset_named(draft: Snapshot, text: str, titles: dict[str, str]) -> str:
    if text not in titles and draft.setup.faults.get(text):
        raise PresetError(
            f"The file of “{text}” has errors, so it cannot be enabled.", f"See them: {check_command(text)}"
        )
    return resolve(text, titles, what="preset")


def _room(draft: Snapshot, ids: list[str]) -> tuple[Finding, ...]:
    """What would find no room once these run."""
    return tuple(room(as_if_begun(draft, ids), ids))


def _enable_one(draft: Draft, id: str, accepted: tuple[str, ...]) -> Became:
    """Begin a routine, or have one that is on hold go on: its course and its count stay. A course that ended begins."""
    if not runs(draft, id):
        begin(draft, id, accepted)
        return Became.BEGAN
    held = draft.routine(id).held
    draft.change_safety(id, accepted=accepted)
    if held is None:
        return Became.RAN_ALREADY
    let_go(draft, id)
    return Became.GOES_ON


def runs(draft: Snapshot, id: str) -> bool:
    """Whether a routine is enabled and its course not over."""
    return id in draft.state.routines and draft.routine(id).enabled and not draft.routine(id).course.ended


def _accepted(draft: Snapshot, id: str, findings: tuple[Finding, ...]) -> set[str]:
    """What the user overrode for this routine, and no other, while it runs: beginning anew is reviewed anew.

    Who went on without an answer did not go on with a yes.
    """
    if not runs(draft, id):
        return set()
    own = [f for f in findings if f.routine == id]
    known = weighed(draft.routine(id), own)
    return set(draft.routine(id).safety.accepted) - {f.rule for f in own if key_of(f) not in known}


def _spacing_accepted(draft: Snapshot, id: str) -> set[str]:
    """The rules of spacing that were overridden: no finding names them any more, because they are."""
    running = draft.routine(id).safety.accepted if runs(draft, id) else ()
    return {rule for rule in running if is_spacing(draft, rule)}


def _rules_named(draft: Snapshot, accept: Iterable[str], findings: Iterable[Finding]) -> None:
    """Raises UsageError for a rule that does not exist: who mistyped it would take it for accepted."""
    found = {finding.rule for finding in findings}
    for rule in accept:
        if rule in {*found, *draft.setup.rules, LOOSENED} or rule.startswith(LIMIT_RULE) or is_spacing(draft, rule):
            continue
        from difflib import get_close_matches  # here: only for a name that was not found

        near = get_close_matches(rule, [*found, *draft.setup.rules], n=1)
        hint = f"Did you mean “{near[0]}”?" if near else "Leave --accept out, and Routine says what it asks."
        raise UsageError(f"There is no safety rule “{one_line(rule)}”. Nothing was enabled.", hint)


def refused(findings: tuple[Finding, ...], against: tuple[Finding, ...]) -> RefusedError:
    """The refusal, with every finding for a program and the first reason and way out for people."""
    first = against[0]
    ids = list(dict.fromkeys(f.routine for f in against))
    details = {"enabled": [], "refused": ids, "findings": [msgspec.to_builtins(f) for f in findings]}
    return RefusedError(f"Not enabled: {first.why}", first.fix, details)
