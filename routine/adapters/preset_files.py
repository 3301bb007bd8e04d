"""Finds and reads preset files: the shipped ones, and the user's over them."""

from __future__ import annotations

import stat
from collections.abc import Collection
from pathlib import Path

import routine
from routine.core.errors import NotFoundError
from routine.core.preset import Fault
from routine.core.reading.forms import nearest
from routine.core.reading.toml_text import LARGEST, Tables, read_tables
from routine.core.resolve import FileError, Loaded, PresetText, Resolved, cross_faults, place, resolve

_NOT_PRESETS = frozenset({"rules"})
_SUFFIX = ".toml"
_Stamp = tuple[int, int, int, int]


def shipped_presets() -> Path:
    """The directory of the presets that came with this Routine: in the package, or beside it in a checkout."""
    package = Path(routine.__file__).parent
    inside = package / "presets"
    return inside if inside.is_dir() else package.parent / "presets"


class PresetFiles:
    """The presets of one user. Parsed files are kept while they do not change, so that a reload reads only what did."""

    def __init__(self, user_dir: Path, shipped_dir: Path | None = None) -> None:
        """`user_dir` need not exist. `shipped_dir`: None for those that came with Routine."""
        self.user_dir = user_dir
        self.shipped_dir = shipped_dir or shipped_presets()
        self._texts: dict[Path, tuple[_Stamp, PresetText]] = {}
        self._resolved: dict[str, tuple[tuple[PresetText | None, ...], Resolved]] = {}

    def load(self) -> Loaded:
        """Everything as the files say now; never raises for what is in them."""
        shipped, mine = self._names(self.shipped_dir), self._names(self.user_dir)
        found = {name: self._resolve(name, mine, shipped) for name in sorted({*shipped, *mine})}
        return Loaded(
            presets={name: one.preset for name, one in found.items() if one.preset},
            sources={name: one.source for name, one in found.items()},
            errors={name: one.errors for name, one in found.items() if one.errors},
            dropped={name: one.dropped for name, one in found.items() if one.dropped},
            loosened={name: one.loosened for name, one in found.items() if one.loosened},
            resolved=found,
        )

    def check(self, target: str | Path | None = None, rules: Collection[str] = ()) -> list[FileError]:
        """Every error in one preset (an id, or the path of a file) or in all; raises NotFoundError.

        `rules`: the names that `never_if` may hold; none means that they are not looked at.
        """
        loaded = self.load()
        if isinstance(target, Path) or (target is not None and ("/" in target or target.endswith(_SUFFIX))):
            return self._check_file(Path(target), loaded, rules)
        if target is not None and target not in loaded.sources:
            raise NotFoundError(f"there is no preset “{target}”", nearest(target, loaded.sources))
        names = loaded.sources if target is None else [target]
        return [error for name in names for error in self._all_errors(loaded.resolved[name], loaded.sources, rules)]

    def text(self, preset_id: str) -> PresetText | None:
        """The user's file of this name as it is now, or else the shipped one."""
        return self.mine(preset_id) or self.shipped(preset_id)

    def shipped(self, preset_id: str) -> PresetText | None:
        """The shipped file of this name."""
        return self._text(self.shipped_dir, preset_id)

    def judge(self, preset_id: str, data: bytes | None = None) -> Resolved:
        """What would become of the preset if the user's file held `data`; None for what it holds now."""
        if data is None:
            return self._resolve(preset_id, (preset_id,), (preset_id,))
        mine = PresetText(str(self.path(preset_id)), read_tables(data))
        return resolve(preset_id, mine, self.shipped(preset_id), self.base)

    @property
    def rules_file(self) -> Path:
        """The rules that came with the shipped presets."""
        return self.shipped_dir / "rules.toml"

    def path(self, preset_id: str) -> Path:
        """Where the user's file of this name is, or would be."""
        return self.user_dir / f"{preset_id}{_SUFFIX}"

    def mine(self, preset_id: str) -> PresetText | None:
        """The user's file of this name."""
        return self._text(self.user_dir, preset_id)

    def base(self, preset_id: str) -> PresetText | None:
        """What a file that extends this name would change: the shipped one before the user's own."""
        return self.shipped(preset_id) or self.mine(preset_id)

    def names(self) -> list[str]:
        """Every preset there is, loading or not."""
        return sorted({*self._names(self.shipped_dir), *self._names(self.user_dir)})

    def _check_file(self, path: Path, loaded: Loaded, rules: Collection[str]) -> list[FileError]:
        if not path.is_file():
            raise NotFoundError(f"there is no file {path}", "name a preset, or the path of a .toml file")
        mine = PresetText(str(path), _read(path, path.parent))
        found = resolve(path.stem, mine, self.shipped(path.stem), self.base)
        return self._all_errors(found, {*loaded.sources, path.stem}, rules, mine)

    def _all_errors(
        self, found: Resolved, ids: Collection[str], rules: Collection[str], mine: PresetText | None = None
    ) -> list[FileError]:
        if found.preset is None:
            return [*found.errors, *found.dropped]
        files = [text for text in (mine or self.text(found.id), self.shipped(found.id)) if text]
        return [*found.dropped, *place(cross_faults(found.preset, ids, rules), *files)]

    def _resolve(self, name: str, mine: Collection[str], shipped: Collection[str]) -> Resolved:
        own = self._text(self.user_dir, name) if name in mine else None
        base = self._text(self.shipped_dir, name) if name in shipped else None
        extended = own.tables.raw.get("extends") if own and own.tables.raw else None
        read_from = (own, base, self.base(extended) if isinstance(extended, str) else None)
        known = self._resolved.get(name)
        if known and all(old is new for old, new in zip(known[0], read_from, strict=True)):
            return known[1]
        found = resolve(name, own, base, self.base)
        self._resolved[name] = (read_from, found)
        return found

    def _names(self, folder: Path) -> dict[str, None]:
        try:
            names = sorted(path.stem for path in folder.iterdir() if path.suffix == _SUFFIX)
        except OSError:
            return {}
        hidden = _NOT_PRESETS if folder == self.shipped_dir else frozenset()
        return {name: None for name in names if not name.startswith(".") and name not in hidden}

    def _text(self, folder: Path, name: str) -> PresetText | None:
        """One file, parsed; None if there is none of that name. A name never leads out of the directory."""
        path = folder / f"{name}{_SUFFIX}"
        if "/" in name or "\\" in name or "\0" in name or len(name) > 200:
            return None
        try:
            status = path.stat()
        except OSError:
            if not path.is_symlink():
                return None
            return PresetText(str(path), _refused("leads nowhere: a broken link"))
        stamp = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
        known = self._texts.get(path)
        if known and known[0] == stamp:
            return known[1]
        text = PresetText(str(path), _read(path, folder))
        self._texts[path] = (stamp, text)
        return text


def _read(path: Path, folder: Path) -> Tables:
    """The tables of a file that must lie in the directory; what stands against it is a fault."""
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            return _refused("is a link that leads out of its directory", "copy the file itself here")
        if not stat.S_ISREG(path.stat().st_mode):
            return _refused("is not a file")
        with path.open("rb") as file:
            return read_tables(file.read(LARGEST + 1))
    except OSError as error:
        return _refused(f"cannot be read: {error.strerror or error}", "look at its permissions")


def _refused(message: str, hint: str | None = None) -> Tables:
    return Tables(None, {}, (Fault((), message, hint),))
