"""The words of safety notes: of what is on hold, of what is new against what runs, and of what was decided."""

from __future__ import annotations

from typing import Literal

import pytest
from msgspec.structs import replace

from routine.core.config.rules import Fact, Finding
from routine.core.errors import RefusedError
from routine.core.requests.commands import Enable
from routine.core.requests.queries import PlanQuery
from routine.core.review.lines import (
    confirmed_line,
    hold_line,
    hold_lines,
    lines_on,
    may_go_on_lines,
    note_body,
    note_title,
    notes_decided_notice,
    now_held_lines,
    profile_confirmed_notice,
    questions_answered_notice,
    ways,
)
from routine.core.review.outcomes import Look, NotesDecided, ProfileConfirmed, QuestionsAnswered
from routine.core.state.routine import OnHold
from tests.builders import World, a_preset
from tests.core.reminders.test_next_time import next_at
from tests.core.review.households import CONTACT, FACTS, RULES, a_world, guarded, read_again, say
from tests.core.safety.doses import a_pill, running

BUTTONS = (
    "Nothing has changed yet. Pause: it is on hold until you enable it again. Continue: reminders "
    "stay as they are, and your history notes it."
)


def thin(routine: str) -> Finding:
    """A block that can be accepted."""
    fix = f"Keep it, ask. To continue anyway: routine preset enable {routine} --accept thin"
    return Finding(
        level="block",
        rule="thin",
        why="Thin blood.",
        fix=fix,
        advice="Keep it, ask.",
        source="the book",
        routine=routine,
    )


def labs(routine: str) -> Finding:
    """A warning."""
    return Finding(
        level="warn",
        rule="labs",
        why="Labs.",
        fix="Tell the lab.",
        advice="Tell the lab.",
        source="the lab",
        routine=routine,
    )


def two() -> World:
    """Drops and pills, enabled."""
    return World(a_preset("drops"), a_preset("pills"))


# --- new against what runs ----------------------------------------------------------------------------------------


def test_a_new_block_is_said_with_why_fix_source_and_the_commands_that_answer() -> None:
    assert lines_on(two().draft, [thin("pills")]) == [
        "Safety note on Pills: Thin blood. Keep it, ask.",
        "Source: the book",
        "Nothing changes until you decide. To end it: routine preset disable pills",
        "To continue anyway: routine preset enable pills --accept thin",
    ]


def test_a_warning_asks_for_no_decision_and_each_text_is_said_once() -> None:
    assert lines_on(two().draft, [labs("drops"), labs("pills")]) == [
        "Safety note on Drops and Pills: Labs. Tell the lab.",
        "Source: the lab",
    ]


@pytest.mark.parametrize(
    ("kind", "command"),
    [
        ("yes-no", "To answer: routine profile set thin yes"),
        ("number", "To answer, for example: routine profile set thin 20"),
    ],
)
def test_a_question_is_answered_with_what_it_asks_for(kind: Literal["yes-no", "number"], command: str) -> None:
    """“yes” to “which week?” would be refused."""
    world = two()
    world.change(facts={"thin": Fact("thin", "How thin?", kind=kind)})
    asks = replace(thin("pills"), asks="thin")
    assert lines_on(world.draft, [asks])[2:] == [command]


def test_a_notice_of_one_routine_names_it() -> None:
    draft = two().draft
    assert note_title(draft, [thin("pills"), labs("pills")]) == "Safety note: Pills"
    assert note_title(draft, [thin("pills"), labs("drops")]) == "Safety note: 2 routines"


def test_a_notice_says_each_text_once_with_the_routines_that_it_is_about() -> None:
    found = [thin("drops"), labs("drops"), thin("pills")]
    assert note_body(two().draft, found).splitlines() == [
        "Drops and Pills: Thin blood. Keep it, ask.",
        "Drops: Labs. Tell the lab.",
        BUTTONS,
    ]


def test_a_warning_alone_has_no_word_about_buttons() -> None:
    assert note_body(two().draft, [labs("pills")]) == "Pills: Labs. Tell the lab."


def test_many_texts_and_many_routines_are_cut_with_a_count() -> None:
    world = World(*(a_preset(id) for id in "abcde"))
    notes = [
        Finding(level="warn", rule=f"r{n}", why=f"Why {n}.", fix="Fix.", source="s", routine="a") for n in range(6)
    ]
    assert note_body(world.draft, notes).splitlines()[-1] == "And 2 more safety notes."
    assert note_body(world.draft, [labs(id) for id in "abcde"]) == "A, B, C and 2 more: Labs. Tell the lab."


