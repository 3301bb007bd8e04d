"""What is really heard: chimes, voice and music recorded from a private sound server that plays to nobody."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Callable, Coroutine, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from routine.adapters.audio.sound import CHIMES, PlayerSound
from routine.adapters.audio.voice import ProgramVoice
from routine.core.config.speech import Speech
from routine.core.state.session import Chime, Say
from routine.daemon.doctor.sound_and_awake import send_test
from routine.daemon.session_sounds import SessionSounds
from routine.ports.outputs import Probed
from tests.e2e.desktop import Program, needed, wait_for
from tests.e2e.sound_server import PITCH, RATE, Recording, SoundServer, a_song, spans


@pytest.fixture
def sound_server(tmp_path: Path) -> Iterator[SoundServer]:
    made = SoundServer(tmp_path)
    yield made
    made.close()


@pytest.fixture
def song(tmp_path: Path) -> Path:
    """Twenty seconds of one high tone."""
    return a_song(tmp_path / "song.wav", seconds=20)


class NoInhibitor:
    """Nothing to keep awake."""

    async def probe(self) -> Probed:
        return Probed("none")

    async def hold(self) -> None: ...

    async def release(self) -> None: ...


def run(scenario: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(scenario)


async def until(condition: Callable[[], object], within_s: float = 30) -> None:
    async with asyncio.timeout(within_s):
        while not condition():
            await asyncio.sleep(0.02)


def test_a_chime_is_heard_before_the_words_that_follow_it(sound_server: SoundServer) -> None:
    async def scenario() -> None:
        sound = sound_server.sound()
        sounds = SessionSounds(ProgramVoice(Speech(), sound_server.environ, sound), sound, NoInhibitor())
        sounds.want(inhibit=True, music=False)
        sounds.perform([Chime("step-end"), Say("Rinse with lukewarm water.")])
        await until(lambda: sounds.facts().speaking)
        await until(lambda: not sounds.facts().speaking)
        assert sounds.facts().failed == {}
        await sounds.close()

    run(scenario())
    heard = sound_server.heard()
    bell = spans(heard.tone(783.99), 2000)
    loud = spans(heard.loudness(), 300)
    assert bell, "the bell rang"
    assert bell[0][0] - loud[0][0] <= 1, "nothing came before it"
    words = [span for span in spans(heard.loudness()[bell[0][0] + 18 :], 300, gap=12) if span[1] - span[0] > 15]
    assert words, "words of a second at least followed"


def test_music_is_lower_under_words_and_fades_out_at_the_end(sound_server: SoundServer, song: Path) -> None:
    async def scenario() -> None:
        sound = sound_server.sound()
        sounds = SessionSounds(ProgramVoice(Speech(), sound_server.environ, sound), sound, NoInhibitor(), str(song))
        sounds.want(inhibit=True, music=True)
        await until(lambda: sounds.facts().music)
        begun = sound_server.seconds
        await until(lambda: sound_server.seconds > begun + 5)
        sounds.perform([Say("Half way. Keep the face still, and let the jaw be loose.")])
        await until(lambda: sounds.facts().speaking)
        await until(lambda: not sounds.facts().speaking)
        spoken = sound_server.seconds
        await until(lambda: sound_server.seconds > spoken + 2)
        sounds.want(inhibit=True, music=False)
        stilled = sound_server.seconds
        await until(lambda: sound_server.seconds > stilled + 4.5)
        await sounds.close()

    run(scenario())
    music = sound_server.heard().tone(PITCH)
    full = max(music)
    assert 7000 < full < 9000
    first, low, last = music.index(full), spans([full / 2 - level for level in music], full / 4), len(music)
    under_words = [span for span in low if first < span[0] and span[1] < last - 1]
    assert under_words, "it was lowered in between"
    # The longest: on a busy machine the music may have a short hole besides.
    begins, ends = max(under_words, key=lambda span: span[1] - span[0])
    middle = (begins + ends) // 2
    assert 0.1 * full < music[middle] < 0.3 * full
    end = max(at for at, level in enumerate(music) if level > 0.95 * full)
    silent = next(at for at in range(end, last) if music[at] < 0.01 * full)
    assert 2.0 < (silent - end) / 20 < 3.5, "a fade of three seconds"
    fade = music[end:silent]
    assert all(b <= a + 0.02 * full for a, b in pairwise(fade)), "evenly down"
    assert max(music[silent:]) < 0.02 * full, "and then nothing"


def test_an_alarm_cuts_what_is_being_said(sound_server: SoundServer) -> None:
    async def scenario() -> None:
        sound = sound_server.sound()
        sounds = SessionSounds(ProgramVoice(Speech(), sound_server.environ, sound), sound, NoInhibitor())
        await sound.open()
        sounds.perform([Say("one two three four five six seven eight nine ten. " * 19)])
        await until(lambda: max(_last_second(sound_server)) > 1000)
        sounds.perform([Chime("alarm")])
        await until(lambda: not sounds.facts().speaking)  # uncut, it lasts more than twice as long as this waits
        await sounds.close()

    run(scenario())
    heard = sound_server.heard()
    assert max(heard.tone(1046.5)) > 2000


def _last_second(sound_server: SoundServer) -> list[float]:
    data = sound_server.file.read_bytes()[-2 * RATE :]
    samples = array("h")
    samples.frombytes(data[: len(data) // 2 * 2])
    return Recording(samples).loudness() or [0.0]


def test_a_sound_server_that_hangs_holds_nothing_up(sound_server: SoundServer) -> None:
    async def scenario() -> None:
        sound = PlayerSound(sound_server.environ, answer_s=1)
        await sound.chime("step-end")
        sound_server.server.freeze()
        sounds = SessionSounds(ProgramVoice(Speech(), sound_server.environ, sound), sound, NoInhibitor())
        sounds.perform([Chime("alarm"), Say("Time is up.")])
        sounds.want(inhibit=True, music=False)
        looks = 0

        def failed() -> bool:
            nonlocal looks
            looks += 1
            return bool(sounds.facts().failed)

        await until(failed)
        assert looks > 1, "the loop went on while nothing answered"
        told = sounds.facts().failed["sound"]
        # Whichever is noticed first: the chime that does not end, or the player, which ends without its device.
        assert "did not end in time" in told or told == "the sound player has ended"
        sound_server.server.thaw()
        await sounds.close()

    run(scenario())


def test_a_sound_server_that_comes_back_is_heard_again(sound_server: SoundServer) -> None:
    async def scenario() -> None:
        sound = PlayerSound(sound_server.environ, answer_s=2)
        await sound.chime("step-end")
        player = sound._player
        assert player
        player._process.kill()  # as a crash: no other way to make one
        await until(lambda: not player.alive)
        await sound.chime("alarm")
        await sound.close()

    run(scenario())
    assert max(sound_server.heard().tone(1046.5)) > 2000


@pytest.mark.parametrize("words", ["-w/tmp/routine-injected.wav now", "--stdout now", "-- now", "-f /etc/passwd"])
def test_words_that_look_like_options_are_spoken(sound_server: SoundServer, words: str) -> None:
    async def scenario() -> None:
        sound = sound_server.sound()
        await ProgramVoice(Speech(), sound_server.environ, sound).say(words)
        await sound.close()

    run(scenario())
    assert max(sound_server.heard().loudness()) > 1000
    assert not Path("/tmp/routine-injected.wav").exists()


def test_espeak_is_heard_by_itself_where_our_player_cannot_be(sound_server: SoundServer) -> None:
    async def scenario() -> None:
        broken = PlayerSound(sound_server.environ, answer_s=5, command=("/nonexistent",))
        await ProgramVoice(Speech(), sound_server.environ, broken).say("Half way.")

    run(scenario())
    assert max(sound_server.heard().loudness()) > 1000


def test_speech_dispatcher_is_heard_where_it_is_chosen(sound_server: SoundServer) -> None:
    needed("spd-say", "speech-dispatcher")
    socket = sound_server.runtime / "speech-dispatcher/speechd.sock"
    socket.parent.mkdir()
    command = ["speech-dispatcher", "--run-single", "--communication-method", "unix_socket"]
    server = Program([*command, "--socket-path", str(socket)], sound_server.environ, sound_server.root / "speechd.log")
    try:
        wait_for(socket.exists, "speech-dispatcher is there", 20)
        voice = ProgramVoice(Speech(program="spd-say"), sound_server.environ, None, answer_s=20)
        assert run(voice.probe()).problem is None
        run(voice.say("!-!STOP all Half way."))
        assert max(sound_server.heard().loudness()) > 1000
    finally:
        server.end()


def test_a_language_that_no_voice_speaks_is_told_of_before(sound_server: SoundServer) -> None:
    probed = run(ProgramVoice(Speech(language="xx-none"), sound_server.environ, None).probe())
    assert probed.problem
    assert "espeak-ng" in probed.problem


def test_every_chime_can_be_heard(sound_server: SoundServer) -> None:
    async def scenario() -> None:
        sound = sound_server.sound()
        for chime in sorted(CHIMES.glob("*.wav")):
            await sound.chime(chime.stem)
            await asyncio.sleep(0.6)
        await sound.close()

    run(scenario())
    assert len(spans(sound_server.heard().loudness(), 500)) >= 4


def test_the_doctors_chime_and_sentence_are_heard(sound_server: SoundServer) -> None:
    sound = sound_server.sound()
    found = send_test(lambda: SessionSounds(ProgramVoice(Speech(), sound_server.environ, sound), sound, NoInhibitor()))
    assert found.ok, found.text
    heard = sound_server.heard()
    assert spans(heard.tone(783.99), 2000)
    assert max(last - first for first, last in spans(heard.loudness(), 300, gap=12)) > 30
