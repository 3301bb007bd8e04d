"""What of ours stands on the screen, by the number the server gave it, and which numbers are over."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from msgspec import Struct

from routine.adapters.notify.notification_texts import Part


class Bubble(Struct, frozen=True):
    """One notification that was sent: the revision of its notice, and what it shows.

    `asks`: it waits for an answer; `urgent`: it was sent as one that stands before all others until it is answered.
    `time_s`: for how long the server shows it, 0 for good.
    """

    revision: str
    part: Part
    asks: bool = False
    urgent: bool = False
    time_s: int = 0


class Bubbles:
    """Of one connection to one server. A number that was pressed or closed is never used again.

    `clock` counts seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._standing: dict[int, Bubble] = {}
        self._sent_at: dict[int, float] = {}
        self._since: dict[int, float] = {}  # before when a server that shows one at a time cannot have shown it
        self._gone_at = -math.inf  # when the last of them went
        self._behind: set[int] = set()  # pressed while another stood before it
        self._aside: set[int] = set()  # off the screen for one that comes first, and to be sent again after it
        self._together: dict[int, tuple[int, ...]] = {}
        self._put_away: set[int] = set()
        self._over: set[int] = set()
        self._closed: set[int] = set()

    def sent(self, number: int, bubble: Bubble) -> None:
        """The server gave it this number."""
        self._put_away.discard(number)
        self._standing[number] = bubble
        self._sent_at[number] = self._since[number] = self._clock()

    def belong_together(self, numbers: tuple[int, ...]) -> None:
        """These show one notice."""
        self._together.update((number, numbers) for number in numbers)

    def all_of(self, number: int) -> tuple[int, ...]:
        """Every number that shows the same notice; itself alone where nothing more is known; () while it is sent."""
        return self._together.get(number, () if number in self._standing else (number,))

    def standing(self, number: int) -> Bubble | None:
        """What is under the number, also when a person put it away; None for what is over, or not of ours."""
        return self._standing.get(number)

    def asking(self) -> bool:
        """Whether anything on the screen waits for an answer."""
        return any(bubble.asks and self.may_be_replaced(number) for number, bubble in self._standing.items())

    def urgent(self) -> list[int]:
        """Those that stand before all others, the first of them first."""
        return [one for one, bubble in self._standing.items() if bubble.urgent and self.may_be_replaced(one)]

    def in_turn(self) -> list[int]:
        """On a server that shows one after the other, as they came: those that it shows or has still to show."""
        found, free_at, now = [], 0.0, self._clock()
        for number, bubble in self._standing.items():
            if self.may_be_replaced(number):
                free_at = max(free_at, self._since[number]) + (bubble.time_s or math.inf)
                if free_at > now:
                    found.append(number)
        return found

    def set_aside(self, number: int) -> None:
        """It is off the screen for now; what is known of it stays, for it is sent again."""
        self._makes_room(number)
        self._aside.add(number)

    def is_aside(self, number: int) -> bool:
        """Whether it was taken off to be sent again."""
        return number in self._aside

    def _makes_room(self, number: int) -> None:
        """It goes: the next can be seen from now on."""
        self._gone_at = self._clock()
        in_turn = self.in_turn()
        if number in in_turn:
            self._since.update((later, self._clock()) for later in in_turn[in_turn.index(number) + 1 :])

    def was_behind(self, number: int) -> bool:
        """Whether another stood before it when it was pressed, so that it was not seen but in a list."""
        return number in self._behind

    def behind(self, numbers: tuple[int, ...]) -> int:
        """The urgent one that comes next where one of these is the first of them; or 0."""
        urgent = self.urgent()
        return next((one for one in urgent if one not in numbers), 0) if urgent and urgent[0] in numbers else 0

    def came_where_one_went(self, number: int, within_s: float, *, stacks: bool) -> bool:
        """Whether it came in these last seconds, and no longer before that another of ours had gone.

        `stacks`: the server shows several at once, so that it came when it was sent.
        """
        since = (self._sent_at if stacks else self._since).get(number, -math.inf)
        return self._clock() - since < within_s and since - self._gone_at < within_s

    def press(self, number: int) -> bool:
        """It was pressed, with those beside it; False where a press of it was heard before."""
        if number in self._over:
            return False
        self._makes_room(number)
        if number in self.urgent()[1:]:
            self._behind.add(number)
        self._over.update(self.all_of(number) or (number,))
        return True

    def put_away(self, number: int) -> None:
        """A person or the server closed it."""
        if number in self._standing and number not in self._over:
            self._makes_room(number)
            self._put_away.add(number)

    def is_put_away(self, number: int) -> bool:
        """Whether it is off the screen unanswered."""
        return number in self._put_away

    def may_be_replaced(self, number: int) -> bool:
        """Whether the server may still have it on the screen."""
        return bool(number) and not {number} & (self._over | self._put_away | self._closed | self._aside)

    def is_closed(self, number: int) -> bool:
        """Whether we took it off."""
        return number in self._closed

    def close(self, number: int) -> None:
        """We take it off."""
        self._makes_room(number)
        self._closed.add(number)
        self._over.add(number)
        self._aside.discard(number)
        self._standing.pop(number, None)
        self._together.pop(number, None)
        self._put_away.discard(number)
