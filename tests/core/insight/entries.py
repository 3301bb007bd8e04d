"""Builder: answers of one routine, a letter a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from routine.core.state.log import Answer, Entry

FIRST = date(2026, 3, 2)  # a Monday
_ANSWERS: dict[str, Answer] = {"d": "done", "s": "skipped", "m": "missed", "x": "excused"}


def answers(letters: str, routine: str = "spf", every: int = 1, late: float = 0, hour: int = 8) -> list[Entry]:
    """An answer for each letter (done, skipped, missed, x: not counted; a dot: none), `late` minutes late."""
    return [
        an_answer(n, routine, FIRST + timedelta(days=n * every), _ANSWERS[letter], late, hour)
        for n, letter in enumerate(letters)
        if letter in _ANSWERS
    ]


def an_answer(seq: int, routine: str, day: date, answer: Answer, late: float = 0, hour: int = 8) -> Entry:
    """One answer to a time at `hour`:00 of a day, in UTC."""
    nominal = datetime.combine(day, time(hour))
    instant = nominal.replace(tzinfo=UTC)
    at = instant + timedelta(minutes=late)
    return Entry(
        seq=seq + 1, routine=routine, key=f"{nominal:%Y-%m-%dT%H:%M}", nominal=nominal, instant=instant, answer=answer,
        at=at, recorded_at=at,
    )  # fmt: skip
