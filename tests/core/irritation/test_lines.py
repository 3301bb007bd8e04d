"""The words of irritated skin: what waits, what to do at once, what comes when it is over, when a ramp may go on."""

from __future__ import annotations

import pytest

from routine.core.config.spacing_rules import SpacingRules
from routine.core.errors import RefusedError, UsageError
from routine.core.irritation import lines
from routine.core.irritation.outcomes import Over, Reported, ReportTakenBack, TooLateToTakeBack, WentOn
from routine.core.irritation.ramp_stays import ramp
from routine.core.requests.commands import Irritated, SessionAct, SessionStart, Undo
from routine.core.requests.queries import Overview, StatusQuery, Today, Why
from routine.core.session.lines import ended_unsafe_line
from routine.core.session.outcomes import EndedUnsafe
from routine.core.state.irritation import Level
from routine.core.state.session import Ending
from tests.builders import World, a_preset, a_schedule
from tests.core.irritation.treatments import APART, a_mask, an_acid, live
from tests.core.occurrences.evenings import a_ramp
from tests.core.reminders.test_next_time import next_at

WAITING = "No reminders for masks, retinoids and acids until you say that the irritation is over."
ASK = "If one of them was prescribed for you, ask your prescriber."
HOW_TO_END = "When it is over: routine irritated --over"
HELP = (
    "Burning, swelling, blisters or a rash: take it off, rinse, put nothing more on, and seek advice.",
    "Trouble breathing, swelling of the face or throat, or a change of vision: call the emergency services now.",
)


def test_a_mild_report_says_what_waits_and_how_to_end_it_and_sounds_no_alarm() -> None:
    draft = World(an_acid()).draft
    assert lines.reported(draft, Reported("mild")).said == (WAITING, ASK, HOW_TO_END)


def test_a_strong_report_says_first_what_to_do_now() -> None:
    draft = World(an_acid()).draft
    assert lines.reported(draft, Reported("strong")).said == (*HELP, WAITING, ASK, HOW_TO_END)


def test_a_report_names_the_ramps_that_go_no_further() -> None:
    other = a_preset("other", a_ramp().schedule)
    draft = World(an_acid(), a_ramp()).draft
    ramps = "Ramp then repeats its week, and continues only when you say so."
    assert lines.reported(draft, Reported("mild")).said == (WAITING, ramps, ASK, HOW_TO_END)
    ramps = "Other and Ramp then repeat their week, and continue only when you say so."
    assert ramps in lines.reported(World(a_ramp(), other).draft, Reported("mild")).said


def test_nothing_says_to_stop_a_medicine() -> None:
    draft = World(an_acid(), a_ramp()).draft
    assert "stop" not in " ".join(lines.reported(draft, Reported("strong")).said).lower()


@pytest.mark.parametrize("level", ["mild", "strong"])
def test_its_notice_says_since_when_and_the_same_as_the_reply(level: Level) -> None:
    world = World(an_acid())
    world.ask(Irritated(level))
    at_once = HELP if level == "strong" else ()
    notice = world.notice("irritation")
    assert (notice.title, notice.body.splitlines()) == ("Irritated skin since 23 November", [*at_once, WAITING, ASK])


def test_the_buttons_of_a_treatment_and_of_others() -> None:
    world = World(an_acid(), a_mask())
    world.to("20:31")
    assert [button.label for button in world.notice("acid").buttons] == ["Done", "Later", "Irritated"]
    assert world.notice("acid").commands[2] == "routine irritated"
    assert [button.label for button in world.notice("mask").buttons] == ["Done", "Later", "Skip"]


def test_while_it_lasts_every_list_says_so_and_how_to_end_it() -> None:
    world = World(an_acid())
    world.ask(Irritated())
    lasting = f"Your skin has been irritated since today 07:00. Masks, retinoids and acids are on hold. {HOW_TO_END}"
    assert lines.lasting_lines(world.draft) == [lasting]
    assert world.ask(StatusQuery())["notes"][0] == lasting
    assert world.ask(Overview())["notes"][0] == lasting
    assert world.ask(Today())["occurrences"][0]["why"] == "irritation since 23 November"
    assert "is not counted: your skin is irritated." in world.ask(Why("acid"))["lines"][1]


