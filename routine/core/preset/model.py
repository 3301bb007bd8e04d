"""What a preset says, as frozen values: its steps, how it reminds, what the safety rules look at."""

from __future__ import annotations

from typing import Literal, get_args

from msgspec import Struct

from routine.core.preset.amount import Amount
from routine.core.preset.reminder_defaults import EARLY, EXPIRES, LATE, LATER
from routine.core.schedule.types import AfterDone, Clock, Schedule
from routine.core.when.duration import Duration
from routine.core.when.part_of_day import Window

#: What a step of a preset may not be called: the times that every series has.
ASKED, NEXT, EFFECT = "went", "next", "effect"
RESERVED = (ASKED, NEXT, EFFECT)
#: What stands behind the name of a step, in a key, whose question is asked again until the answer is yes.
AGAIN = "?"

Kind = Literal["mask", "sun", "treatment", "supplement", "hair", "nails", "diet", "habit", "check", "visit"]
KINDS: tuple[str, ...] = get_args(Kind)


class Nag(Struct, frozen=True):
    """Remind again `every` so long, at most `times` times."""

    every: Duration
    times: int


class Remind(Struct, frozen=True):
    """How a reminder behaves: found later than `late` it is missed; `expires` runs from its first delivery.

    `ahead`: so long before, a notice says what is needed; None: it says nothing. `early`: so long before its time, what
    is done or skipped without a time named still means it.
    """

    late: Duration = LATE
    window: Window | None = None
    nag: Nag | None = None
    expires: Duration = EXPIRES
    later: Duration = LATER
    ahead: Duration | None = None
    early: Duration = EARLY


class Safety(Struct, frozen=True):
    """What the safety rules look at. `apart`: how long before or after what else; pairs, in file order.

    `ask`: the questions before a guided session, by name. `may_move`: how far the plan may move a time for a rule of
    spacing; None: not at all. `take_off`: how it comes off the skin at any moment, also where it stings.
    """

    never_if: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    min_gap: Duration | None = None
    longest_on_skin: Duration | None = None
    apart: tuple[tuple[str, Duration], ...] = ()
    may_move: Duration | None = None
    take_off: str | None = None


class Cue(Struct, frozen=True):
    """Something said on the way: `at` is "half", "2m" (after the step began) or "2m left"."""

    at: str
    say: str


class Step(Struct, frozen=True, kw_only=True):
    """One instruction. `timer`: how long it lasts; `auto`: it goes on by itself after so long (hands busy).

    `nights`: on which nights of a cycle of nights it is done; none: on each. `on_side`: said instead to who may not lie
    flat. `on_skin`: it goes on the skin, comes off, or goes on and stays there.
    """

    id: str
    say: str
    posture: str | None = None
    on_side: str | None = None
    timer: Duration | None = None
    lead_in: Duration | None = None
    auto: Duration | None = None
    hands: Literal["free", "busy"] = "free"
    on_skin: Literal["start", "end", "stays"] | None = None
    cues: tuple[Cue, ...] = ()
    music: bool = False
    nights: tuple[str, ...] = ()


class Dose(Struct, frozen=True):
    """What one done answer takes: 5 g; `with_food` None where it does not matter; `of`: the substance, for limits.

    `holds`: what one `unit` of a product of several substances holds of each; pairs, in file order.
    """

    amount: float
    unit: str
    with_food: bool | None = None
    of: str | None = None
    holds: tuple[tuple[str, Amount], ...] = ()

    @property
    def size(self) -> Amount:
        """How much of the product it is."""
        return Amount(self.amount, self.unit)


class DayLimit(Struct, frozen=True):
    """The most in any 24 hours: so many times, or so much of it. What is above that is recorded, and told."""

    times: int | None = None
    amount: Amount | None = None


class Course(Struct, frozen=True):
    """A bounded run: so long from the day of enabling; a pause moves its end. `rest`: the break after it, if known.

    `length` None: as many times as the schedule's `count`.
    """

    length: Duration | None = None
    rest: Duration | None = None


#: The posture, and what the rules call what has a step in it.
LIE_FLAT = "lie-flat"
#: What in a preset's `contains` makes it wait while skin is irritated.
IRRITANTS = frozenset({"retinoid", "aha", "bha", "acid", "exfoliant", "film-mask", "mask", "peel"})


class Sunscreen(Struct, frozen=True):
    """What the label of the product says: the SPF; how long it lasts in water, None where it says nothing of it."""

    spf: int
    water_resistance: Duration | None = None


class Sign(Struct, frozen=True):
    """One sign that a check rates from 0 to 4, once or at each of its places."""

    id: str
    say: str
    places: tuple[str, ...] = ()


class Preset(Struct, frozen=True, kw_only=True):
    """One routine as its file (and the user's changes over it) describes it.

    `notes`: what is good to know; `warnings`: when to stop, and where to get help.
    """

    id: str
    title: str
    kind: Kind
    summary: str
    schedule: Schedule
    steps: tuple[Step, ...]
    sources: tuple[str, ...]
    area: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    starter: bool = False
    remind: Remind = Remind()
    safety: Safety = Safety()
    dose: Dose | None = None
    limit: DayLimit | None = None
    course: Course | None = None
    sun: Sunscreen | None = None
    signs: tuple[Sign, ...] = ()

    @property
    def timed(self) -> bool:
        """Whether any step has a timer: then a guided session helps."""
        return any(step.timer for step in self.steps)

    @property
    def lies_flat(self) -> bool:
        """Whether one lies flat in any step."""
        return any(step.posture == LIE_FLAT for step in self.steps)

    @property
    def irritant(self) -> bool:
        """Whether it waits while skin is irritated: a mask, a retinoid, an acid, a scrub."""
        return self.kind == "mask" or not IRRITANTS.isdisjoint(self.contains)


class Fault(Struct, frozen=True):
    """One thing wrong in a file. `key`: its path (`steps.lie-flat.timer`).

    `message` is a sentence; one of several sentences says itself where it is. `hint` is a sentence too, the nearest
    right word in it; `example`: a value that works, as it is typed in a shell.
    """

    key: tuple[str, ...]
    message: str
    hint: str | None = None
    example: str | None = None


class Loosening(Fault, frozen=True):
    """One way in which the user's changes are less careful; `took_out`: the word that is gone from a list."""

    took_out: str = ""


def times_of_course(preset: Preset) -> int | None:
    """Of how many times the course is; None for one that has a length instead, and for what is not a course."""
    base = preset.schedule.base
    counts = preset.course is not None and preset.course.length is None
    return base.count if counts and isinstance(base, Clock | AfterDone) else None
