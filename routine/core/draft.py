"""The next state while it is being decided: collects answers, reminders and cards, and what hangs on an answer."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Literal

from msgspec import Struct

from routine.core.config.setup import Setup
from routine.core.occurrences.chain import after_other, own_chain
from routine.core.occurrences.replan_visits import replanned, still_wanted
from routine.core.schedule.types import AfterRoutine
from routine.core.snapshot import Snapshot
from routine.core.state.change import ChangingState
from routine.core.state.fold import NO_ANSWERS, fold_entry
from routine.core.state.keys import Planned, is_extra, is_link, is_visit, link_key
from routine.core.state.log import MOVED_BY, Answer, Entry
from routine.core.state.model import State
from routine.core.state.note import kept_note
from routine.core.state.ratings import kept_ratings
from routine.core.state.reminder import Armed, MovedBy
from routine.core.state.session import Effect
from routine.core.state.stock import moved, restored
from routine.core.when.moment import Now, wall


class Outcome(Struct, frozen=True):
    """What a command did: facts alone. Its words are made from them once the draft is finished."""


class News(Struct, frozen=True):
    """Something that happened on the way, which a notice tells of; worded once the draft is finished, too."""


class Draft(Snapshot, ChangingState):
    """Holds one decision's inputs and the state as changed so far; never leaves `decide`."""

    def __init__(self, setup: Setup, state: State, now: Now, history: tuple[Entry, ...] = ()) -> None:
        Snapshot.__init__(self, setup, state, now, history)
        ChangingState.__init__(self, state)
        #: The state as it was before this decision.
        self.before = state
        self.effects: tuple[Effect, ...] = ()
        #: What happened that a notice tells of, in words that only the finished draft can give.
        self.news: tuple[News, ...] = ()

    def enabled(self) -> list[str]:
        """The ids of the enabled routines that have a preset, in order, as it has been changed so far."""
        return self._running()

    def tell(self, news: News) -> None:
        """Have a notice tell of it, once the decision is finished."""
        self.news = (*self.news, news)

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
        details: dict[str, str] | None = None,
        restores: Entry | None = None,
    ) -> Entry:
        """Record an answer to an occurrence (anything with key, nominal and instant); arm what hangs on it.

        `restores`: the answer that holds again by this, with all that it said.
        """
        routine = self.state.routines.get(id)
        doses = moved(self.known(id), routine.stock if routine else None, answer, replaces)
        kept = {**kept_ratings(answer, replaces), **kept_note(answer, replaces), **(details or {}), **doses}
        kept |= self._moved_by(id, occurrence, replaces)
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
            details=restored(restores, doses) if restores else kept,
        )
        self._take_in(entry, replaces)
        return entry

    def _moved_by(self, id: str, occurrence: Planned, replaces: Entry | None) -> dict[str, str]:
        """What had moved the time that is answered before it came; a rule may move it back once that is undone."""
        armed = self.state.routines[id].armed if id in self.state.routines else ()
        before = replaces.details.get(MOVED_BY, "") if replaces and replaces.key == occurrence.key else ""
        by = next((one.moved for one in armed if one.key == occurrence.key), before)
        return {MOVED_BY: by} if by else {}

    def _take_in(self, entry: Entry, replaces: Entry | None) -> None:
        self.change(outbox=(*self.state.outbox, entry))
        # First, for what is armed below hangs on a routine that has the answer already.
        self.state = fold_entry(self.state, entry)
        # What was done in addition moves a chain only where nothing was done after it.
        open_link = not is_extra(entry.key) if replaces is None else self._disarm(entry.routine, replaces.seq)
        self.arm_after(entry, open_link=open_link)
        if is_visit(entry.key):
            self.plan_visits(entry.routine)

    # --- what hangs on an answer ---------------------------------------------------------------------------------

    def _disarm(self, own: str, seq: int) -> bool:
        """Withdraw every occurrence that hangs on the answer with this seq; whether the routine `own` had one."""
        key, before = link_key(seq), self.state.routines.get(own)
        for id, routine in self.state.routines.items():
            if any(a.key == key for a in routine.armed):
                self.change_routine(id, armed=tuple(a for a in routine.armed if a.key != key))
            if routine.raised and routine.raised.key == key:
                self.change_routine(id, raised=None)
        return self.state.routines.get(own) is not before

    def arm_after(self, entry: Entry, *, open_link: bool) -> None:
        """Arm what an answer sets going: this routine's own chain, and routines that come after it."""
        if entry.answer in NO_ANSWERS:
            return
        self.arm_own(entry, open_link=open_link)
        if entry.answer == "done":
            for id in self._followers.get(entry.routine, ()):
                self.arm_follower(id, entry)

    def arm_own(self, entry: Entry, *, open_link: bool) -> None:
        """Let the routine's own chain go on from this answer."""
        preset, routine = self.known(entry.routine), self.state.routines.get(entry.routine)
        if preset and routine and routine.enabled:
            calendar = self.calendar(entry.routine)
            armed = own_chain(preset, routine, calendar, entry, self.now, open_link=open_link)
            if armed != routine.armed:
                self.change_routine(entry.routine, armed=armed)

    def arm_follower(self, id: str, entry: Entry) -> None:
        """Arm a routine that comes after the answered one; a correction of what it already followed arms nothing."""
        routine = self.routine(id)
        used = {e.key for e in routine.recent} | ({routine.raised.key} if routine.raised else set())
        links = {link_key(seq) for seq in (entry.seq, entry.replaces) if seq is not None}
        one = after_other(self.preset(id), self.calendar(id), entry, self.now)
        if routine.enabled and one and not used & links:
            self.change_routine(id, armed=(*(a for a in routine.armed if a.key != one.key), one))

    @cached_property
    def _followers(self) -> dict[str, list[str]]:
        """Routine -> the known routines that come after it."""
        found: dict[str, list[str]] = {}
        for id in sorted(self.state.routines):
            preset = self.known(id)
            if preset and isinstance(preset.schedule.base, AfterRoutine):
                found.setdefault(preset.schedule.base.routine, []).append(id)
        return found

    def plan_visits(self, id: str) -> None:
        """Bring the reminders of a series in line with its visits; one that fits no more is not counted."""
        preset, routine = self.known(id), self.state.routines.get(id)
        series = preset.schedule.series if preset else None
        if series is None or routine is None or not routine.enabled:
            return
        self.put(id, replanned(series, routine, self.now))
        raised = routine.raised
        if raised and not still_wanted(series, routine, raised.key):
            self.answer(id, raised, "excused", by="person", reason="it no longer fits the visit")

    def open_again(self, id: str, occurrence: Planned, reason: str, moved: MovedBy = "") -> None:
        """Have an unanswered occurrence come due (again) at its instant: armed, unless the clock will yield it.

        `moved`: what had moved it there.
        """
        routine = self.routine(id)
        if not routine.enabled or any(a.key == occurrence.key for a in routine.armed):
            return
        if self._comes_by_itself(id, occurrence):
            return
        again = Armed(occurrence.key, occurrence.nominal, occurrence.instant, reason, moved=moved)
        self.change_routine(id, armed=(*routine.armed, again))

    def _comes_by_itself(self, id: str, occurrence: Planned) -> bool:
        preset = self.known(id)
        # One that was moved is not where the clock would yield it.
        own_time = wall(occurrence.instant, self.zone(id)) == occurrence.nominal
        by_clock = preset is not None and preset.schedule.by_clock and not is_link(occurrence.key)
        return by_clock and own_time and occurrence.nominal > self.routine(id).through
