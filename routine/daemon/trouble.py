"""The one notice that cannot come from state: that state cannot be saved, and how much is due meanwhile."""

from __future__ import annotations

from collections.abc import Collection

from routine.core.errors import StoreError
from routine.core.state.notice import Notice
from routine.core.text.counts import plural

_TROUBLE = "trouble"
_MOST_NAMED = 8


def cannot_save(error: StoreError, keys: Collection[str]) -> str:
    """What keeps ticks from being saved, and which of the wakes `keys` are due: it must not stay unseen."""
    due = sorted(key for key in keys if ":" not in key)
    what = "Routine cannot save your answers."
    if due:
        count = plural(len(due), one="1 reminder is waiting:", other="{count} reminders are waiting:")
        what = f"{what} {count} {', '.join(due[:_MOST_NAMED])}."
    return _with_hint(f"{what} {error.message}", error.hint)


def cannot_decide() -> str:
    """A mistake of Routine's own."""
    return (
        "Routine has an internal error and cannot decide what is due. See the details in the log: routine config path"
    )


def _with_hint(text: str, hint: str | None) -> str:
    return f"{text} {hint}" if hint else text


def trouble_notice(text: str) -> Notice:
    """The notice that tells of it."""
    return Notice(id=_TROUBLE, title="Routine has a problem", body=text, urgency="critical", timeout_s=0)
