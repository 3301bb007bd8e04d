"""New presets and copies, and the names that they may have."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


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
