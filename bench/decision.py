"""What a decision costs in a home with twenty routines and three series of visits, and a simulated month of it.

`python -m bench.decision [CHECKOUT]` prints one table, beside `import click` in a process of its own; with the folder
of another checkout of Routine (an earlier commit), beside that one too, in turn. All in CPU time, which other work on
the machine disturbs less. It fails when a promise does not hold.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.measure import table

RUNS = 5
#: The names that it prints, each with the most that is promised: milliseconds, or times `import click`.
IDLE, ONE, MONTH = "a tick that changes nothing", "one routine comes due, or is answered", "30 days simulated"
MOST_MS = {IDLE: 1.0, ONE: 3.0}
MOST_CLICKS = {MONTH: 20.0}
#: Runs in either checkout: the names of modules changed, these doors did not.
_WORK = """
import gc, json, statistics, sys, tempfile, time
from datetime import timedelta
from bench import spacing as bench
from routine import simulate as simulated, wiring
from routine.simulate import Done, FixedSetup, MemoryStore, Simulation, Tick, simulate
try:
    from routine.adapters.paths import paths
    from routine.wiring.files import build_files
except ImportError:
    build_files, paths = wiring.build_files, wiring.find_paths

def timed(act):
    begun = time.process_time()
    act()
    return (time.process_time() - begun) * 1000

with tempfile.TemporaryDirectory() as home:
    files = build_files(paths({"ROUTINE_HOME": home}), readonly=True)
    setup = files.read((*bench.COMING, *bench.VISITS))
    setup, state = bench.household(setup, 1)
    simulation = Simulation(MemoryStore(state), FixedSetup(setup, files), bench.NOW)
    service, clock = simulation.service, simulation.clock
    simulation.tick()
    clock.advance(timedelta(minutes=1))
    service.handle(Tick())
    idle, one, begun = [], [], clock.now().instant
    while clock.now().instant < begun + timedelta(days=3):
        wake = min(service.wakes().values())
        if wake > clock.now().instant + timedelta(minutes=2):
            for _ in range(2):
                clock.advance(timedelta(seconds=30))
                idle.append(timed(lambda: service.handle(Tick())))
        clock.advance(wake - clock.now().instant)
        took = timed(lambda: service.handle(Tick()))
        waiting = tuple(id for id, routine in service.state.routines.items() if routine.raised)
        if len(waiting) == 1:
            one += [took, timed(lambda: service.handle(Done(waiting)))]
        elif waiting:
            service.handle(Done(waiting))
    start = bench.NOW.wall().replace(hour=0)
    gc.disable()  # as in the command: its process ends before there is garbage worth looking for
    month = timed(lambda: simulate(setup, state, start, 30, bench.NOW, files))
print(json.dumps({"idle": statistics.median(idle), "one": statistics.median(one), "month": month}))
"""
_CLICK = "import click, time; print(time.process_time() * 1000)"


def once(checkout: Path) -> dict[str, float]:
    """One run in a checkout: milliseconds by name."""
    found = json.loads(_run(checkout, _WORK))
    return {IDLE: found["idle"], ONE: found["one"], MONTH: found["month"]}


def _run(checkout: Path, code: str) -> str:
    env = {**os.environ, "PYTHONPATH": str(checkout)}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=checkout, env=env, capture_output=True, text=True, check=True
    ).stdout


def main() -> int:
    """Measure in turn, print, compare."""
    here = Path(__file__).parent.parent
    checkouts = {"here": here, **({"before": Path(sys.argv[1]).resolve()} if len(sys.argv) > 1 else {})}
    found: dict[str, list[dict[str, float]]] = {name: [] for name in checkouts}
    clicks: list[float] = []
    with tempfile.TemporaryDirectory() as bytecode:
        # Installed packages have their byte code; give a checkout, and click, the same.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = bytecode
        for n in range(RUNS + 1):
            for name, folder in checkouts.items():
                run = once(folder)
                found[name] += [run] if n else []
            clicks += [float(_run(here, _CLICK))] if n else []
    click = statistics.median(clicks)
    medians = {
        name: {what: statistics.median(run[what] for run in runs) for what in runs[0]} for name, runs in found.items()
    }
    print(table(_rows(medians, click)))
    broken = list(_broken(medians["here"], click))
    print("\n".join(broken))
    return 1 if broken else 0


def _rows(medians: Mapping[str, Mapping[str, float]], click: float) -> Iterator[list[str]]:
    before = medians.get("before", {})
    yield ["CPU", "ms", "x import click", "before, ms", "x before"]
    yield ["import click, in a process", f"{click:.0f}", "1.0", "", ""]
    for what, ms in medians["here"].items():
        beside = [f"{before[what]:.2f}", f"{ms / before[what]:.3f}"] if before else ["", ""]
        yield [what, f"{ms:.2f}", f"{ms / click:.2f}", *beside]


def _broken(found: Mapping[str, float], click: float) -> Iterator[str]:
    for what, most in MOST_MS.items():
        if found[what] > most:
            yield f"promised: {what}, at most {most:g} ms"
    for what, most in MOST_CLICKS.items():
        if found[what] > most * click:
            yield f"promised: {what}, at most {most:g} x import click"


if __name__ == "__main__":
    sys.exit(main())
