"""Builds what reads and changes the user's files. Cheap to import."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from routine.adapters.config_files import ConfigFiles
    from routine.adapters.paths import Paths
    from routine.adapters.preset_draft import PresetDraft
    from routine.adapters.preset_edit import PresetEdit
    from routine.adapters.preset_files import PresetFiles
    from routine.core.sun.place import Place
    from routine.ports import SetupSource


def build_files(where: Paths, *, readonly: bool = False) -> SetupSource:
    """Presets, settings, profile and rules. `readonly`: for one that does not own the data directory."""
    from functools import partial
    from pathlib import Path

    from routine.adapters.config_files import read_profile, read_settings
    from routine.adapters.file_setup import FileSetup
    from routine.adapters.kept_presets import KeptPresets
    from routine.adapters.rule_files import read_limits, read_postures, read_questions, read_rules, read_spacing

    presets, config_dir = preset_files(where), Path(where.config_dir)
    return FileSetup(
        presets=presets,
        kept=KeptPresets(Path(where.kept_dir), readonly=readonly),
        settings=partial(read_settings, config_dir),
        profile=partial(read_profile, config_dir),
        rules=partial(read_rules, presets.rules_file),
        questions=partial(read_questions, presets.rules_file),
        limits=partial(read_limits, presets.rules_file),
        postures=partial(read_postures, presets.rules_file),
        spacing=partial(read_spacing, presets.rules_file),
        place=_place,
    )


@lru_cache(maxsize=1)
def preset_files(where: Paths) -> PresetFiles:
    """The preset files, to be read and checked; the same for everybody, so that no file is read twice."""
    from pathlib import Path

    from routine.adapters.preset_files import PresetFiles

    return PresetFiles(Path(where.presets_dir))


def preset_edit(where: Paths) -> PresetEdit:
    """The user's preset files, to be changed."""
    from routine.adapters.preset_edit import PresetEdit
    from routine.adapters.rule_files import read_limits

    files = preset_files(where)
    return PresetEdit(files, _LateToml(), lambda: read_limits(files.rules_file)[0])


def preset_draft(where: Paths) -> PresetDraft:
    """The user's preset files, as texts to edit."""
    from routine.adapters.preset_draft import PresetDraft

    return PresetDraft(preset_files(where))


def config_files(where: Paths, read_date: Callable[[str], date] | None = None) -> ConfigFiles:
    """The settings and the profile, to be shown and changed. `read_date`: how dates are said; ISO dates, if None."""
    from pathlib import Path

    from routine.adapters.config_files import ConfigFiles
    from routine.adapters.rule_files import read_rules
    from routine.core.preset.read.values import date_of

    rules_file, dates = preset_files(where).rules_file, read_date or date_of
    return ConfigFiles(Path(where.config_dir), _LateToml(), lambda: read_rules(rules_file)[0], _check_setting, dates)


def _check_setting(name: str, value: Any) -> None:
    """A place is one that is found; raises RoutineError."""
    if name == "place":
        _place(value)


def _place(named: str) -> Place:
    """The place of that name or at these coordinates; raises RoutineError. Imported for those who gave one only."""
    from routine.adapters.place_files import find

    return find(named)


class _LateToml:
    """Changes TOML texts; imports what does it (40 ms) for the first change, not for a look."""

    def set_value(self, text: str, key: tuple[str, ...], value: Any) -> str:
        """As toml_write's."""
        from routine.adapters import toml_write

        return toml_write.set_value(text, key, value)

    def remove_value(self, text: str, key: tuple[str, ...]) -> str:
        """As toml_write's."""
        from routine.adapters import toml_write

        return toml_write.remove_value(text, key)
