"""The leaflet of a preset: when, how, how long, who must not, and where all of it comes from."""

from __future__ import annotations

from typing import Any

import pytest

from routine.core.config.rules import Rule
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
from tests.core.views.leaflets import STEPS, a_preset, section, text_of


def test_a_leaflet_begins_with_the_title_and_the_summary() -> None:
    assert text_of(a_preset()).startswith("A mask\n======\n\nA film that dries.\n")


def test_a_leaflet_numbers_the_steps_with_their_minutes_and_posture() -> None:
    assert section(text_of(a_preset()), "How") == [
        "  1. Wash your face.",
        "  2. Brush on a layer. (1 minute)",
        "  3. Lie flat. (8 minutes, lying flat)",
    ]


def test_a_leaflet_says_that_a_word_comes_ahead() -> None:
    lines = section(text_of(a_preset(remind=Remind(ahead=Duration(seconds=1800)))), "When")
    assert lines[1] == "  - 30 minutes before, a notice says what you need."


def test_a_leaflet_says_when_and_how_the_reminder_behaves() -> None:
    remind = Remind(window=WINDOWS["evening"], nag=Nag(Duration(seconds=600), 3))
    text = text_of(a_preset(remind=remind))
    assert section(text, "When") == ["  - Fridays at 20:30."]
    lines = section(text, "How its reminders behave")
    assert lines[0] == "  - Reminders come only between 17:00 and 24:00."
    assert lines[1] == "  - Without an answer it reminds again after 10 minutes, up to 3 times."
    assert lines[2] == "  - It is shown at most 2 hours late; without an answer for 4 hours it counts as"


def test_a_leaflet_says_how_long_it_takes_and_stays_on() -> None:
    lines = section(text_of(a_preset(safety=Safety(longest_on_skin=Duration(seconds=900)))), "How long")
    assert lines[0] == "  - About 9 minutes of timed steps, and the time around them."
    assert lines[1] == "  - At most 15 minutes on the skin."


def test_a_leaflet_says_dose_and_course() -> None:
    preset = a_preset(steps=STEPS[:1], dose=Dose(5, "g"), course=Course(Duration(days=84)))
    assert section(text_of(preset), "How long") == [
        "  - Take 5 g each time.",
        "  - A course of 12 weeks; the break after it is yours to set.",
    ]


def test_a_course_of_times_says_how_many() -> None:
    chain = Schedule(AfterDone(Duration(days=3), at=1230, count=12))
    lines = section(text_of(a_preset(schedule=chain, course=Course(rest=Duration(months=3)))), "How long")
    words = " ".join(line.strip(" -") for line in lines)
    assert words.endswith("A course of 12 times, then a break of 3 months. Then you are asked whether to begin again.")


def test_a_course_with_a_known_break_says_it() -> None:
    text = text_of(a_preset(course=Course(Duration(days=84), Duration(days=28))))
    assert "A course of 12 weeks, then a break of 4 weeks." in text


def test_a_leaflet_says_who_must_not_with_reason_and_source() -> None:
    text = text_of(a_preset(safety=Safety(never_if=("egg-allergy",))))
    assert section(text, "Who must not use it") == ["  - It is egg. Leave it off."]
    assert "  - a label" in section(text, "Sources")


@pytest.mark.parametrize(
    ("level", "title"),
    [
        ("block", "Who asks first, or waits: until then it stays off"),
        ("warn", "Good to know"),
        ("note", "Good to know"),
    ],
)
def test_how_serious_it_is_is_said_by_where_it_stands(level: Any, title: str) -> None:
    rule = Rule(name="r", fact="f", level=level, why="Why.", fix="Fix.", source="a label")
    text = leaflet(a_preset(safety=Safety(never_if=("r",))), Setup(presets={}, rules={"r": rule}))
    assert "  - Why. Fix." in section(text, title)
    assert "Who must not use it" not in text


def test_a_source_that_several_rules_share_is_named_once() -> None:
    rules = {n: Rule(name=n, fact=n, level="block", why=n, fix="", source="a label") for n in ("a", "b")}
    text = leaflet(a_preset(safety=Safety(never_if=("a", "b"))), Setup(presets={}, rules=rules))
    assert section(text, "Sources").count("  - a label") == 1


def test_a_rule_that_is_not_known_is_named_in_the_leaflet() -> None:
    assert "“eg-allergy”: an unknown rule." in text_of(a_preset(safety=Safety(never_if=("eg-allergy",))))


def test_a_leaflet_says_the_gaps_to_itself_and_to_others() -> None:
    day = Duration(days=1)
    safety = Safety(min_gap=Duration(days=5), apart=(("retinoid", day), ("aha", day), ("peel", Duration(days=7))))
    lines = section(text_of(a_preset(safety=safety, notes=())), "Good to know")
    assert lines[0] == "  - At least 5 days from one time to the next."
    assert lines[1] == "  - Keep at least 1 day between this and: a retinoid, an acid (AHA)."
    assert lines[2] == "  - Keep at least 7 days between this and: a peel."


def test_every_leaflet_says_that_it_is_no_medical_advice() -> None:
    text = " ".join(text_of(a_preset(notes=())).split())
    assert "it gives no medical advice" in text
    assert "Your clinic's instructions and a product's label come before this text." in text


def test_a_leaflet_lists_your_changes_only_where_there_are_some() -> None:
    assert "Your changes" not in text_of(a_preset())
    assert section(text_of(a_preset(), changes=("schedule.at = 21:00",)), "Your changes") == ["  - schedule.at = 21:00"]


def test_a_leaflet_lists_needs_and_sources() -> None:
    text = text_of(a_preset())
    assert section(text, "You need") == ["  - a brush"]
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
    text = leaflet(a_preset(safety=Safety(never_if=tuple(rules))), Setup(presets={}, rules=rules))
    assert section(text, "Who asks first, or waits: until then it stays off") == [
        "  - In pregnancy, or with a kidney disease: ask your doctor first.",
        "  - Under 18: ask with a parent.",
        "  - Why stones. Ask your doctor first.",
    ]


def test_when_to_stop_stands_apart_from_what_is_good_to_know() -> None:
    text = text_of(a_preset(warnings=("A rash: rinse it off.",)))
    assert section(text, "When to stop and get help") == ["  - A rash: rinse it off."]
    assert "When to stop" not in text_of(a_preset())


def test_what_has_no_source_stands_apart_and_says_so_once() -> None:
    text = text_of(a_preset(sources=("8 minutes: a label", "unsourced: two layers.")))
    assert section(text, "Sources") == ["  - 8 minutes: a label"]
    assert section(text, "Unsourced: common practice, caution, or our own choice") == ["  - Two layers."]


def test_a_preset_that_names_no_source_says_that_of_everything() -> None:
    text = text_of(a_preset(sources=("unsourced",)))
    assert section(text, "Unsourced: common practice, caution, or our own choice") == ["  - Everything here"]
    assert "\nSources\n" not in text


def test_a_summary_that_begins_with_a_number_is_no_numbered_step() -> None:
    text = text_of(a_preset(summary="4 minutes of gentle massage with your fingertips"), width=40)
    assert "\n4 minutes of gentle massage with your\nfingertips\n" in text
