"""`routine sun`: what it says, what a program reads, how it fits a terminal, and what it says when it cannot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routine.adapters.clock import SystemClock
from routine.cli.shell.colours import Look
from routine.cli.shell.table import cells
from routine.cli.sun import told
from routine.core.views.sun import tenths
from routine.core.when.moment import Now
from tests.cli.conftest import Run
from tests.cli.sun_days import DECEMBER, JUNE, view

Json = dict[str, Any]


@pytest.fixture(autouse=True)
def berlin(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine in Berlin, on 21 June 2026 at 09:00."""
    now = Now(datetime(2026, 6, 21, 7, tzinfo=UTC), 1.0, "boot", "Europe/Berlin")
    monkeypatch.setattr(SystemClock, "now", lambda _self: now)


def in_zone(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    now = Now(datetime(2026, 6, 21, 7, tzinfo=UTC), 1.0, "boot", zone)
    monkeypatch.setattr(SystemClock, "now", lambda _self: now)


def read(run: Run, *words: str) -> Json:
    result = run("sun", *words, "--json")
    assert result.exit_code == 0, result.output
    found: Json = json.loads(result.stdout)
    return found


# --- what it says -------------------------------------------------------------------------------------------------


def test_it_tells_the_day_of_the_place_in_the_settings(run: Run) -> None:
    assert run("config", "set", "place", "52.52, 13.40").exit_code == 0
    text = run("sun").stdout
    assert "Sunday 21 June 2026" in text
    assert "52.52 N, 13.40 E (entered by you)" in text
    assert "Sunrise     04:43" in text
    assert "Solar noon  13:08" in text
    assert "Sunset      21:33" in text
    assert "UV index    at most 8.7, very high" in text
    assert "Protect     from 08:52 to 17:24" in text


def test_it_always_says_what_kind_of_figure_it_is(run: Run) -> None:
    """And what raises it, and where the official one is."""
    for day in (JUNE, DECEMBER):
        text = run("sun", "--date", day).stdout
        assert "clear sky. Snow, water, sand and altitude raise it" in text
        assert "official forecast" in text


def test_a_guessed_place_says_so_and_how_to_set_it(run: Run) -> None:
    text = run("sun", "--date", DECEMBER).stdout
    assert "Berlin, Germany" in text
    assert "guess from this computer's time zone" in text
    assert "leaves out no reminder" in text
    assert "routine config set place" in text
    assert "stays below 3, if the location is right" in text


def test_a_given_place_is_not_doubted(run: Run) -> None:
    run("config", "set", "place", "Berlin")
    text = run("sun", "--date", DECEMBER).stdout
    assert "guess" not in text
    assert "Protect     not needed, the UV index stays below 3\n" in text


def test_a_place_that_the_clock_contradicts_is_doubted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A traveller's machine: the place is still told, and never spares a reminder."""
    run("config", "set", "place", "Berlin")
    in_zone(monkeypatch, "Asia/Tokyo")
    found = read(run)["place"]
    assert found["origin"] == "contradicted"
    text = run("sun").stdout
    assert "This computer's clock shows the time of Asia/Tokyo, not of Europe/Berlin" in text
    assert "leaves out no reminder" in text


def test_another_place_is_told_by_its_own_clocks(run: Run) -> None:
    found = read(run, "--place", "Tokyo", "--date", "2026-03-20")
    assert (found["zone"], found["place"]["origin"]) == ("Asia/Tokyo", "given")
    assert found["sunrise"]["nominal"].startswith("2026-03-20T05:4")


def test_today_is_the_place_s_own_date(run: Run) -> None:
    """At 09:00 in Berlin it is 20:00 of the day before in Honolulu's west, and tomorrow is near on Kiritimati."""
    assert read(run, "--place", "Pacific/Pago_Pago")["date"] == "2026-06-20"
    assert read(run, "--place", "Kiritimati")["date"] == "2026-06-21"


def test_a_sunset_after_midnight_names_its_date(run: Run) -> None:
    assert "Sunset      01:48 (Monday 22 June 2026)" in run("sun", "--place", "Nome", "--date", JUNE).stdout


@pytest.mark.parametrize(("day", "says"), [(JUNE, "stays up"), (DECEMBER, "stays down")])
def test_a_polar_day_and_night_say_so(run: Run, day: str, says: str) -> None:
    text = run("sun", "--place", "69.65, 18.96", "--date", day).stdout
    assert f"Sunrise     none, the sun {says}" in text
    assert f"Sunset      none, the sun {says}" in text


def test_the_ends_of_a_polar_day_have_one_of_the_two(run: Run) -> None:
    """Tromsø, by the Naval Observatory: up on 18 May 2014, down on 25 July."""
    began = run("sun", "--place", "69.5, 19.0", "--date", "2014-05-18").stdout
    assert "Sunrise     01:13" in began
    assert "Sunset      none, the sun stays up" in began
    ended = run("sun", "--place", "69.5, 19.0", "--date", "2014-07-26").stdout
    assert "Sunrise     01:21" in ended
    last = run("sun", "--place", "69.5, 19.0", "--date", "2014-07-25").stdout
    assert "Sunrise     none, the sun is up already" in last
    assert "Sunset      00:21 (Saturday 26 July 2014)" in last


# --- what a program reads -----------------------------------------------------------------------------------------


def test_a_program_reads_places_times_and_figures(run: Run) -> None:
    found = read(run, "--place", "52.52, 13.40, 34 m")
    assert found["place"] == {
        "name": "52.52 N, 13.40 E",
        "latitude": 52.52,
        "longitude": 13.4,
        "altitude_m": 34,
        "origin": "given",
        "doubt": None,
    }
    assert found["sunrise"] == {"nominal": "2026-06-21T04:43", "instant": found["sunrise"]["instant"]}
    assert found["sunrise"]["instant"].startswith("2026-06-21T02:4")
    assert (found["date"], found["zone"], found["stays"]) == (JUNE, "Europe/Berlin", None)
    assert (found["uv_max"], found["band"], found["kind"]) == (8.7, "very high", "clear-sky estimate")
    [span] = found["protect"]
    assert span.keys() == {"from", "until"}
    assert all(sample.keys() == {"nominal", "instant", "index"} for sample in found["through_day"])


def test_a_figure_is_cut_and_not_rounded() -> None:
    """2.97 shown as 3.0 would contradict that nothing is to be protected."""
    assert (tenths(2.97), tenths(3.0), tenths(0.0)) == (2.9, 3.0, 0.0)


# --- what it says when it cannot ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "status", "code", "says"),
    [
        (("--place", "91, 0"), 2, "usage", "does not exist"),
        (("--place", "-91, 0"), 2, "usage", "does not exist"),
        (("--place", "Germany"), 2, "ambiguous", "Berlin, Germany; Busingen"),
        (("--place", "Xanadu Bay"), 3, "not-found", "Xanadu Bay"),
        (("--date", "soon"), 2, "usage", "soon"),
        (("--date", "2026-02-30"), 2, "usage", "30 February"),
    ],
)
def test_what_cannot_be_meant_is_refused(run: Run, words: tuple[str, ...], status: int, code: str, says: str) -> None:
    result = run("sun", *words, "--json")
    error = json.loads(result.stdout)["error"]
    assert (result.exit_code, error["code"]) == (status, code)
    assert says in error["message"]
    assert error["hint"]


