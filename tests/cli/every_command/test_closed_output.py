"""A command whose output goes nowhere, and one whose keyboard is closed: what was to be done is done, and it ends."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.terminal import ROUTINE

SET = "preset set spf schedule.at 08:20"


def shell(words: str, redirect: str) -> subprocess.CompletedProcess[str]:
    """Run a command with its output redirected as a shell does it."""
    line = " ".join([*ROUTINE, words, redirect])
    return subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_what_was_to_be_done_is_done_where_output_is_closed(home: Path, closed: str) -> None:
    """And the status says so; a command that fails says that by its status as well."""
    done = shell(SET, closed)
    assert (done.returncode, done.stderr) == (0, "")
    assert "08:20" in (home / "presets/spf.toml").read_text()
    assert shell("nosuch", closed).returncode == 2
    assert shell("preset list --json", closed).returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has this device")
@pytest.mark.parametrize("words", [SET, SET + " --json", "preset list", "--help"])
def test_output_that_cannot_be_written_is_said(home: Path, words: str) -> None:
    done = shell(words, ">/dev/full")
    assert done.returncode == 1
    assert done.stderr.startswith("The answer cannot be printed: No space left on device.\nWhat was changed is kept.")
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert words.startswith(SET) == (home / "presets/spf.toml").exists()


@pytest.mark.parametrize("given", ["relative", "", None])
def test_a_home_that_is_relative_or_unset_gets_no_file_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str | None
) -> None:
    """The system's list of users says where home is."""
    for name in ("ROUTINE_HOME", "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    if given is not None:
        monkeypatch.setenv("HOME", given)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3]))
    done = subprocess.run(
        [*ROUTINE, "config", "path", "--json"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    home = Path("~" + subprocess.check_output(["id", "-un"], text=True).strip()).expanduser()
    assert str(home) in json.dumps(json.loads(done.stdout))
    assert not list(tmp_path.iterdir())


def test_warnings_that_are_errors_break_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    for words in ("start", "status", "plan", "today", "log", "preset show egg-mask", SET, "stop"):
        done = subprocess.run([*ROUTINE, *words.split()], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), words
