"""routine on its own: what waits, how to answer, and what one should know."""

from __future__ import annotations

from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService, an_overview


def test_the_bare_command_shows_what_waits_and_how_to_answer(run: Run, fake: FakeService) -> None:
    """One line each."""
    shown = run().stdout
    assert "Title of spf" in shown
    assert "routine done spf" in shown
    assert "Fri 27 Nov 20:30" in shown


def test_the_bare_command_says_problems_and_notes(run: Run, fake: FakeService) -> None:
    """What the daemon noticed reaches the next command."""
    told = an_overview(problems=("egg.toml:3: no such key",), notes=("Everything: paused until Sunday",))
    fake.replies["overview"] = told
    shown = run().stdout
    assert "Problem: egg.toml:3: no such key" in shown
    assert "Everything: paused until Sunday" in shown
