"""Preset files, already parsed -> the preset that runs, with every error placed in its file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any, Literal

from msgspec import Struct, structs

from routine.core.errors import for_example
from routine.core.preset.loosened_safety import loosenings
from routine.core.preset.model import Fault, Loosening, Preset
from routine.core.preset.overlay import merge
from routine.core.preset.read.nearest_word import nearest
from routine.core.preset.read.preset import read_preset
from routine.core.preset.read.wrong_value import shown
from routine.core.preset.toml_lines import nearest_line
from routine.core.preset.toml_text import Tables
from routine.core.schedule.types import AfterRoutine
from routine.core.text.counts import plural

Source = Literal["shipped", "overlay", "own"]
_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


class PresetText(Struct, frozen=True):
    """One preset file as read: where it is, and what it says."""

    file: str
    tables: Tables


class FileError(Struct, frozen=True, omit_defaults=True):
    """One fault with its place, ready for people and for JSON. `line` counts from 1; `key` is a dotted path.

    `hint` says what to write in the file; `advice` and `example` are its two parts, for who types in a shell.
    """

    file: str
    line: int | None
    key: str
    message: str
    hint: str | None
    advice: str | None = None
    example: str | None = None

    def text(self, *more: str) -> str:
        """In one paragraph: where, what, `more` sentences, and last what to do, which may end with what to type."""
        return " ".join(part for part in (f"{self.where()}: {self.message}", *more, self.hint) if part)

    def where(self) -> str:
        """`FILE:LINE, KEY`."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}, {self.key}" if self.key else place


def more_errors(count: int) -> str:
    """What is said of the errors behind the one that is told."""
    return plural(count, one="There is 1 more error.", other="There are {count} more errors.")


class Resolved(Struct, frozen=True, kw_only=True):
    """What became of one id. `raw`: the merged tables of a preset that loads.

    `dropped`: changes whose target is gone; `loosened`: what is less careful than the shipped preset of that name.
    """

    id: str
    source: Source
    preset: Preset | None = None
    raw: dict[str, Any] = {}
    errors: tuple[FileError, ...] = ()
    dropped: tuple[FileError, ...] = ()
    loosened: tuple[Loosening, ...] = ()


class Loaded(Struct, frozen=True):
    """Every preset that loads; `sources` has every one that there is. `dropped`: changes whose target is gone.

    `unread`: those that nobody asked for, and that were not looked into. `folder`: why the user's are out of reach.
    """

    presets: dict[str, Preset]
    sources: dict[str, Source]
    errors: dict[str, tuple[FileError, ...]]
    dropped: dict[str, tuple[FileError, ...]]
    loosened: dict[str, tuple[Loosening, ...]]
    resolved: dict[str, Resolved]
    unread: frozenset[str] = frozenset()
    folder: FileError | None = None


def resolve(
    preset_id: str, mine: PresetText | None, shipped: PresetText | None, base_of: Callable[[str], PresetText | None]
) -> Resolved:
    """The preset of this id. `mine`: the user's file; `shipped`: the one that came with Routine; at least one is given.

    `base_of`: the file that an `extends` names, shipped before the user's own; None where there is none.
    """
    if mine is None:
        return _alone(preset_id, "shipped", _given(shipped))
    if mine.tables.raw is None or "extends" not in mine.tables.raw:
        return _with_loosenings(_alone(preset_id, "own", mine), shipped)
    wanted = mine.tables.raw["extends"]
    base = base_of(wanted) if type(wanted) is str else None
    fault = _base_fault(preset_id, wanted, base)
    if fault is not None or base is None or base.tables.raw is None:
        faults = [fault] if fault else []
        beneath = place(base.tables.faults, base) if base else ()
        return Resolved(id=preset_id, source="overlay", errors=(*place(faults, mine), *beneath))
    merged = merge(base.tables.raw, mine.tables.raw)
    preset, faults_found = read_preset(preset_id, merged.raw)
    errors = place((*merged.faults, *faults_found), mine, base)
    found = Resolved(
        id=preset_id,
        source="overlay",
        preset=None if errors else preset,
        raw=merged.raw,
        errors=errors,
        dropped=place(merged.dropped, mine),
    )
    return _with_loosenings(found, base)


