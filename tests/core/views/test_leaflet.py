"""The leaflet of a preset: when, how, how long, who must not, and where all of it comes from."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from routine.core.config.rules import Fact, Rule
from routine.core.config.setup import Setup
from routine.core.notices.reminder_text import notice_body
from routine.core.preset.model import Course, Dose, Nag, Remind, Safety, Step
from routine.core.schedule.types import (
    AfterDone,
    Schedule,
)
from routine.core.views.leaflet import leaflet
from routine.core.when.duration import Duration
from routine.core.when.part_of_day import WINDOWS
from tests.core.views.leaflets import ALLERGIC, EGG, STEPS, a_preset, beside, section, text_of


def test_a_leaflet_begins_with_the_title_and_the_summary() -> None:
    assert text_of(a_preset()).startswith("A mask\nA film that dries.\n\n")


def test_a_leaflet_numbers_the_steps_with_their_minutes_and_posture() -> None:
    assert section(text_of(a_preset()), "Steps") == [
        "  1. Wash your face.",
        "  2. Brush on a layer. (1 minute)",
        "  3. Lie flat. (8 minutes, lying flat)",
    ]


def test_a_leaflet_says_that_a_word_comes_ahead() -> None:
    lines = section(text_of(a_preset(remind=Remind(ahead=Duration(seconds=1800)))), "Reminders")
    assert lines[0] == "  - 30 minutes before, a notification says what you need."


def test_a_leaflet_says_when_and_how_the_reminder_behaves() -> None:
    remind = Remind(window=WINDOWS["evening"], nag=Nag(Duration(seconds=600), 3))
    text = text_of(a_preset(remind=remind))
    assert beside(text, "When, how long").startswith("Fridays at 20:30.")
    lines = section(text, "Reminders")
    assert lines[0] == "  - Reminders come only between 17:00 and 24:00."
    assert lines[1] == "  - Without an answer it reminds again after 10 minutes, up to 3 times."
    assert lines[2] == "  - It is shown at most 2 hours late."
    assert lines[3] == "  - Without an answer for 4 hours it counts as missed."


def test_a_leaflet_says_how_long_it_takes_and_stays_on() -> None:
    said = beside(text_of(a_preset(safety=Safety(longest_on_skin=Duration(seconds=900)))), "When, how long")
    assert said == "Fridays at 20:30. About 9 minutes of timed steps. At most 15 minutes on the skin."


def test_a_leaflet_says_dose_and_course() -> None:
    preset = a_preset(steps=STEPS[:1], dose=Dose(5, "g"), course=Course(Duration(days=84)))
    said = beside(text_of(preset), "When, how long")
    assert said.endswith("Take 5 g each time. A course of 12 weeks. You set the break after it.")


def test_a_course_of_times_says_how_many() -> None:
    chain = Schedule(AfterDone(Duration(days=3), at=1230, count=12))
    said = beside(text_of(a_preset(schedule=chain, course=Course(rest=Duration(months=3)))), "When, how long")
    assert said.endswith("A course of 12 times, then a break of 3 months. Then Routine asks whether to start again.")


def test_a_course_with_a_known_break_says_it() -> None:
    text = text_of(a_preset(course=Course(Duration(days=84), Duration(days=28))))
    assert "A course of 12 weeks, then a break of 4 weeks." in beside(text, "When, how long")


def test_a_leaflet_says_who_must_not_with_reason_and_source() -> None:
    text = text_of(a_preset(safety=Safety(never_if=("egg-allergy",))))
    assert beside(text, "Do not use it if") == "you are allergic to egg. Leave it off."
    assert section(text, "Why it is not for everybody") == ["  - It is egg."]
    assert "  - a label" in section(text, "Sources")


@pytest.mark.parametrize(
    ("level", "title"),
    [
        ("final", "Do not use it if"),
        ("block", "Ask first or wait if"),
    ],
)
def test_how_serious_it_is_is_said_by_where_it_stands(level: Any, title: str) -> None:
    setup = Setup(presets={}, facts={"egg-allergy": ALLERGIC}, rules={"r": replace(EGG, name="r", level=level)})
    text = leaflet(a_preset(safety=Safety(never_if=("r",))), setup)
    assert beside(text, title) == "you are allergic to egg. Leave it off."
    assert ("Do not use it if" in text) is (level == "final")


@pytest.mark.parametrize("level", ["warn", "note"])
def test_what_the_rules_only_tell_is_good_to_know(level: Any) -> None:
    rule = Rule(name="r", fact="f", level=level, why="Why.", fix="Fix.", source="a label")
    text = leaflet(a_preset(safety=Safety(never_if=("r",))), Setup(presets={}, rules={"r": rule}))
    assert "  - Why. Fix." in section(text, "Good to know")
    assert "Ask first or wait if" not in text


def test_a_source_that_several_rules_share_is_named_once() -> None:
    rules = {n: Rule(name=n, fact=n, level="block", why=n, fix="", source="a label") for n in ("a", "b")}
    text = leaflet(a_preset(safety=Safety(never_if=("a", "b"))), Setup(presets={}, rules=rules))
    assert section(text, "Sources").count("  - a label") == 1


def test_a_rule_that_is_not_known_is_named_in_the_leaflet() -> None:
    text = text_of(a_preset(safety=Safety(never_if=("eg-allergy",))))
    assert (
        beside(text, "Ask first or wait if")
        == "This preset names the safety rule “eg-allergy”, which Routine does not know."
    )


def test_a_leaflet_says_the_gaps_to_itself_and_to_others() -> None:
    day = Duration(days=1)
    safety = Safety(min_gap=Duration(days=5), apart=(("retinoid", day), ("aha", day), ("peel", Duration(days=7))))
    lines = section(text_of(a_preset(safety=safety, notes=())), "Good to know")
    assert lines[0] == "  - At least 5 days from one time to the next."
    assert lines[1] == "  - Keep at least 1 day between this and: a retinoid, an acid (AHA)."
    assert lines[2] == "  - Keep at least 7 days between this and: a peel."


def test_every_leaflet_says_that_it_is_no_medical_advice() -> None:
    text = " ".join(text_of(a_preset(notes=())).split())
    assert "It gives no medical advice" in text
    assert "Your clinic's instructions and a product's label come before this leaflet." in text


def test_a_leaflet_lists_your_changes_only_where_there_are_some() -> None:
    assert "Your changes" not in text_of(a_preset())
    assert section(text_of(a_preset(), changes=("schedule.at = 21:00",)), "Your changes") == ["  - schedule.at = 21:00"]


def test_a_leaflet_lists_needs_and_sources() -> None:
    text = text_of(a_preset())
    assert beside(text, "You need") == "a brush"
    assert section(text, "Sources") == ["  - 8 minutes: a label"]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_a_leaflet_is_never_wider_than_asked(width: int) -> None:
    text = text_of(a_preset(summary="many words " * 40, notes=("so many words " * 40,)), width=width)
    assert max(len(line) for line in text.splitlines()) <= width


def test_a_wrapped_line_hangs_below_its_words() -> None:
    text = text_of(a_preset(notes=("so many words " * 10,)), width=40)
    assert "  - so many words so many words so many\n    words" in text


def test_characters_that_do_not_show_never_reach_the_screen() -> None:
    evil = a_preset(title="A\x1b[2J mask", steps=(Step(id="x", say="Wash\x1b]0;x\x07.\nDone?"),))
    for text in (text_of(evil), notice_body(evil)):
        assert "\x1b" not in text
        assert "\x07" not in text


def test_who_does_the_same_shares_a_sentence() -> None:
    """Eight sentences that all end in “ask your doctor first” are not read."""
    rules = {
        name: Rule(name=name, fact=name, level="block", why=f"Why {name}.", fix=fix, source="a label", who=who)
        for name, fix, who in (
            ("pregnant", "Ask your doctor first.", "in pregnancy"),
            ("under-18", "Ask with a parent.", "under 18"),
            ("kidneys", "Ask your doctor first.", "with a kidney disease"),
            ("stones", "Ask your doctor first.", ""),
        )
    }
    yes = ("are pregnant", "are under 18", "have a kidney disease", "have kidney stones")
    facts = {name: Fact(name=name, question=f"{name}?", yes=said) for name, said in zip(rules, yes, strict=True)}
    text = leaflet(a_preset(safety=Safety(never_if=tuple(rules))), Setup(presets={}, facts=facts, rules=rules))
    assert beside(text, "Ask first or wait if") == (
        "you are pregnant, have a kidney disease or have kidney stones. Ask your doctor first. "
        "you are under 18. Ask with a parent."
    )


def test_when_to_stop_stands_apart_from_what_is_good_to_know() -> None:
    text = text_of(a_preset(warnings=("A rash: rinse it off.",)))
    assert beside(text, "When to stop") == "A rash: rinse it off."
    assert "When to stop" not in text_of(a_preset())


def test_what_has_no_source_stands_apart_and_says_so_once() -> None:
    text = text_of(a_preset(sources=("8 minutes: a label", "unsourced: two layers.")))
    assert section(text, "Sources") == ["  - 8 minutes: a label"]
    assert section(text, "Without a source") == ["  - Two layers."]


def test_a_preset_that_names_no_source_says_that_of_everything() -> None:
    text = text_of(a_preset(sources=("unsourced",)))
    assert section(text, "Without a source") == ["  - Everything here"]
    assert "\nSources\n" not in text


def test_a_summary_that_begins_with_a_number_is_no_numbered_step() -> None:
    text = text_of(a_preset(summary="4 minutes of gentle massage with your fingertips"), width=40)
    assert "\n4 minutes of gentle massage with your\nfingertips\n" in text


def test_the_first_screen_says_what_matters_before_it_is_used_and_sources_are_last() -> None:
    text = text_of(a_preset(safety=Safety(never_if=("egg-allergy",)), warnings=("A rash: rinse it off.",)))
    order = ["Do not use it if", "When to stop", "You need", "When, how long", "Steps", "Good to know", "Reminders"]
    order += ["About this leaflet", "Sources"]
    assert [text.index(title) for title in order] == sorted(text.index(title) for title in order)


def test_the_short_leaflet_is_the_first_screen_and_says_where_the_rest_is() -> None:
    preset = a_preset(safety=Safety(never_if=("egg-allergy",)), warnings=("A rash: rinse it off.",))
    first = " ".join(text_of(preset, short=True).split())
    assert first == (
        "A mask "
        "Do not use it if you are allergic to egg. "
        "When to stop A rash: rinse it off. and get help "
        "You need a brush When Fridays at 20:30. About 9 minutes of timed steps. "
        "Read what to do in each case: routine preset show mask"
    )


def test_a_condition_with_a_comma_of_its_own_is_told_from_the_next() -> None:
    """“a medicine that weakens it, have poor circulation” read aloud is one condition."""
    asked = {"immunity": "have a weak immune system, or a medicine that weakens it", "pregnant": "are pregnant"}
    facts = {name: Fact(name=name, question="?", yes=yes) for name, yes in asked.items()}
    rules = {name: replace(EGG, name=name, fact=name, level="block", fix="Ask first.") for name in asked}
    text = leaflet(a_preset(safety=Safety(never_if=tuple(rules))), Setup(presets={}, facts=facts, rules=rules))
    assert beside(text, "Ask first or wait if") == (
        "you have a weak immune system, or a medicine that weakens it, or if you are pregnant. Ask first."
    )


def test_in_short_those_who_share_a_verb_share_it_and_explanations_are_left_to_the_whole() -> None:
    asked = {
        "wound": "have open skin",
        "flare": "have a flare",
        "pregnant": "are pregnant",
        "nursing": "are nursing (breastfeeding)",
        "keloids": "tend to form keloids (raised scars)",
    }
    facts = {name: Fact(name=name, question="?", yes=yes) for name, yes in asked.items()}
    rules = {
        name: replace(EGG, name=name, fact=name, level="block", waits=name in ("wound", "flare")) for name in asked
    }
    text = leaflet(
        a_preset(safety=Safety(never_if=tuple(rules))), Setup(presets={}, facts=facts, rules=rules), short=True
    )
    assert "you have open skin or a flare.\n" in text
    assert "you are pregnant or nursing, or tend to form keloids.\n" in text


def test_on_a_narrow_screen_a_label_stands_above_what_it_says() -> None:
    text = text_of(a_preset(warnings=("A rash: rinse it off.",)), width=40)
    assert "When to stop and get help\n  A rash: rinse it off.\n" in text


def test_needs_with_commas_of_their_own_stand_one_a_line() -> None:
    assert beside(text_of(a_preset(needs=("a bowl", "a brush"))), "You need") == "a bowl, a brush"
    text = text_of(a_preset(needs=("powder, and water", "a brush")))
    assert "You need              powder, and water\n                      a brush\n" in text


def test_what_is_asked_only_after_another_yes_says_both() -> None:
    facts = {
        "m": Fact(name="m", question="Do you use minoxidil?", yes="use minoxidil"),
        "p": Fact(name="p", question="Are you pregnant?", yes="are pregnant"),
    }
    rule = replace(EGG, name="r", fact="p", only_if="m", level="block")
    text = leaflet(a_preset(safety=Safety(never_if=("r",))), Setup(presets={}, facts=facts, rules={"r": rule}))
    assert beside(text, "Ask first or wait if") == "you use minoxidil and are pregnant. Leave it off."
