"""A file that a person asked for with `--out`."""

from __future__ import annotations

from pathlib import Path

from routine.adapters.atomic_file import write_atomically
from routine.adapters.disk_trouble import reason
from routine.core.errors import UsageError


def write_out(path: Path, content: bytes) -> None:
    """Write it whole, or leave what was there; a terminal or a pipe takes it as it comes. Raises UsageError."""
    try:
        if path.is_file() or not path.exists():
            write_atomically(path, content)
        else:
            path.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({reason(error)}).", "Choose another place with --out.") from error
