"""What to type to see the errors of a preset's file."""

from __future__ import annotations

from routine.core.preset.read.forms import ID


def check_command(name: str) -> str:
    """The command for this one; for all of them where its name is none, which may not be typed as it is.

    A file may be called `a b.toml`, `--help.toml`, or something that is not even text.
    """
    return f"routine preset check {name}" if ID.match(name) else "routine preset check"
