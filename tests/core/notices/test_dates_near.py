"""A lab test or an operation draws near: each dose that it matters to says so, and says nothing before and after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from routine.core.config.rules import Fact, Rule
from routine.core.preset.model import Preset, Safety
from routine.core.requests.commands import Done
from tests.builders import World, a_preset, a_schedule

LABS = Rule(name="labs", fact="lab-tests", level="block", why="It distorts tests.", fix="Tell the lab.", source="a")
SURGERY = Rule(name="surgery", fact="operations", level="block", why="Ask.", fix="Tell the clinic.", source="a")
FACTS = {name: Fact(name, f"Any {name}?", "dates") for name in ("lab-tests", "operations")}


def a_pill(id: str = "biotin", *rules: str) -> Preset:
    return a_preset(id, a_schedule("09:00"), safety=Safety(never_if=rules or ("labs",)))


def a_world(*presets: Preset, lab_tests: str | bool, operations: str | bool = False) -> World:
    """On Monday 23 November 2026; what the rules object was accepted long ago."""
    rules = {rule.name: rule for rule in (LABS, SURGERY)}
    profile = {"lab-tests": lab_tests, "operations": operations}
    return World(*presets, rules=rules, facts=FACTS, profile=profile, accept=("labs", "surgery"))


def said_on(world: World, day: str) -> str:
    """Day by day is answered; what the notice of the last one said."""
    body, until = "", date.fromisoformat(f"2026-{day}")
    first = world.now.wall().date() + timedelta(days=world.now.wall().hour >= 9)
    for ahead in range((until - first).days + 1):
        world.to(f"{first + timedelta(days=ahead)} 09:00")
        body = world.notice().body
        world.ask(Done())
    return body


def test_from_a_week_before_until_the_day_itself_each_dose_says_whom_to_tell() -> None:
    """However long ago the date was given: it was told then, once."""
    world = a_world(a_pill(), lab_tests="2026-12-04")
    assert "Lab tests" not in said_on(world, "11-26")
    assert "Lab tests Fri 4 Dec: tell the lab" in said_on(world, "11-27")
    assert "Lab tests tomorrow: tell the lab" in said_on(world, "12-03")
    assert "Lab tests today: tell the lab" in said_on(world, "12-04")
    assert "Lab tests" not in said_on(world, "12-05")


def test_of_several_dates_the_next_one_is_named() -> None:
    world = a_world(a_pill(), lab_tests="2026-11-20, 2026-11-25, 2026-11-28")
    assert "Lab tests Wed 25 Nov" in said_on(world, "11-23")
    assert "Lab tests Sat 28 Nov" in said_on(world, "11-26")


@pytest.mark.parametrize("answer", [False, True, "soon", "2026-11-99"])
def test_without_a_date_nothing_draws_near(answer: bool | str) -> None:
    assert "Lab tests" not in said_on(a_world(a_pill(), lab_tests=answer), "11-23")


def test_an_operation_draws_near_too() -> None:
    world = a_world(a_pill("pill", "labs", "surgery"), lab_tests="2026-11-25", operations="2026-11-26")
    assert "Lab tests Wed 25 Nov: tell the lab. Operations Thu 26 Nov: tell the clinic" in said_on(world, "11-23")


def test_what_no_rule_asks_says_nothing() -> None:
    assert "Lab tests" not in said_on(a_world(a_pill("pill", "surgery"), lab_tests="2026-11-25"), "11-23")


def test_several_that_are_due_together_say_it_once() -> None:
    """Biotin is seldom the only thing taken at nine."""
    world = a_world(a_pill("biotin"), a_pill("zinc"), a_pill("cream", "surgery"), lab_tests="2026-11-25")
    world.to("09:00")
    assert world.notice().title == "3 routines are due"
    assert world.notice().body.splitlines()[-1] == "Lab tests Wed 25 Nov: tell the lab (Biotin and Zinc)"
