"""Shows notices through plyer: the portable fallback, without buttons and without any word of success."""

from __future__ import annotations

import asyncio
import sys
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from uuid import uuid4

from routine.adapters.notify.commands_to_type import body_with_commands
from routine.adapters.notify.markup import escaped
from routine.core.state.notice import Notice
from routine.core.text.safe import one_line, shown
from routine.ports.notifier import NotifierError, NotifierListener, Shown

_TIMEOUT_S = 10
# Windows has room for so many UTF-16 units in a balloon; plyer raises beyond.
_WINDOWS_TITLE, _WINDOWS_BODY = 63, 255

Notify = Callable[..., None]


class PlyerNotifier:
    """Off the event loop, for plyer blocks; one call at a time, for one that hangs must not pile up others.

    `load` returns plyer's `notify`; `platform` is `sys.platform`; `answer_s` is how long one call may take.
    """

    name = "plyer"
    answerable = refreshes = False

    def __init__(self, load: Callable[[], Notify] | None = None, platform: str = "", answer_s: float = 10.0) -> None:
        self._load = load or _load
        self._platform = platform or sys.platform
        self._answer_s = answer_s
        self._notify: Notify | None = None
        self._thread: ThreadPoolExecutor | None = None
        self._call: asyncio.Future[None] | None = None
        self._numbers = count(1)
        self.epoch = f"plyer:{uuid4().hex}"

    async def connect(self, listener: NotifierListener) -> str:
        """Raises NotifierError where plyer knows no way to notify; on Linux only the first notice can tell that."""
        self._thread = self._thread or ThreadPoolExecutor(1, "plyer")
        # On Linux plyer loads whether it can notify or not: a daemon with nothing to show need not carry it.
        if not self._platform.startswith("linux"):
            await self._loaded(self._thread)
        return "plyer: no buttons, and no report whether a notification appeared"

    async def _loaded(self, thread: ThreadPoolExecutor) -> Notify:
        if self._notify is not None:
            return self._notify
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._answer_s):
                self._notify = await loop.run_in_executor(thread, self._load)
        except (ImportError, NotImplementedError, OSError, AttributeError) as error:
            raise NotifierError("plyer cannot show notifications here", cause=error) from error
        except TimeoutError as error:
            raise NotifierError("plyer did not start in time") from error
        return self._notify

    async def show(self, notice: Notice, replaces: str, *, opened: bool = False) -> Shown:
        """Hand the notice over, never as confirmed: plyer returns the same whether it was shown or not."""
        if self._thread is None:
            raise NotifierError("not connected")
        if self._call and not self._call.done():
            raise NotifierError("plyer has not finished the notification before")
        title, body = safe_texts(notice, self._platform)
        notify, loop = await self._loaded(self._thread), asyncio.get_running_loop()
        self._call = loop.run_in_executor(self._thread, lambda: _notify(notify, title, body))
        try:
            async with asyncio.timeout(self._answer_s):
                await asyncio.shield(self._call)
        except TimeoutError:
            self._call.add_done_callback(_forget)
            raise NotifierError(f"plyer did not respond within {self._answer_s:g} seconds") from None
        return Shown(f"{self.epoch}#{next(self._numbers)}", False)

    async def withdraw(self, handle: str) -> None:
        """plyer cannot take anything back."""

    async def stand_by(self) -> None:
        """Nothing tells when it is back."""

    async def close(self) -> None:
        """Let go of the thread, without waiting for a call that hangs."""
        thread, self._thread, self._notify = self._thread, None, None
        if thread:
            thread.shutdown(wait=False, cancel_futures=True)


def safe_texts(notice: Notice, platform: str) -> tuple[str, str]:
    """Title and text as plyer can take them on this platform, so that no text is an option or a command.

    On Linux plyer runs `notify-send` without `--`, which takes a leading dash for an option, refuses an empty title,
    and expands backslashes; in a Flatpak it pastes the text between apostrophes. Servers read markup in the text.
    """
    title, body = one_line(notice.steady_title or notice.title) or "Routine", body_with_commands(notice)
    if platform == "win32":
        return _cut(title, _WINDOWS_TITLE), _cut(body, _WINDOWS_BODY)
    if platform.startswith("linux"):
        return _harmless(title), escaped(_harmless(body)) or " "
    return title, body


def _harmless(text: str) -> str:
    text = text.replace("\\", "∖").replace("'", "’")
    return f"–{text[1:]}" if text.startswith("-") else text


def _cut(text: str, most: int) -> str:
    data = shown(text).encode("utf-16-le")
    return text if len(data) <= 2 * most else data[: 2 * most - 2].decode("utf-16-le", "ignore") + "…"


def _load() -> Notify:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on Linux plyer warns that the dbus package is missing; notify-send serves
        from plyer import notification

        notify: Notify = notification.notify
        return notify


def _notify(notify: Notify, title: str, body: str) -> None:
    try:
        notify(title=title, message=body, app_name="Routine", timeout=_TIMEOUT_S)
    except Exception as error:  # plyer's platforms raise anything: COM errors, NotImplementedError, ...
        raise NotifierError("plyer could not show the notification", cause=error) from error


def _forget(call: asyncio.Future[None]) -> None:
    if not call.cancelled():
        call.exception()  # it was reported as failed already
