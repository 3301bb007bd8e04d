"""The rules of spacing, as data from rules.toml: kept apart, at most so often a day, around visits, in order."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from msgspec import Struct

from routine.core.when.duration import Duration


class Apart(Struct, frozen=True, kw_only=True):
    """What contains one of `these` and what contains one of `those` are at least `by` apart, whichever comes first.

    Days count days (1 day: not on the same one), hours elapse. `after`: where one of `these` comes after one of
    `those`, so far is enough (in hours, as `by` then is). `halves`: they are in different halves of the day.
    """

    name: str
    these: tuple[str, ...]
    those: tuple[str, ...]
    by: Duration
    why: str
    source: str
    after: Duration | None = None
    halves: bool = False


class Most(Struct, frozen=True, kw_only=True):
    """At most so many `times` a day of what contains `of`; `part_of`: what contains one of these does it along the way.

    That counts too, but is never left out for it.
    """

    name: str
    of: str
    times: int
    why: str
    source: str
    part_of: tuple[str, ...] = ()

    def counts(self, tags: Collection[str]) -> bool:
        """Whether something with these tags is one of the so many."""
        return self.of in tags or any(tag in tags for tag in self.part_of)


class AroundVisit(Struct, frozen=True, kw_only=True):
    """What contains one of `off` waits `before` and `after` a visit of a series that contains one of `visit`.

    `visit` empty: of any series; but of none that contains one of `unless`, nor does anything wait that contains one of
    `but`. Days count days, hours elapse. A series that has a step of the name `step` in [before] says there how long
    before, and one of the name `lasts` in [after] how long after. `care`: until the visit's after-care is over.
    `until_yes`: longer, until the person said yes to the step of that name in [after], where there is one;
    `unanswered`: and as long as nobody said whether they went.
    """

    name: str
    off: tuple[str, ...]
    why: str
    source: str
    visit: tuple[str, ...] = ()
    before: Duration | None = None
    after: Duration | None = None
    unless: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    step: str = ""
    lasts: str = ""
    until_yes: str = ""
    unanswered: bool = False
    care: bool = False

    def meets(self, series: Collection[str]) -> bool:
        """Whether it speaks of visits of a series with these tags."""
        return (not self.visit or any(tag in series for tag in self.visit)) and not any(
            tag in series for tag in self.unless
        )


class Order(Struct, frozen=True, kw_only=True):
    """What contains one of `of` comes only in the part of day `within`, or needs `then` on the next morning."""

    name: str
    of: tuple[str, ...]
    level: Literal["block", "warn"]
    why: str
    fix: str
    source: str
    within: str = ""
    then: str = ""


class Alone(Struct, frozen=True, kw_only=True):
    """No two routines at a time contain the same of `of`."""

    name: str
    of: tuple[str, ...]
    why: str
    source: str


class Medicine(Struct, frozen=True, kw_only=True):
    """What contains `of` is a medicine: the plan never moves it or leaves it out. `fact`: only if that is a yes."""

    name: str
    of: str
    fact: str = ""


class Yielding(Struct, frozen=True, kw_only=True):
    """What contains `of` makes room for everything else: it is left out, and nobody is asked whether it may be."""

    name: str
    of: str


class SpacingRules(Struct, frozen=True, kw_only=True):
    """Every rule of spacing, in file order."""

    apart: tuple[Apart, ...] = ()
    most: tuple[Most, ...] = ()
    visits: tuple[AroundVisit, ...] = ()
    order: tuple[Order, ...] = ()
    alone: tuple[Alone, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    yielding: tuple[Yielding, ...] = ()
