"""The sunscreen preset against its sources; each test's docstring names the row of facts it is checked against."""

from __future__ import annotations

from routine.core.preset.model import Sunscreen
from routine.core.schedule.types import Clock
from routine.core.when.duration import Duration
from tests.presets.shipped import MINUTE, preset, raw, texts


def test_sunscreen_says_which_kind_how_much_and_when() -> None:
    """SPF 30 or higher, broad spectrum, 20 minutes before, every 2 h: cancer.org.au."""
    words = " ".join(texts({key: value for key, value in raw("spf").items() if key != "sources"}))
    for part in (
        "SPF 30 or higher",
        "road spectrum",
        "20 minutes before",
        "Two finger lengths",
        "35 mL",
        "40 or 80 min",
    ):
        assert part in words


def test_sunscreen_comes_every_morning_and_again_within_120_minutes() -> None:
    """Every 2 h; the time to the next does not grow with SPF: at most 120 minutes (cancer.org.au)."""
    again = preset("spf").schedule.again
    assert preset("spf").schedule.base == Clock((8 * 60,))
    assert again is not None
    assert again.every == Duration(seconds=120 * MINUTE)
    assert (again.start, again.until) == (8 * 60, 18 * 60)


def test_a_renewal_of_sunscreen_is_never_outside_the_window_of_its_reminder() -> None:
    again, window = preset("spf").schedule.again, preset("spf").remind.window
    assert again is not None
    assert window is not None
    assert all(window.holds(minute) for minute in range(again.start, again.until + 1))


def test_the_renewals_go_by_an_index_of_three_and_the_label_by_spf_thirty() -> None:
    """SPF 30+: cancer.org.au. Protect from 3: ARPANSA, BOM, Cancer Council."""
    again = preset("spf").schedule.again
    assert again is not None
    assert again.uv == 3
    assert preset("spf").sun == Sunscreen(30)


def test_no_water_resistance_is_taken_for_granted() -> None:
    """40 or 80 min by the label: what a label does not say, no preset says."""
    assert "water_resistance" not in raw("spf")["sun"]
