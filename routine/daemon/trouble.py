"""The notices that cannot come from state: that it cannot be saved, what is due meanwhile, that its folder is gone."""

from __future__ import annotations

from collections.abc import Collection
from zlib import crc32

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
    """The notice that tells of it; shown again when the text is another: more is due by now."""
    revision = f"{crc32(text.encode()):08x}"
    title = "Routine has a problem"
    return Notice(id=_TROUBLE, title=title, body=text, urgency="critical", timeout_s=0, revision=revision)


def folder_gone(folder: str) -> StoreError:
    """Why a daemon ends whose data directory was removed or replaced: it must not write in another one's."""
    return StoreError(
        f"Routine has stopped, because its data folder was removed or replaced: {folder}.",
        "Put the folder back if you want to keep your history. Then start Routine: routine start",
    )


def farewell_notice(why: StoreError) -> Notice:
    """What stays on the screen after the end."""
    body = f"{why.message} No reminders appear. {why.hint}"
    return Notice(id="farewell", title="Routine has stopped", body=body, urgency="critical", timeout_s=0)
