"""What the files of a store promise: whole, readable, never lost, whoever reads, whatever fails."""

from __future__ import annotations

import json
import os
import resource
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from routine.adapters import atomic_file
from routine.adapters.store.log_segments import SEGMENT_ENTRIES
from routine.adapters.store.tinydb_store import LAST_GOOD_NAME, STATE_NAME, TinyDbStore
from routine.core.errors import StoreError
from routine.core.state.cards import NoticesState
from routine.core.state.model import State
from tests.contract.stored import a_large_state, a_state, an_entry
from tests.contract.unsynced_disk import Disk
from tests.users import let_others_in

JUNK = [
    b"",
    b"{",
    b"[]",
    b"\xff\xfe",
    b"{}\n",
    b'{"state": {"1": {"schema": 1, "seq": "many"}}}',
    b'{"state": {"1": {"schema": 1, "routines": []}}}',
    b'{"state": {"1": {"schema": 1, "routines": {"spf": 8}}}}',
    b'{"state": {"1": {"schema": 2, "notices": 8}}}',
    b"[" * 100_000,
]


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def two_commits(folder: Path) -> None:
    store = TinyDbStore(folder)
    store.commit(State(seq=1))
    store.commit(State(seq=2))


def test_the_files_are_plain_json_with_times_in_utc(tmp_path: Path) -> None:
    store = TinyDbStore(tmp_path)
    store.commit(a_state(seq=1, recent=(an_entry(1),)))
    store.append([an_entry(1)])
    state = json.loads((tmp_path / STATE_NAME).read_text("utf-8"))["state"]["1"]
    assert state["schema"] == 2
    assert state["routines"]["spf"]["since"] == "2026-11-01T08:00:00Z"
    assert state["routines"]["spf"]["through"] == "2026-11-01T08:00:00"
    assert json.loads((tmp_path / "log/000001.json").read_text("utf-8"))["log"]["1"]["answer"] == "done"


def test_the_files_are_the_owners_alone(tmp_path: Path) -> None:
    store = TinyDbStore(tmp_path)
    store.commit(State())
    store.append([an_entry(1)])
    modes = {name: stat.S_IMODE((tmp_path / name).stat().st_mode) for name in (STATE_NAME, "log", "log/000001.json")}
    assert modes == {STATE_NAME: 0o600, "log": 0o700, "log/000001.json": 0o600}


def test_the_state_before_is_kept_whole(tmp_path: Path) -> None:
    two_commits(tmp_path)
    (tmp_path / LAST_GOOD_NAME).replace(tmp_path / STATE_NAME)
    assert TinyDbStore(tmp_path).load() == State(seq=1)


def test_nothing_of_an_older_document_stays_in_a_new_one(tmp_path: Path) -> None:
    store = TinyDbStore(tmp_path)
    store.commit(State())
    older = (tmp_path / STATE_NAME).read_bytes().replace(b'"schema":2', b'"schema":2,"of_old":1')
    (tmp_path / STATE_NAME).write_bytes(older)
    store.commit(State(seq=2))
    assert b"of_old" not in (tmp_path / STATE_NAME).read_bytes()


def test_only_the_last_segment_is_ever_written(tmp_path: Path) -> None:
    store = TinyDbStore(tmp_path)
    store.append([an_entry(n) for n in range(1, SEGMENT_ENTRIES + 2)])
    full = (tmp_path / "log/000001.json").stat()
    for n in range(SEGMENT_ENTRIES + 2, SEGMENT_ENTRIES + 20):
        store.append([an_entry(n)])
    now = (tmp_path / "log/000001.json").stat()
    assert (now.st_ino, now.st_mtime_ns) == (full.st_ino, full.st_mtime_ns)
    assert [p.name for p in sorted((tmp_path / "log").iterdir())] == ["000001.json", "000002.json"]


def test_recent_entries_are_found_without_reading_the_whole_log(tmp_path: Path) -> None:
    store = TinyDbStore(tmp_path)
    store.append([an_entry(n) for n in range(1, 5 * SEGMENT_ENTRIES)])
    for number in (1, 2, 3):
        (tmp_path / f"log/{number:06d}.json").write_bytes(b"never read")
    assert len(store.entries(an_entry(5 * SEGMENT_ENTRIES - 3).recorded_at)) == 3
    assert store.problems == ()


