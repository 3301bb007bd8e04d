"""Changes presets one key at a time, into the user's own file; the whole preset is judged before it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct, to_builtins

from routine.adapters.atomic_file import set_aside, write_atomically
from routine.core.config.rules import Limit
from routine.core.errors import FileProblemError, NotFoundError, NothingToDoError, PresetError, RoutineError, UsageError
from routine.core.preset.edit_dose import lacks_the_other, said_dose, set_dose
from routine.core.preset.edit_schedule import set_in_schedule, taken_back
from routine.core.preset.edit_value import typed_value
from routine.core.preset.key_paths import Difference, differences, differs, field_for, holds_key, parse_key
from routine.core.preset.model import KINDS, Preset
from routine.core.preset.read.forms import Key, check_id, nearest
from routine.core.preset.read.plausible import doubts
from routine.core.preset.resolve import FileError, PresetText, Resolved, dotted
from routine.core.preset.toml_text import TomlChanges
from routine.core.safety.upper_limits import near_substances

_NEW = """\
# {title}: a preset of your own. Check it with: routine preset check {id}
format = 1
title = "{title}"
kind = "{kind}"
summary = ""
sources = ["unsourced: your own"]

{rest}"""
_TIMES = """\
[schedule]
at = ["20:30"]

[steps.begin]
say = "{title}"
"""
_VISITS = """\
[series]

[before.visit]
say = "Your visit is today."
ahead = "3h"

