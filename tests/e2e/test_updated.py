"""The program's files are replaced, or taken away, under a running daemon: it goes on as the version that it is."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import routine
from routine.adapters.lock_file import is_held, read_holder
from routine.adapters.paths import paths
from routine.page.link import page_folder
from tests.daemon.processes import ROOT, DaemonHome, until
from tests.page.household import Visitor
from tests.preset_texts import a_test_mask

STRETCH = """\
format = 1
title = "Stretch"
kind = "habit"
sources = ["unsourced: a test"]
[schedule]
at = [HOURS]
""".replace("HOURS", ", ".join(f'"{hour:02}:00"' for hour in range(24)))
SERIES = """\
format = 1
title = "Facials"
kind = "visit"
sources = ["unsourced: a test"]
[series]
sessions = 3
apart = ["4 weeks", "6 weeks"]
"""
#: What one may ask, so that every view is imported.
QUESTIONS: list[dict[str, Any]] = [
    {"do": "overview"}, {"do": "today", "full": True}, {"do": "plan", "days": 7, "full": True}, {"do": "pending"},
    {"do": "why", "routine": "stretch"}, {"do": "log"}, {"do": "status"}, {"do": "preset-list"}, {"do": "visit-list"},
    {"do": "course-list"}, {"do": "leaflet", "routine": "stretch"}, {"do": "profile"}, {"do": "settings"},
    {"do": "notices"}, {"do": "stats"}, {"do": "report"}, {"do": "ratings"}, {"do": "sun", "place": "Berlin"},
    {"do": "review", "routines": ["stretch"]}, {"do": "doctor"},
]  # fmt: skip


def replaced(package: Path) -> None:
    """By another version, which has nothing that the running one knows."""
    for file in package.rglob("*.py"):
        file.write_text("raise ImportError('of another version')\n")
    for folder in list(package.rglob("__pycache__")):
        shutil.rmtree(folder)
    (package / "__init__.py").write_text('__version__ = "9.9.9"\n')


def removed(package: Path) -> None:
    """As by an uninstall."""
    shutil.rmtree(package)


class Installed:
    """Routine as a wheel installs it, in a folder of its own, and a daemon of it; `speed`: its clock runs fast."""

    def __init__(self, root: Path, *speed: str) -> None:
        site = root / "site"
        self.package = site / "routine"
        leave = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "routine", self.package, ignore=leave)
        shutil.copytree(ROOT / "presets", self.package / "presets", ignore=leave)
        self.house = DaemonHome(root / "home", DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent", PYTHONPATH=str(site))
        mask = a_test_mask('after_done = "5 days"', longest="15m", auto="1s", lead_in="1s", timer="2s")
        self.house.with_presets(stretch=STRETCH, facials=SERIES, test_mask=mask)
        command = [sys.executable, "-m", "routine.wiring.run_daemon", *speed]
        self.daemon = subprocess.Popen(command, cwd=site, env=self.house.env, stdin=subprocess.DEVNULL)
        self.house.ready(self.daemon)

    def told(self, *words: str) -> str:
        """What a command says that is of what is installed by now; in one line."""
        command, site = [sys.executable, "-m", "routine", *words], self.package.parent
        ended = subprocess.run(command, cwd=site, env=self.house.env, capture_output=True, text=True, check=False)
        return " ".join((ended.stdout + ended.stderr).split())

    def link(self) -> str:
        """A link to the page of what is installed by now."""
        return next(word for word in self.told("open", "--print").split() if word.startswith("http"))

    def end(self) -> None:
        """Whatever runs; the page's process ends by itself when its home is gone, or is ended here."""
        if (page := self._page()) is not None:
            os.kill(page, signal.SIGTERM)
        self.house.command("stop")
        self.daemon.terminate()
        self.daemon.wait(20)

    def _page(self) -> int | None:
        folder = Path(page_folder(paths(self.house.env)))
        holder = read_holder(folder) if folder.exists() and is_held(folder) else None
        return holder.pid if holder else None

    def ask(self, **request: Any) -> dict[str, Any]:
        do = request.pop("do")
        return self.house.ask(do, 60, **request)


@pytest.fixture
def install(tmp_path: Path) -> Iterator[Callable[..., Installed]]:
    made: list[Installed] = []

    def installed(*speed: str) -> Installed:
        made.append(Installed(tmp_path, *speed))
        return made[-1]

    yield installed
    for one in made:
        one.end()


@pytest.mark.parametrize("update", [replaced, removed])
def test_reminder_answer_session_and_visit_go_on_as_before(
    install: Callable[..., Installed], update: Callable[[Path], None]
) -> None:
    installed = install("--speed", "600")
    update(installed.package)
    ask = installed.ask
    [waiting] = until(lambda: [one for one in ask(do="pending")["reminders"] if one["routine"] == "stretch"], 60)
    assert ask(do="done", routines=["stretch"])["said"]
    assert any(one["id"] == waiting["id"] for one in ask(do="log")["entries"])
    assert ask(do="undo", routine="stretch")["said"]
    assert ask(do="visit", action="book", routine="facials", when="in 3 weeks 10:00")["visit"]
    assert ask(do="session-start", routine="test-mask")["session"] == "test-mask"
    while ask(do="session-status")["session"]:
        phase = ask(do="session-status")["session"] or {}
        if phase.get("phase") in ("asking", "sound-check", "waiting"):
            ask(do="session", action="no" if phase["phase"] == "asking" else "ready")
    assert [one["answer"] for one in ask(do="log", routine="test-mask")["entries"]]
    for question in QUESTIONS:
        assert ask(**question)
    assert ask(do="irritated", level="mild")["said"]
    assert ask(do="pause", routine="stretch", length="2 days")["said"]
    assert "internal error" not in installed.house.log()
    assert "Traceback" not in installed.house.log()


def test_a_command_of_the_new_version_says_that_the_old_one_runs_and_start_goes_on_with_the_new(
    install: Callable[..., Installed],
) -> None:
    installed = install()
    version = installed.package / "__init__.py"
    version.write_text(version.read_text().replace(routine.__version__, "9.9.9"))
    says = f"Routine was updated to version 9.9.9, but version {routine.__version__} is still running."
    for words in ((), ("status",), ("doctor",)):
        assert says in installed.told(*words)
    assert says in json.loads(installed.told("status", "--json"))["problems"][-1]
    installed.ask(do="session-start", routine="test-mask")
    assert "It becomes 9.9.9 after this session." in installed.told("start")
    installed.ask(do="session", action="stop")
    assert f"Routine was updated from version {routine.__version__} to 9.9.9." in installed.told("start")
    assert "was updated" not in installed.told()
    assert installed.ask(do="hello")["routine"] == "9.9.9"


def test_the_page_says_so_too_and_restarts_routine_by_a_button(install: Callable[..., Installed]) -> None:
    installed = install()
    old = Visitor(installed.link()).entered()
    assert "Restart Routine" not in old.get("settings").text
    version = installed.package / "__init__.py"
    version.write_text(version.read_text().replace(routine.__version__, "9.9.9"))
    assert "Routine was updated" in old.get("today").text
    page = Visitor(installed.link()).entered()
    assert "Restart needed" in page.get("today").text
    assert "Restart Routine" in page.get("settings").text
    installed.ask(do="session-start", routine="test-mask")
    assert "Finish your session" in page.get("settings").text
    page.follow(page.post("start"))
    assert installed.ask(do="hello")["routine"] == routine.__version__, "a session is not cut short"
    installed.ask(do="session", action="stop")
    assert "Restart needed" not in page.follow(page.post("start")).text
    assert installed.ask(do="hello")["routine"] == "9.9.9"
