"""Guided sessions and what upsets them: daemons killed, clocks set, processes stopped, voices that hang."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.daemon.processes import DaemonHome, until
from tests.e2e.desktop import Desktop, wait_for
from tests.preset_texts import a_test_mask

_FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
_ROUNDED_S = 0.1
_VOICE = """#!{python}
import sys, time
words = sys.stdin.read()
time.sleep({hangs})
if "--stdout" in sys.argv:
    sys.stdout.buffer.write(b"RIFF" + bytes(2000))
else:
    open({said!r}, "a").write(words + chr(10))
"""


class Observed(NamedTuple):
    """The session as it was at some moment between `earliest` and `latest` (seconds of this test's own clock)."""

    earliest: float
    latest: float
    session: dict[str, Any]

    def came(self, seconds: float, after: Observed) -> bool:
        """Whether this look can have come so long after that one; what it tells is rounded to a tenth."""
        at_least, at_most = self.earliest - after.latest, self.latest - after.earliest
        return at_least - _ROUNDED_S <= seconds <= at_most + _ROUNDED_S


class SessionHome:
    """A house with one mask, a voice that writes down what it says, and nothing to be heard with."""

    def __init__(self, root: Path, *, auto: str = "30s", longest: str = "15m", hangs: float = 0, **env: str) -> None:
        self.root = root
        self.words = root / "said"
        programs = root / "bin"
        programs.mkdir(parents=True)
        voice = programs / "espeak-ng"
        voice.write_text(_VOICE.format(python=sys.executable, said=str(self.words), hangs=hangs))
        voice.chmod(0o755)
        nothing = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent", "PULSE_SERVER": "unix:/nonexistent"}
        path = f"{programs}:{os.environ['PATH']}"
        self.house = DaemonHome(root / "home", **{**nothing, "XDG_RUNTIME_DIR": str(root), "PATH": path, **env})
        mask = a_test_mask('at = ["20:30"]', longest=longest, auto=auto, lead_in="20s", timer="8m")
        self.house.with_presets(test_mask=mask)

    def start(self) -> None:
        self.house.ready(self.house.daemon(module="routine.wiring.run_daemon"))

    def kill(self) -> None:
        self.house.newest.kill()
        self.house.newest.wait()

    def signal(self, which: signal.Signals) -> None:
        self.house.newest.send_signal(which)

    def run(self, speed: float = 1) -> None:
        self.house.ask("session-start", routine="test-mask", speed=speed)

    def begin(self) -> None:
        """The question is answered, the first step done; the sound check goes once it is known that nothing sounds."""
        self.act("no")
        until(lambda: self.place == "wash/waiting")
        until(self._washed)

    def _washed(self) -> bool:
        """Press until it counts: one right after a step that came by itself was meant for what was there before."""
        self.act("ready")
        return self.place != "wash/waiting"

    def act(self, *actions: str) -> None:
        for action in actions:
            self.house.ask("session", action=action)

    @property
    def session(self) -> dict[str, Any]:
        found: dict[str, Any] = self.house.ask("session-status")["session"]
        return found

    def look(self) -> Observed:
        """The session, and between which two moments it was so."""
        earliest, found = time.monotonic(), self.session
        return Observed(earliest, time.monotonic(), found)

    @property
    def place(self) -> str:
        return f"{self.session['step']['id']}/{self.session['phase']}"

    def said(self) -> list[str]:
        return self.words.read_text().splitlines() if self.words.exists() else []


@pytest.fixture
def rooms(tmp_path: Path) -> Iterator[Callable[..., SessionHome]]:
    made: list[SessionHome] = []

    def make(**options: Any) -> SessionHome:
        made.append(SessionHome(tmp_path / f"room-{len(made)}", **options))
        return made[-1]

    yield make
    for room in made:
        room.signal(signal.SIGCONT)
        room.house.close()


def test_killed_in_every_step_it_goes_on_at_the_right_second_and_is_kept_awake_meanwhile(
    rooms: Callable[..., SessionHome], bus: Desktop
) -> None:
    notes = bus.root / "notes"
    names = ("org.freedesktop.login1", "org.freedesktop.ScreenSaver")
    stub = [sys.executable, "-m", "tests.adapters.keep_awake.stub_inhibitors", bus.address, str(notes), "fair", *names]
    bus.start(stub, "stub")
    wait_for(notes.exists, "the inhibitors are there")
    room = rooms(DBUS_SESSION_BUS_ADDRESS=bus.address, DBUS_SYSTEM_BUS_ADDRESS=bus.address)
    # The sound check goes by itself once it is known that nothing can be heard here, sooner or later.
    assert room.house.command("config", "set", "voice", "off").returncode == 0
    room.start()
    room.run()
    places = []
    for action in ("no", "ready", "next", "next", "next", None):
        _killed_and_as_before(room)
        until(lambda: _held(notes) == {"sleep", "screen"})
        places.append(room.place)
        if action:
            room.act(action)
    assert places == [
        "wash/asking", "wash/waiting", "layer/running", "lie-flat/lead-in", "lie-flat/running",
        "rinse/waiting",
    ]  # fmt: skip
    room.act("ready")
    until(lambda: _held(notes) == set())
    entries = json.loads(room.house.command("log", "--json").stdout)["entries"]
    assert [entry["answer"] for entry in entries] == ["skipped"]  # its timers were cut short


def _killed_and_as_before(room: SessionHome) -> None:
    """kill -9 and a new daemon: the clocks of the session ran on."""
    first = room.look()
    room.kill()
    room.start()
    second = room.look()
    before, after = first.session, second.session
    assert (after["step"], after["phase"]) == (before["step"], before["phase"])
    assert not after["uncertain"]
    for key, sign in (("left_s", -1), ("on_skin_s", 1)):
        if before[key] is not None:
            assert second.came(sign * (after[key] - before[key]), first)


def _held(notes: Path) -> set[str]:
    """What is held at present; one that lost its holder is not."""
    held: Counter[str] = Counter()
    for line in notes.read_text().splitlines()[1:]:
        what = json.loads(line)[0]
        held[what.split()[0]] += 1 if what in ("sleep", "screen") else -1
    return {what for what, count in held.items() if count}


@pytest.mark.skipif(_FAKETIME is None, reason="libfaketime is not installed")
def test_a_clock_set_forward_and_back_and_another_zone_change_no_timer(
    rooms: Callable[..., SessionHome], tmp_path: Path
) -> None:
    offset, link = tmp_path / "offset", tmp_path / "localtime"
    offset.write_text("+0")
    link.symlink_to("/usr/share/zoneinfo/Europe/Berlin")
    faked = {
        "LD_PRELOAD": str(_FAKETIME), "FAKETIME_TIMESTAMP_FILE": str(offset), "FAKETIME_NO_CACHE": "1",
        "DONT_FAKE_MONOTONIC": "1", "ROUTINE_LOCALTIME": str(link),
    }  # fmt: skip
    room = rooms(auto="8s", **faked)
    room.start()
    room.run()
    room.begin()
    first = room.look()
    for change in ("+3h", "-5h", "+400d"):
        offset.write_text(change)
        now = room.look()
        assert now.came(first.session["left_s"] - now.session["left_s"], first)
        room.house.ask("tick")
    link.unlink()
    link.symlink_to("/usr/share/zoneinfo/Asia/Tokyo")
    room.house.ask("tick")
    until(lambda: room.place == "lie-flat/lead-in")
    last = room.look()
    into_the_next = 20 - last.session["left_s"]
    assert last.came(first.session["left_s"] + into_the_next, first), "since the right second, whenever it was seen"
    assert last.came(last.session["on_skin_s"] - first.session["on_skin_s"], first)


def test_stopped_for_minutes_past_the_limit_it_says_to_take_it_off(rooms: Callable[..., SessionHome]) -> None:
    room = rooms(auto="2m", longest="15m")
    room.start()
    room.run(speed=120)
    room.act("ready")
    until(lambda: room.place == "lie-flat/running")
    room.signal(signal.SIGSTOP)
    time.sleep(8)  # sixteen minutes of the session
    room.signal(signal.SIGCONT)
    until(lambda: any("ake it off now" in words for words in room.said()))
    assert room.session["overrun"]
    assert room.session["on_skin_s"] > 15 * 60
    assert "2 minutes left." not in room.said(), "what is long past is not said"


def test_a_voice_that_hangs_delays_no_step(rooms: Callable[..., SessionHome]) -> None:
    room = rooms(auto="2s", hangs=60)
    room.start()
    room.run()
    room.act("no", "ready", "ready")  # the look at the voice takes longer than this
    first = room.look()
    until(lambda: room.place == "lie-flat/lead-in")
    last = room.look()
    assert last.came(first.session["left_s"] + 20 - last.session["left_s"], first)


def test_what_is_missing_is_told_before_the_start(rooms: Callable[..., SessionHome]) -> None:
    room = rooms()
    (room.root / "bin" / "espeak-ng").unlink()
    room.house.env["PATH"] = str(room.root / "bin")
    assert room.house.command("config", "set", "music", "/nonexistent.mp3").returncode == 0
    room.start()
    room.run(speed=2)
    [missing] = until(lambda: room.session["missing"])
    assert "no sound" in missing
    log = until(lambda: _without(room))
    for cause in ("no voice program", "no sound device", "sleep cannot be held off", "/nonexistent.mp3"):
        assert cause in log
        assert cause not in missing
    assert room.place == "wash/waiting"


def _without(room: SessionHome) -> str:
    """The line of the log file that names the causes."""
    lines = (room.house.home / "log" / "routine.log").read_text().splitlines()
    return next((line for line in lines if "session: parts missing" in line), "")


def test_a_rehearsal_touches_nothing_but_the_log(rooms: Callable[..., SessionHome]) -> None:
    room = rooms()
    room.start()
    before = _routines(room)
    room.run(speed=100)
    room.act("ready", "next", "next", "next", "ready")
    assert room.house.ask("session-status")["session"] is None
    entries = json.loads(room.house.command("log", "--json").stdout)["entries"]
    assert [entry["answer"] for entry in entries] == ["rehearsal"]
    assert _routines(room) == before


def _routines(room: SessionHome) -> object:
    """What is stored of routines: reminders, gaps, stock."""
    return json.loads((room.house.data / "state.json").read_text())["state"]["1"]["routines"]
