"""What an answer in the profile means: whether it is a yes, and until when."""

from __future__ import annotations

import re
from datetime import date

_NO = frozenset({"", "no", "none", "never", "false", "0"})
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def holds(answer: bool | str, kind: str = "yes-no", today: date | None = None) -> bool:
    """Whether a profile answer means yes. A text does unless it says no; dates do while one of them is not past."""
    if isinstance(answer, bool):
        return answer
    if answer.strip().lower() in _NO:
        return False
    if kind == "dates" and today is not None:
        return _ahead(answer, today)
    return True


def _ahead(answer: str, today: date) -> bool:
    """Whether any date is today or later; a text that can't be read as dates counts, to be on the safe side."""
    dates = dates_in(answer)
    return not dates or max(dates) >= today


def dates_in(answer: str) -> tuple[date, ...]:
    """The dates that an answer names; none where one of them cannot be read."""
    try:
        return tuple(date.fromisoformat(found) for found in _DATE.findall(answer))
    except ValueError:
        return ()
