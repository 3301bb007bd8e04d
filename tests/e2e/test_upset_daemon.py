"""The real daemon, upset in five ways at random: nothing told as saved is lost or doubled, and it goes on.

A round or two each in CI; long, by one command:

ROUTINE_ROUNDS=200 python -m pytest -n0 tests/e2e/test_upset_daemon.py

`ROUTINE_SEED=3` for other dice, `-k kill`, `calls`, `clock`, `server` or `client` for one of them.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from routine.core.errors import RoutineError
from routine.daemon import client
from tests.daemon.processes import ROOT, DaemonHome, until
from tests.e2e.desktop import Desktop
from tests.e2e.stub_server import StubServer

ROUNDS = int(os.environ.get("ROUTINE_ROUNDS", "2"))
SEED = os.environ.get("ROUTINE_SEED", "1")
#: A machine that does much else may take long for what is quick: no time here is a promise of speed.
PATIENT_S = 120.0
_FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
_NOWHERE = subprocess.DEVNULL
_DAEMON = "routine.wiring.run_daemon"
_NEEDED = """format = 1
title = "Water"
kind = "habit"
area = ["face"]
summary = "One glass."
sources = ["unsourced: a test"]
[schedule]
when_needed = true
[steps.drink]
say = "Drink it."
"""
_HOURLY = _NEEDED.replace("when_needed = true", 'cron = "0 * * * *"').replace("Water", "Walk")
_OFTEN = _NEEDED.replace("when_needed = true", 'cron = "*/5 * * * *"').replace("Water", "Breathe")


class UpsetHome(DaemonHome):
    """A home that is upset; `told`: the minutes whose answers were told as saved, `tried`: all that were given."""

    def __init__(self, home: Path, dice: random.Random, **env: str) -> None:
        super().__init__(home, **env)
        self.dice = dice
        self.told: set[str] = set()
        self.tried: set[str] = set()
        self._minute = datetime.fromisoformat("2026-01-31T12:00")

    def start(self, *args: str) -> None:
        """The daemon, as it is run."""
        self.ready(self.daemon(*args, module=_DAEMON))

    def ready(self, process: subprocess.Popen[bytes], within_s: float = PATIENT_S) -> client.Address:
        return super().ready(process, within_s)

    def _answering(self, process: subprocess.Popen[bytes]) -> client.Address | None:
        try:
            return super()._answering(process)
        except RoutineError:
            return None  # it is still starting

    def next_minute(self) -> str:
        """A time in the past that was not answered before."""
        self._minute -= timedelta(minutes=1)
        self.tried.add(self._minute.isoformat(timespec="minutes"))
        return self._minute.isoformat(" ", timespec="minutes")

    def answer(self) -> bool:
        """Say that it was done at one more of those times; whether that was told as saved."""
        at = self.next_minute()
        try:
            self.ask("done", PATIENT_S, routines=["water"], at=at)
        except (RoutineError, OSError, AssertionError):
            return False
        self.told.add(at.replace(" ", "T"))
        return True

    def holds(self) -> None:
        """Every file is whole; each time has one effective answer at most, and each that was told as saved has one."""
        recorded = {one["nominal"] for one in self.effective() if one["routine"] == "water"}
        assert self.told <= recorded <= self.tried

    def effective(self) -> list[dict[str, Any]]:
        """The answers that hold; every file is whole, and no time has two."""
        for path in self.data.rglob("*.json"):
            json.loads(path.read_bytes())
        said = until(self._logged, PATIENT_S)
        effective = {one["seq"]: one for one in said}
        for one in said:
            effective.pop(one["replaces"], None)
        found = [one for one in effective.values() if one["answer"] != "undone"]
        assert not [id for id, count in Counter(one["id"] for one in found).items() if count > 1]
        assert [one["seq"] for one in said] == list(range(said[0]["seq"], said[0]["seq"] + len(said)))
        return found

    def _logged(self) -> list[dict[str, Any]]:
        told = self.command("log", "--since", "2026-01-01", "--json")
        assert told.returncode == 0, told.stdout + told.stderr
        entries: list[dict[str, Any]] = json.loads(told.stdout)["entries"]
        return sorted(entries, key=lambda one: one["seq"]) or [{"seq": 1, "id": "", "replaces": None, **_NOTHING}]


_NOTHING = {"answer": "undone", "nominal": "", "routine": ""}


@pytest.fixture
def dice() -> random.Random:
    return random.Random(f"upset {SEED}")


@pytest.fixture
def upset(tmp_path: Path, dice: random.Random) -> Iterator[UpsetHome]:
    made = UpsetHome(tmp_path / "home", dice)
    made.with_presets(water=_NEEDED)
    yield made
    made.close()


def test_kill_loop_of_the_daemon_and_of_commands(upset: UpsetHome) -> None:
    """Killed at any moment, starting, answering or idle; and a command without it, too."""
    for _ in range(ROUNDS):
        process = upset.daemon(module=_DAEMON)
        if upset.dice.random() < 0.7:
            upset.ready(process)
            for _ in range(upset.dice.randrange(12)):
                upset.answer()
        _kill_within(process, upset.dice.random() * 0.2)
        command = [sys.executable, "-m", "routine", "done", "water", "--at", upset.next_minute()]
        writing = subprocess.Popen(command, cwd=ROOT, env=upset.env, stdout=_NOWHERE, stderr=_NOWHERE)
        _kill_within(writing, upset.dice.random() * 1.5)
        upset.holds()


def _kill_within(process: subprocess.Popen[bytes], seconds: float) -> None:
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    process.kill()
    process.wait()


CALLS = ("fsync", "rename", "link", "unlink", "chmod", "ftruncate", "flock", "write", "mkdir")
FAULTS = ("error=EIO", "error=ENOSPC", "error=EROFS", "signal=KILL")


def test_failing_system_calls_of_a_command(upset: UpsetHome) -> None:
    """A call fails, or the process is killed in it: what the exit status said is what is so."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    for _ in range(ROUNDS * 2):
        call, fault, nth = upset.dice.choice(CALLS), upset.dice.choice(FAULTS), upset.dice.randint(1, 5)
        at = upset.next_minute()
        ended = subprocess.run(
            ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={nth}",
             sys.executable, "-m", "routine", "done", "water", "--at", at],
            cwd=ROOT, env=upset.env, capture_output=True, text=True, timeout=PATIENT_S, check=False,
        )  # fmt: skip
        if ended.returncode == 0:
            upset.told.add(at.replace(" ", "T"))
        assert "Traceback" not in ended.stderr, (call, fault, nth, ended.stderr)
        upset.holds()


