"""Writes the user's own preset files, once the preset as a whole holds with what is to be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from routine.adapters.atomic_file import as_bytes, make_directory, set_aside, write_atomically
from routine.adapters.disk_trouble import reason, remedy
from routine.core.config.rules import Limit
from routine.core.errors import FileProblemError, NotFoundError, NothingToDoError, PresetError
from routine.core.preset.edit.change import Change, Editable, Order, Put, TakeOut, refused
from routine.core.preset.edit.difference import Difference, differences
from routine.core.preset.edit.judge import judge
from routine.core.preset.edit.new_file import new_overlay, new_preset, overlay_to_edit
from routine.core.preset.edit.refusals import needed_by, not_own
from routine.core.preset.edit.set_key import set_key
from routine.core.preset.edit.steps import add_step, move_step, remove_step
from routine.core.preset.edit.unset_key import as_shipped_again, says_nothing, unset_key
from routine.core.preset.read.forms import check_id
from routine.core.preset.read.nearest_word import nearest
from routine.core.preset.resolve import FileError, PresetText, Resolved
from routine.core.safety.upper_limits import doubtful_substances


class Files(Protocol):
    """What is known of preset files."""

    def mine(self, preset_id: str) -> PresetText | None: ...
    def shipped(self, preset_id: str) -> PresetText | None: ...
    def base(self, preset_id: str) -> PresetText | None: ...
    def judge(self, preset_id: str, data: bytes | None = None) -> Resolved: ...
    def path(self, preset_id: str) -> Path: ...
    def names(self) -> list[str]: ...


class Written(Struct, frozen=True):
    """A file was written, or removed; `notes` are worth telling."""

    path: Path
    notes: tuple[str, ...] = ()


class PresetWriter:
    """The user's preset files, to be changed. Each method may raise FileProblemError, and nothing is written then.

    `limits`: the upper limits that there are, by name.
    """

    def __init__(self, files: Files, limits: Callable[[], Mapping[str, Limit]] = dict[str, Limit]) -> None:
        self._files, self._limits = files, limits

    def set_key(self, preset_id: str, key_path: str, typed: str) -> Written:
        """Give one key a value. For a shipped preset this goes into an overlay. Raises as `set_key` of the core."""
        preset = self._editable(preset_id)
        change = set_key(preset, key_path, typed)
        return self._write(preset.now, self._changed(preset, change), change.notes)

    def unset_key(self, preset_id: str, key_path: str) -> Written:
        """Take one change back; an overlay that then changes nothing is removed. Raises as `unset_key` of the core."""
        preset = self._editable(preset_id)
        text = self._changed(preset, unset_key(preset, key_path))
        if preset.overlay and says_nothing(text):
            return self._remove(preset_id)
        return self._write(preset.now, text, forgiven=preset.now.errors)

    # --- steps ---------------------------------------------------------------------------------------------------

    def add_step(
        self,
        preset_id: str,
        name: str,
        say: str,
        *,
        before: str | None = None,
        after: str | None = None,
        timer: str | None = None,
    ) -> Written:
        """A new step, at its place or the last. Raises as `add_step` of the core."""
        preset = self._editable(preset_id)
        return self._step(preset, add_step(preset, name, say, before=before, after=after, timer=timer))

    def move_step(self, preset_id: str, name: str, *, before: str | None = None, after: str | None = None) -> Written:
        """A step at another place. Raises as `move_step` of the core."""
        preset = self._editable(preset_id)
        return self._step(preset, move_step(preset, name, before=before, after=after))

    def remove_step(self, preset_id: str, name: str) -> Written:
        """Without this step. Raises as `remove_step` of the core."""
        preset = self._editable(preset_id)
        return self._step(preset, remove_step(preset, name))

    def _step(self, preset: Editable, change: Change) -> Written:
        text = self._changed(preset, change)
        if preset.overlay and says_nothing(text):
            return self._remove(preset.id)
        return self._write(preset.now, text, change.notes)

    # --- a file as a whole ---------------------------------------------------------------------------------------

    def new(self, preset_id: str, kind: str = "habit") -> Written:
        """Begin a preset of the user's own. Raises UsageError, PresetError."""
        self.check_free(preset_id)
        return self._write(Resolved(id=preset_id, source="own"), new_preset(preset_id, kind))

    def copy(self, source: str, target: str) -> Written:
        """The file of one preset under another name; of an overlay, a variant. Raises NotFoundError, PresetError."""
        self._check_known(source)
        self.check_free(target)
        text = self._files.mine(source) or self._files.shipped(source)
        return self._write(Resolved(id=target, source="own"), _content(text) if text else "")

    def reset(self, preset_id: str) -> Path:
        """Go back to the shipped preset: the user's file is set aside, and its new name returned."""
        self._check_known(preset_id)
        if self._files.shipped(preset_id) is None:
            raise NothingToDoError(
                f"{preset_id} is your own preset, so it has no original.", f"Edit it: routine preset edit {preset_id}"
            )
        path = self._files.path(preset_id)
        if not path.exists() and not path.is_symlink():
            raise NothingToDoError(
                f"You have not changed {preset_id}.", f"See what it says: routine preset show {preset_id}"
            )
        try:
            return set_aside(path, "bak")
        except OSError as error:
            raise _unwritable(path, error) from error

    def check_own(self, preset_id: str, what: str) -> None:
        """Raises PresetError unless it is the user's own, and no other preset hangs on it. `what`: is to be done."""
        self._check_known(preset_id)
        if self._files.shipped(preset_id) is not None:
            mine = self._files.mine(preset_id) is not None
            raise not_own(preset_id, what, changed=mine)
        if others := self._hang_on(preset_id):
            raise needed_by(preset_id, what, others)

    def delete(self, preset_id: str) -> Path:
        """Take a preset of the user's own away: its file is set aside, and its new name returned."""
        self.check_own(preset_id, "deleted")
        path = self._files.path(preset_id)
        try:
            return set_aside(path, "bak")
        except OSError as error:
            raise _unwritable(path, error) from error

    def rename(self, preset_id: str, name: str) -> Path:
        """Give a preset of the user's own another name; raises UsageError for one that cannot be a name."""
        self.check_own(preset_id, "renamed")
        self.check_free(name)
        path = self._files.path(name)
        try:
            return self._files.path(preset_id).rename(path)
        except OSError as error:
            raise _unwritable(path, error) from error

    def _hang_on(self, preset_id: str) -> list[str]:
        """The presets that change this one, or come so long after it."""
        return [name for name in self._files.names() if name != preset_id and self._names_it(name, preset_id)]

    def _names_it(self, name: str, preset_id: str) -> bool:
        raw = (mine.tables.raw if (mine := self._files.mine(name)) else None) or {}
        schedule = raw.get("schedule")
        after = schedule.get("after") if isinstance(schedule, Mapping) else None
        link = after.get("routine") if isinstance(after, Mapping) else None
        return preset_id in (raw.get("extends"), link)

    def diff(self, preset_id: str) -> tuple[Difference, ...]:
        """Every key in which the preset differs from the one it changes; raises NotFoundError, PresetError."""
        preset = self._editable(preset_id)
        if preset.now.preset is None:
            raise refused(preset_id, preset.now.errors)
        return differences(preset.base_raw, preset.now.raw)

    # --- a whole file, changed by hand ---------------------------------------------------------------------------

    def text_to_edit(self, preset_id: str) -> str:
        """The user's file as it is; for a shipped preset without one, an empty overlay with the shipped text below."""
        mine, shipped = self._files.mine(preset_id), self._files.shipped(preset_id)
        if mine is not None:
            return _content(mine, "surrogateescape")
        return overlay_to_edit(preset_id, _content(shipped, "replace") if shipped is not None else "")

    def mistakes(self, preset_id: str, text: str) -> tuple[FileError, ...]:
        """Everything that would be wrong if this text were the user's file."""
        found = self._files.judge(preset_id, as_bytes(text))
        return (*found.errors, *found.dropped)

    def put(self, preset_id: str, text: str) -> Path:
        """Make the text the user's file."""
        return _written(self._files.path(preset_id), text)

    def keep_rejected(self, preset_id: str, text: str) -> Path:
        """Keep a text that was not put in force beside the user's file, as `ID.toml.rejected`, or `...-2` and so on."""
        path, n = self._files.path(preset_id).with_suffix(".toml.rejected"), 1
        while (kept := path if n == 1 else path.with_name(f"{path.name}-{n}")).exists():
            n += 1
        return _written(kept, text)

    # --- reading -------------------------------------------------------------------------------------------------

    def _editable(self, preset_id: str) -> Editable:
        self._check_known(preset_id)
        mine = self._files.mine(preset_id)
        extended = (mine.tables.raw or {}).get("extends", preset_id) if mine else preset_id
        base = self._files.base(extended) if isinstance(extended, str) else None
        return Editable(preset_id, mine, base, self._files.judge(preset_id))

    def _check_known(self, preset_id: str) -> None:
        if self._files.mine(preset_id) is None and self._files.shipped(preset_id) is None:
            raise NotFoundError(
                f"There is no preset “{preset_id}”.", nearest(preset_id, self._files.names(), see="routine preset list")
            )

    def check_free(self, preset_id: str) -> None:
        """Raises UsageError, PresetError unless a new preset may have this name."""
        check_id(preset_id)
        if preset_id in self._files.names():
            raise PresetError(f"There is already a preset “{preset_id}”.", f"Edit it: routine preset edit {preset_id}")

    # --- writing -------------------------------------------------------------------------------------------------

    def _changed(self, preset: Editable, change: Change) -> str:
        """The user's file, or the beginning of an overlay, with a change made in it."""
        from routine.adapters import toml_write  # here: a look at the differences needs no 40 ms of tomlkit

        text = _content(preset.mine) if preset.mine else new_overlay(preset.id)
        for step in change.steps:
            match step:
                case Put():
                    text = toml_write.set_value(text, step.key, step.value)
                case TakeOut():
                    text = toml_write.remove_value(text, step.key)
                case Order():
                    text = toml_write.order_tables(text, step.key, step.names)
        return text

    def _write(
        self, before: Resolved, text: str, notes: tuple[str, ...] = (), forgiven: tuple[FileError, ...] = ()
    ) -> Written:
        """Write the user's file if the preset then holds."""
        after = self._files.judge(before.id, text.encode())
        doubts = judge(before, after, forgiven)
        path = self.put(before.id, text)
        doses = doubtful_substances(after.preset, self._limits()) if after.preset and after.preset.dose else ()
        return Written(path, (*notes, *doubts, *doses))

    def _remove(self, preset_id: str) -> Written:
        path = self._files.path(preset_id)
        try:
            path.unlink()
        except OSError as error:
            raise _unwritable(path, error) from error
        return Written(path, (as_shipped_again(preset_id),))


def _content(text: PresetText, errors: str = "strict") -> str:
    path = Path(text.file)
    try:
        return path.read_bytes().decode("utf-8-sig", errors)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FileProblemError(f"{path} cannot be read: {reason}.", "Check its permissions.") from error


def _written(path: Path, text: str) -> Path:
    try:
        make_directory(path.parent)
        write_atomically(path, as_bytes(text))
    except OSError as error:
        raise _unwritable(path, error) from error
    return path


def _unwritable(path: Path, error: OSError) -> FileProblemError:
    return FileProblemError(f"{path} cannot be written: {reason(error)}.", remedy(error, "Check its permissions."))