@pytest.mark.parametrize("junk", JUNK)
def test_an_unreadable_state_is_set_aside_and_the_last_good_one_used(tmp_path: Path, junk: bytes) -> None:
    two_commits(tmp_path)
    (tmp_path / STATE_NAME).write_bytes(junk)
    store = TinyDbStore(tmp_path)
    assert store.load() == State(seq=1)
    assert (tmp_path / f"{STATE_NAME}.unreadable-1").read_bytes() == junk
    assert any("state.json.unreadable-1" in problem for problem in store.problems)


def test_after_setting_a_state_aside_every_file_is_readable_again(tmp_path: Path) -> None:
    two_commits(tmp_path)
    (tmp_path / STATE_NAME).write_bytes(b"junk")
    TinyDbStore(tmp_path).load()
    store = TinyDbStore(tmp_path)
    assert store.load() == State(seq=1)
    assert store.problems == ()


def test_no_unreadable_state_is_ever_deleted(tmp_path: Path) -> None:
    two_commits(tmp_path)
    for n in range(3):
        (tmp_path / STATE_NAME).write_bytes(b"junk %d" % n)
        store = TinyDbStore(tmp_path)
        store.commit(replace(store.load(), notices=NoticesState(seq=n)))
    assert [(tmp_path / f"{STATE_NAME}.unreadable-{n}").read_bytes() for n in (1, 2, 3)] == [
        b"junk 0",
        b"junk 1",
        b"junk 2",
    ]


def test_a_state_that_became_unreadable_under_way_does_not_push_out_the_last_good_one(tmp_path: Path) -> None:
    store = TinyDbStore(tmp_path)
    store.commit(State(seq=1))
    store.commit(State(seq=2))
    (tmp_path / STATE_NAME).write_bytes(b"junk")
    store.commit(State(seq=3))
    assert (tmp_path / f"{STATE_NAME}.unreadable-1").read_bytes() == b"junk"
    (tmp_path / STATE_NAME).unlink()
    assert TinyDbStore(tmp_path).load() == State(seq=1)


def test_an_unreadable_last_good_one_is_set_aside_too(tmp_path: Path) -> None:
    two_commits(tmp_path)
    (tmp_path / LAST_GOOD_NAME).write_bytes(b"junk")
    store = TinyDbStore(tmp_path)
    assert store.load() == State(seq=2)
    store.commit(State(seq=3))
    assert (tmp_path / f"{LAST_GOOD_NAME}.unreadable-1").read_bytes() == b"junk"


def test_when_nothing_can_be_read_everything_begins_anew_and_says_so(tmp_path: Path) -> None:
    two_commits(tmp_path)
    for name in (STATE_NAME, LAST_GOOD_NAME):
        (tmp_path / name).write_bytes(b"junk")
    store = TinyDbStore(tmp_path)
    assert store.load() == State()
    assert any("starts from the beginning" in problem for problem in store.problems)
    assert {f"{STATE_NAME}.unreadable-1", f"{LAST_GOOD_NAME}.unreadable-1"} == set(files(tmp_path))


def test_a_state_that_vanished_is_taken_from_the_last_good_one_and_said(tmp_path: Path) -> None:
    two_commits(tmp_path)
    (tmp_path / STATE_NAME).unlink()
    store = TinyDbStore(tmp_path)
    assert store.load() == State(seq=1)
    assert any("was missing" in problem for problem in store.problems)


def test_answers_in_the_log_survive_the_loss_of_the_last_state(tmp_path: Path) -> None:
    store = TinyDbStore(tmp_path)
    store.commit(a_state())
    store.commit(replace(a_state(seq=1), outbox=(an_entry(1),)))
    store.append([an_entry(1)])
    (tmp_path / STATE_NAME).write_bytes(b"junk")
    loaded = TinyDbStore(tmp_path).load()
    assert (loaded.seq, loaded.routines["spf"].recent) == (1, (an_entry(1),))


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_unreadable_segment_is_set_aside_and_the_others_used(tmp_path: Path, number: int) -> None:
    TinyDbStore(tmp_path).append([an_entry(n) for n in range(1, 2 * SEGMENT_ENTRIES + 5)])
    (tmp_path / f"log/{number:06d}.json").write_bytes(b"junk")
    store = TinyDbStore(tmp_path)
    left = [e.seq for e in store.entries()]
    assert len(left) == 2 * SEGMENT_ENTRIES + 4 - {1: SEGMENT_ENTRIES, 2: SEGMENT_ENTRIES, 3: 4}[number]
    assert any(f"{number:06d}.json.unreadable-1" in problem for problem in store.problems)
    store.append([an_entry(1000)])
    assert [e.seq for e in TinyDbStore(tmp_path).entries()] == [*left, 1000]
    assert (tmp_path / f"log/{number:06d}.json.unreadable-1").read_bytes() == b"junk"


