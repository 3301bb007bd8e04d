"""Judges a plan by the texts of the shipped files alone, without the code that made it: conflicts, losses, reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from msgspec import Struct

from tests.simulation.spacing_files import (
    CONCERNED,
    DAY,
    MOST,
    PAIRS,
    WASH,
    Routine,
    Visit,
    day_of,
    in_words,
    instant_of,
    length,
    wall,
    why_of,
)


class Time(Struct, frozen=True, kw_only=True):
    """One row of a plan; `at`: when it is on the wall, its `day` as people count it; `own`: its nominal's instant."""

    routine: Routine
    id: str
    nominal: datetime
    instant: datetime
    zone: str
    status: str
    why: str
    at: datetime
    day: date
    own: datetime
    tags: frozenset[str]

    @classmethod
    def of(cls, routine: Routine, row: dict[str, Any]) -> Time:
        """A row of `plan --json`."""
        nominal, instant = (datetime.fromisoformat(row[key]) for key in ("nominal", "instant"))
        at, tags = wall(instant, row["zone"]), routine.on(row["why"])
        given = {key: row[key] for key in ("id", "zone", "status", "why")}
        own = instant_of(nominal, row["zone"])
        return cls(
            routine=routine, nominal=nominal, instant=instant, at=at, day=day_of(at), own=own, tags=tags, **given
        )

    @property
    def counts(self) -> bool:
        """Whether it comes."""
        return self.status != "excused"

    @property
    def words(self) -> str:
        """`Retinoid, Fri 27 Nov 21:00`."""
        return f"{self.routine.title}, {self.at:%a} {self.at.day} {self.at:%b %H:%M}"


class Place(Struct, frozen=True):
    """Where a time is, or would be."""

    time: Time
    instant: datetime
    day: date

    @classmethod
    def at(cls, one: Time, instant: datetime) -> Place:
        """A time at an instant."""
        return cls(one, instant, one.day if instant == one.instant else day_of(wall(instant, one.zone)))

    def less_than(self, by: timedelta, other: Time) -> bool:
        """Whether it is less than so far from another: days counted on the calendar, hours elapsed."""
        return abs(self.day - other.day) < by if by >= DAY else abs(self.instant - other.instant) < by

    def conflicts(self, other: Time) -> Iterator[str]:
        """The rules by which it and another cannot both be."""
        one = self.time
        if one.routine is other.routine:
            gap = one.routine.safety.get("min_gap")
            if gap and self.less_than(length(gap), other):
                yield "min-gap"
            return
        for name, (these, those, by) in PAIRS.items():
            meant = (one.tags & these and other.tags & those) or (other.tags & these and one.tags & those)
            yields = name == "wash-and-care" and not one.tags & WASH  # nothing makes room for a wash
            if meant and not yields and self.less_than(by, other):
                yield name

    def crowded(self, others: Iterable[Time]) -> Iterator[tuple[str, Time]]:
        """The rules by which there are too many of a kind on its day already, each with one of them."""
        for name, (of, most, counted) in MOST.items():
            if self.time.tags & of:
                there = [other for other in others if other.day == self.day and other.tags & counted]
                if len(there) >= most:
                    yield from ((name, other) for other in there)


