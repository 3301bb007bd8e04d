"""Preset files from the command line, with real files and the real service in this process."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

BROKEN = 'format = 1\ntitle = "Mine"\nkind = "maks"\n[schedule]\nat = ["25:00"]\n[steps.one]\nsay = "Do."\n'


@pytest.fixture
def presets(home: Path) -> Path:
    """The user's preset directory."""
    folder = home / "presets"
    folder.mkdir(parents=True)
    return folder


def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Make $VISUAL a program that runs `code` with `path` (a Path) and `text` (what is in it)."""
    program = tmp_path / "an editor.py"
    head = "import sys; from pathlib import Path\npath = Path(sys.argv[-1]); text = path.read_text()\n"
    program.write_text(head + code)
    monkeypatch.setenv("VISUAL", f"{sys.executable} '{program}'")


def test_list_has_the_contracts_keys_and_also_names_what_does_not_load(run: Run, presets: Path) -> None:
    """A file with mistakes is not hidden: it is listed with their number."""
    (presets / "mine.toml").write_text(BROKEN)
    rows = {row["id"]: row for row in json.loads(run("preset", "list", "--json").stdout)["presets"]}
    assert all(row.keys() >= {"id", "title", "kind", "enabled", "source", "errors"} for row in rows.values())
    assert (rows["mine"]["source"], rows["mine"]["errors"]) == ("own", 2)
    assert rows["egg-mask"]["errors"] == 0
    assert "2 mistakes: routine preset check mine" in run("preset", "list").stdout


def test_check_names_every_mistake_with_its_line_and_exits_1(run: Run, presets: Path) -> None:
    """All at once, ready for an editor: FILE:LINE."""
    (presets / "mine.toml").write_text(BROKEN)
    result = run("preset", "check", "mine", "--json")
    errors = json.loads(result.stdout)["errors"]
    assert result.exit_code == 1
    assert all(error.keys() >= {"file", "line", "key", "message", "hint"} for error in errors)
    assert [(error["line"], error["key"]) for error in errors] == [(3, "kind"), (5, "schedule.at.1")]
    assert f"{presets / 'mine.toml'}:3" in run("preset", "check", "mine").stdout


def test_check_of_what_is_right_exits_0(run: Run, presets: Path) -> None:
    """The shipped ones are."""
    assert run("preset", "check").exit_code == 0
    assert json.loads(run("preset", "check", "--json").stdout) == {"errors": []}


def test_check_takes_the_path_of_a_file(run: Run, tmp_path: Path) -> None:
    """Before it is put among the presets."""
    path = tmp_path / "mine.toml"
    path.write_text(BROKEN)
    assert run("preset", "check", str(path)).exit_code == 1
    assert run("preset", "check", str(tmp_path / "none.toml")).exit_code == 3


def test_show_prints_the_leaflet_with_the_users_changes(run: Run, presets: Path) -> None:
    """Whoever changed something sees it there."""
    run("preset", "set", "egg-mask", "steps.lie-flat.timer", "9m")
    shown = run("preset", "show", "egg").stdout
    assert "Tightening mask" in shown
    assert "steps.lie-flat.timer: 9m (was 8m)" in shown


def test_show_counts_the_weeks_on_that_passed_since_one_was_said(run: Run, home: Path) -> None:
    """The leaflet says to lie on the side from the week on in which the notices do."""
    run("profile", "set", "pregnant", "yes")
    run("profile", "set", "pregnancy-week", "24 on 2026-05-01")
    assert "lying on the side" in run("preset", "show", "egg-mask").stdout


def test_set_says_what_it_was_and_is_and_writes_an_overlay(run: Run, presets: Path) -> None:
    """The shipped file stays as it is."""
    result = run("preset", "set", "egg-mask", "steps.lie-flat.timer", "9m")
    assert "steps.lie-flat.timer is 9m (was 8m)" in result.stdout
    assert 'extends = "egg-mask"' in (presets / "egg-mask.toml").read_text()
    changes = json.loads(run("preset", "diff", "egg-mask", "--json").stdout)["changes"]
    assert changes == [{"key": "steps.lie-flat.timer", "old": "8m", "new": "9m"}]


def test_set_says_what_becomes_of_the_coming_week(run: Run, presets: Path) -> None:
    """An enabled routine's plan, before and after."""
    run("preset", "enable", "spf")
    lines = run("preset", "set", "spf", "schedule.at", "09:10").stdout.splitlines()
    assert "In the coming week:" in lines
    assert any(line.startswith("  - ") and line.endswith(" 08:00") for line in lines)
    assert any(line.startswith("  + ") and line.endswith(" 09:10") for line in lines)


def test_set_tells_a_program_what_goes_and_what_comes(run: Run, presets: Path) -> None:
    """With the old value and the new."""
    run("preset", "enable", "spf")
    value = json.loads(run("preset", "set", "spf", "schedule.at", "09:10", "--json").stdout)
    assert (value["old"], value["new"]) == (["08:00"], "09:10")
    assert any(when.endswith("08:00") for when in value["gone"])
    assert any(when.endswith("09:10") for when in value["added"])