[after.look]
say = "Look at the place. Call the clinic if anything worries you."
"""


class Files(Protocol):
    """What is known of preset files."""

    def mine(self, preset_id: str) -> PresetText | None: ...
    def shipped(self, preset_id: str) -> PresetText | None: ...
    def base(self, preset_id: str) -> PresetText | None: ...
    def judge(self, preset_id: str, data: bytes | None = None) -> Resolved: ...
    def path(self, preset_id: str) -> Path: ...
    def names(self) -> list[str]: ...


class Edited(Struct, frozen=True):
    """A file was written; `notes` are worth telling."""

    path: Path
    notes: tuple[str, ...] = ()


class PresetEdit:
    """Edits the user's files. Nothing is written unless the whole preset holds afterwards."""

    def __init__(
        self, files: Files, toml: TomlChanges, limits: Callable[[], Mapping[str, Limit]] = dict[str, Limit]
    ) -> None:
        self._files, self._toml, self._limits = files, toml, limits

    def set_key(self, preset_id: str, key_path: str, value_text: str) -> Edited:
        """Set one key, such as `steps.lie-flat.timer` to `9m`. For a shipped preset this goes into an overlay.

        `false` takes an optional key out. Raises NotFoundError, PresetError (with every error), FileProblemError.
        """
        self._known(preset_id)
        key = parse_key(key_path)
        text, overlay = self._text(preset_id), self._is_overlay(preset_id)
        steps = self._merged_raw(preset_id).get("steps") or ()
        field = field_for(key, steps, overlay)
        if value_text.strip() == "false" and not field.form.flag:
            if field.required:
                raise PresetError(f"{preset_id}: “{key[-1]}” cannot be taken out", None)
            return self._take_out(preset_id, key, text, overlay)
        if dose := said_dose(key, value_text):
            return self._write(preset_id, set_dose(self._toml, text, dose))
        if lacks_the_other(key, "dose" in self._merged_raw(preset_id)):
            whole = f'routine preset set {preset_id} dose "AMOUNT UNIT", such as "2 capsules"'
            raise PresetError(f"{preset_id} has no dose yet: its amount and its unit go together", whole)
        value, faults = typed_value(value_text, field.form, key)
        if faults:
            raise _refused(preset_id, [FileError("", None, dotted(f.key), f.message, f.hint) for f in faults])
        if key[0] == "schedule" and len(key) > 1:
            return self._set_schedule(preset_id, key, value, text, overlay)
        begun = (
            [f"a new step: “{key[1]}”, the last one"] if key[0] == "steps" and key[1:2] and key[1] not in steps else []
        )
        return self._write(preset_id, self._toml.set_value(text, key, value), begun)

    def unset_key(self, preset_id: str, key_path: str) -> Edited:
        """Take one change back. Raises NothingToDoError when the user's file does not have it."""
        self._known(preset_id)
        key = parse_key(key_path)
        mine = self._files.mine(preset_id)
        if mine is None or not holds_key(mine.tables.raw or {}, key):
            raise NothingToDoError(
                f"“{dotted(key)}” of {preset_id} was not changed by you", f"see: routine preset diff {preset_id}"
            )
        overlay = self._is_overlay(preset_id)
        text = self._toml.remove_value(self._text(preset_id), key)
        if overlay and key[0] == "schedule" and len(key) > 1:
            base, own = self._base_raw(preset_id).get("schedule") or {}, self._mine_raw(preset_id)["schedule"]
            text = taken_back(self._toml, text, key[1], base, own)
        if overlay and not differs(text):
            return self._remove(preset_id)
        return self._write(preset_id, text, before=self._files.judge(preset_id).errors)

    def new(self, preset_id: str, kind: str = "habit") -> Edited:
        """Begin a preset of the user's own, with one step. Raises UsageError, PresetError."""
        self._free(preset_id)
        if kind not in KINDS:
            raise UsageError(f"there is no kind “{kind}”", nearest(kind, KINDS))
        title = preset_id.replace("-", " ").capitalize()
        rest = _VISITS if kind == "visit" else _TIMES.format(title=title)
        return self._write(preset_id, _NEW.format(id=preset_id, title=title, kind=kind, rest=rest))

    def copy(self, source: str, target: str) -> Edited:
        """The file of one preset under another name; of an overlay, a variant. Raises NotFoundError, PresetError."""
        self._known(source)
        self._free(target)
        text = self._files.mine(source) or self._files.shipped(source)
        return self._write(target, _content(Path(text.file)) if text else "")

    def reset(self, preset_id: str) -> Path:
        """Go back to the shipped preset: the user's file is set aside, and its new name returned."""
        self._known(preset_id)
        if self._files.shipped(preset_id) is None:
            raise NothingToDoError(f"{preset_id} is your own preset: there is nothing to go back to", None)
        path = self._files.path(preset_id)
        if not path.exists() and not path.is_symlink():
            raise NothingToDoError(f"{preset_id} is as it was shipped", None)
        try:
            return set_aside(path, "bak")
        except OSError as error:
            raise _unwritable(path, error) from error

    def diff(self, preset_id: str) -> tuple[Difference, ...]:
        """Every key in which the preset differs from the one it changes; raises NotFoundError, PresetError."""
        self._known(preset_id)
        found = self._files.judge(preset_id)
        if found.preset is None:
            raise _refused(preset_id, found.errors)
        return differences(self._base_raw(preset_id), found.raw)

    # --- schedule, removal -------------------------------------------------------------------------------------------

    def _set_schedule(self, preset_id: str, key: Key, value: Any, text: str, overlay: bool) -> Edited:
        now = self._merged_raw(preset_id).get("schedule") or {}
        copy = overlay and not holds_key(self._mine_raw(preset_id), ("schedule",))
        text, gone = set_in_schedule(self._toml, text, key, value, now, copy=copy)
        return self._write(preset_id, text, [f"“{name}” was taken out: it cannot go with “{key[1]}”" for name in gone])

    def _take_out(self, preset_id: str, key: Key, text: str, overlay: bool) -> Edited:
        in_mine = holds_key(self._mine_raw(preset_id), key)
        if not holds_key(self._merged_raw(preset_id), key):
            raise NothingToDoError(f"{preset_id} has no “{dotted(key)}”", None)
        if (
            overlay
            and key[0] == "schedule"
            and len(key) > 1
            and not holds_key(self._mine_raw(preset_id), ("schedule",))
        ):
            text = self._toml.set_value(text, ("schedule",), self._base_raw(preset_id)["schedule"])
            in_mine = True
        if overlay and key[0] != "schedule":
            return self._write(preset_id, self._toml.set_value(text, key, False))
        return self._write(preset_id, self._toml.remove_value(text, key) if in_mine else text)

    def _remove(self, preset_id: str) -> Edited:
        """Remove an overlay that changes nothing any more."""
        path = self._files.path(preset_id)
        try:
            path.unlink()
        except OSError as error:
            raise _unwritable(path, error) from error
        return Edited(path, (f"{preset_id} is as it was shipped again",))

    # --- what there is -----------------------------------------------------------------------------------------------

    def _known(self, preset_id: str) -> None:
        if self._files.mine(preset_id) is None and self._files.shipped(preset_id) is None:
            raise NotFoundError(f"there is no preset “{preset_id}”", nearest(preset_id, self._files.names()))

    def _free(self, preset_id: str) -> None:
        check_id(preset_id)
        if preset_id in self._files.names():
            raise PresetError(
                f"there is a preset “{preset_id}” already", f"change it with: routine preset set {preset_id} KEY VALUE"
            )

    def _text(self, preset_id: str) -> str:
        """The user's file; for a shipped preset without one, the beginning of an overlay."""
        mine = self._files.mine(preset_id)
        if mine is None:
            return f'format = 1\nextends = "{preset_id}"\n'
        if mine.tables.raw is None:
            raise _refused(preset_id, self._files.judge(preset_id).errors)
        return _content(Path(mine.file))

    def _mine_raw(self, preset_id: str) -> Mapping[str, Any]:
        mine = self._files.mine(preset_id)
        return (mine.tables.raw if mine else None) or {}

    def _is_overlay(self, preset_id: str) -> bool:
        mine = self._files.mine(preset_id)
        return mine is None or "extends" in self._mine_raw(preset_id)

    def _base_raw(self, preset_id: str) -> Mapping[str, Any]:
        extended = self._mine_raw(preset_id).get("extends", preset_id)
        base = self._files.base(extended) if isinstance(extended, str) else None
        return (base.tables.raw if base else None) or {}

    def _merged_raw(self, preset_id: str) -> Mapping[str, Any]:
        return self._files.judge(preset_id).raw or self._base_raw(preset_id)

    # --- writing -----------------------------------------------------------------------------------------------------

    def _write(
        self, preset_id: str, text: str, notes: Iterable[str] = (), before: tuple[FileError, ...] = ()
    ) -> Edited:
        """Write the user's file if the preset then holds; what was wrong `before` does not stand against it."""
        data = text.encode()
        old = self._files.judge(preset_id) if preset_id in self._files.names() else Resolved(id=preset_id, source="own")
        found = self._files.judge(preset_id, data)
        known = {(error.key, error.message) for error in before}
        worse = [error for error in (*found.errors, *found.dropped) if (error.key, error.message) not in known]
        if worse and not (before and len(found.errors) < len(before)):
            raise _refused(preset_id, worse)
        path = self._files.path(preset_id)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, data)
        except OSError as error:
            raise _unwritable(path, error) from error
        return Edited(path, (*notes, *_doubts(found.preset, old.preset), *self._of_dose(found.preset)))

    def _of_dose(self, preset: Preset | None) -> list[str]:
        """What its dose may be meant to be of."""
        near = near_substances(preset, self._limits()) if preset and preset.dose else ()
        return [f"dose: no upper limit is known for “{word}”; did you mean “{meant}”?" for word, meant in near]


def _doubts(preset: Preset | None, before: Preset | None) -> list[str]:
    """What is newly worth a word."""
    old = tuple(doubts(before)) if before else ()
    return [f"{dotted(doubt.key)}: {doubt.message}" for doubt in doubts(preset) if doubt not in old] if preset else []


def _content(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FileProblemError(f"{path} cannot be read: {error}", None) from error


def _refused(preset_id: str, errors: Iterable[FileError]) -> RoutineError:
    """All of the errors, the first of them in words; nothing was written."""
    found = list(errors)
    first = found[0]
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    place = f"{first.key}: " if first.key else ""
    message = f"{preset_id}: {place}{first.message}{more}; nothing was changed"
    return PresetError(message, first.hint, {"errors": [to_builtins(error) for error in found]})


def _unwritable(path: Path, error: OSError) -> FileProblemError:
    return FileProblemError(
        f"{path} cannot be written: {error.strerror or error}", "look at its permissions and the disk"
    )
