"""What is known of each notice's delivery: as state has it, and what was sent or withdrawn since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from routine.core.notices.reconcile import after_telling
from routine.core.requests.reports import Told
from routine.core.state.notice import Delivery


class KnownDeliveries:
    """State may be unable to note what was sent (a full disk), and must not have it sent again and again for that."""

    def __init__(self) -> None:
        self._stored: Mapping[str, Delivery] = {}
        self._since: dict[str, Delivery] = {}
        self._gone: set[str] = set()

    def stored(self, deliveries: Mapping[str, Delivery]) -> None:
        """State has these by now."""
        self._stored = deliveries
        self._gone &= deliveries.keys()

    def all(self) -> dict[str, Delivery]:
        """Each notice that was sent, by its id."""
        together = {**self._stored, **self._since}
        return {notice: delivery for notice, delivery in together.items() if notice not in self._gone}

    def note(self, told: Told, before: Delivery | None, instant: datetime) -> bool:
        """What came of sending one, of which `before` was known when that began; whether it is worth a write.

        It is not where only the time left was brought up to date: after a restart the notice is sent anew anyway.
        """
        after = self._since[told.notice] = after_telling(told, self.all().get(told.notice), instant)
        self._gone.discard(told.notice)
        return before is None or replace(before, refresh=after.refresh, at=after.at) != after

    def withdrawn(self, notice: str) -> None:
        """It is off the screen."""
        self._since.pop(notice, None)
        self._gone.add(notice)

    def notice_of(self, handle: str) -> str | None:
        """Which one the notifier knows by this handle."""
        return next((notice for notice, delivery in self.all().items() if delivery.handle == handle), None)

    def closed_in_vain(self, notice: str) -> bool:
        """Its bubble closed with a press that did not count: it is to be sent again. Whether it is known at all."""
        delivery = self.all().get(notice)
        if delivery:
            self._since[notice] = replace(delivery, revision="")
        return delivery is not None