def test_as_many_as_fit_are_not_counted() -> None:
    """A last name, or a last text, is as short as “1 more”."""
    world = World(*(a_preset(id) for id in "abcd"))
    notes = [
        Finding(level="warn", rule=f"r{n}", why=f"Why {n}.", fix="Fix.", source="s", routine="a") for n in range(4)
    ]
    assert note_body(world.draft, notes).splitlines()[-1] == "A: Why 3."
    assert note_body(world.draft, [labs(id) for id in "abcd"]) == "A, B, C and D: Labs. Tell the lab."


def test_two_commands_answer_what_several_routines_are_told() -> None:
    assert ways([thin("drops"), thin("pills")]) == [
        "routine preset disable drops pills",
        "routine preset enable drops pills --accept thin",
    ]
    assert ways([]) == []


@pytest.mark.parametrize(
    ("outcome", "title", "lines"),
    [
        (NotesDecided(("pills",), on_hold=True), "On hold", (f"Pills. {next_at('today 08:00')}",)),
        (NotesDecided(("pills",), on_hold=False), "It continues", (f"Pills. {next_at('today 08:00')}",)),
        (
            NotesDecided(("drops", "pills"), on_hold=False),
            "They continue",
            (f"Drops. {next_at('today 08:00')}", f"Pills. {next_at('today 08:00')}"),
        ),
        (NotesDecided((), on_hold=False), "They continue", ("There is nothing left to answer.",)),
    ],
)
def test_what_was_decided_is_said_with_what_comes_next(
    outcome: NotesDecided, title: str, lines: tuple[str, ...]
) -> None:
    told = notes_decided_notice(two().draft, outcome)
    assert (told.title, told.lines) == (title, lines)


# --- on hold ------------------------------------------------------------------------------------------------------


def on_hold() -> World:
    """Cream, held by a final rule since seven in the morning."""
    world = a_world(guarded("cream", "final"))
    say(world, pregnant=True)
    return world


def test_a_hold_says_since_when_why_and_the_one_way_on() -> None:
    world = on_hold()
    line = f"Cream: on hold since today 07:00. Not at all. {CONTACT} To enable it again: routine preset enable cream"
    assert hold_line(world.draft, "cream") == line
    assert hold_lines(world.draft) == [line]
    assert hold_lines(two().draft) == []


def test_a_hold_from_before_its_time_was_noted_says_no_time() -> None:
    draft = on_hold().draft
    draft.change_routine("cream", held=OnHold("Not at all."))
    assert hold_line(draft, "cream").startswith("Cream: on hold. Not at all. ")


def test_a_final_hold_is_said_with_what_to_do_at_once_and_the_source() -> None:
    assert now_held_lines(on_hold().draft, ["cream"]) == [
        f"Cream is on hold. Not at all. {CONTACT}",
        "To enable it again: routine preset enable cream",
        "Source: a",
    ]


def test_what_holds_several_for_the_same_reason_is_said_once_with_the_way_on_of_each() -> None:
    world = a_world(guarded("cream", "final"), guarded("mask", "final"))
    say(world, pregnant=True)
    assert now_held_lines(world.draft, ["cream", "mask"]) == [
        f"Cream and Mask are on hold. Not at all. {CONTACT}",
        "To enable it again: routine preset enable cream",
        "To enable it again: routine preset enable mask",
        "Source: a",
    ]


def test_beside_other_notes_a_hold_has_the_source_of_its_own() -> None:
    world = a_world(guarded("cream", "labs", "final"), labs=True)
    say(world, pregnant=True)
    assert now_held_lines(world.draft, ["cream"])[-1] == "Source: a"


def test_what_a_person_paused_is_said_with_its_reason_alone() -> None:
    world = a_world(guarded("pills", "thin"))
    say(world, thin=True)
    world.pressed("pause-it", "review")
    assert now_held_lines(world.draft, ["pills"]) == ["Pills is on hold. Thin blood."]


def test_a_title_that_is_too_long_for_a_notice_is_not_cut_in_the_middle_of_a_word() -> None:
    long = "Sculptra (poly-L-lactic acid)"
    world = World(a_preset("pills", title=long))
    assert note_title(world.draft, [thin("pills")]) == "Safety note"
    assert long in note_body(world.draft, [thin("pills")])


def test_the_notice_of_a_final_hold_says_what_to_do_at_once() -> None:
    notice = on_hold().notice("hold:cream")
    assert notice.title == "Cream: on hold"
    assert notice.body.splitlines() == ["Not at all.", CONTACT]
    assert notice.commands == ("routine preset enable cream",)


