"""Sound that is lost in the middle of a session is told, once, and that it is back; what is well is not looked at."""

from __future__ import annotations

import asyncio

from routine.core.state.session import Part, Say
from routine.daemon.lost_sound import Found, watch_sound
from routine.daemon.session_sounds import SessionSounds, missing_parts
from routine.ports.outputs import OutputError, Probed
from tests.daemon.recording_outputs import FakeCallLater, RecordingOutputs, perform, settle

DEVICE = OutputError("no sound device")


class Watched:
    """What the session is told while it is watched over."""

    def __init__(self, sounds: SessionSounds, found: Found | None = None, again_s: float = 0.0) -> None:
        self.told: list[tuple[Part, ...]] = []
        self.looks = 0
        self._look = sounds.probe_heard
        sounds.probe_heard = self._looked  # type: ignore[method-assign] # counted
        well = found or {"voice": Probed(), "sound": Probed(), "staying awake": Probed()}
        self.task = asyncio.ensure_future(watch_sound(sounds, well, self._tell, again_s))

    async def _looked(self) -> dict[Part, Probed]:
        self.looks += 1
        return await self._look()

    async def _tell(self, found: Found) -> None:
        self.told.append(missing_parts(found))

    async def until_told(self, times: int) -> None:
        async with asyncio.timeout(60):
            while len(self.told) < times:
                await asyncio.sleep(0.001)


def test_a_device_that_goes_in_silence_is_told_and_its_return_too() -> None:
    async def scenario(sounds: SessionSounds, outputs: RecordingOutputs, later: FakeCallLater) -> None:
        watched = Watched(sounds)
        await settle()
        assert watched.looks == 0
        outputs.fails["device"] = DEVICE
        outputs.lose()
        await watched.until_told(1)
        await settle()
        assert watched.looks > 1, "it is looked for by itself, without a word to be said"
        assert watched.told == [("voice", "sound")]
        outputs.fails.clear()
        await watched.until_told(2)
        looks = watched.looks
        await settle()
        assert (watched.told[1:], watched.looks) == ([()], looks), "what is well is left alone"
        watched.task.cancel()

    perform(scenario)


def test_a_voice_that_fails_once_is_told_only_if_it_is_really_gone() -> None:
    async def scenario(sounds: SessionSounds, outputs: RecordingOutputs, later: FakeCallLater) -> None:
        watched = Watched(sounds)
        await settle()
        outputs.fails["voice"] = OutputError("it did not end in time")
        sounds.perform([Say("Lie flat.")])
        await settle()
        assert (watched.told, watched.looks) == ([], 1)
        watched.task.cancel()

    perform(scenario)


def test_what_was_never_there_is_neither_told_again_nor_looked_for() -> None:
    async def scenario(sounds: SessionSounds, outputs: RecordingOutputs, later: FakeCallLater) -> None:
        outputs.fails["device"] = outputs.fails["voice"] = DEVICE
        silent = Probed(problem="no sound device", no_device=True)
        watched = Watched(sounds, {"voice": silent, "sound": silent, "staying awake": Probed()})
        await settle()
        sounds.perform([Say("Lie flat.")])
        await settle()
        sounds.perform([Say("Half way.")])
        await settle()
        assert (watched.told, watched.looks) == ([], 1)
        watched.task.cancel()

    perform(scenario)
