"""What shows, for who sees no desktop: reminders, questions and the session, each with its buttons."""

from __future__ import annotations

from routine.core.preset.model import Dose
from routine.core.requests.commands import Done, Press, RefillStock
from routine.core.requests.queries import Notices
from tests.builders import World, a_preset, a_schedule
from tests.core.session.mask_evening import an_evening, lying
from tests.core.spacing.household import without_room


def test_a_reminder_says_whom_it_is_about_and_what_may_be_pressed() -> None:
    """The very notice that the desktop has."""
    world = World(a_preset("spf"), a_preset("pill"))
    world.to("08:00")
    (found,) = world.ask(Notices())["notices"]
    shown = world.notice()
    assert (found["notice"], found["kind"], found["about"]) == (shown.id, "reminder", ["pill", "spf"])
    assert [button["id"] for button in found["buttons"]] == [button.id for button in shown.buttons]
    world.ask(Press(found["notice"], "all-done"))
    assert len(world.answers) == 2


def test_which_of_two_is_asked_there_too() -> None:
    """The choice where there is no room."""
    world = without_room()
    world.to("2026-11-27 20:30")
    found = {one["kind"]: one for one in world.ask(Notices())["notices"]}
    assert "clash" in found
    world.ask(Press(found["clash"]["notice"], found["clash"]["buttons"][0]["id"]))
    assert "clash" not in {one["kind"] for one in world.ask(Notices())["notices"]}


def test_what_is_left_is_told_as_it_is_by_now() -> None:
    """The notice on the desktop said it on the day when it began to run low, and may stand for weeks."""
    world = World(a_preset("collagen", a_schedule("09:00"), dose=Dose(amount=5, unit="g")))
    world.ask(RefillStock("collagen", amount="20 g"))
    world.to("2026-11-23 08:00")
    world.ask(RefillStock("collagen", left="50 g"))
    for day in range(24, 29):
        world.to(f"2026-11-{day} 09:00")
        world.ask(Done(("collagen",)))
    (low,) = [one for one in world.ask(Notices())["notices"] if one["kind"] == "stock"]
    assert low["about"] == ["collagen"]
    assert low["lines"][0].startswith("25 g left: 5 doses")


def test_while_somebody_lies_flat_only_the_session_shows() -> None:
    """As on the desktop."""
    world = lying()
    world.to("20:36")
    assert [one["kind"] for one in world.ask(Notices())["notices"]] == ["session"]


def test_nothing_shows_where_nothing_waits() -> None:
    """An empty day is empty."""
    world = World(a_preset("spf"))
    assert world.ask(Notices())["notices"] == []
    assert an_evening().ask(Notices())["notices"] != []
