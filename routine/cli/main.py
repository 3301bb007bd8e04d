"""Where the command `routine` begins and ends: a process that is over before it can make garbage worth looking for.

Searching for some while click is imported, and once more at the end, takes a sixth of a short command's time.
"""

from __future__ import annotations

import gc
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line's words and exit."""
    gc.disable()
    if sys.stdin is None or sys.stdout is None or sys.stderr is None:
        from routine.cli.shell import closed_output

        closed_output.replace()
    if sys.flags.utf8_mode or not _is_utf8(sys.stdout) or not _is_utf8(sys.stderr):
        from routine.cli.shell import terminal_characters

        terminal_characters.settle()
    from routine.cli.root import root

    try:
        root.main()
    finally:
        gc.freeze()


def _is_utf8(stream: object) -> bool:
    return str(getattr(stream, "encoding", "")).lower().startswith("utf")
