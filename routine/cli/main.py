"""Where the command `routine` begins and ends: a process that is over before it can make garbage worth looking for.

Searching for some while click is imported, and once more at the end, takes a sixth of a short command's time.
"""

from __future__ import annotations

import gc
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line's words and exit."""
    gc.disable()
    from routine.cli.root import root

    try:
        root.main()
    finally:
        gc.freeze()
