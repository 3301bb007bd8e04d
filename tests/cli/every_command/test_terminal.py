"""On a real terminal: questions, colours, width; and real processes where the process itself is the point."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.terminal import ROUTINE, on_terminal
from tests.nothing_applies import nothing_applies


def routine(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """The command as a process, without a terminal."""
    return subprocess.run(
        [*ROUTINE, *words], env={**os.environ, **env}, capture_output=True, text=True, timeout=60, check=False
    )


def test_what_the_rules_need_to_know_is_asked_once_and_kept(home: Path) -> None:
    """On a terminal nobody has to copy a line."""
    status, shown = on_terminal("preset", "enable", "egg-mask", typed="n")
    assert status == 0, shown
    assert "Are you allergic to egg?" in shown
    assert "If yes, Egg white mask cannot be enabled." in shown
    assert "is enabled" in shown
    facts = {f["fact"]: f["answer"] for f in json.loads(routine("profile", "show", "--json").stdout)["facts"]}
    assert (facts["egg-allergy"], facts["broken-skin"]) == (False, False)


def test_a_yes_that_forbids_it_refuses(home: Path) -> None:
    """And nothing is enabled, nor asked further: it is said at once."""
    status, shown = on_terminal("preset", "enable", "egg-mask", typed="oy\n")
    assert status == 1, shown
    assert "is not enabled. Leave it off." in shown
    assert "2 of " not in shown
    rows = json.loads(routine("preset", "list", "--json").stdout)["presets"]
    assert not any(row["enabled"] for row in rows)


def test_an_empty_answer_is_no_answer(home: Path) -> None:
    """Enter alone asks again; it is never taken for a no."""
    nothing_applies(home, "egg-allergy")
    status, shown = on_terminal("preset", "enable", "egg-mask", typed="\nn\n")
    assert status == 0, shown
    assert "Please type y or n." in shown


def test_what_may_begin_begins_before_the_others_questions(home: Path) -> None:
    """Sunscreen does not wait for what collagen asks."""
    status, shown = on_terminal("preset", "enable", "spf", "egg-mask", typed="oy\n")
    assert status == 1, shown
    rows = json.loads(routine("preset", "list", "--json").stdout)["presets"]
    assert [row["id"] for row in rows if row["enabled"]] == ["spf"]


def test_a_doctors_word_is_asked_for_and_accepts_the_rule(home: Path) -> None:
    """One by one, with the count; a yes asks at once what the leaflet promises."""
    nothing_applies(home, "pregnant", "keloids", "nursing")
    status, shown = on_terminal("preset", "enable", "egg-mask", typed="oy\ny\nn\nn\n28\n")
    assert status == 0, shown
    assert "1 of 3. Are you pregnant?" in shown
    assert "Has your doctor agreed?" in shown
    assert "You chose to continue (pregnant)" in shown


def test_a_date_that_cannot_be_read_is_asked_again(home: Path) -> None:
    """A slip must not cost the answers that were given before it."""
    nothing_applies(home, "lab-tests")
    status, shown = on_terminal("preset", "enable", "biotin", typed="soon\n2020-02-01\nno\n")
    assert status == 0, shown
    assert "“soon” is not a" in shown
    assert "“2020-02-01” means" in shown
    assert "Please type a date, or no." in shown
    assert ".." not in shown.replace("...", "")


def test_nothing_is_asked_without_a_terminal(home: Path) -> None:
    """A script gets the finding and the exit status."""
    result = routine("preset", "enable", "egg-mask")
    assert result.returncode == 1
    assert "routine profile set egg-allergy ANSWER" in result.stderr


def test_nothing_is_asked_of_a_program_that_reads_json(home: Path) -> None:
    """Not even on a terminal."""
    status, shown = on_terminal("preset", "enable", "egg-mask", "--json")
    assert status == 1
    assert json.loads(shown)["error"]["code"] == "refused"


def test_colour_is_for_terminals_and_no_color_is_obeyed(home: Path) -> None:
    """https://no-color.org: any value that is not empty."""
    routine("preset", "enable", "spf")
    assert "\x1b[" in on_terminal()[1]
    assert "\x1b[" not in on_terminal(NO_COLOR="1")[1]
    assert "\x1b[" not in routine().stdout


