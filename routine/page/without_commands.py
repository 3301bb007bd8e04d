"""Replies without the commands that one would type; their sentences, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: A command, as replies name it: on its own, after a colon, or in quotes.
_COMMAND = re.compile(r"(?:^|: |`|“)routine [a-z]")
#: Beside a button that is named, the command that does the same.
_OR_TYPE = re.compile(r",? or type: routine [^.]*(?=\.)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def without_commands(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines without the sentences that name a command: what they would do has a button here.

    A sentence that names the button first keeps it.
    """
    named = (_OR_TYPE.sub("", line) for line in lines)
    kept = (" ".join(one for one in _SENTENCE.split(line) if not _COMMAND.search(one)) for line in named)
    return tuple(line for line in kept if line)


def in_two(text: str) -> tuple[str, str]:
    """The first sentence, which is shown large, and the rest."""
    first, *rest = _SENTENCE.split(text, maxsplit=1)
    return first, rest[0] if rest else ""


def first_sentence(text: str) -> str:
    """The first sentence, without its full stop: what a step is called beside another."""
    return in_two(text)[0].rstrip(".")


def upfirst(text: str) -> str:
    """With a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """With a full stop, if it ends without one."""
    return text if text.endswith((".", "?", "!")) else f"{text}."
