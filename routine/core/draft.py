"""The next state while it is being decided: collects answers, reminders and cards, and what hangs on an answer."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, Literal, Protocol

import msgspec

from routine.core.fold import fold_entry
from routine.core.now import Now, wall
from routine.core.preset import AfterDone, AfterRoutine, Preset
from routine.core.schedule import after_done_goes_on, after_done_instant, after_routine_instant, again_instant
from routine.core.setup import Setup
from routine.core.state import Answer, Armed, Card, Entry, RoutineState, State


class Planned(Protocol):
    """Anything that is one planned time of a routine: an occurrence, a reminder, a log entry."""

    @property
    def key(self) -> str: ...
    @property
    def nominal(self) -> datetime: ...
    @property
    def instant(self) -> datetime: ...


class Draft:
    """Holds one decision's inputs and the state as changed so far; never leaves `decide`."""

    def __init__(self, setup: Setup, state: State, now: Now) -> None:
        self.setup = setup
        # A dict of its own, so that a change to one of a thousand routines does not copy the others.
        self.state = msgspec.structs.replace(state, routines=dict(state.routines))
        self.now = now

    # --- looking -------------------------------------------------------------------------------------------------

    @property
    def day_ends(self) -> time:
        """When a day for people ends, local."""
        return self.setup.settings.day_ends

    def enabled(self) -> list[str]:
        """The ids of the enabled routines that have a preset, in order."""
        return [id for id, r in sorted(self.state.routines.items()) if r.enabled and id in self.setup.presets]

    def preset(self, id: str) -> Preset:
        """The preset of a routine."""
        return self.setup.presets[id]

    def routine(self, id: str) -> RoutineState:
        """The state of a routine."""
        return self.state.routines[id]

    def zone(self, id: str) -> str:
        """The zone a routine lives in: pinned by its schedule, or the machine's."""
        preset = self.setup.presets.get(id)
        return (preset.schedule.zone if preset else None) or self.now.zone

    # --- changing ------------------------------------------------------------------------------------------------

    def change(self, **changes: Any) -> None:
        """Replace fields of the state."""
        self.state = msgspec.structs.replace(self.state, **changes)

    def put(self, id: str, routine: RoutineState) -> None:
        """Replace a routine's state."""
        self.state.routines[id] = routine

    def change_routine(self, id: str, **changes: Any) -> None:
        """Replace fields of a routine's state."""
        self.put(id, msgspec.structs.replace(self.routine(id), **changes))

    def next_notice(self) -> str:
        """A new notice id."""
        self.change(notice_seq=self.state.notice_seq + 1)
        return f"n{self.state.notice_seq}"

    def show(self, card: Card) -> None:
        """Add a card, in place of the one with its id."""
        revision = max((old.revision + 1 for old in self.state.cards if old.id == card.id), default=card.revision)
        card = msgspec.structs.replace(card, revision=revision)
        self.change(cards=(*(old for old in self.state.cards if old.id != card.id), card))

    def drop_card(self, id: str) -> None:
        """Take a card away."""
        self.change(cards=tuple(card for card in self.state.cards if card.id != id))

    def answer(
        self,
        id: str,
        occurrence: Planned,
        answer: Answer,
        *,
        by: Literal["person", "time"],
        at: datetime | None = None,
        reason: str | None = None,
        replaces: Entry | None = None,
    ) -> Entry:
        """Record an answer to an occurrence (anything with key, nominal and instant); arm what hangs on it."""
        entry = Entry(
            seq=self.state.seq + 1,
            routine=id,
            key=occurrence.key,
            nominal=occurrence.nominal,
            instant=occurrence.instant,
            answer=answer,
            at=at or self.now.instant,
            recorded_at=self.now.instant,
            replaces=replaces.seq if replaces else None,
            was=replaces.answer if replaces else None,
            reason=reason,
            by=by,
        )
        self.change(outbox=(*self.state.outbox, entry))
        self.state = fold_entry(self.state, entry)
        if replaces:
            self._disarm(replaces.seq)
        self._consume(id, entry.key)
        self.arm_after(entry)
        return entry

    # --- what hangs on an answer ---------------------------------------------------------------------------------

    def _consume(self, id: str, key: str) -> None:
        """An answered occurrence is no longer ahead."""
        routine = self.state.routines.get(id)
        if routine and any(armed.key == key for armed in routine.armed):
            self.change_routine(id, armed=tuple(a for a in routine.armed if a.key != key))

    def _disarm(self, seq: int) -> None:
        """Withdraw every occurrence that hangs on the answer with this seq, raised or still ahead."""
        key = f"after:{seq}"
        for id, routine in self.state.routines.items():
            if any(a.key == key for a in routine.armed):
                self.change_routine(id, armed=tuple(a for a in routine.armed if a.key != key))
            if routine.raised and routine.raised.key == key:
                self.change_routine(id, raised=None)

    def arm_after(self, entry: Entry) -> None:
        """Arm what an answer sets going: this routine's own chain, and routines that come after it."""
        if entry.answer == "undone":
            return
        self._arm_own(entry)
        if entry.answer != "done":
            return
        for id in self.enabled():
            base = self.preset(id).schedule.base
            if isinstance(base, AfterRoutine) and base.routine == entry.routine:
                instant = after_routine_instant(base, entry.at, self.zone(id), self.day_ends)
                self.arm(id, f"after:{entry.seq}", instant, f"after {entry.routine} was done")

    def _arm_own(self, entry: Entry) -> None:
        preset, routine = self.setup.presets.get(entry.routine), self.state.routines.get(entry.routine)
        if not preset or not routine or not routine.enabled:
            return
        done = entry.answer == "done"
        base, again, zone = preset.schedule.base, preset.schedule.again, self.zone(entry.routine)
        # A missed, skipped or excused link goes on from its own time, so that a chain never dies of one lost answer.
        start = entry.at if done else entry.instant
        instant: datetime | None = None
        if isinstance(base, AfterDone):
            instant = after_done_instant(base, start, zone, self.day_ends)
            if not after_done_goes_on(base, wall(instant, zone), routine.done_count, self.day_ends):
                instant = None
        elif again and (done or entry.key.startswith("after:")):
            instant = again_instant(again, start, zone, self.day_ends)
        else:
            return
        chain = isinstance(base, AfterDone)
        kept = () if chain else tuple(a for a in routine.armed if not a.key.startswith("after:"))
        self.change_routine(entry.routine, armed=kept)
        if instant:
            why = "after it was done" if done else f"after the time that was {entry.answer}"
            self.arm(entry.routine, f"after:{entry.seq}", instant, why)

    def arm(self, id: str, key: str, instant: datetime, reason: str) -> None:
        """Give a routine an occurrence with an instant of its own."""
        nominal = wall(instant, self.zone(id)).replace(second=0, microsecond=0)
        armed = Armed(key=key, nominal=nominal, instant=instant, reason=reason)
        self.change_routine(id, armed=(*self.routine(id).armed, armed))
