"""What is heard of a session's effects, in which order, and what never holds it up."""

from __future__ import annotations

import asyncio

import pytest

from routine.core.state.session import Chime, Part, Say
from routine.daemon.session_sounds import SessionSounds, missing_parts
from routine.ports.outputs import OutputError, Probed
from tests.daemon.recording_outputs import FakeCallLater, RecordingOutputs, perform, settle, speak


def test_effects_are_heard_in_order_with_the_music_ducked_until_the_last() -> None:
    async def scenario(sounds: SessionSounds, outputs: RecordingOutputs, later: FakeCallLater) -> None:
        sounds.perform([Chime("step-end"), Say("Rinse.")])
        await settle()

    assert perform(scenario).heard == ["*step-end*", "Rinse.", "|"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OutputError("no voice program", cause="127"), "no voice program"),
        (ValueError("broken"), "voice does not work because of an internal error"),
        (OSError(5, "?"), "voice does not work because of an internal error"),
    ],
)
def test_a_part_that_fails_is_told_of_and_the_rest_goes_on(error: Exception, said: str) -> None:
    async def scenario(sounds: SessionSounds, outputs: RecordingOutputs, later: FakeCallLater) -> None:
        outputs.fails["voice"] = error
        sounds.perform([Say("Lie flat."), Chime("lead-in")])
        await settle()
        assert sounds.facts().failed["voice"] == said
        outputs.fails.clear()
        sounds.perform([Say("Half way.")])
        await settle()
        assert sounds.facts().failed == {}

    assert perform(scenario).heard == ["*lead-in*", "|", "Half way.", "|"]


def test_a_session_keeps_the_machine_awake_and_lets_it_sleep_afterwards() -> None:
    async def scenario(sounds: SessionSounds, outputs: RecordingOutputs, later: FakeCallLater) -> None:
        sounds.want(inhibit=True, music=False)
        sounds.want(inhibit=True, music=False)
        await settle()
        assert sounds.facts().awake
        sounds.want(inhibit=False, music=False)
        await settle()
        assert not sounds.facts().awake

    assert perform(scenario).heard == ["awake", "open", "may sleep", "close"]


def test_music_plays_while_it_is_wished_and_there_is_some() -> None:
    async def scenario(sounds: SessionSounds, outputs: RecordingOutputs, later: FakeCallLater) -> None:
        for music in (True, True, False):
            sounds.want(inhibit=True, music=music)
            await settle()

    assert perform(scenario).heard == ["awake", "open", "music /songs", "music None"]
    assert perform(scenario, music="").heard == ["awake", "open"]


def test_the_end_of_a_session_is_heard_to_its_end() -> None:
    async def scenario(sounds: SessionSounds, outputs: RecordingOutputs, later: FakeCallLater) -> None:
        sounds.want(inhibit=True, music=True)
        await settle()
        ended = asyncio.Event()
        outputs.say = lambda text: speak(outputs, text, ended)  # type: ignore[method-assign] # a voice that speaks for a while
        sounds.perform([Chime("finished"), Say("Finished.")])
        sounds.want(inhibit=False, music=False)
        await settle()
        assert "close" not in outputs.heard
        ended.set()
        await settle()

    heard = perform(scenario).heard
    assert heard[3:] == ["music None", "*finished*", "Finished.", "|", "may sleep", "close"]


def test_a_machine_that_cannot_be_kept_awake_does_not_stop_the_rest() -> None:
    async def scenario(sounds: SessionSounds, outputs: RecordingOutputs, later: FakeCallLater) -> None:
        outputs.fails["hold"] = OutputError("no bus")
        outputs.fails["music"] = OutputError("no music")
        sounds.want(inhibit=True, music=True)
        sounds.perform([Say("Lie flat.")])
        await settle()
        assert sounds.facts().failed == {"staying awake": "no bus", "music": "no music"}

    assert "Lie flat." in perform(scenario).heard


def test_a_device_that_hangs_at_opening_does_not_delay_the_voice() -> None:
    async def scenario(sounds: SessionSounds, outputs: RecordingOutputs, later: FakeCallLater) -> None:
        outputs.hangs.add("open")
        sounds.want(inhibit=True, music=True)
        sounds.perform([Say("Lie flat.")])
        await settle()
        assert outputs.heard[-2:] == ["Lie flat.", "|"]
        await sounds.close()

    perform(scenario)


def test_closing_falls_silent_and_lets_go_of_everything() -> None:
    async def scenario(sounds: SessionSounds, outputs: RecordingOutputs, later: FakeCallLater) -> None:
        sounds.want(inhibit=True, music=True)
        await settle()
        outputs.hangs.add("voice")
        sounds.perform([Say("Lie flat.")])
        await settle()
        sounds.perform([Say("Half way.")])
        await sounds.close()
        await settle()

    assert perform(scenario).heard[3:] == ["Lie flat.", "(Lie flat. cut)", "|", "may sleep", "close"]


def test_what_is_missing_is_known_before() -> None:
    async def scenario(sounds: SessionSounds, outputs: RecordingOutputs, later: FakeCallLater) -> None:
        assert [part.problem for part in (await sounds.probe()).values()] == [None, None, None, "no music there"]
        outputs.fails["probe"] = RuntimeError("odd")
        assert [part.problem for part in (await sounds.probe()).values()][:3] == [
            f"{name} does not work because of an internal error" for name in ("voice", "sound", "staying awake")
        ]

    perform(scenario, music="/gone")


def test_without_a_device_neither_voice_nor_music_is_heard() -> None:
    found: dict[Part, Probed] = {
        "voice": Probed("espeak-ng, en"),
        "sound": Probed(problem="no sound device can be used", no_device=True),
        "staying awake": Probed(),
        "music": Probed(),
    }
    assert missing_parts(found) == ("voice", "sound", "music")


def test_a_voice_that_plays_by_itself_is_heard_where_only_our_player_cannot_be_had() -> None:
    found: dict[Part, Probed] = {"voice": Probed("spd-say, en"), "sound": Probed(problem="no miniaudio")}
    assert missing_parts(found) == ("sound",)
