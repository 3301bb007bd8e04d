"""Starting at login, said as it is: by its own command, by status, and by the first start."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService, a_stopped_status

pytestmark = pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="its file is the Linux desktops'")


def state(run: Run, *words: str) -> dict[str, Any]:
    """The JSON object of the command."""
    found: dict[str, Any] = json.loads(run("autostart", *words, "--json").stdout)
    return found


def test_alone_it_tells_how_it_is(run: Run, home: Path) -> None:
    assert (state(run)["autostart"], state(run)["way"]) == (False, None)
    assert "does not start when you log in" in run("autostart").stdout
    run("autostart", "on")
    now = state(run)
    assert (now["autostart"], now["way"], now["problem"]) == (True, "login-entry", None)
    assert now["file"] in run("autostart").stdout
    assert run("autostart", "off").exit_code == 0
    assert state(run)["autostart"] is False


def test_one_whose_program_is_gone_is_told_with_what_mends_it(run: Run, home: Path) -> None:
    file = Path(state(run, "on")["file"])
    file.write_text(file.read_text().replace(sys.executable, "/gone/python"))
    shown = run("autostart").stdout
    assert "/gone/python" in shown
    assert "routine autostart on" in shown
    run("autostart", "on")
    assert state(run)["problem"] is None


def test_without_systemd_that_way_is_refused_with_the_other(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(home))
    result = run("autostart", "on", "--systemd")
    assert (result.exit_code, "routine autostart on" in result.stderr) == (1, True)
    assert state(run)["autostart"] is False


def test_status_tells_it_with_what_mends_it(fake: FakeService, run: Run, home: Path) -> None:
    fake.replies["status"], fake.running = a_stopped_status(), False
    assert "At login:   off" in run("status").stdout
    file = Path(state(run, "on")["file"])
    assert "At login:   on, with its login entry" in run("status").stdout
    file.write_text(file.read_text().replace(sys.executable, "/gone/python"))
    shown = json.loads(run("status", "--json").stdout)["autostart"]
    assert ("/gone/python" in shown["problem"], shown["words"].endswith("routine autostart on")) == (True, True)


@pytest.mark.skipif(sys.platform == "win32", reason="the size of files cannot be limited there")
def test_a_disk_that_takes_nothing_leaves_the_entry_as_it_was(run: Run, home: Path) -> None:
    """Half an entry would start nothing at the next login."""
    import resource

    file = Path(state(run, "on")["file"])
    file.write_text(file.read_text().replace(sys.executable, "/gone/python"))
    before, limits = file.read_bytes(), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16, limits[1]))
    try:
        result = run("autostart", "on")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (result.exit_code, "the disk is full" in result.stderr) == (1, True)
    assert file.read_bytes() == before
