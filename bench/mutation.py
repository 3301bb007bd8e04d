"""How many mistakes the tests notice: changes one thing of a module at a time, and runs the tests that look at it.

python -m bench.mutation
python -m bench.mutation routine/core/state routine/adapters/store --most 200 --seed 7 --minutes 60 --processes 2
python -m bench.mutation routine/core/reminders --what '^(Lt|Gt)' --most 0

Without a place: the core, the store and the daemon. `--most` takes so many at random, by `--seed`, of those whose
description `--what` finds; each is made in a copy of the tree, and its tests run in a fork of a process that has pytest
at hand: first those of the module's own name, then those that import it, then those of modules that do, then those of
its room, until one notices. A run that takes far more of a processor than without the mutant has noticed, too. What
survived is printed, and with `--figures FILE` all of it is written.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from functools import cache, partial
from importlib.util import cache_from_source
from pathlib import Path
from typing import Literal

import msgspec

from bench.mutants import Mutant, mutants, text_of

ROOT = Path(__file__).parent.parent
PLACES = ("routine/core", "routine/adapters/store", "routine/adapters/atomic_file.py", "routine/daemon")
Verdict = Literal["caught", "survived", "too long to say", "no tests pass without it", "has no tests"]
How = Literal["passed", "failed", "too long"]
_LEFT_OUT = shutil.ignore_patterns(".*", "*.egg-info", "__pycache__", "build", "dist")
#: Tests of whole processes and desktops: they take too long to be run for each mutant.
_TOO_LONG = ("tests/e2e", "tests/desktops", "tests/page", "tests/simulation")
#: Which tests look at a room, beside those of the same path.
_ALSO = {
    "routine/adapters/store": ("tests/contract",),
    "routine/adapters/atomic_file": ("tests/contract",),
    "routine/core/state": ("tests/core/reminders", "tests/core/visits"),
    "routine/core/reminders": ("tests/core/notices", "tests/core/session"),
    "routine/core/occurrences": ("tests/core/reminders", "tests/core/visits"),
    "routine/core/decide": ("tests/core/reminders", "tests/core/views"),
    "routine/daemon": ("tests/daemon",),
}


class Tried(msgspec.Struct, frozen=True):
    """One mutant, and what came of it; `by`: the tests that noticed, or all that did not."""

    mutant: Mutant
    verdict: Verdict
    by: tuple[str, ...]
    seconds: float


def stages(file: str) -> list[tuple[str, ...]]:
    """The tests that look at a module, the nearest first: each is run only where those before saw nothing."""
    path = Path(file)
    room, module = Path("tests") / path.parent.relative_to("routine"), file.removesuffix(".py").replace("/", ".")
    own = [str(room / f"test_{path.stem}.py")]
    near = [one for one, text in _tests().items() if module in _imports(text)]
    through = [one for one in _tests_by_path() if module in _tests_by_path()[one]]
    also = [more for start, tests in _ALSO.items() if file.startswith(start) for more in tests]
    own_room = [str(room)] if (ROOT / room).is_dir() else [] if also else [str(room.parent)]
    rooms = [*own_room, *also]
    whole = [one for place in rooms for one in _tests() if one.startswith(place)]
    known: set[str] = set()
    found = []
    for stage in (own, near, through, whole):
        fresh = tuple(one for one in dict.fromkeys(stage) if (ROOT / one).is_file() and one not in known)
        known |= {*fresh}
        found += [fresh] if fresh else []
    return found


@cache
def _tests() -> dict[str, str]:
    """Every test module that does not take too long, with its text."""
    found = (str(one.relative_to(ROOT)) for one in sorted((ROOT / "tests").rglob("test_*.py")))
    return {one: (ROOT / one).read_text("utf-8") for one in found if not one.startswith(_TOO_LONG)}


@cache
def _tests_by_path() -> dict[str, frozenset[str]]:
    """Of each module that has a test of its name: that test, and what the module imports."""
    found = {}
    for file in (ROOT / "routine").rglob("*.py"):
        path = file.relative_to(ROOT / "routine")
        test = Path("tests") / path.parent / f"test_{path.stem}.py"
        if (ROOT / test).is_file():
            found[str(test)] = _imports(file.read_text("utf-8"))
    return found


@cache
def _imports(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"^from (routine[\w.]*) import", text, re.MULTILINE))


# --- a worker: a copy of the tree ---------------------------------------------------------------------------------

_copy: Path | None = None
#: How long (seconds of a processor) tests take without any mutant; None: they do not pass.
_sound: dict[tuple[str, ...], float | None] = {}


def _begin(folder: str) -> None:
    """This worker's own copy of the tree; pytest is imported once, for all the forks."""
    global _copy  # noqa: PLW0603 - a worker process has one copy for its whole life
    import pytest  # noqa: F401 - every fork has it at hand

    _copy = Path(tempfile.mkdtemp(dir=folder)) / "tree"
    shutil.copytree(ROOT, _copy, ignore=_LEFT_OUT)
    subprocess.run([sys.executable, "-m", "compileall", "-q", "routine", "tests"], cwd=_copy, check=False)
    os.environ["PYTHONPATH"] = str(_copy)
    os.chdir(_copy)
    sys.path[:] = [str(_copy), *(one for one in sys.path if one not in ("", str(ROOT)))]