def test_a_zone_without_a_city_asks_for_the_place(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    in_zone(monkeypatch, "UTC")
    result = run("sun")
    assert result.exit_code == 3
    assert "routine config set place" in result.stderr


# --- how it fits --------------------------------------------------------------------------------------------------


@given(st.floats(-90, 90), st.floats(-180, 180), st.sampled_from([JUNE, DECEMBER, "2026-03-29"]), st.integers(20, 120))
def test_every_line_fits_the_terminal(north: float, east: float, day: str, width: int) -> None:
    """From 20 columns on; a command to type may be longer than that, and is not broken inside a word."""
    for line in told(view(north, east, day), Look(width, False)).splitlines():
        assert cells(line) <= width or " " not in line


def test_it_says_the_same_without_colour() -> None:
    coloured, plain = (told(view(52.52, 13.4, JUNE), Look(80, colour)) for colour in (True, False))
    assert coloured.replace("\x1b[1m", "").replace("\x1b[0m", "") == plain


def test_it_imports_nothing_that_is_slow() -> None:
    """Of what a daemon or an answer needs; measured by bench.sun."""
    code = "import sys; from routine.cli.root import root\ntry: root.main(['sun'])\nfinally: print(*sys.modules)"
    berlin = {**os.environ, "TZ": "Europe/Berlin"}
    ended = subprocess.run([sys.executable, "-c", code], env=berlin, capture_output=True, text=True, check=True)
    assert not {"tinydb", "apscheduler", "asyncio", "tomlkit", "routine.service", "difflib", "calendar"} & set(
        ended.stdout.split()
    )
