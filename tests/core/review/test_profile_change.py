"""What the profile says anew: an answer that grows with the weeks, and what follows from it on the day."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from routine.core.config.rules import Fact, Rule
from routine.core.preset.model import Preset, Safety
from routine.core.requests.commands import Answers, VisitAct
from routine.core.requests.reports import Reload
from routine.core.review.profile_change import next_wakes
from routine.core.visits.outcomes import Booked
from tests.builders import World, a_series, utc
from tests.core.review.households import FACTS, RULES, guarded

WEEK = Fact("week", "Which week is it?", "number")
LATE = Rule(
    name="late", fact="week", level="warn", why="It is late.", fix="On the side.", source="a", only_if="pregnant",
    at_least=28,
)  # fmt: skip


def weeks(preset: Preset | None = None, **profile: bool | str) -> World:
    """A mask that a rule speaks of from the 28th week on, or another preset."""
    rules, facts = {**RULES, "late": LATE}, {**FACTS, "week": WEEK}
    known: dict[str, bool | str] = {**dict.fromkeys(FACTS, False), **profile}
    return World(preset or guarded("mask", "late"), rules=rules, facts=facts, profile=known)


def told(world: World) -> list[str]:
    """What safety notes were told of the mask."""
    return list(world.routine("mask").safety.told)


def test_a_week_goes_on_counting_from_the_day_it_was_said_and_what_follows_is_told_then() -> None:
    world = weeks(pregnant=True, week="20")
    world.ask(Reload(fact="week"))
    world.to("2027-01-17 23:00")
    assert ("review" in world.showing, told(world)) == (False, [])
    world.to("2027-01-18 12:00")
    assert told(world) == ["warn:late"]
    assert "It is late. On the side." in world.notice("review").body


def test_what_a_week_leads_to_is_told_at_midnight() -> None:
    world = weeks(pregnant=True, week="20")
    world.ask(Reload(fact="week"))
    assert list(next_wakes(world.draft)) == [utc("2026-11-23 23:00")]
    world.to("2027-01-18 00:00")
    assert told(world) == ["warn:late"]


def test_a_week_entered_on_the_page_goes_on_counting_too() -> None:
    world = weeks(pregnant=True, week="20")
    world.ask(Answers({"week": "27"}))
    world.to("2026-11-29 23:00")
    assert told(world) == []
    world.to("2026-11-30 12:00")
    assert told(world) == ["warn:late"]


def test_who_is_not_pregnant_is_told_nothing_of_a_week_said_before() -> None:
    world = weeks(pregnant=False, week="30")
    world.to("2026-11-25 12:00")
    assert ("review" in world.showing, told(world)) == (False, [])


def test_what_a_booking_told_on_a_new_day_is_not_told_again_by_the_daily_look() -> None:
    world = weeks(replace(a_series(), safety=Safety(never_if=("late",))), pregnant=True, week="27")
    world.ask(Reload(fact="week"))
    world.simulation.clock.advance(timedelta(days=7))
    outcome = world.did(VisitAct("book", "sculptra", "2026-12-10 10:00"))
    assert isinstance(outcome, Booked)
    assert [finding.rule for finding in outcome.findings] == ["late"]
    world.tick()
    assert (world.state.profile.looked, "review" in world.showing) == (world.now.wall().date(), False)


def test_a_week_grows_also_where_another_number_was_not_said() -> None:
    world = weeks(pregnant=True, week="20")
    world.change(facts={**world.setup_now.facts, "age": Fact("age", "How old are you?", "number")})
    world.ask(Reload(fact="week"))
    world.to("2027-01-18 12:00")
    assert told(world) == ["warn:late"]
