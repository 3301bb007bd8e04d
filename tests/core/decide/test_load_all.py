"""What a long-lived process loads at its start leaves nothing to be imported by a later command."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import routine

PACKAGE = Path(routine.__file__).parent


def imported_later(path: Path) -> Iterator[str]:
    """Modules of the core that are imported within functions."""
    tree = ast.parse(path.read_text())
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("routine.core"):
                    yield str(node.module)
                    yield from (f"{node.module}.{one.name}" for one in node.names)


def test_no_command_imports_anything_afterwards() -> None:
    code = "import sys, json, routine.service; from routine.core.decide.load_all import load_all; load_all(); "
    loaded = subprocess.check_output([sys.executable, "-c", code + "print(json.dumps(list(sys.modules)))"], text=True)
    files = [PACKAGE / "service.py", *(PACKAGE / "core").rglob("*.py")]
    modules = {name for name in later(files) if (PACKAGE.parent / name.replace(".", "/")).with_suffix(".py").exists()}
    assert modules - set(json.loads(loaded)) == set()
    assert "routine.core.reminders.answer" in modules


def later(files: list[Path]) -> Iterator[str]:
    for path in files:
        yield from imported_later(path)
