"""How late a word may still be said: what is cut, what is never begun, and what waits for nobody."""

from __future__ import annotations

import asyncio

from routine.core.state.session import Chime, Say
from routine.daemon.session_sounds import SessionSounds
from tests.daemon.recording_outputs import FakeCallLater, RecordingOutputs, perform, settle, speak


def test_effects_of_one_moment_belong_together() -> None:
    async def scenario(sounds: SessionSounds, outputs: RecordingOutputs, later: FakeCallLater) -> None:
        sounds.perform([Chime("step-end")])
        sounds.perform([Say("Rinse.")])
        await settle()

    assert perform(scenario).heard == ["*step-end*", "Rinse.", "|"]


def test_perform_returns_at_once_though_the_voice_hangs() -> None:
    async def scenario(sounds: SessionSounds, outputs: RecordingOutputs, later: FakeCallLater) -> None:
        outputs.hangs.add("voice")
        sounds.perform([Say("Lie flat.")])
        await settle()
        sounds.perform([Say("Half way.")])
        assert outputs.heard == ["Lie flat."]
        await sounds.close()

    perform(scenario)


def test_newer_words_give_the_older_a_moment_and_then_cut_them() -> None:
    async def scenario(sounds: SessionSounds, outputs: RecordingOutputs, later: FakeCallLater) -> None:
        outputs.hangs.add("voice")
        sounds.perform([Say("Lie flat."), Say("No talking.")])
        await settle()
        sounds.perform([Say("Half way.")])
        await settle()
        assert outputs.heard == ["Lie flat."]
        assert [delay for delay, _, _ in later.due] == [1.0]
        outputs.hangs.clear()
        later.pass_by()
        await settle()

    assert perform(scenario).heard == ["Lie flat.", "(Lie flat. cut)", "|", "Half way.", "|"]


def test_what_ends_within_that_moment_is_not_cut_nor_is_what_follows() -> None:
    async def scenario(sounds: SessionSounds, outputs: RecordingOutputs, later: FakeCallLater) -> None:
        ended = asyncio.Event()
        outputs.say = lambda text: speak(outputs, text, ended)  # type: ignore[method-assign] # a voice that speaks for a while
        sounds.perform([Say("Lie flat.")])
        await settle()
        sounds.perform([Say("Half way.")])
        ended.set()
        await settle()
        later.pass_by()
        await settle()

    assert perform(scenario).heard == ["Lie flat.", "|", "Half way.", "|"]


def test_an_alarm_waits_for_nobody() -> None:
    async def scenario(sounds: SessionSounds, outputs: RecordingOutputs, later: FakeCallLater) -> None:
        outputs.hangs.add("voice")
        sounds.perform([Say("Lie flat.")])
        await settle()
        outputs.hangs.clear()
        sounds.perform([Chime("alarm"), Say("Time is up.")])
        await settle()
        assert not later.due

    assert perform(scenario).heard == ["Lie flat.", "(Lie flat. cut)", "|", "*alarm*", "Time is up.", "|"]


def test_nothing_that_did_not_begin_is_said_late() -> None:
    async def scenario(sounds: SessionSounds, outputs: RecordingOutputs, later: FakeCallLater) -> None:
        outputs.hangs.add("chime")
        sounds.perform([Chime("step-end"), Say("Half way.")])
        await settle()
        for left in range(20, 0, -1):
            sounds.perform([Say(f"{left} seconds left.")])
            await settle()
        outputs.hangs.clear()
        later.pass_by()
        await settle()

    heard = perform(scenario).heard
    assert "Half way." not in heard
    assert heard[-2:] == ["1 seconds left.", "|"]
    assert len(heard) == 5


def test_nothing_to_perform_does_nothing() -> None:
    async def scenario(sounds: SessionSounds, outputs: RecordingOutputs, later: FakeCallLater) -> None:
        sounds.perform([])
        sounds.perform(iter(()))
        await settle()

    assert perform(scenario).heard == []


def test_of_what_comes_at_one_moment_the_newest_six_are_heard() -> None:
    async def scenario(sounds: SessionSounds, outputs: RecordingOutputs, later: FakeCallLater) -> None:
        sounds.perform([Say(f"{n}.") for n in range(7)])
        await settle()

    assert perform(scenario).heard == ["1.", "2.", "3.", "4.", "5.", "6.", "|"]
