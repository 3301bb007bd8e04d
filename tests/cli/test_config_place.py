"""config set place: a place is kept as it was typed, and refused where there is none."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from routine.adapters.clock import SystemClock
from routine.core.when.moment import Now
from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def berlin(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine in Berlin, on 21 June 2026 at 09:00."""
    now = Now(datetime(2026, 6, 21, 7, tzinfo=UTC), 1.0, "boot", "Europe/Berlin")
    monkeypatch.setattr(SystemClock, "now", lambda _self: now)


@pytest.mark.parametrize("place", ["Berlin", "52.52, 13.40", "-33.87, 151.21", "33.87 S, 151.21 E", "Denver, 1600 m"])
def test_a_place_is_kept_as_it_was_typed(run: Run, place: str) -> None:
    """A southern latitude begins with a minus, and is no option."""
    assert run("config", "set", "place", place).exit_code == 0
    settings = json.loads(run("config", "show", "--json").stdout)["settings"]
    assert next(row["value"] for row in settings if row["key"] == "place") == place


@pytest.mark.parametrize(("place", "status"), [("Xanadu Bay", 3), ("Germany", 2), ("91, 0", 2), ("52", 2), (" ", 2)])
def test_a_place_that_is_none_is_not_kept(run: Run, place: str, status: int) -> None:
    assert run("config", "set", "place", place).exit_code == status
    settings = json.loads(run("config", "show", "--json").stdout)["settings"]
    assert next(row["value"] for row in settings if row["key"] == "place") == "not set"
