"""The file that starts the daemon at login, for each system; only Linux's was tried on a real desktop."""

from __future__ import annotations

import os
import plistlib
import subprocess
import sys
from pathlib import Path

import pytest

from routine.adapters.desktop.autostart import found, mend, program, switch_off, switch_on
from routine.adapters.desktop.login_entry import entry
from routine.adapters.desktop.systemd_unit import unit
from routine.core.errors import FileProblemError
from tests.users import as_nobody

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
    path = switch_on({"HOME": str(tmp_path), "PYTHONPATH": "here today"}).file
    checkout = Path(__file__).parents[3]
    assert by_a_shell(exec_line(path.read_text()))[:2] == ["env", f"PYTHONPATH={checkout}"]


def test_an_installed_one_is_found_by_its_interpreter(tmp_path: Path) -> None:
    """Then the file says no more than it must."""
    assert "PYTHONPATH" not in switch_on({"HOME": str(tmp_path)}).file.read_text()


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
    assert found(env).problem is None
    switch_off(env)
    switch_off(env)
    assert not list((tmp_path / ".config" / "autostart").iterdir())


def test_a_file_that_starts_another_routine_is_told(tmp_path: Path) -> None:
    """After the venv was moved, say."""
    env = {"HOME": str(tmp_path)}
    path = switch_on(env).file
    path.write_text(path.read_text().replace(sys.executable, "/usr/bin/env"))
    now = found(env)
    assert (now.way, now.broken, str(path) in (now.problem or "")) == ("login-entry", False, True)
    assert mend(env) is None  # it starts what is there, and may be meant


def test_a_folder_that_is_not_ours_is_named_and_not_taken_for_a_mistake(tmp_path: Path) -> None:
    """As after `su` or `sudo -u`, which may keep the variables of the user before."""
    locked = tmp_path / "of another"
    locked.mkdir(mode=0)
    env = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(locked / "config")}
    with as_nobody(tmp_path):
        for way in (found, switch_on, switch_off):
            with pytest.raises(FileProblemError, match="Permission denied"):
                way(env)


def test_a_program_of_another_user_is_not_gone(tmp_path: Path) -> None:
    env = {"HOME": str(tmp_path)}
    path = switch_on(env).file
    locked = tmp_path / "of another"
    locked.mkdir(mode=0)
    path.write_text(path.read_text().replace(sys.executable, str(locked / "venv/bin/python")))
    path.chmod(0o644)
    with as_nobody(path.parent):
        assert not found(env).broken


@pytest.mark.skipif(sys.platform != "linux", reason="desktop-file-validate is a Linux tool")
def test_the_desktop_entry_is_valid(tmp_path: Path) -> None:
    """By the tool of those who wrote the specification, where it is installed; else by its required keys."""
    path = switch_on({"HOME": str(tmp_path)}).file
    try:
        ended = subprocess.run(["desktop-file-validate", str(path)], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        keys = {line.split("=")[0] for line in path.read_text().splitlines()[1:]}
        assert {"Type", "Name", "Exec"} <= keys
    else:
        assert ended.returncode == 0, ended.stdout


# --- one whose program is gone ------------------------------------------------------------------------------------


def moved(env: dict[str, str]) -> Path:
    """As after the venv was moved: the file names an interpreter that is gone."""
    path = found(env).file
    path.write_text(path.read_text().replace(sys.executable, "/old place/venv/bin/python"))
    return path


def test_one_whose_program_is_gone_is_told_and_mended(tmp_path: Path) -> None:
    env = {"HOME": str(tmp_path)}
    switch_on(env)
    moved(env)
    now = found(env)
    assert (now.broken, "/old place/venv/bin/python" in (now.problem or "")) == (True, True)
    assert mend(env) == found(env)
    assert found(env).problem is None
    assert mend(env) is None


def test_one_of_another_home_is_not_taken_over(tmp_path: Path) -> None:
    """A home to try things in must not have the real one's start."""
    env = {"HOME": str(tmp_path)}
    switch_on(env)
    moved(env)
    trial = {**env, "ROUTINE_HOME": str(tmp_path / "trial")}
    assert (found(trial).broken, mend(trial)) == (False, None)


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_a_gone_program_is_found_in_every_kind_of_file(platform: str, tmp_path: Path) -> None:
    env, python = {"HOME": str(tmp_path), "APPDATA": str(tmp_path)}, "/old 100% place/python"
    assert program(entry(platform, env, python).text) == python


# --- by systemd ---------------------------------------------------------------------------------------------------

_SYSTEMCTL = """#!/bin/sh
echo "$@" >> "$HOME/asked"
units="$HOME/.config/systemd/user"
[ "$SYSTEMD" = dead ] && { echo "Failed to connect to bus: No medium found" >&2; exit 1; }
case "$*" in
  *" enable "*) mkdir -p "$units/default.target.wants"
    ln -sf "$units/routine.service" "$units/default.target.wants/routine.service" ;;
  *" disable "*) rm -f "$units/default.target.wants/routine.service" ;;
esac
"""


@pytest.fixture
def systemd(tmp_path: Path) -> dict[str, str]:
    """An environment with a systemctl that does with links what the real one does."""
    program = tmp_path / "bin/systemctl"
    program.parent.mkdir()
    program.write_text(_SYSTEMCTL)
    program.chmod(0o755)
    return {"HOME": str(tmp_path), "PATH": f"{program.parent}:/usr/bin:/bin"}


def test_a_unit_is_written_and_enabled_and_taken_away(systemd: dict[str, str], tmp_path: Path) -> None:
    now = switch_on(systemd, "systemd")
    assert now == found(systemd)
    assert (now.way, now.problem) == ("systemd", None)
    assert now.file == tmp_path / ".config/systemd/user/routine.service"
    assert (tmp_path / "asked").read_text().splitlines() == [
        "--user --quiet daemon-reload",
        "--user --quiet enable routine.service",
    ]
    switch_off(systemd)
    assert found(systemd).way is None
    assert [path for path in (tmp_path / ".config").rglob("*") if not path.is_dir()] == []


def test_one_way_takes_the_place_of_the_other(systemd: dict[str, str]) -> None:
    """Two starts at login would be one too many."""
    entry_file = switch_on(systemd).file
    switch_on(systemd, "systemd")
    assert not entry_file.exists()
    assert switch_on(systemd).way == "systemd"  # on, as it was
    switch_on(systemd, "login-entry")
    assert (found(systemd).way, entry_file.exists()) == ("login-entry", True)


def test_where_systemd_cannot_be_asked_nothing_is_left_behind(systemd: dict[str, str]) -> None:
    switch_on(systemd)
    with pytest.raises(FileProblemError, match="No medium found"):
        switch_on({**systemd, "SYSTEMD": "dead"}, "systemd")
    assert (found(systemd).way, found(systemd).problem) == ("login-entry", None)


def test_without_systemd_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileProblemError, match="no systemctl"):
        switch_on({"HOME": str(tmp_path), "PATH": str(tmp_path)}, "systemd")


