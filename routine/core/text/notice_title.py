"""How long a notice's title may be, and how a longer one is cut."""

from __future__ import annotations

#: Characters of a notice's title that a server shows whole.
LONGEST_TITLE = 40


def titled(title: str, event: str) -> str:
    """`Egg white mask: on hold`, a notice's title of at most 40 characters; a long title gives way to the event."""
    return f"{shortened(title, LONGEST_TITLE - len(event) - 2)}: {event}"


def shortened(text: str, most: int) -> str:
    """At most so many characters: whole, or cut with "…"."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
