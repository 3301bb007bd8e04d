"""What may be changed of a preset: the keys that are offered, and the form in which each is asked for."""

from __future__ import annotations

from datetime import time
from typing import Any

from routine.core.preset.model import Preset
from routine.core.requests.replies.edits import KeyView
from routine.core.views.editable import editable_view
from tests.builders import a_preset, a_series

BEFORE: dict[str, Any] = {"peels": {"say": "No peels.", "ahead": "7 days", "at": time(9)}}
AFTER: dict[str, Any] = {"sun": {"say": "Keep out of the sun.", "from": "1h", "for": "7 days"}}
SERIES: dict[str, Any] = {"sessions": 3, "apart": ["4 weeks", "6 weeks"]}


def forms(keys: tuple[KeyView, ...]) -> dict[str, str]:
    """Each key with the form in which it is asked for."""
    return {one.key: one.form for one in keys}


def care(preset: Preset, now: dict[str, Any]) -> dict[str, str]:
    """The keys of what is asked for before and after a visit."""
    return forms(tuple(key for one in editable_view(preset, now, {}).care for key in one.keys))


def test_what_a_series_does_not_say_of_effect_and_question_is_not_offered() -> None:
    assert [one.key for one in editable_view(a_series(), {"series": SERIES}, {}).series] == [
        "series.sessions",
        "series.apart",
    ]
    said = {**SERIES, "ask_at": time(19)}
    assert forms(editable_view(a_series(), {"series": said}, {}).series)["series.ask_at"] == "time"


def test_care_is_asked_for_by_its_words_a_clock_time_and_how_long() -> None:
    found = care(a_series(), {"before": BEFORE, "after": AFTER})
    assert found == {
        "before.peels.say": "text",
        "before.peels.ahead": "duration",
        "before.peels.at": "time",
        "after.sun.say": "text",
        "after.sun.from": "duration",
        "after.sun.for": "duration",
    }


def test_the_first_day_of_a_schedule_is_no_duration() -> None:
    view = editable_view(a_preset(), {"schedule": {"at": "08:00", "from": "2026-12-01"}}, {})
    assert forms(view.schedule)["schedule.from"] == "text"


def test_of_a_shipped_preset_only_a_dose_that_it_has_is_offered_beside_its_times() -> None:
    shipped = {"title": "Spf", "summary": "A test of patience."}
    assert editable_view(a_preset(), shipped, shipped).other == ()
    assert [one.key for one in editable_view(a_preset(), shipped, {}).other] == ["title", "summary", "dose"]
