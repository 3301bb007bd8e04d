"""The front: help, misplaced words, failures nobody foresaw, and what reaches the terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from routine.cli import help_lines
from routine.cli.root import root
from routine.cli.shell.command import LazyGroup
from routine.cli.shell.synonyms import SYNONYMS
from routine.core.requests.replies.status import StopReply
from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService, occurrence, today
from tests.rows import each

GROUPS = {
    (): help_lines.ROOT,
    ("preset",): help_lines.PRESET,
    ("preset", "step"): help_lines.PRESET_STEP,
    ("profile",): help_lines.PROFILE,
    ("config",): help_lines.CONFIG,
    ("course",): help_lines.COURSE,
    ("session",): help_lines.SESSION,
    ("visit",): help_lines.VISIT,
}
PAGES = [(*group, name) for group, table in GROUPS.items() for name in table]
LATER = (
    "export",
    "backup",
    "restore",
)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("plan", "--days", "0"), "--days needs a whole number from 1 to 3660, not “0”."),
        (("plan", "--days", "soon"), "--days needs a whole number from 1 to 3660, not “soon”."),
        (("run", "spf", "--speed", "fast"), "--speed needs a number from 1 to 1000, not “fast”."),
        (("run", "spf", "--speed", "nan"), "--speed needs a number from 1 to 1000, not “nan”."),
        (("start", "--speed", "nan"), "--speed needs a number from 1 to 100000, not “nan”."),
        (("autostart", "maybe"), "“maybe” is not possible here. Use on or off."),
        (("autostart", "--systemd"), "--systemd needs on."),
        (("completion", "ksh"), "“ksh” is not possible here. Use bash, zsh or fish."),
        (("why",), "ROUTINE is missing."),
        (("simulate", "--days", "2"), "--from is missing."),
    ],
)
def test_wrong_usage_is_said_in_words_for_people(run: Run, words: tuple[str, ...], says: str) -> None:
    """Not as click has it: `0 is not in the range 1<=x<=3660`."""
    result = run(*words)
    assert (result.exit_code, result.stderr.splitlines()[0]) == (2, says)


@pytest.mark.parametrize("words", [("pause", "--until", ""), ("snooze", "spf", "--for", ""), ("done", "--since", "")])
def test_an_empty_value_is_not_taken_for_none(run: Run, words: tuple[str, ...]) -> None:
    """A shell's variable that was never set would pause everything for good."""
    result = run(*words)
    assert (result.exit_code, "is empty" in result.stderr) == (2, True)


@pytest.mark.parametrize("words", PAGES, ids=" ".join)
def test_every_command_has_help_with_an_example(run: Run, words: tuple[str, ...]) -> None:
    """-h and --help are the same page, and it shows how the command is written."""
    page = run(*words, "-h")
    assert page.exit_code == 0
    assert "Example" in page.stdout
    assert f"routine {' '.join(words)}" in page.stdout.split("Example", 1)[1]
    assert page.stdout == run(*words, "--help").stdout


def test_plain_help_shows_the_seven_everyday_commands(run: Run) -> None:
    """A person who opens it for the first time is not met by twenty commands."""
    page = run("--help").stdout
    shown = {name for name in help_lines.ROOT if f"\n  {name} " in page}
    assert shown == {"today", "done", "skip", "snooze", "undo", "pause", "plan"}


def test_full_help_shows_every_command_and_the_ways_to_have_less(run: Run) -> None:
    """And none that is not there yet."""
    page = run("help", "--all").stdout
    assert all(f"\n  {name} " in page for name in help_lines.ROOT)
    assert "Ways to have fewer reminders" in page
    assert not any(f"\n  {name} " in page for name in LATER)


def test_help_imports_no_command() -> None:
    """The table alone answers --help: that keeps it fast."""
    code = "import sys, routine.cli.root as m\ntry: m.root(['-h'])\nfinally: print(*sys.modules, file=sys.stderr)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr.split()
    heavy = {"msgspec", "zoneinfo", "tinydb", "apscheduler", "socket", "json", "routine.cli.reading", "routine.daemon"}
    assert not heavy & set(loaded)


