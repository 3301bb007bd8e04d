"""Which routines run: enabling with its safety review, disabling, and what changed in the files."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from routine.core.answering import heard
from routine.core.care_words import ADVICE, at_the_beginning
from routine.core.chain import is_link
from routine.core.draft import Draft
from routine.core.errors import NothingToDoError, PresetError, RefusedError
from routine.core.finding_times import resolve_enabled
from routine.core.holding import HOLD_CARD, let_go, may_go_on_lines, now_held_lines, on_hold, reviewed
from routine.core.messages import Disable, Enable, Reload
from routine.core.names import resolve
from routine.core.nights import by_night, fresh, shape
from routine.core.now import instant_of
from routine.core.preset import Preset
from routine.core.profile_change import by_command
from routine.core.reviewing import forget, key_of, lines_on, look_again, weigh, weighed
from routine.core.safety import refusals, review
from routine.core.schedule import after_done_goes_on, first_after_done, next_occurrence
from routine.core.schedule_types import AfterDone, AfterRoutine, Base, Clock, NightCycle, Ramp, Schedule
from routine.core.setup import Finding
from routine.core.spacing.findings import is_spacing, room
from routine.core.spacing.settle import settle
from routine.core.spacing.telling import note_room, tell_room
from routine.core.state import OVER_CARD, RAMP_CARD, Armed, Card, Nights, RoutineState, Visit
from routine.core.sunscreen import arm_by_the_sun
from routine.core.texts import OK_BUTTONS, next_line, title_of
from routine.core.visit_texts import ask_clinic, still_booked

Reply = dict[str, Any]
_BEGAN = "is enabled"


def fingerprint(schedule: Schedule) -> str:
    """Tells whether a schedule is still the one that a watermark belongs to."""
    return hashlib.sha256(msgspec.json.encode(schedule)).hexdigest()[:16]


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
    draft.change_routine(id, accepted=accepted)
    if held is None:
        return "is enabled already"
    let_go(draft, id)
    draft.change_routine(id, through=max(draft.routine(id).through, draft.now.wall(draft.zone(id))))
    return "goes on"


def _runs(draft: Draft, id: str) -> bool:
    return id in draft.state.routines and draft.routine(id).enabled and not draft.routine(id).ended


def _accepted(draft: Draft, id: str, findings: tuple[Finding, ...]) -> set[str]:
    """What the user overrode for this routine, and no other, while it runs: beginning anew is reviewed anew.

    Who went on without an answer did not go on with a yes.
    """
    if not _runs(draft, id):
        return set()
    own = [f for f in findings if f.routine == id]
    known = weighed(draft.routine(id), own)
    return set(draft.routine(id).accepted) & {f.rule for f in own if key_of(f) in known}


def _spacing_accepted(draft: Draft, id: str) -> set[str]:
    """The rules of spacing that were overridden: no finding names them any more, because they are."""
    running = draft.routine(id).accepted if _runs(draft, id) else ()
    return {rule for rule in running if is_spacing(draft, rule)}


def refused(findings: tuple[Finding, ...], against: tuple[Finding, ...]) -> RefusedError:
    """The refusal, with every finding for a program and the first reason and way out for people."""
    first = against[0]
    details = {"enabled": [], "findings": [msgspec.to_builtins(f) for f in findings]}
    return RefusedError(f"Not enabled: {first.why}", first.fix, details)


def begin(draft: Draft, id: str, accepted: tuple[str, ...]) -> None:
    """Start a routine now: nothing from before exists."""
    preset, wall = draft.preset(id), draft.now.wall(draft.zone(id))
    old = draft.state.routines.get(id)
    draft.put(
        id,
        RoutineState(
            enabled=True,
            anchor=_anchor(preset.schedule.base, wall, draft.zone(id)),
            since=draft.now.instant,
            through=wall,
            schedule=fingerprint(preset.schedule),
            accepted=accepted,
            recent=old.recent if old else (),
            last_done=old.last_done if old else None,
            confirmed=old.confirmed if old else (),
            stock=old.stock if old else None,
            nights=_fresh_nights(draft, id),
            visits=_planned_anew(old.visits) if old else (),
        ),
    )
    _arm_first(draft, id)
    draft.plan_visits(id)
    draft.drop_card(OVER_CARD + id)


def _planned_anew(visits: tuple[Visit, ...]) -> tuple[Visit, ...]:
    """The visits, so that their reminders are worked out again."""
    return tuple(msgspec.structs.replace(visit, planned=False) for visit in visits)


def _anchor(base: Base, wall: datetime, zone: str) -> date:
    """The day that intervals, cycles, counts and courses run from.

    A count begins with the first time that is still to come: one that is over today must not be one of the ten.
    """
    if not isinstance(base, Clock) or base.count is None or base.first is not None:
        return wall.date()
    endless = msgspec.structs.replace(base, count=None)
    first = next_occurrence("", endless, anchor=wall.date(), zone=zone, after=wall)
    return first.nominal.date() if first else wall.date()


def _fresh_nights(draft: Draft, id: str) -> Nights | None:
    """A ramp or a cycle of nights at its beginning; after reported irritation, no ramp goes on by itself."""
    base = by_night(draft.preset(id))
    if base is None:
        return None
    return fresh(base, draft.now.wall(draft.zone(id)).date(), upto=0 if draft.state.irritations else None)


def _keep_nights(draft: Draft, id: str) -> None:
    """A ramp whose time of day was changed goes on; one whose weeks were changed begins anew."""
    base, known = by_night(draft.preset(id)), draft.routine(id).nights
    if base is None or known is None or known.shape != shape(base):
        draft.change_routine(id, nights=_fresh_nights(draft, id))


def _arm_first(draft: Draft, id: str) -> None:
    """A routine that comes so long after it was done needs a first time, unless all its times are over."""
    base, routine, zone = draft.preset(id).schedule.base, draft.routine(id), draft.zone(id)
    if not isinstance(base, AfterDone) or any(is_link(a.key) for a in routine.armed):
        return
    nominal = first_after_done(base, draft.now.wall(zone), draft.day_ends)
    if not after_done_goes_on(base, nominal, routine.done_count, draft.day_ends):
        return
    taken = {entry.key for entry in routine.recent} | ({routine.raised.key} if routine.raised else set())
    while _first_key(nominal) in taken:  # ended and begun again within the minute
        nominal += timedelta(minutes=1)
    first = Armed(_first_key(nominal), nominal, instant_of(nominal, zone), "the first time")
    draft.change_routine(id, armed=(*routine.armed, first))


def _first_key(nominal: datetime) -> str:
    return nominal.isoformat(timespec="minutes")


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


def disable(draft: Draft, command: Disable) -> Reply:
    """End routines; what waits is excused, what is behind stays in the log."""
    ids = list(dict.fromkeys(resolve_enabled(draft, text) for text in command.routines))
    if not ids:
        raise NothingToDoError("Name the routine to disable", "routine preset disable ROUTINE")
    answers = []
    for id in ids:
        raised = draft.routine(id).raised
        if raised:
            answers.append(draft.answer(id, raised, "excused", by="person", reason="disabled"))
        draft.change_routine(id, enabled=False, armed=(), held=None, held_since=None)
        draft.drop_card(RAMP_CARD + id)
        draft.drop_card(HOLD_CARD + id)
    forget(draft)
    heard(draft)
    lines = [f"{title_of(draft, id)} is disabled; its history stays in the log." for id in ids]
    lines += [line for id in ids for line in still_booked(draft, id)]
    return {"said": lines, "answers": [{"id": entry.id, "answer": entry.answer} for entry in answers]}


def reload(draft: Draft, command: Reload) -> Reply:
    """Take up what changed in the files: schedules, findings of a changed profile, problems."""
    said = by_command(draft, command)
    _excuse_gone(draft)
    changed = [id for id in draft.enabled() if _take_up_schedule(draft, id)]
    arm_by_the_sun(draft)
    before = on_hold(draft)
    look = look_again(draft)
    _tell_problems(draft)
    lines = [*said, *(f"{title_of(draft, id)}: new schedule. {next_line(draft, id)}" for id in changed)]
    lines += may_go_on_lines(draft, before)
    lines += now_held_lines(draft, look.held) + lines_on(draft, look.new) + tell_room(draft)
    problems, new = [p.text for p in draft.setup.problems], [msgspec.to_builtins(f) for f in look.new]
    return {"said": lines, "answers": [], "changed": changed, "problems": problems, "findings": new}


def _excuse_gone(draft: Draft) -> None:
    """What waits for an answer although its preset is gone, kept copy and all, is not counted."""
    for id, routine in sorted(draft.state.routines.items()):
        if routine.enabled and routine.raised and id not in draft.setup.presets:
            draft.answer(id, routine.raised, "excused", by="time", reason="its preset is gone")


def _take_up_schedule(draft: Draft, id: str) -> bool:
    preset, routine = draft.preset(id), draft.routine(id)
    print_ = fingerprint(preset.schedule)
    if routine.schedule == print_:
        return False
    draft.change_routine(id, schedule=print_, through=draft.now.wall(draft.zone(id)), armed=(), ended=False)
    _keep_nights(draft, id)
    draft.change_routine(id, visits=_planned_anew(routine.visits))
    draft.plan_visits(id)
    if draft.routine(id).raised is None:  # else its answer sets the chain going
        _arm_again(draft, id, preset)
    return True


def _arm_again(draft: Draft, id: str, preset: Preset) -> None:
    """After an edit, a chain goes on from the last answer that it can hang on."""
    base = preset.schedule.base
    if isinstance(base, AfterRoutine):
        other = draft.state.routines.get(base.routine)
        done = [entry for entry in other.recent if entry.answer == "done"] if other else []
        if done:
            draft.arm_follower(id, done[-1])
    elif draft.routine(id).recent:
        draft.arm_own(max(draft.routine(id).recent, key=lambda entry: entry.seq), open_link=True)
    _arm_first(draft, id)


def _tell_problems(draft: Draft) -> None:
    """One notice for file problems not told before."""
    ids = tuple(problem.id for problem in draft.setup.problems)
    new = [p for p in draft.setup.problems if p.id not in draft.state.known_problems]
    if ids != draft.state.known_problems:
        draft.change(known_problems=ids)
    if new:
        body = "\n".join(p.text for p in new[:3]) + (f"\nand {len(new) - 3} more" if len(new) > 3 else "")
        body += "\nroutine preset check says everything."
        draft.show(Card(id="files", kind="problem", title="A file needs a look", body=body, buttons=OK_BUTTONS))
    elif not ids and any(c.id == "files" for c in draft.state.cards):
        draft.drop_card("files")


def welcome(draft: Draft) -> Reply:
    """The first start: the starters are enabled, and one notice says what comes."""
    reload(draft, Reload())
    if draft.state.welcomed or draft.state.routines:
        return {"said": [], "enabled": []}
    draft.change(welcomed=True)
    starters = [p.id for p in draft.setup.presets.values() if p.starter]
    enabled = [id for id in starters if not refusals(review(draft.setup, [id], draft.now.wall().date()), ())]
    for id in enabled:
        begin(draft, id, ())
    lines = [f"{title_of(draft, id)}. {next_line(draft, id)}" for id in enabled]
    body = "\n".join([*lines, "Press a button on a reminder to answer it; closing it is no answer.", ADVICE])
    draft.show(Card(id=draft.next_notice(), kind="welcome", title="Routine is running", body=body, buttons=OK_BUTTONS))
    return {"said": lines, "enabled": enabled}
