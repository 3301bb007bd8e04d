"""The words of a session in its notice, in replies and at its end; and why one cannot begin."""

from __future__ import annotations

import pytest

from routine.core.config.rules import Fact, Rule
from routine.core.errors import RoutineError
from routine.core.preset.model import Safety
from routine.core.requests.commands import Done, Outputs, Reload, SessionAct, SessionStart
from routine.core.requests.queries import SessionQuery
from routine.core.session import lines
from routine.core.session.outcomes import Acted, Begun, OutputsMissing
from routine.core.state.session import Ending
from tests.builders import World, a_preset
from tests.core.reminders.test_next_time import next_at
from tests.core.review.households import a_mask_on_the_skin
from tests.core.session.friday import PATCH, a_mask, an_evening, asking, lying, spoken
from tests.core.session.test_said_on_the_way import HELP

HEARD = "Sound check. If you hear me, press any key."
UNHEARD = "If not, is the sound muted? You can go on without: every step is shown here."


def notice(world: World) -> tuple[str, list[str]]:
    """The title and the lines of the session's notice."""
    found = world.notice("session")
    return found.title, found.body.splitlines()


# --- while it runs ------------------------------------------------------------------------------------------------


def test_the_buttons_of_its_reminder() -> None:
    assert [button.label for button in an_evening().notice("mask").buttons] == ["Start", "Later", "Skip"]


def test_the_notice_asks_the_questions_and_then_checks_the_sound() -> None:
    world = asking()
    assert notice(world) == ("Mask", ["Tested?"])
    world.press("yes")
    assert notice(world) == ("Mask", ["Sore today?"])
    world.press("no")
    assert notice(world) == ("Mask", [HEARD, UNHEARD])


def test_what_is_missing_is_said_before_the_first_step_is_done_and_not_any_more_with_the_second() -> None:
    world = asking()
    world.ask(Outputs(("No voice program",)))
    assert notice(world)[1] == ["No voice program", "Tested?"]
    assert world.ask(SessionQuery())["session"]["question"] == "No voice program. Tested?"
    world.press("yes")
    world.press("no")
    assert world.ask(SessionQuery())["session"]["question"] == f"No voice program. {HEARD}"
    world.press("ready", "session")
    assert notice(world) == ("Mask, 1 of 3", ["No voice program", "Wash.", "Then: Lie flat."])
    world.press("ready", "session")
    assert notice(world) == ("Mask, 2 of 3: 10 minutes left", ["Lie flat.", "Then: Rinse."])


def test_in_a_rehearsal_what_is_missing_is_said_with_the_first_step() -> None:
    world = an_evening()
    world.ask(SessionStart("mask", speed=20.0))
    world.ask(Outputs(("No voice program.", "Sleep cannot be held off.")))
    assert notice(world)[1][:2] == ["No voice program.", "Sleep cannot be held off."]


def test_over_time_the_notice_says_to_take_it_off_and_how() -> None:
    world = lying()
    world.press("pause", "session")
    assert notice(world)[0] == "Mask, 2 of 3: paused, 10 minutes left"
    world.to("20:46")
    assert notice(world) == ("Mask: take it off now", ["The longest time on skin is over.", "Rinse."])
    assert [button.label for button in world.notice("session").buttons] == ["I take it off", "Next", "Stop"]


# --- replies ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("attached", "said"), [(False, "Mask: the session begins."), (True, "Mask runs already.")])
def test_a_start_says_that_it_begins_or_runs_already(attached: bool, said: str) -> None:
    begun = Begun("mask", "Mask", attached=attached, rehearsal=False)
    assert lines.begun(an_evening().draft, begun).said == (said,)


def test_a_key_says_how_it_ended_if_it_did() -> None:
    draft = an_evening().draft
    assert lines.acted(draft, Acted(None, rehearsal=False)).said == ()
    ending = Ending(answer="done", reason="session", words="Finished.")
    assert lines.acted(draft, Acted(ending, rehearsal=False)).said == ("Finished.",)
    assert lines.outputs_missing(draft, OutputsMissing(("No voice program.",))).said == ("No voice program.",)


