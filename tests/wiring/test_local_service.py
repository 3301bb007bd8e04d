"""A command where no daemon answers: readers take no lock and leave no trace, writers own the directory meanwhile."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from routine.adapters.lock_file import is_held
from routine.adapters.paths import Paths, paths
from routine.core.errors import BusyError, ConfigError, DaemonError, RoutineError
from routine.wiring.build_daemon import _settle_home, build_daemon
from routine.wiring.local_service import local_ask, owned
from routine.wiring.outputs import notifier_factories


@pytest.fixture
def where(tmp_path: Path) -> Paths:
    """A home where nothing is yet."""
    return paths({"ROUTINE_HOME": str(tmp_path / "home")})


def test_a_reader_makes_nothing(where: Paths) -> None:
    """Looking at a new home is not moving in."""
    assert local_ask(where, {"do": "today"}, write=False)["occurrences"] == []
    assert not Path(where.data_dir).exists()


def test_a_reader_reads_while_another_owns_the_directory(where: Paths) -> None:
    """Files are whole at every instant, so there is nothing to wait for."""
    local_ask(where, {"do": "enable", "routines": ["spf"]}, write=True)
    with owned(where, "command"):
        assert local_ask(where, {"do": "status"}, write=False)["routines"] == 1


def test_a_writer_waits_for_its_turn_and_then_says_who_has_it(where: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never a second writer."""
    monkeypatch.setattr(owned.__wrapped__, "__defaults__", (0.1,))  # type: ignore[attr-defined] # its patience
    with owned(where, "command"), pytest.raises(BusyError, match="Another command"):
        local_ask(where, {"do": "enable", "routines": ["spf"]}, write=True)


def test_a_writer_lets_go_when_it_fails(where: Paths) -> None:
    """The next command must not find the directory owned."""
    with pytest.raises(RoutineError):
        local_ask(where, {"do": "enable", "routines": ["no-such-routine"]}, write=True)
    assert not is_held(where.data_dir)


@pytest.mark.parametrize("do", ["hello", "stop"])
def test_what_only_a_daemon_can_answer_is_an_error(where: Paths, do: str) -> None:
    """With what to do."""
    with pytest.raises(DaemonError, match="Routine is not running"):
        local_ask(where, {"do": do}, write=False)


def test_a_home_that_ran_fast_refuses_the_real_clock_for_good(where: Paths) -> None:
    """Its past is made up."""
    with owned(where, "daemon") as lock:
        _settle_home(where, 60.0)
        with pytest.raises(ConfigError, match="not real"):
            build_daemon(where, lock)


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_where_no_bus_is_nothing_of_it_is_needed(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library for it is not even installed there."""
    monkeypatch.delitem(sys.modules, "routine.adapters.notify.freedesktop", raising=False)
    monkeypatch.setitem(sys.modules, "jeepney", None)
    assert list(notifier_factories(foreground=False, platform=platform)) == ["plyer"]


def test_a_reader_says_nothing_of_what_the_log_lacks(where: Paths) -> None:
    """Whoever answered was killed before the log had it, or a part of the log is lost: who writes next brings it."""
    local_ask(where, {"do": "enable", "routines": ["spf"]}, write=True)
    local_ask(where, {"do": "done", "routines": ["spf"], "extra": True}, write=True)
    (log,) = Path(where.data_dir, "log").glob("*.json")
    log.unlink()
    told: list[str] = []
    assert local_ask(where, {"do": "today"}, write=False, tell=told.append)["occurrences"]
    assert told == []
    assert not log.exists()
    local_ask(where, {"do": "pause"}, write=True)
    assert log.exists()
