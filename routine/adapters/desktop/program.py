"""How the desktop starts this Routine: whether its interpreter finds the program by itself, or has to be told where."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path


def here() -> str:
    """The folder that holds the program."""
    return str(Path(__file__).parents[3])


def checkout(env: Mapping[str, str]) -> str:
    """Where the program lies; "" where the interpreter finds it from anywhere, as at login."""
    bare = {name: value for name, value in env.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-c", "import routine"]
    ended = subprocess.run(command, cwd=Path(sys.executable).anchor, env=bare, capture_output=True, check=False)  # noqa: S603 - this interpreter
    return "" if ended.returncode == 0 else here()
