"""What a line asks: read into one of the service's requests, or refused with a reason."""

from __future__ import annotations

from hmac import compare_digest

import msgspec

from routine.core.requests.queries import Request
from routine.daemon.protocol import VERSION, ProtocolError

Call = Request | str
"""A request for the service, or the bare `hello` or `stop`, which no version ever changes."""


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
            f"that is not a request: {error}", 'send one JSON object a line, {"v": 1, "do": …}'
        ) from error
    if not compare_digest(head.token.encode(), token.encode()):
        raise ProtocolError("the token is not the daemon's", "read it from the lock file in the data directory")
    if head.do in ("hello", "stop"):
        return head.do
    if head.v != VERSION:
        raise ProtocolError(
            f"this daemon speaks version {VERSION} of the protocol, not {head.v}",
            "restart it: routine stop; routine start",
        )
    try:
        request: Request = msgspec.json.decode(text, type=Request)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ProtocolError(
            f"request “{head.do}”: {error}", "is the daemon of the same version? routine status"
        ) from error
    return request
