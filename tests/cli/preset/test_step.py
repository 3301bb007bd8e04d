"""`preset step add`, `move` and `remove`: in a file of one's own, and as changes over a shipped preset."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

SHIPPED = ["cleanse", "first-layer", "second-layer", "lie-flat", "remove", "cream"]


def steps(run: Run, id: str) -> list[str]:
    """The steps of a preset as they are now."""
    return list(json.loads(run("preset", "show", id, "--json").stdout)["preset"]["steps"])


@pytest.fixture(params=["egg-mask", "my-egg"])
def id(request: pytest.FixtureRequest, run: Run, presets: Path) -> str:
    """A shipped preset, and one of the user's own."""
    if request.param == "my-egg":
        run("preset", "copy", "egg-mask", "my-egg")
    return str(request.param)


def test_a_step_is_added_last_or_at_its_place(run: Run, id: str) -> None:
    run("preset", "step", "add", id, "tea", "Drink tea.", "--timer", "5m")
    run("preset", "step", "add", id, "kettle", "Put the kettle on.", "--before", "cleanse")
    run("preset", "step", "add", id, "towel", "Lay out a towel.", "--after", "cleanse")
    assert steps(run, id) == ["kettle", "cleanse", "towel", *SHIPPED[1:], "tea"]
    raw = json.loads(run("preset", "show", id, "--json").stdout)["preset"]["steps"]["tea"]
    assert (raw["say"], raw["timer"]) == ("Drink tea.", "5m")


def test_a_step_is_moved_back_and_forth(run: Run, id: str) -> None:
    run("preset", "step", "add", id, "tea", "Drink tea.")
    run("preset", "step", "move", id, "tea", "--before", "cleanse")
    assert steps(run, id) == ["tea", *SHIPPED]
    run("preset", "step", "move", id, "tea", "--after", "remove")
    assert steps(run, id) == [*SHIPPED[:5], "tea", "cream"]


def test_a_step_is_removed_and_a_shipped_one_can_come_back(run: Run, id: str) -> None:
    said = run("preset", "step", "remove", id, "second-layer").stdout
    assert "second-layer" not in steps(run, id)
    assert ("routine preset unset egg-mask steps.second-layer.skip" in said) is (id == "egg-mask")


def test_what_was_added_and_removed_again_leaves_nothing(run: Run, presets: Path) -> None:
    run("preset", "step", "add", "egg-mask", "tea", "Drink tea.", "--before", "cleanse")
    run("preset", "step", "remove", "egg-mask", "tea")
    assert not (presets / "egg-mask.toml").exists()


def test_comments_and_the_rest_of_ones_own_file_stay(run: Run, presets: Path) -> None:
    run("preset", "copy", "egg-mask", "my-egg")
    path = presets / "my-egg.toml"
    path.write_text(path.read_text().replace("[steps.cream]", "[steps.cream]\n# the rich one"))
    before = path.read_text()
    run("preset", "step", "move", "my-egg", "cream", "--before", "cleanse")
    assert "[steps.cream]\n# the rich one\nsay" in path.read_text()
    assert before.partition("[steps")[0] == path.read_text().partition("[steps")[0]


@pytest.mark.parametrize(
    ("words", "status", "named"),
    [
        (("add", "cleanse", "Wash."), 1, "steps.cleanse.say"),
        (("add", "Not a name", "Wash."), 2, "not-a-name"),
        (("add", "tea", "Tea.", "--after", "clense"), 3, "cleanse"),
        (("add", "tea", "Tea.", "--after", "cream", "--before", "cream"), 2, "not both"),
        (("add", "tea", "Tea.", "--timer", "often"), 1, "often"),
        (("add", "tea", " "), 1, "tea"),
        (("move", "cream"), 2, "--after"),
        (("move", "cream", "--after", "cream"), 2, "cream"),
        (("move", "nosuch", "--after", "cream"), 3, "nosuch"),
        (("remove", "nosuch"), 3, "nosuch"),
        (("remove", "remove"), 1, "No step takes it off the skin"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    run: Run, id: str, words: tuple[str, ...], status: int, named: str
) -> None:
    """The same checks as for `preset set`: the preset as a whole has to hold."""
    refused = run("preset", "step", words[0], id, *words[1:])
    assert refused.exit_code == status
    assert named in refused.stderr
    assert steps(run, id) == SHIPPED


def test_the_only_step_stays(run: Run, presets: Path) -> None:
    run("preset", "new", "my-cream")
    assert run("preset", "step", "remove", "my-cream", "begin").exit_code == 1
    assert steps(run, "my-cream") == ["begin"]
