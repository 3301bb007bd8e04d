"""Builds what reads and changes the user's files. Cheap to import."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from routine.adapters.config_files import ConfigFiles
    from routine.adapters.paths import Paths
    from routine.adapters.presets.own_presets import OwnPresets
    from routine.adapters.presets.preset_files import PresetFiles
    from routine.adapters.presets.preset_writer import PresetWriter
    from routine.core.config.rules import Fact
    from routine.core.config.settings import Settings
    from routine.core.sun.place import Place
    from routine.ports.files import SetupSource


def build_files(where: Paths, *, readonly: bool = False) -> SetupSource:
    """Presets, settings, profile and rules. `readonly`: for one that does not own the data directory."""
    from functools import partial
    from pathlib import Path

    from routine.adapters.config_files import read_profile, read_settings
    from routine.adapters.presets.last_good_presets import LastGoodPresets
    from routine.adapters.rule_files import read_limits, read_postures, read_questions, read_rules, read_spacing
    from routine.adapters.setup_reader import SetupReader

    presets, config_dir = preset_files(where), Path(where.config_dir)
    return SetupReader(
        presets=presets,
        kept=LastGoodPresets(Path(where.kept_dir), readonly=readonly),
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

    from routine.adapters.presets.preset_files import PresetFiles

    return PresetFiles(Path(where.presets_dir))


def preset_writer(where: Paths) -> PresetWriter:
    """Keys and steps in the user's preset files, to be changed."""
    from routine.adapters.presets.preset_writer import PresetWriter
    from routine.adapters.rule_files import read_limits

    files = preset_files(where)
    return PresetWriter(files, lambda: read_limits(files.rules_file)[0])


def own_presets(where: Paths) -> OwnPresets:
    """The user's preset files as wholes, to be begun, copied, put away or edited as a text."""
    from routine.adapters.presets.own_presets import OwnPresets
    from routine.adapters.rule_files import read_limits

    files = preset_files(where)
    return OwnPresets(files, lambda: read_limits(files.rules_file)[0])


def config_files(where: Paths, read_date: Callable[[str], date] | None = None) -> ConfigFiles:
    """The settings and the profile, to be shown and changed. `read_date`: how dates are said; ISO dates, if None."""
    from pathlib import Path

    from routine.adapters.config_files import ConfigFiles
    from routine.adapters.rule_files import read_rules
    from routine.core.preset.read.values import date_of

    rules_file, dates = preset_files(where).rules_file, read_date or date_of
    return ConfigFiles(Path(where.config_dir), lambda: read_rules(rules_file)[0], check_setting, dates)


def facts(where: Paths) -> Mapping[str, Fact]:
    """What the safety rules may ask about a person, by name."""
    from routine.adapters.rule_files import read_rules

    return read_rules(preset_files(where).rules_file)[0]


def check_setting(name: str, value: Any) -> None:
    """A place is one that is found; raises RoutineError."""
    if name == "place":
        _place(value)


def _place(named: str) -> Place:
    """The place of that name or at these coordinates; raises RoutineError. Imported for those who gave one only."""
    from routine.adapters.city_table import find

    return find(named)


def read_settings(where: Paths) -> Settings:
    """The settings as the file has them."""
    return build_files(where, readonly=True).read(()).settings
