"""The voice against programs that hang, crash, lie and would take a text for an option."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from routine.adapters.audio.voice import ProgramVoice
from routine.core.config.speech import Speech
from routine.ports.outputs import CutShortError, OutputError, Probed
from tests.adapters.audio.programs import is_alive, run
from tests.failing import fails

WAV = b"RIFF" + bytes(24) + (44100).to_bytes(4, "little") + bytes(4000)
WRITES_WAV = 'if "--stdout" in sys.argv: sys.stdout.buffer.write(b"RIFF" + bytes(5000))\n'
HOSTILE = ["-w/tmp/x", "--", "-", "--help me", "-f /etc/passwd", "$(touch x)", "`touch x`", "a'b\"c", "!-!STOP all"]


class Programs:
    """A PATH of our own, with programs that note how they were called."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir()

    def add(self, name: str, body: str = "") -> None:
        note = f"""#!{sys.executable}
import json, os, sys, time
words = sys.stdin.read()
with open({str(self.folder)!r} + "/calls", "a") as calls:
    calls.write(json.dumps([os.getpid(), sys.argv[1:], words]) + "\\n")
"""
        (self.folder / name).write_text(note + body)
        (self.folder / name).chmod(0o755)

    @property
    def calls(self) -> list[tuple[int, list[str], str]]:
        import json

        file = self.folder / "calls"
        return [tuple(json.loads(line)) for line in file.read_text().splitlines()] if file.exists() else []

    def voice(self, sound: Player | None = None, answer_s: float = 20, **speech: Any) -> ProgramVoice:
        return ProgramVoice(Speech(**speech), {"PATH": str(self.folder)}, sound, "linux", answer_s)


class Player:
    """Stands in for the sound: what it was given to play; `fails` with this."""

    def __init__(self, fails: OutputError | None = None) -> None:
        self.played: list[bytes] = []
        self.fails = fails

    async def play(self, wav: bytes) -> None:
        if self.fails:
            raise self.fails
        self.played.append(wav)

    async def probe(self) -> Probed:
        return Probed()

    async def check_music(self, source: str) -> Probed:
        return Probed()

    async def open(self) -> None: ...

    async def chime(self, name: str) -> None: ...

    async def music(self, source: str | None) -> None: ...

    def duck(self, on: bool) -> None: ...

    def tell_lost(self, lost: Callable[[], object]) -> None: ...

    async def close(self) -> None: ...


@pytest.fixture
def programs(tmp_path: Path) -> Programs:
    return Programs(tmp_path / "programs")


def test_what_espeak_renders_is_played_by_us(programs: Programs) -> None:
    programs.add("espeak-ng", WRITES_WAV)
    player = Player()
    run(programs.voice(player, language="de", rate=120, volume=50).say("Halb um."))
    assert len(player.played) == 1
    ((_, options, words),) = programs.calls
    assert words == "Halb um."
    assert options == ["--stdin", "--stdout", "-b", "1", "-v", "de", "-s", "120", "-a", "100"]


def test_without_a_device_of_ours_the_program_speaks_by_itself(programs: Programs) -> None:
    programs.add("espeak-ng", WRITES_WAV)
    run(programs.voice(Player(OutputError("no device"))).say("Half way."))
    assert ["--stdout" in options for _, options, _ in programs.calls] == [True, False]


def test_words_that_were_cut_short_are_not_said_a_second_time(programs: Programs) -> None:
    programs.add("espeak-ng", WRITES_WAV)
    with pytest.raises(CutShortError):
        run(programs.voice(Player(CutShortError("hung"))).say("Half way."))
    assert len(programs.calls) == 1


@pytest.mark.parametrize("name", ["espeak-ng", "spd-say"])
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_an_option(programs: Programs, name: str, text: str) -> None:
    programs.add(name, WRITES_WAV)
    plain = programs.voice(Player(), program=name)
    run(plain.say("Sage"))
    run(plain.say(f"{text} now"))
    (_, usual, _), (_, options, words) = programs.calls
    assert options == usual
    assert words == f"{text} now".replace("!-!", "! !")


def test_spd_say_is_asked_to_wait_and_reads_its_words(programs: Programs) -> None:
    programs.add("spd-say")
    run(programs.voice(Player()).say("Half way."))
    ((_, options, words),) = programs.calls
    assert {"--wait", "--pipe-mode"} <= set(options)
    assert words == "Half way."


