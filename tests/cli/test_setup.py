"""setup on a terminal: what is typed is kept, what cannot be is asked again, and nothing is asked of a script."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from routine.cli import setup as setup_command
from routine.cli.preset import enable as enable_command
from tests.cli.conftest import Run
from tests.nothing_applies import nothing_applies


@pytest.fixture
def terminal(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody types; no daemon is started, since this home is gone at once."""
    nothing_applies(home)
    monkeypatch.setattr(setup_command, "_someone_is_here", lambda: True)
    monkeypatch.setattr(setup_command, "_have_a_daemon", lambda: None)
    monkeypatch.setattr(enable_command, "_someone_is_here", lambda: False)


def settings(run: Run) -> dict[str, Any]:
    """Every setting's value."""
    return {one["key"]: one["value"] for one in json.loads(run("config", "show", "--json").stdout)["settings"]}


def test_what_is_typed_is_kept_and_the_rest_asked_again(run: Run, home: Path, terminal: None) -> None:
    typed = ["25-26", "23:00-06:30", "Nowhereville", "Berlin", "n", "n", "none", "1", "n"]
    shown = run("setup", input="".join(f"{line}\n" for line in typed))
    assert shown.exit_code == 0, shown.output
    now = settings(run)
    assert (now["quiet"], now["place"], now["voice"]) == ("23:00-06:30", "Berlin", "off")
    assert "Nowhereville" in shown.output
    assert "is enabled" in shown.stdout
    assert "Change it later" in shown.stdout


def test_enter_leaves_everything_as_it_is(run: Run, home: Path, terminal: None) -> None:
    before = settings(run)
    assert run("setup", input="\n\n\nn\n\nn\n").exit_code == 0
    assert settings(run) == before
    assert "no" in json.dumps(json.loads(run("today", "--json").stdout)).lower()


def test_a_script_is_told_where_else(run: Run, home: Path) -> None:
    told = run("setup")
    assert told.exit_code != 0
    assert "routine open setup" in told.stderr
