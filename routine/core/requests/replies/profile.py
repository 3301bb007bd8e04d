"""The reply about a person's profile, and what is said of one of its questions."""

from __future__ import annotations

from msgspec import Struct


class FactView(Struct, frozen=True, kw_only=True):
    """One safety question. `answer` is None where nobody gave it, which is never a no; `words` for people.

    `kind`: yes-no, number, dates, list or areas. `yes`: whether the answer means yes by now. `concerns`: the enabled
    routines that go by it; `open`: one of them waits for the answer.
    """

    fact: str
    question: str
    kind: str
    answer: bool | str | None
    words: str
    yes: bool
    concerns: tuple[str, ...]
    open: bool


class ProfileReply(Struct, frozen=True, kw_only=True):
    """Every question. `confirmed` (UTC): when it was last said that they are right; `asks_on`: the day to ask again."""

    facts: tuple[FactView, ...]
    confirmed: str | None
    confirmed_words: str | None
    asks_on: str | None
    asks_words: str | None
