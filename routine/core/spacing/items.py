"""The times of a household's routines as the rules of spacing see them: what each puts on, how far it may move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from routine.core.config.setup import Setup
from routine.core.occurrences.calendar import calendar_of
from routine.core.occurrences.plan_line import PlanLine
from routine.core.spacing.breach import Item
from routine.core.spacing.contents import OWN, Tags
from routine.core.spacing.nights import pauses_with_rests, tags_by_night
from routine.core.spacing.precedence import is_medicine, yields
from routine.core.state.model import State
from routine.core.when.moment import Now, wall


class Items:
    """Makes items of the times of routines that a rule concerns. `tags`: what each of them may put on."""

    def __init__(self, setup: Setup, state: State, now: Now, tags: Mapping[str, Tags], until: datetime) -> None:
        self._setup, self._state, self._tags = setup, state, tags
        self._calendar = calendar_of(setup, state, now)
        self._nights = {id: self._tags_by_night(id, until) for id in tags}
        self._medicine = {id: is_medicine(setup, own) for id, own in tags.items()}
        self._yields = {id: yields(setup, own) for id, own in tags.items()}
        #: What a person moved stays where they put it.
        self.by_hand = frozenset(
            f"{id}@{armed.key}" for id in tags for armed in state.routines[id].armed if armed.moved == "hand"
        )

    def _tags_by_night(self, id: str, until: datetime) -> dict[date, Tags]:
        preset = self._setup.presets[id]
        calendar = self._calendar.of(preset).with_pauses(pauses_with_rests(self._setup, self._state, preset))
        return tags_by_night(preset, self._state.routines[id], calendar, wall(until, calendar.zone).date())

    def yields(self, one: PlanLine) -> bool:
        """Whether a planned time makes room for everything else."""
        return self._yields.get(one.routine, False)

    def of(self, one: PlanLine) -> Item | None:
        """The item of a planned time; None where no rule concerns its routine."""
        if one.routine not in self._tags:
            return None
        preset = self._setup.presets[one.routine]
        return Item(
            routine=one.routine,
            key=one.key,
            nominal=one.nominal,
            instant=one.instant,
            zone=one.zone,
            tags=self._tags_at(one.routine, one.nominal),
            title=preset.title,
            move=preset.safety.may_move,
            medicine=self._medicine[one.routine],
            firm=preset.kind == "treatment",
            yields=self._yields[one.routine],
        )

    def done(self) -> Iterator[Item]:
        """What was done of late: it stays, whatever comes."""
        for id in self._tags:
            routine, zone = self._state.routines[id], self._calendar.of(self._setup.presets[id]).zone
            entries = [entry for entry in routine.recent if entry.answer == "done"]
            for entry in entries:
                yield self._done(id, entry.key, entry.nominal, entry.at, zone)
            if routine.last_done and all(entry.at != routine.last_done for entry in entries):
                yield self._done(id, "last-done", wall(routine.last_done, zone), routine.last_done, zone)

    def _done(self, id: str, key: str, nominal: datetime, instant: datetime, zone: str) -> Item:
        return Item(
            routine=id,
            key=key,
            nominal=nominal,
            instant=instant,
            zone=zone,
            tags=self._tags_at(id, nominal),
            title=self._setup.presets[id].title,
            yields=self._yields[id],
        )

    def _tags_at(self, id: str, nominal: datetime) -> Tags:
        own, by_night = self._tags[id], self._nights[id]
        if not by_night:
            return own
        tonight = by_night.get(nominal.date())
        return tonight | {tag for tag in own if tag.startswith(OWN)} if tonight else frozenset()