class Judge:
    """Finds what is wrong with a plan; every method yields a sentence for each fault.

    `alone`: nothing but the rules moves a time or leaves it out, no pause and no hand.
    """

    def __init__(self, times: list[Time], visits: list[Visit], since: datetime, *, alone: bool = True) -> None:
        self.times, self.visits, self.since, self.alone = times, visits, since, alone
        self.coming = [one for one in times if one.counts]
        self._days: dict[date, list[Time]] = {}
        for one in (one for one in self.coming if one.tags):
            self._days.setdefault(one.instant.date(), []).append(one)

    def near(self, instant: datetime, days: int = 30) -> Iterator[Time]:
        """What comes within so many days of an instant."""
        for n in range(-days, days + 1):
            yield from self._days.get(instant.date() + n * DAY, ())

    def against(self, one: Time, instant: datetime) -> Iterator[tuple[str, str]]:
        """What stands against a time at an instant: the rule's words, and what it is kept from, in words."""
        if one.tags.isdisjoint(CONCERNED) and "min_gap" not in one.routine.safety:
            return
        for visit in self.visits:
            for rule in visit.bars(one.tags, instant):
                yield visit.why_of(rule), visit.words
        gap = one.routine.safety.get("min_gap", "1 day")
        near = [other for other in self.near(instant, max(length(gap), DAY).days + 1) if other.id != one.id]
        place = Place.at(one, instant)
        for other in near:
            for rule in place.conflicts(other):
                yield f"At least {gap} from one to the next" if rule == "min-gap" else why_of(rule), other.words
        yield from ((why_of(rule), other.words) for rule, other in place.crowded(near))

    # --- (a) no conflict is left ------------------------------------------------------------------------------------

    def conflicts_left(self) -> Iterator[str]:
        """Of what is planned, nothing stands against anything else or inside a visit's window."""
        for one in self.coming:
            if one.status == "planned" and not one.routine.is_medicine:
                for why, words in self.against(one, one.instant):
                    yield f"{one.words} is against {words}: {why}"

    # --- (b) nothing is dropped, nothing moved too far ----------------------------------------------------------------

    def moved_wrongly(self) -> Iterator[str]:
        """What was moved too far, out of its part of the day, or past its neighbours."""
        last: dict[str, Time] = {}
        for one in sorted(self.times, key=lambda one: one.nominal):
            before = last.get(one.routine.id)
            if before and before.instant >= one.instant:
                yield f"{one.id} is not after {before.id}"
            last[one.routine.id] = one
            if one.instant != one.own:
                yield from (f"{one.id} at {one.at} {fault}" for fault in self._move_faults(one, one.instant))
                # What was moved in time, and whose own hour is past, has only the place it was moved to.
                if not one.counts and one.own > self.since:
                    yield f"{one.id} is left out, and moved all the same"

    def _move_faults(self, one: Time, instant: datetime) -> Iterator[str]:
        at, move = wall(instant, one.zone), one.routine.move
        if move >= DAY and (abs(at.date() - one.nominal.date()) > move or instant != instant_of(at, one.zone)):
            yield f"moved by more than {move}"
        if move >= DAY and at.time() != one.nominal.time() and instant_of(one.nominal, one.zone) == one.own:
            clock = instant_of(datetime.combine(at.date(), one.nominal.time()), one.zone)
            if clock != instant:
                yield "moved to another time of day"
        if move < DAY and (abs(instant - one.own) > move or at.date() != one.nominal.date()):
            yield f"moved by more than {move} or to another day"
        if one.routine.holds(one.nominal) and not one.routine.holds(at):
            yield "moved out of its part of the day"
        if instant <= self.since:
            yield "moved to the past"

    # --- (c) every reason is true -----------------------------------------------------------------------------------

    def untrue_reasons(self) -> Iterator[str]:
        """A reason names what really stands where it says, by a rule that really bars the time's own place."""
        for one in self.times:
            if self._is_to_be_judged(one) and one.why not in set(self._true_reasons(one)):
                yield f"{one.id}: {one.why}"

    def _is_to_be_judged(self, one: Time) -> bool:
        # What was moved in time keeps its reason once its own time is past, though what it made room for may be gone.
        moved = one.own > self.since and one.why.startswith("moved")
        by_a_rule = moved or one.why.startswith(("no free time", "on hold, because"))
        return by_a_rule or (self.alone and (one.instant != one.own or not one.counts))

    def _true_reasons(self, one: Time) -> Iterator[str]:
        moment = f"{one.nominal:%a} {one.nominal.day} {one.nominal:%b %H:%M}"
        visits = {visit.words for visit in self.visits}
        for why, words in self.against(one, one.own if one.own > self.since else one.instant):
            if one.counts:
                yield f"moved from {moment}, because of the rule “{why}” ({words})"
            elif words in visits:
                yield f"on hold, because of the rule “{why}” ({words})"
            elif not one.routine.move:
                yield f"no free time, because of the rule “{why}” ({words})"
            elif not (self.alone and any(self._free(one))):
                within = in_words(one.routine.safety["may_move"])
                yield f"no free time within {within}, because of the rule “{why}” ({words})"

    def _free(self, one: Time) -> Iterator[datetime]:
        """The times that one left out could have had after all, between its neighbours."""
        own = sorted((o for o in self.times if o.routine.id == one.routine.id), key=lambda o: o.nominal)
        n = own.index(one)
        first = own[n - 1].instant if n else self.since
        last = own[n + 1].instant if n + 1 < len(own) else datetime.max.replace(tzinfo=one.instant.tzinfo)
        for instant in self._candidates(one):
            faults = any(self._move_faults(one, instant))
            if first < instant < last and not faults and not any(self.against(one, instant)):
                yield instant

    def _candidates(self, one: Time) -> Iterator[datetime]:
        if one.routine.move >= DAY:
            for days in range(-one.routine.move.days, one.routine.move.days + 1):
                yield instant_of(one.nominal + days * DAY, one.zone)
            return
        steps = one.routine.move // timedelta(minutes=15)
        yield from (one.own + n * timedelta(minutes=15) for n in range(-steps, steps + 1))

    def medicines_moved(self) -> Iterator[str]:
        """A medicine stays where it is."""
        for one in self.times:
            if one.routine.is_medicine and (not one.counts or one.instant != one.own):
                yield f"{one.id}: {one.status}, {one.why}"

    def faults(self) -> list[str]:
        """Everything that is wrong."""
        return [
            *self.conflicts_left(),
            *self.moved_wrongly(),
            *self.untrue_reasons(),
            *self.medicines_moved(),
        ]
