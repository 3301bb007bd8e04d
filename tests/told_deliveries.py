"""What a delivery tells of its notices, kept as state keeps it."""

from __future__ import annotations

from datetime import datetime

from routine.core.notices.reconcile import after_telling
from routine.core.requests.reports import Cleared, Told, Withdrawn
from routine.core.state.notice import Delivery


def keep_told(deliveries: dict[str, Delivery], message: object, at: datetime) -> None:
    """Bring what is known of each notice up to this message; one that is about something else changes nothing."""
    match message:
        case Told():
            deliveries[message.notice] = after_telling(message, deliveries.get(message.notice), at)
        case Withdrawn():
            deliveries.pop(message.notice, None)
        case Cleared():
            for notice in message.notices:
                deliveries.pop(notice, None)
