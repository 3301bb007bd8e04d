"""Who owns the data directory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from routine.adapters import lock_file
from routine.adapters.lock_file import LOCK_NAME, DirectoryLock, Holder, is_held, read_holder
from routine.core.errors import BusyError, StoreError

OWN = """
import sys
from routine.adapters.lock_file import DirectoryLock
lock = DirectoryLock(sys.argv[1])
lock.acquire(sys.argv[2])
lock.describe(phase="ready", address="/run/x.sock", version="1.0")
print("owned", flush=True)
sys.stdin.read()
"""

REWRITE = """
import sys
from routine.adapters import lock_file
from routine.adapters.lock_file import DirectoryLock
lock = DirectoryLock(sys.argv[1])
lock.acquire("daemon")
print("owned", flush=True)
n = 0
while True:
    n += 1
    lock.describe(phase="p" * (n % 97), address="a" * (n % 97), version="v" * (n % 97))
"""

LOOK = """
import sys
from routine.adapters.lock_file import is_held
print("looking", flush=True)
while True:
    is_held(sys.argv[1])
"""


class OtherProcess:
    """Another process that owns the directory until it is told to end."""

    def __init__(self, folder: Path, role: str = "daemon", program: str = OWN) -> None:
        pipe = subprocess.PIPE
        self.process = subprocess.Popen([sys.executable, "-c", program, str(folder), role], stdin=pipe, stdout=pipe)
        assert self.process.stdout is not None
        self.process.stdout.readline()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[OtherProcess]:
    process = OtherProcess(tmp_path)
    yield process
    process.kill()


def test_one_owner_keeps_out_another(tmp_path: Path) -> None:
    owner = DirectoryLock(tmp_path)
    owner.acquire("command")
    with pytest.raises(BusyError):
        DirectoryLock(tmp_path).acquire("command")
    owner.release()
    DirectoryLock(tmp_path).acquire("command")


def test_the_refusal_names_a_daemon_and_how_to_end_it(tmp_path: Path, other: OtherProcess) -> None:
    with pytest.raises(BusyError) as refusal:
        DirectoryLock(tmp_path).acquire("daemon")
    assert f"(process {other.process.pid}, ready, since 20" in refusal.value.message
    assert "routine stop" in (refusal.value.hint or "")
    assert refusal.value.details == {"pid": other.process.pid, "role": "daemon", "phase": "ready"}


def test_the_refusal_names_another_command(tmp_path: Path) -> None:
    owner = DirectoryLock(tmp_path)
    owner.acquire("command")
    with pytest.raises(BusyError, match=r"Another command is writing"):
        DirectoryLock(tmp_path).acquire("command")


def test_waiting_gets_the_directory_when_it_becomes_free(tmp_path: Path, other: OtherProcess) -> None:
    assert other.process.stdin is not None
    other.process.stdin.close()
    DirectoryLock(tmp_path).acquire("command", wait_s=5)
    other.process.wait()


def test_a_killed_owner_owns_nothing_whatever_its_file_says(tmp_path: Path, other: OtherProcess) -> None:
    assert is_held(tmp_path)
    other.kill()
    assert not is_held(tmp_path)
    said = read_holder(tmp_path)
    assert said is not None
    assert said.pid == other.process.pid
    DirectoryLock(tmp_path).acquire("daemon")
    assert read_holder(tmp_path) != said


def test_anyone_can_read_who_owns_it(tmp_path: Path, other: OtherProcess) -> None:
    said = read_holder(tmp_path)
    assert said is not None
    assert said[:5] == (other.process.pid, "daemon", "ready", "/run/x.sock", "1.0")
    assert said.since.endswith("Z")


def test_a_shorter_description_leaves_nothing_of_a_longer_one(tmp_path: Path) -> None:
    lock = DirectoryLock(tmp_path)
    lock.acquire("daemon")
    for address in ("a" * 3000, "b"):
        lock.describe(address=address)
        said = read_holder(tmp_path)
        assert said is not None
        assert (said.address, said.phase) == (address, "starting")


def test_a_released_directory_has_no_owner(tmp_path: Path) -> None:
    lock = DirectoryLock(tmp_path)
    assert not is_held(tmp_path)
    lock.acquire("daemon")
    assert lock.held
    assert is_held(tmp_path)
    lock.release()
    lock.release()
    assert not lock.held
    assert not is_held(tmp_path)
    assert read_holder(tmp_path) is None


def test_looking_whether_it_is_held_does_not_keep_anyone_out(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", LOOK, str(tmp_path)], stdout=subprocess.PIPE) as looker:
        assert looker.stdout is not None
        looker.stdout.readline()
        for _ in range(200):
            lock = DirectoryLock(tmp_path)
            lock.acquire("command", wait_s=0.5)
            lock.release()
        looker.kill()


def test_what_is_read_is_never_half_of_one_description_and_half_of_another(tmp_path: Path) -> None:
    writer = OtherProcess(tmp_path, program=REWRITE)
    seen: set[Holder | None] = {read_holder(tmp_path) for _ in range(20_000)}
    writer.kill()
    assert len(seen) > 10
    told = [holder for holder in seen if holder is not None]
    assert all(len(h.phase) == len(h.address) == len(h.version) or h.phase == "starting" for h in told)
    assert len(seen) - len(told) <= 1


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"[]", b"7", b'{"pid": 2, "check": 1}', b"\xff"])
def test_a_file_that_says_nothing_sensible_says_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "lock").write_bytes(content)
    assert read_holder(tmp_path) is None


def test_a_record_that_was_mixed_from_two_says_nothing(tmp_path: Path) -> None:
    lock = DirectoryLock(tmp_path)
    lock.acquire("daemon")
    lock.describe(phase="ready")
    file = tmp_path / "lock"
    file.write_bytes(file.read_bytes().replace(b"ready", b"start"))
    assert read_holder(tmp_path) is None


def test_a_lock_file_removed_by_hand_does_not_let_two_in_at_its_new_place(tmp_path: Path) -> None:
    first, second = DirectoryLock(tmp_path), DirectoryLock(tmp_path)
    first.acquire("command")
    (tmp_path / "lock").unlink()
    second.acquire("command")
    with pytest.raises(BusyError):
        DirectoryLock(tmp_path).acquire("command")


def test_a_lock_file_removed_while_it_is_being_locked_is_not_taken_for_the_one_that_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_open = os.open
    opened: list[str] = []

    def open_and_lose(path: str, *how: int, **options: Any) -> int:
        file = real_open(path, *how, **options)
        if not opened:
            (tmp_path / "lock").unlink()
        opened.append(path)
        return file

    monkeypatch.setattr(os, "open", open_and_lose)
    DirectoryLock(tmp_path).acquire("command")
    assert len(opened) == 2
    assert is_held(tmp_path)


def test_one_who_only_looks_at_that_moment_does_not_make_it_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = lock_file._lock
    tries: list[int] = []

    def looked_at(file: int, *, exclusive: bool) -> bool:
        tries.append(file)
        return len(tries) > 2 and real(file, exclusive=exclusive)

    monkeypatch.setattr(lock_file, "_lock", looked_at)
    lock = DirectoryLock(tmp_path)
    lock.acquire("command")
    assert lock.held


def test_what_a_killed_owner_left_is_gone_before_the_next_has_said_anything(
    tmp_path: Path, other: OtherProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    other.kill()
    said: list[Holder | None] = []
    monkeypatch.setattr(DirectoryLock, "_write", lambda *_: said.append(read_holder(tmp_path)))
    DirectoryLock(tmp_path).acquire("daemon")
    assert said == [None]


def test_a_directory_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nowhere/lock"):
        DirectoryLock(tmp_path / "nowhere").acquire("command")
    assert not is_held(tmp_path / "nowhere")
    assert read_holder(tmp_path / "nowhere") is None


def test_a_lock_is_lost_with_its_folder_and_by_another_file_in_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    lock = DirectoryLock(folder)
    assert not lock.lost
    lock.acquire("daemon")
    assert not lock.lost
    lock.describe(phase="ready")
    assert not lock.lost
    folder.rename(tmp_path / "elsewhere")
    assert lock.lost
    folder.mkdir()
    DirectoryLock(folder).acquire("daemon")
    assert lock.lost


def test_acquiring_twice_is_refused(tmp_path: Path) -> None:
    lock = DirectoryLock(tmp_path)
    lock.acquire("command")
    with pytest.raises(BusyError, match="already"):
        lock.acquire("command")


def test_describing_what_is_not_owned_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not own"):
        DirectoryLock(tmp_path).describe(phase="ready")


def test_the_lock_file_is_its_owners_alone_and_not_inherited(tmp_path: Path) -> None:
    lock = DirectoryLock(tmp_path)
    lock.acquire("daemon")
    assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False) as child:
        lock.release()
        DirectoryLock(tmp_path).acquire("command")
        child.kill()


def test_letting_go_counts_even_while_a_forked_child_still_has_the_file_open(tmp_path: Path) -> None:
    lock = DirectoryLock(tmp_path)
    lock.acquire("daemon")
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(writer)
        os.read(reader, 1)
        os._exit(0)
    lock.release()
    assert not is_held(tmp_path)
    os.close(writer)
    os.waitpid(child, 0)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_a_pipe_of_its_name_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / LOCK_NAME)
    assert read_holder(tmp_path) is None
    assert not is_held(tmp_path)
    with pytest.raises(StoreError, match="cannot use the lock file"):
        DirectoryLock(tmp_path).acquire("command")
