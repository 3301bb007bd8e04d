"""Memos: what was worked out is kept until something that it hangs on changes, so that it is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Generic, NamedTuple, Protocol, TypeVar

#: Names beyond this are of routines long gone.
_MOST = 4096


class Lasting(Protocol):
    """An answer that may become another one as time alone passes."""

    @property
    def until(self) -> datetime | None:
        """The instant (UTC) from which on it has to be worked out anew; None: time changes nothing."""


_T = TypeVar("_T")
_L = TypeVar("_L", bound=Lasting)


class _Known(NamedTuple, Generic[_T]):
    hangs_on: tuple[object, ...]
    answer: _T


class Memo(Generic[_T]):
    """The last answer to each question of one kind, by the question's name.

    An answer has to follow from what it hangs on alone: then it makes no difference to a decision whether it was kept
    (law 6). What it hangs on are immutable values, compared by identity first, so that what did not change costs
    nothing. Two threads may ask at once: an entry is never changed, only replaced.
    """

    def __init__(self) -> None:
        self._known: dict[object, _Known[_T]] = {}

    def of(self, name: object, hangs_on: tuple[object, ...], work: Callable[[], _T]) -> _T:
        """The last answer while nothing that it hangs on changed, else what `work` finds."""
        known = self._known.get(name)
        return known.answer if known and known.hangs_on == hangs_on else self.found(name, hangs_on, work())

    def found(self, name: object, hangs_on: tuple[object, ...], answer: _T) -> _T:
        """Keep another answer."""
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[name] = _Known(hangs_on, answer)
        return answer


class MemoUntil(Generic[_L]):
    """The same for answers that hang on the present, too, and say until when they hold."""

    def __init__(self) -> None:
        self._memo: Memo[tuple[_L, datetime]] = Memo()

    def of(self, name: object, hangs_on: tuple[object, ...], now: datetime, work: Callable[[], _L]) -> _L:
        """The answer at `now` (UTC)."""
        answer, since = self._memo.of(name, hangs_on, lambda: (work(), now))
        if since <= now and (answer.until is None or now < answer.until):
            return answer
        # Time passed, or the clock was set back to before it was worked out.
        return self._memo.found(name, hangs_on, (work(), now))[0]
