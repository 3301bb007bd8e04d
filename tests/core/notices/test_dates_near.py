"""What is said of a lab test or an operation that draws near, to each dose that it matters to; nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from routine.core.config.rules import Fact, Rule
from routine.core.notices.dates_near import coming_up
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


def said_on(world: World, day: str) -> str | None:
    """Day by day is answered; what is said to the last dose, which its notice says too."""
    said, until = None, date.fromisoformat(f"2026-{day}")
    [id] = world.state.routines
    first = world.now.wall().date() + timedelta(days=world.now.wall().hour >= 9)
    for ahead in range((until - first).days + 1):
        world.to(f"{first + timedelta(days=ahead)} 09:00")
        said = coming_up(world.draft, id)
        assert (said or "") in world.notice(id).body
        world.ask(Done())
    return said


def test_from_a_week_before_until_the_day_itself_each_dose_says_whom_to_tell() -> None:
    """However long ago the date was given: it was told then, once."""
    world = a_world(a_pill(), lab_tests="2026-12-04")
    assert said_on(world, "11-26") is None
    assert said_on(world, "11-27") == "Lab tests Fri 4 Dec. Tell the lab"
    assert said_on(world, "12-03") == "Lab tests tomorrow. Tell the lab"
    assert said_on(world, "12-04") == "Lab tests today. Tell the lab"
    assert said_on(world, "12-05") is None


def test_of_several_dates_the_next_one_is_named() -> None:
    world = a_world(a_pill(), lab_tests="2026-11-20, 2026-11-25, 2026-11-28")
    assert said_on(world, "11-23") == "Lab tests Wed 25 Nov. Tell the lab"
    assert said_on(world, "11-26") == "Lab tests Sat 28 Nov. Tell the lab"


@pytest.mark.parametrize("answer", [False, True, "soon", "2026-11-99"])
def test_without_a_date_nothing_draws_near(answer: bool | str) -> None:
    assert said_on(a_world(a_pill(), lab_tests=answer), "11-23") is None


def test_an_operation_draws_near_too() -> None:
    world = a_world(a_pill("pill", "labs", "surgery"), lab_tests="2026-11-25", operations="2026-11-26")
    assert said_on(world, "11-23") == "Lab tests Wed 25 Nov. Tell the lab. Operations Thu 26 Nov. Tell the clinic"


def test_what_no_rule_asks_says_nothing() -> None:
    assert said_on(a_world(a_pill("pill", "surgery"), lab_tests="2026-11-25"), "11-23") is None


def test_several_that_are_due_together_say_it_once() -> None:
    """Biotin is seldom the only thing taken at nine."""
    world = a_world(a_pill("biotin"), a_pill("zinc"), a_pill("cream", "surgery"), lab_tests="2026-11-25")
    world.to("09:00")
    assert world.showing == ["biotin+cream+zinc"]
    assert world.notice().body.splitlines()[-1] == "Lab tests Wed 25 Nov. Tell the lab (Biotin and Zinc)"


def test_a_rule_that_nobody_knows_any_more_keeps_no_reminder_off() -> None:
    profile: dict[str, bool | str] = {"lab-tests": "2026-11-25"}
    pill = a_pill("pill", "gone", "labs")
    world = World(pill, rules={"labs": LABS}, facts=FACTS, profile=profile, accept=("labs", "gone"))
    assert said_on(world, "11-23") == "Lab tests Wed 25 Nov. Tell the lab"
