"""The socket's lines: one versioned JSON object each. On the way of every command, so the standard library only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from routine.core.errors import (
    AmbiguousError,
    NeedsYesError,
    NotFoundError,
    NothingToDoError,
    RefusedError,
    RoutineError,
    UsageError,
)

VERSION = 1
MAX_REQUEST = 1024 * 1024
"""The longest request line, in bytes; replies may be longer."""

Message = Mapping[str, object]
"""One JSON object, as it is sent."""
#: What a field is called on the way, where that cannot be a name in Python.
SENT_AS = {"length": "for", "start": "from", "go_on": "go-on"}


class Json(dict[str, Any]):
    """One JSON object, as it is received: its keys are attributes too, as those of the value that was sent.

    A key that is a word of Python's has a `_` after it.
    """

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name.removesuffix("_")]
        except KeyError:
            raise AttributeError(f"there is no {name} in what was received") from None


class ProtocolError(RoutineError):
    """A line that is not a request, or not a reply."""

    code: ClassVar[str] = "protocol"


class AnsweredError(RoutineError):
    """An error that the daemon answered with: `code` and `status` are those of the original."""

    def __init__(self, code: str, status: int, message: str, hint: str | None, details: Mapping[str, object]) -> None:
        super().__init__(message, hint, details)
        self.code = code  # type: ignore[misc] # a class variable of its kin; this one stands for any of them
        self.status = status  # type: ignore[misc] # the same


def _answered_kinds() -> dict[str, type[AnsweredError]]:
    """An error of the daemon's is of its kind here too, so that who catches that kind need not ask who answered.

    Not one of the daemon's own life: who talks to it tells by those whether it is there.
    """
    kinds = (UsageError, AmbiguousError, NotFoundError, NothingToDoError, RefusedError, NeedsYesError)
    return {kind.code: type(f"Answered{kind.__name__}", (AnsweredError, kind), {}) for kind in kinds}


_OF_CODE = _answered_kinds()


def line(message: Message) -> bytes:
    """One message as one line; ASCII, so that nothing in a text can end the line or fail to encode."""
    return json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"


def request(body: Message, token: str = "") -> Message:
    """A request as it is sent: versioned, with the token where the socket needs one."""
    return {"v": VERSION, **body, **({"token": token} if token else {})}


def ok(body: Message) -> Message:
    """The reply that carries an answer."""
    return {"v": VERSION, "ok": body}


def failed(error: RoutineError) -> Message:
    """The reply that carries an error, with the exit status that a command ends with."""
    told = {"code": error.code, "message": error.message, "hint": error.hint}
    return {"v": VERSION, "error": told, "exit": error.status, "details": dict(error.details)}


def opened(reply: Json) -> Json:
    """What a reply carries; raises AnsweredError for an error, ProtocolError for anything that is not a reply."""
    answer, error, details = (reply.get(key) for key in ("ok", "error", "details"))
    if isinstance(answer, Json):
        return answer
    if not isinstance(error, Json):
        raise ProtocolError(
            "Routine sent an answer that this command cannot read.", "Restart it: routine stop; routine start"
        )
    code = str(error.get("code", "failed"))
    raise _OF_CODE.get(code, AnsweredError)(
        code,
        int(reply.get("exit", 1)),
        str(error.get("message", "")),
        error.get("hint"),
        details if isinstance(details, Json) else {},
    )


def read_reply(text: bytes) -> Json:
    """One reply line; raises ProtocolError."""
    try:
        reply = json.loads(text, object_hook=Json)
    except (ValueError, RecursionError):
        reply = None
    if not isinstance(reply, Json) or not ("ok" in reply or "error" in reply):
        raise ProtocolError(
            "Routine sent an answer that this command cannot read.", "Restart it: routine stop; routine start"
        )
    return reply
