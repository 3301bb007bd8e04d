"""done and skip: what is printed."""

from __future__ import annotations

from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService


def test_an_answer_prints_what_the_service_says(run: Run, fake: FakeService) -> None:
    """The service says what happens next, with its clock."""
    assert run("done").stdout == "Done: Title of spf. Next: tomorrow 08:00.\n"
