"""The reply about a preset: its leaflet, in sections."""

from __future__ import annotations

from msgspec import Struct

from routine.core.requests.replies.profile import FactView
from routine.core.requests.replies.steps import StepLine


class LeafletPart(Struct, frozen=True, kw_only=True):
    """A titled part of a leaflet, a thing a line; parts without anything to say are left out.

    A line that begins with two blanks belongs under the one before it.
    """

    title: str
    lines: tuple[str, ...]


class LeafletReply(Struct, frozen=True, kw_only=True):
    """A preset in full. `first`: who must not, when to stop, what is needed, when; `sections`: all below it.

    `source`: shipped, overlay (with changes) or own; `held`: why it is on hold; `paused`: until when,
    in words; `waiting`: a time waits for an answer. `steps` are as this person may do them;
    `timed_s`: all timers together. `asks`: what the safety rules ask because of it, with the answers that there are.
    `contains`: what the rules and a search look at.
    """

    id: str
    title: str
    kind: str
    area: tuple[str, ...]
    summary: str
    contains: tuple[str, ...]
    source: str
    enabled: bool
    held: str | None
    paused: str | None
    waiting: bool
    when: str
    next: str | None
    next_when: str | None
    first: tuple[LeafletPart, ...]
    sections: tuple[LeafletPart, ...]
    needs: tuple[str, ...]
    warnings: tuple[str, ...]
    steps: tuple[StepLine, ...]
    timed_s: int
    longest_on_skin_s: int | None
    guided: bool
    asks: tuple[FactView, ...]
