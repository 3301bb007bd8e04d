"""The words of a session in its notice, in replies and at its end; and why one cannot begin."""

from __future__ import annotations

from itertools import combinations

import pytest

from routine.core.config.rules import Fact, Rule
from routine.core.errors import RoutineError
from routine.core.preset.model import Safety
from routine.core.requests.commands import Done, SessionAct, SessionStart
from routine.core.requests.queries import SessionQuery
from routine.core.requests.reports import Outputs, Reload
from routine.core.session import lines
from routine.core.session.outcomes import Acted, Begun
from routine.core.state.session import Ending, Part
from tests.builders import World, a_preset, lasting
from tests.core.reminders.test_next_time import next_at
from tests.core.review.households import a_mask_on_the_skin
from tests.core.session.mask_evening import PATCH, a_mask, an_evening, asking, lying, spoken
from tests.core.session.test_voice_lines import HELP
from tests.rows import each

HEARD = "Sound check. Can you hear me?"
UNHEARD = "No sound? Check the volume. You can also continue: every step is shown here."
NO_SOUND = "This computer has no sound, so read each step here."


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


def test_what_is_missing_is_said_once_in_one_sentence_after_the_first_step() -> None:
    world = asking()
    world.ask(Outputs(("voice", "sound")))
    assert notice(world)[1] == ["Tested?"]
    assert world.ask(SessionQuery())["session"]["question"] == "Tested?"
    world.press("yes")
    world.press("no")
    assert notice(world) == ("Mask, 1 of 3", ["Wash.", "Next: Lie flat.", NO_SOUND])
    world.press("ready", "session")
    assert notice(world) == (
        "Mask, 2 of 3: 10 minutes left",
        ["Lie flat.", "10 minutes, until 20:40.", "If it stings or burns, stop.", "Next: Rinse."],
    )


def test_in_a_rehearsal_what_is_missing_is_said_with_the_first_step() -> None:
    world = an_evening()
    world.ask(SessionStart("mask", speed=20.0))
    world.ask(Outputs(("voice", "sound", "staying awake")))
    assert notice(world)[1][-1] == "This computer has no sound and may go to sleep, so look here now and then."


PARTS: tuple[Part, ...] = ("voice", "sound", "staying awake", "music")


@each("lacks", [lacks for n in range(1, 5) for lacks in combinations(PARTS, n)])
def test_whatever_is_missing_is_one_short_sentence_without_a_word_about_its_causes(lacks: tuple[Part, ...]) -> None:
    world = an_evening()
    world.ask(SessionStart("mask"))
    world.ask(Outputs(lacks))
    [said] = world.ask(SessionQuery())["session"]["missing"]
    assert said.endswith(".")
    assert len(said.split()) <= 20


def test_over_time_the_notice_says_to_take_it_off_and_how() -> None:
    world = lying()
    world.press("pause", "session")
    assert notice(world)[0] == "Mask, 2 of 3: paused"
    assert notice(world)[1][:2] == ["Lie flat.", "10 minutes left. The time on your skin still counts."]
    world.to("20:46")
    assert notice(world) == (
        "Mask: take it off now",
        ["Take it off now. Rinse.", "It has been on your skin for longer than 15 minutes."],
    )
    assert [button.label for button in world.notice("session").buttons] == ["Removing it", "It stings", "Stop"]


def test_stop_asks_once_and_says_what_it_would_mean() -> None:
    world = lying()
    world.press("ask-stop", "session")
    title, body = notice(world)
    assert (title, body[0]) == ("Stop Mask?", "Stop here? Then take it off now. Rinse.")
    assert [button.label for button in world.notice("session").buttons] == ["It stings", "Stop", "Continue"]


def test_before_anything_is_on_the_skin_stop_says_that_this_time_is_skipped() -> None:
    world = an_evening()
    world.press("start", "Mask")
    world.press("ready", "Mask")
    world.press("ask-stop", "session")
    assert notice(world) == ("Stop Mask?", ["Stop here? This time then counts as skipped."])
    assert [button.label for button in world.notice("session").buttons] == ["Stop", "Continue"]


LONG = "Placental preparations (Laennec, Melsmon)"


def test_a_long_name_gives_way_in_every_title_to_where_it_stands() -> None:
    world = an_evening()
    world.change(a_mask(title=LONG, safety=Safety(longest_on_skin=lasting("15m"))))
    world.ask(Reload())
    world.ask(SessionStart("mask"))
    titles = [world.notice("session").title]
    for button in ("ready", "ready", "pause", "ask-stop", "stop"):
        world.press(button, "session")
        titles.append(world.notice("session").title)
    assert [len(title) <= 40 for title in titles] == [True] * 6
    assert titles[2].endswith(", 2 of 3: 10 minutes left")
    assert titles[5].endswith(": stopped")


def test_the_voice_names_buttons_and_at_a_terminal_keys() -> None:
    world = an_evening()
    world.press("start", "Mask")
    assert spoken(world) == ["Sound check. Can you hear me? Press “Sound works”."]
    world.ask(SessionStart("mask", keys=True))
    world.ask(SessionAct("ready", keys=True))
    assert spoken(world) == ["Wash. Press space when you are ready."]
    world.press("ready", "session")
    world.to("20:40")
    assert spoken(world)[-1] == "Rinse. Press “Ready” when you are ready."


# --- replies ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("attached", "said"), [(False, "Mask: the session has started."), (True, "Mask is already running.")]
)
def test_a_start_says_that_it_begins_or_runs_already(attached: bool, said: str) -> None:
    begun = Begun("mask", "Mask", attached=attached, rehearsal=False)
    assert lines.begun(an_evening().draft, begun).said == (said,)


