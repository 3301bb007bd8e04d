"""The sound against players that hang, crash and lie, and files that are no music; what is heard: tests/e2e."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from routine.adapters.audio.sound import CHIMES, PlayerSound
from routine.ports.outputs import CutShortError, OutputError, Probed
from tests.adapters.audio.programs import is_alive, run
from tests.e2e.desktop import wait_for
from tests.failing import fails

ROOT = Path(__file__).parents[3]
READY = 'print(json.dumps({"ready": "test"}), flush=True)\n'
PLAYS = """
for line in sys.stdin:
    order = json.loads(line)
    note(order)
    if order["do"] == "play":
        print(json.dumps({"played": order["id"]}), flush=True)
    if order["do"] == "end":
        break
"""


class Players:
    """Players that note what they are told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def sound(self, body: str, answer_s: float = 20) -> PlayerSound:
        file = self.folder / "player.py"
        file.write_text(f"""
import json, os, sys, time
def note(what):
    with open({str(self.folder)!r} + "/notes", "a") as notes:
        notes.write(json.dumps(what) + "\\n")
note(os.getpid())
{body}""")
        return PlayerSound(os.environ, 60, answer_s, (sys.executable, str(file)))

    @property
    def notes(self) -> list[Any]:
        import json

        file = self.folder / "notes"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    @property
    def pids(self) -> list[int]:
        return [note for note in self.notes if isinstance(note, int)]

    @property
    def orders(self) -> list[dict[str, Any]]:
        return [note for note in self.notes if isinstance(note, dict)]


@pytest.fixture
def players(tmp_path: Path) -> Players:
    return Players(tmp_path)


@pytest.fixture
def deaf(tmp_path: Path) -> dict[str, str]:
    """An environment in which no sound server and no card is to be found."""
    (tmp_path / "none").write_text("")
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "PULSE_SERVER": "unix:/nonexistent",
        "XDG_RUNTIME_DIR": "/nonexistent",
        "ALSA_CONFIG_PATH": str(tmp_path / "none"),
    }


def test_a_chime_is_asked_for_by_its_file(players: Players) -> None:
    async def scenario() -> None:
        sound = players.sound(READY + PLAYS)
        await sound.chime("alarm")
        await sound.close()

    run(scenario())
    played = [order for order in players.orders if order["do"] == "play"]
    assert [order["file"] for order in played] == [str(CHIMES / "alarm.wav")]


def test_one_player_serves_a_whole_session_and_ends_with_it(players: Players) -> None:
    async def scenario() -> None:
        sound = players.sound(READY + PLAYS)
        await sound.open()
        await sound.chime("lead-in")
        await sound.chime("step-end")
        await sound.close()

    run(scenario())
    (pid,) = players.pids
    assert not is_alive(pid)


def test_no_player_runs_before_it_is_needed(players: Players) -> None:
    async def scenario() -> None:
        sound = players.sound(READY + PLAYS)
        sound.duck(True)
        await sound.music(None)
        await sound.close()

    run(scenario())
    assert not players.pids


def test_a_player_that_never_is_ready_is_ended_and_told_of(players: Players) -> None:
    probed = run(players.sound("time.sleep(60)", answer_s=2).probe())
    assert (probed.problem or "").startswith("the sound device did not respond within 2 seconds")
    assert not is_alive(players.pids[0])


def test_a_player_that_hangs_at_a_sound_is_ended_and_the_next_sound_has_another(players: Players) -> None:
    async def scenario() -> None:
        sound = players.sound(READY + "time.sleep(60)", answer_s=3)
        for _ in range(2):
            with pytest.raises(CutShortError):
                await sound.chime("alarm")
        await sound.close()

    run(scenario())
    assert len(players.pids) == 2
    assert not [pid for pid in players.pids if is_alive(pid)]


@pytest.mark.parametrize("body", ["os.kill(os.getpid(), 11)", "sys.exit(3)", "print('what?')", ""])
def test_a_player_that_ends_at_once_is_a_problem_and_nothing_else(players: Players, body: str) -> None:
    async def scenario() -> Probed:
        sound = players.sound(body)
        await sound.open()
        with fails(OutputError, "ended"):
            await sound.chime("alarm")
        return await sound.probe()

    assert "ended" in str(run(scenario()).problem)


def test_a_crash_in_the_middle_is_told_as_one_and_not_waited_out(players: Players) -> None:
    async def scenario() -> None:
        sound = players.sound(READY + "sys.stdin.readline(); sys.stdin.readline(); os.abort()", answer_s=3600)
        with fails(OutputError, "ended"):
            await sound.chime("alarm")
        await sound.close()

    run(scenario())


