"""What is heard of a session's effects, in which order, and what never holds it up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from routine.core.state.session import Chime, Part, Say
from routine.daemon.session_sounds import SessionSounds, missing_parts
from routine.ports import OutputError, Probed


class Parts:
    """Voice, sound and inhibitor in one, noting what happens; a part named in `hangs` waits until it is cancelled."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.hangs: set[str] = set()
        self.fails: dict[str, Exception] = {}

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

    async def music(self, source: str | None, fade_s: float) -> None:
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

    async def check_music(self, source: str) -> str | None:
        return "no music there" if source == "/gone" else None

    async def probe(self) -> Probed:
        if "probe" in self.fails:
            raise self.fails["probe"]
        return Probed("part", None)


class Later:
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


Scenario = Callable[[SessionSounds, Parts, Later], Awaitable[None]]


def perform(scenario: Scenario, music: str = "/songs") -> Parts:
    parts, later = Parts(), Later()

    async def run() -> None:
        sounds = SessionSounds(parts, parts, parts, music, later)
        await scenario(sounds, parts, later)
        parts.hangs.clear()
        parts.fails.clear()

    asyncio.run(run())
    return parts


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def test_effects_are_heard_in_order_with_the_music_ducked_until_the_last() -> None:
    async def scenario(sounds: SessionSounds, parts: Parts, later: Later) -> None:
        sounds.perform([Chime("step-end"), Say("Rinse.")])
        await settle()

    assert perform(scenario).heard == ["*step-end*", "Rinse.", "|"]


def test_effects_of_one_moment_belong_together() -> None:
    async def scenario(sounds: SessionSounds, parts: Parts, later: Later) -> None:
        sounds.perform([Chime("step-end")])
        sounds.perform([Say("Rinse.")])
        await settle()

    assert perform(scenario).heard == ["*step-end*", "Rinse.", "|"]


def test_perform_returns_at_once_though_the_voice_hangs() -> None:
    async def scenario(sounds: SessionSounds, parts: Parts, later: Later) -> None:
        parts.hangs.add("voice")
        sounds.perform([Say("Lie flat.")])
        await settle()
        sounds.perform([Say("Half way.")])
        assert parts.heard == ["Lie flat."]
        await sounds.close()

    perform(scenario)


def test_newer_words_give_the_older_a_moment_and_then_cut_them() -> None:
    async def scenario(sounds: SessionSounds, parts: Parts, later: Later) -> None:
        parts.hangs.add("voice")
        sounds.perform([Say("Lie flat."), Say("No talking.")])
        await settle()
        sounds.perform([Say("Half way.")])
        await settle()
        assert parts.heard == ["Lie flat."]
        assert [delay for delay, _, _ in later.due] == [1.0]
        parts.hangs.clear()
        later.pass_by()
        await settle()

    assert perform(scenario).heard == ["Lie flat.", "(Lie flat. cut)", "|", "Half way.", "|"]


def test_what_ends_within_that_moment_is_not_cut_nor_is_what_follows() -> None:
    async def scenario(sounds: SessionSounds, parts: Parts, later: Later) -> None:
        ended = asyncio.Event()
        parts.say = lambda text: _say(parts, text, ended)  # type: ignore[method-assign] # a voice that speaks for a while
        sounds.perform([Say("Lie flat.")])
        await settle()
        sounds.perform([Say("Half way.")])
        ended.set()
        await settle()
        later.pass_by()
        await settle()

    assert perform(scenario).heard == ["Lie flat.", "|", "Half way.", "|"]


async def _say(parts: Parts, text: str, ended: asyncio.Event) -> None:
    parts.heard.append(text)
    await ended.wait()


def test_an_alarm_waits_for_nobody() -> None:
    async def scenario(sounds: SessionSounds, parts: Parts, later: Later) -> None:
        parts.hangs.add("voice")
        sounds.perform([Say("Lie flat.")])
        await settle()
        parts.hangs.clear()
        sounds.perform([Chime("alarm"), Say("Time is up.")])
        await settle()
        assert not later.due

    assert perform(scenario).heard == ["Lie flat.", "(Lie flat. cut)", "|", "*alarm*", "Time is up.", "|"]


def test_nothing_that_did_not_begin_is_said_late() -> None:
    async def scenario(sounds: SessionSounds, parts: Parts, later: Later) -> None:
        parts.hangs.add("chime")
        sounds.perform([Chime("step-end"), Say("Half way.")])
        await settle()
        for left in range(20, 0, -1):
            sounds.perform([Say(f"{left} seconds left.")])
            await settle()
        parts.hangs.clear()
        later.pass_by()
        await settle()

    heard = perform(scenario).heard
    assert "Half way." not in heard
    assert heard[-2:] == ["1 seconds left.", "|"]
    assert len(heard) == 5