def test_a_newer_schema_is_refused_and_nothing_is_touched(tmp_path: Path) -> None:
    two_commits(tmp_path)
    content = (tmp_path / STATE_NAME).read_bytes().replace(b'"schema":2', b'"schema":99')
    (tmp_path / STATE_NAME).write_bytes(content)
    (tmp_path / LAST_GOOD_NAME).write_bytes(b"junk")
    before = files(tmp_path)
    for act in (lambda: TinyDbStore(tmp_path).load(), lambda: TinyDbStore(tmp_path).commit(State())):
        with pytest.raises(StoreError, match="newer version of Routine"):
            act()
    assert files(tmp_path) == before


def test_a_reader_changes_nothing_even_where_something_is_unreadable(tmp_path: Path) -> None:
    two_commits(tmp_path)
    TinyDbStore(tmp_path).append([an_entry(1)])
    for name in (STATE_NAME, "log/000001.json", ".state.json.1.writing"):
        (tmp_path / name).write_bytes(b"junk")
    before = files(tmp_path)
    reader = TinyDbStore(tmp_path, readonly=True)
    assert reader.load() == State(seq=1)
    assert reader.entries() == []
    assert len(reader.problems) == 2
    assert files(tmp_path) == before
    with pytest.raises(StoreError, match="reading only"):
        reader.commit(State())
    with pytest.raises(StoreError, match="reading only"):
        reader.append([an_entry(1)])


def test_what_killed_writers_left_is_cleared_away(tmp_path: Path) -> None:
    two_commits(tmp_path)
    (tmp_path / ".state.json.12345.writing").write_bytes(b"half")
    TinyDbStore(tmp_path).load()
    assert set(files(tmp_path)) == {STATE_NAME, LAST_GOOD_NAME}


def test_a_commit_after_one_that_was_cut_off_leaves_the_two_files_alone(tmp_path: Path) -> None:
    store = TinyDbStore(tmp_path)
    store.commit(State(seq=1))
    os.link(tmp_path / STATE_NAME, tmp_path / LAST_GOOD_NAME)  # cut off before the new state got its name
    store.commit(State(seq=2))
    assert {path.name for path in tmp_path.glob("*state*")} == {STATE_NAME, LAST_GOOD_NAME}


def test_a_data_directory_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nowhere"):
        TinyDbStore(tmp_path / "nowhere").commit(State())


# --- what a power cut leaves --------------------------------------------------------------------------------------


def test_until_it_is_settled_a_power_cut_may_give_back_the_state_before_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, store = Disk(tmp_path, monkeypatch), TinyDbStore(tmp_path)
    store.commit(State(seq=1))
    store.commit(State(seq=2), settled=False)
    assert TinyDbStore(tmp_path).load() == State(seq=2)
    disk.cut_power()
    reopened = TinyDbStore(tmp_path)
    assert reopened.load() == State(seq=1)
    assert reopened.problems == ()


@pytest.mark.parametrize("how", ["settle", "commit", "settle in another process"])
def test_once_it_is_settled_a_power_cut_takes_nothing_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    disk, store = Disk(tmp_path, monkeypatch), TinyDbStore(tmp_path)
    store.commit(State(seq=1))
    store.commit(State(seq=2), settled=False)
    if how == "commit":
        store.commit(State(seq=2, notices=NoticesState(seq=1)))
    else:
        (store if how == "settle" else TinyDbStore(tmp_path)).settle()
    before = files(tmp_path)
    disk.cut_power()
    assert files(tmp_path) == before


