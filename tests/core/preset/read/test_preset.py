"""Reading presets: what each key means, and that every fault is told, where it is and what is right instead."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routine.core.preset.model import Course, Cue, Fault, Nag, Preset, Sunscreen
from routine.core.preset.read.preset import read_preset
from routine.core.schedule.types import (
    AfterDone,
    AfterRoutine,
    Again,
    Base,
    Clock,
    CronDays,
    Cycle,
    EveryDay,
    EveryNDays,
    EveryNMonths,
    EveryNWeeks,
    MonthDays,
    NthWeekdays,
    Schedule,
    Weekdays,
)
from routine.core.when.duration import Duration
from routine.core.when.part_of_day import WINDOWS
from tests.preset_texts import bare, egg_mask, sunscreen
from tests.rows import each

NINE = 9 * 60
HOURS_2, DAYS_5 = Duration(seconds=7200), Duration(days=5)
EVERY_MONTH_DAY, EVERY_MONTH = tuple(range(1, 32)), tuple(range(1, 13))


def read(raw: dict[str, Any], preset_id: str = "stretch") -> Preset:
    preset, faults = read_preset(preset_id, raw)
    assert faults == ()
    assert preset is not None
    return preset


def faults_of(raw: dict[str, Any], preset_id: str = "stretch") -> dict[str, Fault]:
    preset, faults = read_preset(preset_id, raw)
    assert preset is None
    return {".".join(fault.key): fault for fault in faults}


def schedule(body: str) -> Schedule:
    return read(bare(f"[schedule]\n{body}")).schedule


def test_the_egg_mask_reads_as_it_is_written() -> None:
    mask = read(egg_mask(), "egg-mask")

    assert (mask.id, mask.title, mask.kind) == ("egg-mask", "Egg white mask", "mask")
    assert mask.schedule == Schedule(Clock((20 * 60 + 30,), Weekdays((4,))))
    assert mask.remind.nag == Nag(Duration(seconds=600), 3)
    assert mask.remind.window == WINDOWS["evening"]
    assert mask.safety.apart == (("retinoid", Duration(days=1)), ("aha", Duration(days=1)))
    assert [step.id for step in mask.steps] == ["cleanse", "first-layer", "lie-flat", "remove"]
    assert mask.steps[2].cues == (Cue("half", "Half way. Keep the face still."),)
    assert (mask.steps[2].timer, mask.steps[2].music) == (Duration(seconds=480), True)


def test_a_preset_needs_only_format_title_kind_and_a_schedule() -> None:
    small = read(bare('[schedule]\nat = "9:00"'))

    assert (small.steps, small.summary, small.sources) == ((), "", ("unsourced",))


@each(
    ("body", "base"),
    [
        ('at = "9:00"', Clock((NINE,))),
        ("at = 09:00:00", Clock((NINE,))),
        ('at = ["8 am", "9.00", "8:30 pm", "noon"]', Clock((480, NINE, 720, 1230))),
        ('at = ["20:30", "09:00", "9:00"]', Clock((NINE, 1230))),
        ('at = "9:00"\non = "weekdays"', Clock((NINE,), Weekdays((0, 1, 2, 3, 4)))),
        ('at = "9:00"\non = ["weekends", "Friday"]', Clock((NINE,), Weekdays((4, 5, 6)))),
        ('at = "9:00"\non = ["2nd tue", "last fri"]', Clock((NINE,), NthWeekdays(((2, 1), (-1, 4))))),
        ('at = "9:00"\nevery = "1 day"', Clock((NINE,), EveryDay())),
        ('at = "9:00"\nevery = "2 days"', Clock((NINE,), EveryNDays(2))),
        ('at = "9:00"\nevery = "2 weeks"', Clock((NINE,), EveryNWeeks(2))),
        ('at = "9:00"\nevery = "2 weeks"\non = ["mon", "thu"]', Clock((NINE,), EveryNWeeks(2, (0, 3)))),
        ('at = "9:00"\nevery = "month"', Clock((NINE,), EveryNMonths(1))),
        ('at = "9:00"\ndays = [15, -1, 1]', Clock((NINE,), MonthDays((1, 15, -1)))),
        ('at = "9:00"\ncycle = { on = 5, off = "2 days" }', Clock((NINE,), cycle=Cycle(5, 2))),
        (
            'at = "9:00"\nfrom = 2026-01-01\nuntil = "2026-02-01"\ncount = 3',
            Clock((NINE,), first=date(2026, 1, 1), until=date(2026, 2, 1), count=3),
        ),
        ('window = { from = "09:00", until = "13:00", every = "2h" }', Clock((540, 660, 780))),
        ('window = { from = "21:00", until = "02:00", every = "2h" }', Clock((1260, 1380, 1500))),
        ('after_done = "5 days"\nat = "20:30"', AfterDone(DAYS_5, 1230)),
        ('after_done = "2h"', AfterDone(HOURS_2)),
        ('after = { routine = "spf", wait = "2h" }', AfterRoutine("spf", HOURS_2)),
    ],
)
def test_every_way_to_say_when(body: str, base: Base) -> None:
    assert schedule(body).base == base


@pytest.mark.parametrize(
    ("line", "times", "days"),
    [
        ("0 9 * * 1", (NINE,), CronDays(EVERY_MONTH_DAY, EVERY_MONTH, (0,), either=False)),
        ("0 9 * * 0", (NINE,), CronDays(EVERY_MONTH_DAY, EVERY_MONTH, (6,), either=False)),
        ("0 9 * * 7", (NINE,), CronDays(EVERY_MONTH_DAY, EVERY_MONTH, (6,), either=False)),
        ("0 9 * * fri-sun", (NINE,), CronDays(EVERY_MONTH_DAY, EVERY_MONTH, (4, 5, 6), either=False)),
        ("0 9 1,15 jan-mar/2 *", (NINE,), CronDays((1, 15), (1, 3), tuple(range(7)), either=False)),
        ("*/30 9-10 13 * fri", (540, 570, 600, 630), CronDays((13,), EVERY_MONTH, (4,), either=True)),
        ("0 9 31 2 fri", (NINE,), CronDays((31,), (2,), (4,), either=True)),
    ],
)
def test_cron_lines_count_monday_as_one(line: str, times: tuple[int, ...], days: CronDays) -> None:
    assert schedule(f'cron = "{line}"').base == Clock(times, days)


def test_a_zone_and_a_chain_go_with_clock_times() -> None:
    found = schedule('at="8:00"\nzone="Europe/Berlin"\nagain={every="2h", from="08:00", until="18:00"}')

    assert found == Schedule(Clock((480,)), Again(HOURS_2, 480, 1080), "Europe/Berlin")


@each(
    ("body", "key", "says"),
    [
        ('on = "fri"', "schedule", 'for example: at = ["20:30"]'),
        ("at = []", "schedule.at", "is empty"),
        ("at = 8", "schedule.at", "“8” is not a time"),
        ('at = ["20:30", "25:00"]', "schedule.at.2", "“25:00” is not a time"),
        ('at = "8"', "schedule.at", "00:00 to 23:59"),
        ('at = "13pm"', "schedule.at", "00:00 to 23:59"),
        ('at = "9:00"\non = "frday"', "schedule.on", "Did you mean “friday”?"),
        ('at = "9:00"\non = ["2nd tue", "fri"]', "schedule.on", "does not go with plain weekdays"),
        ('at = "9:00"\nonn = "fri"', "schedule.onn", "Did you mean “on”?"),
        ('at = "9:00"\nevery = "2h"', "schedule.every", "use window"),
        ('at = "9:00"\nevery = "2 days"\non = "fri"', "schedule.on", "only for weeks"),
        ('at = "9:00"\nevery = "0 days"', "schedule.every", "is not possible here"),
        ('at = "9:00"\ndays = [0]', "schedule.days.1", "last day is -1"),
        ('at = "9:00"\ndays = [1]\non = "fri"', "schedule.on", "does not go with “days”"),
        ('at = "9:00"\ncron = "0 9 * * 1"', "schedule.at", "does not go with “cron”"),
        ('cron = "0 9 * *"', "schedule.cron", "5 fields, not 4"),
        ('cron = "0 24 * * 1"', "schedule.cron", "“24” does not fit the hour"),
        ('cron = "0 9 * * 8"', "schedule.cron", "does not fit the weekday"),
        ('cron = "0 9 31 2,4 *"', "schedule.cron", "a day that its months do not have"),
        ('cron = "0 9 * * 5-1"', "schedule.cron", "“5-1” does not fit"),
        ('cron = "@daily"', "schedule.cron", "5 fields, not 1"),
        ('at = "9:00"\nzone = "Europe/Berln"', "schedule.zone", "Did you mean “Europe/Berlin”?"),
        ('at = "9:00"\nzone = "../../etc/passwd"', "schedule.zone", "There is no time zone"),
        ('at = "9:00"\nfrom = 2026-02-01\nuntil = 2026-01-01', "schedule.until", "before it begins"),
        ('at = "9:00"\nfrom = 2026-02-03T10:00:00', "schedule.from", "needs a date"),
        ('at = "9:00"\ncount = 0', "schedule.count", "is not possible here"),
        ('at = "9:00"\ncount = true', "schedule.count", "needs a whole number, not true"),
        ('at = "9:00"\ncycle = { on = 5 }', "schedule.cycle.off", "is missing"),
        ('at = ["9:00", "10:00"]\nafter_done = "5 days"', "schedule.at", "Only one time"),
        ('after = { routine = "spf", wait = "1h" }\non = "fri"', "schedule.on", "does not go with “after”"),
        ('after = { routine = "stretch", wait = "1h" }', "schedule.after.routine", "cannot come after itself"),
        ('window = { from = "9:00", until = "9:00", every = "2h" }', "schedule.window", "same time"),
        ('window = { from = "9:00", until = "19:00", every = "90s" }', "schedule.window.every", "whole number"),
        ('window = { from = "9:00", until = "19:00", every = "2 days" }', "schedule.window.every", "too long"),
    ],
)
def test_schedules_that_cannot_be_meant(body: str, key: str, says: str) -> None:
    fault = faults_of(bare(f"[schedule]\n{body}"))[key]

    assert says in f"{fault.message} | {fault.hint}"


@each(
    ("path", "value", "says"),
    [
        ("format", 2, "does not know format 2"),
        ("title", "  ", "is empty"),
        ("kind", "maks", "Did you mean “mask”?"),
        ("titel", "x", "Did you mean “title”?"),
        ("needs", "egg", '["egg"]'),
        ("contains", ["Egg White"], "egg-white"),
        ("starter", "yes", "true or false"),
        ("remind", "often", "needs a table"),
        ("remind.window", "evning", "Did you mean “evening”?"),
        ("remind.window", "17:00-17:00", "same time"),
        ("remind.late", 2, "“2” has no unit"),
        ("remind.late", "0m", "not longer than zero"),
        ("remind.nag", {"every": "10m"}, "is missing"),
        ("remind.nag.times", 0, "Use 1 to 50"),
        ("safety.min_gap", "five days", "is not a length of time"),
        ("safety.longest_on_skin", "2 days", "too long here"),
        ("safety.longest_on_skin", "9m", "The limit is 9 minutes"),
        ("safety.apart.retinoid", "soon", "is not a length of time"),
        ("safety.never_if", ["egg-allergy", 3], "not the number 3"),
        ("dose", {"amount": 5, "unit": "grms"}, "does not know the unit"),
        ("dose", {"amount": 5, "unit": "iu"}, "Did you mean “IU”?"),
        ("dose", {"amount": 0, "unit": "g"}, "is not an amount"),
        ("dose", {"amount": float("nan"), "unit": "g"}, "is not an amount"),
        ("course.length", "0 weeks", "not longer than zero"),
        ("steps.Lie Flat", {"say": "x"}, "| lie-flat"),
        ("steps.cleanse", "x", "needs a table"),
        ("steps.lie-flat.timmer", "8m", "Did you mean “timer”?"),
        ("steps.lie-flat.timer", "0s", "not longer than zero"),
        ("steps.lie-flat.timer", 8, "“8” has no unit"),
        ("steps.lie-flat.posture", "lieflat", "Did you mean “lie-flat”?"),
        ("steps.lie-flat.cues", [{"at": "9m", "say": "x"}], "outside the step, which takes 8m"),
        ("steps.lie-flat.cues", [{"at": "8m left", "say": "x"}], "outside the step, which takes 8m"),
        ("steps.lie-flat.cues", [{"at": "later", "say": "x"}], "2m left"),
        ("steps.cleanse.cues", [{"at": "half", "say": "x"}], "needs the step's timer"),
        ("steps.cleanse.hands", "busy", "cannot press a key"),
        ("steps.cleanse.on_skin", "end", "Nothing is on the skin yet"),
        ("steps.cleanse.on_skin", "start", "already"),
        ("steps.remove.on_skin", "start", "already"),
        ("steps.lie-flat.before", "remove", "extends another preset"),
        ("extends", "spf", "extends another preset"),
    ],
)
def test_keys_that_cannot_be_meant(path: str, value: object, says: str) -> None:
    raw = egg_mask()
    *tables, last = path.split(".")
    here = raw
    for name in tables:
        here = here.setdefault(name, {})
    here[last] = value

    preset, faults = read_preset("egg-mask", raw)

    assert preset is None
    assert any(says in f"{fault.message} | {fault.hint} | {fault.example}" for fault in faults)


def test_what_goes_on_the_skin_must_come_off() -> None:
    raw = egg_mask()
    del raw["steps"]["remove"]

    assert "No step takes it off" in faults_of(raw)["steps.first-layer.on_skin"].message


def test_a_course_has_a_length_or_as_many_times_as_its_schedule_counts() -> None:
    counted = read(bare('[schedule]\nafter_done = "3 days"\ncount = 12\n[course]\nrest = "3 months"'))
    assert counted.course == Course(None, Duration(months=3))
    fault = faults_of(bare('[schedule]\nat = ["09:00"]\n[course]\nrest = "3 months"'))["course.length"]
    assert "count = 12" in f"{fault.hint}"


def test_how_long_ahead_is_a_length_of_minutes_or_hours() -> None:
    body = '[schedule]\nat = ["09:00"]\n[remind]\nahead = '
    assert read(bare(body + '"30m"')).remind.ahead == Duration(seconds=1800)
    assert "remind.ahead" in faults_of(bare(body + '"1 day"'))


def test_every_fault_is_told_at_once() -> None:
    raw = egg_mask()
    raw["title"], raw["knid"], raw["schedule"]["at"] = 3, "mask", ["8 o'clock"]
    raw["remind"]["nag"]["times"], raw["steps"]["cleanse"]["say"] = "many", ""
    del raw["format"], raw["steps"]["remove"]["say"]

    assert set(faults_of(raw)) == {
        *("format", "title", "knid", "schedule.at.1", "remind.nag.times", "steps.cleanse.say", "steps.remove.say"),
    }


def test_a_name_that_is_no_name_is_a_fault_of_the_file() -> None:
    preset, faults = read_preset("../Egg", egg_mask())

    assert preset is None
    assert faults[0].key == ()


def test_a_text_of_ten_thousand_characters_is_fine() -> None:
    raw = egg_mask()
    raw["summary"] = "é" * 10_001

    assert len(read(raw).summary) == 10_001


def test_messages_stay_short_and_plain_whatever_the_file_says() -> None:
    raw = egg_mask()
    raw["kind"], raw["x" * 5000], raw["\x1b[2J"] = "\x1b]0;" + "k" * 9000, 1, 10**5000

    for fault in faults_of(raw).values():
        assert len(fault.message) < 300
        assert fault.message.isprintable()


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.dates()
    | st.datetimes()
    | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, inner in pairs for found in _paths(inner, (*path, key)))]


SEED = egg_mask() | {
    "dose": {"amount": 5, "unit": "g"},
    "course": {"length": "8 weeks"},
    "schedule": {
        "at": ["20:30"], "on": ["fri"], "every": "2 weeks", "cycle": {"on": 5, "off": 2}, "count": 3, "days": [1],
        "cron": "0 9 * * 1", "from": date(2026, 1, 1), "until": date(2026, 2, 1), "zone": "UTC", "after_done": "5 days",
        "window": {"from": "09:00", "until": "12:00", "every": "1h"}, "after": {"routine": "spf", "wait": "1h"},
        "again": {"every": "2h", "from": "08:00", "until": "18:00"},
    },
}  # fmt: skip


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_reading_never_raises_whatever_stands_at_a_key(data: st.DataObject) -> None:
    raw = copy.deepcopy(SEED)
    for key in data.draw(st.sets(st.sampled_from(sorted(raw["schedule"])))):
        del raw["schedule"][key]
    for path in data.draw(st.lists(st.sampled_from([p for p in _paths(raw) if p]), max_size=3)):
        here: Any = raw
        try:
            for part in path[:-1]:
                here = here[part]
            here[path[-1]] = data.draw(VALUES)
        except (KeyError, IndexError, TypeError):
            continue

    preset, faults = read_preset("any", raw)
    assert (preset is None) == bool(faults)


@given(st.dictionaries(st.text(max_size=8), VALUES))
def test_reading_never_raises_for_any_tables(raw: dict[str, Any]) -> None:
    assert read_preset("any", raw)[0] is None


# --- sunscreen -------------------------------------------------------------------------------------------------------


def test_a_sunscreen_says_its_spf_and_its_water_resistance() -> None:
    preset = read(sunscreen())
    assert preset.sun == Sunscreen(50, Duration(seconds=80 * 60))
    assert preset.schedule.again == Again(HOURS_2, 480, 1080, 3)


def test_an_spf_under_30_is_refused_with_the_reason_and_its_source() -> None:
    fault = faults_of(sunscreen("spf = 50", "spf = 29"))["sun.spf"]
    assert "SPF 29 is too low" in fault.message
    assert "Cancer Council" in fault.message
    assert read(sunscreen("spf = 50", "spf = 30")).sun


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("spf = 50", "spf = 20.5", "sun.spf"),
        ("spf = 50\n", "", "sun.spf"),
        ('"80m"', '"3h"', "sun.water_resistance"),
        ('"80m"', '"waterproof"', "sun.water_resistance"),
        ("uv = 3", "uv = 0", "schedule.again.uv"),
        ('kind = "sun"', 'kind = "habit"', "sun"),
    ],
)
def test_what_a_sunscreen_cannot_say_is_told(old: str, new: str, key: str) -> None:
    assert key in faults_of(sunscreen(old, new))
