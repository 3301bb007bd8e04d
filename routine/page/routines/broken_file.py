"""The file of a preset: what is wrong in it, line by line, and the ways to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from routine.core.errors import PresetError, RoutineError
from routine.page.reader import advice
from routine.page.routines.change import made

if TYPE_CHECKING:
    from routine.core.requests.replies.edits import PresetFileReply
    from routine.page.reader import Reader


def show(reader: Reader) -> Response:
    """The file as it is."""
    return _page(reader, _file(reader))


def _file(reader: Reader) -> PresetFileReply:
    found: PresetFileReply = reader.daemon.query("preset-file", preset=reader.given["id"])
    return found


def _page(
    reader: Reader, file: PresetFileReply, error: RoutineError | None = None, text: str | None = None
) -> Response:
    """With what was sent, where that cannot be."""
    mistakes: Iterable[Any] = _mistakes(error) if error else file.mistakes
    return reader.show(
        "broken_file.html",
        status=422 if error else 200,
        file=file,
        text=file.text if text is None else text,
        mistakes=list(mistakes),
        error=error,
        advice=advice(error) if error else "",
    )


def _mistakes(error: RoutineError) -> list[Mapping[str, Any]]:
    found = (error.details or {}).get("errors")
    return found if isinstance(found, list) else []


def send(reader: Reader) -> Response:
    """Make what was typed the file, if nothing is wrong in it."""
    id, text = reader.given["id"], "\n".join(reader.field("text").splitlines()) + "\n"
    edit = {"edit": "text", "preset": id, "text": text, "was": reader.field("was")}
    try:
        return reader.back(f"routines/{id}", made(reader, [edit], "Your file is saved"))
    except RoutineError as error:
        return _page(reader, _file(reader), error, text)


def where_broken(act: Callable[[Reader], Response]) -> Callable[[Reader], Response]:
    """A screen of a routine; where its file cannot be read, the page that mends it."""

    def shown(reader: Reader) -> Response:
        try:
            return act(reader)
        except RoutineError as error:
            if error.code != PresetError.code or not _file(reader).mistakes:
                raise
            return reader.back(f"routines/{reader.given['id']}/file")

    return shown


GET = {"{id}/file": show}
POST = {"{id}/file": send}
