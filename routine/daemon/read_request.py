"""What a line asks: read into one of the service's requests, or refused with a reason."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, get_args

import msgspec

from routine.core.requests.queries import OfDaemon, Request
from routine.daemon.protocol import VERSION, ProtocolError

Call = Request | OfDaemon | str
"""A request for the service or for the daemon itself, or the bare `hello` or `stop`, which no version ever changes."""


class _Head(msgspec.Struct):
    do: str
    v: int = 0
    token: str = ""


def read_request(text: bytes, token: str = "") -> Call:
    """What a line asks; raises ProtocolError, which says what is wrong with it."""
    try:
        head = msgspec.json.decode(text, type=_Head)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ProtocolError(
            f"This is not a request: {error}.", 'Send one JSON object a line: {"v": 1, "do": …}'
        ) from error
    if (token or head.token) and not _same(head.token, token):
        raise ProtocolError("The token is wrong.", "Read it from the lock file in the data folder.")
    if head.do in ("hello", "stop"):
        return head.do
    if head.v != VERSION:
        raise ProtocolError(
            f"Routine speaks version {VERSION} of the protocol, not {head.v}.",
            "Restart it: routine stop; routine start",
        )
    try:
        request: Request | OfDaemon = msgspec.json.decode(text, type=_kinds().get(head.do, Request | OfDaemon))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ProtocolError(
            f"The request “{head.do}” cannot be read: {error}.", "Check that both have the same version: routine status"
        ) from error
    return request


@lru_cache(maxsize=1)
def _kinds() -> dict[str, Any]:
    """What each `do` asks for: how a kind is read is worked out for those alone that somebody asks for."""
    return {str(kind.__struct_config__.tag): kind for kind in (*get_args(Request), *get_args(OfDaemon))}


def _same(one: str, other: str) -> bool:
    """In a time that says nothing of where they differ."""
    from hmac import compare_digest  # here: where there are sockets with a path, nobody needs a token

    return compare_digest(one.encode(), other.encode())
