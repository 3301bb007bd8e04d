"""The user's files, as the commands that read and change them need them; the daemon is told of every change."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routine.cli.shell import connection
from routine.cli.shell.requests import change
from routine.core.errors import RoutineError, say_it_is_written
from routine.wiring.files import build_files, preset_files

if TYPE_CHECKING:
    from routine.core.config.rules import Fact
    from routine.core.config.setup import Setup
    from routine.core.preset.resolve import FileError
    from routine.core.requests.replies.commands import ReloadReply


def setup(only: str | None = None) -> Setup:
    """Everything that the files say now. `only`: of the presets, this one; the others may be left unread."""
    wanted = () if only is None else (only,)
    return build_files(connection.paths(), readonly=True).read(wanted, sparing=only is not None)


def facts() -> Mapping[str, Fact]:
    """What the safety rules may ask, by name; the presets stay unread."""
    from routine.wiring.files import facts as known

    return known(connection.paths())


def preset_id(text: str) -> str:
    """The preset that `text` names, also one whose file has mistakes; raises AmbiguousError, NotFoundError."""
    from routine.core.text.match import resolve

    known, asked = preset_files(connection.paths()), " ".join(text.lower().split())
    if asked in known.names():
        return asked  # an id needs no titles, which are in the files
    loaded = known.load()
    titles = {name: loaded.presets[name].title if name in loaded.presets else name for name in loaded.sources}
    return resolve(text, titles, what="preset")


def source(id: str) -> str:
    """Where a preset comes from: `shipped`, `overlay` or `own`."""
    return preset_files(connection.paths()).judge(id).source


def raw(id: str) -> Mapping[str, Any]:
    """The tables of a preset, the user's changes included."""
    return preset_files(connection.paths()).judge(id).raw


def value(id: str, key: str) -> Any:
    """What a key of a preset, the user's changes included, says now; None where it says nothing."""
    here: Any = raw(id)
    for part in key.split("."):
        here = here.get(part.strip()) if isinstance(here, dict) else None
    return here


def mistakes(which: str | None) -> list[FileError]:
    """What is wrong in a preset, in a file named by its path, or in every preset. Raises NotFoundError."""
    target: str | Path | None = which
    if which is not None:
        target = Path(which) if which.endswith(".toml") or "/" in which or "\\" in which else preset_id(which)
    return preset_files(connection.paths()).check(target, rules=setup().rules)


def reload(*, fact: str | None = None) -> ReloadReply:
    """Have the files that a command has written read again, by the daemon where one runs; its reply says what changed.

    `fact`: the one that a person has just answered.
    """
    try:
        return change("reload", fact=fact)
    except RoutineError as error:
        say_it_is_written(error)
        raise
