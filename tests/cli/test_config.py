"""Settings from the command line, and where everything lies."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_a_setting_is_changed_and_shown(run: Run, home: Path) -> None:
    """With what it was."""
    assert "was 04:00" in run("config", "set", "day_ends", "03:00").stdout
    rows = {row["key"]: row for row in json.loads(run("config", "show", "--json").stdout)["settings"]}
    assert (rows["day_ends"]["value"], rows["day_ends"]["chosen"]) == ("03:00", True)


def test_config_path_names_every_place_under_the_home(run: Run, home: Path) -> None:
    """ROUTINE_HOME puts everything under one directory."""
    found = json.loads(run("config", "path", "--json").stdout)
    assert found.keys() == {"config", "data", "presets", "log", "socket"}
    assert all(Path(found[key]).is_relative_to(home) for key in ("config", "data", "presets", "log"))


def test_looking_makes_no_files(run: Run, home: Path) -> None:
    """Readers leave nothing behind."""
    before = sorted(home.rglob("*"))
    for words in (["today"], ["plan"], ["preset", "list"], ["preset", "show", "spf"], ["profile", "show"], ["status"]):
        assert run(*words).exit_code == 0
    assert sorted(home.rglob("*")) == before


def test_config_unset_takes_a_setting_back(run: Run) -> None:
    run("config", "set", "quiet", "22:30-07:00")
    assert "quiet is none (was 22:30-07:00)." in run("config", "unset", "quiet").stdout
    assert run("config", "unset", "quiet").exit_code == 3
    wrong = run("config", "unset", "quet")
    assert (wrong.exit_code, "quiet" in wrong.stderr) == (2, True)
    assert "routine config unset quiet" in run("config", "unset", "--help").stdout
