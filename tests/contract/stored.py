"""Made-up states and entries for tests of stores."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from routine.adapters.store.tinydb_store import TinyDbStore
from routine.core.state.log import Answer, Entry
from routine.core.state.model import State
from routine.core.state.reminder import Reminder
from routine.core.state.routine import RoutineState

MORNING = datetime(2026, 11, 1, 8, tzinfo=UTC)


def an_entry(seq: int, answer: Answer = "done", routine: str = "spf", replaces: int | None = None) -> Entry:
    """The answer to the occurrence of day `seq` (or of the entry that it `replaces`), given five minutes after it."""
    due = MORNING + timedelta(days=replaces or seq)
    return Entry(
        seq=seq,
        routine=routine,
        key=f"{due:%Y-%m-%dT%H:%M}",
        nominal=due.replace(tzinfo=None),
        instant=due,
        answer=answer,
        at=due + timedelta(minutes=5),
        recorded_at=MORNING + timedelta(days=seq, minutes=5),
        replaces=replaces,
    )


def a_routine(**changes: object) -> RoutineState:
    """An enabled routine; `changes` are its fields."""
    plain: dict[str, object] = {
        "enabled": True,
        "anchor": date(2026, 11, 1),
        "since": MORNING,
        "through": MORNING.replace(tzinfo=None),
        "schedule": "f00d",
    }
    return RoutineState(**{**plain, **changes})  # type: ignore[arg-type]  # any field, by name


def a_state(seq: int = 0, **routine: object) -> State:
    """A state with the routine `spf`, whose fields are `routine`."""
    return State(seq=seq, routines={"spf": a_routine(**routine)})


def a_reminder(seq: int) -> Reminder:
    """The reminder that `an_entry(seq)` answers."""
    entry = an_entry(seq)
    return Reminder(
        key=entry.key, nominal=entry.nominal, instant=entry.instant, raised_at=entry.instant, notice=f"n{seq}"
    )


def a_large_state(routines: int = 40) -> State:
    """About 40 KB of state: many routines, each with its recent answers."""
    recent = tuple(an_entry(n) for n in range(1, 5))
    return State(seq=4, routines={f"routine-{n}": a_routine(recent=recent) for n in range(routines)})


def files(folder: Path) -> dict[str, bytes]:
    """What is on the disk, by name."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def two_commits(folder: Path) -> None:
    """A state, and one before it."""
    store = TinyDbStore(folder)
    store.commit(State(seq=1))
    store.commit(State(seq=2))