@pytest.mark.parametrize("text", ["", "\n\n", "—", "\x00\x07"])
def test_nothing_to_say_starts_nothing(programs: Programs, text: str) -> None:
    programs.add("espeak-ng", WRITES_WAV)
    run(programs.voice(Player()).say(text))
    assert not programs.calls


def test_a_voice_that_is_off_is_silent_and_no_problem(programs: Programs) -> None:
    voice = programs.voice(program="off")
    run(voice.say("Half way."))
    assert run(voice.probe()) == Probed("off")


def test_a_program_that_hangs_is_ended(programs: Programs) -> None:
    programs.add("espeak-ng", "time.sleep(60)\n")
    with fails(CutShortError, r"espeak-ng did not end within 2 seconds"):
        run(programs.voice(Player(), answer_s=2).say("Half way."))
    ((pid, _, _),) = programs.calls
    assert not is_alive(pid)


def test_what_a_hung_program_started_is_ended_too(programs: Programs) -> None:
    child = programs.folder / "child"
    starts = f'import subprocess; p = subprocess.Popen(["/bin/sleep", "60"]); open("{child}", "w").write(str(p.pid))\n'
    programs.add("espeak-ng", starts + "time.sleep(60)\n")
    with pytest.raises(CutShortError):
        run(programs.voice(Player(), answer_s=2).say("Half way."))
    pid = int(child.read_text())
    for _ in range(100):
        if not is_alive(pid) or "Z" in Path(f"/proc/{pid}/stat").read_text().split()[2]:
            return
        time.sleep(0.02)
    pytest.fail("the child still runs")


def test_falling_silent_ends_the_program_at_once(programs: Programs) -> None:
    programs.add("spd-say", "time.sleep(3600)\n")

    async def scenario() -> None:
        saying = asyncio.create_task(programs.voice().say("Brush on a thin layer."))
        while not programs.calls:
            await asyncio.sleep(0.01)
        saying.cancel()
        await asyncio.wait([saying], timeout=60)
        assert saying.cancelled(), "it waited for the program's end"

    run(scenario())
    assert not is_alive(programs.calls[0][0])


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('sys.exit("no such voice: xx")', "espeak-ng did not speak, status 1: no such voice: xx"),
        ("os.kill(os.getpid(), 11)", "espeak-ng did not speak, status -11"),
        ('print("hello")', "made no sound"),
        ("", "made no sound"),
        ("while True: sys.stdout.buffer.write(bytes(1000000))", "does not end"),
    ],
)
def test_a_program_that_fails_is_a_problem_said_before_the_session(programs: Programs, body: str, why: str) -> None:
    programs.add("espeak-ng", body)
    with fails(OutputError, why):
        run(programs.voice(Player()).say("Half way."))
    probed = run(programs.voice(Player()).probe())
    assert probed.problem


def test_without_any_program_it_says_what_to_install(programs: Programs) -> None:
    probed = run(programs.voice().probe())
    assert probed.problem == "no voice program was found (espeak-ng or spd-say)"
    assert probed.remedy == "Install espeak-ng, for example: sudo apt install espeak-ng"


@pytest.mark.parametrize(("modules", "fine"), [("OUTPUT MODULES\\nespeak-ng", True), ("OUTPUT MODULES\\ndummy", False)])
def test_speech_dispatcher_needs_a_voice_of_its_own(programs: Programs, modules: str, fine: bool) -> None:
    programs.add("spd-say", f'print("{modules}")')
    assert (run(programs.voice().probe()).problem is None) is fine


def test_a_program_that_does_not_read_its_words_is_no_trouble(tmp_path: Path) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "spd-say").write_text("#!/bin/sh\nexit 0\n")
    (folder / "spd-say").chmod(0o755)
    run(ProgramVoice(Speech(), {"PATH": str(folder)}, None, "linux").say("word " * 190))


@pytest.mark.parametrize(("platform", "program"), [("darwin", "say"), ("win32", "powershell")])
def test_other_systems_have_their_own_program(programs: Programs, platform: str, program: str) -> None:
    programs.add(program)
    run(ProgramVoice(Speech(), {"PATH": str(programs.folder)}, None, platform).say("-w/tmp/x Half way."))
    ((_, options, words),) = programs.calls
    assert words == "-w/tmp/x Half way."
    assert not [option for option in options if "Half" in option]