# --- at its end ---------------------------------------------------------------------------------------------------


def test_the_end_says_how_it_went_and_what_comes_next() -> None:
    world = lying()
    world.to("20:41")
    world.press("ready", "session")
    assert notice(world) == ("Mask: finished", ["11 min on skin, nothing exceeded.", next_at("Fri 4 Dec 20:30")])
    assert [button.label for button in world.notice("session").buttons] == ["Undo"]


def test_stopped_with_the_mask_on_it_says_to_take_it_off() -> None:
    world = lying()
    world.to("20:35")
    world.press("stop", "session")
    assert notice(world) == ("Mask: stopped", ["Stopped. Take it off now. Rinse.", next_at("Fri 4 Dec 20:30")])


def test_stinging_says_what_to_do_on_the_screen_by_voice_and_in_the_reply() -> None:
    world = lying()
    spoken(world)
    said = world.ask(SessionAct("stinging"))["said"]
    title, body = notice(world)
    assert (title, body[0], said[0]) == ("Mask: stopped", HELP, HELP)
    assert HELP in spoken(world)


def test_over_time_and_unanswered_it_says_so() -> None:
    world = lying()
    world.to("21:30")
    title, body = notice(world)
    assert title == "Mask: over time"
    assert body[0] == "Mask: over time, 45 minutes and 20 seconds on skin, and nobody answered. Take it off now."


def test_an_answer_that_stopped_it_says_why() -> None:
    world = asking()
    world.press("yes")
    world.press("yes")
    assert notice(world) == ("Mask: not today", ["Not on sore skin.", next_at("Fri 4 Dec 20:30")])


def test_not_yet_to_the_patch_test_says_when_the_test_comes() -> None:
    world = World(a_mask(), now="2026-11-27 19:00", questions={"patch-test": PATCH})
    world.change(a_preset("patch-test", schedule=a_mask().schedule))
    world.ask(Reload())
    world.to("20:30")
    world.press("start", "mask")
    world.press("no")
    assert notice(world) == (
        "Mask: not today",
        [
            "Test it first.",
            next_at("Fri 4 Dec 20:30"),
            f"The test is planned for now, and its check a day after it: {next_at('Fri 4 Dec 20:30')}",
        ],
    )


# --- why it cannot begin ------------------------------------------------------------------------------------------


def test_a_gap_that_is_not_kept_is_asked_about_with_both_figures() -> None:
    world = an_evening()
    world.ask(Done())
    world.to("2026-11-29 12:00")
    world.ask(SessionStart("mask"))
    asked = "The last one was Fri 27 Nov 20:30, and 5 days between two are advised. Go on all the same?"
    assert notice(world)[1] == [asked]
    world.press("no")
    assert notice(world)[1][0] == "Not today, then: 5 days between two."


def refusal(world: World, routine: str) -> str:
    with pytest.raises(RoutineError) as refused:
        world.ask(SessionStart(routine))
    return refused.value.message


def test_what_cannot_begin_says_why() -> None:
    world = an_evening(a_preset("pills", steps=()))
    assert refusal(world, "pills") == "Pills has no steps to be guided through"
    world.ask(SessionStart("mask"))
    assert refusal(world, "pills") == "A session of Mask runs; one at a time"


def test_what_a_final_rule_holds_says_why() -> None:
    rule = Rule(name="egg", fact="egg", level="final", why="It contains egg.", fix="Leave it.", source="label")
    mask = a_mask(safety=Safety(never_if=("egg",)))
    world = World(mask, rules={"egg": rule}, facts={"egg": Fact("egg", "Egg?")}, profile={"egg": False})
    world.change(profile={"egg": True})
    world.ask(Reload())
    assert refusal(world, "mask") == "No session of Mask, which is on hold: It contains egg."


def test_a_session_that_became_final_says_why_and_how_to_take_it_off() -> None:
    world = a_mask_on_the_skin()
    world.change(profile={**world.files.setup.profile, "pregnant": True})
    assert world.ask(Reload())["said"][0] == "Mask: Not at all. Stopped. Take it off now. Rinse it off."
