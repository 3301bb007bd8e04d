"""How many mistakes the tests notice: changes one thing of a module at a time, and runs the tests of its room.

python -m bench.mutation routine/core/state routine/adapters/store --most 200

Each mutant is made in a copy of the tree; `--most` takes so many, spread evenly over all there are.
"""

from __future__ import annotations

import argparse
import ast
import copy
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

ROOT = Path(__file__).parent.parent
_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult,
}  # fmt: skip
#: Which tests look at a room, beside those of the same path.
_ALSO = {
    "routine/adapters/store": ("tests/contract",),
    "routine/core/state": ("tests/contract", "tests/core/reminders", "tests/core/session", "tests/core/visits"),
    "routine/core/reminders": ("tests/core/notices", "tests/core/decide"),
    "routine/core/spacing": ("tests/simulation/test_spacing_laws.py",),
    "routine/daemon": ("tests/e2e/test_daemon_process.py",),
}


class Mutant(Struct, frozen=True):
    """One change: in which file and line, what, and the file's whole text with it."""

    file: str
    line: int
    what: str
    text: str


def mutants(file: Path) -> Iterator[Mutant]:
    """Every mutant of a module."""
    source = file.read_text("utf-8")
    tree = ast.parse(source)
    fixed = {id(one.value) for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for one in node.keywords}
    for n, node in enumerate(ast.walk(tree)):
        for what, changed in _changes(node) if id(node) not in fixed else ():
            twin = copy.deepcopy(tree)
            place = next(one for m, one in enumerate(ast.walk(twin)) if m == n)
            _become(place, changed)
            yield Mutant(str(file.relative_to(ROOT)), getattr(node, "lineno", 0), what, ast.unparse(twin))


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What may be made of one node, and in words."""
    match node:
        case ast.Compare(ops=[op]) | ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in _SWAPS:
            swapped = _SWAPS[type(op)]()
            changed: Any = copy.copy(node)
            if isinstance(node, ast.Compare):
                changed.ops = [swapped]
            else:
                changed.op = swapped
            yield f"{type(op).__name__} -> {type(swapped).__name__} in {ast.unparse(node)[:70]}", changed
        case ast.UnaryOp(op=ast.Not()):
            yield f"without not: {ast.unparse(node)[:70]}", node.operand
        case ast.If() | ast.IfExp():
            for value in (True, False):
                changed = copy.copy(node)
                changed.test = ast.Constant(value)
                yield f"if {value} for {ast.unparse(node.test)[:70]}", changed
        case ast.Constant(value=bool() as value):
            yield f"{value} -> {not value}", ast.Constant(not value)
        case ast.Constant(value=int() as number):
            yield f"{number} -> {number + 1}", ast.Constant(number + 1)
        case ast.Expr(value=ast.Call()):
            yield f"without {ast.unparse(node)[:70]}", ast.Pass()
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield f"None for {ast.unparse(value)[:70]}", ast.Return(ast.Constant(None))


def _become(place: ast.AST, changed: ast.AST) -> None:
    place.__class__ = changed.__class__
    place.__dict__.update({**changed.__dict__})


def tests_of(file: str) -> list[str]:
    """The tests that look at a module: those of its path and of its room, and whatever else does."""
    room = Path(file).parent.relative_to("routine")
    own = ROOT / "tests" / room / f"test_{Path(file).stem}.py"
    found = [str(own.relative_to(ROOT))] if own.is_file() else []
    found += [f"tests/{room}"] if (ROOT / "tests" / room).is_dir() else []
    for start, more in _ALSO.items():
        found += more if file.startswith(start) else ()
    return list(dict.fromkeys(found)) or ["tests/core"]


def passes(tests: Iterable[str], copied: Path, limit_s: float) -> bool:
    """Whether these tests pass in the copy, in time."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", *tests]
    try:
        return subprocess.run(command, cwd=copied, capture_output=True, timeout=limit_s, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def survives(mutant: Mutant, tests: Iterable[str], copied: Path, limit_s: float) -> bool:
    """Whether no test notices; a run that takes too long has noticed."""
    target = copied / mutant.file
    before = target.read_bytes()
    target.write_text(mutant.text, "utf-8")
    try:
        return passes(tests, copied, limit_s)
    finally:
        target.write_bytes(before)


def main() -> None:
    """Run them, say which survived."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutation", description=__doc__.partition("\n")[0])
    parser.add_argument("places", nargs="+", help="modules, or folders of them")
    parser.add_argument("--most", type=int, default=0, help="so many mutants, spread evenly; 0: all")
    parser.add_argument("--minutes", type=float, default=0, help="begin no further mutant after so many minutes")
    parser.add_argument("--limit", type=float, default=600, help="seconds that the tests of one may take")
    parser.add_argument("--tests", nargs="+", default=[], help="run these instead of those of the room")
    given = parser.parse_args()
    tests_for = (lambda file: given.tests) if given.tests else tests_of
    files = [one for place in map(Path, given.places) for one in ([place] if place.is_file() else place.rglob("*.py"))]
    every = [one for file in sorted(files) for one in mutants(ROOT / file)]
    chosen = every[:: max(1, len(every) // given.most)] if given.most else every
    if not given.places or not chosen:
        sys.exit("Nothing to change there.")
    began, caught, survived = time.monotonic(), 0, 0
    with tempfile.TemporaryDirectory(prefix="routine-mutants-") as folder:
        copied = Path(folder) / "tree"
        shutil.copytree(ROOT, copied, ignore=shutil.ignore_patterns(".*", "*.egg-info", "__pycache__", "build"))
        for tests in {tuple(tests_for(mutant.file)) for mutant in chosen}:
            if not passes(tests, copied, 3 * given.limit):
                sys.exit(f"Without any change, {' '.join(tests)} do not pass.")
        for mutant in chosen:
            if given.minutes and time.monotonic() - began > given.minutes * 60:
                break
            if survives(mutant, tests_for(mutant.file), copied, given.limit):
                survived += 1
                print(f"SURVIVED {mutant.file}:{mutant.line}: {mutant.what}", flush=True)
            else:
                caught += 1
    print(f"{caught + survived} of {len(every)} mutants run: {caught} caught, {survived} survived")


if __name__ == "__main__":
    main()
