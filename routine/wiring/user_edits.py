"""Edits of the user's own files for the service: tried in a copy first, so that all of them hold or none is made."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from routine.adapters.config_files import CONFIG, PROFILE, ConfigFiles
from routine.adapters.presets.own_presets import OwnPresets
from routine.adapters.presets.preset_files import PresetFiles
from routine.adapters.presets.preset_writer import PresetWriter
from routine.adapters.rule_files import read_limits, read_rules
from routine.core.config.tried_presets import Edited, EditedPreset, FileText
from routine.core.errors import NotFoundError, PresetError, UsageError
from routine.core.preset.edit.change import refused
from routine.core.preset.edit.names import free_name, name_of
from routine.core.preset.read.nearest_word import nearest
from routine.core.requests import edits as edit
from routine.wiring.files import check_setting, preset_files

if TYPE_CHECKING:
    from routine.adapters.paths import Paths

_MOST = 60


class UserEdits:
    """The Editor of real files."""

    def __init__(self, where: Paths) -> None:
        self._where = where

    def tried(self, edits: Sequence[edit.OneEdit]) -> Edited:
        """What they would make; raises RoutineError for the first that cannot be, and nothing was written."""
        presets, config = Path(self._where.presets_dir), Path(self._where.config_dir)
        with TemporaryDirectory(prefix="routine-") as folder:
            copy, settings = Path(folder, "presets"), Path(folder, "config")
            _copied([*presets.glob("*.toml")] if presets.is_dir() else [], copy)
            _copied([path for name in (CONFIG, PROFILE) if (path := config / name).is_file()], settings)
            return _Making(PresetFiles(copy), settings).all(edits)

    def made(self, edits: Sequence[edit.OneEdit]) -> Edited:
        """Make them, once all of them hold."""
        self.tried(edits)
        return _Making(preset_files(self._where), Path(self._where.config_dir)).all(edits)

    def tables(self, preset_id: str) -> tuple[Mapping[str, object], Mapping[str, object]]:
        """What the preset's files say together, and what the shipped one says; raises NotFoundError, PresetError."""
        files = preset_files(self._where)
        PresetWriter(files).diff(preset_id)  # raises where there is none, or its file has mistakes
        shipped = files.shipped(preset_id)
        return files.judge(preset_id).raw, (shipped.tables.raw if shipped else None) or {}

    def file(self, preset_id: str) -> FileText:
        """The user's file as it is, or how one would begin; raises NotFoundError where there is no such preset."""
        files = preset_files(self._where)
        mine, shipped = files.mine(preset_id), files.shipped(preset_id)
        if mine is None and shipped is None:
            raise NotFoundError(
                f"There is no preset “{preset_id}”.", nearest(preset_id, files.names(), see="routine preset list")
            )
        own = OwnPresets(files)
        text = own.text_to_edit(preset_id)
        return FileText(
            file=str(files.path(preset_id)),
            text=text,
            version=_version(text),
            there=mine is not None,
            shipped=shipped is not None,
            mistakes=own.mistakes(preset_id, text) if mine else (),
        )


