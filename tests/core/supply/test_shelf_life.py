"""When a product was opened and how long it keeps: noted, told once it is over, said with every reminder after it."""

from __future__ import annotations

from typing import Any

import pytest

from routine.core.errors import NothingToDoError, UsageError
from routine.core.requests.commands import Done, RefillStock, Undo
from routine.core.requests.queries import CourseList
from routine.core.state.product import Product
from tests.builders import World, a_preset, a_schedule


def opened(world: World, **given: Any) -> str:
    return " ".join(world.ask(RefillStock("spf", **given))["said"])


def product(world: World) -> tuple[str, str]:
    found = world.routine("spf").product or Product(opened=world.now.wall().date())
    return found.opened.isoformat(), found.use_by.isoformat() if found.use_by else ""


@pytest.mark.parametrize(
    ("given", "dates"),
    [
        ({"opened": "today", "keeps": "12M"}, ("2026-11-23", "2027-11-23")),
        ({"opened": "20 Nov", "keeps": "6 months"}, ("2026-11-20", "2027-05-20")),
        ({"opened": "2026-11-01", "use_by": "31 May 2027"}, ("2026-11-01", "2027-05-31")),
        ({"keeps": "3 weeks"}, ("2026-11-23", "2026-12-14")),
        ({"opened": "yesterday"}, ("2026-11-22", "")),
    ],
)
def test_it_is_noted_as_it_is_said(given: dict[str, Any], dates: tuple[str, str]) -> None:
    world = World(a_preset())
    opened(world, **given)
    assert product(world) == dates


def test_how_long_it_keeps_can_be_said_later_and_a_new_one_begins_anew() -> None:
    world = World(a_preset())
    assert "--keeps" in opened(world, opened="20 Nov")
    opened(world, keeps="12M")
    assert product(world) == ("2026-11-20", "2027-11-20")
    opened(world, opened="today")
    assert product(world) == ("2026-11-23", "")


@pytest.mark.parametrize(
    "given",
    [
        {"opened": "tomorrow"},
        {"keeps": "12M", "use_by": "31 May 2027"},
        {"opened": "today", "use_by": "1 Nov 2026"},
        {"keeps": "99 years"},
        {"keeps": "long"},
    ],
)
def test_dates_that_cannot_be_change_nothing(given: dict[str, Any]) -> None:
    world = World(a_preset())
    with pytest.raises(UsageError):
        world.ask(RefillStock("spf", **given))
    assert world.routine("spf").product is None


def test_the_last_day_is_used_and_the_morning_after_tells_once() -> None:
    world = World(a_preset())
    opened(world, keeps="2 days")
    world.to("2026-11-25 12:00")
    assert "use-by" not in world.showing
    world.to("2026-11-26 09:01")
    assert world.showing.count("use-by") == 1
    world.press("ok", "use-by")
    world.to("2026-11-28 12:00")
    assert "use-by" not in world.showing


def test_every_reminder_after_it_says_so_first_until_a_new_one_is_opened() -> None:
    world = World(a_preset())
    opened(world, keeps="2 days")
    world.to("2026-11-25 08:01")
    assert "Past" not in world.notice("spf").body
    world.ask(Done(("spf",)))
    world.to("2026-11-26 08:01")
    assert world.notice("spf").body.startswith("Past its use-by date")
    world.to("2026-11-26 09:01")
    opened(world, opened="today", keeps="12M")
    assert "Past" not in world.notice("spf").body
    assert "use-by" not in world.showing


def test_the_list_shows_it() -> None:
    world = World(a_preset())
    opened(world, keeps="12M")
    [row] = world.ask(CourseList())["courses"]
    assert (row["opened"], row["use_by"]) == ("2026-11-23", "2027-11-23")


def test_it_can_be_said_together_with_a_refill() -> None:
    world = World(a_preset())
    world.ask(RefillStock("spf", doses=30, opened="today", keeps="12M"))
    assert world.routine("spf").stock is not None
    assert product(world)[1] == "2027-11-23"


@pytest.mark.parametrize(("typed", "says"), [("29 feb", "29 Feb 2024"), ("24 dec", "24 Dec 2025")])
def test_a_day_of_opening_without_its_year_is_not_taken_for_years_ago(typed: str, says: str) -> None:
    world = World(a_preset("spf", kind="sun"))
    with pytest.raises(UsageError, match=says):
        world.ask(RefillStock("spf", opened=typed))


@pytest.mark.parametrize(("at", "told"), [("08:59:59", False), ("09:00", True)])
def test_it_is_told_at_nine_in_the_morning(at: str, told: bool) -> None:
    world = World(a_preset(schedule=a_schedule("20:00")))
    opened(world, keeps="2 days")
    world.to(f"2026-11-26 {at}")
    assert ("use-by" in world.showing) is told


def test_a_product_may_be_used_up_on_the_day_of_opening_and_may_keep_for_ten_years() -> None:
    world = World(a_preset())
    opened(world, opened="today", use_by="2026-11-23")
    assert product(world) == ("2026-11-23", "2026-11-23")
    opened(world, keeps="3660 days")
    assert product(world)[1] == "2036-11-30"
    with pytest.raises(UsageError):
        opened(world, keeps="3661 days")


def test_of_two_that_something_was_said_of_the_later_one_is_taken_back_first() -> None:
    """And then the one before it, each to what was known before."""
    world = World(a_preset(), a_preset("egg"))
    world.ask(RefillStock("egg", opened="20 Nov"))
    world.to("07:01")
    opened(world, keeps="12M")
    world.to("07:02")
    world.ask(RefillStock("egg", keeps="6 months"))
    world.ask(Undo())
    assert product(world) == ("2026-11-23", "2027-11-23")
    egg = world.routine("egg").product
    assert egg is not None
    assert egg.use_by is None
    world.ask(Undo())
    assert world.routine("spf").product is None


def test_only_the_last_that_was_said_of_a_product_can_be_taken_back() -> None:
    """One step: what was said before that was true for a while."""
    world = World(a_preset())
    for keeps in ("3 months", "6 months", "12 months"):
        opened(world, opened="today", keeps=keeps)
    world.ask(Undo())
    assert product(world) == ("2026-11-23", "2027-05-23")
    with pytest.raises(NothingToDoError):
        world.ask(Undo())
