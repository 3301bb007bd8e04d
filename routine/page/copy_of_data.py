"""A copy of everything that Routine knows of a person, as one archive that they can keep and go back to."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routine.adapters.paths import Paths

#: Means something only while a process runs.
_PASSING = ("lock", ".tmp")
_READ_ME = """\
This is a copy of your Routine data. It has your answers about your health: keep it where only you can read it.

config   your settings and your answers to the safety questions
presets  your own routines and your changes
data     your history, and what comes next

To go back to it:
1. Stop Routine: routine stop
2. Put the files into these folders, in place of what is there:
   config   {config}
   presets  {presets}
   data     {data}
3. Start Routine: routine start
"""


def archive(where: Paths) -> bytes:
    """A zip file of settings, presets, state and history; each file in it is whole, since Routine writes whole files.

    Unpacked, it is a folder that `ROUTINE_HOME` can name.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        told = _READ_ME.format(config=where.config_dir, presets=where.presets_dir, data=where.data_dir)
        packed.writestr("READ-ME.txt", told)
        for name, path in _files(where):
            packed.write(path, name)
    return made.getvalue()


def _files(where: Paths) -> Iterator[tuple[str, Path]]:
    presets = Path(where.presets_dir)
    for folder, name in ((where.config_dir, "config"), (where.presets_dir, "presets"), (where.data_dir, "data")):
        for path in sorted(Path(folder).rglob("*")):
            within = presets in path.parents and name != "presets"  # presets may lie in the configuration
            if path.is_file() and not path.name.endswith(_PASSING) and not within:
                yield f"{name}/{path.relative_to(folder).as_posix()}", path
