"""A text that was edited and not put in force, as it has errors: kept beside the user's file under another name."""

from __future__ import annotations

from pathlib import Path

from routine.adapters.presets.write_preset import put_text


def keep_rejected(preset: Path, text: str) -> Path:
    """Keep it as `ID.toml.rejected`, or `...-2` and so on; where it is now. Raises FileProblemError."""
    path, n = preset.with_suffix(".toml.rejected"), 1
    while (kept := path if n == 1 else path.with_name(f"{path.name}-{n}")).exists():
        n += 1
    return put_text(kept, text)
