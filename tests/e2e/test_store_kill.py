"""Writers killed at any instant, and readers beside them: every file stays whole, no answer told as saved is lost."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from msgspec.structs import replace

from routine.adapters import atomic_file
from routine.adapters.lock_file import DirectoryLock
from routine.adapters.store.tinydb_store import STATE_NAME, TinyDbStore
from routine.core.state.fold import fold_entry
from routine.core.state.model import State
from tests.contract.stored import a_large_state, a_routine, an_entry

KILLS = 220


def answer_once(store: TinyDbStore, state: State, *, settled: bool = True) -> State:
    """One answer as the service gives it: committed with its entry in the outbox, then logged.

    Not `settled`: as a tick closes a time, settled between the two.
    """
    entry = an_entry(state.seq + 1)
    state = replace(fold_entry(state, entry), outbox=(entry,))
    store.commit(state, settled=settled)
    store.settle()
    store.append(state.outbox)
    return state


def in_child(act: Callable[[], None]) -> int:
    """Run `act` in a forked child, which ends there; its pid."""
    child = os.fork()
    if child:
        return child
    try:
        act()
    finally:
        os._exit(0)


def begin(folder: Path, routines: int = 40) -> State:
    """A home with one answer; 40 routines make a state of 40 KB."""
    store = TinyDbStore(folder)
    others = a_large_state(routines).routines
    state = State(routines={**others, "spf": a_routine()})
    store.commit(state)
    return answer_once(store, state)


def assert_every_file_is_whole(folder: Path) -> None:
    for path in folder.rglob("*.json"):
        json.loads(path.read_bytes())
    assert (folder / STATE_NAME).exists()


def assert_nothing_is_lost(folder: Path, told: int) -> State:
    """Every answer up to `told` is in state, and, once the outbox is delivered, each exactly once in the log."""
    store = TinyDbStore(folder)
    state = store.load()
    assert store.problems == ()
    assert state.seq >= told
    store.append(state.outbox)
    assert [e.seq for e in store.entries()] == list(range(1, state.seq + 1))
    assert state.routines["spf"].course.done_count == state.seq
    return state


def test_killed_at_any_moment_no_answer_that_was_told_as_saved_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", no_wait)  # so that most kills come in the middle of writing, not of waiting
    begin(tmp_path)
    chance = random.Random(7)
    told = 1
    for _ in range(KILLS):
        reader, writer = os.pipe()

        def answer(writer: int = writer) -> None:
            store = TinyDbStore(tmp_path)
            state = store.load()
            while True:
                state = answer_once(store, state, settled=state.seq % 2 == 0)
                os.write(writer, b"%8d" % state.seq)

        child = in_child(answer)
        os.close(writer)
        for _ in range(chance.randrange(3)):
            told = int(os.read(reader, 8) or told)
        spin(chance.randrange(40_000))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while rest := os.read(reader, 8):
            told = int(rest)
        os.close(reader)
        assert_every_file_is_whole(tmp_path)
        told = assert_nothing_is_lost(tmp_path, told).seq


def spin(turns: int) -> None:
    """Spend a moment of no exact length."""
    for _ in range(turns):
        pass


def kill_at_line(n: int) -> Callable[[FrameType, str, Any], Any]:
    """A tracer that kills this process before the n-th line of the modules that write files."""
    files = {atomic_file.__file__, sys.modules[TinyDbStore.__module__].__file__}
    lines = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal lines
        if frame.f_code.co_filename not in files:
            return None
        if event == "line":
            lines += 1
            if lines == n:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    return trace


@pytest.mark.parametrize("settled", [True, False], ids=["settled", "settled later"])
@pytest.mark.parametrize("links", [True, False], ids=["with hard links", "without"])
def test_killed_before_any_line_that_writes_all_is_as_before_or_as_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool, settled: bool
) -> None:
    monkeypatch.setattr(os, "fsync", no_wait)  # a killed process loses nothing that it wrote, only a power cut does
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    state = begin(tmp_path, routines=1)
    for n in range(1, 1000):

        def answer(state: State = state, n: int = n) -> None:
            store = TinyDbStore(tmp_path)
            store.commit(state)
            sys.settrace(kill_at_line(n))
            answer_once(store, state, settled=settled)

        _, how = os.waitpid(in_child(answer), 0)
        if how == 0:
            break
        assert os.WTERMSIG(how) == signal.SIGKILL
        for path in tmp_path.rglob("*.json"):
            json.loads(path.read_bytes())
        assert (tmp_path / "state.json").exists()
        state = loaded_as_before_or_after(tmp_path, state)
    else:
        raise AssertionError("it never came to its end")
    assert n > 60


def no_wait(_: int) -> None:
    """Do not wait for the disk."""


def no_links(*_: object) -> None:
    raise OSError(1, "no hard links here")


def loaded_as_before_or_after(folder: Path, before: State) -> State:
    store = TinyDbStore(folder)
    state = store.load()
    assert state.seq in (before.seq, before.seq + 1)
    store.append(state.outbox)
    assert [e.seq for e in store.entries()] == list(range(1, state.seq + 1))
    return state


def test_a_reader_beside_a_busy_writer_always_reads_a_whole_state(tmp_path: Path) -> None:
    state = begin(tmp_path)

    def write() -> None:
        store, last = TinyDbStore(tmp_path), state
        while True:
            last = answer_once(store, last)

    child = in_child(write)
    seen = [state.seq]
    while len(set(seen)) < 30:
        reader = TinyDbStore(tmp_path, readonly=True)
        seen.append(reader.load().seq)
        assert reader.problems == ()
        logged = [e.seq for e in reader.entries()]
        assert logged == list(range(1, len(logged) + 1))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert seen == sorted(seen)


def test_two_writers_never_write_at_the_same_time(tmp_path: Path) -> None:
    begin(tmp_path)

    def answer_ten_times() -> None:
        for _ in range(10):
            lock = DirectoryLock(tmp_path)
            lock.acquire("command", wait_s=60)
            store = TinyDbStore(tmp_path)
            answer_once(store, store.load())
            lock.release()

    children = [in_child(answer_ten_times) for _ in range(4)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4
    assert assert_nothing_is_lost(tmp_path, 41).seq == 41
