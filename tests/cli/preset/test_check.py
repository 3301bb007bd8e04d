"""What `preset check` names, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.preset.files import BROKEN


def test_check_names_every_mistake_with_its_line_and_exits_1(run: Run, presets: Path) -> None:
    """All at once, ready for an editor: FILE:LINE."""
    (presets / "mine.toml").write_text(BROKEN)
    result = run("preset", "check", "mine", "--json")
    errors = json.loads(result.stdout)["errors"]
    assert result.exit_code == 1
    assert all(error.keys() >= {"file", "line", "key", "message", "hint"} for error in errors)
    assert [(error["line"], error["key"]) for error in errors] == [(3, "kind"), (5, "schedule.at.1")]
    assert f"{presets / 'mine.toml'}:3" in run("preset", "check", "mine").stdout


def test_check_of_what_is_right_exits_0(run: Run, presets: Path) -> None:
    """The shipped ones are."""
    assert run("preset", "check").exit_code == 0
    assert json.loads(run("preset", "check", "--json").stdout) == {"errors": []}


def test_check_takes_the_path_of_a_file(run: Run, tmp_path: Path) -> None:
    """Before it is put among the presets."""
    path = tmp_path / "mine.toml"
    path.write_text(BROKEN)
    assert run("preset", "check", str(path)).exit_code == 1
    assert run("preset", "check", str(tmp_path / "none.toml")).exit_code == 3


def test_schema_is_json_that_editors_take(run: Run) -> None:
    """The same forms that read a file made it."""
    assert json.loads(run("preset", "schema").stdout)["title"] == "A preset of Routine"