def test_a_commit_to_be_settled_later_waits_for_one_sync_and_settling_for_one_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, store = Disk(tmp_path, monkeypatch), TinyDbStore(tmp_path)
    store.commit(State(seq=1), settled=False)
    assert disk.synced == ["file"]
    store.settle()
    store.settle()
    assert disk.synced == ["file", "directory"]
    store.commit(State(seq=2))
    store.settle()
    assert disk.synced[2:] == ["file", "directory"]


def test_a_failed_settling_is_told_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = TinyDbStore(tmp_path)
    store.commit(State(seq=1), settled=False)

    def fail(_: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(StoreError, match="Input/output error"):
            store.settle()
    disk = Disk(tmp_path, monkeypatch)
    store.settle()
    assert disk.synced == ["directory"]


def test_a_log_that_was_appended_to_is_there_after_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder, which the first entry makes, and every further segment."""
    store = TinyDbStore(tmp_path)
    store.commit(State(seq=1))
    disk = Disk(tmp_path, monkeypatch)
    entries = [an_entry(n) for n in range(1, SEGMENT_ENTRIES + 2)]
    store.append(entries[:1])
    disk.cut_power()
    assert TinyDbStore(tmp_path).entries() == entries[:1]
    TinyDbStore(tmp_path).append(entries)
    disk.cut_power()
    assert TinyDbStore(tmp_path).entries() == entries


def test_a_power_cut_after_any_call_leaves_a_state_and_a_log_that_belong_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the commit that was settled on an answer is in the outbox, in the log, or in both; all can be read."""
    here, there = tmp_path / "data", tmp_path / "after the cut"
    here.mkdir()
    store = TinyDbStore(here)
    store.commit(a_state())
    store.commit(a_state())
    disk = Disk(here, monkeypatch)
    disk.watch()
    store.commit(replace(a_state(seq=1), outbox=(an_entry(1),)), settled=False)
    store.append([an_entry(1)])
    store.settle()
    settled = len(disk.cuts)
    store.commit(a_state(seq=1), settled=False)
    store.commit(replace(a_state(seq=2), outbox=(an_entry(2),)))
    store.append([an_entry(2)])
    monkeypatch.undo()
    known = []
    for left in disk.cuts:
        for name, content in left.items():
            (there / name).parent.mkdir(parents=True, exist_ok=True)
            (there / name).write_bytes(content)
        found = TinyDbStore(there)
        state = found.load()
        assert (found.problems, state.seq) == ((), max(state.seq, len(found.entries())))
        known.append({*(e.seq for e in state.outbox), *(e.seq for e in found.entries())})
        shutil.rmtree(there)
    assert {frozenset(one) for one in known} == {frozenset(), frozenset({1}), frozenset({1, 2})}
    assert all(1 in one for one in known[settled - 1 :]) and 2 in known[-1]


def test_a_reader_settles_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    two_commits(tmp_path)
    disk = Disk(tmp_path, monkeypatch)
    TinyDbStore(tmp_path, readonly=True).settle()
    assert disk.synced == []


# --- what can fail ------------------------------------------------------------------------------------------------


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


def test_what_the_log_had_when_its_writer_was_killed_is_settled_before_it_is_relied_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the log's renaming and before its folder was synced; then a power cut: the entry was only there."""
    store = TinyDbStore(tmp_path)
    store.append([an_entry(1)])
    store.commit(replace(a_state(seq=2), outbox=(an_entry(2),)))
    disk = Disk(tmp_path, monkeypatch)
    with monkeypatch.context() as killed:
        killed.setattr(atomic_file, "_sync_directory", lambda folder: None)
        store.append([an_entry(2)])
    later = TinyDbStore(tmp_path)
    later.commit(later.load())
    disk.cut_power()
    assert [entry.seq for entry in TinyDbStore(tmp_path).entries()] == [1, 2]


def test_what_was_wrong_is_told_no_more_once_a_later_load_finds_all_well(tmp_path: Path) -> None:
    two_commits(tmp_path)
    (tmp_path / STATE_NAME).write_bytes(b"junk")
    store = TinyDbStore(tmp_path)
    store.load()
    told = store.problems
    assert store.load() == State(seq=1)
    assert (len(told), len(store.problems)) == (1, 0)
