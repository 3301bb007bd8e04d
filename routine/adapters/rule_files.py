"""Reads rules.toml: what may be asked about a person, what an answer means, upper limits; faults become problems."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from routine.adapters.parsed_toml import tables_of
from routine.core.config.rules import Fact, Limit, PostureRule, Rule, SafetyQuestion
from routine.core.config.setup import Problem
from routine.core.config.spacing_rules import Alone, Apart, AroundVisit, Medicine, Most, Order, SpacingRules, Yielding
from routine.core.errors import UsageError
from routine.core.when.duration import parse_duration

_FORMAT = 1
_LARGEST = 128 * 1024
_SPACING = ("apart", "most", "visits", "order", "alone", "medicines", "yielding")
_TOP = ("format", "facts", "rules", "questions", "limits", "postures", *_SPACING)
_LENGTHS = ("by", "before", "after")
_Row = TypeVar(
    "_Row", Fact, Rule, SafetyQuestion, Limit, PostureRule, Apart, Most, AroundVisit, Order, Alone, Medicine, Yielding
)


def read_rules(path: Path) -> tuple[dict[str, Fact], dict[str, Rule], tuple[Problem, ...]]:
    """The facts and rules that can be used, and what is wrong with the rest; raises nothing for a file's content.

    A rule that can't be used is left out: a preset that names it is then held back by `safety.review`.
    """
    say = _Faults(path)
    raw = _parsed(path, say)
    _check_top(raw, say)
    facts = _rows(raw, "facts", Fact, say)
    rules = _rows(raw, "rules", Rule, say)
    known = {name: rule for name, rule in rules.items() if rule.fact in facts}
    for name in rules.keys() - known.keys():
        fact = rules[name].fact
        say(f"rules.{name}.fact", f"There is no question “{fact}”.{_nearest(fact, facts)}")
    return facts, known, tuple(sorted(say.found, key=lambda problem: problem.id))


def read_questions(path: Path) -> tuple[dict[str, SafetyQuestion], tuple[Problem, ...]]:
    """The safety questions before a session, and what is wrong with them; faults of the other tables aside."""
    say, aside = _Faults(path), _Faults(path)
    return _rows(_parsed(path, aside), "questions", SafetyQuestion, say), tuple(say.found)


def read_limits(path: Path) -> tuple[dict[str, Limit], tuple[Problem, ...]]:
    """The upper limits of what the user takes, and what is wrong with them; faults of the other tables aside."""
    say, aside = _Faults(path), _Faults(path)
    found = _rows(_parsed(path, aside), "limits", Limit, say)
    good = {name: limit for name, limit in found.items() if 0 < limit.amount < float("inf")}
    for name in found.keys() - good.keys():
        say(f"limits.{name}.amount", "This is not an amount above zero, so the limit is not checked.")
    return good, tuple(sorted(say.found, key=lambda problem: problem.id))


def read_postures(path: Path) -> tuple[dict[str, PostureRule], tuple[Problem, ...]]:
    """Who does which steps in another posture, and what is wrong with it; faults of the other tables aside."""
    say, aside = _Faults(path), _Faults(path)
    raw = _parsed(path, aside)
    found = _rows(raw, "postures", PostureRule, say)
    rules = _rows(raw, "rules", Rule, aside)
    good = {name: posture for name, posture in found.items() if posture.rule in rules}
    for name in found.keys() - good.keys():
        say(f"postures.{name}", "This names a rule that is not in [rules], so it has no effect.")
    return good, tuple(sorted(say.found, key=lambda problem: problem.id))


def read_spacing(path: Path) -> tuple[SpacingRules, tuple[Problem, ...]]:
    """The rules of spacing, and what is wrong with them; faults of the other tables aside."""
    say, aside = _Faults(path), _Faults(path)
    raw = _parsed(path, aside)

    def rows(table: str, kind: type[_Row]) -> tuple[_Row, ...]:
        return tuple(_rows(raw, table, kind, say).values())

    rules = SpacingRules(
        apart=rows("apart", Apart),
        most=rows("most", Most),
        visits=rows("visits", AroundVisit),
        order=rows("order", Order),
        alone=rows("alone", Alone),
        medicines=rows("medicines", Medicine),
        yielding=rows("yielding", Yielding),
    )
    return rules, tuple(sorted(say.found, key=lambda problem: problem.id))


class _Faults:
    """Collects problems, each with the file and the key."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.found: list[Problem] = []

    def __call__(self, key: str, message: str) -> None:
        where = f"{self._path}, {key}" if key else str(self._path)
        self.found.append(Problem(f"rules:{key}", f"{where}: {message}"))


def _parsed(path: Path, say: _Faults) -> dict[str, Any]:
    """The file as tables; an empty one, and a problem, where it can't be read."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            say("", "The file is larger than 128 KiB, so it was not read.")
            return {}
        return _tables(path, content)
    except OSError as error:
        say("", f"The file cannot be read: {error.strerror or error}.")
    except UnicodeDecodeError:
        say("", "The file is not UTF-8 text.")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        say("", f"The file is not valid TOML: {error}.")
    return {}


@lru_cache(maxsize=1)
def _tables(path: Path, content: bytes) -> dict[str, Any]:
    """The tables of the file, to be looked at only: each reader asks for the same ones. Raises as tomllib does."""
    return tables_of(path, content)


def forget_tables() -> None:
    """Let go of what was parsed; the rules made of it stay where they are. The next reader parses the file again."""
    _tables.cache_clear()


def _check_top(raw: Mapping[str, Any], say: _Faults) -> None:
    for key in raw.keys() - set(_TOP):
        say(key, f"This is not a key of this file.{_nearest(key, _TOP)}")
    if raw and raw.get("format") != _FORMAT:
        say("format", f"This version reads format = {_FORMAT}, not {raw.get('format', 'a file without it')}.")


def _rows(raw: Mapping[str, Any], table: str, kind: type[_Row], say: _Faults) -> dict[str, _Row]:
    entries = raw.get(table, {})
    if not isinstance(entries, dict):
        say(table, f"This is not a table. Write [{table}.NAME].")
        return {}
    rows = {name: _row(f"{table}.{name}", name, entry, kind, say) for name, entry in entries.items()}
    return {name: row for name, row in rows.items() if row is not None}


def _row(key: str, name: str, entry: object, kind: type[_Row], say: _Faults) -> _Row | None:
    if not isinstance(entry, dict):
        say(key, f"This is not a table. Write [{key}].")
        return None
    allowed = [field for field in kind.__struct_fields__ if field != "name"]
    for unknown in entry.keys() - set(allowed):
        say(f"{key}.{unknown}", f"This is not a key of {key.split('.')[0]}.{_nearest(unknown, allowed)}")
    try:
        return msgspec.convert({**_with_lengths(entry), "name": name}, kind)
    except (msgspec.ValidationError, UsageError) as error:
        say(key, str(error))
        return None


def _with_lengths(entry: dict[str, Any]) -> dict[str, Any]:
    """The row with its durations read; raises UsageError."""
    lengths = {name: parse_duration(entry[name]) for name in _LENGTHS if isinstance(entry.get(name), str)}
    return {**entry, **{name: msgspec.to_builtins(length) for name, length in lengths.items()}}


def _nearest(word: str, words: Iterable[str]) -> str:
    """The nearest right word, ready to be put behind a message."""
    from difflib import get_close_matches  # here: only for a word that is not known

    near = get_close_matches(word, list(words), n=1)
    return f" Did you mean “{near[0]}”?" if near else ""
