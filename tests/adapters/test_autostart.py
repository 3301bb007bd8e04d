"""The file that starts the daemon at login, for each system; only Linux's was tried on a real desktop."""

from __future__ import annotations

import plistlib
import subprocess
import sys
from pathlib import Path

import pytest

from routine.adapters.autostart import entry, switch_off, switch_on, trouble
from routine.core.errors import FileProblemError

PYTHON = '/home/ann/my venv/"$x" 100%/`bin\\python'


def exec_line(text: str) -> str:
    """The value of Exec after the string unescaping that the Desktop Entry Specification asks for first."""
    line = next(line for line in text.splitlines() if line.startswith("Exec="))
    return line.removeprefix("Exec=").replace("\\\\", "\\")


def by_a_shell(words: str) -> list[str]:
    """The words as a shell reads them."""
    return subprocess.run(
        ["sh", "-c", f"printf '%s\\n' {words}"], capture_output=True, text=True, check=True
    ).stdout.splitlines()


def test_the_desktop_entry_runs_the_python_it_was_written_by() -> None:
    """Quoted as the specification says, whatever the path has in it; its quoting is a subset of the shell's."""
    text = entry("linux", {"HOME": "/h"}, PYTHON).text
    assert by_a_shell(exec_line(text).replace("%%", "%")) == [PYTHON, "-m", "routine", "start"]


def test_the_desktop_entry_keeps_the_home() -> None:
    """Whoever set ROUTINE_HOME means that one at login too."""
    text = entry("linux", {"HOME": "/h", "ROUTINE_HOME": "/data/my care"}, "/usr/bin/python3").text
    assert by_a_shell(exec_line(text)) == [
        "env",
        "ROUTINE_HOME=/data/my care",
        "/usr/bin/python3",
        "-m",
        "routine",
        "start",
    ]


def test_from_a_plain_checkout_it_says_where_the_program_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At login nobody stands in the checkout, the only place where `python -m routine` finds it."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "bare"], check=True)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bare/bin/python"))
    path = switch_on({"HOME": str(tmp_path), "PYTHONPATH": "here today"})
    checkout = Path(__file__).parents[2]
    assert by_a_shell(exec_line(path.read_text()))[:2] == ["env", f"PYTHONPATH={checkout}"]


def test_an_installed_one_is_found_by_its_interpreter(tmp_path: Path) -> None:
    """Then the file says no more than it must."""
    assert "PYTHONPATH" not in switch_on({"HOME": str(tmp_path)}).read_text()


def test_it_lies_where_each_system_looks() -> None:
    """The XDG autostart directory, the user's launch agents, the startup folder."""
    assert entry("linux", {"HOME": "/h"}, "p").path == Path("/h/.config/autostart/routine.desktop")
    assert entry("linux", {"HOME": "/h", "XDG_CONFIG_HOME": "/c"}, "p").path == Path("/c/autostart/routine.desktop")
    assert entry("darwin", {"HOME": "/h"}, "p").path == Path("/h/Library/LaunchAgents/routine.plist")
    assert entry("win32", {"HOME": "/h", "APPDATA": "/a"}, "p").path.is_relative_to("/a/Microsoft/Windows/Start Menu")


def test_the_launch_agent_is_a_property_list() -> None:
    """Its own reader takes it."""
    read = plistlib.loads(entry("darwin", {"HOME": "/h", "ROUTINE_HOME": "/a&b"}, "/p <1>/python").text.encode())
    assert read["ProgramArguments"] == ["/p <1>/python", "-m", "routine", "start"]
    assert read["EnvironmentVariables"] == {"ROUTINE_HOME": "/a&b"}
    assert read["RunAtLoad"] is True


def test_on_and_off_are_each_done_once_and_for_all(tmp_path: Path) -> None:
    """Twice is as good as once."""
    env = {"HOME": str(tmp_path)}
    assert switch_on(env) == switch_on(env)
    assert trouble(env) is None
    switch_off(env)
    switch_off(env)
    assert not list((tmp_path / ".config" / "autostart").iterdir())


def test_a_file_that_starts_another_routine_is_told(tmp_path: Path) -> None:
    """After the venv was moved, say."""
    env = {"HOME": str(tmp_path)}
    path = switch_on(env)
    path.write_text(path.read_text().replace(sys.executable, "/old/python"))
    assert str(path) in (trouble(env) or "")


@pytest.mark.skipif(sys.platform != "linux", reason="desktop-file-validate is a Linux tool")
def test_the_desktop_entry_is_valid(tmp_path: Path) -> None:
    """By the tool of those who wrote the specification, where it is installed; else by its required keys."""
    path = switch_on({"HOME": str(tmp_path)})
    try:
        ended = subprocess.run(["desktop-file-validate", str(path)], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        keys = {line.split("=")[0] for line in path.read_text().splitlines()[1:]}
        assert {"Type", "Name", "Exec"} <= keys
    else:
        assert ended.returncode == 0, ended.stdout


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_a_path_with_a_line_break_cannot_add_a_line(platform: str) -> None:
    """Law 5: an environment runs no command of its own."""
    with pytest.raises(FileProblemError, match="cannot be written"):
        entry(platform, {"HOME": "/home/ann", "ROUTINE_HOME": "/tmp/x\nExec=evil"}, "/usr/bin/python3")
