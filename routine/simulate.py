"""The very same service on a virtual clock: moves from wake to wake, confirms every notice, answers if asked to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from msgspec.structs import replace

from routine.adapters.clock import ManualClock
from routine.adapters.store.memory_store import MemoryStore
from routine.core.config.setup import Problem, Setup
from routine.core.draft import Draft
from routine.core.notices.reconcile import difference
from routine.core.occurrences.calendar import calendar_of
from routine.core.occurrences.ramp_progress import standing_still
from routine.core.preset.model import Preset
from routine.core.requests.commands import Done, Press
from routine.core.requests.replies.occurrences import SimulatedView, SimulateReply
from routine.core.requests.reports import Tick, Told, Withdrawn
from routine.core.routines.begins_from_now import begin
from routine.core.state.keys import is_question
from routine.core.state.log import Entry
from routine.core.state.model import State
from routine.core.when.format import minute_text, utc_text
from routine.core.when.moment import Now, end_of_days, instant_of
from routine.ports.files import SetupSource, Store
from routine.service.service import Service

_NOTIFIER = "simulated"
#: More wakes than this within one simulated minute would be a loop.
_MOST_WAKES_A_MINUTE = 1000


class FixedSetup:
    """Files that never change. `files`: where presets are that the setup left unread; None: nowhere."""

    def __init__(self, setup: Setup, files: SetupSource | None = None) -> None:
        self.setup = setup
        self._files = files

    def read(self, enabled: Iterable[str], *, sparing: bool = False) -> Setup:
        """The setup, whatever is enabled."""
        return self.setup

    def more(self, setup: Setup, id: str | None) -> Setup:
        """The same with what was left unread."""
        return self._files.more(setup, id) if self._files else setup

    def unkept(self) -> tuple[str, ...]:
        """None: what never changes needs no copy."""
        return ()

    def keep(self, ids: Iterable[str]) -> tuple[Problem, ...]:
        """Nothing is kept."""
        return ()

    def kept(self) -> tuple[str, ...]:
        """None."""
        return ()

    def last_good(self, id: str) -> Preset | None:
        """There is none."""
        return None


class Simulation:
    """One service, one virtual clock, and a notifier that confirms what it is given while `delivers` is true."""

    def __init__(self, store: Store, files: SetupSource, now: Now) -> None:
        self.store = store
        self.files = files
        self.clock = ManualClock(now)
        self.service = Service(store, files, self.clock)
        self.delivers = True
        self.epoch = "1"
        self.shown: list[str] = []

    def restart(self) -> None:
        """As after a crash: a new service, and what is on the screen must be sent again."""
        self.service = Service(self.store, self.files, self.clock)
        self.epoch = str(int(self.epoch) + 1)

    def tick(self) -> None:
        """Let the service look at the clock, and show what it wants shown."""
        self.service.handle(Tick())
        self.show()

    def show(self) -> None:
        """Make the difference between what should be showing and what is, as the daemon does."""
        wanted, deliveries = self.service.notices()
        left = difference(wanted, deliveries, _NOTIFIER, self.epoch, self.clock.now().instant)
        for send in left.show:
            told = Told(send.notice.id, send.notice.revision, _NOTIFIER, self.epoch, send.notice.id, confirmed=True)
            self.service.handle(told if self.delivers else replace(told, handle="", confirmed=False, error="no server"))
            if self.delivers:
                self.shown.append(send.notice.id)
        for notice in left.withdraw:
            self.service.handle(Withdrawn(notice))

    def run_to(self, instant: datetime, at_wake: Callable[[], None] | None = None) -> None:
        """Move the clock on to `instant` (UTC), with a tick at every wake on the way; `at_wake` runs after each."""
        wakes = 0
        while (wake := min(self.service.wakes().values(), default=None)) and wake <= instant:
            before = self.clock.now().instant
            wakes = wakes + 1 if wake <= before + timedelta(minutes=1) else 0
            if wakes > _MOST_WAKES_A_MINUTE:
                raise RuntimeError(f"the wake at {wake} does not go away")
            self.clock.advance(max(wake - before, timedelta()))
            self.tick()
            if at_wake:
                at_wake()
        self.clock.advance(max(instant - self.clock.now().instant, timedelta()))
        self.tick()


def simulate(
    setup: Setup, state: State, start: datetime, days: int, now: Now, files: SetupSource | None = None
) -> SimulateReply:
    """The occurrences of `days` days from `start` (naive wall, machine's zone), every one answered done on time.

    Runs on a copy: the routines enabled in `state`, begun at `start`; nothing on disk is touched. `files`: for presets
    that the setup left unread.
    """
    there = replace(now, instant=instant_of(start, now.zone))
    draft = Draft(setup, State(pauses=state.pauses, irritations=state.irritations), there)
    machine = calendar_of(setup, state, there)
    for id in sorted(state.routines):
        if state.routines[id].enabled and not state.routines[id].held and id in setup.presets:
            begin(draft, id, state.routines[id].safety.accepted)
            anchor = state.routines[id].anchor
            nights = standing_still(setup.presets[id], state.routines[id], machine, there.wall().date())
            draft.change_routine(id, anchor=min(anchor, draft.routine(id).anchor), nights=nights)
            booked = tuple(replace(v, planned=False) for v in state.routines[id].visits if v.status == "booked")
            draft.change_routine(id, visits=booked)
            draft.plan_visits(id)
    # Begun a moment before, so that a time exactly at the start counts.
    for id, routine in draft.state.routines.items():
        draft.change_routine(id, through=routine.through - timedelta(seconds=1))
    simulation = _AnsweredAtOnce(MemoryStore(draft.state), FixedSetup(setup, files), there)
    simulation.run_to(end_of_days(start.date(), days, start.time(), now.zone))
    entries = sorted(simulation.store.entries(), key=lambda entry: (entry.instant, entry.routine))
    last = Draft(setup, State(), now)
    return SimulateReply(zone=now.zone, occurrences=tuple(_view(last, entry, simulation.moves) for entry in entries))


class _AnsweredAtOnce(Simulation):
    """Answers whatever comes due done before it would be shown: nothing has to be shown.

    `moves`: why each time that was moved is moved, by its id.
    """

    def __init__(self, store: Store, files: SetupSource, now: Now) -> None:
        super().__init__(store, files, now)
        self.moves: dict[str, str] = {}

    def tick(self) -> None:
        self.service.handle(Tick())
        self.moves.update(_moves(self.service.state))
        self._answer_all()

    def _answer_all(self) -> None:
        """That a person went to a visit is said by its own button; all else is done, also what has to be begun."""
        waiting = {id: routine.raised for id, routine in self.service.state.routines.items() if routine.raised}
        if any(is_question(raised.key) for raised in waiting.values()):
            for notice in self.service.notices()[0]:
                if any(button.id == "went" for button in notice.buttons):
                    self.service.handle(Press(notice.id, "went"))
        waiting = {id: raised for id, raised in waiting.items() if not is_question(raised.key)}
        if waiting:
            self.service.handle(Done(tuple(waiting)))


def _moves(state: State) -> Iterator[tuple[str, str]]:
    """Why each time that is moved ahead of now is moved, by its id."""
    for id, routine in state.routines.items():
        yield from ((f"{id}@{armed.key}", armed.reason) for armed in routine.armed if armed.moved == "rule")


def _view(draft: Draft, entry: Entry, moves: Mapping[str, str]) -> SimulatedView:
    zone = draft.zone(entry.routine)
    moved = entry.instant != instant_of(entry.nominal, zone) and moves.get(entry.id)
    preset = draft.setup.presets.get(entry.routine)
    return SimulatedView(
        id=entry.id,
        routine=entry.routine,
        title=preset.title if preset else entry.routine,
        nominal=minute_text(entry.nominal),
        instant=utc_text(entry.instant),
        zone=zone,
        status=entry.answer,
        why=entry.reason or (f"{moved}; answered on time" if moved else "answered on time"),
        when=draft.when_in(zone, entry.nominal),
    )
