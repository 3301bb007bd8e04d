"""The style, the script and the icon: files that say nothing about anybody, which browsers may keep."""

from __future__ import annotations

import re
from pathlib import Path

from starlette.responses import PlainTextResponse, Response

FOLDER = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png"}
_NAME = re.compile(r"[a-z0-9-]+\.[a-z]+")
#: Nothing old is shown after an update: the secret beginning of an address is another in every process.
_KEPT = {"Cache-Control": "private, max-age=86400"}


def static_file(name: str) -> Response:
    """One file of the folder `static`, by its plain name."""
    path = FOLDER / name
    if not _NAME.fullmatch(name) or path.suffix not in _TYPES or not path.is_file():
        return PlainTextResponse("There is no such file.", 404)
    return Response(path.read_bytes(), media_type=_TYPES[path.suffix], headers=_KEPT)