def test_a_hold_for_a_fact_that_nobody_gave_says_how_to_answer_it() -> None:
    world = a_world(guarded("cream", "final"))
    world.change(profile={})
    say(world)
    assert now_held_lines(world.draft, ["cream"]) == [
        "Cream is on hold. Are you pregnant? Cream needs your answer.",
        "You need to answer this one. If yes, the routine cannot be enabled.",
        "To continue: routine profile set pregnant no",
        "Source: a",
    ]


def test_a_hold_for_doses_that_are_too_much_says_which_and_how_to_choose_a_smaller_one() -> None:
    world = running(a_pill("a", 300), a_pill("b", 900))
    world.change(a_pill("b", 1800))
    read_again(world)
    assert now_held_lines(world.draft, ["b"]) == [
        "B is on hold. 2100 mg of vitamin C a day (B: 1800 mg, A: 300 mg) is above the upper limit of 2000 mg a day.",
        'Choose a smaller dose: routine preset set b dose "AMOUNT UNIT"',
        "To enable it again: routine preset enable b",
        "Source: a label",
    ]
    assert world.notice("hold").title == "B: on hold"


def test_a_fact_that_changed_back_says_what_may_go_on_and_how() -> None:
    world = on_hold()
    assert may_go_on_lines(world.draft, ["cream"]) == []
    say(world, pregnant=False)
    assert may_go_on_lines(world.draft, ["cream"]) == [
        "Cream is still on hold, although nothing is against it now. To enable it again: routine preset enable cream"
    ]


def test_only_what_is_still_on_hold_may_go_on_and_what_was_accepted_is_not_against_it() -> None:
    known: dict[str, bool | str] = {**dict.fromkeys(FACTS, False), "thin": True}
    world = World(guarded("cream", "final", "thin"), rules=RULES, facts=FACTS, profile=known, accept=("thin",))
    assert may_go_on_lines(world.draft, ["cream"]) == []
    say(world, pregnant=True)
    say(world, pregnant=False)
    assert len(may_go_on_lines(world.draft, ["cream"])) == 1


def test_the_refusal_to_go_on_says_why_and_what_to_do() -> None:
    world = on_hold()
    with pytest.raises(RefusedError, match="Not enabled: Not at all") as refused:
        world.ask(Enable(("cream",)))
    assert refused.value.hint == "Leave it."


# --- the profile --------------------------------------------------------------------------------------------------

AGAIN = "Routine asks again on Tuesday 23 February 2027."


def test_that_the_answers_hold_is_said_with_the_day_of_the_next_question() -> None:
    world = a_world(guarded("pills", "thin"))
    assert confirmed_line(world.draft) == f"Saved: nothing has changed. {AGAIN}"
    told = profile_confirmed_notice(world.draft, ProfileConfirmed())
    assert (told.title, told.lines) == ("Saved", (AGAIN,))


def test_a_notice_says_of_what_is_on_hold_or_new_all_but_what_to_type() -> None:
    world = a_world(guarded("pills", "thin"), guarded("cream", "final"))
    say(world, pregnant=True)
    for typed, told in (
        (now_held_lines(world.draft, ["cream"]), now_held_lines(world.draft, ["cream"], typed=False)),
        (lines_on(world.draft, [thin("pills")]), lines_on(world.draft, [thin("pills")], typed=False)),
    ):
        assert "routine preset" not in " ".join(told)
        assert told[0].split(".")[0] == typed[0].split(".")[0]
        assert told[-1].startswith("Source: ")


def test_where_nothing_goes_by_the_answers_no_day_is_named() -> None:
    assert confirmed_line(two().draft) == "Saved: nothing has changed."


def test_after_the_last_question_what_it_changed_and_what_no_button_can_say_are_said() -> None:
    world = a_world(guarded("pills", "thin"), guarded("cream", "final"))
    say(world, pregnant=True)
    outcome = QuestionsAnswered(Look(("cream",), (thin("pills"),)), ("nuts", "lab-tests"))
    told = questions_answered_notice(world.draft, outcome)
    assert told.title == "Saved"
    assert told.lines == (
        *now_held_lines(world.draft, ["cream"], typed=False),
        *lines_on(world.draft, [thin("pills")], typed=False),
        "If one of these has changed, change your answer: nuts and lab-tests.",
        AGAIN,
    )


def test_a_hold_is_the_reason_of_every_time_that_it_takes() -> None:
    world = a_world(guarded("cream", "final"))
    say(world, pregnant=True)
    plan = world.ask(PlanQuery(2))["occurrences"]
    assert {one["why"] for one in plan} == {f"on hold. Not at all. {CONTACT}"}
    world.to("08:00")
    assert world.log[-1].reason == f"held: Not at all. {CONTACT}"
