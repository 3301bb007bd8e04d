"""[series], [before] and [after] as files say them: what they mean, and what cannot be meant."""

from __future__ import annotations

import tomllib
from typing import Any

from jsonschema import Draft202012Validator

from routine.core.config.setup import Setup
from routine.core.preset.json_schema import schema
from routine.core.preset.model import Preset
from routine.core.preset.overlay import merge
from routine.core.preset.read.preset import read_preset
from routine.core.schedule.visit_series import After, Before, Visits
from routine.core.schedule.words import schedule_words
from routine.core.views.leaflet import leaflet
from tests.builders import lasting
from tests.rows import each

HEAD = 'format = 1\ntitle = "A visit"\nkind = "visit"\n'
WHOLE = """
[series]
sessions = [3, 4]
apart = ["4 weeks", "6 weeks"]
effect = "24 months"
ask_at = "20:00"
[before.peels]
say = "No peels."
ahead = "7 days"
at = "18:00"
[after.massage]
say = "Massage."
for = "5 days"
at = ["09:00", "21:00"]
if_asked = true
[after.ice]
say = "Cool it."
from = "4h"
[after.look]
say = "The clinic looks at it."
from = "3 months"
follow_up = true
"""


def raw(body: str, head: str = HEAD) -> dict[str, Any]:
    return tomllib.loads(head + body)


def read(body: str) -> Preset:
    found, faults = read_preset("visit", raw(body))
    assert not faults
    assert found is not None
    return found


def test_a_series_says_how_many_how_far_apart_and_what_to_do_around_each() -> None:
    assert read(WHOLE).schedule.base == Visits(
        sessions=(3, 4),
        apart=(lasting("4 weeks"), lasting("6 weeks")),
        effect=(lasting("24 months"), lasting("24 months")),
        ask_at=20 * 60,
        before=(Before(id="peels", say="No peels.", ahead=lasting("7 days"), at=18 * 60),),
        after=(
            After(id="massage", say="Massage.", span=lasting("5 days"), at=(540, 1260), if_asked=True),
            After(id="ice", say="Cool it.", wait=lasting("4h")),
            After(id="look", say="The clinic looks at it.", wait=lasting("3 months"), follow_up=True),
        ),
    )


def test_a_series_that_leaves_all_to_the_clinic_needs_nothing_else() -> None:
    """And one length from visit to visit is the least."""
    assert read("[series]").schedule.base == Visits()
    assert read('[series]\napart = "4 weeks"').schedule.base == Visits(apart=(lasting("4 weeks"), None))


def test_reminders_of_a_visit_are_shown_a_day_late_and_wait_half_a_day() -> None:
    """What differs between presets is data; how they behave is shared."""
    assert read("[series]").remind.late == lasting("1 day")
    assert read("[series]").remind.expires == lasting("12h")
    assert read('[series]\n[remind]\nlate = "2h"').remind.late == lasting("2h")


@each(
    ("body", "key", "words"),
    [
        ("", "series", "is missing"),
        ('[series]\n[schedule]\nat = "9:00"', "schedule", "you book its visits"),
        ('[series]\n[dose]\namount = 5\nunit = "g"', "dose", "A visit does not have “dose”"),
        ("[series]\nsessions = 0", "series.sessions", "is not possible here"),
        ("[series]\nsessions = [4, 3]", "series.sessions", "The most stands before the least"),
        ("[series]\nsessions = [1, 2, 3]", "series.sessions", "3 entries"),
        ('[series]\napart = "4 weeks, 6 weeks"', "series.apart", "not a length in days"),
        ('[series]\napart = "4h"', "series.apart", "not a length in days"),
        ('[series]\n[before.x]\nsay = "x"', "before.x.ahead", "is missing"),
        ('[series]\n[before.x]\nsay = "x"\nahead = "1 day 3h"', "before.x.ahead", "mixes days and hours"),
        ('[series]\n[before.went]\nsay = "x"\nahead = "1 day"', "before.went", "every series uses itself"),
        ('[series]\n[after.x]\nsay = "x"\nfrom = "4h"\nfor = "5 days"', "after.x.for", "comes once"),
        ('[series]\n[after.x]\nsay = "x"\nevery = "2 days"', "after.x.every", "The key “for” is missing"),
        ('[series]\n[after.x]\nsay = "x"\nfor = "2 years"', "after.x.for", "more than 200 reminders"),
        (
            '[series]\n[before.x]\nsay = "x"\nahead = "1 day"\n[after.x]\nsay = "x"',
            "after.x",
            "also a name before the visit",
        ),
    ],
)
def test_what_cannot_be_meant_is_said_with_its_key(body: str, key: str, words: str) -> None:
    found, faults = read_preset("visit", raw(body))
    assert found is None
    assert [(".".join(f.key), words in f.message) for f in faults] == [(key, True)]


def test_only_a_visit_has_a_series() -> None:
    """Anything else has a schedule."""
    head = HEAD.replace('"visit"', '"habit"')
    _, faults = read_preset("habit", raw("[series]", head))
    assert {".".join(fault.key) for fault in faults} == {"schedule", "series"}


def test_the_schema_for_editors_knows_a_visit() -> None:
    """What the reader takes fits, what it refuses does not."""
    validator = Draft202012Validator(schema())
    assert validator.is_valid(raw(WHOLE))
    assert validator.is_valid(raw("[series]"))
    assert not validator.is_valid(raw(""))
    assert not validator.is_valid(raw('[series]\n[schedule]\nat = "9:00"'))
    assert not validator.is_valid(raw("[series]", HEAD.replace('"visit"', '"habit"')))
    assert not validator.is_valid(raw('[series]\n[before.x]\nsay = "x"'))


def test_the_clinics_own_numbers_go_over_a_shipped_series() -> None:
    """One key of one step, as everywhere."""
    merged = merge(raw(WHOLE), {"series": {"apart": "3 weeks"}, "before": {"peels": {"ahead": "10 days"}}})
    found, faults = read_preset("visit", merged.raw)
    assert (merged.faults, faults) == ((), ())
    assert found is not None
    series = found.schedule.base
    assert isinstance(series, Visits)
    assert (series.apart, series.sessions) == ((lasting("3 weeks"), None), (3, 4))
    assert series.before[0] == Before(id="peels", say="No peels.", ahead=lasting("10 days"), at=18 * 60)


def test_an_after_care_step_can_be_taken_out() -> None:
    """`false` takes an optional key out."""
    merged = merge(raw(WHOLE), {"after": {"ice": False}})
    found, _ = read_preset("visit", merged.raw)
    assert found is not None
    assert isinstance(found.schedule.base, Visits)
    assert [step.id for step in found.schedule.base.after] == ["massage", "look"]


def test_a_series_reads_well() -> None:
    """In the list, and in the leaflet."""
    assert schedule_words(read(WHOLE).schedule) == "When you book it: 3 to 4 visits, 4 to 6 weeks apart"
    assert schedule_words(read("[series]\nsessions = 1").schedule) == "When you book it: 1 visit"
    text = leaflet(read(WHOLE), Setup(presets={}))
    assert "Before each visit\n  - 7 days before: No peels." in text
    assert "- From 1 day after, 2 times a day, for 5 days: Massage. Only if your doctor\n    asked for it." in text
    assert "- 4 hours after: Cool it." in text
    assert "The effect lasts about 2 years." in " ".join(text.split())
