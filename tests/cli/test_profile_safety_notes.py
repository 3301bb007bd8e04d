"""What a changed profile means for what runs, from the command line: with real files, the service in this process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.nothing_applies import nothing_applies


@pytest.fixture
def cream(run: Run, home: Path) -> None:
    """A retinoid of somebody to whom nothing applies."""
    nothing_applies(home)
    assert run("preset", "enable", "retinoid-a").exit_code == 0


def test_a_profile_that_makes_it_final_holds_it_in_the_middle_of_a_ramp(run: Run, cream: None) -> None:
    said = run("profile", "set", "pregnant", "yes").stdout
    status = json.loads(run("status", "--json").stdout)
    assert [held["routine"] for held in status["held"]] == ["retinoid-a"]
    assert status["held"][0]["why"] in said
    assert status["notes"][0] in run("status").stdout
    plan = json.loads(run("plan", "--json").stdout)["occurrences"]
    assert {one["status"] for one in plan} == {"excused"}
    assert run("preset", "enable", "retinoid-a", "--accept", "retinoid-and-pregnancy").exit_code == 1
    run("profile", "set", "pregnant", "no")
    assert {one["status"] for one in json.loads(run("plan", "--json").stdout)["occurrences"]} == {"excused"}
    assert run("preset", "enable", "retinoid-a").exit_code == 0
    assert json.loads(run("status", "--json").stdout)["held"] == []


def test_a_new_block_is_said_and_overridden_by_command_and_logged(run: Run, cream: None) -> None:
    reply = json.loads(run("profile", "set", "prescription-retinoid", "yes", "--json").stdout)
    assert [(f["level"], f["rule"]) for f in reply["findings"]] == [("block", "prescription-retinoid")]
    assert any(reply["findings"][0]["why"] in line for line in reply["said"])
    assert run("preset", "enable", "retinoid-a").exit_code == 1
    assert run("preset", "enable", "retinoid-a", "--accept", "prescription-retinoid").exit_code == 0
    entries = json.loads(run("log", "--json").stdout)["entries"]
    assert [(e["answer"], e["rule"]) for e in entries] == [("accepted", "prescription-retinoid")]
    assert f"you chose to continue: {reply['findings'][0]['why']}" in run("log").stdout


def test_an_open_question_of_a_final_rule_is_refused_and_no_way_around_it_is_offered(run: Run) -> None:
    refused = run("preset", "enable", "retinoid-a")
    assert refused.exit_code == 1
    assert "--accept retinoid-and-pregnancy" not in refused.stderr
    assert "--accept prescription-retinoid" in refused.stderr


def test_confirming_the_profile_prints_what_the_service_says(run: Run, cream: None) -> None:
    (line,) = json.loads(run("profile", "confirm", "--json").stdout)["said"]
    assert run("profile", "confirm").stdout == f"{line}\n"


@pytest.mark.parametrize("way", ["a changed original", "a variant", "a copy"])
def test_no_file_of_ones_own_is_a_way_around_what_is_final(run: Run, home: Path, way: str) -> None:
    nothing_applies(home)
    run("profile", "set", "pregnant", "yes")
    id = "retinoid-a" if way == "a changed original" else "mine"
    if way == "a copy":
        run("preset", "copy", "retinoid-a", "mine")
    elif way == "a variant":
        presets = Path(json.loads(run("config", "path", "--json").stdout)["presets"])
        presets.mkdir(parents=True, exist_ok=True)
        (presets / "mine.toml").write_text('extends = "retinoid-a"\ntitle = "Mine"\nneeds = []\n')
    run("preset", "set", id, "safety.never_if", "[]")
    run("preset", "set", id, "contains", "[]")
    refused = run("preset", "enable", id, "--accept", "loosened", "--accept", "retinoid-and-pregnancy")
    assert refused.exit_code == 1
    assert "enabled" not in refused.stdout
