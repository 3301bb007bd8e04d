"""A clock that was never set, or is days ahead, at the very first start and later; then it is right again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from routine.core.errors import DaemonError
from tests.daemon.processes import DaemonHome, until

_FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
#: A heartbeat of the clock watch, and then a busy machine that looks at its clock through a file.
_PATIENCE_S = 120.0
STRETCH = """\
format = 1
title = "Stretch"
kind = "habit"
sources = ["unsourced: a test"]
[schedule]
at = ["13:00"]
"""


class Machine(DaemonHome):
    """A house whose clock goes so many seconds wrong; the daemon is told by nobody."""

    def __init__(self, root: Path) -> None:
        self._offset = root / "offset"
        self.goes(0)
        super().__init__(
            root / "home",
            LD_PRELOAD=str(_FAKETIME),
            FAKETIME_TIMESTAMP_FILE=str(self._offset),
            FAKETIME_NO_CACHE="1",
            DONT_FAKE_MONOTONIC="1",
            DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent",
        )

    def goes(self, seconds: float) -> None:
        """From now on the clock is wrong by so much."""
        self._offset.write_text(f"{seconds:+.0f}")

    def begin(self) -> None:
        """Start the daemon; every look at a clock reads a file here, which takes its time on a busy machine."""
        process = self.daemon(module="routine.wiring.run_daemon")
        until(lambda: self._is_up(process.pid), 120)

    def _is_up(self, pid: int) -> bool:
        with suppress(DaemonError):
            found = self.address()
            return found is not None and found.pid == pid
        return False

    def ask(self, do: str, timeout_s: float = 120, **more: Any) -> dict[str, Any]:
        return super().ask(do, timeout_s, **more)

    def titles(self) -> list[str]:
        """Of the notifications that show."""
        return [one["title"] for one in self.ask("notices")["notices"]]

    def next_in(self, routine: str) -> timedelta:
        """How far ahead by the true clock the next time of a routine is."""
        times = self.ask("plan", days=3, routine=routine)["occurrences"]
        planned = [datetime.fromisoformat(one["instant"]) for one in times if one["status"] == "planned"]
        return min(planned) - datetime.now(UTC)

    def entries(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask("log")["entries"]
        return found


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    if _FAKETIME is None:
        pytest.skip("libfaketime is not installed")
    made = Machine(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("shows", ["1970", "2019"], ids=["never set", "the year of its firmware"])
def test_a_clock_never_set_is_said_everywhere_and_the_first_start_begins_once_it_is_right(
    machine: Machine, shows: str
) -> None:
    # Early evening there: of 1970, by every zone, the first day has begun in Greenwich too.
    machine.goes(datetime(int(shows), 1, 1, 18, tzinfo=ZoneInfo(machine.env["TZ"])).timestamp() - time.time())
    machine.begin()
    says = f"The clock of this computer is not set. It shows 1 January {shows}"
    for words in (["start"], ["status"], ["doctor"], [], ["status", "--json"]):
        told = machine.command(*words)
        assert " ".join((told.stdout + told.stderr).split()).count(says) == 1, words
    refused = machine.command("preset", "enable", "spf")
    assert (refused.returncode, says in refused.stderr) == (1, True)
    assert machine.ask("status")["routines"] == 0
    machine.goes(0)
    until(lambda: machine.ask("status")["routines"] == 1, _PATIENCE_S)
    assert not [problem for problem in machine.ask("status")["problems"] if "clock" in problem]
    assert machine.next_in("spf") < timedelta(days=1)


def test_without_a_daemon_commands_say_it_too(machine: Machine) -> None:
    machine.goes(-time.time() + 3600)
    for words in ([], ["status"], ["doctor"]):
        assert "The clock of this computer is not set." in machine.command(*words).stdout


@pytest.mark.parametrize("days", [400, 3])
def test_a_very_first_start_under_a_clock_that_is_ahead_goes_back_with_it(machine: Machine, days: int) -> None:
    machine.goes(days * 86400)
    machine.begin()
    assert machine.ask("status")["routines"] == 1
    machine.goes(0)
    until(lambda: "The clock was ahead" in machine.titles(), _PATIENCE_S)
    assert machine.titles().count("The clock was ahead") == 1
    assert machine.next_in("spf") < timedelta(days=1)
    assert machine.ask("done", routines=["spf"], next=True)["said"]
    [entry] = machine.entries()
    assert datetime.fromisoformat(entry["at"]) <= datetime.now(UTC) + timedelta(minutes=1)


@pytest.mark.parametrize("days", [400, 3])
def test_what_a_clock_ahead_wrote_goes_back_with_it_and_one_notice_says_so(machine: Machine, days: int) -> None:
    """Noon: the stretching of 13:00 is ahead; the clock runs past it by days, and is set right."""
    machine.with_presets(stretch=STRETCH)
    machine.begin()
    before = machine.ask("plan", days=2, routine="stretch")["occurrences"]
    machine.goes(days * 86400)
    until(lambda: machine.entries() or machine.ask("pending")["reminders"], _PATIENCE_S)
    assert machine.ask("enable", routines=["spf"])["enabled"] == ["spf"]
    machine.goes(0)
    until(lambda: "The clock was ahead" in machine.titles(), _PATIENCE_S)
    assert machine.titles().count("The clock was ahead") == 1
    assert machine.ask("pending")["reminders"] == []
    after = machine.ask("plan", days=2, routine="stretch")["occurrences"]
    assert [one["id"] for one in after] == [one["id"] for one in before]
    replaced = {entry["replaces"] for entry in machine.entries()}
    ahead = [one for one in machine.entries() if one["answer"] in ("missed", "excused") and one["seq"] not in replaced]
    assert ahead == []
    assert machine.next_in("stretch") < timedelta(days=1)
    assert machine.next_in("spf") < timedelta(days=1)
    assert machine.ask("done", routines=["stretch"], next=True)["said"]


def test_a_daemon_that_is_killed_meanwhile_puts_it_right_at_its_next_start(machine: Machine) -> None:
    machine.goes(400 * 86400)
    machine.begin()
    machine.newest.kill()
    machine.newest.wait()
    machine.goes(0)
    machine.begin()
    until(lambda: "The clock was ahead" in machine.titles(), _PATIENCE_S)
    assert machine.next_in("spf") < timedelta(days=1)
