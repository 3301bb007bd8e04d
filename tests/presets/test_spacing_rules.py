"""The shipped rules of spacing: every pair that the facts keep apart, and words that presets really use."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from routine.core.config.setup import Setup
from routine.core.requests.commands import VisitAct
from routine.core.requests.queries import PlanQuery
from routine.core.spacing.contents import tags_of
from routine.core.when.duration import parse_duration
from tests.builders import World, a_preset, a_schedule
from tests.presets.shipped import answered

SETUP: Setup = answered()
#: Words for what people have beside the shipped presets.
OF_ONES_OWN = {"bha", "acid", "levothyroxine", "tetracycline", "quinolone", "magnesium", "minerals", "exfoliant"}
OF_ONES_OWN |= {"facial", "anticoagulant"}
APART = [
    ("retinoid", "aha", "1 day"),
    ("retinoid", "mask", "1 day"),
    ("aha", "mask", "1 day"),
    ("calcium", "iron", "2h"),
    ("calcium", "levothyroxine", "4h"),
    ("iron", "levothyroxine", "4h"),
    ("calcium", "tetracycline", "2h"),
    ("iron", "quinolone", "2h"),
    ("zinc", "tetracycline", "2h"),
]
AROUND = [
    ("peels", "retinoid-a", 7, 7),
    ("peels", "aha", 7, 7),
    ("peels", "egg-mask", 7, 8),  # and as long as its after-care lasts, whose last reminder comes on the 7th day
    ("fraxel", "retinoid-a", 7, 7),
    ("fraxel", "aha", 7, 7),
    ("thermage", "retinoid-a", 7, 1),
    ("sculptra", "aha", 7, 1),
    ("threads", "retinoid-a", 0, 14),
    ("botulinum", "clay-mask", 0, 7),
]


def words_of_rules() -> set[str]:
    rules = SETUP.spacing
    found = {word for rule in rules.apart for word in (*rule.these, *rule.those)}
    found |= {rule.of for rule in rules.most} | {rule.of for rule in rules.medicines}
    found |= {word for rule in rules.visits for word in (*rule.visit, *rule.off)}
    return found | {word for rule in rules.order for word in rule.of} | {w for rule in rules.alone for w in rule.of}


@pytest.mark.parametrize("word", sorted(words_of_rules() - OF_ONES_OWN))
def test_every_word_that_a_rule_looks_for_is_one_that_a_shipped_preset_has(word: str) -> None:
    assert [id for id, preset in SETUP.presets.items() if word in tags_of(preset)]


@pytest.mark.parametrize(("one", "other", "by"), APART)
def test_what_the_facts_keep_apart_a_rule_keeps_apart(one: str, other: str, by: str) -> None:
    found = [
        rule.by
        for rule in SETUP.spacing.apart
        if (one in rule.these and other in rule.those) or (other in rule.these and one in rule.those)
    ]
    assert parse_duration(by) in found


def waiting(series: str, id: str) -> list[int]:
    """The days before and after a visit of the series, on which a routine of these contents waits."""
    preset = SETUP.presets[id]
    alike = {"contains": preset.contains, "kind": preset.kind, "steps": preset.steps}
    daily = a_preset("daily", a_schedule("21:00"), **alike)
    visits = SETUP.presets[series]
    world = World(daily, visits, spacing=SETUP.spacing, accept=visits.safety.never_if)
    world.ask(VisitAct("book", series, "14 Dec 10:00"))
    found = world.ask(PlanQuery(60, "daily"))["occurrences"]
    days = [datetime.fromisoformat(one["nominal"]).date() for one in found if one["status"] == "excused"]
    return [(day - date(2026, 12, 14)).days for day in days]


@pytest.mark.parametrize(("series", "id", "before", "after"), AROUND)
def test_around_a_visit_it_waits_as_long_as_the_facts_say(series: str, id: str, before: int, after: int) -> None:
    days = waiting(series, id)
    assert (min(days), max(days) + 1) == (-before, after)


def test_no_mask_lying_flat_while_the_after_care_of_threads_lasts() -> None:
    assert max(waiting("threads", "egg-mask")) >= 21
