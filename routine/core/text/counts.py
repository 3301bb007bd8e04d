"""Lists and counts in words."""

from __future__ import annotations

from collections.abc import Iterable


def and_list(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def or_list(words: list[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def ordinal(n: int) -> str:
    """`first` ... `fifth`, `last`, `last but one` ..., otherwise `12th`."""
    named = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "last but one"}
    if n in named:
        return named[n]
    if n < 0:
        return f"last but {-n - 1}"
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def counted(n: int, noun: str) -> str:
    """`1 day`, `3 days`."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def plural(count: int, *, one: str, other: str) -> str:
    """The sentence for this count, with `{count}` filled in: `1 time was missed.`, `3 times were missed.`"""
    # Not by `format`: titles stand in these sentences, and a brace in one would be taken for a place to fill in.
    return (one if count == 1 else other).replace("{count}", str(count))


def listed(names: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return and_list(list(names))