def test_after_a_crash_the_music_goes_on_ducked_as_it_was(players: Players, tmp_path: Path) -> None:
    once = f'if not os.path.exists({str(tmp_path)!r} + "/crashed"):\n    open({str(tmp_path)!r} + "/crashed", "w")\n'
    crash = once + '    for line in sys.stdin:\n        if "music" in line: os.abort()\n'

    async def scenario() -> None:
        sound = players.sound(READY + crash + PLAYS)
        await sound.music(str(CHIMES))
        sound.duck(True)
        # Its process is gone a little before the end of its pipe is read: only then is it known here.
        while sound._player and sound._player.alive:
            await asyncio.sleep(0.01)
        await sound.chime("alarm")
        await sound.close()

    run(scenario())
    assert len(players.pids) == 2
    assert [order["do"] for order in players.orders] == ["duck", "music", "play", "drop", "end"]
    assert players.orders[0]["on"] is True


def test_falling_silent_drops_the_sound(players: Players) -> None:
    async def scenario() -> None:
        sound = players.sound(READY + PLAYS.replace('"played"', '"ignored"'))
        playing = asyncio.create_task(sound.play(b"RIFF" + bytes(100)))
        while not any(order["do"] == "play" for order in players.orders):
            await asyncio.sleep(0.01)
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)
        await sound.close()

    run(scenario())
    assert [order["do"] for order in players.orders] == ["duck", "play", "drop", "end"]


def test_without_a_device_it_says_so_and_what_to_do(deaf: dict[str, str]) -> None:
    probed = run(PlayerSound(deaf, answer_s=20).probe())
    assert probed.problem == "no sound device can be used"
    assert "Check the speaker and the volume." in (probed.remedy or "")
    assert probed.cause and probed.no_device


def test_without_a_device_a_chime_is_an_error_for_people_and_no_other(deaf: dict[str, str]) -> None:
    with fails(OutputError, "no sound device"):
        run(PlayerSound(deaf, answer_s=20).chime("alarm"))


def test_shipped_chimes_are_music_that_can_be_played(deaf: dict[str, str]) -> None:
    for chime in ("lead-in", "step-end", "alarm", "finished"):
        assert run(PlayerSound(deaf, answer_s=20).check_music(str(CHIMES / f"{chime}.wav"))) == Probed()


@pytest.mark.parametrize("content", [b"", b"hello\n" * 100, bytes(5000), b"RIFF\xff\xff\xff\xffWAVEfmt "])
@pytest.mark.parametrize("name", ["song.mp3", "song.ogg", "song.wav", "-rf.flac"])
def test_a_file_that_is_no_audio_is_told_of_before(
    tmp_path: Path, deaf: dict[str, str], name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    found = run(PlayerSound(deaf, answer_s=20).check_music(str(tmp_path / name)))
    assert found.problem == f"there is no music that Routine can play in {tmp_path / name}"
    assert "mp3, flac, ogg and wav" in (found.remedy or "")


def test_one_good_file_makes_a_folder_of_music(tmp_path: Path, deaf: dict[str, str]) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    (folder / "broken.mp3").write_bytes(bytes(5000))
    assert run(PlayerSound(deaf, answer_s=20).check_music(str(folder))).problem
    (folder / "good.WAV").write_bytes((CHIMES / "alarm.wav").read_bytes())
    assert run(PlayerSound(deaf, answer_s=20).check_music(str(folder))) == Probed()


def test_music_that_is_not_there_is_named(tmp_path: Path, deaf: dict[str, str]) -> None:
    found = run(PlayerSound(deaf).check_music(str(tmp_path / "gone")))
    assert found.problem == f"there is no music at {tmp_path}/gone"
    with fails(OutputError, "no music"):
        run(PlayerSound(deaf).music(str(tmp_path / "gone")))


def test_the_player_ends_when_whoever_started_it_is_killed(players: Players) -> None:
    """Real pipes, real kill -9: nothing may go on playing, or hold the device, with nobody to stop it."""
    players.sound(READY + PLAYS)
    player = str(players.folder / "player.py")
    script = (
        "import asyncio, os, sys\nfrom routine.adapters.audio.sound import PlayerSound\n"
        f"asyncio.run(PlayerSound(os.environ, 60, 20, (sys.executable, {player!r})).open())\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False, timeout=60)
    (pid,) = players.pids
    wait_for(lambda: not is_alive(pid), "the player ended")


def test_the_daemon_itself_never_loads_an_audio_library() -> None:
    modules = "routine.adapters.audio.sound, routine.adapters.audio.voice, routine.daemon.session_sounds"
    script = f"import sys, {modules}; print('miniaudio' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_chimes_are_what_their_script_makes(tmp_path: Path) -> None:
    script = (
        "import runpy, pathlib\nmade = runpy.run_path('docs/make_chimes.py')\n"
        f"made['main'].__globals__['FOLDER'] = pathlib.Path({str(tmp_path)!r})\nmade['main']()\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
    assert {file.name: file.read_bytes() for file in tmp_path.glob("*.wav")} == {
        file.name: file.read_bytes() for file in CHIMES.glob("*.wav")
    }
