"""profile.toml -> what a person said about themselves; and what they type as the answer to one question."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NoReturn

from routine.core.config.areas import AREAS, areas_in
from routine.core.config.profile import week_now
from routine.core.config.rules import Fact
from routine.core.errors import UsageError
from routine.core.preset.model import Fault
from routine.core.preset.read.nearest_word import nearest
from routine.core.preset.read.values import date_of
from routine.core.preset.read.wrong_value import shown
from routine.core.text.counts import and_list

_SEVERAL = re.compile(r"[,;]|\band\b")
_YES_NO = {"yes": True, "true": True, "y": True, "no": False, "false": False, "n": False}
#: No week of pregnancy is called by a higher number (a bound on slips of the keyboard, not a medical one).
_LAST_WEEK = 45


def read_profile_tables(
    raw: Mapping[str, Any], facts: Mapping[str, Fact]
) -> tuple[dict[str, bool | str], tuple[Fault, ...]]:
    """What was said about a person: true, false, or a text. `facts`: those that there are; if none, any name will do.

    A number becomes its text. An answer that nothing asks about is kept, and its nearest right word said.
    """
    faults: list[Fault] = []
    profile: dict[str, bool | str] = {}
    for name, value in raw.items():
        if facts and name not in facts:
            faults.append(
                Fault((name,), f"There is no question {shown(name)}.", nearest(name, facts, see="routine profile show"))
            )
        if isinstance(value, bool | str):
            profile[name] = value
        # A longer one means nothing, and one of thousands of digits Python would not write.
        elif isinstance(value, int) and abs(value) < 10**6:
            profile[name] = str(value)
        elif isinstance(value, date) and not isinstance(value, datetime):
            profile[name] = value.isoformat()
        else:
            faults.append(Fault((name,), f"This needs true, false or a text, not {shown(value)}.", None))
    return profile, tuple(faults)


def typed_fact(fact: Fact, text: str, read_date: Callable[[str], date] = date_of) -> bool | str:
    """What a person typed as the answer to a fact; raises UsageError.

    `read_date`: how they say dates; what is kept is the date itself, for a rule counts until the day is over.
    """
    word = text.strip()
    yes_no = _YES_NO.get(word.lower())
    if yes_no is not None and not (yes_no and fact.kind == "number"):
        return yes_no
    if fact.kind == "yes-no":
        raise _not_an_answer(fact, text, "Answer yes or no")
    if not word:
        raise UsageError(
            f"The answer to “{fact.question}” is empty.", f"Answer it: routine profile set {fact.name} ANSWER"
        )
    if fact.kind == "number" and not 1 <= (week_now(word, None) or 0) <= _LAST_WEEK:
        raise _not_an_answer(fact, text, f"Answer with a number from 1 to {_LAST_WEEK}, or no")
    if fact.kind == "areas":
        return ", ".join(areas_in(word) or _unknown_area(fact, text))
    if fact.kind == "dates" and word.lower() in ("none", "never"):
        return False
    if fact.kind == "dates":
        found = sorted({read_date(part.strip()) for part in _SEVERAL.split(word) if part.strip()})
        return ", ".join(day.isoformat() for day in found)
    return word


def _unknown_area(fact: Fact, text: str) -> NoReturn:
    raise _not_an_answer(
        fact, text, f"Answer yes, no or where it is, for example {and_list(list(AREAS))}", '"hands, arms"'
    )


def _not_an_answer(fact: Fact, text: str, how: str, example: str = "ANSWER") -> UsageError:
    return UsageError(
        f"{shown(text)} is not an answer to “{fact.question}”", f"{how}: routine profile set {fact.name} {example}"
    )
