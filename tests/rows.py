"""A test over a table: one test for all its rows, which names each row that fails.

pytest's own parametrize makes a test of each row, which costs milliseconds before anything is tested: right for a
handful, or where each row needs a home of its own; thousands of them took minutes.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

_SHOWN = 5
_LONGEST_NAME = 120

Names = str | Sequence[str]
Test = Callable[..., None]
Ids = Callable[[Any], object] | Iterable[object]


def each(names: Names, rows: Iterable[Any], ids: Ids = repr) -> Callable[[Test], Test]:
    """Run a test with each row as its arguments of these names; written as `pytest.mark.parametrize` is.

    Whatever fails, every row is run. `ids`: what a value is called in the name of its row, or what each row is called.
    """
    fields = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    table = [(row,) if len(fields) == 1 else tuple(row) for row in rows]
    given = None if callable(ids) else [str(one) for one in ids]
    assert given is None or len(given) == len(table), "a name for each row"

    def over(test: Test) -> Test:
        @functools.wraps(test)
        def whole(**fixtures: Any) -> None:
            failures: list[tuple[str, BaseException]] = []
            for at, row in enumerate(table):
                try:
                    test(**dict(zip(fields, row, strict=True)), **fixtures)
                except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001 - whatever it is, the row failed
                    failures.append((given[at] if given else _name(row, ids), error))
            _tell(failures, len(table))

        whole.__signature__ = _without(test, fields)  # type: ignore[attr-defined] # where pytest looks for fixtures
        return whole

    return over


def _name(row: Sequence[Any], ids: Ids) -> str:
    said = (ids(value) if callable(ids) else repr(value) for value in row)
    name = ", ".join(str(one) for one in said if one not in (None, ""))
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def _tell(failures: Sequence[tuple[str, BaseException]], of: int) -> None:
    """Raise what went wrong, if anything did: a single failure as it would be alone."""
    for name, error in failures:
        error.add_note(f"In the row: {name}")
    if len(failures) == 1:
        raise failures[0][1]
    if failures:
        names = "\n".join(f"  {name}" for name, _ in failures)
        some = [error for _, error in failures[:_SHOWN]]
        raise BaseExceptionGroup(f"{len(failures)} of {of} rows failed:\n{names}\n", some)


def _without(test: Test, fields: Sequence[str]) -> inspect.Signature:
    found = inspect.signature(test)
    return found.replace(parameters=[one for name, one in found.parameters.items() if name not in fields])
