"""A disk that is full, failing or forbidden: a store leaves it as it was, and says why."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from routine.adapters.store.tinydb_store import STATE_NAME, TinyDbStore
from routine.core.errors import StoreError
from routine.core.state.model import State
from tests.contract.stored import a_large_state, an_entry, files, two_commits
from tests.users import let_others_in


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file may grow beyond 1000 bytes in this process: writes end short, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def a_stored(folder: Path) -> tuple[TinyDbStore, dict[str, bytes]]:
    store = TinyDbStore(folder)
    two_commits(folder)
    store.append([an_entry(1)])
    return store, files(folder)


def assert_nothing_changes(folder: Path, store: TinyDbStore, before: dict[str, bytes], says: str) -> None:
    with pytest.raises(StoreError, match=says) as failure:
        store.commit(a_large_state())
    assert failure.value.hint
    with pytest.raises(StoreError, match=says):
        store.append([an_entry(n) for n in range(2, 20)])
    assert files(folder) == before


@pytest.mark.usefixtures("full_disk")
def test_a_write_that_does_not_fit_leaves_the_disk_as_it_was(tmp_path: Path) -> None:
    store, before = a_stored(tmp_path)
    assert_nothing_changes(tmp_path, store, before, "cannot (save|write)")


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_full_disk_leaves_the_disk_as_it_was_and_works_again_with_room(tmp_path: Path) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)], check=True)
    try:
        store, _ = a_stored(tmp_path)
        filler = tmp_path / "filler"
        with filler.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
            while True:
                file.write(b"x" * 4096)
        assert_nothing_changes(tmp_path, store, files(tmp_path), "the disk is full")
        filler.unlink()
        store.commit(State(seq=9))
        assert TinyDbStore(tmp_path).load() == State(seq=9)
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_failing_sync_leaves_the_disk_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, before = a_stored(tmp_path)

    def fail(_: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        assert_nothing_changes(tmp_path, store, before, "Input/output error")
    store.commit(State(seq=9))
    assert TinyDbStore(tmp_path).load() == State(seq=9)


AS_NOBODY = """
import os, sys
from pathlib import Path
from routine.adapters.store.tinydb_store import TinyDbStore
from routine.core.errors import StoreError
from routine.core.state.model import State
from tests.contract.stored import an_entry
if os.geteuid() == 0:
    os.setuid(65534)
store = TinyDbStore(Path(sys.argv[1]))
for act in (store.load, lambda: store.commit(State()), lambda: store.append([an_entry(2)])):
    try:
        act()
        print("done")
    except StoreError as error:
        print(error.message, "|", error.hint)
"""


def acts_as_nobody(folder: Path) -> list[str]:
    """What load, commit and append say in a process without root's rights."""
    ended = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(folder)], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    return ended.stdout.splitlines()


@pytest.fixture
def open_way(tmp_path: Path) -> Path:
    """A data directory that other users can reach."""
    folder = tmp_path / "data"
    folder.mkdir()
    let_others_in(tmp_path)
    return folder


def test_a_read_only_directory_can_be_read_and_says_why_it_cannot_be_written(open_way: Path) -> None:
    _, before = a_stored(open_way)
    for path in open_way.rglob("*.json"):
        path.chmod(0o644)
    (open_way / "log").chmod(0o555)
    open_way.chmod(0o555)
    said = acts_as_nobody(open_way)
    open_way.chmod(0o755)
    assert said[0] == "done"
    assert all("Permission denied" in line and str(open_way) in line and "write to it" in line for line in said[1:])
    assert files(open_way) == before


def test_files_of_somebody_else_are_an_error_and_not_unreadable(open_way: Path) -> None:
    _, before = a_stored(open_way)
    open_way.chmod(0o777)
    if os.geteuid() != 0:
        (open_way / STATE_NAME).chmod(0)
    said = acts_as_nobody(open_way)
    (open_way / STATE_NAME).chmod(0o600)
    assert "Permission denied" in said[0]
    assert "Permission denied" in said[1]
    assert files(open_way) == before
