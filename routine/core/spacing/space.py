"""A plan without conflicts: every time of it moved, left out or kept, by the rules of spacing, each with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from msgspec.structs import replace

from routine.core.config.setup import Setup
from routine.core.occurrences.course import paused_at
from routine.core.occurrences.irritation_rest import holding
from routine.core.occurrences.projection import Planned
from routine.core.spacing import words
from routine.core.spacing.chains import hangs, links
from routine.core.spacing.conflicts import OWN, Board, Item
from routine.core.spacing.household import Household
from routine.core.spacing.placing import Allowed, Placed, place
from routine.core.spacing.rests import pauses_with_rests
from routine.core.spacing.tags import Tags, is_medicine, nights_tags, yields
from routine.core.state.log import Entry
from routine.core.state.model import State
from routine.core.when.moment import Now, wall

_OPEN = ("raised", "snoozed")


def spaced(
    setup: Setup, state: State, now: Now, planned: list[Planned], home: Household, until: datetime
) -> list[Planned]:
    """The plan up to `until` (UTC), spaced out; by instant, then id.

    What hangs on no answer is settled first, then the links of chains, and last what yields to all of it.
    """
    items, board = _begin(setup, state, now, planned, home)
    sure = [one for one in planned if one.routine not in home.tags or not hangs(setup, one)]
    yielding = [one for one in sure if items.yields(one)]
    found = _settled(setup, state, now, [one for one in sure if not items.yields(one)], items, board)
    allowed = _allowed(setup, state)

    def put(link: Planned, after: datetime) -> Planned:
        item = items.of(link)
        later: Allowed = lambda item, instant: instant > after and allowed(item, instant)  # noqa: E731 - one line
        return _said(link, place([item], board, frozenset(), later, now.instant)[0]) if item else link

    for id in sorted({one.routine for one in planned if one.routine in home.tags and hangs(setup, one)}):
        last = max((one for one in found if one.routine == id), key=lambda one: one.instant)
        found += links(setup, state, now, last, until, put)
    found += _settled(setup, state, now, yielding, items, board)
    return sorted(found, key=lambda p: (p.instant, p.routine, p.nominal))


def space(setup: Setup, state: State, now: Now, planned: list[Planned], home: Household) -> dict[int, Placed]:
    """Where every planned time goes that a rule concerns, by its place in the list."""
    items, board = _begin(setup, state, now, planned, home)
    return _place(setup, state, now, planned, items, board)


def _begin(setup: Setup, state: State, now: Now, planned: list[Planned], home: Household) -> tuple[Items, Board]:
    """What makes items of the plan, and a board with what was done of late."""
    items = Items(setup, state, now, home, max((one.instant for one in planned), default=now.instant))
    board = home.board(setup)
    for done in items.settled():
        board.add(done)
    return items, board


def _place(
    setup: Setup, state: State, now: Now, planned: list[Planned], items: Items, board: Board
) -> dict[int, Placed]:
    mine: dict[str, int] = {}
    free: list[Item] = []
    for n, one in enumerate(planned):
        item = items.of(one) if one.status == "planned" or one.status in _OPEN else None
        if item is None:
            continue
        if one.status in _OPEN or one.id in items.by_hand:
            board.add(item)
        else:
            mine[item.id] = n
            free.append(item)
    first = frozenset(one.id for one in state.spacing.chosen)
    return {mine[one.item.id]: one for one in place(free, board, first, _allowed(setup, state), now.instant)}


def _settled(setup: Setup, state: State, now: Now, planned: list[Planned], items: Items, board: Board) -> list[Planned]:
    """The planned times where they find room, each with what became of it."""
    placed = _place(setup, state, now, planned, items, board)
    return [_said(one, placed.get(n)) for n, one in enumerate(planned)]


def _said(one: Planned, placed: Placed | None) -> Planned:
    """The planned time with what became of it."""
    if placed is None or placed.breach is None:
        return one
    item, breach = placed.item, placed.breach
    if placed.left_out:
        return replace(one, status="excused", why=words.no_room(item, breach))
    if item.medicine:
        return replace(one, why=f"{one.why}; {words.ask_prescriber(breach)}")
    return replace(one, instant=placed.instant, why=words.moved(item, breach), moved=True)


def _allowed(setup: Setup, state: State) -> Allowed:
    """Whether a routine may be moved to an instant: not into a pause, quiet hours, or out of its part of the day."""

    def allowed(item: Item, instant: datetime) -> bool:
        preset, at = setup.presets[item.routine], wall(instant, item.zone)
        minute = at.hour * 60 + at.minute
        window = preset.remind.window
        if window and not window.holds(minute) and window.holds(item.nominal.hour * 60 + item.nominal.minute):
            return False
        if any(quiet.holds(minute) for quiet in setup.settings.quiet):
            return False
        paused = paused_at(state.pauses, item.routine, instant)
        return paused is None and holding(state, preset, instant, item.zone) is None

    return allowed


class Items:
    """Makes items of the times of a household's routines."""

    def __init__(self, setup: Setup, state: State, now: Now, home: Household, until: datetime) -> None:
        self._setup, self._state, self._now, self._home = setup, state, now, home
        self._nights = {id: self._nights_of(id, until) for id in home.tags}
        self._medicine = {id: is_medicine(setup, tags) for id, tags in home.tags.items()}
        self._yields = {id: yields(setup, tags) for id, tags in home.tags.items()}
        #: What a person moved stays where they put it.
        self.by_hand = frozenset(
            f"{id}@{armed.key}" for id in home.tags for armed in state.routines[id].armed if armed.moved == "hand"
        )

    def _nights_of(self, id: str, until: datetime) -> dict[date, Tags]:
        preset = self._setup.presets[id]
        zone, rests = preset.schedule.zone or self._now.zone, pauses_with_rests(self._setup, self._state, preset)
        return nights_tags(preset, self._state.routines[id], zone, rests, wall(until, zone).date())

    def yields(self, one: Planned) -> bool:
        """Whether a planned time makes room for everything else."""
        return self._yields.get(one.routine, False)

    def of(self, one: Planned) -> Item | None:
        """The item of a planned time; None where no rule concerns its routine."""
        if one.routine not in self._home.tags:
            return None
        preset = self._setup.presets[one.routine]
        return Item(
            routine=one.routine,
            key=one.key,
            nominal=one.nominal,
            instant=one.instant,
            zone=one.zone,
            tags=self._tags(one.routine, one.nominal),
            title=preset.title,
            move=preset.safety.may_move,
            medicine=self._medicine[one.routine],
            firm=preset.kind == "treatment",
            yields=self._yields[one.routine],
        )

    def settled(self) -> Iterator[Item]:
        """What was done of late."""
        for id in self._home.tags:
            routine = self._state.routines[id]
            zone = self._setup.presets[id].schedule.zone or self._now.zone
            done = [entry for entry in routine.recent if entry.answer == "done"]
            for entry in done:
                yield self._item_of(entry, zone)
            if routine.last_done and all(entry.at != routine.last_done for entry in done):
                at = wall(routine.last_done, zone)
                yield self._at(id, "last-done", at, routine.last_done, zone)

    def _item_of(self, entry: Entry, zone: str) -> Item:
        return self._at(entry.routine, entry.key, entry.nominal, entry.at, zone)

    def _at(self, id: str, key: str, nominal: datetime, instant: datetime, zone: str) -> Item:
        return Item(
            routine=id,
            key=key,
            nominal=nominal,
            instant=instant,
            zone=zone,
            tags=self._tags(id, nominal),
            title=self._setup.presets[id].title,
            yields=self._yields[id],
        )

    def _tags(self, id: str, nominal: datetime) -> Tags:
        own, by_night = self._home.tags[id], self._nights.get(id)
        if not by_night:
            return own
        tonight = by_night.get(nominal.date())
        return tonight | {tag for tag in own if tag.startswith(OWN)} if tonight else frozenset()
