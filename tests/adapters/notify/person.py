"""Somebody with a mouse before the screen of a server, and notices to be answered there."""

from __future__ import annotations

import asyncio
import contextlib
import html
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from routine.adapters.notify.freedesktop import FreedesktopNotifier
from routine.core.requests.commands import Press
from routine.core.requests.reports import Cleared, Closed, Told, Withdrawn
from routine.core.state.notice import UNDO_BUTTONS, Button, Delivery, Notice
from routine.core.when.moment import Now
from routine.daemon.notices.notice_delivery import NoticeDelivery
from tests.adapters.audio.programs import run
from tests.e2e.desktop import Desktop
from tests.e2e.server_habits import (
    NINE,
    Habits,
)
from tests.e2e.stub_server import StubServer
from tests.told_deliveries import keep_told

START = datetime(2026, 11, 22, 20, 30, tzinfo=UTC)
BUTTONS = (Button("start", "Start"), Button("later", "Later"), Button("skip", "Skip"))
REMINDER = Notice(
    id="n1",
    title="Sheet mask",
    body="Wash your face.",
    buttons=BUTTONS,
    commands=("routine run sheet-mask",),
    timeout_s=0,
    revision="1",
    sound=True,
)
FOLLOWS = Notice(
    id="n1", title="Skipped", body="Next: tomorrow.", buttons=UNDO_BUTTONS, timeout_s=20, revision="card-0", first=True
)
NEXT = replace(REMINDER, title="Hand cream", buttons=(Button("done", "Done"), *BUTTONS[1:]), revision="2")
every_server = pytest.mark.parametrize("habits", NINE, ids=lambda habits: f"{habits.name}-{habits.vendor}")


A_LOOK_S = 1.0


class Person:
    """Sits before the screen of a server, has a mouse, and a service that shows what is wanted next after a press."""

    def __init__(self, desktop: Desktop, server: StubServer) -> None:
        self.desktop, self.server = desktop, server
        self.deliveries: dict[str, Delivery] = {}
        self.pressed: list[Press] = []
        self.then: tuple[Notice, ...] = ()
        self.quiet = False
        self.took_s = 0.0  # to look and to move the mouse: no time passes but by this
        self.delivery = self._a_delivery()

    def _a_delivery(self) -> NoticeDelivery:
        def build() -> FreedesktopNotifier:
            return FreedesktopNotifier(
                self.desktop.environ, 2, lambda: self.quiet, again_s=0.01, clock=lambda: self.took_s
            )

        return NoticeDelivery({"freedesktop": build}, self._ask, lambda: Now(START, 0.0, "boot", "UTC"))

    async def _ask(self, message: Told | Closed | Withdrawn | Cleared | Press) -> object:
        keep_told(self.deliveries, message, START)
        if isinstance(message, Press):
            self.pressed.append(message)
            self.delivery.want(self.then, dict(self.deliveries))
        return {}

    async def sees(self, *notices: Notice) -> None:
        """The household wants these and no others; returns when that has settled."""
        self.delivery.want(notices, dict(self.deliveries))
        wanted = {(one.id, one.revision) for one in notices}
        async with asyncio.timeout(20):
            while wanted != {(id, one.revision) for id, one in self.deliveries.items()}:
                await asyncio.sleep(0.01)
        await self.settled()

    async def settled(self) -> None:
        """Everything under way has arrived: nothing was said on the bus for a while."""
        said = -1
        while said != (said := len(self.server.notified) + len(self.server.closed)):
            for _ in range(5):
                await self.server.heard_all()
                await asyncio.sleep(0.01)

    async def new_run(self) -> None:
        """The daemon is killed and started again, with what state knows."""
        await self.delivery.stop()
        self.delivery = self._a_delivery()
        await self.delivery.start()

    def titles(self) -> list[str]:
        return [notify.title for notify in self.server.in_sight().values()]

    def text(self) -> str:
        """Every text on the screen as it reads."""
        return "\n".join(html.unescape(notify.body) for notify in self.server.in_sight().values())

    async def press(self, label: str) -> None:
        """Look, and press the button, with at most two clicks where none is drawn."""
        self.took_s += A_LOOK_S
        await self.press_at_once(label)

    async def press_at_once(self, label: str) -> None:
        """Press it without having looked at it."""
        if not self.server.habits.draws_buttons and not self._answer(label):
            await self.click()
            self.took_s += A_LOOK_S
        number = next((number for number, drawn in self.server.buttons.items() if label in drawn), None)
        if self.server.habits.draws_buttons:
            assert number is not None, f"no button {label!r} among {self.server.buttons}"
            await self.server.press(number, self.server.buttons[number][label])
        else:
            await self.server.press(self._answer(label), "default")
        await self.settled()

    def _answer(self, label: str) -> int:
        titles = {number: notify.title for number, notify in self.server.in_sight().items()}
        return next((number for number, title in titles.items() if title.startswith(f"{label}: ")), 0)

    async def click(self) -> None:
        """Click the text, beside the buttons."""
        self.took_s += A_LOOK_S
        offered = [number for number, notify in self.server.in_sight().items() if "default" in notify.actions]
        text = next((number for number in offered if ": " not in self.server.showing[number].title), None)
        await self.server.click(text or next(iter(self.server.showing)))
        await self.settled()


def before(desktop: Desktop, habits: Habits, scenario: Callable[[Person], Awaitable[None]]) -> None:
    async def scene() -> None:
        async with sitting(desktop, habits) as person:
            await scenario(person)

    run(scene(), within_s=60)


@contextlib.asynccontextmanager
async def sitting(desktop: Desktop, habits: Habits) -> AsyncIterator[Person]:
    server = await StubServer(desktop.address, habits=habits).start()
    person = Person(desktop, server)
    await person.delivery.start()
    yield person
    await person.delivery.stop()
    await server.stop()


LONG = replace(REMINDER, body="\n".join(f"{n}. A step with some words to it." for n in range(1, 9)))