def test_lines_fit_a_narrow_terminal(home: Path) -> None:
    """COLUMNS says how wide it is."""
    routine("preset", "enable", "five-a-day")
    _, shown = on_terminal("plan", COLUMNS="44", NO_COLOR="1")
    assert max(map(len, shown.splitlines())) <= 44
    assert "…" in shown


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_what_the_shell_reads(run: Run, shell: str) -> None:
    """Each names the variable that click answers to."""
    assert "_ROUTINE_COMPLETE" in run("completion", shell).stdout


COMPLETIONS = [
    ("routine tod", "today"),
    ("routine preset en", "enable"),
    ("routine preset show egg", "egg-mask"),
    ("routine preset enable col", "collagen"),
    ("routine done sp", "spf"),
    ("routine profile set egg", "egg-allergy"),
    ("routine completion z", "zsh"),
    ("routine preset set egg-mask steps.lie-flat.t", "steps.lie-flat.timer"),
    ("routine preset set egg-mask schedule.o", "schedule.on"),
    ("routine config set qui", "quiet"),
    ("routine config set notifier p", "plyer"),
    ("routine profile set egg-allergy n", "no"),
    ("routine profile set broken-skin ha", "hands"),
    ("routine preset set egg-mask schedule.on fr", "fri"),
    ("routine pause sp", "spf"),
    ("routine help preset ena", "enable"),
    ("routine preset enable collagen --accept preg", "pregnant"),
    ("routine preset enable collagen --accept pregnant --accept nur", "nursing"),
    ("routine preset step move egg-mask lie", "lie-flat"),
    ("routine preset step move egg-mask cream --before rem", "remove"),
]
#: What does not fit there is not offered, though it has such a name.
NOT_OFFERED = [
    ("routine preset enable egg-mask --accept egg", "egg-allergy"),
    ("routine preset enable egg-mask --accept kid", "kidney-disease"),
    ("routine preset enable collagen --accept pregnant --accept pre", "pregnant"),
    ("routine visit book sp", "spf"),
    ("routine course refill sp", "spf"),
    ("routine done egg", "egg-mask"),
    ("routine done spf sp", "spf"),
]


@pytest.mark.parametrize(("line", "offered"), COMPLETIONS)
def test_names_are_completed(home: Path, line: str, offered: str) -> None:
    """Commands, ids of presets, of enabled routines, keys, steps, settings, questions, rules, and what each can be."""
    routine("preset", "enable", "spf")
    assert f"plain,{offered}" in completed(line)


@pytest.mark.parametrize(("line", "other"), NOT_OFFERED)
def test_what_does_not_fit_is_not_offered(home: Path, line: str, other: str) -> None:
    """A final rule cannot be accepted, sunscreen is no visit, and what is not enabled cannot be done."""
    routine("preset", "enable", "spf")
    assert f"plain,{other}" not in completed(line)


def completed(line: str) -> list[str]:
    """What Tab offers at the end of a line."""
    at = str(len(line.split(" ")) - 1)
    return routine(_ROUTINE_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=at).stdout.splitlines()


def test_a_completion_that_cannot_look_offers_nothing_and_is_silent(tmp_path: Path) -> None:
    """No error text between a person's words."""
    file = tmp_path / "a file"
    file.write_text("")
    found = routine(
        ROUTINE_HOME=str(file), _ROUTINE_COMPLETE="bash_complete", COMP_WORDS="routine done sp", COMP_CWORD="2"
    )
    assert (found.stdout.strip(), found.stderr) == ("", "")


def test_a_full_disk_under_the_output_is_no_traceback(home: Path) -> None:
    """/dev/full refuses every byte."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = subprocess.run([*ROUTINE, "today"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert ended.stderr == "The answer cannot be printed: No space left on device.\nWhat was changed is kept.\n"


def test_a_home_that_cannot_be_is_said_plainly(tmp_path: Path) -> None:
    """A file in the place of the directory."""
    file = tmp_path / "a file"
    file.write_text("")
    ended = routine("today", "--json", ROUTINE_HOME=str(file))
    assert ended.returncode == 1
    assert json.loads(ended.stdout)["error"]["code"] == "store"
