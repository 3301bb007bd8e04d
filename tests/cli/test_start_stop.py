"""start, stop, status and changes that reach a running daemon: real processes, a real socket."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from routine.cli.shell import connection
from tests.cli.conftest import Run
from tests.cli.terminal import on_terminal
from tests.nothing_applies import nothing_applies


@pytest.fixture
def started(run: Run, home: Path) -> Iterator[str]:
    """A daemon in the private home, without a desktop; what its first start printed."""
    result = run("start")
    assert result.exit_code == 0, result.stderr
    yield result.stdout
    run("stop")


@pytest.fixture(autouse=True)
def no_desktop(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """No notice of a test reaches the desktop of whoever runs it."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={home}/no-bus")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home))


def read(run: Run, *words: str) -> Any:
    """The JSON object of a reading command."""
    return json.loads(run(*words, "--json").stdout)


def test_the_first_start_begins_with_sunscreen_and_says_how_to_go_on(started: str) -> None:
    """The next reminder, the lines for a mask and a supplement, and that it will not start at login."""
    assert "Sunscreen" in started
    assert "routine preset enable egg-mask" in started
    assert "routine preset enable collagen" in started
    assert "routine autostart on" in started


def test_a_later_start_does_not_repeat_the_welcome(started: str, run: Run) -> None:
    """Also where the starter was disabled since."""
    run("stop")
    assert "routine autostart on" not in run("start").stdout
    run("preset", "disable", "spf")
    run("stop")
    shown = run("start").stdout
    assert "routine autostart on" not in shown
    assert not any(row["enabled"] for row in read(run, "preset", "list")["presets"])


def test_status_knows_the_daemon(started: str, run: Run) -> None:
    """And when it is gone, says so and exits 0 all the same."""
    assert read(run, "status")["running"] is True
    assert "running since" in run("status").stdout
    assert run("stop").exit_code == 0
    stopped = run("status", "--json")
    assert (stopped.exit_code, json.loads(stopped.stdout)["running"]) == (0, False)


def test_every_reply_says_whether_the_daemon_gave_it(started: str, run: Run) -> None:
    """So a program, too, can tell that nothing will be shown."""
    assert read(run, "today")["running"] is True
    run("stop")
    assert read(run, "today")["running"] is False
    assert "no reminders appear" in run("today").stdout


def test_stop_of_what_does_not_run_is_fine(run: Run, home: Path) -> None:
    """Exit 0: it is as it was asked to be."""
    assert run("stop").exit_code == 0


def test_a_command_that_the_daemon_answers_imports_little(started: str) -> None:
    """A third more than click alone is all it may take; bench/cli.py measures it, this names what would spoil it."""
    code = "import sys, routine.cli.root as m\ntry: m.root(['today'])\nfinally: print(*sys.modules, file=sys.stderr)"
    bare = "import sys; print(*sys.modules)"  # an editable install's own finder imports some
    given = subprocess.run([sys.executable, "-c", bare], capture_output=True, text=True, check=True).stdout.split()
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr.split()
    heavy = {"msgspec", "zoneinfo", "tinydb", "apscheduler", "tomlkit", "asyncio", "pathlib", "platformdirs"}
    assert not heavy & (set(loaded) - set(given))
    assert not {name for name in loaded if name.startswith("routine.core.")} - {"routine.core.errors"}


def test_a_change_reaches_the_running_daemon(started: str, run: Run) -> None:
    """Without a restart."""
    run("preset", "set", "spf", "schedule.at", "09:10")
    assert any(o["nominal"].endswith("T09:10") for o in read(run, "plan")["occurrences"])


def test_a_file_put_there_by_hand_can_be_enabled_at_once(started: str, run: Run, home: Path) -> None:
    """Nobody has to know that the daemon read the files before."""
    text = 'format = 1\ntitle = "Tea"\nkind = "habit"\n[schedule]\nat = ["16:00"]\n[steps.drink]\nsay = "Drink."\n'
    (home / "presets").mkdir(exist_ok=True)
    (home / "presets" / "tea.toml").write_text(text)
    result = run("preset", "enable", "tea")
    assert result.exit_code == 0, result.stderr


