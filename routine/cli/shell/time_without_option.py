"""A time without its option, or without quotes (`pause fri`, `snooze 20 minutes`): the command that was meant."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence

import click

from routine.cli.shell.command import MisplacedError

_OPTIONS = {"from": "--from", "until": "--until", "till": "--until", "to": "--until", "for": "--for"}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NAMED = ("today", "tonight", "tomorrow", "next", "noon", "midnight")
_UNIT = re.compile(r"(?:s|sec|m|min|minute|h|hr|hour|d|day|w|wk|week|fortnight|month|y|year)s?")
_COUNT = re.compile(r"\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten")
_LENGTH = re.compile(rf"(?:{_COUNT.pattern}) ?(?:{_UNIT.pattern})")


def one_name(command: str, words: Sequence[str], given: Mapping[str, str | None]) -> str | None:
    """The one word that is allowed, the name of a routine, or none. Raises MisplacedError with what was meant.

    `given`: the command's options for times, such as `--for`, and their values.
    """
    if hint := _meant(command, words, given):
        raise MisplacedError(
            f"“{' '.join(words)}” does not name a routine.", f"Type: {hint}", click.get_current_context()
        )
    if len(words) > 1:
        raise click.UsageError(f"“{words[1]}” is one word too many here.", click.get_current_context())
    return words[0] if words else None


def _meant(command: str, words: Sequence[str], given: Mapping[str, str | None]) -> str | None:
    """What to type instead: `routine pause --until friday`; None where no word is a time."""
    rest = [word.lower() for word in words]
    values = {option: value for option, value in given.items() if value}
    at = next((n for n in range(len(rest)) if _begins_a_time(rest[n:], inside=bool(values))), None)
    if at is None or rest == ["sun"]:  # which is sunscreen as well
        return None
    if values and rest[at] not in _OPTIONS:  # the rest of a value that had no quotes
        last = list(values)[-1]
        values[last] = " ".join([values[last], *rest[at:]])
    else:
        values |= _read(rest[at:])
    if not set(values) <= set(given):
        return None
    typed = (part for option, value in values.items() for part in (option, _quoted(value)))
    return " ".join(["routine", command, *map(shlex.quote, words[:at]), *typed])


def _quoted(value: str) -> str:
    """In the quotes that every shell knows, where it needs any."""
    return f'"{value}"' if value.replace(" ", "").replace(":", "").isalnum() and " " in value else shlex.quote(value)


def _read(words: Sequence[str]) -> dict[str, str]:
    """The options that the words name; a time without one is an end, a length is one."""
    found: dict[str, str] = {}
    option = ""
    for word in words:
        if word in _OPTIONS:
            option = _OPTIONS[word]
        else:
            found[option] = f"{found[option]} {word}" if option in found else word
    alone = found.pop("", None)
    if alone is not None:
        found["--for" if _LENGTH.fullmatch(alone) else "--until"] = alone
    return found


def _begins_a_time(words: Sequence[str], *, inside: bool) -> bool:
    """Whether the first word begins a time, or names its option; `inside`: a value before it may go on here."""
    word, rest = words[0], words[1:]
    named = len(word) >= 3 and any(name.startswith(word) for name in (*_DAYS, *_MONTHS))
    counts = _COUNT.fullmatch(word) is not None and bool(rest) and _UNIT.fullmatch(rest[0]) is not None
    unit = inside and _UNIT.fullmatch(word) is not None
    return named or counts or unit or word in (*_NAMED, *_OPTIONS) or word[:1].isdigit()
