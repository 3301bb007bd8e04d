"""The words of an answer: replies and notices after done, skip, undo and missed times."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from routine.core.reminders.lines import answered as lines
from routine.core.reminders.lines.paused import paused_notice, resumed_notice
from routine.core.reminders.outcomes import (
    Answered,
    DoneAfterAll,
    FreshStart,
    Paused,
    Resumed,
    StayedIn,
    TakenBack,
)
from routine.core.requests.commands import Done, Skip, Undo
from routine.core.requests.queries import LogQuery, Why
from routine.core.state.notice import RESUME
from tests.builders import World, a_preset, weekly
from tests.core.reminders.lines.households import TWICE, a_check, answered, missed, refusal, taken_back
from tests.core.reminders.test_next_time import next_at
from tests.core.spacing.household import MON, a_world, active, mask
from tests.core.sunscreens import HERE, TROMSO, after_a_summer_day, at, sunscreen


@pytest.mark.parametrize(("command", "word"), [(Done(("spf",)), "done"), (Skip(("spf",)), "skipped")])
def test_every_answer_says_which_time_it_was_and_what_comes_next_and_when(command: Done | Skip, word: str) -> None:
    world, entries = answered(command)
    assert lines.answered(world.draft, Answered(entries)).said == (
        f"Spf, today 08:00: {word}. {next_at('tomorrow 08:00')}",
    )


@pytest.mark.parametrize(("command", "word"), [(Done(("spf",)), "Done"), (Skip(("spf",)), "Skipped")])
def test_where_a_button_said_it_the_title_says_it_and_the_text_what_comes_next(command: Done | Skip, word: str) -> None:
    world, entries = answered(command)
    told = lines.answered_notice(world.draft, Answered(entries))
    assert (told.title, told.lines) == (f"{word}: Spf", (next_at("tomorrow 08:00"),))


def test_many_answers_at_once_are_counted_and_the_first_six_say_what_comes_next() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(7)))
    world, entries = answered(*(Done((f"r{n}",)) for n in range(7)), world=world)
    told = lines.answered_notice(world.draft, Answered(entries))
    assert told.title == "Done: 7 routines"
    assert told.lines == tuple(f"R{n}. {next_at('tomorrow 08:00')}" for n in range(6))


def test_done_after_all_says_which_or_how_many_and_what_comes_next() -> None:
    world = missed(2)
    world.press("did-them")
    one, both = DoneAfterAll(tuple(world.log[-1:])), DoneAfterAll(tuple(world.log[-2:]))
    told = lines.done_after_all_notice(world.draft, one)
    assert (told.title, told.lines) == (
        "Marked as done",
        ("Spf, yesterday 08:00: done.", f"Spf. {next_at('today 08:00')}"),
    )
    told = lines.done_after_all_notice(world.draft, both)
    assert (told.title, told.lines) == ("Marked as done", ("2 times count as done.", f"Spf. {next_at('today 08:00')}"))


def test_what_was_answered_after_days_is_told_with_what_comes_next() -> None:
    world = missed(2)
    world.press("did-them")
    told = lines.fresh_start_notice(world.draft, FreshStart())
    assert (told.title, told.lines) == ("Started fresh", (f"Spf. {next_at('today 08:00')}",))
    told = lines.done_after_all_notice(world.draft, DoneAfterAll(tuple(world.log[-2:]), silence_over=True))
    assert (told.title, told.lines) == ("Welcome back", ("2 times count as done.", f"Spf. {next_at('today 08:00')}"))
    told = paused_notice(world.draft, Paused(None, world.now.instant, None))
    assert (told.title, told.lines, told.buttons) == ("Paused", ("Everything is paused until you resume.",), (RESUME,))
    told = resumed_notice(world.draft, Resumed(("spf",)))
    assert (told.title, told.lines) == ("Reminders resumed", (f"Spf. {next_at('today 08:00')}",))


def test_undo_says_that_it_waits_again_only_of_what_does() -> None:
    world, _ = answered(Done(("spf",)), Undo("spf"), world=World(a_preset(schedule=TWICE)))
    assert taken_back(world) == ("Spf, today 08:00: undone. It is waiting for your answer.",)
    world.ask(Done(("spf",)))
    world.to("14:00")
    world.ask(Undo("spf"))
    waits = "Spf, today 14:00, is still waiting for your answer."
    assert taken_back(world) == (f"Spf, today 08:00: missed. {next_at('tomorrow 08:00')} {waits}",)


def test_a_snooze_that_is_taken_back_says_that_it_waits_again() -> None:
    world, _ = answered()
    assert lines.taken_back(world.draft, TakenBack((), again=("spf",))).said == ("Spf is waiting for your answer.",)
    assert lines.taken_back(world.draft, TakenBack(())).said == ("There is nothing left to undo.",)


def test_an_answer_without_ratings_says_how_to_add_them() -> None:
    world, entries = answered(Done(("look",)), world=a_check())
    hint = "Ratings can be added later: routine rate look"
    assert lines.answered(world.draft, Answered(entries)).said[-1] == hint
    told = f"{next_at('tomorrow 08:00')} Ratings can be added later."
    assert lines.answered_notice(world.draft, Answered(entries)).lines == (told,)


def test_the_last_answer_of_a_day_in_the_sun_says_why_no_more_comes() -> None:
    world = after_a_summer_day()
    none = "No more today: UV index under 3 (clear-sky estimate) from 17:23."
    assert lines.further_line(world.draft, "spf") == f"{none} {next_at('tomorrow 08:00')}"
    assert none in world.ask(Why("spf"))["lines"][1]


def test_in_the_polar_night_the_answer_says_that_no_more_comes_all_day() -> None:
    world = at(TROMSO, "2026-12-21")
    world.to("08:00")
    assert "Not again today: UV index under 3 (clear-sky estimate) all day" in world.notice("spf").body
    world.ask(Done(("spf",)))
    none = "No more today: UV index under 3 (clear-sky estimate) all day."
    assert lines.further_line(world.draft, "spf") == f"{none} {next_at('tomorrow 08:00')}"


def test_staying_in_says_what_to_do_when_going_out_after_all() -> None:
    world = at(HERE, "2026-06-21")
    world.to("08:00")
    assert [button.label for button in world.notice("spf").buttons] == ["Done", "Later", "Staying in"]
    world.ask(Skip(("spf",), staying_in=True))
    outcome = StayedIn(("spf",), tuple(world.log))
    assert lines.stayed_in(world.draft, outcome).said == (
        f"Spf: not counted for the rest of today. {next_at('tomorrow 08:00')}",
        "If you go out after all: routine undo spf",
    )
    told = lines.stayed_in_notice(world.draft, outcome)
    assert (told.title, told.lines) == (
        "Staying in: Spf",
        (
            "It is not counted for the rest of today.",
            "If you go out after all, press “Undo”.",
            next_at("tomorrow 08:00"),
        ),
    )


def test_what_is_for_sunscreen_alone_says_so() -> None:
    world = World(sunscreen(), a_preset("nails"))
    assert refusal(world, Done(("nails",), swim=True)).message == "--swim is only possible for a sunscreen."
    assert refusal(world, Skip(("nails",), staying_in=True)).message == (
        "--staying-in is only possible for a sunscreen."
    )


def test_of_two_sunscreens_it_asks_which_with_the_whole_command() -> None:
    world = World(sunscreen(), replace(sunscreen(), id="body", title="Body"), a_preset("nails"))
    world.to("08:00")
    assert refusal(world, Done(swim=True)).message == (
        "2 sunscreens are waiting. Which one do you mean?\n  routine done body --swim   Body\n"
        "  routine done spf --swim   Spf"
    )


def test_a_journey_leaves_the_times_of_the_log_as_they_were() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.travel("Asia/Tokyo")
    assert world.ask(LogQuery())["entries"][0]["when"] == "today 08:00"


def test_a_title_that_is_too_long_for_a_notice_is_the_first_line_under_it() -> None:
    long = "Egg white mask " * 8
    assert lines.headed("Done", long) == ("Done", (f"{long}.",))


def test_what_finds_no_room_because_of_what_was_done_is_said_at_once() -> None:
    """A mask of this evening that may not move, after a serum this morning."""
    world = a_world(mask(move=""), active(schedule=weekly(MON, "21:00")))
    world.to("2026-11-27 09:00")
    said = world.ask(Done(("serum",), at="08:30"))["said"]
    why = "no free time, because of the rule “A mask and an active go on different evenings” (Serum, Fri 27 Nov 08:30)"
    assert said[1:] == [f"Mask, today 20:30: {why}."]
