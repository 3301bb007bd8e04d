"""A guided session on a real terminal, with a real daemon: keys, sizes, two terminals, and things that die."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.daemon.processes import ROOT, DaemonHome, until
from tests.e2e.terminal import TerminalWindow

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")

MASK = """
format = 1
title = "Test mask"
kind = "mask"
summary = "A mask for tests."
sources = ["unsourced: all of it"]

[schedule]
at = ["20:30"]

[safety]
longest_on_skin = "2h"

[steps.wash]
say = "Wash your face."

[steps.lie-flat]
say = "Lie flat, no pillow. Relax your face and do not talk: talking and moving crack the film."
posture = "lie-flat"
on_skin = "start"
timer = "1h"

[steps.rinse]
say = "Rinse it off."
on_skin = "end"
"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[DaemonHome]:
    """A home in which a mask and something else are enabled and the daemon runs."""
    found = DaemonHome(tmp_path / "home")
    other = MASK.replace("Test mask", "Another").replace('"mask"', '"habit"')
    found.with_presets(test_mask=MASK, other=other)
    try:
        start(found)
        yield found
    finally:
        found.close()


def start(house: DaemonHome) -> None:
    """A daemon that answers."""
    house.ready(house.daemon(module="routine.wiring.run_daemon"))


def kill_daemon(house: DaemonHome) -> None:
    """As a crash would."""
    running = house.address()
    assert running is not None, "no daemon"
    os.kill(running.pid, signal.SIGKILL)


Open = Callable[..., TerminalWindow]


@pytest.fixture
def window(house: DaemonHome, tmp_path: Path) -> Iterator[Open]:
    """Opens terminals, and closes them."""
    opened: list[TerminalWindow] = []

    def open_one(width: int = 80, height: int = 24) -> TerminalWindow:
        folder = tmp_path / f"terminal-{len(opened)}"
        folder.mkdir()
        opened.append(TerminalWindow(house, folder, width, height))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


def session(house: DaemonHome) -> dict[str, Any] | None:
    """What the daemon says of it."""
    found: dict[str, Any] | None = house.ask("session-status")["session"]
    return found


def step(house: DaemonHome) -> str:
    """The step it is at, or its phase before the first."""
    found = session(house)
    assert found is not None, "no session"
    return str(found["step"]["id"]) if found["phase"] in ("waiting", "running") else str(found["phase"])


def lying_flat(house: DaemonHome, terminal: TerminalWindow) -> None:
    """A session, at its timed step; without a voice, so that no sound check comes first, or goes while one looks."""
    assert house.command("config", "set", "voice", "off").returncode == 0
    terminal.routine("run test-mask")
    terminal.waits_for("Wash your face")
    terminal.press("Space")
    terminal.waits_for("Step 2 of 3")  # its text stands below the first step already, as the next one


def test_a_session_from_the_first_step_to_the_closing_words(house: DaemonHome, window: Open) -> None:
    """Every key that a person needs, and the terminal as it was at the end."""
    terminal = window()
    lying_flat(house, terminal)
    shown = terminal.waits_for("On your skin 0:")
    for part in ("Test mask · Step 2 of 3", "Position: lie flat", "Next: Rinse it off.", "space pause"):
        assert part in shown
    terminal.press("Space")
    terminal.waits_for("Paused")
    terminal.press("Space")
    terminal.waits_for("space pause")
    terminal.press("b")
    terminal.waits_for("Step 1 of 3")
    terminal.press("n")
    terminal.waits_for("Step 2 of 3")
    terminal.press("n")
    terminal.waits_for("Rinse it off.")
    terminal.press("n")
    assert "on your skin. The timed steps ran for" in terminal.waits_for("Test mask: skipped through")
    assert (terminal.flag("alternate_on"), terminal.flag("cursor_flag")) == ("0", "1")
    assert session(house) is None


