"""irritated: what it asks for, one thing at a time."""

from __future__ import annotations

import pytest

from routine.core.requests.replies.commands import AnswersReply
from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService

IRRITATED = [
    ([], {}),
    (["strong"], {"level": "strong"}),
    (["--over"], {"over": True}),
    (["--go-on", "retinoid-a"], {"go-on": "retinoid-a"}),
]


@pytest.mark.parametrize(("words", "said"), IRRITATED)
def test_irritated_asks_for_one_thing(run: Run, fake: FakeService, words: list[str], said: dict[str, object]) -> None:
    """Reported, over, or a ramp that may go on."""
    fake.replies["irritated"] = AnswersReply(said=("Noted.",))
    result = run("irritated", *words)
    assert (result.exit_code, result.stdout) == (0, "Noted.\n")
    assert fake.asked[-1] == ({"do": "irritated", **said}, True)


def test_irritated_takes_no_two_things_at_once(run: Run, fake: FakeService) -> None:
    """Is it strong, or over?"""
    assert run("irritated", "strong", "--over").exit_code == 2
    assert not fake.asked


def test_irritated_prints_one_object_for_programs(run: Run, fake: FakeService) -> None:
    """As every answering command does."""
    fake.replies["irritated"] = AnswersReply(said=("Noted.",))
    assert run("irritated", "--json").stdout.startswith("{")
