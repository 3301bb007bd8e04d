"""Where things lie."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from routine.adapters.paths import LONGEST_SOCKET_PATH, make_directories, paths
from routine.core.errors import StoreError


def mode(path: str) -> int:
    return stat.S_IMODE(Path(path).stat().st_mode)


def test_a_home_holds_everything(tmp_path: Path) -> None:
    found = paths({"ROUTINE_HOME": "/h"})
    assert found == ("/h/config", "/h/presets", "/h/data", "/h/log/routine.log", "/h/run/routine.sock")
    assert found.config_file == "/h/config/config.toml"
    assert found.kept_dir == "/h/data/kept"


def test_a_relative_home_is_taken_from_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths({"ROUTINE_HOME": "./x/../here"}).data_dir == str(tmp_path / "here/data")


def test_an_empty_home_is_no_home() -> None:
    assert paths({"ROUTINE_HOME": "", "HOME": "/h"}) == paths({"HOME": "/h"})


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG places are Linux's")
def test_without_a_home_the_xdg_places_are_used(socket_folder: Path) -> None:
    found = paths({"HOME": "/u", "XDG_RUNTIME_DIR": str(socket_folder)})
    assert found == (
        "/u/.config/routine",
        "/u/.config/routine/presets",
        "/u/.local/share/routine",
        "/u/.local/state/routine/log/routine.log",
        f"{socket_folder}/routine/routine.sock",
    )


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG places are Linux's")
@pytest.mark.parametrize("xdg", [{}, {"XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "/d", "XDG_STATE_HOME": "/s"}])
def test_they_are_where_platformdirs_says(monkeypatch: pytest.MonkeyPatch, xdg: dict[str, str]) -> None:
    """The places by hand against the library that knows them."""
    platformdirs = pytest.importorskip("platformdirs")
    for variable in ("ROUTINE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in {"HOME": "/u", **xdg}.items():
        monkeypatch.setenv(variable, value)
    found = paths(os.environ)
    dirs = platformdirs.PlatformDirs("routine", appauthor=False)
    assert (found.config_dir, found.data_dir) == (dirs.user_config_dir, dirs.user_data_dir)
    assert Path(found.log_file).parent == Path(dirs.user_log_dir)


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG places are Linux's")
def test_relative_xdg_directories_are_ignored() -> None:
    assert paths({"HOME": "/u", "XDG_DATA_HOME": "data"}).data_dir == "/u/.local/share/routine"


def test_the_socket_of_a_deep_home_lies_in_a_short_directory_of_its_own(tmp_path: Path) -> None:
    home = tmp_path / ("deep" * 30)
    found = paths({"ROUTINE_HOME": str(home)})
    assert len(os.fsencode(found.socket)) <= LONGEST_SOCKET_PATH
    make_directories(found)
    folder = str(Path(found.socket).parent)
    assert mode(folder) == 0o700
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(found.socket)
    Path(found.socket).unlink()
    Path(folder).rmdir()


def test_two_deep_homes_have_two_sockets(tmp_path: Path) -> None:
    sockets = {paths({"ROUTINE_HOME": str(tmp_path / (letter * 100))}).socket for letter in "ab"}
    assert len(sockets) == 2


@pytest.mark.parametrize("runtime", ["", "relative", "/nowhere/at/all"])
def test_without_a_usable_runtime_directory_the_socket_is_in_a_temporary_one(tmp_path: Path, runtime: str) -> None:
    found = paths({"HOME": "/u", "XDG_RUNTIME_DIR": runtime, "TMPDIR": str(tmp_path)[:50]})
    assert found.socket.endswith("/routine.sock")
    assert Path(found.socket).parent.name.startswith(f"routine-{os.getuid()}-")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a directory away")
def test_another_users_runtime_directory_is_not_used(tmp_path: Path) -> None:
    """After `su`, XDG_RUNTIME_DIR still names the first user's."""
    os.chown(tmp_path, 65534, 65534)
    assert not paths({"HOME": "/u", "XDG_RUNTIME_DIR": str(tmp_path)}).socket.startswith(str(tmp_path))


@pytest.mark.parametrize("trap", ["file", "link", "open to all"])
def test_a_socket_directory_that_is_not_mine_alone_is_refused(tmp_path: Path, trap: str) -> None:
    env = {"HOME": "/u", "TMPDIR": str(tmp_path)} if len(str(tmp_path)) < 50 else {"HOME": str(tmp_path)}
    folder = Path(paths(env).socket).parent
    if trap == "file":
        folder.write_text("")
    elif trap == "link":
        folder.symlink_to(tmp_path)
    else:
        folder.mkdir()
        folder.chmod(0o777)
    with pytest.raises(StoreError, match="Other users can write"):
        paths(env)
    folder.rmdir() if trap == "open to all" else folder.unlink()


def test_directories_are_made_for_their_owner_alone(socket_folder: Path) -> None:
    found = paths({"ROUTINE_HOME": str(socket_folder / "mine")})
    make_directories(found)
    make_directories(found)
    made = [socket_folder / "mine", *(socket_folder / "mine").iterdir()]
    assert {path.name for path in made} == {"mine", "config", "presets", "data", "log", "run"}
    assert {mode(str(path)) for path in made} == {0o700}


def test_finding_the_places_touches_nothing(tmp_path: Path) -> None:
    paths({"ROUTINE_HOME": str(tmp_path / "mine")})
    assert not (tmp_path / "mine").exists()


def test_a_home_that_is_a_file_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="not a folder") as failure:
        paths({"ROUTINE_HOME": str(tmp_path / "file")})
    assert "ROUTINE_HOME" in (failure.value.hint or "")


def test_a_home_below_a_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="file/home"):
        make_directories(paths({"ROUTINE_HOME": str(tmp_path / "file/home")}))


def test_importing_it_brings_nothing_heavy() -> None:
    """It is on the way of every command."""
    check = (
        "import sys; import routine.adapters.paths; print([m for m in"
        " ('pathlib', 'platformdirs', 'tempfile', 'msgspec', 'json', 'dataclasses') if m in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-S", "-c", check], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no root")
def test_root_is_refused_among_a_persons_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What root leaves there locks that person out; the owner is named."""
    home = tmp_path / "anna"
    home.mkdir()
    if os.geteuid() == 0:
        os.chown(home, 54321, 54321)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    for env in ({"HOME": str(home)}, {"ROUTINE_HOME": str(home / "try")}):
        with pytest.raises(StoreError, match=r"You are root, but .*anna belongs to ") as refused:
            paths(env)
        assert "without sudo" in str(refused.value.hint)
    assert not list(home.iterdir())


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a directory away")
@pytest.mark.parametrize("part", ["config", "data", "presets", "log"])
def test_root_is_refused_where_any_part_of_its_home_is_a_persons(tmp_path: Path, part: str) -> None:
    """Such as presets that are a link to somebody's own."""
    (tmp_path / "theirs").mkdir()
    os.chown(tmp_path / "theirs", 54321, 54321)
    (tmp_path / part).symlink_to("theirs")
    with pytest.raises(StoreError, match="You are root"):
        paths({"ROUTINE_HOME": str(tmp_path)})


def test_the_home_of_nobody_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a folder called "~nobody-there" would be made wherever one happens to be."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match="no user of that name"):
        paths({"ROUTINE_HOME": "~nobody-there/routine"})