def cross_faults(preset: Preset, ids: Collection[str], rules: Collection[str]) -> tuple[Fault, ...]:
    """Names in a preset that nothing has: another routine's, or (if any rules are known) a rule's."""
    base, faults = preset.schedule.base, []
    if isinstance(base, AfterRoutine) and base.routine not in ids:
        key = ("schedule", "after", "routine")
        faults.append(
            Fault(
                key, f"There is no preset {shown(base.routine)}.", nearest(base.routine, ids, see="routine preset list")
            )
        )
    for i, name in enumerate(preset.safety.never_if, 1):
        if rules and name not in rules:
            key = ("safety", "never_if", str(i))
            faults.append(Fault(key, f"There is no rule {shown(name)}.", nearest(name, rules)))
    return tuple(faults)


def place(faults: Iterable[Fault], *files: PresetText) -> tuple[FileError, ...]:
    """The faults with file and line, in their order: of the first file that has the key, else of the nearest table."""
    found = (_place(fault, files) for fault in faults)
    return tuple(sorted(found, key=lambda error: (error.file != files[0].file, error.line or 0)))


def dotted(key: Iterable[str]) -> str:
    """A key path as people write it: `steps.lie-flat.timer`."""
    return ".".join(part if _BARE.fullmatch(part) else shown(part) for part in key)


def _place(fault: Fault, files: tuple[PresetText, ...]) -> FileError:
    for file in files:
        if fault.key in file.tables.lines:
            return _in_file(fault, file.file, file.tables.lines[fault.key])
    for file in files:
        line = nearest_line(file.tables.lines, fault.key)
        if line is not None:
            return _in_file(fault, file.file, line)
    return _in_file(fault, files[0].file, None)


def _in_file(fault: Fault, file: str, line: int | None) -> FileError:
    """The fault for who has the file before them: there a text needs quotes."""
    example = fault.example
    written = f'"{example}"' if example and not example.startswith("{") and not example.isdecimal() else example
    return FileError(
        file, line, dotted(fault.key), fault.message, for_example(fault.hint, written), fault.hint, example
    )


def _alone(preset_id: str, source: Source, text: PresetText) -> Resolved:
    if text.tables.raw is None:
        return Resolved(id=preset_id, source=source, errors=place(text.tables.faults, text))
    preset, faults = read_preset(preset_id, text.tables.raw)
    return Resolved(id=preset_id, source=source, preset=preset, raw=text.tables.raw, errors=place(faults, text))


def _base_fault(preset_id: str, wanted: Any, base: PresetText | None) -> Fault | None:
    key = ("extends",)
    if type(wanted) is not str:
        return Fault(key, f"This needs the name of a preset in quotes, not {shown(wanted)}.", None, preset_id)
    if base is None:
        return Fault(key, f"There is no preset {shown(wanted)} to extend.", "See all names: routine preset list")
    if base.tables.raw and "extends" in base.tables.raw:
        return Fault(key, f"{shown(wanted)} extends another preset itself, so it cannot be extended.", None)
    return None


def _with_loosenings(found: Resolved, base: PresetText | None) -> Resolved:
    """`found`, with what is less careful than in the preset it changes or stands in for."""
    if found.preset is None or base is None or base.tables.raw is None:
        return found
    original, _ = read_preset(found.id, base.tables.raw)
    if original is None:
        return found
    return structs.replace(found, loosened=loosenings(original, found.preset))


def _given(text: PresetText | None) -> PresetText:
    if text is None:
        raise ValueError("neither a shipped nor a user's file")
    return text
