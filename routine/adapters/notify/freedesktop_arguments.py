"""A notification as the desktop's server takes it: the arguments of its `Notify` call."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from msgspec import Struct

from routine.adapters.notify.buttons import button_label
from routine.adapters.notify.icon import icon_path
from routine.adapters.notify.long_text import portions
from routine.adapters.notify.markup import escaped, without_tags
from routine.adapters.notify.notification_texts import Part
from routine.adapters.notify.server_behaviour import ServerBehaviour
from routine.core.state.notice import TO_BE_READ_S, Notice
from routine.core.text.safe import one_line

_NORMAL, CRITICAL = 1, 2  # low is never of use: GNOME shows nothing, the others make no difference
_LONGEST_MS = 2**31 - 1


class How(Struct, frozen=True, kw_only=True):
    """Where and how a notification is sent. `replaces`: the number of the one that it takes the place of, or 0.

    `opened`: a person asked to see it, so it stays; `again`: it was shown as it is before; `quiet`: the desktop is told
    not to disturb; `alone`: nothing else of ours waits there for an answer.
    """

    behaviour: ServerBehaviour
    capabilities: Collection[str]
    replaces: int = 0
    opened: bool = False
    again: bool = False
    quiet: bool = False
    alone: bool = True

    def asks(self, notice: Notice) -> bool:
        """Whether the notice is sent as one that wants an answer; where what follows a press would fold up, it too."""
        folds = self.behaviour.asking_urgency > _NORMAL
        follows = folds and (notice.first or (self.alone and bool(notice.buttons) and notice.timeout_s is not None))
        wants = bool(notice.buttons) and notice.timeout_s == 0
        return self.opened or ((wants or follows) and not self.quiet)


def notify_arguments(notice: Notice, part: Part, how: How) -> tuple[Any, ...]:
    """What `Notify` (signature `susssasa{sv}i`) is called with to show a part of a notice.

    Source: https://specifications.freedesktop.org/notification-spec/1.2/
    """
    title, body = _texts(part, how)
    actions = [text for button in part.actions for text in (button.id, button_label(button))]
    icon = icon_path()
    return (
        "Routine",
        how.replaces,
        str(icon) if icon.exists() else "",
        title,
        f"{body}{_spare_rows(part.body, how.behaviour)}",
        actions,
        _hints(notice, how),
        _milliseconds(notice, how),
    )


def _hints(notice: Notice, how: How) -> dict[str, tuple[str, Any]]:
    hints: dict[str, tuple[str, Any]] = {
        "urgency": ("y", urgency(notice, how)),
        "desktop-entry": ("s", "routine"),
        "category": ("s", "x-routine.reminder"),
    }
    if notice.progress is not None and how.behaviour.bar:
        hints["value"] = ("i", max(0, min(100, notice.progress)))
    if notice.sound and "sound" in how.capabilities and not (how.opened or how.again or how.replaces):
        hints["sound-name"] = ("s", "message-new-instant")
    return hints


def urgency(notice: Notice, how: How) -> int:
    """1, or 2 for what stands before all others until it is answered."""
    if notice.urgency == "critical":
        return CRITICAL
    return how.behaviour.asking_urgency if how.asks(notice) else _NORMAL


def _texts(part: Part, how: How) -> tuple[str, str]:
    if "body" not in how.capabilities:
        return (one_line(f"{part.title}: {part.body}") if part.body else part.title), ""
    if "body-markup" in how.capabilities:
        return part.title, escaped(part.body)
    return (without_tags(part.title), without_tags(part.body)) if how.behaviour.reads_tags else (part.title, part.body)


def _spare_rows(text: str, behaviour: ServerBehaviour) -> str:
    """Empty rows, for a server that makes its window too low."""
    if not behaviour.rows_per_spare or not text:
        return ""
    rows = sum(len(portions(line, 1, behaviour.columns)) for line in text.splitlines())
    return "\n\N{NO-BREAK SPACE}" * (1 + rows // behaviour.rows_per_spare)


def _milliseconds(notice: Notice, how: How) -> int:
    if how.opened or notice.timeout_s == 0 or not how.behaviour.expires:
        return how.behaviour.stays_ms
    return min((notice.timeout_s or TO_BE_READ_S) * 1000, _LONGEST_MS)