@pytest.fixture
def jumping(tmp_path: Path, dice: random.Random) -> Iterator[tuple[UpsetHome, Path]]:
    if _FAKETIME is None:
        pytest.skip("libfaketime is not installed")
    offset = tmp_path / "offset"
    offset.write_text("+0")
    fake = {"LD_PRELOAD": str(_FAKETIME), "FAKETIME_TIMESTAMP_FILE": str(offset)}
    made = UpsetHome(tmp_path / "home", dice, **fake, FAKETIME_NO_CACHE="1", DONT_FAKE_MONOTONIC="1")
    made.with_presets(water=_NEEDED, walk=_HOURLY)
    yield made, offset
    made.close()


def test_clock_jumps_under_a_running_daemon(jumping: tuple[UpsetHome, Path]) -> None:
    """Set both ways by minutes to days, killed now and then: no time is answered twice, and every answer stays."""
    upset, offset = jumping
    upset.start()
    for _ in range(ROUNDS * 3):
        offset.write_text(f"{upset.dice.choice((-2900, -300, -61, -5, 0, 0, 5, 59, 61, 300, 2900)):+d}m")
        for _ in range(upset.dice.randrange(1, 4)):
            assert upset.answer()
        with suppress(RoutineError):
            upset.ask("done", PATIENT_S, routines=["walk"])
        if upset.dice.random() < 0.3:
            upset.newest.kill()
            upset.newest.wait()
            upset.start()
        upset.holds()
    offset.write_text("+0")
    assert upset.answer()
    assert upset.ask("status", PATIENT_S)["running"]


@pytest.fixture
def flapping(tmp_path: Path, dice: random.Random, bus: Desktop) -> Iterator[UpsetHome]:
    made = UpsetHome(
        tmp_path / "home", dice, **{**bus.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "c")}
    )
    made.with_presets(water=_NEEDED, breathe=_OFTEN)
    yield made
    made.close()


def test_flapping_server_never_silences_a_reminder(flapping: UpsetHome, bus: Desktop) -> None:
    """It comes, goes, refuses and hangs; whenever it is well again, what waits shows, and a press is one answer."""
    asyncio.run(_flap(flapping, bus))