def test_a_unit_can_be_taken_away_where_systemd_cannot_be_asked(systemd: dict[str, str], tmp_path: Path) -> None:
    switch_on(systemd, "systemd")
    switch_off({**systemd, "SYSTEMD": "dead"})
    assert found(systemd).way is None
    assert [path for path in (tmp_path / ".config").rglob("*") if not path.is_dir()] == []


def test_a_unit_that_is_not_enabled_is_told(systemd: dict[str, str], tmp_path: Path) -> None:
    switch_on(systemd, "systemd")
    (tmp_path / ".config/systemd/user/default.target.wants/routine.service").unlink()
    assert "not enabled" in (found(systemd).problem or "")
    switch_on(systemd)
    assert found(systemd).problem is None


def test_a_unit_whose_program_is_gone_is_mended(systemd: dict[str, str]) -> None:
    switch_on(systemd, "systemd")
    moved(systemd)
    assert found(systemd).broken
    mend(systemd)
    assert (found(systemd).way, found(systemd).problem) == ("systemd", None)


@pytest.mark.skipif(sys.platform != "linux", reason="systemd is Linux alone")
@pytest.mark.parametrize("home", ["", "/data/my $care 100% \\"])
def test_systemd_takes_the_unit(home: str, tmp_path: Path) -> None:
    """By its own verifier, where it is installed; else by its sections."""
    env = {"HOME": str(tmp_path), **({"ROUTINE_HOME": home} if home else {})}
    path = tmp_path / "routine.service"
    path.write_text(unit(env, sys.executable, "/a check$out").text)
    runtime = tmp_path / "run"
    runtime.mkdir(0o700)
    try:
        ended = subprocess.run(
            ["systemd-analyze", "--user", "verify", str(path)],
            capture_output=True, text=True, check=False, env={**os.environ, "XDG_RUNTIME_DIR": str(runtime)},
        )  # fmt: skip
    except FileNotFoundError:
        assert {"[Unit]", "[Service]", "[Install]"} <= {*path.read_text().splitlines()}
    else:
        assert "runtime" not in ended.stderr.lower(), "nothing was verified"
        assert "routine.service" not in ended.stderr, ended.stderr


def test_a_unit_says_what_it_runs_without_anything_that_systemd_would_replace() -> None:
    text = unit({"HOME": "/h", "ROUTINE_HOME": "/my $care 100%"}, '/a "b"/python').text
    line = next(line for line in text.splitlines() if line.startswith("ExecStart="))
    assert line == (
        'ExecStart=/usr/bin/env "ROUTINE_HOME=/my $$care 100%%" "/a \\"b\\"/python" "-m" "routine.wiring.run_daemon"'
    )


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_a_path_with_a_line_break_cannot_add_a_line(platform: str) -> None:
    """Law 5: an environment runs no command of its own."""
    with pytest.raises(FileProblemError, match="cannot be written"):
        entry(platform, {"HOME": "/home/ann", "ROUTINE_HOME": "/tmp/x\nExec=evil"}, "/usr/bin/python3")
