"""What `why` says: the schedule and the next time with its reason; of a day, what became of its times."""

from __future__ import annotations

import pytest

from routine.core.requests.commands import Done, PauseCommand, Skip, Snooze
from routine.core.requests.queries import Overview, Today, Why
from tests.builders import World, a_preset, weekly
from tests.core.reminders.test_next_time import next_at


def why(world: World, when: str | None = None) -> str:
    return "\n".join(world.ask(Why("spf", when))["lines"])


def test_why_says_the_schedule_and_the_next_time_with_its_reason() -> None:
    text = why(World(a_preset(schedule=weekly(4, "20:30"))))
    assert next_at("Fri 27 Nov 20:30") in text
    assert "every Friday at 20:30" in text


def test_why_of_a_day_says_what_became_of_its_times() -> None:
    world = World(a_preset())
    world.off_until("2026-11-24 07:00")
    assert "missed: Routine was not running" in why(world, "yesterday")


@pytest.mark.parametrize(
    ("when", "says"),
    [("2026-11-20", "because you enabled it later"), ("2026-11-25", "every day at 08:00")],
)
def test_why_of_a_day_without_answers_says_why(when: str, says: str) -> None:
    assert says in why(World(a_preset()), when)


def test_why_of_a_day_says_how_an_open_time_stands_in_words_for_people() -> None:
    world = World(a_preset())
    world.ask(PauseCommand("spf", until="2026-11-24 12:00"))
    assert "tomorrow 08:00: not counted, paused." in why(world, "tomorrow")
    world.to("2026-11-25 08:00")
    assert "today 08:00: waiting for your answer." in why(world, "today")


def test_what_was_put_off_to_another_day_says_which() -> None:
    world = World(a_preset(schedule=weekly(4, "20:30")))
    world.to("2026-11-27 20:30")
    world.ask(Snooze("spf", "3d"))
    assert "today 20:30: later, Mon 30 Nov 20:30." in why(world, "today")


def test_why_of_a_day_that_the_schedule_does_not_name_says_so() -> None:
    assert "the schedule has no time then" in why(World(a_preset(schedule=weekly(4, "20:30"))), "2026-11-25")


@pytest.mark.parametrize(
    ("now", "when", "day"),
    [
        ("2026-11-30 10:00", "tuesday", "Tue 1 Dec"),
        ("2026-11-30 10:00", "8 dec", "Tue 8 Dec"),
        ("2026-12-01 01:29", "2026-12-01", "Tue 1 Dec"),
        ("2026-12-01 01:29", "tomorrow", "Tue 1 Dec"),
        ("2026-12-01 01:29", "today", "Mon 30 Nov"),
        ("2026-12-01 01:29", "yesterday", "Sun 29 Nov"),
        ("2026-12-01 12:00", "last tuesday", "Tue 24 Nov"),
    ],
)
def test_a_day_that_is_asked_for_lies_ahead_and_is_the_day_that_people_count(now: str, when: str, day: str) -> None:
    """Nothing is on that day, which the answer names: as a date, or as today, tomorrow and yesterday of that day."""
    world = World(a_preset(schedule=weekly(4, "20:30")), now="2026-11-01 12:00")
    world.to(now)
    asked = why(world, when)
    names = {"Tue 1 Dec": ("tomorrow", "Tue 1 Dec"), "Mon 30 Nov": ("today",), "Sun 29 Nov": ("yesterday",)}
    assert any(f"Nothing is planned for {name}," in asked for name in names.get(day, (day,))), asked


def test_between_midnight_and_the_end_of_the_day_every_sentence_means_the_same_today() -> None:
    world = World(a_preset(), now="2026-11-30 12:00")
    world.to("2026-12-01 01:29")
    assert world.ask(Today())["day"] == "2026-11-30"
    assert world.ask(Overview())["next"][0]["when"] == "tomorrow 08:00"
    assert next_at("tomorrow 08:00") in why(world)


def test_why_of_a_day_names_what_was_moved_away_from_it() -> None:
    """“The schedule has no time then” would be false: it has one, which comes on another day."""
    world = World(a_preset(schedule=weekly(4, "20:30")))
    world.ask(Snooze("spf", until="sat 19:00"))
    for day in ("2026-11-27", "2026-11-28"):
        assert "Sat 28 Nov 19:00: planned" in why(world, day)
    world.to("2026-11-28 19:00")
    world.ask(Skip(("spf",)))
    world.to("2026-11-29 08:00")
    assert "yesterday 19:00: skipped." in why(world, "2026-11-27")


def test_why_of_a_day_without_a_time_says_that_a_pause_lasts() -> None:
    """What the schedule says is not the reason that matters."""
    world = World(a_preset(schedule=weekly(4, "20:30")))
    world.ask(PauseCommand("spf", until="2026-12-01"))
    assert "Nothing is planned for Wed 25 Nov. Spf is paused until Tue 1 Dec." in why(world, "wed")
    assert "the schedule has no time then" in why(world, "2026-12-02")


def test_the_answers_of_a_day_stand_in_the_order_of_their_times() -> None:
    world = World(a_preset(), now="2026-11-23 07:00")
    world.to("21:00")
    for at in ("20:00", "19:00"):
        world.ask(Done(("spf",), extra=True, at=at))
    lines = why(world, "today").splitlines()
    assert [line.partition(": ")[0] for line in lines[-3:]] == ["today 08:00", "today 19:00", "today 20:00"]
