"""Presets and their schedules in words."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import msgspec
import pytest

from routine.core.config.rules import Rule
from routine.core.config.setup import Setup
from routine.core.notices.wanted import notice_body
from routine.core.preset.model import Course, Dose, Nag, Preset, Remind, Safety, Step
from routine.core.preset.read.cron import parse_cron
from routine.core.preset.read.preset import read_preset
from routine.core.preset.read.steps import POSTURES
from routine.core.preset.words import dose_words
from routine.core.schedule.types import (
    AfterDone,
    AfterRoutine,
    Again,
    Base,
    Clock,
    CronDays,
    Cycle,
    EveryNDays,
    EveryNMonths,
    EveryNWeeks,
    MonthDays,
    NthWeekdays,
    Schedule,
    Weekdays,
)
from routine.core.schedule.words import schedule_words
from routine.core.views.leaflet import leaflet
from routine.core.when.duration import Duration
from routine.core.when.part_of_day import WINDOWS

MORNING = (480,)
MONTH, YEAR, WEEK = tuple(range(1, 32)), tuple(range(1, 13)), tuple(range(7))
MINUTE = Duration(seconds=60)
EVERY_TYPE = [
    (Clock(MORNING), "Every day at 08:00"),
    (Clock((480, 1230)), "Every day at 08:00 and 20:30"),
    (Clock(MORNING, Weekdays((4,))), "Fridays at 08:00"),
    (Clock(MORNING, Weekdays((0, 3))), "Mondays and Thursdays at 08:00"),
    (Clock(MORNING, Weekdays((0, 1, 2, 3, 4))), "Monday to Friday at 08:00"),
    (Clock(MORNING, Weekdays(WEEK)), "Every day at 08:00"),
    (Clock(MORNING, NthWeekdays(((2, 1), (-1, 4)))), "The second Tuesday and the last Friday of each month at 08:00"),
    (Clock(MORNING, EveryNDays(1)), "Every day at 08:00"),
    (Clock(MORNING, EveryNDays(2)), "Every other day at 08:00"),
    (Clock(MORNING, EveryNDays(3)), "Every 3 days at 08:00"),
    (Clock(MORNING, EveryNWeeks(2)), "Every other week at 08:00"),
    (Clock(MORNING, EveryNWeeks(3, (0, 4))), "Every 3 weeks on Monday and Friday at 08:00"),
    (Clock(MORNING, EveryNMonths(1)), "Every month at 08:00"),
    (Clock(MORNING, EveryNMonths(3)), "Every 3 months at 08:00"),
    (Clock(MORNING, MonthDays((1,))), "On day 1 of each month at 08:00"),
    (Clock(MORNING, MonthDays((1, 15, -1))), "On days 1 and 15 and the last day of each month at 08:00"),
    (Clock(MORNING, MonthDays((-2,))), "On the last but one day of each month at 08:00"),
    (Clock(MORNING, CronDays(MONTH, YEAR, WEEK, False)), "Every day at 08:00"),
    (Clock(MORNING, CronDays(MONTH, YEAR, (0,), False)), "Mondays at 08:00"),
    (Clock(MORNING, CronDays((1,), (1, 7), WEEK, False)), "On day 1 of the month in January and July at 08:00"),
    (Clock(MORNING, CronDays((1,), YEAR, (0,), True)), "On day 1 of the month or Mondays at 08:00"),
    (Clock(MORNING, CronDays((13,), YEAR, (4,), False)), "On day 13 of the month where that falls on Fridays at 08:00"),
    (Clock(tuple(range(480, 1081, 120))), "Every 2 hours from 08:00 to 18:00"),
    (Clock(tuple(range(480, 1081, 60)), Weekdays((4,))), "Fridays every hour from 08:00 to 18:00"),
    (Clock((0, 20, 60, 80, 120, 140, 180, 200, 240)), "Every day 9 times from 00:00 to 04:00"),
    (Clock((1470,)), "Every day at 00:30 in the night after"),
    (Clock((1440,)), "Every day at 24:00"),
    (Clock(MORNING, cycle=Cycle(21, 7)), "Every day at 08:00, 21 days on and 7 days off"),
    (Clock(MORNING, first=date(2027, 1, 5), until=date(2027, 2, 1)), "Every day at 08:00, from 5 January 2027, until 1 "
     "February 2027"),
    (Clock(MORNING, count=10), "Every day at 08:00, 10 times in all"),
    (AfterDone(Duration(days=56), at=1230), "8 weeks after it was last done, at 20:30"),
    (AfterDone(Duration(days=3), count=4), "3 days after it was last done, at the same time of day, 4 times in all"),
    (AfterDone(Duration(days=1), count=1), "Once, as soon as it is enabled"),
    (AfterDone(Duration(days=1), at=1230, count=1), "Once, at 20:30"),
    (AfterDone(Duration(seconds=5400)), "1 hour 30 minutes after it was last done"),
    (AfterRoutine("egg-mask", Duration(days=1), 480), "1 day after egg-mask was done, at 08:00"),
]  # fmt: skip


@pytest.mark.parametrize(("base", "words"), EVERY_TYPE, ids=[words for _, words in EVERY_TYPE])
def test_each_type_of_schedule_has_its_words(base: Base, words: str) -> None:
    assert schedule_words(Schedule(base)) == words


def test_what_hangs_on_an_answer_and_a_pinned_zone_are_said() -> None:
    again = Again(Duration(seconds=7200), 480, 1080)
    words = schedule_words(Schedule(Clock(MORNING), again, "Asia/Tokyo"))
    assert words == "Every day at 08:00; once done, again 2 hours later, between 08:00 and 18:00 (Asia/Tokyo time)"


STEPS = (
    Step(id="cleanse", say="Wash your face."),
    Step(id="layer", say="Brush on a layer.", auto=MINUTE, hands="busy"),
    Step(id="lie", say="Lie flat.", posture="lie-flat", timer=Duration(seconds=480), lead_in=Duration(seconds=20)),
)
EGG = Rule(
    name="egg-allergy", fact="egg-allergy", level="final", why="It is egg.", fix="Leave it off.", source="a label"
)


def a_preset(**changes: Any) -> Preset:
    """A mask; any key can be given another value."""
    mask = Preset(
        id="mask",
        title="A mask",
        kind="mask",
        summary="A film that dries.",
        schedule=Schedule(Clock((1230,), Weekdays((4,)))),
        steps=STEPS,
        sources=("8 minutes: a label",),
        needs=("a brush",),
        notes=("The effect is temporary.",),
    )
    return msgspec.structs.replace(mask, **changes)


def text_of(preset: Preset, **how: Any) -> str:
    return leaflet(preset, Setup(presets={}, rules={"egg-allergy": EGG}), **how)


def section(text: str, title: str) -> list[str]:
    """The lines under a section's title."""
    return text.split(f"\n{title}\n", 1)[1].split("\n\n", 1)[0].strip("\n").split("\n")


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


