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
    assert "2 mistakes: routine preset check mine" in run("preset", "list").stdout
