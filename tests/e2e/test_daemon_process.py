"""The daemon as a process: started twice, killed, stopped in the middle of a commit, deaf, on a full disk, too fast."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import stat
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from routine.adapters.lock_file import read_holder
from routine.core.errors import DaemonError
from routine.daemon import client
from tests.daemon.processes import DaemonHome, until


@pytest.fixture
def house(tmp_path: Path) -> Iterator[DaemonHome]:
    """A home of this test's own."""
    made = DaemonHome(tmp_path / "home")
    yield made
    made.close()


def socket_of(house: DaemonHome) -> Path:
    """Where its daemon listens; in a deep home that is elsewhere."""
    found = house.address()
    assert found is not None
    return Path(found.where.removeprefix("unix:"))


def test_it_ticks_at_each_wake_and_ends_when_told(house: DaemonHome) -> None:
    """Start, hello, tick, stop."""
    process = house.up(wakes={"spf": 0.3, "egg-mask": 0.3, "collagen": 0.6})
    assert house.ask("hello")["pid"] == process.pid
    until(lambda: sum(line.startswith("end Tick") for line in house.journal()) == 3)
    house.ask("stop")
    assert process.wait(10) == 0
    assert house.address() is None


def test_a_file_changed_by_hand_is_taken_up_by_itself(house: DaemonHome) -> None:
    """Who edits a preset in an editor of their own asks for nothing."""
    house.up(beat_s=0.2)
    presets = house.home / "presets"
    presets.mkdir(exist_ok=True)
    (presets / "mine.toml").write_text("format = 1")
    until(lambda: any(line.startswith("end Reload") for line in house.journal()))


def test_a_file_changed_by_hand_holds_from_the_next_command_on(house: DaemonHome) -> None:
    """Status must not say that all is well with a file that was broken a moment ago."""
    house.up()
    (house.home / "config").mkdir(exist_ok=True)
    (house.home / "config" / "profile.toml").write_text("pregnant = maybe")
    house.ask("pending", v=1)
    assert sum(line.startswith("end Reload") for line in house.journal()) == 1
    house.ask("pending", v=1)
    assert sum(line.startswith("end Reload") for line in house.journal()) == 1


def test_a_socket_that_a_logout_took_away_comes_back(house: DaemonHome) -> None:
    """The daemon lived on; without its socket, nobody could have asked or stopped it."""
    house.up(beat_s=0.2)
    socket = socket_of(house)
    shutil.rmtree(socket.parent)
    until(socket.exists)
    assert house.ask("hello")["pid"] == house.newest.pid


@pytest.mark.parametrize("again", [False, True])
def test_a_daemon_whose_data_folder_is_gone_says_so_and_ends(house: DaemonHome, again: bool) -> None:
    """Another one may run in the new folder: both would show everything, and one would be out of reach."""
    first = house.up(beat_s=3 if again else 0.3)
    house.data.rename(house.home / "elsewhere")
    second = house.up() if again else None
    assert first.wait(10) == 1
    farewell = (house.home / "farewell").read_text()
    assert str(house.data) in farewell, "it stays on the screen"
    assert ("No reminders appear" in farewell) == (not again)
    assert f"data folder gone ({house.data})" in (house.home / "log" / "routine.log").read_text()
    if second:
        assert house.ask("hello")["pid"] == second.pid, "the socket of the other one is left alone"
    else:
        assert not house.data.exists(), "nothing was written where it was"


def test_after_kill_9_the_next_start_just_works(house: DaemonHome) -> None:
    """The lock went with the process; the socket that it left is replaced."""
    daemon = house.up()
    socket = socket_of(house)
    daemon.kill()
    assert socket.exists()
    assert house.ready(house.daemon())


def test_a_killed_daemon_is_no_daemon(house: DaemonHome) -> None:
    """Whatever the lock file still says."""
    process = house.up()
    process.kill()
    process.wait()
    assert read_holder(str(house.data)) is not None
    assert house.address() is None