def test_a_notice_body_numbers_the_steps() -> None:
    assert notice_body(a_preset()) == (
        "1. Wash your face.\n2. Brush on a layer. (1 minute)\n3. Lie flat. (8 minutes, lying flat)"
    )


def test_a_single_step_has_no_number() -> None:
    assert notice_body(a_preset(steps=STEPS[:1])) == "Wash your face."


def test_a_step_cannot_forge_another_line() -> None:
    assert "\n" not in notice_body(a_preset(steps=(Step(id="x", say="Wash.\n2. Drink it."),)))


def test_a_notice_body_begins_with_the_dose_and_ends_with_the_note() -> None:
    body = notice_body(a_preset(steps=STEPS[:1], dose=Dose(5, "g")), note="Week 3 of 12.")
    assert body == "Take 5 g.\nWash your face.\nWeek 3 of 12."


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        (Dose(5, "g"), "Take 5 g"),
        (Dose(2.5, "mg"), "Take 2.5 mg"),
        (Dose(500, "mg", with_food=True), "Take 500 mg with food"),
        (Dose(500, "mg", with_food=False), "Take 500 mg on an empty stomach"),
    ],
)
def test_a_dose_is_said_as_it_is_taken(dose: Dose, words: str) -> None:
    assert dose_words(dose) == words


