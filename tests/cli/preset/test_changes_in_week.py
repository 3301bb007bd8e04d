"""What a changed schedule makes of the coming week."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_set_says_what_becomes_of_the_coming_week(run: Run, presets: Path) -> None:
    """An enabled routine's plan, before and after."""
    run("preset", "enable", "spf")
    lines = run("preset", "set", "spf", "schedule.at", "09:10").stdout.splitlines()
    assert "In the next 7 days:" in lines
    assert any(line.startswith("  - ") and line.endswith(" 08:00") for line in lines)
    assert any(line.startswith("  + ") and line.endswith(" 09:10") for line in lines)


def test_set_tells_a_program_what_goes_and_what_comes(run: Run, presets: Path) -> None:
    """With the old value and the new."""
    run("preset", "enable", "spf")
    value = json.loads(run("preset", "set", "spf", "schedule.at", "09:10", "--json").stdout)
    assert (value["old"], value["new"]) == (["08:00"], "09:10")
    assert any(when.endswith("08:00") for when in value["gone"])
    assert any(when.endswith("09:10") for when in value["added"])
