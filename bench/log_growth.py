"""Whether an answer costs the same after years: append and commit with 100,000 entries in the log against 100.

Run: python -m bench.log_growth
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from bench.measure import alternate, comparison, table
from routine.adapters.store.log_segments import SEGMENT_ENTRIES
from routine.adapters.store.tinydb_store import TinyDbStore
from routine.core.state.log import Entry
from routine.core.state.model import State
from routine.core.state.routine import RoutineState

FEW, MANY = 100, 100_000
RUNS = 60
START = datetime(2020, 1, 1, 8, tzinfo=UTC)


def entry(seq: int) -> Entry:
    """One answer, an hour after the one before."""
    at = START + timedelta(hours=seq)
    return Entry(
        seq=seq,
        routine="spf",
        key=f"{at:%Y-%m-%dT%H:%M}",
        nominal=at.replace(tzinfo=None),
        instant=at,
        answer="done",
        at=at,
        recorded_at=at,
    )


def large_state(seq: int) -> State:
    """About 40 KB, as of thirty routines with a few days of answers each."""
    routine = RoutineState(
        enabled=True,
        anchor=START.date(),
        since=START,
        through=START.replace(tzinfo=None),
        schedule="f00d",
        recent=tuple(entry(n) for n in range(5)),
    )
    return State(seq=seq, routines={f"routine-{n}": routine for n in range(33)})


def acts(folder: Path, entries: int) -> dict[str, Callable[[], object]]:
    """What is measured, in a home whose log has `entries` entries and whose last segment is half full."""
    store = TinyDbStore(folder)
    half = SEGMENT_ENTRIES // 2
    begun = entries - entries % SEGMENT_ENTRIES + half - RUNS // 2 if entries > SEGMENT_ENTRIES else entries
    store.append([entry(n) for n in range(1, begun + 1)])
    seqs = count(begun + 1)
    state = large_state(begun)
    store.commit(state)
    recent = START + timedelta(hours=begun - 50)
    return {
        "append": lambda: store.append([entry(next(seqs))]),
        "commit": lambda: store.commit(state),
        "load": lambda: TinyDbStore(folder, readonly=True).load(),
        "entries since": lambda: store.entries(recent),
    }


def fsyncs(act: Callable[[], object]) -> int:
    """How many times `act` waits for the disk."""
    waits: list[int] = []
    real = os.fsync

    def counted(file: int) -> None:
        waits.append(file)
        real(file)

    os.fsync = counted  # type: ignore[assignment]  # for the length of one call
    try:
        act()
    finally:
        os.fsync = real
    return len(waits)


def synced_write(path: Path, content: bytes) -> None:
    """The least that a durable write can be: over the old file, with one sync; a kill would leave half of it."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def main() -> None:
    """Print a table for each act."""
    with tempfile.TemporaryDirectory() as few, tempfile.TemporaryDirectory() as many:
        homes = {f"{n:,} entries": acts(Path(folder), n) for folder, n in ((few, FEW), (many, MANY))}
        state = (Path(many) / "state.json").read_bytes()
        plain: dict[str, Callable[[], object]] = {
            "a plain synced write": lambda: synced_write(Path(few) / "plain", state)
        }
        for act in ("append", "commit", "load", "entries since"):
            subjects = {name: home[act] for name, home in homes.items()}
            found = alternate(subjects | plain if act == "commit" else subjects, RUNS)
            print(f"\n{act} ({fsyncs(homes[f'{MANY:,} entries'][act])} fsync)\n")
            print(table(comparison(found, f"{FEW:,} entries")))
        print(f"\nThe state is {len(state) / 1000:.0f} KB.")


if __name__ == "__main__":
    main()
