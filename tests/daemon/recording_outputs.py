"""A session's voice, sound and inhibitor that note what is heard, and a clock that passes when told to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from routine.daemon.session_sounds import SessionSounds
from routine.ports.outputs import Probed


class RecordingOutputs:
    """Voice, sound and inhibitor in one, noting what happens; a part named in `hangs` waits until it is cancelled."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.hangs: set[str] = set()
        self.fails: dict[str, Exception] = {}
        self.lose: Callable[[], object] = lambda: None

    async def _do(self, what: str, part: str) -> None:
        if part in self.fails:
            raise self.fails[part]
        self.heard.append(what)
        if part in self.hangs:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                self.heard.append(f"({what} cut)")
                raise

    async def say(self, text: str) -> None:
        await self._do(text, "voice")

    async def chime(self, name: str) -> None:
        await self._do(f"*{name}*", "chime")

    async def play(self, wav: bytes) -> None: ...

    async def open(self) -> None:
        await self._do("open", "open")

    def tell_lost(self, lost: Callable[[], object]) -> None:
        self.lose = lost

    async def music(self, source: str | None) -> None:
        await self._do(f"music {source}", "music")

    def duck(self, on: bool) -> None:
        if self.heard and on is False:
            self.heard.append("|")

    async def close(self) -> None:
        await self._do("close", "close")

    async def hold(self) -> None:
        await self._do("awake", "hold")

    async def release(self) -> None:
        await self._do("may sleep", "release")

    async def check_music(self, source: str) -> Probed:
        return Probed(problem="no music there" if source == "/gone" else None)

    async def probe(self) -> Probed:
        if "probe" in self.fails:
            raise self.fails["probe"]
        return Probed(problem="no sound device", no_device=True) if "device" in self.fails else Probed("part")


class FakeCallLater:
    """call_later without the waiting: `pass_by` lets the time pass."""

    def __init__(self) -> None:
        self.due: list[tuple[float, Callable[[], object], asyncio.TimerHandle]] = []

    def __call__(self, delay_s: float, what: Callable[[], object]) -> asyncio.TimerHandle:
        handle = asyncio.TimerHandle(0, what, (), asyncio.get_running_loop())
        self.due.append((delay_s, what, handle))
        return handle

    def pass_by(self) -> None:
        due, self.due = self.due, []
        for _, what, handle in due:
            if not handle.cancelled():
                what()


Scenario = Callable[[SessionSounds, RecordingOutputs, FakeCallLater], Awaitable[None]]


def perform(scenario: Scenario, music: str = "/songs") -> RecordingOutputs:
    """The parts after the scenario."""
    outputs, later = RecordingOutputs(), FakeCallLater()

    async def run() -> None:
        sounds = SessionSounds(outputs, outputs, outputs, music, later)
        await scenario(sounds, outputs, later)
        outputs.hangs.clear()
        outputs.fails.clear()

    asyncio.run(run())
    return outputs


async def settle() -> None:
    """Let everything happen that can."""
    for _ in range(20):
        await asyncio.sleep(0)


async def speak(outputs: RecordingOutputs, text: str, ended: asyncio.Event) -> None:
    """A voice that speaks until `ended`."""
    outputs.heard.append(text)
    await ended.wait()
