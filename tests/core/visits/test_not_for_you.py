"""A visit that is not for this person says so first, in every reminder and in the list, whatever was accepted."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from msgspec.structs import replace

from routine.core.config.rules import Fact, Rule
from routine.core.errors import RefusedError
from routine.core.requests.commands import Enable, VisitAct
from routine.core.requests.queries import VisitList
from routine.core.schedule.visit_series import After, Before
from tests.builders import World, a_series, lasting

FACTS = {"pregnant": Fact(name="pregnant", question="Are you pregnant?")}
RULE = Rule(
    name="not-in-pregnancy",
    fact="pregnant",
    level="block",
    why="Sculptra is not for pregnancy.",
    fix="Go on only if your doctor has agreed.",
    source="a test",
)
SERIES: dict[str, Any] = {
    "before": (Before(id="peels", say="No peel from now on.", ahead=lasting("7 days")),),
    "after": (After(id="care", say="Go by the care sheet."),),
}


def a_household(
    *, pregnant: bool | None, accept: tuple[str, ...] = (), level: Literal["block", "warn", "note"] = "block"
) -> World:
    series = a_series("sculptra", **SERIES)
    series = replace(series, safety=replace(series.safety, never_if=("not-in-pregnancy",)))
    profile = {} if pregnant is None else {"pregnant": pregnant}
    known: dict[str, Any] = {"facts": FACTS, "rules": {RULE.name: replace(RULE, level=level)}, "profile": profile}
    world = World(series, accept=accept, **known)
    world.ask(VisitAct("book", "sculptra", "14 Dec 10:00"))
    return world


def test_it_is_not_begun_without_the_doctors_word() -> None:
    with pytest.raises(RefusedError):
        a_household(pregnant=True)


def test_every_reminder_of_the_visit_says_it_first_although_it_was_accepted() -> None:
    world = a_household(pregnant=True, accept=("not-in-pregnancy",))
    for at in ("2026-12-07 09:01", "2026-12-14 19:01"):
        world.to(at)
        assert world.notice("sculptra").body.startswith("Sculptra is not for pregnancy. Go on only if your doctor")
    world.press("went", "did you go")
    world.to("2026-12-15 09:01")
    assert world.notice("sculptra").body.startswith("Sculptra is not for pregnancy.")


def test_the_list_of_visits_and_the_booking_say_it_too() -> None:
    world = a_household(pregnant=True, accept=("not-in-pregnancy",))
    assert world.ask(VisitList())["series"][0]["notes"][0].startswith("Sculptra is not for pregnancy.")
    said = world.ask(VisitAct("book", "sculptra", "21 Jan 10:00"))["said"]
    assert said[1].startswith("Sculptra is not for pregnancy.")


def test_whom_it_suits_nothing_of_it_is_said() -> None:
    world = a_household(pregnant=False)
    world.to("2026-12-07 09:01")
    assert "pregnancy" not in world.notice("sculptra").body
    world.ask(Enable(("sculptra",)))


@pytest.mark.parametrize(("pregnant", "level"), [(True, "warn"), (True, "note"), (None, "block")])
def test_neither_a_warning_nor_a_question_that_nobody_answered_says_that_it_is_not_for_them(
    pregnant: bool | None, level: Literal["block", "warn", "note"]
) -> None:
    world = a_household(pregnant=pregnant, accept=("not-in-pregnancy",), level=level)
    world.to("2026-12-07 09:01")
    assert world.notice("sculptra").body.startswith("No peel from now on.")
