"""The user's own preset files as wholes: begun, copied, set aside, renamed, or edited as a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from routine.adapters.atomic_file import as_bytes, set_aside
from routine.adapters.presets.rejected_text import keep_rejected
from routine.adapters.presets.write_preset import (
    Files,
    Written,
    check_known,
    content,
    put_text,
    unwritable,
    write_preset,
)
from routine.core.config.rules import Limit
from routine.core.errors import NothingToDoError, PresetError
from routine.core.preset.edit.new_file import new_preset, overlay_to_edit
from routine.core.preset.edit.refusals import needed_by, not_own
from routine.core.preset.read.forms import check_id
from routine.core.preset.resolve import FileError, Resolved


class OwnPresets:
    """All of them. Each method may raise FileProblemError, and nothing is written then.

    `limits`: as for `write_preset`.
    """

    def __init__(self, files: Files, limits: Callable[[], Mapping[str, Limit]] = dict[str, Limit]) -> None:
        self._files, self._limits = files, limits

    def new(self, preset_id: str, kind: str = "habit") -> Written:
        """Begin a preset of the user's own. Raises UsageError, PresetError."""
        self.check_free(preset_id)
        return self._begin(preset_id, new_preset(preset_id, kind))

    def copy(self, source: str, target: str) -> Written:
        """The file of one preset under another name; of an overlay, a variant. Raises NotFoundError, PresetError."""
        check_known(self._files, source)
        self.check_free(target)
        text = self._files.mine(source) or self._files.shipped(source)
        return self._begin(target, content(text) if text else "")

    def reset(self, preset_id: str) -> Path:
        """Go back to the shipped preset: the user's file is set aside, and its new name returned."""
        check_known(self._files, preset_id)
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
            raise unwritable(path, error) from error

    def check_own(self, preset_id: str, what: str) -> None:
        """Raises PresetError unless it is the user's own, and no other preset hangs on it. `what`: is to be done."""
        check_known(self._files, preset_id)
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
            raise unwritable(path, error) from error

    def rename(self, preset_id: str, name: str) -> Path:
        """Give a preset of the user's own another name; raises UsageError for one that cannot be a name."""
        self.check_own(preset_id, "renamed")
        self.check_free(name)
        path = self._files.path(name)
        try:
            return self._files.path(preset_id).rename(path)
        except OSError as error:
            raise unwritable(path, error) from error

    def text_to_edit(self, preset_id: str) -> str:
        """The user's file as it is; for a shipped preset without one, an empty overlay with the shipped text below."""
        mine, shipped = self._files.mine(preset_id), self._files.shipped(preset_id)
        if mine is not None:
            return content(mine, "surrogateescape")
        return overlay_to_edit(preset_id, content(shipped, "replace") if shipped is not None else "")

    def mistakes(self, preset_id: str, text: str) -> tuple[FileError, ...]:
        """Everything that would be wrong if this text were the user's file."""
        found = self._files.judge(preset_id, as_bytes(text))
        return (*found.errors, *found.dropped)

    def put(self, preset_id: str, text: str) -> Path:
        """Make the text the user's file."""
        return put_text(self._files.path(preset_id), text)

    def keep_rejected(self, preset_id: str, text: str) -> Path:
        """Keep a text that was not put in force beside the user's file; where it is now."""
        return keep_rejected(self._files.path(preset_id), text)

    def check_free(self, preset_id: str) -> None:
        """Raises UsageError, PresetError unless a new preset may have this name."""
        check_id(preset_id)
        if preset_id in self._files.names():
            raise PresetError(f"There is already a preset “{preset_id}”.", f"Edit it: routine preset edit {preset_id}")

    def _hang_on(self, preset_id: str) -> list[str]:
        """The presets that change this one, or come so long after it."""
        return [name for name in self._files.names() if name != preset_id and self._names_it(name, preset_id)]

    def _names_it(self, name: str, preset_id: str) -> bool:
        raw = (mine.tables.raw if (mine := self._files.mine(name)) else None) or {}
        schedule = raw.get("schedule")
        after = schedule.get("after") if isinstance(schedule, Mapping) else None
        link = after.get("routine") if isinstance(after, Mapping) else None
        return preset_id in (raw.get("extends"), link)

    def _begin(self, preset_id: str, text: str) -> Written:
        return write_preset(self._files, self._limits, Resolved(id=preset_id, source="own"), text)