MISPLACED = [
    (["enable", "spf"], "routine preset enable spf"),
    (["start", "egg-mask"], "routine preset enable egg-mask"),
    (["stop", "egg-mask"], "routine preset disable egg-mask"),
    (["list"], "routine preset list"),
    (["remove", "spf"], "routine preset disable spf"),
    (["add", "spf"], "routine preset enable spf"),
    (["edit", "spf"], "routine preset edit spf"),
    (["preset", "start", "spf"], "routine preset enable spf"),
    (["preset", "lint"], "routine preset check"),
    (["tody"], "routine today"),
    (["preset", "shwo"], "routine preset show"),
]


@pytest.mark.parametrize(
    ("words", "right"), MISPLACED, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_a_misplaced_word_names_the_right_command(run: Run, fake: FakeService, words: list[str], right: str) -> None:
    """Exit 2, and the line to type instead."""
    result = run(*words)
    assert result.exit_code == 2
    assert right in result.stderr
    assert "Usage:" not in result.stderr


@pytest.mark.parametrize("group", ["preset", "profile", "config", "course", "session"])
def test_a_group_alone_shows_its_help_as_wrong_usage(run: Run, group: str) -> None:
    """On stderr, exit 2: a script that forgot the verb must notice."""
    result = run(group)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == run(group, "--help").stdout


def _begins(meant: str, page: tuple[str, ...]) -> bool:
    """Whether the words name that command, with what is given to it: `config set place`."""
    return tuple(meant.split())[: len(page)] == page


def test_every_misplaced_word_leads_to_a_command_that_exists() -> None:
    """A hint that leads nowhere is worse than none."""
    for table in SYNONYMS.values():
        for meant in table.values():
            assert meant == "--version" or any(_begins(meant, page) for page in PAGES), meant


@each("group", GROUPS, ids=" ".join)
def test_no_word_is_both_a_command_and_misplaced(group: tuple[str, ...]) -> None:
    """The command would win, and the hint never show."""
    assert not GROUPS[group].keys() & SYNONYMS[" ".join(group)].keys()


def test_a_mistake_of_ours_is_one_line_and_a_file(run: Run, fake: FakeService, home: Path) -> None:
    """Never a traceback in front of a person."""
    fake.replies["today"] = StopReply(pid=1)
    result = run("today")
    saved = home / "log" / "last-crash.txt"
    assert result.exit_code == 1
    assert "Traceback" not in result.stderr
    assert str(saved) in result.stderr
    assert "AttributeError: there is no occurrences" in saved.read_text()


def test_a_title_cannot_move_the_cursor(run: Run, fake: FakeService) -> None:
    """Presets are data from strangers."""
    fake.replies["today"] = today(occurrence(title="\x1b[2Jgone\x9b1m\u202e\nnew line"))
    shown = run("today").stdout
    assert not {"\x1b", "\x9b", "\u202e"} & set(shown)
    assert shown.count("\n") == 1
    assert "gone" in shown


def test_json_is_ascii_and_keeps_the_text_as_it_is(run: Run, fake: FakeService) -> None:
    """A program gets the true value; a terminal that shows it gets nothing to obey."""
    fake.replies["today"] = today(occurrence(title="Maske \x9b é"))
    shown = run("today", "--json").stdout
    assert shown.isascii()
    assert json.loads(shown)["occurrences"][0]["title"] == "Maske \x9b é"


@pytest.mark.parametrize("words", [["help", "--all"], ["today"], ["today", "--nonsense", "--json"]], ids=" ".join)
def test_a_reader_that_goes_away_is_no_noise(home: Path, words: list[str]) -> None:
    """As in `routine log | head -1`: exit 1, and nothing on stderr, whatever there was to say."""
    read, write = os.pipe()
    os.close(read)
    ended = subprocess.run(
        [sys.executable, "-m", "routine", *words], stdout=write, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(write)
    assert (ended.returncode, ended.stderr) == (1, "")


def test_ctrl_c_is_quiet(run: Run, fake: FakeService, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever pressed it knows."""

    def interrupted(request: object, *, write: bool) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("routine.cli.shell.connection.ask", interrupted)
    result = run("today")
    assert result.exit_code == 130
    assert result.stdout == ""
    assert result.stderr.strip() == ""


def test_the_root_is_a_group_whose_table_says_where_each_command_is() -> None:
    """Every row of the table leads to a command of that name."""
    assert isinstance(root, LazyGroup)
    context = click.Context(root)
    assert all(root.get_command(context, name) is not None for name in help_lines.ROOT)