def test_a_key_says_how_it_ended_if_it_did() -> None:
    draft = an_evening().draft
    assert lines.acted(draft, Acted(None, rehearsal=False)).said == ()
    ending = Ending(answer="done", reason="session", words="Finished.")
    assert lines.acted(draft, Acted(ending, rehearsal=False)).said == ("Finished.",)


# --- at its end ---------------------------------------------------------------------------------------------------


def test_the_end_says_how_it_went_and_what_comes_next() -> None:
    world = lying()
    world.to("20:41")
    world.press("ready", "session")
    assert notice(world) == (
        "Mask: finished",
        ["11 minutes on your skin, within the limit.", next_at("Fri 4 Dec 20:30")],
    )
    assert [button.label for button in world.notice("session").buttons] == ["Undo"]


def test_with_nothing_on_the_skin_it_is_said_once_that_it_is_finished() -> None:
    world = World(a_preset("stretch"))
    world.to("08:00")
    world.ask(SessionStart("stretch"))
    for act in ("next", "ready"):
        world.ask(SessionAct(act))
    title, body = notice(world)
    assert (title, [line for line in body if "inished" in line]) == ("Stretch: finished", [])


def test_skipped_through_the_notice_says_so_and_comes_with_undo() -> None:
    world = lying()
    world.to("20:30:04")
    said = [world.ask(SessionAct("next"))["said"] for _ in range(2)][-1]
    title, body = notice(world)
    assert (title, body[0]) == ("Mask: skipped through", said[0])
    assert said[0].startswith("Skipped through, so it is recorded as skipped. 4 seconds on your skin.")


def test_a_rehearsal_that_was_stopped_says_where() -> None:
    world = an_evening()
    world.ask(SessionStart("mask", speed=20.0))
    world.ask(SessionAct("ready"))
    world.ask(SessionAct("stop"))
    assert notice(world) == ("Mask: rehearsal over", ["Rehearsal, 20 times as fast, stopped at step 2 of 3."])


def test_a_rehearsal_that_came_to_its_end_says_so() -> None:
    world = an_evening()
    world.ask(SessionStart("mask", speed=20.0))
    for _ in range(3):
        world.ask(SessionAct("next"))
    assert notice(world) == ("Mask: rehearsal over", ["Rehearsal, 20 times as fast, to the end."])


def test_stopped_with_the_mask_on_it_says_to_take_it_off() -> None:
    world = lying()
    world.to("20:35")
    world.press("ask-stop", "session")
    world.press("stop", "session")
    assert notice(world) == ("Mask: stopped", ["Stopped. Take it off now. Rinse.", next_at("Fri 4 Dec 20:30")])


def test_stinging_says_what_to_do_on_the_screen_by_voice_and_in_the_reply() -> None:
    world = lying()
    spoken(world)
    said = world.ask(SessionAct("stinging"))["said"]
    title, body = notice(world)
    assert (title, body[0], said) == ("Mask: stopped", HELP, [HELP])
    assert "routine irritated --over" not in world.notice("session").body
    assert "routine irritated --over" in world.ask(SessionQuery())["ending"]["lines"][-1]
    assert HELP in spoken(world)


def test_over_time_and_unanswered_it_says_so() -> None:
    world = lying()
    world.to("21:30")
    title, body = notice(world)
    assert title == "Mask: over time"
    assert body[0] == "Take it off now. It has been on your skin for 45 minutes and 20 seconds. Rinse."


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
            f"The patch test comes now, and its check a day later. {next_at('Fri 4 Dec 20:30')}",
        ],
    )


# --- why it cannot begin ------------------------------------------------------------------------------------------


def test_a_gap_that_is_not_kept_is_asked_about_with_both_figures() -> None:
    world = an_evening()
    world.ask(Done())
    world.to("2026-11-29 12:00")
    world.ask(SessionStart("mask"))
    asked = "The last time was Fri 27 Nov 20:30. At least 5 days between two times is advised. Continue anyway?"
    assert notice(world)[1] == [asked]
    world.press("no")
    assert notice(world)[1][0] == "Not today. At least 5 days between two times is advised."


def refusal(world: World, routine: str) -> str:
    with pytest.raises(RoutineError) as refused:
        world.ask(SessionStart(routine))
    return refused.value.message


def test_what_cannot_begin_says_why() -> None:
    world = an_evening(a_preset("pills", steps=()))
    assert refusal(world, "pills") == "Pills has no steps."
    world.ask(SessionStart("mask"))
    assert refusal(world, "pills") == "Mask is running. Finish or stop it first."


def test_what_a_final_rule_holds_says_why() -> None:
    rule = Rule(name="egg", fact="egg", level="final", why="It contains egg.", fix="Leave it.", source="label")
    mask = a_mask(safety=Safety(never_if=("egg",)))
    world = World(mask, rules={"egg": rule}, facts={"egg": Fact("egg", "Egg?")}, profile={"egg": False})
    world.change(profile={"egg": True})
    world.ask(Reload())
    assert refusal(world, "mask") == "Mask is on hold. It contains egg."


def test_a_session_that_became_final_says_why_and_how_to_take_it_off() -> None:
    world = a_mask_on_the_skin()
    world.change(profile={**world.files.setup.profile, "pregnant": True})
    assert world.ask(Reload())["said"][0] == "Mask: Not at all. Stopped. Take it off now. Rinse it off."


def test_stopped_at_a_question_it_is_not_called_off_for_today() -> None:
    """Its reminder is back at once, so “not today” would be false."""
    world = asking()
    world.ask(SessionAct("stop"))
    assert notice(world)[0] == "Mask: stopped"
    assert "mask" in world.showing
