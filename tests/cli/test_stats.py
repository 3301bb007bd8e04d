"""stats: the figures, drawn."""

from __future__ import annotations

import json
from datetime import date

import pytest

from routine.cli.charts import stats_chart
from routine.cli.charts.stats_chart import drawn
from routine.cli.shell.colours import Look
from routine.core.requests.queries import Stats
from routine.core.views.stats import read_since, span_of, stats_view
from tests.builders import World, a_preset
from tests.cli.conftest import Run
from tests.cli.test_days import Day
from tests.cli.test_days import day as day
from tests.core.insight.entries import answers


def picture(letters: str, width: int = 80) -> str:
    """What is drawn on the day of the last letter."""
    history = answers(letters)
    world = World(a_preset("spf"), now=f"{history[-1].nominal.date()} 23:00")
    query = Stats()
    span = span_of(world.draft, query)
    assert read_since(world.draft, span) < history[0].at
    return drawn(stats_view(world.draft, query, span, history), Look(width, False))


def test_the_numbers_are_those_of_the_json(run: Run, day: Day) -> None:
    day.until(8, 30)
    run("done", "spf")
    total = json.loads(run("stats", "--json").stdout)["total"]
    assert (total["done"], total["due"]) == (1, 1)
    assert "1 of 1 times done (100 %)" in run("stats").stdout


def test_an_empty_home_says_so(run: Run, day: Day) -> None:
    assert run("stats").stdout == "There are no answers in this period yet.\n"


@pytest.mark.parametrize("width", [40, 80, 200])
def test_it_fits_the_terminal(width: int) -> None:
    assert max(len(line) for line in picture("dsmx" * 80, width).splitlines()) <= min(width, 100)


def test_the_calendar_has_a_row_for_each_weekday_and_today_in_its_last_column() -> None:
    lines = picture("d" * 7 + "m" * 7 + "x" * 7).splitlines()
    monday = next(line for line in lines if line.startswith("Mon"))
    assert monday.endswith("█░·")


def test_a_terminal_without_blocks_gets_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stats_chart, "drawable", lambda _signs: False)
    assert picture("ddmm").isascii()


def test_colour_is_never_needed_to_read_it() -> None:
    assert "\x1b" not in picture("ddmm")


def test_the_period_is_said_in_full() -> None:
    assert picture("dd").splitlines()[0].endswith(f"{date(2026, 3, 3):%a} 3 Mar 2026")
