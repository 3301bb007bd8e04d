"""Starting a guided session: what stands against it, its questions, the steps of that night."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from routine.core.draft import Draft
from routine.core.errors import RefusedError, UsageError
from routine.core.find_routine import resolve_enabled
from routine.core.occurrences.irritation_rest import lasting, since_day
from routine.core.occurrences.ramp_nights import tonight
from routine.core.preset.model import Preset
from routine.core.requests.commands import SessionStart
from routine.core.safety.contraindications import review
from routine.core.safety.lying_posture import fitted
from routine.core.session import step_by_step
from routine.core.session.outcomes import Begun
from routine.core.session.questions import occurrence_of, questions
from routine.core.session.running import take
from routine.core.snapshot import Snapshot
from routine.core.state.cards import card_id


def start(draft: Draft, command: SessionStart) -> Begun:
    """Begin a session of a routine, or find that it runs already; one at a time on this machine."""
    id = resolve_enabled(draft, command.routine)
    running = draft.state.session
    if running:
        if running.routine == id:
            draft.change(session=replace(running, keys=running.keys or command.keys))
            return Begun(id, running.title, attached=True, rehearsal=running.rehearsal)
        raise UsageError(f"{running.title} is running. Finish or stop it first.", "To stop it: routine session stop")
    if not 0 < command.speed <= 1000:
        raise UsageError(
            f"A speed of {command.speed:g} is not possible.", f"Use 1 to 1000, for example: routine run {id} --speed 20"
        )
    if draft.preset(id).schedule.series:
        raise UsageError(f"{draft.title(id)} takes place at the clinic.", f"See your visits: routine visit list {id}")
    if not draft.preset(id).steps:
        raise UsageError(f"{draft.title(id)} has no steps.", f"To answer it: routine done {id}")
    # In less than its time nothing can have been done.
    rehearsal = command.speed != 1
    if not rehearsal:
        _refuse_final(draft, id)
    occurrence = None if rehearsal else occurrence_of(draft, id)
    if not rehearsal:
        _refuse_irritated(draft, id)
    turn = step_by_step.begin(
        _of_tonight(draft, id, occurrence),
        draft.now,
        key=occurrence.key if occurrence else None,
        nominal=occurrence.nominal if occurrence else None,
        due=occurrence.instant if occurrence else None,
        speed=command.speed,
        rehearsal=rehearsal,
        questions=questions(draft, id),
        check_sound=not rehearsal and draft.setup.settings.voice != "off",
        keys=command.keys,
    )
    _put_last_ending_away(draft, id)
    take(draft, turn)
    return Begun(id, draft.title(id), attached=False, rehearsal=rehearsal)


def _put_last_ending_away(draft: Draft, id: str) -> None:
    """How the last session of it ended is no longer news once another begins; what is urgent stays."""
    card = draft.card(card_id("session", id))
    if card and not card.critical:
        draft.drop_card(card.id)


def _refuse_final(draft: Snapshot, id: str) -> None:
    held = draft.routine(id).held
    if held:
        raise RefusedError(f"{draft.title(id)} is on hold. {held.why}", f"See what you can do: routine why {id}")
    final = [f for f in review(draft.setup, [id], draft.now.wall().date()) if f.level == "final"]
    if final:
        raise RefusedError(f"{draft.title(id)} cannot be started. {final[0].why}", final[0].fix)


def _refuse_irritated(draft: Snapshot, id: str) -> None:
    one = lasting(draft.state, draft.now.instant)
    if one and draft.preset(id).irritant:
        since = since_day(one, draft.zone(id))
        said = f"{draft.title(id)} is on hold, because your skin has been irritated since {since}."
        raise RefusedError(said, "When it is over: routine irritated --over")


def _of_tonight(draft: Snapshot, id: str, occurrence: Any) -> Preset:
    """The preset with the steps of the night that it answers, or of the next one, as this person may do them."""
    today = draft.today(id)
    day = occurrence.nominal.date() if occurrence else today
    return fitted(tonight(draft.preset(id), draft.routine(id), draft.calendar(id), day), draft.setup, today)
