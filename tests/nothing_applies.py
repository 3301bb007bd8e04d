"""A profile in which every safety question is answered with no, written as its file."""

from __future__ import annotations

import tomllib
from pathlib import Path

_RULES = Path(__file__).parent.parent / "presets" / "rules.toml"


def nothing_applies(home: Path, *but: str) -> None:
    """To this person nothing applies; the facts in `but` stay unanswered."""
    facts = tomllib.loads(_RULES.read_text("utf-8"))["facts"]
    config = home / "config"
    config.mkdir(parents=True, exist_ok=True)
    lines = [f"{fact} = false" for fact in facts if fact not in but]
    (config / "profile.toml").write_text("\n".join(lines) + "\n", "utf-8")
