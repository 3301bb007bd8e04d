"""Finds and reads preset files: the shipped ones, and the user's over them."""

from __future__ import annotations

import errno
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from msgspec.structs import replace

import routine
from routine.adapters.disk_trouble import reason, remedy
from routine.adapters.presets.read_preset import SUFFIX, Stamp, is_name, read_preset, refused, stamp, unreadable
from routine.adapters.regular_file import LEADS_NOWHERE, dead_link
from routine.core.errors import NotFoundError
from routine.core.preset.read.nearest_word import nearest
from routine.core.preset.resolve import FileError, Loaded, PresetText, Resolved, Source, cross_faults, place, resolve
from routine.core.preset.toml_text import read_tables

_NOT_PRESETS = frozenset({"rules"})
_SHIPPED: Source = "shipped"
_MEND_LINK = "Put back what it leads to, or remove the link."
_COLLECTION = 200
"""More files than this were not written by hand: what is not enabled of them is read when somebody asks for it."""
_NOT_THERE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG})
_Stamps = tuple[tuple[Path, Stamp], ...]


def shipped_presets() -> Path:
    """The directory of the presets that came with this Routine: in the package, or beside it in a checkout."""
    package = Path(routine.__file__).parent
    inside = package / "presets"
    return inside if inside.is_dir() else package.parent / "presets"