def test_of_two_daemons_at_once_one_lives_and_the_other_says_who_does(house: DaemonHome) -> None:
    """Two writers would destroy what each other wrote."""
    both = [house.daemon(), house.daemon()]
    loser = until(lambda: next((p for p in both if p.poll() is not None), None), 20)
    winner = next(p for p in both if p is not loser)
    assert house.ask("hello")["pid"] == winner.pid
    assert loser is not None
    assert loser.returncode == 1
    assert loser.stderr is not None
    error = json.loads(loser.stderr.read())["error"]
    assert error["code"] == "busy"
    assert str(winner.pid) in error["message"]


def test_two_starts_at_once_both_succeed_with_the_same_daemon(house: DaemonHome) -> None:
    """A person who presses twice, or a login that starts it twice."""
    told: list[Any] = []
    starts = [threading.Thread(target=lambda: told.append(house.command("start"))) for _ in range(2)]
    for thread in starts:
        thread.start()
    for thread in starts:
        thread.join()
    assert [one.returncode for one in told] == [0, 0], told
    pid = str(house.ask("hello")["pid"])
    assert all(pid in one.stdout for one in told)
    house.command("stop")
    assert house.address() is None


def test_sigterm_during_a_commit_lets_it_finish_and_its_client_hear_so(house: DaemonHome) -> None:
    """What a person was told is saved, and what is saved was told."""
    process = house.up(slow_s=1.5)
    heard: list[dict[str, Any]] = []
    asking = threading.Thread(target=lambda: heard.append(house.ask("done")))
    asking.start()
    until(lambda: "begin Done" in house.journal())
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    asking.join()
    assert any(line.startswith("end Done") for line in house.journal())
    assert heard == [{"said": ["Done"]}]


def test_a_second_sigterm_ends_it_at_once(house: DaemonHome) -> None:
    """A disk that hangs must not keep a machine from shutting down."""
    process = house.up(slow_s=60)
    threading.Thread(target=_ignoring_errors, args=(house,), daemon=True).start()
    until(lambda: "begin Done" in house.journal())
    process.send_signal(signal.SIGTERM)
    until(lambda: "stopping" in house.log())
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 128 + signal.SIGTERM


def _ignoring_errors(house: DaemonHome) -> None:
    try:
        house.ask("done")
    except DaemonError:
        return


def test_sighup_reads_the_files_again(house: DaemonHome) -> None:
    """As daemons do."""
    house.up().send_signal(signal.SIGHUP)
    until(lambda: "begin Reload" in house.journal())


def test_a_full_disk_is_told_in_one_notice_and_status_and_nothing_is_lost(house: DaemonHome) -> None:
    """Back-off, then the same tick again, until there is room; then the notice goes."""
    full = house.home / "full"
    house.home.mkdir(exist_ok=True)
    full.touch()
    house.up(fail=str(full), wakes={"spf": 0.1})
    until(lambda: "1 reminder is waiting: spf." in str(house.ask("status")["problems"]))
    seen = json.loads((house.data / "seen").read_text())
    waits = "Routine cannot save your answers. 1 reminder is waiting: spf."
    assert [(id, body.startswith(waits)) for id, body in seen] == [("trouble", True)]
    assert waits in str(house.ask("overview", v=1)["problems"])
    assert house.journal() == []
    full.unlink()
    until(lambda: any(line.startswith("end Tick") for line in house.journal()))
    until(lambda: not house.ask("status")["problems"])
    assert json.loads((house.data / "seen").read_text()) == []


def test_a_daemon_that_does_not_answer_is_an_error_with_the_remedy(house: DaemonHome) -> None:
    """Never a second writer: the lock is held, whoever listens or not."""
    process = house.up()
    process.send_signal(signal.SIGSTOP)
    with pytest.raises(DaemonError, match=rf"process {process.pid}\) did not answer") as silent:
        house.ask("status", timeout_s=0.3)
    assert silent.value.hint is not None
    assert f"kill -9 {process.pid}; routine start" in silent.value.hint
    process.send_signal(signal.SIGCONT)
    socket_of(house).unlink()
    with pytest.raises(DaemonError, match="cannot be reached at unix:"):
        house.ask("status")


