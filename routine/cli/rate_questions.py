"""The questions of `rate` on a terminal, one sign and place after the other, with a way back and a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from routine.cli.shell.colours import Look, painted
from routine.cli.shell.table import fold
from routine.core.text.counts import plural

if TYPE_CHECKING:
    from routine.core.requests.replies.ratings import RatingsReply

_PROMPT = " > "
_KEYS = "Press Enter to leave a sign out, b to go back, q to stop, ? for help."
_KEYS_TO_CORRECT = "Press Enter to keep a rating, b to go back, q to stop, ? for help."


class Questions:
    """Asks for ratings; `ask` returns those that were given, none where the person stopped without keeping them."""

    def __init__(self, reply: RatingsReply, look: Look) -> None:
        """`reply`: the answer to the query `ratings` with `to_rate`."""
        if reply.ask is None:
            raise ValueError("that query did not ask what there is to rate")
        self._ask = reply.ask
        self._scale = reply.scale
        self._title = reply.diaries[0].title
        self._look = look
        self._given: dict[str, int] = {}

    def ask(self) -> dict[str, int]:
        """Ask everything, in order. Raises click.Abort where the person breaks it off."""
        self._begin()
        spots, at = self._ask.spots, 0
        while at < len(spots):
            typed = self._read(at).strip().lower()
            if typed == "q":
                return self._stopped()
            if typed == "b":
                at = self._back(at)
            elif self._taken(spots[at].key, typed):
                at += 1
        return self._given

    # --- what is said ----------------------------------------------------------------------------------------------

    def _say(self, text: str, style: str | None = None) -> None:
        for line in fold(text, self._look.width):
            click.echo(painted(line, style, self._look))

    def _begin(self) -> None:
        self._say(f"{self._title}, {self._ask.when}", "1")
        self._say(f"{self._scale_words()}.")
        self._say(_KEYS_TO_CORRECT if self._ask.correcting else _KEYS)

    def _scale_words(self) -> str:
        return ", ".join(f"{n} {word}" for n, word in enumerate(self._scale))

    def _help(self) -> None:
        self._say(f"Rate what you see: {self._scale_words()}. The scale has no source, and it is not a diagnosis.")
        self._say("Press Enter to leave a sign out, - to remove its rating, b to go back, q to stop.")

    def _read(self, at: int) -> str:
        """One question; where it is longer than a line, its last line is the prompt."""
        spot = self._ask.spots[at]
        name = f"{spot.sign}, {spot.place}" if spot.place else spot.sign
        text = f"{at + 1}/{len(self._ask.spots)} {name}{self._known(spot.key)}"
        *first, last = fold(text, max(self._look.width - len(_PROMPT) - 2, 1))
        for line in first:
            click.echo(line)
        return str(click.prompt(last, default="", show_default=False, prompt_suffix=_PROMPT))

    def _known(self, key: str) -> str:
        """What was said of it just now, in the answer that is corrected, or last time."""
        ask = self._ask
        if key in self._given:
            return f" (now {self._given[key]})"
        if key in ask.now:
            return f" (so far {ask.now[key]})"
        return f" (last {ask.last[key]}, {ask.last_day[key]})" if key in ask.last else ""

    # --- what was typed --------------------------------------------------------------------------------------------

    def _taken(self, key: str, typed: str) -> bool:
        """Whether that settles the question."""
        if typed == "?":
            self._help()
            return False
        if typed == "-":
            self._given.pop(key, None)
        elif typed in [str(n) for n in range(len(self._scale))]:
            self._given[key] = int(typed)
        elif typed:
            self._say(f"Type a number from 0 to {len(self._scale) - 1}, Enter, b, q or ?.")
            return False
        return True

    def _back(self, at: int) -> int:
        if at == 0:
            self._say("This is the first question.")
        return max(at - 1, 0)

    def _stopped(self) -> dict[str, int]:
        count = len(self._given)
        question = plural(count, one="Keep the rating so far?", other="Keep the {count} ratings so far?")
        if count and click.confirm(question, default=False):
            return self._given
        return {}
