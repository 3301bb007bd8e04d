"""log: an answer with its reason."""

from __future__ import annotations

from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService


def test_the_log_tells_the_reason_beside_the_answer(run: Run, fake: FakeService) -> None:
    """An answer that time gave has one."""
    assert "not counted: pause" in run("log").stdout
