"""Looks whether notices can be shown here, and shows one to be clicked: for the doctor."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import NamedTuple

from routine.core.state.notice import Button, Notice
from routine.daemon.notices.notifier_reconnect import Factory
from routine.ports.notifier import Notifier, NotifierError

_log = logging.getLogger(__name__)

REMEDY = {
    "freedesktop": "Log in to a desktop, or start a notification server such as dunst.",
    "plyer": "Install what plyer needs here. On Linux that is notify-send (libnotify).",
    "console": "Show notifications in a terminal: routine start --foreground",
}
_TEST = Notice(
    id="test",
    title="Routine: test",
    body="Notifications work. Press the button to test that too.",
    buttons=(Button("ok", "It works"),),
    timeout_s=0,
)


class Found(NamedTuple):
    """One thing looked at: how it is, and, where that is a problem, what to do."""

    name: str
    ok: bool
    text: str
    remedy: str | None = None


class _TestListener:
    """Hears the clicks: on which notice, and on which button (None: beside the buttons)."""

    def __init__(self) -> None:
        self.clicks: asyncio.Queue[tuple[str, str | None]] = asyncio.Queue()

    def pressed(self, handle: str, button: str) -> None:
        self.clicks.put_nowait((handle, button))

    def opened(self, handle: str) -> None:
        self.clicks.put_nowait((handle, None))

    def closed(self, handle: str) -> None:
        """Closing is not a click."""

    def hidden(self, handle: str) -> None:
        """Nothing else of this run could hide it."""

    def lost(self, reason: str) -> None:
        """Then no click comes, and the waiting ends by itself."""

    def back(self) -> None:
        """It is not tried twice."""


def probe(factories: Mapping[str, Factory]) -> list[Found]:
    """Try the notifiers, best first, until one can be had; nothing is shown. Not to be called in an event loop."""
    return asyncio.run(_probe(factories))


def send_test(factories: Mapping[str, Factory], wait_s: float = 30.0) -> Found:
    """Show a notice the best way there is, and wait for a click on its button. Not to be called in an event loop."""
    return asyncio.run(_send_test(factories, wait_s))


async def _probe(factories: Mapping[str, Factory]) -> list[Found]:
    found = []
    for name, build in factories.items():
        notifier = build()
        try:
            found.append(Found(f"notices ({name})", True, await notifier.connect(_TestListener())))
            break
        except NotifierError as error:
            found.append(_broken(name, error))
        finally:
            await notifier.close()
    return found


async def _send_test(factories: Mapping[str, Factory], wait_s: float) -> Found:
    found = Found("test notice", False, "no notifications can be shown here", REMEDY["freedesktop"])
    for name, build in factories.items():
        notifier = build()
        try:
            return await _try_out(notifier, wait_s)
        except NotifierError as error:
            found = _broken(name, error)
        finally:
            await notifier.close()
    return found


async def _try_out(notifier: Notifier, wait_s: float) -> Found:
    listener = _TestListener()
    how = await notifier.connect(listener)
    shown = await notifier.show(_TEST, "")
    if not shown.confirmed:
        return Found("test notice", True, f"sent. Check that you can see it. ({how})")
    if not notifier.answerable:
        return Found("test notice", True, f"shown ({how})")
    try:
        async with asyncio.timeout(wait_s):
            await _pressed(notifier, listener, shown.handle)
    except TimeoutError:
        await notifier.withdraw(shown.handle)
        remedy = "If you saw no notification or no button, answer by commands: routine done"
        return Found(
            "test notice",
            False,
            f"shown, but no button was pressed within {wait_s:g} seconds ({how})",
            remedy,
        )
    return Found("test notice", True, f"shown, and your press arrived ({how})")


async def _pressed(notifier: Notifier, listener: _TestListener, handle: str) -> None:
    """Returns when the button was pressed; a click beside it shows the notice again."""
    while True:
        clicked, button = await listener.clicks.get()
        if clicked == handle and button is not None:
            return
        if clicked == handle:
            handle = (await notifier.show(_TEST, handle, opened=True)).handle


def _broken(name: str, error: NotifierError) -> Found:
    _log.info("doctor: notifications (%s: %s)", name, error.in_log)
    return Found(f"notices ({name})", False, str(error), REMEDY.get(name))
