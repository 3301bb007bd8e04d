"""The words of reminders: replies and notices after an answer, later, undo and pauses; what is refused, and why."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from routine.core.errors import RoutineError
from routine.core.preset.model import Remind, Sign
from routine.core.reminders import lines
from routine.core.reminders.clock_change import ZoneChanged, zone_changed_notice
from routine.core.reminders.missed import missed_digest
from routine.core.reminders.outcomes import (
    Answered,
    DoneAfterAll,
    FreshStart,
    Moved,
    Paused,
    PutOff,
    Rated,
    Resumed,
    Snoozed,
    StayedIn,
    TakenBack,
    TooLateForLater,
)
from routine.core.reminders.silence import silence
from routine.core.reminders.sunscreen import day_note
from routine.core.requests.commands import Command, Done, PauseCommand, Rate, Skip, Snooze, Undo
from routine.core.requests.queries import Why
from routine.core.state.log import Entry
from routine.core.state.notice import RESUME
from routine.core.when.part_of_day import Window
from tests.builders import World, a_preset, a_schedule, lasting, utc, weekly
from tests.core.reminders.test_next_time import next_at
from tests.core.sunscreens import HERE, TROMSO, after_a_summer_day, at, sunscreen

TWICE = a_schedule("08:00", "14:00")
EVENING = Remind(window=Window("evening", 17 * 60, 24 * 60))


def answered(*commands: Command, world: World | None = None) -> tuple[World, tuple[Entry, ...]]:
    """A household in which it was said at 08:00, and what stands in its log since."""
    world = world or World(a_preset())
    world.to("08:00")
    for command in commands:
        world.ask(command)
    return world, tuple(world.log)


def refusal(world: World, command: Command) -> RoutineError:
    with pytest.raises(RoutineError) as refused:
        world.ask(command)
    return refused.value


# --- done and skipped ------------------------------------------------------------------------------------------------


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


# --- missed, and done after all --------------------------------------------------------------------------------------


def missed(count: int, *ids: str) -> World:
    """So many days were missed, the machine being off."""
    world = World(*(a_preset(id) for id in ids or ("spf",)))
    world.off_until(f"2026-11-{23 + count} 07:00")
    return world


def test_one_missed_time_is_told_as_one() -> None:
    world = missed(1)
    assert missed_digest(world.draft, world.log, already=0) == (
        "1 time was missed",
        "Spf: yesterday 08:00\nIf you did it, press “Mark done”.",
    )
    assert [button.label for button in world.notice("missed").buttons] == ["Mark done", "OK"]


def test_several_are_counted_by_routine() -> None:
    world = missed(2, *(f"r{n}" for n in range(30)))
    title, text = missed_digest(world.draft, world.log, already=0)
    assert title == "60 times were missed"
    assert text.splitlines() == [
        *(f"R{n}: yesterday 08:00 (2 times)" for n in (0, 1, 10, 11, 12)),
        "And 25 more routines.",
        "If you did them, press “Mark done”.",
    ]
    assert [button.label for button in world.notice("missed").buttons] == ["Mark done", "OK"]


def test_what_a_digest_takes_over_is_counted_with_it() -> None:
    world = missed(1)
    world.off_until("2026-11-25 07:00")
    assert missed_digest(world.draft, world.log[-1:], already=1) == (
        "2 times were missed",
        "Spf: yesterday 08:00\nAnd 1 time earlier.\nIf you did them, press “Mark done”.",
    )
    assert world.notice("missed").title == "2 times were missed"


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


# --- days without an answer ------------------------------------------------------------------------------------------


def test_the_question_after_days_without_an_answer_says_since_when_what_each_button_does_and_what_waits() -> None:
    world = World(a_preset(schedule=weekly(4, "20:30")))
    world.to("2026-12-04 20:30")
    assert silence(world.draft) == (
        "Continue your reminders?",
        "You have not answered since Fri 27 Nov 20:30. Reminders are quiet until you choose.\n"
        "Start fresh: what you missed stays missed, and reminders continue from now on.\n"
        "Mark done: everything since then counts as done.\n"
        "Pause: nothing since then counts, and reminders stay quiet until you resume.\n"
        "Waiting: Spf",
    )
    assert world.notice("silent").title == "Continue your reminders?"


def test_what_was_answered_after_days_is_told_with_what_comes_next() -> None:
    world = missed(2)
    world.press("did-them")
    told = lines.fresh_start_notice(world.draft, FreshStart())
    assert (told.title, told.lines) == ("Started fresh", (f"Spf. {next_at('today 08:00')}",))
    told = lines.done_after_all_notice(world.draft, DoneAfterAll(tuple(world.log[-2:]), silence_over=True))
    assert (told.title, told.lines) == ("Welcome back", ("2 times count as done.", f"Spf. {next_at('today 08:00')}"))
    told = lines.paused_notice(world.draft, Paused(None, world.now.instant, None))
    assert (told.title, told.lines, told.buttons) == ("Paused", ("Everything is paused until you resume.",), (RESUME,))
    told = lines.resumed_notice(world.draft, Resumed(("spf",)))
    assert (told.title, told.lines) == ("Reminders resumed", (f"Spf. {next_at('today 08:00')}",))


# --- later -----------------------------------------------------------------------------------------------------------


def test_later_says_until_when_and_for_how_long() -> None:
    world, _ = answered()
    until = utc("2026-11-23 07:20")
    twenty = Snoozed("spf", "2026-11-23T08:00", until, lasting("20m"))
    assert lines.snoozed(world.draft, twenty).said == ("Spf: later, today 08:20 (in 20 minutes).",)
    assert lines.snoozed(world.draft, Snoozed("spf", "2026-11-23T08:00", until)).said == ("Spf: later, today 08:20.",)


def test_a_moved_time_says_from_when_to_when() -> None:
    world = World(a_preset(schedule=weekly(4, "20:30")))
    world.ask(Snooze("spf", until="sat 19:00"))
    [armed] = world.routine("spf").armed
    moved = Moved("spf", armed.key, utc("2026-11-27 19:30"), armed.instant)
    assert lines.moved(world.draft, moved).said == ("Spf: moved from Fri 27 Nov 20:30 to Sat 28 Nov 19:00.",)


def test_the_later_button_says_until_when() -> None:
    world, _ = answered()
    told = lines.put_off_notice(world.draft, PutOff((Snoozed("spf", "2026-11-23T08:00", utc("2026-11-23 07:20")),)))
    assert (told.title, told.lines) == ("Later: Spf", ("Next: today 08:20.",))


def test_the_later_button_says_of_each_until_when_or_that_it_is_too_late() -> None:
    world = World(a_preset("a"), a_preset("b"))
    parts = (Snoozed("a", "2026-11-23T08:00", utc("2026-11-23 07:20")), TooLateForLater("b"))
    told = lines.put_off_notice(world.draft, PutOff(parts))
    assert told.title == "Later"
    assert told.lines == (
        "A: later, today 08:20.",
        "B: it is too late to remind you again today. Press “Done” or “Skip”.",
    )


@pytest.mark.parametrize(
    ("world", "command", "words"),
    [
        (World(a_preset(schedule=weekly(4, "20:30"))), Snooze("spf", None, "fri 20:30"),
         "Spf is already planned for Fri 27 Nov 20:30."),
        (World(a_preset(schedule=a_schedule("20:30"), remind=EVENING)), Snooze("spf", until="tomorrow 10:00"),
         "Spf belongs to the evening, and tomorrow 10:00 is outside it."),
        (World(a_preset("pills")), Snooze("pills", length="0m"), "“0m” is not longer than zero."),
    ],
    ids=["it has that time already", "outside its part of the day", "no time at all"],
)  # fmt: skip
def test_later_that_cannot_be_says_why(world: World, command: Snooze, words: str) -> None:
    assert refusal(world, command).message == words


def test_later_past_the_next_time_says_when_that_comes() -> None:
    world, _ = answered()
    refused = refusal(world, Snooze("spf", until="tomorrow 08:00"))
    assert refused.message == "Spf comes again before that, tomorrow 08:00."


# --- taken back ------------------------------------------------------------------------------------------------------


def taken_back(world: World) -> tuple[str, ...]:
    """The words for what `undo` just took back."""
    back = world.log[-1]
    entry = next(one for one in world.log if one.seq == back.replaces)
    return lines.taken_back(world.draft, TakenBack(((entry, back),))).said


def test_undo_says_that_it_waits_again_only_of_what_does() -> None:
    world, _ = answered(Done(("spf",)), Undo("spf"), world=World(a_preset(schedule=TWICE)))
    assert taken_back(world) == ("Spf, today 08:00: undone. It is waiting for your answer.",)
    world.ask(Done(("spf",)))
    world.to("14:00")
    world.ask(Undo("spf"))
    assert taken_back(world) == (f"Spf, today 08:00: missed. {next_at('tomorrow 08:00')}",)


def test_a_snooze_that_is_taken_back_says_that_it_waits_again() -> None:
    world, _ = answered()
    assert lines.taken_back(world.draft, TakenBack((), again=("spf",))).said == ("Spf is waiting for your answer.",)
    assert lines.taken_back(world.draft, TakenBack(())).said == ("There is nothing left to undo.",)


# --- pauses ----------------------------------------------------------------------------------------------------------


def test_a_pause_says_until_when_and_how_to_go_on_sooner() -> None:
    world = World(a_preset())
    until_noon = Paused(None, world.now.instant, utc("2026-11-23 11:00"))
    assert lines.paused(world.draft, until_noon).said == (
        "Everything is paused until today 12:00.",
        "To resume sooner: routine resume",
    )
    from_tomorrow = Paused("spf", utc("2026-11-24 07:00"), None)
    assert lines.paused(world.draft, from_tomorrow).said == (
        "Spf is paused from tomorrow 08:00 until you resume.",
        "To resume sooner: routine resume spf",
    )


def test_a_pause_that_is_over_says_what_it_excused_and_what_comes_next() -> None:
    world = missed(2)
    world.ask(PauseCommand("spf", "24 Nov", "today 00:00"))
    outcome = Paused("spf", utc("2026-11-23 23:00"), utc("2026-11-24 23:00"), tuple(world.log[-1:]))
    assert lines.paused(world.draft, outcome).said == (
        "Spf was paused from Tue 24 Nov 00:00 until Wed 25 Nov 00:00.",
        "1 time is not counted.",
        next_at("today 08:00"),
    )


def test_resuming_says_of_each_when_it_comes_next() -> None:
    world = World(a_preset())
    assert lines.resumed(world.draft, Resumed(("spf",))).said == (f"Spf is no longer paused. {next_at('today 08:00')}",)


# --- the zone --------------------------------------------------------------------------------------------------------


def test_a_zone_change_names_old_new_and_what_comes_next() -> None:
    world = World(a_preset(), a_preset("egg", weekly(4, "20:30")))
    world.travel("America/New_York")
    told = zone_changed_notice(world.draft, ZoneChanged("Europe/Berlin"))
    assert told.title == "Your time zone changed"
    assert told.body.splitlines() == [
        "It was Europe/Berlin, and it is America/New_York now.",
        f"Spf. {next_at('tomorrow 08:00')}",
        f"Egg. {next_at('Fri 27 Nov 20:30')}",
    ]


# --- ratings ---------------------------------------------------------------------------------------------------------

SIGNS = (Sign("tone", "Slack skin"), Sign("wrinkles", "Fine wrinkles", ("forehead", "between the brows")))


def a_check(id: str = "look") -> World:
    """A daily check at 08:00, with two signs, one of them at two places."""
    return World(a_preset(id, kind="check", signs=SIGNS))


def test_the_first_ratings_say_how_many_and_that_next_time_you_see_what_changed() -> None:
    world, entries = answered(Rate("look", ("tone=2", "wrinkles.forehead=1")), world=a_check())
    assert lines.rated(world.draft, Rated(entries[0], before={})).said == (
        "Look, today 08:00: done. You rated 2 of 3.",
        "These are your first ratings. Next time you see what has changed.",
        next_at("tomorrow 08:00"),
    )


def test_later_ratings_say_what_became_stronger_or_weaker() -> None:
    world, entries = answered(Rate("look", ("tone=3", "wrinkles.forehead=0", "wrinkles.between=3")), world=a_check())
    before = {"tone": 2, "wrinkles.forehead": 1, "wrinkles.between-the-brows": 3}
    assert lines.rated(world.draft, Rated(entries[0], before)).said == (
        "Look, today 08:00: done. You rated 3 of 3.",
        "Stronger: Slack skin 3 (was 2).",
        "Weaker: Fine wrinkles, forehead 0 (was 1).",
        "1 rating is as it was.",
        "This is not a diagnosis: show a doctor what is new, sudden or worries you.",
        next_at("tomorrow 08:00"),
    )


def test_an_answer_without_ratings_says_how_to_add_them() -> None:
    world, entries = answered(Done(("look",)), world=a_check())
    hint = "Ratings can be added later: routine rate look"
    assert lines.answered(world.draft, Answered(entries)).said[-1] == hint
    told = f"{next_at('tomorrow 08:00')} Ratings can be added later."
    assert lines.answered_notice(world.draft, Answered(entries)).lines == (told,)


def test_ratings_that_are_taken_back_are_said_to_be_gone() -> None:
    world, _ = answered(Rate("look", ("tone=2",)), Undo(), world=a_check())
    assert taken_back(world) == (
        "Look, today 08:00: undone. Its ratings are removed too. It is waiting for your answer.",
    )


def test_ratings_without_a_routine_that_has_signs_say_which_have_some() -> None:
    world = World(a_preset("look", kind="check", signs=SIGNS), a_preset("other", kind="check", signs=SIGNS), a_preset())
    refused = refusal(world, Rate(None, ("tone=2",)))
    assert refused.message == (
        "2 routines have signs to rate. Which one do you mean?\n  routine rate look   Look\n"
        "  routine rate other   Other"
    )
    refused = refusal(world, Rate("spf", ("tone=2",)))
    assert (refused.message, refused.hint) == ("Spf has no signs to rate.", "These routines have signs: look, other.")
    refused = refusal(world, Rate("look", ()))
    assert (refused.message, refused.hint) == ("Nothing was rated.", "For example: routine rate look --set tone=2")
    refused = refusal(World(a_preset("look", signs=SIGNS), enabled=False), Rate("look", ("tone=2",)))
    assert refused.message == "Look is not enabled."


# --- sunscreen -------------------------------------------------------------------------------------------------------


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


def test_the_mornings_notice_lists_the_days_times() -> None:
    world = at(HERE, "2026-06-21")
    world.to("08:00")
    raised = world.routine("spf").raised
    assert raised is not None
    assert day_note(world.draft, "spf", raised) == "Again today: 10:00, 12:00, 14:00 and 16:00"
    assert "Again today: 10:00, 12:00, 14:00 and 16:00" in world.notice("spf").body


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


# --- why the log has it as missed -----------------------------------------------------------------------------------


def test_what_is_missed_says_whether_nobody_answered_or_it_was_too_late_in_the_day() -> None:
    world = World(a_preset(remind=Remind(expires=lasting("4h"))))
    world.to("12:00")
    assert [e.reason for e in world.log] == ["nobody answered in time"]
    evening = Remind(window=Window("evening", 17 * 60, 24 * 60), late=lasting("12h"))
    world = World(a_preset(schedule=a_schedule("20:30"), remind=evening))
    world.off_until("2026-11-24 01:00")
    assert [e.reason for e in world.log] == ["outside the evening, which it belongs to"]