def test_set_of_a_routine_that_is_off_says_so(run: Run, presets: Path) -> None:
    """Otherwise a person waits for what will not come."""
    assert "routine preset enable egg-mask" in run("preset", "set", "egg-mask", "schedule.at", "21:00").stdout


def test_set_refuses_nonsense_and_changes_nothing(run: Run, presets: Path) -> None:
    """No half-changed file."""
    result = run("preset", "set", "egg-mask", "steps.lie-flat.timer", "9x")
    assert result.exit_code == 1
    assert "not a duration" in result.stderr
    assert not (presets / "egg-mask.toml").exists()


def test_set_of_a_key_that_is_not_there_names_the_nearest(run: Run, presets: Path) -> None:
    """And exits 3: there was nothing to act on."""
    result = run("preset", "set", "egg-mask", "steps.lie-flt.timer", "9m")
    assert result.exit_code == 3
    assert "lie-flat" in result.stderr


def test_unset_and_reset_go_back_to_what_is_shipped(run: Run, presets: Path) -> None:
    """Reset keeps the user's file under another name."""
    run("preset", "set", "egg-mask", "steps.lie-flat.timer", "9m")
    assert "is 8m (was 9m)" in run("preset", "unset", "egg-mask", "steps.lie-flat.timer").stdout
    run("preset", "set", "egg-mask", "steps.lie-flat.timer", "7m")
    assert run("preset", "reset", "egg-mask").exit_code == 0
    assert "you changed nothing" in run("preset", "diff", "egg-mask").stdout
    assert [path.name for path in presets.iterdir()] == ["egg-mask.toml.bak-1"]


def test_new_and_copy_make_presets_without_mistakes(run: Run, presets: Path) -> None:
    """A beginning that works as it is."""
    assert run("preset", "new", "evening-cream").exit_code == 0
    assert run("preset", "copy", "egg-mask", "egg-short").exit_code == 0
    assert run("preset", "check").exit_code == 0
    assert run("preset", "new", "evening-cream").exit_code == 1


@pytest.mark.parametrize("name", ["../out", "a/b", "", ".hidden", "UPPER", "a\x1b[1m"])
def test_a_name_cannot_lead_out_of_the_directory(run: Run, presets: Path, tmp_path: Path, name: str) -> None:
    """Nothing is written anywhere."""
    before = sorted(tmp_path.rglob("*.toml"))
    result = run("preset", "new", name)
    assert result.exit_code != 0
    assert "\x1b" not in result.stderr
    assert sorted(tmp_path.rglob("*.toml")) == before


def test_schema_is_json_that_editors_take(run: Run) -> None:
    """The same forms that read a file made it."""
    assert json.loads(run("preset", "schema").stdout)["title"] == "A preset of Routine"


# --- edit ---------------------------------------------------------------------------------------------------------