@pytest.mark.parametrize(("width", "height", "rows"), [(80, 24, 8), (120, 40, 15), (20, 10, 3)])
def test_each_size_shows_the_instruction_and_large_digits(
    house: DaemonHome, window: Open, width: int, height: int, rows: int
) -> None:
    """Also one that is made while it runs; nothing of the old picture stays."""
    terminal = window()
    lying_flat(house, terminal)
    terminal.resize(width, height)
    until(lambda: sum(any(char in row for char in "█▀▄") for row in terminal.rows()) == rows)
    # The picture comes in pieces: the digits may be there before the words.
    assert terminal.waits_for("talking and moving crack the film.").count("film.") == 1


def test_q_pressed_twice_stops_and_says_to_take_it_off(house: DaemonHome, window: Open) -> None:
    """Once asks."""
    terminal = window()
    lying_flat(house, terminal)
    terminal.press("q")
    terminal.waits_for("Press q again to stop the session.")
    assert session(house) is not None
    terminal.press("q")
    assert "Rinse it off." in terminal.waits_for("Take it off now.")
    assert session(house) is None


def test_one_key_for_stinging(house: DaemonHome, window: Open) -> None:
    """Rinse first; it is recorded."""
    terminal = window()
    lying_flat(house, terminal)
    terminal.press("s")
    terminal.waits_for("plenty of lukewarm water")
    entry = house.ask("log")["entries"][-1]
    assert "stinging" in entry["reason"]


@pytest.mark.parametrize(("key", "status"), [("C-c", "130"), ("C-\\", "131")])
def test_leaving_puts_the_terminal_back_and_the_session_goes_on(
    house: DaemonHome, window: Open, key: str, status: str
) -> None:
    """Echo, cursor, screen; the status says that it was cut short."""
    terminal = window()
    terminal.line("before=$(stty -g)")
    lying_flat(house, terminal)
    terminal.press(key)
    until(lambda: terminal.flag("alternate_on") == "0")
    terminal.line('echo "left: $?" "$([ "$before" = "$(stty -g)" ] && echo as before)"')
    terminal.waits_for(f"left: {status} as before")
    assert terminal.flag("cursor_flag") == "1"
    assert step(house) == "lie-flat"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_that_ends_it_puts_the_terminal_back(house: DaemonHome, window: Open, number: signal.Signals) -> None:
    """A shutdown, a closed window."""
    terminal = window()
    terminal.line("before=$(stty -g)")
    lying_flat(house, terminal)
    os.kill(terminal.child(), number)
    until(lambda: terminal.flag("alternate_on") == "0")
    terminal.line('echo "left: $?" "$([ "$before" = "$(stty -g)" ] && echo as before)"')
    terminal.waits_for(f"left: {128 + number} as before")


def test_killed_it_leaves_the_session_running(house: DaemonHome, window: Open) -> None:
    """kill -9 of the command; the same command shows the session again."""
    terminal = window()
    lying_flat(house, terminal)
    os.kill(terminal.child(), signal.SIGKILL)
    terminal.line("reset")
    assert step(house) == "lie-flat"
    terminal.routine("run test-mask")
    assert "Step 2 of 3" in terminal.waits_for("You are back in your session.")


NO_UTF8 = {"no locale": "unset LC_ALL LC_CTYPE LANG", "Latin-1": "export PYTHONIOENCODING=latin-1"}


@pytest.mark.parametrize("how", NO_UTF8)
def test_a_terminal_that_is_not_utf8_has_large_digits_and_no_strange_signs(
    house: DaemonHome, window: Open, how: str
) -> None:
    terminal = window()
    terminal.line(NO_UTF8[how])
    lying_flat(house, terminal)
    until(lambda: sum("###" in row for row in terminal.rows()) == 5)
    shown = terminal.waits_for("q q stop")
    assert shown.replace("·", "").isascii() if how == "Latin-1" else shown.isascii()


def test_forty_columns_name_every_key(house: DaemonHome, window: Open) -> None:
    terminal = window(40, 20)
    lying_flat(house, terminal)
    shown = terminal.waits_for("q q stop")
    assert all(name in shown for name in ("space pause", "n next", "b back", "s stinging"))


