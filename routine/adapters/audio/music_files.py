"""The audio files of the user's music: one file, or those of a folder."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

from routine.core.text.safe import one_line
from routine.ports.outputs import OutputError

AUDIO = (".mp3", ".flac", ".ogg", ".wav")
_MOST_TRACKS = 500


def tracks(source: str) -> list[str]:
    """The audio files at a path, by name; raises OutputError where there is nothing."""
    place = Path(source).expanduser().absolute()
    try:
        if not place.exists():
            raise OutputError(f"there is no music at {one_line(source)}")
        if place.is_dir():
            os.scandir(place).close()
            found = (path for path in place.rglob("*") if path.suffix.lower() in AUDIO and path.is_file())
            return sorted(str(path) for path in islice(found, _MOST_TRACKS))
        place.open("rb").close()
    except OSError as error:
        raise OutputError(f"the music at {one_line(source)} cannot be read", cause=error.strerror) from error
    return [str(place)]