@pytest.mark.parametrize("error", [OutputError("no voice program"), ValueError("broken"), OSError(5, "?")])
def test_a_part_that_fails_is_told_of_and_the_rest_goes_on(error: Exception) -> None:
    async def scenario(sounds: SessionSounds, parts: Parts, later: Later) -> None:
        parts.fails["voice"] = error
        sounds.perform([Say("Lie flat."), Chime("lead-in")])
        await settle()
        assert str(error) in sounds.facts().failed["voice"]
        parts.fails.clear()
        sounds.perform([Say("Half way.")])
        await settle()
        assert sounds.facts().failed == {}

    assert perform(scenario).heard == ["*lead-in*", "|", "Half way.", "|"]


def test_a_session_keeps_the_machine_awake_and_lets_it_sleep_afterwards() -> None:
    async def scenario(sounds: SessionSounds, parts: Parts, later: Later) -> None:
        sounds.want(inhibit=True, music=False)
        sounds.want(inhibit=True, music=False)
        await settle()
        assert sounds.facts().awake
        sounds.want(inhibit=False, music=False)
        await settle()
        assert not sounds.facts().awake

    assert perform(scenario).heard == ["awake", "open", "may sleep", "close"]


def test_music_plays_while_it_is_wished_and_there_is_some() -> None:
    async def scenario(sounds: SessionSounds, parts: Parts, later: Later) -> None:
        for music in (True, True, False):
            sounds.want(inhibit=True, music=music)
            await settle()

    assert perform(scenario).heard == ["awake", "open", "music /songs", "music None"]
    assert perform(scenario, music="").heard == ["awake", "open"]


def test_the_end_of_a_session_is_heard_to_its_end() -> None:
    async def scenario(sounds: SessionSounds, parts: Parts, later: Later) -> None:
        sounds.want(inhibit=True, music=True)
        await settle()
        ended = asyncio.Event()
        parts.say = lambda text: _say(parts, text, ended)  # type: ignore[method-assign] # a voice that speaks for a while
        sounds.perform([Chime("finished"), Say("Finished.")])
        sounds.want(inhibit=False, music=False)
        await settle()
        assert "close" not in parts.heard
        ended.set()
        await settle()

    heard = perform(scenario).heard
    assert heard[3:] == ["music None", "*finished*", "Finished.", "|", "may sleep", "close"]


def test_a_machine_that_cannot_be_kept_awake_does_not_stop_the_rest() -> None:
    async def scenario(sounds: SessionSounds, parts: Parts, later: Later) -> None:
        parts.fails["hold"] = OutputError("no bus")
        parts.fails["music"] = OutputError("no music")
        sounds.want(inhibit=True, music=True)
        sounds.perform([Say("Lie flat.")])
        await settle()
        assert sounds.facts().failed == {"staying awake": "no bus", "music": "no music"}

    assert "Lie flat." in perform(scenario).heard


def test_a_device_that_hangs_at_opening_does_not_delay_the_voice() -> None:
    async def scenario(sounds: SessionSounds, parts: Parts, later: Later) -> None:
        parts.hangs.add("open")
        sounds.want(inhibit=True, music=True)
        sounds.perform([Say("Lie flat.")])
        await settle()
        assert parts.heard[-2:] == ["Lie flat.", "|"]
        await sounds.close()

    perform(scenario)


def test_closing_falls_silent_and_lets_go_of_everything() -> None:
    async def scenario(sounds: SessionSounds, parts: Parts, later: Later) -> None:
        sounds.want(inhibit=True, music=True)
        await settle()
        parts.hangs.add("voice")
        sounds.perform([Say("Lie flat.")])
        await settle()
        sounds.perform([Say("Half way.")])
        await sounds.close()
        await settle()

    assert perform(scenario).heard[3:] == ["Lie flat.", "(Lie flat. cut)", "|", "may sleep", "close"]


def test_what_is_missing_is_known_before() -> None:
    async def scenario(sounds: SessionSounds, parts: Parts, later: Later) -> None:
        assert [part.problem for part in (await sounds.probe()).values()] == [None, None, None, "no music there"]
        parts.fails["probe"] = RuntimeError("odd")
        assert [part.problem for part in (await sounds.probe()).values()][:3] == [
            f"{name} cannot be looked at: RuntimeError: odd" for name in ("voice", "sound", "staying awake")
        ]

    perform(scenario, music="/gone")


def test_without_a_device_neither_voice_nor_music_is_heard() -> None:
    found: dict[Part, Probed] = {
        "voice": Probed("voice (espeak-ng, en)"),
        "sound": Probed("sound", "no sound device can be used", no_device=True),
        "staying awake": Probed("staying awake"),
        "music": Probed("music"),
    }
    assert missing_parts(found) == ("voice", "sound", "music")


def test_a_voice_that_plays_by_itself_is_heard_where_only_our_player_cannot_be_had() -> None:
    found: dict[Part, Probed] = {"voice": Probed("voice (spd-say, en)"), "sound": Probed("sound", "no miniaudio")}
    assert missing_parts(found) == ("sound",)


def test_nothing_to_perform_does_nothing() -> None:
    async def scenario(sounds: SessionSounds, parts: Parts, later: Later) -> None:
        sounds.perform([])
        sounds.perform(iter(()))
        await settle()

    assert perform(scenario).heard == []