def _version(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def _copied(paths: Sequence[Path], folder: Path) -> None:
    folder.mkdir()
    for path in paths:
        shutil.copyfile(path, folder / path.name)


class _Making:
    """Makes edits one after the other; an id of "" means the preset that was made last."""

    def __init__(self, files: PresetFiles, config: Path) -> None:
        self._files, self._newest = files, ""
        rules = files.rules_file
        self._writer = PresetWriter(files, lambda: read_limits(rules)[0])
        self._own = OwnPresets(files, lambda: read_limits(rules)[0])
        self._config = ConfigFiles(config, lambda: read_rules(rules)[0], check_setting)
        self._touched: dict[str, None] = {}

    def all(self, edits: Sequence[edit.OneEdit]) -> Edited:
        if not 1 <= len(edits) <= _MOST:
            raise UsageError(f"1 to {_MOST} changes can be made at once, not {len(edits)}.")
        notes = tuple(note for one in edits for note in self._one(one))
        presets = tuple(self._result(id) for id in self._touched)
        return Edited(presets=presets, notes=tuple(dict.fromkeys(notes)))

    def _result(self, id: str) -> EditedPreset:
        if self._files.mine(id) is None and self._files.shipped(id) is None:
            return EditedPreset(id=id, preset=None, source="own")
        found = self._files.judge(id)
        return EditedPreset(id=id, preset=found.preset, source=found.source, loosened=found.loosened)

    def _one(self, one: edit.OneEdit) -> Sequence[str]:
        match one:
            case edit.SetSetting():
                change = self._config.set_setting(one.key, one.value)
                return (f"{change.key} is {change.new} (was {change.old}).",)
            case edit.UnsetSetting():
                change = self._config.unset_setting(one.key)
                return (f"{change.key} is {change.new} (was {change.old}).",)
            case edit.ForgetAnswer():
                self._config.unset_fact(one.fact)
                return (f"Removed: {one.fact} is not answered.",)
            case edit.NewPreset() | edit.CopyPreset():
                return self._begin(one)
            case _:
                return self._of_preset(one, self._id(one.preset))

    def _begin(self, one: edit.NewPreset | edit.CopyPreset) -> Sequence[str]:
        """A preset of one's own, its id made from the title."""
        id = free_name(name_of(one.title, "my-routine"), self._files.names())
        match one:
            case edit.NewPreset():
                self._own.new(id, one.kind)
            case edit.CopyPreset():
                self._own.copy(self._id(one.preset), id)
        self._newest, self._touched = id, {**self._touched, id: None}
        notes = [*self._writer.set_key(id, "title", one.title).notes]
        if isinstance(one, edit.NewPreset) and one.summary:
            notes += self._writer.set_key(id, "summary", one.summary).notes
        return notes

    def _id(self, named: str) -> str:
        if not named and not self._newest:
            raise UsageError("No preset is named.", "Name it by its id.")
        return named or self._newest

    def _of_preset(self, one: _OfPreset, id: str) -> Sequence[str]:
        self._touched[id] = None
        writer = self._writer
        match one:
            case edit.SetKey():
                return writer.set_key(id, one.key, one.value).notes
            case edit.UnsetKey():
                return writer.unset_key(id, one.key).notes
            case edit.ResetPreset():
                self._own.reset(id)
                return (f"{id} is the original again.",)
            case edit.DeletePreset():
                self._own.delete(id)
                return ()
            case edit.AddStep():
                return self._add_step(one, id)
            case edit.ReplaceText():
                return self._replace(one, id)
            case edit.MoveStep():
                return writer.move_step(id, one.step, before=one.before, after=one.after).notes
            case edit.RemoveStep():
                return writer.remove_step(id, one.step).notes

    def _replace(self, one: edit.ReplaceText, id: str) -> Sequence[str]:
        """The whole text, once nothing in it is wrong; not over what was changed elsewhere meanwhile."""
        if one.was and one.was != _version(self._own.text_to_edit(id)):
            raise PresetError(f"The file of {id} was changed elsewhere meanwhile.", "Load it again and compare.")
        if mistakes := self._own.mistakes(id, one.text):
            raise refused(id, mistakes)
        self._own.put(id, one.text)
        return ()

    def _add_step(self, one: edit.AddStep, id: str) -> Sequence[str]:
        steps = list(self._files.judge(id).raw.get("steps") or ())
        name = one.step or free_name(name_of(" ".join(one.say.split()[:4]), "step"), steps)
        added = self._writer.add_step(id, name, one.say, before=one.before, after=one.after, timer=one.timer)
        notes = [*added.notes]
        for key in ("lead_in", "posture", "on_skin"):
            if value := getattr(one, key):
                notes += self._writer.set_key(id, f"steps.{name}.{key}", value).notes
        return notes


_OfPreset = (
    edit.SetKey
    | edit.UnsetKey
    | edit.ResetPreset
    | edit.DeletePreset
    | edit.ReplaceText
    | edit.AddStep
    | edit.MoveStep
    | edit.RemoveStep
)
