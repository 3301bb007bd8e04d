"""Staying awake, on a private bus: what is asked for, and that it is let go of however the session ends."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from routine.adapters.keep_awake.linux import BusInhibitor
from routine.ports.outputs import OutputError
from tests.adapters.keep_awake.stub_inhibitors import LOGIND, SAVER
from tests.e2e.desktop import Desktop, wait_for
from tests.failing import fails

ROOT = Path(__file__).parent.parent.parent.parent
SLEEP = ["sleep", "idle:sleep", "A guided session is running", "block"]
SCREEN = ["screen", "Routine", "A guided session is running"]


class InhibitorBus:
    """A bus that is both the session's and the system's, with a stub that has some of the names."""

    def __init__(self, root: Path) -> None:
        self.desktop = Desktop(root / "desktop")
        self.desktop.start_bus()
        self.file = root / "notes"

    def start(self, *names: str, mode: str = "fair") -> None:
        arguments = [self.desktop.address, str(self.file), mode, *names]
        self.desktop.start([sys.executable, "-m", "tests.adapters.keep_awake.stub_inhibitors", *arguments], "stub")
        wait_for(lambda: self.file.exists() and ["ready"] in self._all(), "the stub is there")

    def _all(self) -> list[list[Any]]:
        return [json.loads(line) for line in self.file.read_text().splitlines()] if self.file.exists() else []

    @property
    def notes(self) -> list[list[Any]]:
        return [note for note in self._all() if note != ["ready"]]

    @property
    def environ(self) -> dict[str, str]:
        return {**self.desktop.environ, "DBUS_SYSTEM_BUS_ADDRESS": self.desktop.address}

    def until(self, *notes: list[Any]) -> None:
        wait_for(lambda: sorted(self.notes) == sorted(notes), f"{notes}, not {self.notes}")

    def nothing_is_held(self) -> bool:
        """As the stub tells it, after whatever was asked of it before this look."""
        run(held_for_a_moment(self))
        kinds = [note[0] for note in self.notes]
        screens = kinds.count("screen released") + kinds.count("screen lost its holder")
        return kinds.count("sleep") == kinds.count("sleep released") and kinds.count("screen") == screens

    def inhibitor(self, answer_s: float = 10) -> BusInhibitor:
        return BusInhibitor(self.environ, answer_s)


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[InhibitorBus]:
    made = InhibitorBus(tmp_path)
    yield made
    made.desktop.close()


def run(scenario: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(scenario)


async def held_for_a_moment(bus: InhibitorBus) -> None:
    awake = bus.inhibitor()
    await awake.hold()
    await awake.release()


def test_sleep_and_screen_are_held_and_let_go(bus: InhibitorBus) -> None:
    bus.start(LOGIND, SAVER)

    async def scenario() -> None:
        awake = bus.inhibitor()
        await awake.hold()
        bus.until(SLEEP, SCREEN)
        await awake.hold()
        bus.until(SLEEP, SCREEN)
        await awake.release()
        bus.until(SLEEP, SCREEN, ["sleep released", "idle:sleep"], ["screen released", 41])
        await awake.release()

    run(scenario())


def test_the_lid_is_left_alone(bus: InhibitorBus) -> None:
    bus.start(LOGIND)
    run(held_for_a_moment(bus))
    assert "lid" not in json.dumps(bus.notes)


def test_both_are_let_go_when_the_daemon_is_killed(bus: InhibitorBus) -> None:
    bus.start(LOGIND, SAVER)
    script = (
        "import asyncio, os, time\nfrom routine.adapters.keep_awake.linux import BusInhibitor\n"
        "async def hold():\n    await BusInhibitor(os.environ, 10).hold()\n    time.sleep(60)\n"
        "asyncio.run(hold())\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], env=bus.environ, cwd=ROOT) as holder:
        bus.until(SLEEP, SCREEN)
        holder.send_signal(signal.SIGKILL)
    bus.until(SLEEP, SCREEN, ["sleep released", "idle:sleep"], ["screen lost its holder", 41])


def test_where_only_idling_may_be_held_off_that_is_taken(bus: InhibitorBus) -> None:
    bus.start(LOGIND, mode="idle-only")
    run(held_for_a_moment(bus))
    bus.until(["sleep", "idle", *SLEEP[2:]], ["sleep released", "idle"])


def test_a_look_holds_nothing_afterwards(bus: InhibitorBus) -> None:
    bus.start(LOGIND, SAVER)
    probed = run(bus.inhibitor().probe())
    assert (probed.state, probed.problem) == ("works", None)
    bus.until(SLEEP, SCREEN, ["sleep released", "idle:sleep"], ["screen released", 41])


def test_without_a_screen_saver_the_look_says_that_the_screen_may_go_dark(bus: InhibitorBus) -> None:
    bus.start(LOGIND)
    probed = run(bus.inhibitor().probe())
    assert probed.problem is None
    assert "the screen may go dark" in probed.state


def test_without_logind_the_look_is_a_problem_though_the_screen_is_held(bus: InhibitorBus) -> None:
    bus.start(SAVER)
    probed = run(bus.inhibitor().probe())
    assert probed.problem == "the computer may go to sleep during a session"
    assert probed.cause.startswith("sleep cannot be held off: ")
    run(held_for_a_moment(bus))


@pytest.mark.parametrize(("mode", "why"), [("refuse", "Permission denied"), ("silent", "does not answer")])
def test_who_refuses_or_hangs_is_named(bus: InhibitorBus, mode: str, why: str) -> None:
    bus.start(LOGIND, SAVER, mode=mode)
    with fails(OutputError, why):
        run(bus.inhibitor(answer_s=1).hold())


@pytest.mark.parametrize("address", ["unix:path=/nonexistent", "tcp:host=localhost", "nonsense", "unix:", ":;,="])
def test_without_a_bus_it_says_so(tmp_path: Path, address: str) -> None:
    nowhere = {
        "DBUS_SESSION_BUS_ADDRESS": address,
        "DBUS_SYSTEM_BUS_ADDRESS": address,
        "XDG_RUNTIME_DIR": str(tmp_path),
    }
    probed = run(BusInhibitor(nowhere, 1).probe())
    assert "no connection to" in probed.cause
    with pytest.raises(OutputError):
        run(BusInhibitor(nowhere, 1).hold())


def test_whoever_asks_and_goes_leaves_nothing_held(bus: InhibitorBus) -> None:
    """However far it came: what it got is let go of."""
    bus.start(LOGIND, SAVER)

    async def gone_after(seconds: float) -> bool:
        awake = bus.inhibitor()
        holding = asyncio.create_task(awake.hold())
        await asyncio.sleep(seconds)
        holding.cancel()
        await asyncio.gather(holding, return_exceptions=True)
        await awake.release()
        return holding.cancelled()

    cancelled = [run(gone_after(step * 0.0002)) for step in range(40)]
    assert any(cancelled)
    wait_for(bus.nothing_is_held, "all is let go of")
