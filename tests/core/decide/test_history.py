"""How far back a command sees: to whatever it may have to restore."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from routine.core.decide.decide import needs
from routine.core.requests.commands import Command, Done, Enable, PauseCommand, Press, Rate, Skip, Undo
from routine.core.requests.reports import Tick
from routine.core.when.moment import instant_of
from tests.builders import BERLIN, World, a_preset, utc
from tests.rows import each


def test_undo_pressed_later_gives_back_what_was_noted_before_the_correction() -> None:
    """Missed in the night, marked as done at nine: Undo finds why it was missed, hours before."""
    world = World(a_preset())
    world.off_until("2026-11-24 06:00")
    reason = world.log[-1].reason
    world.to("07:30")
    world.press("did-them")
    world.press("undo")
    assert world.answers == {"spf@2026-11-23T08:00": "missed"}
    assert world.log[-1].reason == reason


BEGINNING = datetime.min.replace(tzinfo=UTC)


def since(world: World, command: Command) -> datetime | None:
    return needs(world.setup_now, world.state, command, world.now)


@each(
    "command, local",
    [
        (Done(("spf",)), None),
        (Done(("spf",), extra=True), None),
        (Done(("spf",), at="2026-11-20 08:00"), "2026-11-18 08:00"),
        (Skip(("spf",), at="2026-11-20 08:00"), "2026-11-18 08:00"),
        (Done(("spf",), at="some day"), None),
        (Done(("spf",), since="2026-11-20"), "2026-11-18 04:00"),
        (Done(("spf",), since="some day"), None),
        (PauseCommand("spf"), None),
        (PauseCommand("spf", "2026-11-20", "2026-11-22"), "2026-11-20 04:00"),
        (PauseCommand("spf", "2026-11-24", "2026-11-26"), None),
        (Undo(), None),
        (Enable(("spf",)), None),
        (Tick(), None),
    ],
    ids=repr,
)
def test_most_commands_need_nothing_of_the_log_and_the_others_two_days_more_than_they_name(
    command: Command, local: str | None
) -> None:
    """Zones differ by up to 26 hours."""
    found = since(World(a_preset()), command)
    assert found == (instant_of(datetime.fromisoformat(local), BERLIN) if local else None)


def test_signs_are_compared_with_whenever_they_were_rated_last() -> None:
    assert since(World(a_preset()), Rate("spf", ("red=1",))) == BEGINNING


def test_an_undo_needs_all_of_it_where_an_answer_was_corrected() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(Skip(("spf",)))
    assert since(world, Undo()) is None
    world.ask(Done(("spf",), at="08:00"))
    assert since(world, Undo()) == BEGINNING


@each("button, asks", [("did-them", True), ("ok", False), ("default", False)])
def test_a_digest_needs_the_log_from_its_first_time_on(button: str, asks: bool) -> None:
    world = World(a_preset())
    world.off_until("2026-11-24 07:00")
    card = world.card("missed")
    assert card.since == world.now.instant
    world.off_until("2026-11-25 07:00")
    assert since(world, Press(card.id, button)) == (card.since if asks else None)


def test_after_a_silence_the_log_is_needed_from_its_beginning_on() -> None:
    world = World(a_preset())
    world.to("2026-11-27 08:00")
    for button in ("did-them", "pause"):
        assert since(world, Press(world.notice("silent").id, button)) == utc("2026-11-23 07:00")
    assert since(world, Press(world.notice("silent").id, "fresh")) is None


def test_where_the_clock_was_set_back_two_days_of_it_are_needed_for_whatever_comes() -> None:
    """What time had closed ahead of now is opened again, by every command."""
    world = World(a_preset())
    world.to("12:00")
    world.simulation.clock.set(replace(world.now, instant=world.now.instant - timedelta(hours=1)))
    assert since(world, Tick()) == world.now.instant - timedelta(days=2)
    assert since(world, Done(("spf",), at="2026-11-01 08:00")) == utc("2026-10-30 07:00")
