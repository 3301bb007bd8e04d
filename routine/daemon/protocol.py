"""The socket's lines: one versioned JSON object each. On the way of every command, so the standard library only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from routine.core.errors import RoutineError

VERSION = 1
MAX_REQUEST = 1024 * 1024
"""The longest request line, in bytes; replies may be longer."""

Json = dict[str, Any]


class ProtocolError(RoutineError):
    """A line that is not a request, or not a reply."""

    code: ClassVar[str] = "protocol"


class AnsweredError(RoutineError):
    """An error that the daemon answered with: `code` and `status` are those of the original."""

    def __init__(self, code: str, status: int, message: str, hint: str | None, details: Mapping[str, object]) -> None:
        super().__init__(message, hint, details)
        self.code = code  # type: ignore[misc] # a class variable of its kin; this one stands for any of them
        self.status = status  # type: ignore[misc] # the same


def line(message: Mapping[str, Any]) -> bytes:
    """One message as one line; ASCII, so that nothing in a text can end the line or fail to encode."""
    return json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"


def request(body: Mapping[str, Any], token: str = "") -> Json:
    """A request as it is sent: versioned, with the token where the socket needs one."""
    return {"v": VERSION, **body, **({"token": token} if token else {})}


def ok(body: Mapping[str, Any]) -> Json:
    """The reply that carries an answer."""
    return {"v": VERSION, "ok": dict(body)}


def failed(error: RoutineError) -> Json:
    """The reply that carries an error, with the exit status that a command ends with."""
    told = {"code": error.code, "message": error.message, "hint": error.hint}
    return {"v": VERSION, "error": told, "exit": error.status, "details": dict(error.details)}


def opened(reply: Mapping[str, Any]) -> Json:
    """What a reply carries; raises AnsweredError for an error, ProtocolError for anything that is not a reply."""
    answer = reply.get("ok")
    if isinstance(answer, dict):
        return answer
    error = reply.get("error")
    if not isinstance(error, dict):
        raise ProtocolError(
            "the daemon sent something that is not an answer", "restart it: routine stop; routine start"
        )
    details = reply.get("details")
    raise AnsweredError(
        str(error.get("code", "failed")),
        int(reply.get("exit", 1)),
        str(error.get("message", "")),
        error.get("hint"),
        details if isinstance(details, dict) else {},
    )


def read_reply(text: bytes) -> Json:
    """One reply line; raises ProtocolError."""
    try:
        reply = json.loads(text)
    except (ValueError, RecursionError):
        reply = None
    if not isinstance(reply, dict) or not ("ok" in reply or "error" in reply):
        raise ProtocolError(
            "the daemon sent something that is not an answer", "restart it: routine stop; routine start"
        )
    return reply
