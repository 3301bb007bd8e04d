"""What the command line's tests share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from routine.cli.root import root
from routine.cli.shell import connection
from tests.cli.fake_connection import FakeService

Run = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A private home for everything."""
    monkeypatch.setenv("ROUTINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    connection.paths.cache_clear()
    return tmp_path / "home"


@pytest.fixture
def fake(home: Path, monkeypatch: pytest.MonkeyPatch) -> FakeService:
    """A service that says what the test wants."""
    service = FakeService()
    monkeypatch.setattr(connection, "ask", service)
    monkeypatch.setattr(connection, "running", lambda: True)
    return service


@pytest.fixture
def run(home: Path) -> Run:
    """Run the command in this process: `run("done", "spf")`."""

    def invoke(*words: str, input: str | None = None) -> Result:  # noqa: A002 - CliRunner's own word
        return CliRunner().invoke(root, list(words), input=input)

    return invoke
