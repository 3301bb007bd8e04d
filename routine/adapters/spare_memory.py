"""Gives memory back to the system that starting took and living does not need."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress


def give_back() -> None:
    """Have the C library return its free pages, where it can (glibc); elsewhere nothing happens. Takes a few ms.

    It keeps them else, for a process that will soon ask for as much again; a daemon never does.
    """
    gc.collect()
    with suppress(OSError, AttributeError, TypeError):  # TypeError: Windows has no library without a name
        ctypes.CDLL(None).malloc_trim(0)
