"""Days ahead from the command line, without a trace."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_simulate_tells_the_days_asked_for_and_changes_nothing(run: Run, home: Path) -> None:
    """The daylight saving night of Berlin, for one."""
    run("preset", "enable", "spf")
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    result = run("simulate", "--from", "2027-03-27", "--days", "3", "--json")
    occurrences = json.loads(result.stdout)["occurrences"]
    assert {o["nominal"][:10] for o in occurrences} == {"2027-03-27", "2027-03-28", "2027-03-29"}
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before
