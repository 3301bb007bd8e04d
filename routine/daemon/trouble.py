"""The one notice that cannot come from state: that state cannot be saved, and how much is due meanwhile."""

from __future__ import annotations

from collections.abc import Collection

from routine.core.errors import StoreError
from routine.core.state.notice import Notice

_TROUBLE = "trouble"
_MOST_NAMED = 8


def cannot_save(error: StoreError, keys: Collection[str]) -> str:
    """What keeps ticks from being saved, and which of the wakes `keys` are due: it must not stay unseen."""
    due = sorted(key for key in keys if ":" not in key)
    names = f": {', '.join(due[:_MOST_NAMED])}" if due else ""
    return _with_hint(f"cannot save; {len(due)} due{names}. {error.message}", error.hint)


def cannot_decide() -> str:
    """A mistake of Routine's own."""
    return _with_hint("cannot decide what is due, by a mistake of Routine's own", "the log has the details")


def _with_hint(text: str, hint: str | None) -> str:
    return f"{text} ({hint})" if hint else text


def trouble_notice(text: str) -> Notice:
    """The notice that tells of it."""
    return Notice(id=_TROUBLE, title="Routine needs your help", body=text, urgency="critical", timeout_s=0)
