"""Which routines run: enabling with its safety review."""

from __future__ import annotations

from typing import Any

import msgspec

from routine.core.config.rules import Finding
from routine.core.draft import Draft, heard, title_of
from routine.core.errors import PresetError, RefusedError
from routine.core.preset.medical_advice import at_the_beginning
from routine.core.reminders.lines import next_line
from routine.core.requests import Enable
from routine.core.review.hold import let_go, reviewed
from routine.core.review.safety_notes import key_of, weigh, weighed
from routine.core.routines.start import begin
from routine.core.safety.contraindications import refusals
from routine.core.schedule.types import Clock, NightCycle, Ramp
from routine.core.spacing.findings import is_spacing, room
from routine.core.spacing.notice import note_room
from routine.core.spacing.settle import settle
from routine.core.text.match import resolve
from routine.core.visits.lines import ask_clinic

Reply = dict[str, Any]
_BEGAN = "is enabled"


def enable(draft: Draft, command: Enable) -> Reply:
    """Begin routines, all of them or none; raises RefusedError with the findings that stand against it."""
    titles = {id: preset.title for id, preset in draft.setup.presets.items()}
    ids = list(dict.fromkeys(_preset_named(draft, text, titles) for text in command.routines))
    findings = (*reviewed(draft, ids), *_room(draft, ids))
    before = {id: _accepted(draft, id, findings) for id in ids}
    accepted = {id: before[id] | set(command.accept) for id in ids}
    against = tuple(f for f in findings if refusals((f,), accepted[f.routine]))
    if against:
        raise refused(findings, against)
    became = {}
    for id in ids:
        own = [f for f in findings if f.routine == id]
        named = {f.rule for f in own if f.level in ("block", "warn")}
        overridden = accepted[id] & named | _spacing_accepted(draft, id)
        became[id] = _enable_one(draft, id, tuple(sorted(overridden)))
        weigh(draft, id, own, before[id])
    settle(draft)
    note_room(draft)
    lines = [f"{title_of(draft, id)} {words}. {next_line(draft, id)}" for id, words in became.items()]
    lines += [line for id in ids for line in ask_clinic(draft, id)]
    lines += at_the_beginning(draft.preset(id) for id, words in became.items() if words == _BEGAN)
    lines += quiet_warnings(draft, ids)
    heard(draft)
    return {"enabled": ids, "findings": [msgspec.to_builtins(f) for f in findings], "said": lines}


def _preset_named(draft: Draft, text: str, titles: dict[str, str]) -> str:
    if text not in titles and draft.setup.faults.get(text):
        raise PresetError(f"{text} cannot be read: its file has mistakes", f"routine preset check {text}")
    return resolve(text, titles, what="preset")


def _room(draft: Draft, ids: list[str]) -> tuple[Finding, ...]:
    """What would find no room once these run."""
    trial = Draft(draft.setup, draft.state, draft.now)
    for id in ids:
        if not _runs(trial, id):
            begin(trial, id, ())
    return tuple(room(trial, ids))


def _enable_one(draft: Draft, id: str, accepted: tuple[str, ...]) -> str:
    """Begin a routine, or have one that is on hold go on: its course and its count stay. A course that ended begins.

    Returns what became of it, in words.
    """
    if not _runs(draft, id):
        begin(draft, id, accepted)
        return _BEGAN
    held = draft.routine(id).held
    draft.change_safety(id, accepted=accepted)
    if held is None:
        return "is enabled already"
    let_go(draft, id)
    draft.change_routine(id, through=max(draft.routine(id).through, draft.now.wall(draft.zone(id))))
    return "goes on"


def _runs(draft: Draft, id: str) -> bool:
    return id in draft.state.routines and draft.routine(id).enabled and not draft.routine(id).course.ended


def _accepted(draft: Draft, id: str, findings: tuple[Finding, ...]) -> set[str]:
    """What the user overrode for this routine, and no other, while it runs: beginning anew is reviewed anew.

    Who went on without an answer did not go on with a yes.
    """
    if not _runs(draft, id):
        return set()
    own = [f for f in findings if f.routine == id]
    known = weighed(draft.routine(id), own)
    return set(draft.routine(id).safety.accepted) & {f.rule for f in own if key_of(f) in known}


def _spacing_accepted(draft: Draft, id: str) -> set[str]:
    """The rules of spacing that were overridden: no finding names them any more, because they are."""
    running = draft.routine(id).safety.accepted if _runs(draft, id) else ()
    return {rule for rule in running if is_spacing(draft, rule)}


def refused(findings: tuple[Finding, ...], against: tuple[Finding, ...]) -> RefusedError:
    """The refusal, with every finding for a program and the first reason and way out for people."""
    first = against[0]
    details = {"enabled": [], "findings": [msgspec.to_builtins(f) for f in findings]}
    return RefusedError(f"Not enabled: {first.why}", first.fix, details)


def quiet_warnings(draft: Draft, ids: list[str]) -> list[str]:
    """A line for each routine with times in the quiet hours, where nothing is shown."""
    lines = []
    for id in ids:
        base = draft.preset(id).schedule.base
        times = base.times if isinstance(base, Clock) else (base.at,) if isinstance(base, Ramp | NightCycle) else ()
        if any(window.holds(minute % 1440) for window in draft.setup.settings.quiet for minute in times):
            lines.append(
                f"{title_of(draft, id)} has times in your quiet hours; it is shown when they end, if not too late."
            )
    return lines
