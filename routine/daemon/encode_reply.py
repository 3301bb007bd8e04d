"""A reply as the JSON object that its value stands for: the one place where it is encoded."""

from __future__ import annotations

from typing import Any

import msgspec

from routine.daemon.protocol import Message, line, ok, opened, read_reply


def as_json(reply: object) -> Message:
    """A reply, or what an error carries beside its text, as it is sent."""
    found: Message = msgspec.to_builtins(reply)
    return found


def received(reply: object) -> Any:
    """A reply as a client reads it, with its fields: there and back, as if a socket lay between."""
    return opened(read_reply(line(ok(as_json(reply)))))
