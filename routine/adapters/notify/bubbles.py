"""What of ours stands on the screen, by the number the server gave it, and which numbers are over."""

from __future__ import annotations

from msgspec import Struct

from routine.adapters.notify.parts import Part


class Bubble(Struct, frozen=True):
    """One notification that was sent: the revision of its notice, what it shows, and whether it waits for an answer."""

    revision: str
    part: Part
    asks: bool = False


class Bubbles:
    """Of one connection to one server. A number that was pressed or closed is never used again."""

    def __init__(self) -> None:
        self._standing: dict[int, Bubble] = {}
        self._together: dict[int, tuple[int, ...]] = {}
        self._put_away: set[int] = set()
        self._over: set[int] = set()
        self._closed: set[int] = set()

    def sent(self, number: int, bubble: Bubble) -> None:
        """The server gave it this number."""
        self._put_away.discard(number)
        self._standing[number] = bubble

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

    def press(self, number: int) -> bool:
        """It was pressed, with those beside it; False where a press of it was heard before."""
        if number in self._over:
            return False
        self._over.update(self.all_of(number) or (number,))
        return True

    def put_away(self, number: int) -> None:
        """A person or the server closed it."""
        if number in self._standing and number not in self._over:
            self._put_away.add(number)

    def is_put_away(self, number: int) -> bool:
        """Whether it is off the screen unanswered."""
        return number in self._put_away

    def may_be_replaced(self, number: int) -> bool:
        """Whether the server may still have it on the screen."""
        return bool(number) and not {number} & (self._over | self._put_away | self._closed)

    def is_closed(self, number: int) -> bool:
        """Whether we took it off."""
        return number in self._closed

    def close(self, number: int) -> None:
        """We take it off."""
        self._closed.add(number)
        self._over.add(number)
        self._standing.pop(number, None)
        self._together.pop(number, None)
        self._put_away.discard(number)
