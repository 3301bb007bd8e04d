"""The reply of the doctor: everything that a reminder needs, looked at from the daemon's own place."""

from __future__ import annotations

from msgspec import Struct


class CheckView(Struct, frozen=True, kw_only=True):
    """One thing looked at: how it is, and, where that is a problem, what to do. `name` is for programs, `label` not."""

    name: str
    label: str
    ok: bool
    text: str
    remedy: str | None


class DoctorReply(Struct, frozen=True, kw_only=True):
    """Every check, and whether all is well. `last_notice` (UTC): the last notice that was surely shown."""

    checks: tuple[CheckView, ...]
    ok: bool
    last_notice: str | None
    version: str
