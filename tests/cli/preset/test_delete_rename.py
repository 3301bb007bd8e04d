"""`preset delete` and `rename`: one's own goes or has another name, with what runs of it; a shipped one stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def own(run: Run, presets: Path) -> Path:
    """A preset of the user's own."""
    run("preset", "new", "my-cream")
    return presets / "my-cream.toml"


def listed(run: Run) -> dict[str, bool]:
    """Every preset, and whether it is enabled."""
    return {row["id"]: row["enabled"] for row in json.loads(run("preset", "list", "--json").stdout)["presets"]}


def test_delete_takes_ones_own_away_and_keeps_its_file(run: Run, own: Path) -> None:
    text = own.read_text()
    told = json.loads(run("preset", "delete", "my-cream", "--json").stdout)
    assert "my-cream" not in listed(run)
    assert not own.exists()
    assert Path(told["file"]).read_text() == text


def test_what_is_enabled_ends_and_that_is_said(run: Run, own: Path) -> None:
    """Otherwise its last good version would go on reminding of what is gone."""
    run("preset", "enable", "my-cream")
    assert "My cream is disabled" in run("preset", "delete", "my-cream").stdout
    assert json.loads(run("plan", "--json").stdout)["occurrences"] == []


def test_a_shipped_one_is_not_deleted_and_says_what_to_do_instead(run: Run, presets: Path) -> None:
    refused = run("preset", "delete", "egg-mask")
    assert (refused.exit_code, "preset disable egg-mask" in refused.stderr) == (1, True)
    assert "preset reset" not in refused.stderr
    run("preset", "set", "egg-mask", "schedule.at", "21:00")
    assert "preset reset egg-mask" in run("preset", "delete", "egg-mask").stderr
    assert "egg-mask" in listed(run)


def test_rename_moves_the_file_and_leaves_the_old_name(run: Run, own: Path, presets: Path) -> None:
    text = own.read_text()
    run("preset", "rename", "my-cream", "evening-cream")
    assert (presets / "evening-cream.toml").read_text() == text
    assert {"my-cream", "evening-cream"} & listed(run).keys() == {"evening-cream"}


def test_an_enabled_one_that_is_renamed_ends_and_says_how_to_enable_it(run: Run, own: Path) -> None:
    run("preset", "enable", "my-cream")
    said = run("preset", "rename", "my-cream", "evening-cream").stdout
    assert "My cream is disabled" in said
    assert "routine preset enable evening-cream" in said
    assert listed(run)["evening-cream"] is False


@pytest.mark.parametrize(("name", "status"), [("egg-mask", 1), ("Not a name", 2)])
def test_a_name_that_cannot_be_is_refused_and_nothing_ends(run: Run, own: Path, name: str, status: int) -> None:
    run("preset", "enable", "my-cream")
    assert run("preset", "rename", "my-cream", name).exit_code == status
    assert own.exists()
    assert listed(run)["my-cream"] is True


def test_a_shipped_one_is_not_renamed_but_copied(run: Run, presets: Path) -> None:
    assert "routine preset copy egg-mask NAME" in run("preset", "rename", "egg-mask", "mine").stderr


def test_what_another_preset_needs_stays(run: Run, own: Path, presets: Path) -> None:
    """A variant changes it; another comes so long after it."""
    (presets / "variant.toml").write_text('format = 1\nextends = "my-cream"\ntitle = "Variant"\n')
    for refused in (run("preset", "delete", "my-cream"), run("preset", "rename", "my-cream", "other")):
        assert refused.exit_code == 1
        assert "variant" in refused.stderr
    text = (
        own.read_text()
        .replace("my-cream", "later")
        .replace('at = ["20:30"]', 'after = { routine = "my-cream", wait = "1h" }')
    )
    (presets / "variant.toml").write_text(text)
    assert "variant" in run("preset", "delete", "my-cream").stderr
    assert own.exists()
