"""The reply about a person's profile, and what is said of one of its questions."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class FactView(Struct, frozen=True, kw_only=True):
    """One safety question. `answer` is None where nobody gave it, which is never a no; `words` for people.

    `short`: what lists call it. `kind`: yes-no, number, dates, list or areas. `yes`: whether the answer means yes by
    now. `concerns`: the enabled routines that go by it; `open`: one of them waits for the answer.
    """

    fact: str
    short: str
    question: str
    kind: str
    answer: bool | str | None
    words: str
    yes: bool
    concerns: tuple[str, ...]
    open: bool


class Consequence(Struct, frozen=True, kw_only=True):
    """What a yes to a question means for one routine: `final` and it cannot be enabled, whatever is accepted.

    `level` as in a finding; `waits`: it goes on once the person says that it is over. `at_least`: of a number, from
    which one on.
    """

    routine: str
    title: str
    rule: str
    level: Literal["final", "block", "warn", "note"]
    why: str
    means: str
    source: str
    waits: bool
    at_least: int | None


class ProfileFact(FactView, frozen=True, kw_only=True):
    """A safety question of the profile. `consequences`: what a yes means for each enabled routine that goes by it."""

    consequences: tuple[Consequence, ...]


class ProfileReply(Struct, frozen=True, kw_only=True):
    """Every question. `confirmed` (UTC): when it was last said that they are right; `asks_on`: the day to ask again."""

    facts: tuple[ProfileFact, ...]
    confirmed: str | None
    confirmed_words: str | None
    asks_on: str | None
    asks_words: str | None