def test_every_posture_has_its_words() -> None:
    for posture in POSTURES:
        body = notice_body(a_preset(steps=(Step(id="x", say="Rest.", posture=posture),)))
        assert body.startswith("Rest. (")
        assert "-" not in body


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("0 9 * * 1", "Mondays at 09:00"),
        ("30 20 * * 1-5", "Monday to Friday at 20:30"),
        ("0 9 * * 0", "Sundays at 09:00"),
        ("0 9 * * *", "Every day at 09:00"),
        ("0 9 1 */3 *", "On day 1 of the month in January, April, July and October at 09:00"),
        ("0 9 13 * 5", "On day 13 of the month or Fridays at 09:00"),
        ("*/15 9-17 * * *", "Every 15 minutes from 09:00 to 17:45"),
        ("0,20 9-17 * * *", "Every day 18 times from 09:00 to 17:20"),
    ],
)
def test_a_cron_line_is_said_as_people_would(line: str, words: str) -> None:
    times, days = parse_cron(line)
    assert schedule_words(Schedule(Clock(times, days))) == words


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


def a_series(text: str) -> str:
    """The leaflet of a series of visits."""
    found, faults = read_preset("visits", tomllib.loads(f'format = 1\ntitle = "V"\nkind = "visit"\n[series]\n{text}'))
    assert (faults, found is None) == ((), False)
    assert found is not None
    return text_of(found)


def test_what_falls_on_one_moment_before_a_visit_stands_together() -> None:
    text = a_series(
        '[before.a]\nsay = "No peel."\nahead = "7 days"\n[before.b]\nsay = "No mask."\nahead = "7 days"\n'
        '[before.c]\nsay = "Today."\nahead = "3h"\n'
    )
    assert section(text, "Before each visit") == [
        "  - 7 days before:",
        "    - No peel.",
        "    - No mask.",
        "  - 3 hours before: Today.",
    ]


def test_after_care_is_said_in_the_order_in_which_it_comes() -> None:
    text = a_series(
        '[after.late]\nsay = "Ask."\nfrom = "7 days"\n[after.sun]\nsay = "Shade."\nfor = "7 days"\n'
        '[after.soon]\nsay = "Up again."\nfrom = "4h"\n'
    )
    assert section(text, "After each visit") == [
        "  - 4 hours after: Up again.",
        "  - From 1 day after, for 7 days: Shade.",
        "  - 7 days after: Ask.",
    ]


def test_a_visit_puts_the_clinic_before_everything() -> None:
    assert "What your clinic says comes before everything here" in a_series("")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["  - When you book it.", "  - Your clinic says how many visits and how far apart."]),
        ("sessions = 3\n", ["  - When you book it: 3 visits.", "  - Your clinic says how far apart."]),
        ("sessions = 1\n", ["  - When you book it: 1 visit."]),
        ('sessions = 3\napart = "4 weeks"\n', ["  - When you book it: 3 visits, 4 weeks apart."]),
    ],
)
def test_what_only_the_clinic_can_say_is_said_to_be_so(text: str, words: list[str]) -> None:
    found = section(a_series(text), "When")
    assert [line.replace("at least ", "") for line in found] == words


def test_a_summary_that_begins_with_a_number_is_no_numbered_step() -> None:
    text = text_of(a_preset(summary="4 minutes of gentle massage with your fingertips"), width=40)
    assert "\n4 minutes of gentle massage with your\nfingertips\n" in text
