"""Which rules of spacing concern a time, by its routine and what it puts on: found once, asked thousands of times."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from routine.core.config.spacing_rules import Apart, Most
from routine.core.spacing.contents import OWN, Tags
from routine.core.spacing.types import Conflict, Item, Off

#: Beyond a day that is counted, whatever the zone and the hour.
_DAYS = timedelta(days=2)


class Side(Struct, frozen=True):
    """What one side of a rule is kept from: times with `tag`; `hours` None: by days, or halves of a day.

    `hours`: how far it comes after one that is earlier, and before one that is later. `own`: the rule is between the
    times of one routine.
    """

    rule: Apart
    tag: str
    own: bool
    hours: tuple[timedelta, timedelta] | None


class Concerns(Struct, frozen=True):
    """What such a time has to keep to, each in the order of the rules; what its user overrode is not among it.

    `own`: to the routine's own other times; `others`: to those of other routines. `waits`: the spans around visits.
    `most`: how often a day. `counts`: of what there may be only so much a day, which it counts as. `against`: what of
    it keeps other times away; `own_against`: what of that keeps only its own. `reach`: after so long, nothing is kept
    from it any more.
    """

    own: tuple[Side, ...]
    others: tuple[Side, ...]
    waits: tuple[Off, ...]
    most: tuple[Most, ...]
    counts: tuple[str, ...]
    against: tuple[str, ...]
    own_against: tuple[str, ...]
    reach: timedelta

    def keeps_away(self, item: Item) -> tuple[str, ...]:
        """What of the time keeps others away; what yields stands against nothing but its own times."""
        return self.own_against if item.yields else self.against

    def visit_against(self, instant: datetime) -> Conflict | None:
        """The visit for which such a time waits at an instant (UTC), or None."""
        for off in self.waits:
            if off.start <= instant < off.end:
                return Conflict(rule=off.rule, why=off.why, off=off)
        return None


class Rules:
    """The rules that hold in a household. `accepted`: routine -> the rules that its user overrode."""

    def __init__(
        self,
        apart: Sequence[Apart],
        most: Sequence[Most],
        offs: Sequence[Off],
        accepted: Mapping[str, frozenset[str]],
    ) -> None:
        self._apart, self._most, self._offs, self._accepted = apart, most, offs, accepted
        #: What was found so far, by the routine and what it puts on: read here, for it is asked thousands of times.
        self.known: dict[tuple[str, Tags], Concerns] = {}
        self._kept_from = frozenset(tag for rule in apart for tag in (*rule.these, *rule.those))

    def of(self, item: Item) -> Concerns:
        """Those that concern a time."""
        return self.known.get((item.routine, item.tags)) or self._of(item.routine, item.tags)

    def waits_alone(self, id: str, tags: Tags) -> tuple[Off, ...] | None:
        """The visits for which a routine waits, if nothing else concerns it, or is concerned by it; else None."""
        found = self._of(id, tags)
        return None if found.own or found.others or found.most or found.counts or found.against else found.waits

    def _of(self, id: str, tags: Tags) -> Concerns:
        if (id, tags) not in self.known:
            self.known[id, tags] = self._found(id, tags)
        return self.known[id, tags]

    def _found(self, id: str, tags: Tags) -> Concerns:
        sides = [side for rule in self._apart if not self.agreed(rule.name, id) for side in _sides_of(rule, tags)]
        against = tuple(tags & self._kept_from)
        return Concerns(
            own=tuple(side for side in sides if side.own),
            others=tuple(side for side in sides if not side.own),
            waits=tuple(off for off in self._offs if tags and off.concerns(id, tags) and not self.agreed(off.rule, id)),
            most=tuple(most for most in self._most if most.of in tags and not self.agreed(most.name, id)),
            counts=tuple(most.of for most in self._most if most.counts(tags)),
            against=against,
            own_against=tuple(tag for tag in against if tag.startswith(OWN)),
            reach=max(
                (_reach(rule) for rule in self._apart if not tags.isdisjoint((*rule.these, *rule.those))), default=_DAYS
            ),
        )

    def matters_to(self, items: Iterable[Item]) -> Callable[[Item], bool]:
        """Whether another time can make any difference to where these are."""
        mine = {id(found): found for found in map(self.of, items)}.values()
        kept_from = frozenset(side.tag for concerns in mine for side in (*concerns.own, *concerns.others))
        counted = frozenset(most.of for concerns in mine for most in concerns.most)

        def matters(item: Item) -> bool:
            concerns = self.of(item)
            return not (kept_from.isdisjoint(concerns.keeps_away(item)) and counted.isdisjoint(concerns.counts))

        return matters

    def all_free(self, items: Iterable[Item]) -> bool:
        """Whether each can be where it is, whatever else comes: no rule but those around visits, and no visit near."""
        for one in items:
            concerns = self.of(one)
            if concerns.own or concerns.others or concerns.most or concerns.visit_against(one.instant):
                return False
        return True

    def visit_against(self, item: Item, instant: datetime) -> Conflict | None:
        """The visit for which such a time waits at an instant (UTC), or None."""
        return self.of(item).visit_against(instant)

    def agreed(self, rule: str, id: str) -> bool:
        """Whether the user of a routine overrode a rule."""
        return bool(self._accepted) and rule in self._accepted.get(id, ())


def _reach(rule: Apart) -> timedelta:
    """At least as far as the rule reaches, in any month."""
    return (
        max(timedelta(days=one.months * 31 + one.days, seconds=one.seconds) for one in (rule.by, rule.after or rule.by))
        + _DAYS
    )


def _sides_of(rule: Apart, tags: Tags) -> Iterator[Side]:
    """What a rule keeps these tags from, in its order, each tag once."""
    by, back = rule.by.delta(), (rule.after or rule.by).delta()
    this, that = not tags.isdisjoint(rule.these), not tags.isdisjoint(rule.those)
    found = dict.fromkeys(rule.these, (by, back)) if that else {}
    if this:  # what is on both sides is kept the farther apart both ways
        both = (max(by, back), max(by, back))
        found = dict.fromkeys(rule.those, (back, by)) | {
            tag: both if tag in rule.those else hours for tag, hours in found.items()
        }
    for tag, hours in found.items():
        own = tag.startswith(OWN) and rule.these == rule.those
        yield Side(rule, tag, own, hours if rule.by.is_elapsed and not rule.halves else None)
