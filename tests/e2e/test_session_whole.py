"""A whole guided session, begun by the Start button alone: on a real notification server, and really heard."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.daemon.processes import DaemonHome, until
from tests.e2e.desktop import Desktop, wait_for
from tests.e2e.sound_server import PITCH, Recording, SoundServer, a_song, spans
from tests.nothing_applies import nothing_applies
from tests.preset_texts import a_test_mask

MASK = a_test_mask(
    'after_done = "5 days"',
    longest="10m",
    auto="3s",
    lead_in="2s",
    timer="9s",
    while_flat='cues = [{ at = "half", say = "Half way." }]\nmusic = true',
)
LEAD_IN, STEP_END, FINISHED = 523.25, 783.99, 659.25


class SessionDesktop:
    """A house with a screen, a sound server, and stand-ins for logind and the screen saver that note who holds what.

    Buttons are picked in dunst's menu.
    """

    def __init__(self, desktop: Desktop, sound_server: SoundServer, home: Path) -> None:
        self.desktop, self.sound_server = desktop, sound_server
        self._label = desktop.root / "label"
        menu = desktop.root / "menu"
        menu.write_text(f'#!/bin/sh\ngrep -F -m 1 "#$(cat {self._label}) "\n')
        menu.chmod(0o755)
        desktop.start_dunst(dmenu=str(menu))
        self.notes = desktop.root / "notes"
        names = ("org.freedesktop.login1", "org.freedesktop.ScreenSaver")
        stub = [
            sys.executable,
            "-m",
            "tests.adapters.keep_awake.stub_inhibitors",
            desktop.address,
            str(self.notes),
            "fair",
            *names,
        ]
        desktop.start(stub, "inhibitors")
        wait_for(self.notes.exists, "the inhibitors are there")
        buses = {"DBUS_SESSION_BUS_ADDRESS": desktop.address, "DBUS_SYSTEM_BUS_ADDRESS": desktop.address}
        self.house = DaemonHome(home, **sound_server.environ, **buses)
        presets = home / "presets"
        presets.mkdir(parents=True)
        (presets / "test-mask.toml").write_text(MASK)
        nothing_applies(home)

    def command(self, *words: str) -> str:
        told = self.house.command(*words)
        assert told.returncode == 0, told.stderr or told.stdout
        return told.stdout

    def press(self, label: str) -> None:
        """Pick a button by its label; again, until it could be picked, for dunst shows a notice when it likes."""
        self._label.write_text(label)
        self.desktop.run("dunstctl", "context")

    def session(self) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self.house.ask("session-status")["session"]
        return found

    def at(self, phase: str, step: str = "") -> bool:
        found = self.session()
        return found is not None and found["phase"] == phase and step in found["step"]["id"]

    def press_until(self, label: str, come: Callable[[], object]) -> None:
        for _ in range(6):
            self.press(label)
            with contextlib.suppress(AssertionError):
                until(come, 1.5)
                return
        raise AssertionError(f"{label} was pressed in vain: {self.session()}")

    def held(self) -> list[str]:
        """What the inhibitors noted, in order, by their first word."""
        return [json.loads(line)[0] for line in self.notes.read_text().splitlines()][1:]


@pytest.fixture
def session_desktop(screen: Desktop, tmp_path: Path) -> Iterator[SessionDesktop]:
    folder = tmp_path / "studio"
    folder.mkdir()
    sound_server = SoundServer(folder)
    made = SessionDesktop(screen, sound_server, tmp_path / "home")
    yield made
    made.house.close()
    sound_server.close()


def test_by_the_start_button_alone_a_session_is_asked_guided_heard_kept_awake_and_logged(
    session_desktop: SessionDesktop, tmp_path: Path
) -> None:
    session_desktop.command("config", "set", "music", str(a_song(tmp_path / "song.wav", seconds=30)))
    session_desktop.command("preset", "enable", "test-mask")
    session_desktop.house.ready(session_desktop.house.daemon(module="routine.wiring.run_daemon"))
    until(lambda: session_desktop.house.ask("pending")["reminders"][0]["delivered_at"])

    session_desktop.press_until("Start", lambda: session_desktop.at("asking"))
    until(lambda: {"sleep", "screen"} <= set(session_desktop.held()))
    session_desktop.press_until("No", lambda: session_desktop.at("sound-check"))
    session_desktop.press_until("Sound works", lambda: session_desktop.at("waiting", "wash"))
    session_desktop.press_until("Ready", lambda: session_desktop.at("running", "layer"))
    assert (session_desktop.session() or {})["missing"] == []
    until(lambda: session_desktop.at("waiting", "rinse"), 25)
    session_desktop.press_until("Ready", lambda: session_desktop.session() is None)

    until(lambda: set(session_desktop.held()[-2:]) == {"sleep released", "screen released"})
    entry = json.loads(session_desktop.command("log", "--json"))["entries"][-1]
    assert entry["answer"] == "done"
    assert "on skin" in entry["reason"]
    until(
        lambda: _chimed_last(session_desktop.sound_server.heard()), 0.1
    )  # ten times: each look takes most of a second
    _check_what_was_heard(session_desktop.sound_server.heard())


def _check_what_was_heard(heard: Recording) -> None:
    """In order: words (the question), the lead-in's chime, music, lower under a cue, the step's end, the last chime."""
    loud = [at / 20 for at, _ in spans(heard.loudness(), 500)]
    music = heard.tone(PITCH)
    began, ended = _music_span(music)
    lead_in = _bells(heard, LEAD_IN)
    last = _bells(heard, FINISHED)
    assert loud[0] < began - 4, "the question and the sound check were spoken long before"
    assert any(began - 1.5 < at < began + 1.5 for at in lead_in), "a chime began the timer"
    assert 7.0 < ended - began < 12.0, "music for nine seconds, fading in and out"
    assert last, "a chime at the end"
    assert _chimed_last(heard)
    middle = music[round((began + 2) * 20) : round((began + 7) * 20)]
    assert min(middle) < 0.5 * max(middle), "lowered under the words half way"
    assert any(began + 6.5 < at < began + 9.5 for at in _bells(heard, STEP_END)), "a chime ended the timer"


def _music_span(music: list[float]) -> tuple[float, float]:
    """When the music began and ended, in seconds: the longest span of its tone."""
    first, end = max(spans(music, max(music) * 0.15), key=lambda span: span[1] - span[0])
    return first / 20, end / 20


def _chimed_last(heard: Recording) -> bool:
    """Whether the session's own end has been heard by now: a busy machine plays it when it can."""
    last = _bells(heard, FINISHED)
    return bool(last) and last[-1] > _music_span(heard.tone(PITCH))[1] - 3.5


def _bells(heard: Recording, pitch: float) -> list[float]:
    """When a chime's tone began, in seconds."""
    return [first / 20 for first, last in spans(heard.tone(pitch), 1800) if last > first]
