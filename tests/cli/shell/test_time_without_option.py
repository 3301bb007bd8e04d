"""A time that was typed without its option, or without quotes: the command that was meant is named."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pause fri", "routine pause --until fri"),
        ("pause until friday", "routine pause --until friday"),
        ("pause 10 days", 'routine pause --for "10 days"'),
        ("pause two weeks", 'routine pause --for "two weeks"'),
        ("pause for a week", 'routine pause --for "a week"'),
        ("pause --for 3 days", 'routine pause --for "3 days"'),
        ("pause --until 24 dec", 'routine pause --until "24 dec"'),
        ("pause --from next week", 'routine pause --from "next week"'),
        ("pause egg-mask fri", "routine pause egg-mask --until fri"),
        ("pause egg-mask from fri until sunday", "routine pause egg-mask --from fri --until sunday"),
        ("snooze 20m", "routine snooze --for 20m"),
        ("snooze 20 minutes", 'routine snooze --for "20 minutes"'),
        ("snooze egg-mask 45m", "routine snooze egg-mask --for 45m"),
        ("snooze egg-mask until 21:00", "routine snooze egg-mask --until 21:00"),
        ("snooze --until tomorrow 20:30", 'routine snooze --until "tomorrow 20:30"'),
    ],
)
def test_a_time_that_stands_alone_is_not_taken_for_a_routine(
    run: Run, fake: FakeService, typed: str, meant: str
) -> None:
    result = run(*typed.split())
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, f"Type: {meant}")
    assert fake.asked == []


@pytest.mark.parametrize("typed", ["pause vitamin-d", "pause mask", "pause sun", "snooze d"])
def test_a_name_alone_is_one(run: Run, fake: FakeService, typed: str) -> None:
    run(*typed.split())
    assert [asked["routine"] for asked, _ in fake.asked] == [typed.split()[1]]


def test_two_names_are_one_too_many(run: Run) -> None:
    assert "“egg-mask” is one word too many here." in run("pause", "vitamin-d", "egg-mask").stderr
