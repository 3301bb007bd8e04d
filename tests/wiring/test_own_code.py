"""A process that lives long imports late, and yet stays the version as which it began."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import routine
from routine.wiring.own_code import OwnCode, own_modules

PACKAGE = Path(routine.__file__).parent


def imported_later(path: Path) -> Iterator[str]:
    """Modules of Routine that are imported within functions."""
    for function in ast.walk(ast.parse(path.read_text())):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("routine"):
                    yield str(node.module)
                    yield from (f"{node.module}.{one.name}" for one in node.names)


def test_whatever_a_daemon_may_import_later_is_kept() -> None:
    rooms = ("core", "daemon", "service", "wiring", "adapters")
    files = [path for room in rooms for path in (PACKAGE / room).rglob("*.py")]
    names = {name for path in files for name in imported_later(path)}
    modules = {name for name in names if (PACKAGE.parent / name.replace(".", "/")).with_suffix(".py").exists()}
    kept = {name for name, _ in own_modules()}
    assert {one for one in modules - sys.modules.keys() - kept if not one.startswith("routine.cli")} == set()
    assert "routine.core.reminders.answer" in modules


def installed(folder: Path) -> None:
    shutil.copytree(PACKAGE, folder / "routine", ignore=shutil.ignore_patterns("__pycache__", "cli", "page"))


def ran(folder: Path, code: str) -> str:
    env = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.check_output([sys.executable, "-c", code], cwd=folder, env=env, text=True)


UPDATED = {
    "changed": "path.write_text('WHICH = 2')",
    "gone": "path.unlink()",
    "a folder gone": "import shutil; shutil.rmtree(path.parent)",
}


@pytest.mark.parametrize("update", UPDATED.values(), ids=UPDATED)
def test_an_update_changes_nothing_of_what_is_imported_afterwards(tmp_path: Path, update: str) -> None:
    installed(tmp_path)
    late = tmp_path / "routine/core/insight/late.py"
    late.write_text("WHICH = 1")
    begin = "from routine.wiring.own_code import keep_own_code; keep_own_code(); "
    then = f"from pathlib import Path; path = Path({str(late)!r}); {update}; "
    assert ran(tmp_path, f"{begin}{then}from routine.core.insight.late import WHICH; print(WHICH)") == "1\n"


def test_what_did_not_change_is_left_to_python(tmp_path: Path) -> None:
    (one := tmp_path / "one.py").write_text("")
    code = OwnCode([("one", one)])
    assert code.find_spec("one") is None
    assert code.find_spec("two") is None
    one.unlink()
    spec = code.find_spec("one")
    assert spec is not None
    assert spec.origin == str(one)
