"""The times of a household's routines as the rules of spacing see them: what each puts on, how far it may move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from routine.core.config.setup import Setup
from routine.core.occurrences.calendar import Calendar, calendar_of
from routine.core.occurrences.plan_line import PlanLine
from routine.core.preset.model import Preset
from routine.core.spacing.contents import OWN, Tags
from routine.core.spacing.nights import pauses_with_rests, tags_by_night
from routine.core.spacing.precedence import is_medicine, yields
from routine.core.spacing.types import Item
from routine.core.state.keys import Planned
from routine.core.state.model import State
from routine.core.state.routine import RoutineState
from routine.core.when.moment import Now, wall


class RoutineItems:
    """Makes items of the times of one routine.

    `calendar`: its own, with the nights that rest as pauses. `tags`: what it may put on. `until` (UTC): no night after
    it is looked at.
    """

    def __init__(
        self, setup: Setup, preset: Preset, routine: RoutineState, calendar: Calendar, tags: Tags, until: datetime
    ) -> None:
        self._preset, self._routine, self._zone, self._tags = preset, routine, calendar.zone, tags
        self._nights = tags_by_night(preset, routine, calendar, wall(until, calendar.zone).date())
        self._medicine = is_medicine(setup, tags)
        #: Whether it makes room for everything else.
        self.yields = yields(setup, tags)
        #: What an item hangs on besides its time.
        self.made_of = (preset, tags, self._zone, self._nights, self._medicine, self.yields)
        #: The keys of what a person moved: it stays where they put it.
        self.by_hand = frozenset(armed.key for armed in routine.armed if armed.moved == "hand")

    def of(self, one: Planned) -> Item:
        """The item of a time that waits or is to come."""
        return self._item(one.key, one.nominal, one.instant)

    def done(self) -> Iterator[Item]:
        """What was done of late: it stays, whatever comes."""
        last, entries = self._routine.last_done, [one for one in self._routine.recent if one.answer == "done"]
        for entry in entries:
            yield self._item(entry.key, entry.nominal, entry.at)
        # It may be longer ago than the answers that are kept at hand.
        if last and all(entry.at != last for entry in entries):
            yield self._item("last-done", wall(last, self._zone), last)

    def _item(self, key: str, nominal: datetime, instant: datetime) -> Item:
        return Item(
            id=f"{self._preset.id}@{key}",
            routine=self._preset.id,
            key=key,
            nominal=nominal,
            instant=instant,
            zone=self._zone,
            tags=self._tags_at(nominal),
            title=self._preset.title,
            move=self._preset.safety.may_move,
            medicine=self._medicine,
            firm=self._preset.kind == "treatment",
            yields=self.yields,
        )

    def _tags_at(self, nominal: datetime) -> Tags:
        if not self._nights:
            return self._tags
        tonight = self._nights.get(nominal.date())
        return tonight | {tag for tag in self._tags if tag.startswith(OWN)} if tonight else frozenset()


class Items:
    """Makes items of the times of all routines that a rule concerns. `tags`: what each of them may put on."""

    def __init__(self, setup: Setup, state: State, now: Now, tags: Mapping[str, Tags], until: datetime) -> None:
        self._setup, self._state, self._now, self._tags, self._until = setup, state, now, tags, until
        self._made: dict[str, RoutineItems] = {}

    def _of(self, id: str) -> RoutineItems:
        if id not in self._made:  # whoever asks about one time needs no nights of the others
            preset = self._setup.presets[id]
            calendar = calendar_of(self._setup, self._state, self._now).of(preset)
            calendar = calendar.with_pauses(pauses_with_rests(self._setup, self._state, preset))
            routine, tags = self._state.routines[id], self._tags[id]
            self._made[id] = RoutineItems(self._setup, preset, routine, calendar, tags, self._until)
        return self._made[id]

    def yields(self, one: PlanLine) -> bool:
        """Whether a planned time makes room for everything else."""
        return one.routine in self._tags and self._of(one.routine).yields

    def by_hand(self, one: PlanLine) -> bool:
        """Whether a person moved a planned time."""
        return one.routine in self._tags and one.key in self._of(one.routine).by_hand

    def of(self, one: PlanLine) -> Item | None:
        """The item of a planned time; None where no rule concerns its routine."""
        return self._of(one.routine).of(one) if one.routine in self._tags else None

    def done(self) -> Iterator[Item]:
        """What was done of late: it stays, whatever comes."""
        for id in self._tags:
            yield from self._of(id).done()
