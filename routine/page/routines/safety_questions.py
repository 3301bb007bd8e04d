"""The safety questions as fields: what was answered, and what a yes means, said at once beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from routine.core.text.counts import and_list
from routine.page.told_once import runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routine.core.requests.replies.profile import Consequence
    from routine.core.requests.replies.review import QuestionAsked, ReviewReply
    from routine.page.reader import Reader

STAYS_OFF, NEEDS_DECISION = "It stays off until this is over.", "It needs your decision."
DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WEEK = re.compile(r"\d{1,2}", re.ASCII)


class Meaning(NamedTuple):
    """What a yes means: in how grave a look, a few words ahead, and the whole."""

    kind: str
    lead: str
    text: str
    at_least: int | None


class QuestionView(NamedTuple):
    """One question. `said`: `yes`, `no` or "" as it stands in the form; `more`: what goes with a yes.

    `stands_open`: it has no answer yet that could be taken as read.
    """

    asked: QuestionAsked
    said: str
    more: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    stands_open: bool


def question_view(asked: QuestionAsked, reader: Reader, *, several: bool = False) -> QuestionView:
    """One question as the form shows it. `several`: routines are enabled together, so what a yes means names them."""
    kept = "" if asked.answer is None else "yes" if asked.yes else "no"
    again = reader.drafted or reader.posted  # the form as it was sent
    sent = reader.field(f"fact.{asked.fact}") if again else ""
    more = tuple(filled for one in reader.fields(f"more.{asked.fact}") if (filled := one.strip()))
    means = _meanings_for_several if several else _meanings
    return QuestionView(
        asked,
        sent if sent in ("yes", "no") else kept,
        (more if again else ()) or _kept_more(asked),
        means(asked.consequences),
        asked.answer is None or asked.yes or sent == "yes",
    )


def _kept_more(asked: QuestionAsked) -> tuple[str, ...]:
    """What was said before beside a yes."""
    if not isinstance(asked.answer, str):
        return ()
    match asked.kind:
        case "dates":
            return tuple(DATE.findall(asked.answer))
        case "number":
            return tuple(_WEEK.findall(asked.answer)[:1])
    return (asked.answer,)


def _meanings(found: Sequence[Consequence]) -> tuple[Meaning, ...]:
    return tuple(dict.fromkeys(map(_meaning, found)))


def _meaning(one: Consequence) -> Meaning:
    from_then = one.at_least is not None
    match one.level:
        case "final" if not from_then:
            return Meaning("stop", f"{one.title} cannot be enabled.", one.why, None)
        case "block" if one.waits and not from_then:
            return Meaning("warn", STAYS_OFF, f"{one.why} {one.means}", None)
        case "block" if not from_then:
            return Meaning("warn", NEEDS_DECISION, f"{one.why} {one.means}", None)
        case "note":
            return Meaning("info", "Good to know.", f"{one.why} {one.means}", one.at_least)
    return Meaning("warn", "Take care.", f"{one.why} {one.means}", one.at_least)


def _meanings_for_several(found: Sequence[Consequence]) -> tuple[Meaning, ...]:
    """The same for routines that are enabled together; what it means for several is said once."""
    return tuple(_for_several(group[0], and_list([one.title for one in group])) for group in _told_once(found))


def _told_once(found: Sequence[Consequence]) -> list[list[Consequence]]:
    return runs(found, lambda one: (one.level, one.waits, one.at_least, one.why, one.means))


def _for_several(one: Consequence, titles: str) -> Meaning:
    kind, lead, text, at_least = _meaning(one)
    if one.level == "final" and at_least is None:
        return Meaning(kind, f"{titles} cannot be enabled.", text, at_least)
    return Meaning(kind, f"{titles}.", f"{lead} {text}", at_least)


def meanings_for_enabled(found: Sequence[Consequence]) -> list[Meaning]:
    """What a yes means for routines that run already; what it means for several is said once."""
    return [_for_enabled(group[0], and_list([one.title for one in group])) for group in _told_once(found)]


def _for_enabled(one: Consequence, titles: str) -> Meaning:
    text = one.why if one.level == "final" else f"{one.why} {one.means}"
    if one.level in ("final", "block"):
        until = "" if one.level == "final" else " until this is over" if one.waits else " until you decide"
        return Meaning("stop" if one.level == "final" else "warn", f"On hold{until}: {titles}.", text, one.at_least)
    lead, kind = ("Take care", "warn") if one.level == "warn" else ("Good to know", "info")
    return Meaning(kind, f"{lead}: {titles}.", text, one.at_least)


# --- what was sent ----------------------------------------------------------------------------------------------------


def answers_of(reader: Reader, review: ReviewReply) -> dict[str, str]:
    """The answers that the form gives to these questions, and that are not kept so already, as they would be typed."""
    given = ((one, _typed(reader, one)) for one in review.questions)
    return {one.fact: typed for one, typed in given if typed and typed != _kept(one)}


def _typed(reader: Reader, asked: QuestionAsked) -> str:
    said = reader.field(f"fact.{asked.fact}")
    more = ", ".join(one.strip() for one in reader.fields(f"more.{asked.fact}") if one.strip())
    if asked.kind == "number":
        return more
    return "no" if said == "no" else (more or "yes") if said == "yes" else said


def _kept(asked: QuestionAsked) -> str:
    return ", ".join(_kept_more(asked)) if isinstance(asked.answer, str) and asked.yes else asked.words


def left_open(reader: Reader, review: ReviewReply) -> Iterator[str]:
    """The questions without an answer that a no can answer; a number cannot be answered so."""
    for one in review.questions:
        if one.kind != "number" and one.answer is None and not reader.field(f"fact.{one.fact}"):
            yield one.fact
