"""One person's life with Routine: the real service and store, on a virtual clock, an unsteady disk, a fickle server."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from operator import is_
from pathlib import Path
from typing import Any
from unittest.mock import patch

from msgspec.structs import replace

from routine.adapters import lock_file
from routine.adapters.clock import ManualClock
from routine.adapters.lock_file import DirectoryLock
from routine.adapters.store.tinydb_store import TinyDbStore
from routine.core.errors import BusyError, RoutineError, StoreError
from routine.core.notices.reconcile import difference
from routine.core.requests.commands import Enable, Press
from routine.core.requests.queries import Request
from routine.core.requests.reports import Cleared, Tick, Told, Withdrawn
from routine.core.state.model import State
from routine.core.state.notice import Delivery, Notice
from routine.core.when.moment import Now
from routine.daemon.notices.known_deliveries import KnownDeliveries
from routine.ports.notifier import NotifierError
from routine.service.service import Service
from routine.simulate import FixedSetup
from tests.builders import a_now
from tests.simulation.fickle_server import FickleServer
from tests.simulation.random_households import Household
from tests.simulation.unsteady_disk import CrashError, UnsteadyDisk

_MOST_SENT_AT_ONCE = 200
_MOST_WAKES_A_MINUTE = 1000
_AFTER_A_FAILURE = timedelta(minutes=30)
_LOOKS_WITHOUT_REASON = 0.2
_NOTHING: tuple[object, ...] = (None,) * 5


def _same(on: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether they are the very same values."""
    return all(map(is_, on, other))


class LawBrokenError(AssertionError):
    """A law does not hold; the text says which, and what was found."""