def test_a_daemon_that_hangs_is_told_from_one_that_works_long(
    house: DaemonHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question may take minutes, but nobody waits so long for who hears nothing; and the remedy ends it."""
    monkeypatch.setattr(client, "_SILENCE_S", 0.2)
    process = house.up(slow_s=1.0)
    assert house.ask("done", timeout_s=60, routines=["spf"])["said"] == ["Done"]
    monkeypatch.setattr(client, "_GREETING_S", 0.5)
    process.send_signal(signal.SIGSTOP)
    with pytest.raises(DaemonError, match=r"did not answer within 0\.5 seconds") as silent:
        house.ask("today", timeout_s=600)
    assert silent.value.hint is not None
    command = silent.value.hint.partition("again: ")[2].partition(";")[0]
    subprocess.run(shlex.split(command), check=True)
    assert process.wait(10) == -signal.SIGKILL
    house.up()


def test_over_tcp_it_answers_the_owner_of_the_lock_file_alone(tmp_path: Path) -> None:
    """Where there are no Unix sockets, the token stands for the socket's mode."""
    house = DaemonHome(tmp_path / "home", ROUTINE_SOCKET="tcp")
    try:
        process = house.up()
        assert house.ask("hello")["pid"] == process.pid
        address = house.address()
        assert address is not None
        assert address.where.startswith("tcp:127.0.0.1:")
        assert stat.S_IMODE((house.data / "lock").stat().st_mode) == 0o600
        with pytest.raises(Exception, match="token"):
            client.ask(address._replace(where=address.where[:-4] + "AAAA"), {"do": "stop"}, 5)
        house.ask("stop")
        assert process.wait(10) == 0
    finally:
        house.close()


def test_everything_it_writes_is_its_owners_alone(house: DaemonHome) -> None:
    """Also under a generous umask."""
    before = os.umask(0)
    try:
        house.up()
    finally:
        os.umask(before)
    found = {path: stat.S_IMODE(path.lstat().st_mode) for path in house.home.rglob("*")}
    assert {path: oct(mode) for path, mode in found.items() if mode & 0o077} == {}


def test_a_faster_clock_ticks_sooner_and_marks_the_home_for_good(house: DaemonHome) -> None:
    """An hour in a second, and never again a real clock in that home."""
    house.up("--speed", "3600", wakes={"spf": 3600.0, "egg-mask": 7200.0})
    until(lambda: sum(line.startswith("end Tick") for line in house.journal()) == 3, 10)
    assert house.ask("status")["virtual"] is True
    house.ask("stop")
    until(lambda: house.address() is None)
    told = house.command("start")
    assert told.returncode == 1
    assert "faster clock" in told.stderr


def test_a_faster_clock_needs_a_home_of_its_own(house: DaemonHome) -> None:
    """Or it would answer real routines."""
    del house.env["ROUTINE_HOME"]
    told = house.command("start", "--speed", "60")
    assert told.returncode == 2
    assert "ROUTINE_HOME" in told.stderr


def test_start_says_what_keeps_the_daemon_from_beginning(house: DaemonHome) -> None:
    """A state of a newer version, say."""
    house.data.mkdir(parents=True)
    (house.data / "log").write_text("a file where a directory should be")
    told = house.command("start")
    assert told.returncode == 1
    assert str(house.data / "log") in told.stderr


_START = (
    "from routine.adapters.paths import paths",
    "from routine.wiring.start_daemon import start",
    "print(start(paths()))",
)


def test_start_replaces_a_daemon_of_another_version(house: DaemonHome) -> None:
    """After an upgrade the old one must not go on."""
    old = house.up(version="0.0.1")
    told = house.python(*_START)
    assert told.returncode == 0, told.stderr
    assert "updated from version 0.0.1 to" in told.stdout
    assert old.wait(10) == 0
    assert house.ask("hello")["routine"] != "0.0.1"


def test_start_leaves_a_daemon_of_another_version_alone_while_a_session_runs(house: DaemonHome) -> None:
    """Somebody lies under a mask."""
    old = house.up(version="0.0.1", session="egg-mask")
    told = house.python(*_START)
    assert "Version 0.0.1 is running." in told.stdout
    assert "after this session" in told.stdout
    assert old.poll() is None
    assert house.ask("status")["session"]["routine"] == "egg-mask"


def test_stop_when_stopped_is_fine_and_status_says_so(house: DaemonHome) -> None:
    """A person who wants it off has it off."""
    assert house.command("stop").returncode == 0
    status = house.command("status", "--json")
    assert status.returncode == 0
    assert json.loads(status.stdout)["running"] is False
