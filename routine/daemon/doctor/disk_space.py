"""Looks how much room the disk has for answers: for the doctor."""

from __future__ import annotations

import shutil

from routine.daemon.doctor.notices import Found

_LEAST_FREE = 50 * 1024 * 1024
_REMEDY = "Free some disk space. Otherwise Routine cannot save your answers."


def look_at_disk(folder: str) -> Found:
    """Whether there is enough room where the folder lies. Raises OSError."""
    free = shutil.disk_usage(folder).free
    return Found("disk", free >= _LEAST_FREE, f"{free // 1024**2} MiB free", _REMEDY)
