"""Routine in the desktop's menu: the entry and the icons, written once, outside no home, and taken away again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from routine.adapters.desktop.menu_entry import install, remove
from tests.adapters.desktop.test_autostart import by_a_shell, exec_line

pytestmark = pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="only XDG desktops have such an entry")
FILES = {
    "applications/routine.desktop",
    "icons/hicolor/scalable/apps/routine.svg",
    "icons/hicolor/256x256/apps/routine.png",
}


def files(data: Path) -> set[str]:
    return {str(path.relative_to(data)) for path in data.rglob("*") if path.is_file()}


def test_the_desktop_knows_it_by_name_with_its_icons(tmp_path: Path) -> None:
    install({"HOME": str(tmp_path)})
    data = tmp_path / ".local/share"
    assert files(data) == FILES
    text = (data / "applications/routine.desktop").read_text()
    assert {"Name=Routine", "Icon=routine", "X-GNOME-UsesNotifications=true"} <= {*text.splitlines()}
    assert by_a_shell(exec_line(text)) == [sys.executable, "-m", "routine", "open"]
    assert (data / "icons/hicolor/256x256/apps/routine.png").read_bytes().startswith(b"\x89PNG")


def test_the_data_directory_of_the_environment_is_used(tmp_path: Path) -> None:
    install({"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")})
    assert files(tmp_path) == {f"data/{name}" for name in FILES}


def test_with_a_home_of_its_own_nothing_is_written_outside_it(tmp_path: Path) -> None:
    env = {"HOME": str(tmp_path), "ROUTINE_HOME": str(tmp_path / "trial")}
    install(env)
    assert files(tmp_path) == set()
    install({"HOME": str(tmp_path)})
    assert remove(env) == []
    assert files(tmp_path / ".local/share") == FILES


def test_what_is_as_it_should_be_is_not_written_again(tmp_path: Path) -> None:
    env = {"HOME": str(tmp_path)}
    install(env)
    paths = [tmp_path / ".local/share" / name for name in FILES]
    for path in paths:
        os.utime(path, (1, 1))
    install(env)
    assert {path.stat().st_mtime for path in paths} == {1}


def test_what_is_another_is_written_anew(tmp_path: Path) -> None:
    """After the venv was moved, or an icon changed."""
    env = {"HOME": str(tmp_path)}
    install(env)
    entry = tmp_path / ".local/share/applications/routine.desktop"
    right = entry.read_text()
    entry.write_text(right.replace(sys.executable, "/gone/python"))
    install(env)
    assert entry.read_text() == right
    assert files(tmp_path / ".local/share") == FILES


def test_where_it_cannot_be_written_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / ".local").write_text("a file where a folder should be")
    install({"HOME": str(tmp_path)})
    install({"HOME": str(tmp_path / "a\nb")})


def test_it_can_be_taken_away_again(tmp_path: Path) -> None:
    env = {"HOME": str(tmp_path)}
    install(env)
    assert len(remove(env)) == len(FILES)
    assert files(tmp_path) == set()
    assert remove(env) == []


def test_the_entry_is_valid(tmp_path: Path) -> None:
    """By the tool of those who wrote the specification, where it is installed."""
    install({"HOME": str(tmp_path), "PATH": os.environ["PATH"]})
    entry = tmp_path / ".local/share/applications/routine.desktop"
    try:
        ended = subprocess.run(["desktop-file-validate", str(entry)], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("needs desktop-file-validate")
    assert (ended.returncode, ended.stdout) == (0, "")