def test_edit_puts_a_right_text_in_force(
    run: Run, presets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the editor leaves becomes the user's file, and the coming week is told."""
    editor(tmp_path, monkeypatch, "path.write_text(text + '[steps.lie-flat]\\ntimer = \"7m\"\\n')")
    result = run("preset", "edit", "egg-mask")
    assert result.exit_code == 0, result.stderr
    assert 'timer = "7m"' in (presets / "egg-mask.toml").read_text()
    assert "7m (was 8m)" in run("preset", "show", "egg-mask").stdout


def test_edit_begins_with_the_shipped_text_as_comments(
    run: Run, presets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To be taken over line by line; without a change there is no file."""
    editor(tmp_path, monkeypatch, f"Path({str(tmp_path / 'seen')!r}).write_text(text)")
    assert "Nothing was changed" in run("preset", "edit", "egg-mask").stdout
    seen = (tmp_path / "seen").read_text()
    assert 'extends = "egg-mask"' in seen
    assert "# [steps.lie-flat]" in seen
    assert not list(presets.iterdir())


def test_edit_never_puts_mistakes_in_force_and_never_loses_the_text(
    run: Run, presets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every mistake is shown; the text is kept beside."""
    editor(
        tmp_path, monkeypatch, 'path.write_text(\'format = 1\\nextends = "egg-mask"\\nkind = "maks"\\nttle = "x"\\n\')'
    )
    result = run("preset", "edit", "egg-mask")
    assert result.exit_code == 1
    assert "kind" in result.stderr
    assert "ttle" in result.stderr
    assert not (presets / "egg-mask.toml").exists()
    assert 'kind = "maks"' in (presets / "egg-mask.toml.rejected").read_text()


def test_an_editor_that_fails_changes_nothing(run: Run, presets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """:cq in vim, or a program that is not there."""
    monkeypatch.setenv("VISUAL", "false")
    assert run("preset", "edit", "egg-mask").exit_code == 1
    monkeypatch.setenv("VISUAL", "/no/such/editor")
    result = run("preset", "edit", "egg-mask")
    assert result.exit_code == 1
    assert "cannot be run" in result.stderr
    assert not list(presets.iterdir())


def test_an_editor_that_cannot_be_read_or_leaves_no_file_is_told(
    run: Run, presets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither is a mistake of Routine's own."""
    editor(tmp_path, monkeypatch, "path.unlink()")
    assert run("preset", "edit", "egg-mask").stderr == "The editor left no file; nothing was changed.\n"
    monkeypatch.setenv("VISUAL", "vim 'unclosed")
    result = run("preset", "edit", "egg-mask")
    assert (result.exit_code, "cannot be read: No closing quotation" in result.stderr) == (1, True)
    assert not list(presets.iterdir())


def test_a_value_that_begins_with_a_dash_is_taken_behind_two(run: Run, presets: Path) -> None:
    """And the refusal of one without them says so."""
    assert "Put “--” before a value" in run("preset", "show", "-x").stderr
    assert "title is -x" in run("preset", "set", "egg-mask", "title", "--", "-x").stdout


def test_a_preset_of_ones_own_differs_from_nothing(run: Run, presets: Path) -> None:
    """“As shipped” would be untrue."""
    run("preset", "copy", "egg-mask", "my-egg")
    assert run("preset", "diff", "my-egg").stdout.startswith("my-egg is your own")


def test_the_editors_name_is_no_shell_line(
    run: Run, presets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An environment that a stranger wrote runs at most the one program it names."""
    monkeypatch.setenv("VISUAL", f"true; touch {tmp_path / 'pwned'} #")
    run("preset", "edit", "egg-mask")
    assert not (tmp_path / "pwned").exists()


# --- profile and settings -----------------------------------------------------------------------------------------


def test_a_fact_that_nobody_gave_stands_in_the_way_until_it_is_answered(run: Run, home: Path) -> None:
    """Silence is never a no; the refusal says what to type."""
    refused = run("preset", "enable", "egg-mask")
    assert refused.exit_code == 1
    assert "routine profile set egg-allergy no" in refused.stderr
    assert "--accept broken-skin" in refused.stderr
    assert "--accept egg-allergy" not in refused.stderr
    assert run("preset", "enable", "egg-mask", "--accept", "egg-allergy", "--accept", "broken-skin").exit_code == 1
    run("profile", "set", "egg-allergy", "no")
    run("profile", "set", "broken-skin", "no")
    assert run("preset", "enable", "egg-mask").exit_code == 0


def test_a_date_of_the_profile_is_read_as_people_say_it_and_kept_as_the_day(run: Run) -> None:
    """A text such as “in December” would count as ahead for good."""
    assert run("profile", "set", "lab-tests", "tomorrow").exit_code == 0
    kept = run("profile", "show").stdout
    assert re.search(r"lab-tests +\d{4}-\d{2}-\d{2} ", kept)
    for wrong in ("soon", "2020-01-10"):
        assert run("profile", "set", "lab-tests", wrong).exit_code == 2
    assert run("profile", "show").stdout == kept


def test_profile_shows_what_nobody_answered_as_unknown(run: Run, home: Path) -> None:
    """Unset makes it unknown again."""
    run("profile", "set", "egg-allergy", "no")
    facts = {f["fact"]: f["answer"] for f in json.loads(run("profile", "show", "--json").stdout)["facts"]}
    assert facts["egg-allergy"] is False
    assert facts["broken-skin"] is None
    run("profile", "unset", "egg-allergy")
    facts = {f["fact"]: f["answer"] for f in json.loads(run("profile", "show", "--json").stdout)["facts"]}
    assert facts["egg-allergy"] is None


def test_a_setting_is_changed_and_shown(run: Run, home: Path) -> None:
    """With what it was."""
    assert "was 04:00" in run("config", "set", "day_ends", "03:00").stdout
    rows = {row["key"]: row for row in json.loads(run("config", "show", "--json").stdout)["settings"]}
    assert (rows["day_ends"]["value"], rows["day_ends"]["chosen"]) == ("03:00", True)


def test_config_path_names_every_place_under_the_home(run: Run, home: Path) -> None:
    """ROUTINE_HOME puts everything under one directory."""
    found = json.loads(run("config", "path", "--json").stdout)
    assert found.keys() == {"config", "data", "presets", "log", "socket"}
    assert all(Path(found[key]).is_relative_to(home) for key in ("config", "data", "presets", "log"))


def test_looking_makes_no_files(run: Run, home: Path) -> None:
    """Readers leave nothing behind."""
    before = sorted(home.rglob("*"))
    for words in (["today"], ["plan"], ["preset", "list"], ["preset", "show", "spf"], ["profile", "show"], ["status"]):
        assert run(*words).exit_code == 0
    assert sorted(home.rglob("*")) == before


def test_simulate_tells_the_days_asked_for_and_changes_nothing(run: Run, home: Path) -> None:
    """The daylight saving night of Berlin, for one."""
    run("preset", "enable", "spf")
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    result = run("simulate", "--from", "2027-03-27", "--days", "3", "--json")
    occurrences = json.loads(result.stdout)["occurrences"]
    assert {o["nominal"][:10] for o in occurrences} == {"2027-03-27", "2027-03-28", "2027-03-29"}
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before