async def _flap(upset: UpsetHome, bus: Desktop) -> None:
    await asyncio.to_thread(upset.start, "--speed", "60")
    for _ in range(ROUNDS):
        stub = await StubServer(bus.address).start()
        match upset.dice.randrange(4):
            case 0:
                stub.silent = {upset.dice.choice(("Notify", "CloseNotification", "GetCapabilities"))}
            case 1:
                stub.refuse = "not now"
        await asyncio.sleep(upset.dice.random() * 5)
        if upset.dice.random() < 0.5:
            await stub.stop()
            await asyncio.sleep(upset.dice.random() * 2)
            stub = await StubServer(bus.address).start()
        stub.refuse = ""
        await stub.let_go()
        await _is_answered_by_a_press(stub)
        await stub.stop()
        await asyncio.to_thread(upset.holds)
    assert (await asyncio.to_thread(upset.ask, "status", PATIENT_S))["running"]


async def _is_answered_by_a_press(stub: StubServer) -> None:
    """The reminder that waits, or the next one, shows; pressed, it gives way to what followed from that."""
    async with asyncio.timeout(PATIENT_S):
        while not (shown := [n for n, one in stub.showing.items() if "done" in one.actions[::2]]):
            await asyncio.sleep(0.05)
        await stub.press(shown[0], "done")
        while not any(one.title.startswith("Done") for one in stub.notified):
            await asyncio.sleep(0.05)


def test_hostile_clients_keep_nobody_waiting_and_leave_no_mistake(upset: UpsetHome) -> None:
    """Garbage, half of a request, requests of the wrong types, silence, and clients that vanish."""
    upset.start()
    found = upset.address()
    assert found is not None
    path = found.where.partition(":")[2]
    open_ones: list[socket.socket] = []
    for _ in range(ROUNDS):
        open_ones += [_attack(upset.dice, path) for _ in range(25)]
        for one in open_ones[:-8]:
            one.close()
        del open_ones[:-8]
        assert upset.answer()
        upset.effective()  # what they say in the right form is obeyed: they are the owner's own
    for one in open_ones:
        one.close()
    assert upset.newest.poll() is None
    assert "Traceback" not in upset.log()


_WORDS = (
    "",
    "water",
    "--help",
    "$(reboot)",
    "../..",
    "\x00",
    "ü" * 300,
    "2026-13-45",
    "99999999999",
    "in -1 days",
    "n1",
)
_REQUESTS = (
    "done", "skip", "snooze", "undo", "pause", "resume", "irritated", "enable", "disable", "press", "session-start",
    "session", "refill", "visit", "rate", "answers", "choose", "today", "plan", "pending", "why", "log", "status",
    "told", "closed", "withdrawn", "presence", "reload", "greet", "stats", "hello", "nonsense", "trial", "review",
)  # fmt: skip
_FIELDS = (
    "routine", "routines", "at", "since", "for", "until", "from", "days", "note", "notice", "button", "act", "when",
    "level", "accept", "answers", "edits", "preset", "screen", "speed", "limit", "doses", "amount", "ratings", "id",
)  # fmt: skip


def _attack(dice: random.Random, path: str) -> socket.socket:
    """One client that does wrong; what it left open is closed later."""
    client = socket.socket(socket.AF_UNIX)
    client.settimeout(PATIENT_S)
    with suppress(OSError):
        client.connect(path)
        match dice.randrange(6):
            case 0:
                client.sendall(dice.randbytes(dice.randrange(1, 5000)) + b"\n")
            case 1:
                client.sendall(_request(dice)[: dice.randrange(1, 60)])
            case 2:
                client.sendall(b"[" * dice.randrange(1, 50_000) + b"\n")
            case 3:
                client.sendall(b"".join(_request(dice) for _ in range(dice.randrange(1, 6))))
                client.shutdown(socket.SHUT_WR)
            case _:
                client.sendall(_request(dice))
                client.recv(65536)
    return client


def _request(dice: random.Random) -> bytes:
    """A request of this version, with fields of any kind."""
    fields = {dice.choice(_FIELDS): _value(dice, 2) for _ in range(dice.randrange(4))}
    do = dice.choice(_REQUESTS)
    return json.dumps({"v": dice.choice((1, 1, 1, 0, 2, "1", None)), "do": do, **fields}).encode() + b"\n"


def _value(dice: random.Random, deep: int) -> Any:
    match dice.randrange(8 if deep else 6):
        case 0:
            return dice.choice((0, -1, 1, 10**30, 3.5, 1e308))
        case 1:
            return dice.choice((True, False, None))
        case 6:
            return [_value(dice, deep - 1) for _ in range(dice.randrange(4))]
        case 7:
            return {dice.choice(_WORDS): _value(dice, deep - 1) for _ in range(dice.randrange(4))}
    return dice.choice(_WORDS)
