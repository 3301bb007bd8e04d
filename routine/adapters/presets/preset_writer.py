"""Changes keys and steps in the user's file of a preset; for a shipped preset, in an overlay."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from routine.adapters.presets.write_preset import Files, Written, check_known, content, unwritable, write_preset
from routine.core.config.rules import Limit
from routine.core.preset.edit.change import Change, Editable, Order, Put, TakeOut, refused
from routine.core.preset.edit.difference import Difference, differences
from routine.core.preset.edit.new_file import new_overlay
from routine.core.preset.edit.set_key import set_key
from routine.core.preset.edit.steps import add_step, move_step, remove_step
from routine.core.preset.edit.unset_key import as_shipped_again, says_nothing, unset_key


class PresetWriter:
    """The user's preset files, to be changed. Each method may raise FileProblemError, and nothing is written then.

    `limits`: as for `write_preset`.
    """

    def __init__(self, files: Files, limits: Callable[[], Mapping[str, Limit]] = dict[str, Limit]) -> None:
        self._files, self._limits = files, limits

    def set_key(self, preset_id: str, key_path: str, typed: str) -> Written:
        """Give one key a value. For a shipped preset this goes into an overlay. Raises as `set_key` of the core."""
        preset = self._editable(preset_id)
        change = set_key(preset, key_path, typed)
        return write_preset(self._files, self._limits, preset.now, self._changed(preset, change), change.notes)

    def unset_key(self, preset_id: str, key_path: str) -> Written:
        """Take one change back; an overlay that then changes nothing is removed. Raises as `unset_key` of the core."""
        preset = self._editable(preset_id)
        text = self._changed(preset, unset_key(preset, key_path))
        if preset.overlay and says_nothing(text):
            return self._remove(preset_id)
        return write_preset(self._files, self._limits, preset.now, text, forgiven=preset.now.errors)

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
        return write_preset(self._files, self._limits, preset.now, text, change.notes)

    def diff(self, preset_id: str) -> tuple[Difference, ...]:
        """Every key in which the preset differs from the one it changes; raises NotFoundError, PresetError."""
        preset = self._editable(preset_id)
        if preset.now.preset is None:
            raise refused(preset_id, preset.now.errors)
        return differences(preset.base_raw, preset.now.raw)

    # --- reading -------------------------------------------------------------------------------------------------

    def _editable(self, preset_id: str) -> Editable:
        check_known(self._files, preset_id)
        mine = self._files.mine(preset_id)
        extended = (mine.tables.raw or {}).get("extends", preset_id) if mine else preset_id
        base = self._files.base(extended) if isinstance(extended, str) else None
        return Editable(preset_id, mine, base, self._files.judge(preset_id))

    # --- writing -------------------------------------------------------------------------------------------------

    def _changed(self, preset: Editable, change: Change) -> str:
        """The user's file, or the beginning of an overlay, with a change made in it."""
        from routine.adapters import toml_write  # here: a look at the differences needs no 40 ms of tomlkit

        text = content(preset.mine) if preset.mine else new_overlay(preset.id)
        for step in change.steps:
            match step:
                case Put():
                    text = toml_write.set_value(text, step.key, step.value)
                case TakeOut():
                    text = toml_write.remove_value(text, step.key)
                case Order():
                    text = toml_write.order_tables(text, step.key, step.names)
        return text

    def _remove(self, preset_id: str) -> Written:
        path = self._files.path(preset_id)
        try:
            path.unlink()
        except OSError as error:
            raise unwritable(path, error) from error
        return Written(path, (as_shipped_again(preset_id),))
