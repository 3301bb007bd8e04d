"""What a power cut may take back from a store, and what it may not once that is settled."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from routine.adapters import atomic_file
from routine.adapters.store.log_segments import SEGMENT_ENTRIES
from routine.adapters.store.tinydb_store import TinyDbStore
from routine.core.errors import StoreError
from routine.core.state.cards import NoticesState
from routine.core.state.model import State
from tests.contract.stored import a_state, an_entry, files, two_commits
from tests.contract.unsynced_disk import Disk


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


def test_a_reader_settles_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    two_commits(tmp_path)
    disk = Disk(tmp_path, monkeypatch)
    TinyDbStore(tmp_path, readonly=True).settle()
    assert disk.synced == []


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


@pytest.mark.parametrize("before", [1, SEGMENT_ENTRIES])
def test_what_the_log_has_although_its_folder_could_not_be_synced_is_settled_before_it_is_relied_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    """Whoever tried once more found the entry there, and let it go from the state; then a power cut."""
    store, entries = TinyDbStore(tmp_path), [an_entry(seq) for seq in range(1, before + 2)]
    store.append(entries[:-1])
    disk = Disk(tmp_path, monkeypatch)
    with monkeypatch.context() as failing:
        failing.setattr(atomic_file, "_sync_directory", fail)
        with pytest.raises(StoreError, match="Input/output error"):
            store.append(entries[-1:])
    store.append(entries[-1:])
    disk.cut_power()
    assert TinyDbStore(tmp_path).entries() == entries


def fail(_: object) -> None:
    raise OSError(5, "Input/output error")


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