def test_what_cannot_be_while_it_lasts_says_why() -> None:
    world = World(a_mask(), a_ramp())
    world.ask(Irritated())
    with pytest.raises(RefusedError) as refused:
        world.ask(SessionStart("mask"))
    assert refused.value.message == "Mask is on hold, because your skin has been irritated since 23 November."
    with pytest.raises(UsageError) as not_now:
        world.ask(Irritated(go_on="ramp"))
    assert (not_now.value.message, not_now.value.hint) == (
        "Your skin has been irritated since 23 November.",
        HOW_TO_END,
    )


def test_the_end_of_a_session_that_stung_says_what_waits_and_until_when() -> None:
    world = World(a_mask())
    world.to("20:31")
    world.ask(SessionStart("mask"))
    world.ask(SessionAct("ready"))
    world.ask(SessionAct("stinging"))
    body = world.notice("session").body
    assert (
        body.splitlines()[-1]
        == "Your skin has been irritated since today 20:31. Masks, retinoids and acids are on hold."
    )
    assert "Next:" not in body


def test_a_session_that_a_report_ended_says_first_what_to_do_now() -> None:
    world = World(a_mask(), a_ramp())
    world.to("20:31")
    world.ask(SessionStart("mask"))
    world.ask(SessionAct("ready"))
    said = world.ask(Irritated("strong"))["said"]
    ended = EndedUnsafe("Mask", Ending(answer="skipped", reason="", words="Rinse it off now."))
    assert ended_unsafe_line(ended) == "Mask: Rinse it off now."
    assert said[0].startswith("Mask: If something is on your skin, take it off and rinse with plenty of lukewarm")


def test_over_says_what_comes_next_and_which_ramps_stay_until_the_person_says_more() -> None:
    world = World(an_acid(), a_ramp(), a_preset("spf", a_schedule("20:00")))
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    assert lines.over(world.draft, Over()).said == (
        "Saved: the irritation is over.",
        f"Acid. {next_at('today 20:00')}",
        f"Ramp. {next_at('today 21:00')}",
        "Ramp stays at 2 nights a week. To continue with the next week: routine irritated --go-on ramp",
    )


def test_over_promises_only_what_the_rules_of_spacing_leave() -> None:
    """An acid and a mask on one evening: the reply must not promise both, and not name a time that will not come."""
    world = World(an_acid("21:00"), a_mask(), spacing=SpacingRules(apart=(APART,)))
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    no_room = "no free time, because of the rule “Apart” (Mask, Mon 23 Nov 20:30)"
    assert lines.over(world.draft, Over()).said == (
        "Saved: the irritation is over.",
        f"Acid. Nothing comes in the next 60 days. The time today 21:00 is not counted: {no_room}.",
        f"Mask. {next_at('today 20:30')}",
    )


def test_going_on_says_what_comes_once_this_weeks_nights_are_done() -> None:
    draft = World(a_ramp()).draft
    assert lines.went_on(draft, WentOn("ramp", week=1)).said == (
        f"Ramp continues after this week: 3 nights a week. {next_at('today 21:00')}",
    )


def test_the_question_whether_a_ramp_goes_on_says_what_it_does_now_and_would_do_then() -> None:
    world = World(a_ramp())
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    live(world, range(5))
    base = ramp(a_ramp())
    assert base is not None
    assert lines.offer(base, 0) == (
        "You have done a whole week as planned (2 nights a week). Your skin was irritated before, "
        f"so nothing changes by itself.\nContinue: from next week on, 3 nights a week. {ASK}\n"
        "Stay: 2 nights a week, as now."
    )
    notice = world.notice("ramp")
    assert (notice.title, notice.body) == ("Ramp: continue?", lines.offer(base, 0))
    assert [button.label for button in notice.buttons] == ["Continue", "Stay"]


def test_a_report_that_is_taken_back_says_what_waits_again() -> None:
    world = World(an_acid(), a_ramp())
    world.to("20:01")
    world.ask(Irritated("strong"))
    world.ask(Undo())
    entry, back = world.log
    assert lines.report_taken_back(world.draft, ReportTakenBack(((entry, back),))).said == (
        "Undone: your skin is not irritated. Masks, retinoids and acids continue as before.",
        "Acid, today 20:00: undone. It is waiting for your answer.",
    )


def test_a_report_that_is_too_old_for_that_says_how_to_end_it() -> None:
    said = lines.too_late_to_take_back(World(an_acid()).draft, TooLateToTakeBack()).said
    assert said == (f"It is too late to undo this. {HOW_TO_END}",)


def test_what_irritation_takes_says_so_in_the_log() -> None:
    world = World(an_acid())
    world.to("20:01")
    world.ask(Irritated())
    assert {entry.reason for entry in world.log} == {"irritation since 23 November"}