def test_stopping_a_rehearsal_says_nothing_of_taking_off(house: DaemonHome, window: Open) -> None:
    """Nothing is on the skin."""
    terminal = window()
    terminal.routine("run test-mask --speed 2")
    terminal.waits_for("Wash your face")
    terminal.press("Space")
    terminal.waits_for("Step 2 of 3")
    terminal.press("q")
    terminal.waits_for("Press q again")
    terminal.press("q")
    shown = terminal.waits_for("rehearsal over")
    assert "stopped at step 2 of 3." in shown
    assert "Take it off" not in shown


def test_put_aside_with_ctrl_z_it_gives_the_terminal_back_and_returns(house: DaemonHome, window: Open) -> None:
    """As any program does."""
    terminal = window()
    lying_flat(house, terminal)
    terminal.press("C-z")
    terminal.waits_for("Stopped")
    assert terminal.flag("alternate_on") == "0"
    terminal.line("fg")
    until(lambda: terminal.flag("alternate_on") == "1")
    terminal.waits_for("space pause")
    terminal.press("n")
    terminal.waits_for("Rinse it off.")


def test_two_terminals_show_one_session(house: DaemonHome, window: Open) -> None:
    """A key on either moves both, and both say goodbye."""
    one, other = window(), window(40, 16)
    lying_flat(house, one)
    other.routine("run test-mask")
    other.waits_for("Lie flat")
    other.press("n")
    one.waits_for("Rinse it off.")
    one.press("n")
    for terminal in (one, other):
        terminal.waits_for("Test mask: skipped through")


def test_a_session_of_another_routine_is_refused_meanwhile(house: DaemonHome, window: Open) -> None:
    """One at a time."""
    lying_flat(house, window())
    refused = house.command("run", "other")
    assert refused.returncode == 2
    assert "Test mask" in refused.stderr


def test_mashed_keys_do_no_harm(house: DaemonHome, window: Open) -> None:
    """Neither a stop nor the end of the session nor a line for the shell."""
    terminal = window()
    lying_flat(house, terminal)
    for _ in range(5):
        terminal._tmux("send-keys", "-l", "asdfjkl;qweruiop\x1b[5~\x1b[Azxcvbnm,.")
    until(lambda: "Keys:" in terminal.shown())
    assert step(house) == "lie-flat"


def test_a_daemon_that_dies_is_said_and_waited_for(house: DaemonHome, window: Open) -> None:
    """And when it is back, the session goes on where it was."""
    terminal = window()
    lying_flat(house, terminal)
    kill_daemon(house)
    terminal.waits_for("Your session is kept. Waiting…")
    start(house)
    terminal.waits_for("Routine is back.")
    terminal.press("n")
    terminal.waits_for("Step 3 of 3")


def test_space_starts_a_daemon_that_is_away(house: DaemonHome, window: Open) -> None:
    """Nobody gets up to type a command."""
    terminal = window()
    lying_flat(house, terminal)
    kill_daemon(house)
    terminal.waits_for("space start Routine")
    terminal.press("Space")
    terminal.waits_for("Routine is back.")
    assert step(house) == "lie-flat"


def test_a_rehearsal_without_a_terminal_is_plain_lines_from_a_pipe(house: DaemonHome) -> None:
    """One key a line; no escape codes; the closing words last."""
    keys = "\nn\nn\n"
    done = subprocess.run(
        [sys.executable, "-m", "routine", "run", "test-mask", "--speed", "1000"],
        input=keys, env=house.env, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Step 1 of 3: Wash your face. Press space")
    assert any("rehearsal over" in line for line in lines)


def test_it_wakes_no_more_often_than_its_picture_changes(house: DaemonHome, window: Open) -> None:
    """What it costs of a core is measured by `bench.session_timers`; here, how often it asks for one."""
    terminal = window(120, 40)
    lying_flat(house, terminal)
    tasks = Path("/proc") / str(terminal.child()) / "task"

    def wakes() -> int:
        found = [
            re.search(r"^voluntary_ctxt_switches:\s*(\d+)", (one / "status").read_text(), re.M)
            for one in tasks.iterdir()
        ]
        return sum(int(one[1]) for one in found if one)

    def second() -> float:
        return float((session(house) or {})["on_skin_s"])

    before, at = wakes(), second()
    until(lambda: second() > at + 10, within_s=90)
    woke = wakes() - before
    assert woke < 10 * (second() - at), "a picture a second needs no more"