class WatchedStore(TinyDbStore):
    """The store, which notes what a power cut may at worst give back: every state since the last that was settled."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.may_be: list[State] = []

    def commit(self, state: State, *, settled: bool = True) -> None:
        """Commit, and note it, also if it fails or dies under way."""
        known = list(self.may_be)
        self.may_be.append(state)
        try:
            super().commit(state, settled=settled)
        except StoreError:
            if self._try_state(self._state)[0] != state:
                self.may_be = known  # a failed call leaves the disk as it was
            raise
        if settled:
            self.may_be = [state]

    def settle(self) -> None:
        """Settle, and forget what came before."""
        super().settle()
        self.may_be = self.may_be[-1:]


class Life:
    """The world around one daemon. `dice` are those of the step that is being lived."""

    def __init__(self, household: Household, disk: UnsteadyDisk) -> None:
        self.household = household
        self.dice = random.Random(0)
        self.disk = disk
        self.server = FickleServer()
        self.clock = ManualClock(a_now(f"{household.day} 07:00", household.zone))
        self.files = FixedSetup(household.setup)
        self.real = timedelta()  # time as it truly passed, whatever the clock was set to
        self.off_by = timedelta()  # how far the machine's clock is from it
        self.boots = 1
        self.careful = True
        self.deaths = self.failures = self.decisions = 0
        self.before: Callable[[Request], None] = lambda request: None
        self.after: Callable[[Request], None] = lambda request: None
        self.pressed: Callable[[bool, int], None] = lambda again, before: None
        self.shown: Callable[[Notice], None] = lambda notice: None
        self.came_back: Callable[[list[State]], None] = lambda may_be: None
        self.files_left: Callable[[], None] = lambda: None
        self.failing = False  # whether the last tick could not be saved
        self._told: set[tuple[str, str]] = set()
        self._woken_by: tuple[object, ...] = _NOTHING
        self._wakes: dict[str, datetime] = {}
        self._wanted_on: tuple[object, ...] = _NOTHING
        self._wanted: tuple[tuple[Notice, ...], Mapping[str, Delivery]] = (), {}
        self._agreed: tuple[object, ...] = _NOTHING  # on what the screen was seen to agree, and until when
        self._agreed_until: datetime | None = None
        self._start()

    # --- the process ---------------------------------------------------------------------------------------------

    def _start(self) -> None:
        self.store = WatchedStore(self.disk.folder)
        self.lock = DirectoryLock(self.disk.folder)
        self.lock.acquire("daemon")
        self.service = Service(self.store, self.files, self.clock, self._note)
        self.store.may_be = [self.service.state]
        self.known = KnownDeliveries()
        self._unreported: dict[str, Told | Withdrawn] = {}
        self._retry: datetime | None = None
        self._over: set[str] = set()
        self.server.callbacks = [one for one in self.server.callbacks if not one.again]  # told to who is gone

    def _note(self, fact: str, answer: str) -> None:
        self.disk.point()
        profile = {**self.files.setup.profile, fact: answer == "yes" if answer in ("yes", "no") else answer}
        self.files.setup = replace(self.files.setup, profile=profile)

    def reborn(self, *, power_cut: bool) -> None:
        """The process is dead; the next one starts, and may die while it does."""
        may_be = list(self.store.may_be)
        while True:
            self.deaths += 1
            self.lock.release()
            self.disk.dice = self.dice
            self.disk.come_back(power_cut=power_cut)
            self.files_left()
            if power_cut:
                self.server.restart()
                self.boots += 1
                self.clock.set(replace(self.now, elapsed=10.0, boot_id=f"boot-{self.boots}"))
            if self.dice.random() < 0.15:
                self.disk.dies_after = self.dice.randrange(12)
            try:
                self._start()
                self.came_back(may_be)
                self.tick()
            except CrashError:
                may_be += self.store.may_be
                continue
            break
        self.disk.dies_after = None

    def second_start(self) -> None:
        """Another process wants the same folder: it is refused, and waits for nothing."""
        with patch.object(lock_file, "_STEP_S", 1e-6):
            try:
                DirectoryLock(self.disk.folder).acquire("daemon")
            except BusyError:
                return
        raise LawBrokenError("two processes own one folder")

    def stop(self) -> None:
        """Stopped by a person: what shows is taken away."""
        shown = tuple(id for id, one in self.known.all().items() if one.handle)
        for id in shown:
            try:
                self.server.withdraw(self.known.all()[id].handle)
            except NotifierError:
                return
        if shown:
            self.ask(Cleared(shown))

    # --- time ----------------------------------------------------------------------------------------------------

    @property
    def now(self) -> Now:
        """The present, as the machine shows it."""
        return self.clock.now()

    @property
    def state(self) -> State:
        """What the service holds."""
        return self.service.state

    def pass_time(self, by: timedelta) -> None:
        """Nothing runs meanwhile."""
        if by > timedelta():
            self.clock.advance(by)
            self.real += by

    def set_clock(self, by: timedelta) -> None:
        """Somebody sets the clock."""
        self.clock.set(replace(self.now, instant=self.now.instant + by))
        self.off_by += by
        self.tick()

    def travel(self, zone: str) -> None:
        """The machine's zone changes."""
        self.clock.set(replace(self.now, zone=zone))
        self.tick()

    def run_for(self, by: timedelta) -> None:
        """Time passes, with a tick at every wake, and whatever the server and the person do on the way.

        Between wakes nothing is due: only now and then does it look without a reason, as the real heart beats.
        """
        end = self.now.instant + by
        self._serve_wakes(end)
        self.pass_time(end - self.now.instant)
        if self.dice.random() < _LOOKS_WITHOUT_REASON:
            self.tick()
            self._serve_wakes(end)

    def _serve_wakes(self, end: datetime) -> None:
        wakes = 0
        while (wake := self._next()) and wake <= end:
            before = self.now.instant
            wakes = wakes + 1 if wake <= before + timedelta(minutes=1) else 0
            if wakes > _MOST_WAKES_A_MINUTE:
                raise LawBrokenError(f"law 10: the wake at {wake} does not go away: {self.service.wakes()}")
            self.pass_time(wake - before)
            self.tick()

    def _next(self) -> datetime | None:
        wakes = [one.at for one in self.server.callbacks[:1]]
        if self._retry is not None and self._retry > self.now.instant:
            wakes.append(self._retry)
        if not ((self.disk.full or self.disk.fails) and self._retry):
            wakes += self.wakes().values()
        return min(wakes, default=None)

    def wakes(self) -> dict[str, datetime]:
        """When time has to be looked at again; on the same, at the same time, it is the same."""
        if not _same(on := self._on(), self._woken_by):
            self._woken_by, self._wakes = on, self.service.wakes()
        return self._wakes

    def notices(self) -> tuple[tuple[Notice, ...], Mapping[str, Delivery]]:
        """What should be showing, and what is known of it; the same holds of them."""
        if not _same(on := self._on(), self._wanted_on):
            self._wanted_on, self._wanted = on, self.service.notices()
        return self._wanted

    def _on(self) -> tuple[object, ...]:
        """What all that follows from the state hangs on."""
        return self.service, self.state, self.now, self.files.setup, self.boots

    def tick(self) -> None:
        """A tick, what shows, what was pressed, and what the person does about what they see."""
        self._retry = None
        self.failing = not self.ask(Tick())
        if self.failing:
            self._retry = self.now.instant + _AFTER_A_FAILURE
        self.serve()
        self.act()

    # --- asking --------------------------------------------------------------------------------------------------

    def ask(self, request: Request) -> bool:
        """Send a command; whether it was done. A refusal, or a disk that fails, is an answer."""
        return self.answered(request) is not None

    def answered(self, request: Request) -> Any:
        """Send a command; its reply, or None where it was refused."""
        self.decisions += 1
        self.before(request)
        try:
            reply = self.service.answer(request)
        except RoutineError as error:
            self.failures += isinstance(error, StoreError)
            reply = None
        self.after(request)
        self.disk.point()
        self.service.tidy()
        return reply

    def ask_quietly(self) -> None:
        """A last tick on a disk that is well."""
        self.disk.is_well()
        self.disk.dies_after = None
        self.tick()
        self.run_for(timedelta())
        self.service.tidy()

    # --- the screen ----------------------------------------------------------------------------------------------

    def serve(self) -> None:
        """Make the screen agree with what should be showing, as the daemon does, and take what was pressed."""
        for callback in self.server.due(self.now.instant):
            before, told = self.state.seq, (callback.handle, callback.button)
            done = self._pressed(*told)
            self.pressed(callback.again and told in self._told, before)
            self._told |= {told} if done else set()
        self._report()
        for _ in range(_MOST_SENT_AT_ONCE):
            if not self._send_one():
                break
        else:
            raise LawBrokenError("law 10: the screen never agrees with what should be showing")
        self._report()

    def _send_one(self) -> bool:
        on = (self.service, self.state, self.now, self.files.setup, self.server.starts)
        if _same(on, self._agreed):
            self._retry_by(self._agreed_until)
            return False
        wanted, deliveries = self.notices()
        self.known.stored(deliveries)
        left = difference(wanted, self.known.all(), self.server.name, self.server.epoch, self.now.instant)
        if left.show:
            self._show(left.show[0].notice, left.show[0].replaces)
        elif left.withdraw:
            self._withdraw(left.withdraw[0])
        else:
            self._agreed, self._agreed_until = on, left.retry_at
            self._retry_by(left.retry_at)
        return bool(left.show or left.withdraw)

    def _retry_by(self, at: datetime | None) -> None:
        self._retry = min(at, self._retry or at) if at else self._retry

    def _show(self, notice: Notice, replaces: str) -> None:
        self.shown(notice)
        self._agreed, before = _NOTHING, self.known.all().get(notice.id)
        told = Told(notice.id, notice.revision, self.server.name, self.server.epoch, refresh=notice.refresh)
        try:
            shown = self.server.show(notice, replaces)
            told = replace(told, handle=shown.handle, confirmed=shown.confirmed)
        except NotifierError as error:
            told = replace(told, error=str(error))
        self.disk.point()  # shown, and not yet told
        if self.known.note(told, before, self.now.instant):
            self._unreported[notice.id] = told
        self._report()

    def _withdraw(self, notice: str) -> None:
        self._agreed, delivery = _NOTHING, self.known.all()[notice]
        if delivery.handle:
            with suppress(NotifierError):
                self.server.withdraw(delivery.handle)
        self.known.withdrawn(notice)
        self._unreported[notice] = Withdrawn(notice)

    def _report(self) -> None:
        for notice, report in [*self._unreported.items()]:
            if not self.ask(report):
                self._retry = self.now.instant + _AFTER_A_FAILURE
                return
            self._unreported.pop(notice, None)

    def _pressed(self, handle: str, button: str) -> bool:
        notice = self.known.notice_of(handle)
        if notice is None or handle in self._over:
            return False  # a notifier forgets the number of what was pressed
        self._over.add(handle)
        self._agreed = _NOTHING
        done = self.ask(Press(notice, button))
        delivery = self.known.all().get(notice)
        still = any(one.id == notice and delivery and one.revision == delivery.revision for one in self.notices()[0])
        if not done or still:
            self.known.closed_in_vain(notice)
        return done

    def act(self) -> None:
        """The person presses what they see, mostly, on a careful day."""
        if not self.careful:
            return
        for handle, notice in [*self.server.screen.items()]:
            if notice.buttons and self.dice.random() < 0.7:
                first = notice.buttons[0] if self.dice.random() < 0.7 else self.dice.choice(notice.buttons)
                self.server.press(self.dice, handle, first.id, self.now.instant)
        for _ in range(8):
            due = self.server.callbacks and self.server.callbacks[0].at <= self.now.instant
            if not due:
                break
            self.serve()

    def begin(self, routines: Iterable[str]) -> None:
        """Enable these, one by one, since some may be refused."""
        for id in routines:
            self.ask(Enable((id,)))
        self.tick()


__all__ = ["Delivery", "LawBrokenError", "Life", "WatchedStore"]
