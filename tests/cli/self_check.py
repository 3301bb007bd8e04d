"""The self-check, enabled, for the tests of `rate`."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Run
from tests.cli.test_days import Day

SPOTS = 16


@pytest.fixture
def check(run: Run, day: Day) -> Run:
    """The self-check is enabled; it is Friday 27 November, 07:00, days before its first time."""
    assert run("preset", "enable", "self-check").exit_code == 0
    return run


def ratings(run: Run) -> list[dict[str, int]]:
    """The ratings in the diary, time by time."""
    found = json.loads(run("rate", "self-check", "--show", "--json").stdout)
    return [time["ratings"] for time in found["diaries"][0]["times"]]
