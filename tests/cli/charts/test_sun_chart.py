"""The chart of the UV index through a day: small, straight, and plain where it must be."""

from __future__ import annotations

from itertools import pairwise

from routine.cli.charts.sun_chart import chart
from routine.cli.shell.table import cells
from tests.cli.sun_days import DECEMBER, JUNE, view


def test_the_chart_is_small_and_stands_straight() -> None:
    lines = chart(view(52.52, 13.4, JUNE).through_day, 200)
    assert len(lines) == 7
    assert max(map(cells, lines)) <= 60
    assert [line[:3] for line in lines] == ["  │", " 6┤", "  │", " 3┤", "  │", " 0┤", "   "]


def test_the_chart_rises_to_noon_and_falls() -> None:
    """Its bottom row is full where the index is above 1.5, and only there."""
    bottom = chart(view(52.52, 13.4, JUNE).through_day, 60)[-2][3:]
    full = [i for i, sign in enumerate(bottom) if sign == "█"]
    assert full == list(range(full[0], full[-1] + 1))
    assert 0 < full[0] < full[-1] < len(bottom) - 1


def test_each_row_of_the_chart_stands_on_the_one_below() -> None:
    """And is shorter than it, up to the top."""
    rows = [line[3:] for line in chart(view(52.52, 13.4, JUNE).through_day, 60)[:-1]]
    drawn = [{i for i, sign in enumerate(row) if sign != " "} for row in rows]
    assert all(above < below for above, below in pairwise(drawn))
    assert drawn[0]


def test_a_chart_of_a_whole_day_is_no_wider() -> None:
    """24 hours of sun."""
    assert max(map(cells, chart(view(85, 13.4, JUNE).through_day, 200))) <= 60


def test_a_chart_of_twenty_columns_still_shows_the_hours() -> None:
    lines = chart(view(52.52, 13.4, JUNE).through_day, 20)
    assert max(map(cells, lines)) <= 20
    assert len(lines[-1].split()) >= 2


def test_a_chart_without_blocks_is_ascii() -> None:
    """For a console that has no such signs."""
    samples = view(52.52, 13.4, JUNE).through_day
    plain, blocks = chart(samples, 60, drawable=False), chart(samples, 60)
    assert all(line.isascii() for line in plain)
    assert plain[-2][3:].strip(" .:").count("#") == len(plain[-2][3:].strip(" .:")) >= blocks[-2].count("█") > 0


def test_a_polar_night_draws_nothing() -> None:
    assert chart(view(69.65, 18.96, DECEMBER).through_day, 60) == []
