"""The notices that cannot come from state: that it cannot be saved, what is due meanwhile, that its folder is gone."""

from __future__ import annotations

from collections.abc import Collection
from zlib import crc32

from msgspec import Struct

from routine.core.errors import DiskTrouble, StoreError
from routine.core.state.notice import Notice
from routine.core.text.counts import plural
from routine.core.when.moment import Now
from routine.core.when.unset_clock import clock_unset, unset_clock

_TROUBLE = "trouble"
_MOST_NAMED = 8
_AGAIN = "Routine tries again by itself."
_PLAINLY: dict[DiskTrouble, str] = {
    "full": "The disk is full. Please free some disk space.",
    "read-only": "The disk is read-only. Please make it writable again.",
    "forbidden": "Routine may not write in its own folder any more. Please allow it again.",
    "other": "The cause is in the log of Routine.",
}


class Trouble(Struct, frozen=True):
    """What keeps ticks from being saved: `told` to who asks, with the cause; `shown` in a notice, plainly."""

    told: str
    shown: str


def cannot_save(error: StoreError, due: Collection[str]) -> Trouble:
    """What keeps ticks from being saved, and which reminders are `due`: it must not stay unseen."""
    what = "Routine cannot save your answers."
    if due:
        count = plural(len(due), one="1 reminder is waiting:", other="{count} reminders are waiting:")
        what = f"{what} {count} {', '.join(sorted(due)[:_MOST_NAMED])}."
    hint = f" {error.hint}" if error.hint else ""
    return Trouble(f"{what} {error.message}{hint}", f"{what} {_PLAINLY[error.trouble]} {_AGAIN}")


def cannot_decide() -> Trouble:
    """A mistake of Routine's own."""
    what = "Routine has an internal error and cannot decide what is due."
    return Trouble(f"{what} See the details in the log: routine config path", f"{what} {_PLAINLY['other']} {_AGAIN}")


def trouble_notice(trouble: Trouble) -> Notice:
    """The notice that tells of it; shown again when the text is another: more is due by now."""
    revision = f"{crc32(trouble.shown.encode()):08x}"
    title = "Routine has a problem"
    return Notice(id=_TROUBLE, title=title, body=trouble.shown, urgency="critical", timeout_s=0, revision=revision)


def clock_notice(now: Now) -> Notice:
    """What whoever sits at a computer with such a clock has to know: nothing else is shown."""
    body = f"{unset_clock(now)} Please set it. Reminders appear once it is right."
    return Notice(id="clock-unset", title="Set the clock", body=body, urgency="critical", timeout_s=0, revision="unset")


def beside_state(trouble: Trouble | None, now: Now) -> tuple[Notice, ...]:
    """What is shown beside all that comes from state."""
    troubled = (trouble_notice(trouble),) if trouble else ()
    return (*troubled, clock_notice(now)) if clock_unset(now) else troubled


def folder_gone(folder: str, *, another_runs: bool) -> StoreError:
    """Why a daemon ends whose data directory was removed or replaced: it must not write in another one's."""
    why = f"Routine has stopped, because its data folder was removed or replaced: {folder}."
    if another_runs:
        return StoreError(
            why, "Another Routine runs with the folder that is there now. Your reminders come from that one."
        )
    again = "Put the folder back if you want to keep your history. Then start Routine: routine start"
    return StoreError(why, f"No reminders appear. {again}")


def farewell_notice(why: StoreError) -> Notice:
    """What stays on the screen after the end."""
    body = f"{why.message} {why.hint}"
    return Notice(id="farewell", title="Routine has stopped", body=body, urgency="critical", timeout_s=0)
