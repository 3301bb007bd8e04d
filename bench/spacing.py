"""What the rules of spacing cost a plan: beside the same plan without rules, and as days and routines grow.

`python -m bench.spacing` prints one table; it fails when a plan with rules takes 20 times as long as one without, or
when the time for each occurrence grows by more than 1.3 times with four times the days or the routines.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from msgspec.structs import replace

from bench.measure import alternate, median_ms, table
from routine.adapters.paths import paths
from routine.core.config.setup import Setup
from routine.core.draft import Draft
from routine.core.occurrences.plan_line import PlanLine
from routine.core.routines.begins_from_now import begin
from routine.core.spacing.near_plan import settle
from routine.core.spacing.plan import plan
from routine.core.spacing.unspaced_plan import unspaced
from routine.core.state.model import State
from routine.core.state.visit import Visit
from routine.core.when.moment import Now, instant_of
from routine.wiring.files import build_files

ZONE = "Europe/Berlin"
NOW = Now(datetime(2026, 2, 20, 6, tzinfo=UTC), 1000.0, "bench", ZONE)
#: Seventeen that come, and three series of visits, one visit booked in each, so many days ahead.
COMING = (
    "egg-mask", "clay-mask", "peel-off-mask", "alginate-mask", "sheet-mask", "aha", "skin-cycling", "calcium", "iron",
    "antioxidants", "collagen", "omega-3", "spf", "face-washing", "antifungal-lacquer", "scalp-massage", "five-a-day",
)  # fmt: skip
VISITS = {"peels": (28, "10:00"), "fraxel": (59, "15:00"), "threads": (94, "11:00")}
DAYS, ROUTINES, MORE = 120, len(COMING) + len(VISITS), 4
MOST_TIMES, MOST_GROWTH = 20.0, 1.3


def household(setup: Setup, copies: int, now: Now = NOW) -> tuple[Setup, State]:
    """So many times the twenty routines, each copy under ids of its own, everything enabled, every visit booked."""
    presets = dict(setup.presets)
    ids = [copy_id(id, n) for n in range(copies) for id in (*COMING, *VISITS)]
    for n in range(copies):
        presets |= {copy_id(id, n): replace(presets[id], id=copy_id(id, n)) for id in (*COMING, *VISITS)}
    setup = replace(setup, presets=presets)
    draft = Draft(setup, State(), now)
    for id in ids:
        begin(draft, id, ())
    for n in range(copies):
        for id, (days, at) in VISITS.items():
            day = now.wall().date() + timedelta(days=days)
            visit = Visit(n=1, at=datetime.combine(day, time.fromisoformat(at)), zone=now.zone)
            draft.change_routine(copy_id(id, n), visits=(visit,))
    return setup, draft.state


def copy_id(id: str, n: int) -> str:
    """The id of the nth copy; the first is the preset itself."""
    return f"{id}-{n}" if n else id


def until(days: int) -> datetime:
    """The end of a plan of so many days (UTC)."""
    return instant_of(NOW.wall() + timedelta(days=days), ZONE)


def main() -> int:
    """Measure, print, compare."""
    with tempfile.TemporaryDirectory() as home:
        files = build_files(paths({"ROUTINE_HOME": home}), readonly=True)
        setup = files.read((*COMING, *VISITS))
    few, many = household(setup, 1), household(setup, MORE)
    plans: dict[str, Callable[[], list[PlanLine]]] = {
        "without rules": lambda: unspaced(*few, NOW, until(DAYS)),
        "with rules": lambda: plan(*few, NOW, until(DAYS)),
        f"{MORE} x the days": lambda: plan(*few, NOW, until(MORE * DAYS)),
        f"{MORE} x the routines": lambda: plan(*many, NOW, until(DAYS)),
    }
    seconds = alternate({**plans, "settle, at each decision": lambda: settle(Draft(*few, NOW))})
    return report(seconds, {name: len(made()) for name, made in plans.items()})


def report(seconds: dict[str, list[float]], occurrences: dict[str, int]) -> int:
    """Print the table; 1 when a promise does not hold."""
    medians = {name: statistics.median(found) for name, found in seconds.items()}
    each = {name: medians[name] / count for name, count in occurrences.items()}
    rows = [["what", "median ms", "runs", "occurrences", "µs each", "x with rules, each"]]
    for name, found in seconds.items():
        count = str(occurrences.get(name, ""))
        per = [f"{each[name] * 1e6:.1f}", f"{each[name] / each['with rules']:.2f}"] if name in each else ["", ""]
        rows.append([name, f"{median_ms(found):.1f}", str(len(found)), count, *per])
    times = medians["with rules"] / medians["without rules"]
    growth = max(each[name] / each["with rules"] for name in each if " x the " in name)
    print(f"{ROUTINES} shipped routines, three of them visits, {DAYS} days, zone {ZONE}\n")
    print(table(rows))
    print(
        f"\nwith rules {times:.2f} x without (at most {MOST_TIMES:.0f}); growth {growth:.2f} x (at most {MOST_GROWTH})"
    )
    return 0 if times < MOST_TIMES and growth <= MOST_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
