"""What every store promises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from routine.adapters.store.log_segments import SEGMENT_ENTRIES
from routine.adapters.store.memory_store import MemoryStore
from routine.adapters.store.tinydb_store import TinyDbStore
from routine.core.state.cards import Card, NoticesState
from routine.core.state.model import ClockMark, State
from routine.core.state.notice import Button, Delivery
from routine.core.state.pause import Pause
from routine.core.state.reminder import Armed, Silence
from routine.core.state.routine import CourseState, SafetyState
from routine.ports.files import Store
from tests.contract.stored import MORNING, a_large_state, a_reminder, a_routine, a_state, an_entry
from tests.rows import each

Reopen = Callable[[], Store]


@pytest.fixture(params=["tinydb", "memory"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Reopen:
    """Opens the same store again, as another process would."""
    if request.param == "tinydb":
        return lambda: TinyDbStore(tmp_path)
    kept = MemoryStore()
    return lambda: kept


def everything() -> State:
    """A state with something in every field."""
    entry = an_entry(7)
    return State(
        seq=7,
        routines={
            "spf": a_routine(
                raised=a_reminder(8),
                armed=(Armed("after:7", entry.nominal, entry.instant, "2 h after done"),),
                recent=(entry,),
                course=CourseState(done_count=4),
                last_done=entry.at,
                safety=SafetyState(accepted=("retinoid-gap",)),
            )
        },
        pauses=(Pause("spf", MORNING, None), Pause(None, MORNING, MORNING + timedelta(days=2))),
        notices=NoticesState(
            seq=3,
            cards=(Card(id="c1", kind="welcome", title="„Hallo“ ☀", body="a\nb", buttons=(Button("ok", "OK"),)),),
            deliveries={"n8": Delivery(notifier="console", at=MORNING, attempts=2, error="no bus")},
        ),
        outbox=(entry,),
        clocks=ClockMark(MORNING, 12.5, "boot", "Europe/Berlin"),
        silence=Silence(shown=MORNING.date()),
        welcomed=True,
        known_problems=("x",),
    )


def test_a_new_store_is_empty(reopen: Reopen) -> None:
    store = reopen()
    assert store.load() == State()
    assert store.entries() == []
    assert store.problems == ()


def test_what_was_committed_comes_back_as_it_was(reopen: Reopen) -> None:
    reopen().commit(everything())
    assert reopen().load() == everything()


def test_the_last_commit_counts(reopen: Reopen) -> None:
    store = reopen()
    for n in range(5):
        store.commit(replace(everything(), notices=NoticesState(seq=n)))
    assert reopen().load().notices.seq == 4


def test_a_commit_that_is_not_settled_yet_is_there_for_whoever_opens_the_store_next(reopen: Reopen) -> None:
    reopen().commit(a_state(seq=1))
    reopen().commit(a_state(seq=2), settled=False)
    assert reopen().load() == a_state(seq=2)


def test_settling_changes_nothing_that_can_be_read_however_often(reopen: Reopen) -> None:
    store = reopen()
    store.settle()
    store.commit(everything(), settled=False)
    store.append([an_entry(7)])
    store.settle()
    store.settle()
    assert reopen().load() == replace(everything(), outbox=())
    assert reopen().entries() == [an_entry(7)]


def test_a_commit_replaces_all_of_the_state(reopen: Reopen) -> None:
    store = reopen()
    store.commit(a_large_state())
    store.commit(State())
    assert reopen().load() == State()


def test_appended_entries_come_back_in_order_with_every_field(reopen: Reopen) -> None:
    entries = [an_entry(1), an_entry(2, "undone", replaces=1), replace(an_entry(3, "missed"), reason="off", by="time")]
    reopen().append(entries)
    assert reopen().entries() == entries


def test_appending_again_changes_nothing(reopen: Reopen) -> None:
    store = reopen()
    store.append([an_entry(1), an_entry(2)])
    store.append([an_entry(1), an_entry(2), an_entry(3)])
    reopen().append([an_entry(2)])
    assert reopen().entries() == [an_entry(1), an_entry(2), an_entry(3)]


def test_an_entry_that_is_there_is_left_alone(reopen: Reopen) -> None:
    store = reopen()
    store.append([an_entry(1)])
    store.append([an_entry(1, "skipped")])
    assert store.entries() == [an_entry(1)]


def test_appending_nothing_is_nothing(reopen: Reopen) -> None:
    reopen().append([])
    assert reopen().entries() == []


@each("batch", [1, 100, SEGMENT_ENTRIES, 1000])
def test_the_log_holds_any_number_whatever_the_batches(reopen: Reopen, batch: int) -> None:
    entries = [an_entry(n) for n in range(1, 2 * SEGMENT_ENTRIES + 10)]
    store = reopen()
    for start in range(0, len(entries), batch):
        store.append(entries[start : start + batch])
    store.append(entries[-20:])
    assert reopen().entries() == entries


def test_entries_can_be_asked_for_by_time_recorded_and_by_routine(reopen: Reopen) -> None:
    store = reopen()
    store.append([an_entry(n, routine="spf" if n % 2 else "mask") for n in range(1, 1000)])
    since = an_entry(996).recorded_at
    assert [e.seq for e in store.entries(since)] == [996, 997, 998, 999]
    assert [e.seq for e in store.entries(since, "spf")] == [997, 999]
    assert len(store.entries(routine="mask")) == 499
    assert store.entries(an_entry(1000).recorded_at) == []


def test_an_outbox_that_the_log_has_is_empty_after_loading(reopen: Reopen) -> None:
    store = reopen()
    store.commit(replace(a_state(seq=2), outbox=(an_entry(1), an_entry(2))))
    store.append([an_entry(1)])
    assert reopen().load().outbox == (an_entry(2),)


@each("first", range(SEGMENT_ENTRIES - 2, SEGMENT_ENTRIES + 2))
def test_an_outbox_that_the_log_has_is_empty_wherever_a_segment_ends(reopen: Reopen, first: int) -> None:
    entries = [an_entry(n) for n in range(1, SEGMENT_ENTRIES + 4)]
    store = reopen()
    store.append(entries)
    store.commit(replace(a_state(seq=entries[-1].seq), outbox=tuple(entries[first - 1 :])))
    assert reopen().load().outbox == ()


def test_an_outbox_that_never_reached_the_log_is_still_there_after_loading(reopen: Reopen) -> None:
    reopen().commit(replace(a_state(seq=1), outbox=(an_entry(1),)))
    assert reopen().load().outbox == (an_entry(1),)


def test_entries_beyond_the_state_are_folded_in(reopen: Reopen) -> None:
    store = reopen()
    store.commit(a_state(seq=1, raised=a_reminder(3)))
    store.append([an_entry(n) for n in range(1, 4)])
    loaded = reopen().load()
    assert loaded.seq == 3
    assert loaded.routines["spf"].raised is None
    assert [e.seq for e in loaded.routines["spf"].recent] == [2, 3]


def test_folding_reaches_back_over_segments(reopen: Reopen) -> None:
    store = reopen()
    store.commit(a_state(seq=5))
    store.append([an_entry(n) for n in range(1, 3 * SEGMENT_ENTRIES)])
    loaded = reopen().load()
    assert loaded.seq == 3 * SEGMENT_ENTRIES - 1
    assert loaded.routines["spf"].course.done_count == loaded.seq - 5


def test_a_store_without_a_disk_loses_in_a_power_cut_what_was_not_settled() -> None:
    """As one on a disk may: what is tried with it holds there too."""
    store = MemoryStore()
    store.commit(a_state(seq=1))
    store.cut_power()
    assert store.load() == a_state(seq=1)
    store.commit(a_state(seq=2), settled=False)
    assert store.load() == a_state(seq=2)
    store.cut_power()
    assert store.load() == a_state(seq=1)
    store.commit(a_state(seq=3), settled=False)
    store.settle()
    store.cut_power()
    assert store.load() == a_state(seq=3)