def _try(mutant: Mutant, limit_s: int) -> Tried:
    """Make one mutant in this worker's copy, and run its tests until one notices."""
    assert _copy is not None
    began, target = time.monotonic(), _copy / mutant.file
    before, times = target.read_bytes(), target.stat()
    run: list[str] = []
    verdict: Verdict = "survived" if stages(mutant.file) else "has no tests"
    for stage in stages(mutant.file):
        run += stage
        try:
            target.write_text(text_of(mutant, _copy), "utf-8")  # of the copy: the tree may be edited meanwhile
            Path(cache_from_source(target)).unlink(missing_ok=True)
            how = _run_in_a_fork(stage, limit_s)[0]
        finally:
            target.write_bytes(before)
            os.utime(target, ns=(times.st_atime_ns, times.st_mtime_ns))
        if how != "passed":
            verdict, run = _judged(how, stage, limit_s), list(stage)
            break
    return Tried(mutant, verdict, tuple(run), time.monotonic() - began)


def _judged(how: How, stage: tuple[str, ...], limit_s: int) -> Verdict:
    """Whether the mutant was noticed, or the same happens without it."""
    if stage not in _sound:
        passed, seconds = _run_in_a_fork(stage, 3 * limit_s)
        _sound[stage] = seconds if passed == "passed" else None
    alone = _sound[stage]
    if alone is None:
        return "no tests pass without it"
    return "too long to say" if how == "too long" and 2 * alone > limit_s else "caught"


def _run_in_a_fork(tests: Iterable[str], limit_s: int) -> tuple[How, float]:
    """What becomes of these tests, and how long they took, of a processor; they may take twenty times that in all."""
    child = os.fork()
    if not child:
        os._exit(_run(tests, limit_s))
    until = time.monotonic() + 20 * limit_s
    while True:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            break
        if time.monotonic() > until:
            with suppress(ProcessLookupError):
                os.killpg(child, 9)
            os.waitpid(child, 0)
            return "too long", limit_s
        time.sleep(0.05)
    code, seconds = os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime
    if code == 0:
        return "passed", seconds
    return ("too long" if code < 0 or seconds >= limit_s else "failed"), seconds


def _run(tests: Iterable[str], limit_s: int) -> int:
    import pytest

    os.setpgid(0, 0)
    resource.setrlimit(resource.RLIMIT_CPU, (limit_s, limit_s + 1))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    try:
        return int(pytest.main(["-q", "-x", "-n0", "-p", "no:cacheprovider", "-p", "no:randomly", *tests]))
    except BaseException:  # noqa: BLE001 - whatever it is, the mutant did it
        return 1


# --- all of them --------------------------------------------------------------------------------------------------


def main() -> None:
    """Try them, say which survived."""
    given = _arguments()
    files = [one for place in map(ROOT.joinpath, given.places) for one in _modules(place)]
    every = [one for file in sorted(files) for one in mutants(file, ROOT) if re.search(given.what, one.what)]
    dice = random.Random(given.seed)
    chosen = dice.sample(every, min(given.most, len(every))) if given.most else every
    if not chosen:
        sys.exit("Nothing to change there.")
    began, tried = time.monotonic(), list[Tried]()
    with (
        tempfile.TemporaryDirectory(prefix="routine-mutants-") as folder,
        multiprocessing.get_context("fork").Pool(given.processes, _begin, [folder]) as pool,
    ):
        for one in pool.imap_unordered(partial(_try, limit_s=given.limit), chosen):
            tried.append(one)
            if one.verdict != "caught":
                print(f"{one.verdict.upper()} {one.mutant.file}:{one.mutant.line}: {one.mutant.what}", flush=True)
            if given.figures:
                Path(given.figures).write_bytes(msgspec.json.encode(tried))
            if given.minutes and time.monotonic() - began > given.minutes * 60:
                break
    counts = Counter(one.verdict for one in tried)
    said = ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common())
    print(f"{len(tried)} of {len(every)} mutants, of seed {given.seed}: {said}")


def _modules(place: Path) -> list[Path]:
    return [place] if place.is_file() else list(place.rglob("*.py"))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.mutation", description=__doc__.partition("\n")[0])
    parser.add_argument("places", nargs="*", default=PLACES, help="modules, or folders of them")
    parser.add_argument("--most", type=int, default=300, help="so many mutants, at random; 0: all")
    parser.add_argument("--seed", type=int, default=1, help="which of them")
    parser.add_argument("--what", default="", help="only those that this regular expression finds, such as ^(Lt|Gt)")
    parser.add_argument("--minutes", type=float, default=0, help="end after so many minutes, with what was tried")
    parser.add_argument("--processes", type=int, default=1, help="so many at once")
    parser.add_argument("--limit", type=int, default=60, help="seconds of a processor that one stage of tests may take")
    parser.add_argument("--figures", default="", help="write what came of each to this file")
    return parser.parse_args()


if __name__ == "__main__":
    main()
