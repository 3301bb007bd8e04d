"""A delivery over three notifiers that are played, and a service that keeps what it is told; time is given."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

from routine.core.errors import StoreError
from routine.core.requests.commands import Press
from routine.core.requests.reports import Cleared, Closed, Told, Withdrawn
from routine.core.state.notice import Button, Delivery, Notice
from routine.core.when.moment import Now
from routine.daemon.notices.notice_delivery import NoticeDelivery
from routine.ports.notifier import NotifierError, NotifierListener, NotifierSilentError, Shown
from tests.told_deliveries import keep_told

START = datetime(2026, 11, 22, 8, tzinfo=UTC)


class FakeNotifier:
    """A notifier that does as it is told. `refuses`: why connecting fails; `fails`: why showing fails."""

    def __init__(self, name: str, confirms: bool = True) -> None:
        self.name = name
        self.confirms = confirms
        self.refuses = self.fails = ""
        self.connects = self.tries = 0
        self.hangs = False
        self.answerable = self.refreshes = name == "freedesktop"
        self.opened: list[str] = []
        self.shown: list[tuple[str, str]] = []
        self.withdrawn: list[str] = []
        self.hold: asyncio.Event | None = None
        self.press_before_answer = ""
        self.listener: NotifierListener | None = None

    @property
    def epoch(self) -> str:
        return f"{self.name}:{self.connects}"

    async def connect(self, listener: NotifierListener) -> str:
        self.listener = listener
        if self.refuses:
            raise NotifierError(self.refuses)
        self.connects += 1
        return f"{self.name} at your service"

    async def show(self, notice: Notice, replaces: str, *, opened: bool = False) -> Shown:
        if self.hold:
            await self.hold.wait()
        self.tries += 1
        if self.hangs:
            raise NotifierSilentError("no answer to Notify within 5 s")
        if self.fails:
            raise NotifierError(self.fails)
        handle = replaces or f"{self.name}#{len(self.shown)}"
        self.shown.append((notice.body, replaces))
        self.opened += [notice.id] if opened else []
        if self.press_before_answer:
            assert self.listener
            button, self.press_before_answer = self.press_before_answer, ""
            self.listener.pressed(handle, button)
            await asyncio.sleep(0)
        return Shown(handle, self.confirms)

    async def withdraw(self, handle: str) -> None:
        if self.hold:
            await self.hold.wait()
        self.withdrawn.append(handle)

    async def stand_by(self) -> None:
        pass

    async def close(self) -> None:
        pass

    @property
    def bodies(self) -> list[str]:
        return [body for body, _ in self.shown]

    def lose(self, reason: str = "the server stopped") -> None:
        assert self.listener
        self.listener.lost(reason)

    def go(self, why: str) -> None:
        """It is gone, and cannot be connected to."""
        self.refuses = why
        self.lose()

    def come_back(self) -> None:
        assert self.listener
        self.listener.back()


class DeliveryHarness:
    """A delivery over three notifiers and a service that keeps what it is told; time is given."""

    def __init__(self) -> None:
        self.desktop = FakeNotifier("freedesktop")
        self.plyer = FakeNotifier("plyer", confirms=False)
        self.console = FakeNotifier("console")
        self.setting = "auto"
        self.instant = START
        self.wanted: tuple[Notice, ...] = ()
        self.deliveries: dict[str, Delivery] = {}
        self.asked: list[Told | Closed | Withdrawn | Cleared | Press] = []
        self.disk_full = False
        self.delivery = self.a_new_delivery()

    def a_new_delivery(self) -> NoticeDelivery:
        notifiers = (self.desktop, self.plyer, self.console)
        factories = {notifier.name: self._giving(notifier) for notifier in notifiers}
        return NoticeDelivery(factories, self.ask, self.now, lambda: self.setting)

    def _giving(self, notifier: FakeNotifier) -> Callable[[], FakeNotifier]:
        return lambda: notifier

    def now(self) -> Now:
        return Now(self.instant, 0.0, "boot", "UTC")

    async def ask(self, message: Told | Closed | Withdrawn | Cleared | Press) -> object:
        self.asked.append(message)
        if self.disk_full:
            self.tell()
            raise StoreError("the disk is full")
        keep_told(self.deliveries, message, self.instant)
        self.tell()
        return {}

    def want(self, *notices: Notice) -> None:
        self.wanted = notices
        self.tell()

    def tell(self) -> None:
        """As the daemon does after every command."""
        self.delivery.want(self.wanted, dict(self.deliveries))

    async def show(self, *notices: Notice) -> None:
        """Want these, and let what follows happen."""
        self.want(*notices)
        await self.settle()

    async def settle(self) -> None:
        """Let everything happen that needs no time to pass."""
        for _ in range(60):
            await asyncio.sleep(0)

    async def wait(self, seconds: float) -> None:
        """Let time pass: for the timers of the loop, and for the clock."""
        self.instant += timedelta(seconds=seconds)
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        loop.pass_time(seconds)
        await self.settle()

    async def end(self) -> None:
        """Stop the delivery, which waits a little for a notice under way."""
        stopping = asyncio.ensure_future(self.delivery.stop())
        await self.settle()
        await self.wait(1.1)
        await stopping

    def told(self) -> list[Told]:
        return [message for message in self.asked if isinstance(message, Told)]

    def presses(self) -> list[Press]:
        return [message for message in self.asked if isinstance(message, Press)]


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock is moved by hand."""

    moved = 0.0

    def time(self) -> float:
        return super().time() + self.moved

    def pass_time(self, seconds: float) -> None:
        self.moved += seconds


def a_notice(id: str = "n1", body: str = "Reapply.", revision: str = "0") -> Notice:
    return Notice(id=id, title="Sunscreen", body=body, buttons=(Button("done", "Done"),), revision=revision)


def live(scenario: Callable[[DeliveryHarness], Coroutine[Any, Any, None]]) -> None:
    """Run a scenario with a delivery that has started."""

    async def begin() -> None:
        harness = DeliveryHarness()
        await harness.delivery.start()
        await harness.settle()
        await scenario(harness)
        await harness.end()

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(begin())
