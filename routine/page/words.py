"""What a reply says, in the words of somebody who reads a page: without the commands that one would type."""

from __future__ import annotations

import re
from collections.abc import Iterable

_COMMAND = re.compile(r"\broutine (?=[a-z-]+\b)")


def without_commands(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines that name no command: what they would do has a button here."""
    return tuple(line for line in lines if not _COMMAND.search(line))