class PresetFiles:
    """The presets of one user. Presets are kept while their files do not change, so that a reload reads only what did.

    The files' own tables are let go of at once: they take several times the room of what they say.
    """

    def __init__(self, user_dir: Path, shipped_dir: Path | None = None) -> None:
        """`user_dir` need not exist. `shipped_dir`: None for those that came with Routine."""
        self.user_dir = user_dir
        self.shipped_dir = shipped_dir or shipped_presets()
        self._resolved: dict[str, tuple[_Stamps, Resolved]] = {}
        #: The last one: whoever changes a key asks for it again and again.
        self._judged: dict[str, tuple[_Stamps, Resolved]] = {}

    def load(self, wanted: Collection[str] | None = None) -> Loaded:
        """Everything as the files say now; never raises for what is in them.

        `wanted`: the names of those that matter; a shipped preset of another name is not looked into, unless the user
        has a file of that name. Of the user's own files every one is looked into, so that mistakes in it are told,
        unless they are a whole collection.
        """
        shipped, mine = self._names(self.shipped_dir), self._names(self.user_dir)
        watched = mine if len(mine) <= _COLLECTION else ()
        unread = frozenset() if wanted is None else frozenset({*shipped, *mine}).difference(watched, wanted)
        names = sorted({*shipped, *mine} - unread)
        kept = {name: self._known_or_resolved(name, mine, shipped) for name in names}
        self._resolved = kept
        loaded = _loaded({name: found for name, (_, found) in kept.items()}, _sources(unread, mine, shipped))
        trouble = None if mine else self._why_unlisted()
        return replace(loaded, folder=trouble) if trouble else loaded

    def load_more(self, ids: Iterable[str]) -> Loaded:
        """These presets, which were left unread; nothing of it is kept."""
        found = {name: self._read_one(name) for name in sorted(ids)}
        return _loaded({name: one for name, one in found.items() if one})

    def check(self, target: str | Path | None = None, rules: Collection[str] = ()) -> list[FileError]:
        """Every error in one preset (an id, or the path of a file) or in all; raises NotFoundError.

        `rules`: the names that `never_if` may hold; none means that they are not looked at.
        """
        loaded = self.load()
        if isinstance(target, Path) or (target is not None and ("/" in target or target.endswith(SUFFIX))):
            return self._check_file(Path(target), loaded, rules)
        if target is not None and target not in loaded.sources:
            raise NotFoundError(
                f"There is no preset “{target}”.", nearest(target, loaded.sources, see="routine preset list")
            )
        names = loaded.sources if target is None else [target]
        found = [error for name in names for error in self._all_errors(loaded.resolved[name], loaded.sources, rules)]
        return [loaded.folder, *found] if loaded.folder else found

    def text(self, preset_id: str) -> PresetText | None:
        """The user's file of this name as it is now, or else the shipped one."""
        return self.mine(preset_id) or self.shipped(preset_id)

    def shipped(self, preset_id: str) -> PresetText | None:
        """The shipped file of this name."""
        return self._text(self.shipped_dir, preset_id)

    def judge(self, preset_id: str, data: bytes | None = None) -> Resolved:
        """What would become of the preset if the user's file held `data`; None for what it holds now."""
        if data is None:
            if preset_id not in self._judged or not _unchanged(self._judged[preset_id][0]):
                self._judged = {preset_id: self._resolve(preset_id, (preset_id,), (preset_id,))}
            return self._judged[preset_id][1]
        mine = PresetText(str(self.path(preset_id)), read_tables(data))
        return resolve(preset_id, mine, self.shipped(preset_id), self.base)

    @property
    def rules_file(self) -> Path:
        """The rules that came with the shipped presets."""
        return self.shipped_dir / "rules.toml"

    def path(self, preset_id: str) -> Path:
        """Where the user's file of this name is, or would be."""
        return self.user_dir / f"{preset_id}{SUFFIX}"

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
        if _is_no_file(path):
            raise NotFoundError(
                f"There is no file {path}.", "Enter a preset or the path of a .toml file: routine preset check PRESET"
            )
        mine = PresetText(str(path), read_preset(path, path.parent))
        found = resolve(path.stem, mine, self.shipped(path.stem), self.base)
        return self._all_errors(found, {*loaded.sources, path.stem}, rules, mine)

    def _all_errors(
        self, found: Resolved, ids: Collection[str], rules: Collection[str], mine: PresetText | None = None
    ) -> list[FileError]:
        if found.preset is None:
            return [*found.errors, *found.dropped]
        faults = cross_faults(found.preset, ids, rules)
        if not faults:
            return list(found.dropped)
        files = [text for text in (mine or self.text(found.id), self.shipped(found.id)) if text]
        return [*found.dropped, *place(faults, *files)]

    def _known_or_resolved(
        self, name: str, mine: Collection[str], shipped: Collection[str]
    ) -> tuple[_Stamps, Resolved]:
        known = self._resolved.get(name)
        as_before = known and (known[1].source == _SHIPPED) == (name not in mine)
        if known and as_before and _unchanged(known[0]):
            return known
        return self._resolve(name, mine, shipped)

    def _resolve(self, name: str, mine: Collection[str], shipped: Collection[str]) -> tuple[_Stamps, Resolved]:
        """What becomes of a preset, and the versions of the files that it hangs on, from before they were read."""
        stamps = self._stamps(name)
        own = self._text(self.user_dir, name) if name in mine else None
        base = self._text(self.shipped_dir, name) if name in shipped else None
        extended = own.tables.raw.get("extends") if own and own.tables.raw else None
        if isinstance(extended, str):
            stamps += self._stamps(extended)
        return stamps, resolve(name, own, base, self.base)

    def _read_one(self, name: str) -> Resolved | None:
        mine, shipped = self.mine(name), self.shipped(name)
        return resolve(name, mine, shipped, self.base) if mine or shipped else None

    def _stamps(self, name: str) -> _Stamps:
        paths = (folder / f"{name}{SUFFIX}" for folder in (self.user_dir, self.shipped_dir) if is_name(name))
        return tuple((path, stamp(path)) for path in paths)

    def _names(self, folder: Path) -> dict[str, None]:
        try:
            names = sorted(path.stem for path in folder.iterdir() if path.suffix == SUFFIX)
        except OSError:
            return {}
        hidden = _NOT_PRESETS if folder == self.shipped_dir else frozenset()
        return {name: None for name in names if not name.startswith(".") and name not in hidden}

    def _why_unlisted(self) -> FileError | None:
        """Why nobody can tell which files are the user's; one who has no folder of presets has no files, either."""
        try:
            next(self.user_dir.iterdir(), None)
        except FileNotFoundError:
            link = dead_link(self.user_dir)
            return FileError(str(link), None, "", LEADS_NOWHERE, _MEND_LINK) if link else None
        except OSError as error:
            said, hint = (
                f"Your presets cannot be read: {reason(error)}.",
                remedy(error, "Check its permissions."),
            )
            return FileError(str(self.user_dir), None, "", said, hint)
        return None

    def _text(self, folder: Path, name: str) -> PresetText | None:
        """One file, parsed; None if there is none of that name. A name never leads out of the directory."""
        path = folder / f"{name}{SUFFIX}"
        if not is_name(name):
            return None
        try:
            path.stat()
        except OSError as error:
            if error.errno not in _NOT_THERE:  # it may well be there, so it is not to be taken for none
                return PresetText(str(path), unreadable(error))
            return PresetText(str(path), refused(LEADS_NOWHERE)) if path.is_symlink() else None
        return PresetText(str(path), read_preset(path, folder, ours=folder == self.shipped_dir))


def _is_no_file(path: Path) -> bool:
    """Whether there is none; where nobody may look, reading it will say so."""
    try:
        return not path.is_file()
    except OSError:
        return False


def _unchanged(stamps: _Stamps) -> bool:
    return all(stamp(path) == was for path, was in stamps)


def _sources(unread: Collection[str], mine: Collection[str], shipped: Collection[str]) -> dict[str, Source]:
    """Where presets that are not read come from, as far as their names tell."""
    return {name: _SHIPPED if name not in mine else "overlay" if name in shipped else "own" for name in unread}


def _loaded(found: Mapping[str, Resolved], unread: Mapping[str, Source] | None = None) -> Loaded:
    unread = unread or {}
    return Loaded(
        presets={name: one.preset for name, one in found.items() if one.preset},
        sources={**unread, **{name: one.source for name, one in found.items()}},
        errors={name: one.errors for name, one in found.items() if one.errors},
        dropped={name: one.dropped for name, one in found.items() if one.dropped},
        loosened={name: one.loosened for name, one in found.items() if one.loosened},
        resolved=dict(found),
        unread=frozenset(unread),
    )
