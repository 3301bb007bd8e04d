"""What `preset list` shows, files with mistakes among it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.preset.files import BROKEN


def test_list_has_the_contracts_keys_and_also_names_what_does_not_load(run: Run, presets: Path) -> None:
    """A file with mistakes is not hidden: it is listed with their number."""
    (presets / "mine.toml").write_text(BROKEN)
    rows = {row["id"]: row for row in json.loads(run("preset", "list", "--json").stdout)["presets"]}
    assert all(row.keys() >= {"id", "title", "kind", "enabled", "source", "errors"} for row in rows.values())
    assert (rows["mine"]["source"], rows["mine"]["errors"]) == ("own", 2)
    assert rows["egg-mask"]["errors"] == 0
    assert "2 errors: routine preset check mine" in run("preset", "list").stdout


def test_list_shows_every_title_whole_on_one_line_of_80_columns_by_kind(run: Run, presets: Path) -> None:
    run("preset", "set", "egg-mask", "schedule.at", "21:00")
    run("preset", "enable", "five-a-day")
    rows = json.loads(run("preset", "list", "--json").stdout)["presets"]
    lines = run("preset", "list").stdout.splitlines()
    assert max(map(len, lines)) <= 80
    for row in rows:
        [line] = [line for line in lines if line[3:].startswith(f"{row['title']} ") and f" {row['id']}" in line]
        assert line.startswith("*") is row["enabled"]
        assert line.endswith("your changes") is (row["source"] == "overlay")
    assert lines.index("Masks") < lines.index("Supplements") < lines.index("Clinic visits")


def test_find_lists_what_has_the_word_in_it(run: Run) -> None:
    found = json.loads(run("preset", "find", "glycolic", "--json").stdout)["presets"]
    assert [row["id"] for row in found] == ["aha"]
    assert "aha" in run("preset", "find", "glycolic").stdout


def test_find_says_so_where_there_is_nothing(run: Run) -> None:
    refused = run("preset", "find", "xyzzy")
    assert (refused.exit_code, "routine preset list" in refused.stderr) == (3, True)
