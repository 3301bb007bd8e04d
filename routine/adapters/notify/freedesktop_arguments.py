"""A notice as the desktop's notification server takes it: the arguments of its `Notify` call."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from routine.adapters.notify.plain_text import body_with_commands, escaped
from routine.core.state.notice import Notice
from routine.core.text.safe import one_line, shown

_URGENCY = {"low": 0, "normal": 1, "critical": 2}
_MOST_BUTTONS = 3
_LONGEST_MS = 2**31 - 1


def notify_arguments(notice: Notice, replaces: int, capabilities: Collection[str]) -> tuple[Any, ...]:
    """What `Notify` (signature `susssasa{sv}i`) is called with, for a server that can do `capabilities`.

    Source: https://specifications.freedesktop.org/notification-spec/1.2/
    """
    buttons = notice.buttons[:_MOST_BUTTONS] if "actions" in capabilities else ()
    title, body = _texts(notice, bool(buttons), capabilities)
    actions = [text for button in buttons for text in (button.id, one_line(button.label) or button.id)]
    hints: dict[str, tuple[str, Any]] = {
        "urgency": ("y", _URGENCY[notice.urgency]),
        "desktop-entry": ("s", "routine"),
        "category": ("s", "x-routine.reminder"),
    }
    if notice.progress is not None:
        hints["value"] = ("i", max(0, min(100, notice.progress)))
    return "Routine", replaces, "", title, body, actions, hints, _milliseconds(notice.timeout_s)


def _texts(notice: Notice, buttons: bool, capabilities: Collection[str]) -> tuple[str, str]:
    title = one_line(notice.title) or "Routine"
    body = shown(notice.body).strip() if buttons else body_with_commands(notice)
    if "body" not in capabilities:
        return (one_line(f"{title}: {body}") if body else title), ""
    return title, escaped(body) if "body-markup" in capabilities else body


def _milliseconds(timeout_s: int | None) -> int:
    return -1 if timeout_s is None else min(timeout_s * 1000, _LONGEST_MS)
