"""Whole lives under faults: the laws hold after every decision, step and death; by command for hours.

A failing life prints the command that lives it again, with the fewest steps that still break it; put into `BROKE_ONCE`
it stays.
"""

from __future__ import annotations

import pytest

from tests.simulation.__main__ import numbers, ranges
from tests.simulation.lives import POOR_DISKS_FROM, Lived, fewest, live

LIVES = [*range(24), *range(POOR_DISKS_FROM, POOR_DISKS_FROM + 8)]
YEARS = 0.15
#: Lives that broke a law once: seed, years, steps, and what it was.
BROKE_ONCE = {
    "an entry of the log that was never synced, relied on after a kill, lost by a power cut": (40, 0.3, "0-68"),
    "a note to an answer of a clock that was ahead, recorded as done in time to come": (300004, 1.0, "0-89"),
    "what is asked until a yes, skipped ahead of its time, and asked at it all the same": (400300, 1.0, "0-182"),
    "what has to be read, whose title another routine of the notice has too (the check's own fault)": (
        500178,
        1.0,
        "0-73",
    ),
    "done later than now, by an undo of a correction under a clock that had been ahead": (520349, 1.0, "16-20,23"),
    "left missed by a fresh start under a clock ahead, done after all before it came": (530039, 1.0, "26,34-37,39,42"),
    "what was put off, told before a tick wakes it (the check's own fault)": (520348, 1.0, "3,5-6,8-14,17-20"),
    "what is on hold, shown again once a clock that was ahead is right": (510188, 1.0, "10-11,13,19"),
    "what is on hold, shown again by the undo of a session that stung": (
        510222,
        1.0,
        "4,6,9-10,14,20,23,29-30,32-33,37-38,40-41,52,55,57,90,92,94-96,99,102-104,106-108,113,174,178,180,182,186-189,"
        "195,197,200-202,233,235",
    ),
    "what is on hold, shown again by the undo of what was done before": (
        510379,
        1.0,
        "57,59,65,73-74,78-80,82-86,90,92,96-97,100",
    ),
    "a session that woke a hair too early for what was due, and at once again, without end": (600394, 1.0, "0-174"),
    "killed while the state had its other name only, where a file cannot have two": (610680, 1.0, "0-85"),
    "the same at a life's beginning": (613706, 1.0, "0-25"),
    "a time not counted in a pause, done ten days later at the end of its session, beside that": (614049, 1.0, "0-132"),
    "nonsense in the state after a kill that had left one file two names (a fault of the simulated disk besides)": (
        613888,
        1.0,
        "0-172",
    ),
    "an entry in the log whose folder could not be synced, relied on at the next try, lost by a power cut": (
        810554,
        1.0,
        "0-27",
    ),
    "a state that was told as not saved, there after a restart beside the next one's log": (1000103, 0.2, "0-48"),
    "an answer lost through a name that a failed write had left": (1000086, 0.2, "0-76"),
    "the state emptied through such a name": (1000153, 0.2, "0-64"),
    "an extra answer lost in the same way": (1000201, 0.2, "0-24"),
    "wakes of a clock that was never set, which came again without end": (410077, 1.0, "100-200,225-234"),
}


def said(found: Lived, years: float) -> str:
    """What broke, and the command that shows it again."""
    steps = ranges(fewest(found.seed, years, found))
    return f"{found.broken}\npython -m tests.simulation --seeds {found.seed} --years {years} --steps {steps}"


@pytest.mark.parametrize("seed", LIVES)
def test_no_law_is_broken_in_a_life_under_faults(seed: int) -> None:
    found = live(seed, YEARS)
    assert not found.broken, said(found, YEARS)
    assert found.decisions
    assert found.time.days >= 365 * YEARS - 1


@pytest.mark.parametrize("name", BROKE_ONCE)
def test_what_broke_once_holds(name: str) -> None:
    seed, years, steps = BROKE_ONCE[name]
    found = live(seed, years, list(numbers(steps)))
    assert not found.broken, said(found, years)


def test_a_life_is_the_same_each_time() -> None:
    first, second = live(3, 0.05), live(3, 0.05)
    first.cpu = second.cpu = 0.0
    assert first == second


def test_steps_are_written_in_short_and_read_again() -> None:
    steps = [0, 1, 2, 5, 8, 9]
    assert ranges(steps) == "0-2,5,8-9"
    assert list(numbers(ranges(steps))) == steps