def test_a_new_fact_is_known_to_the_daemon_at_once(started: str, run: Run, home: Path) -> None:
    """Answered, then enabled: no restart between."""
    nothing_applies(home, "egg-allergy", "broken-skin")
    run("profile", "set", "egg-allergy", "no")
    run("profile", "set", "broken-skin", "no")
    assert run("preset", "enable", "egg-mask").exit_code == 0


def test_what_is_answered_on_a_terminal_is_known_to_the_daemon_at_once(started: str) -> None:
    """Asked, stored, read again, enabled."""
    status, shown = on_terminal("preset", "enable", "egg-mask", typed="n")
    assert status == 0, shown
    assert "is enabled" in shown


def test_a_faster_clock_needs_a_home_of_its_own(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise it would answer real routines; this is wrong usage."""
    monkeypatch.delenv("ROUTINE_HOME")
    result = run("start", "--speed", "60")
    assert result.exit_code == 2
    assert "ROUTINE_HOME" in result.stderr


# --- what it leaves on the desktop --------------------------------------------------------------------------------


def test_with_start_at_login_on_the_first_start_says_so(run: Run, home: Path) -> None:
    run("autostart", "on")
    shown = run("start").stdout
    run("stop")
    assert "Routine starts when you log in" in shown
    assert "routine autostart on" not in shown


def test_a_start_mends_a_start_at_login_whose_program_is_gone(run: Run, home: Path) -> None:
    """After the venv was moved, the next start from the new place."""
    file = Path(json.loads(run("autostart", "on", "--json").stdout)["file"])
    right = file.read_text()
    file.write_text(right.replace(sys.executable, "/gone/python"))
    shown = run("start").stdout
    run("stop")
    assert (file.read_text(), str(file) in shown) == (right, True)


def test_a_home_of_its_own_leaves_nothing_on_the_desktop(started: str, home: Path) -> None:
    assert not list((home.parent / ".local").rglob("*"))


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="only XDG desktops have such an entry")
def test_uninstalling_takes_away_what_a_start_left_on_the_desktop(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ROUTINE_HOME")
    connection.paths.cache_clear()
    run("start")
    run("autostart", "on")
    data = home.parent / ".local/share"
    assert (data / "applications/routine.desktop").exists()
    gone = json.loads(run("stop", "--uninstall", "--json").stdout)["removed"]
    left = [path for path in home.parent.rglob("routine*") if path.is_file()]
    assert len(gone) == 4
    assert [path for path in left if path.suffix in (".desktop", ".svg", ".png")] == []
    assert (data / "routine").is_dir()  # routines and answers stay


def test_greeting_shows_what_is_next_where_it_runs_already(started: str, run: Run, home: Path) -> None:
    assert run("start", "--greet").exit_code == 0
    kinds = [card["kind"] for card in cards(home)]
    assert kinds == ["welcome"]
    assert [button["id"] for button in cards(home)[0]["buttons"]] == ["open", "today", "at-login"]


def cards(home: Path) -> list[dict[str, Any]]:
    """The notices that the state has."""
    document = json.loads((home / "data/state.json").read_text())
    found: list[dict[str, Any]] = document["state"]["1"]["notices"]["cards"]
    return found


def test_where_start_at_login_cannot_be_told_a_first_start_succeeds_all_the_same(run: Run, home: Path) -> None:
    """What was asked for is done, and why the rest is unknown is said."""
    entry = home.parent / ".config/autostart/routine.desktop"
    entry.mkdir(parents=True)
    started = run("start")
    run("stop")
    assert started.exit_code == 0, started.stderr
    assert f"{entry} cannot be read" in started.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="names of files are text there")
def test_a_file_whose_name_is_no_text_keeps_nobody_from_starting(run: Run, home: Path) -> None:
    """It is a mistake of that one file, and named; everything else runs."""
    (home / "presets").mkdir(parents=True)
    Path(os.fsdecode(os.fsencode(home / "presets") + b"/caf\xe9.toml")).write_text("format = 1\n")
    started = run("start")
    shown = run("status").stdout
    stopped = run("stop")
    assert (started.exit_code, stopped.exit_code) == (0, 0), started.stderr
    assert "cannot be a name" in shown
    assert "See all errors: routine preset check\n" in shown
