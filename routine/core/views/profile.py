"""What `profile` answers: each safety question, its answer, and which routines go by it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec.structs import asdict

from routine.core.config.profile import dates_in, holds
from routine.core.config.rules import Fact
from routine.core.preset.model import Preset
from routine.core.requests.replies.profile import Consequence, FactView, ProfileFact, ProfileReply
from routine.core.review.check_in_interval import next_day
from routine.core.review.what_a_yes_means import consequences
from routine.core.safety.contraindications import concerns, rules_of
from routine.core.snapshot import Snapshot
from routine.core.when.format import format_date, format_day, utc_text


def profile_view(draft: Snapshot) -> ProfileReply:
    """Every question that the rules may ask."""
    confirmed = draft.state.profile.confirmed
    ask = next_day(draft.setup, draft.state, draft.now.zone)
    found = consequences(draft, draft.enabled())
    return ProfileReply(
        facts=tuple(_fact(draft, fact, found.get(fact.name, ())) for fact in draft.setup.facts.values()),
        confirmed=utc_text(confirmed) if confirmed else None,
        confirmed_words=draft.when_here(confirmed) if confirmed else None,
        asks_on=ask.isoformat() if ask else None,
        asks_words=format_day(ask, draft.now.wall().date()) if ask else None,
    )


def _fact(draft: Snapshot, fact: Fact, found: tuple[Consequence, ...]) -> ProfileFact:
    view = fact_view(draft, fact, dict.fromkeys(one.routine for one in found))
    return ProfileFact(**asdict(view), consequences=found)


def fact_view(draft: Snapshot, fact: Fact, whose: Iterable[str] = ()) -> FactView:
    """One question; `whose`: the enabled routines that go by it."""
    answer = draft.setup.profile.get(fact.name)
    return FactView(
        fact=fact.name,
        short=fact.called,
        question=fact.question,
        kind=fact.kind,
        answer=answer,
        words=_words(answer, draft.now.wall().date()),
        yes=answer is not None and holds(answer, fact.kind, draft.now.wall().date()),
        concerns=tuple(whose),
        open=answer is None and bool(whose),
    )


def facts_of(draft: Snapshot, preset: Preset) -> tuple[Fact, ...]:
    """What the rules ask because of a preset, each once, as far as they concern this person."""
    setup = draft.setup
    rules = (setup.rules[name] for name in rules_of(setup.rules, preset) if name in setup.rules)
    names = dict.fromkeys(rule.fact for rule in rules if concerns(rule, setup))
    return tuple(setup.facts[name] for name in names if name in setup.facts)


def _words(answer: bool | str | None, today: date) -> str:
    """As people write it: `yes`, `no`, a number, dates such as `12 December`; "" for none."""
    if answer is None:
        return ""
    if not isinstance(answer, str):
        return "yes" if answer else "no"
    days = {day.isoformat(): format_date(day, today) for day in dates_in(answer)}
    for written, said in days.items():
        answer = answer.replace(written, said)
    return answer
