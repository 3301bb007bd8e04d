"""State, files and the present, read together: who is enabled, what a routine is called, when its next time is."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from routine.core.config.profile import overlaid
from routine.core.config.setup import Setup, why_left_out
from routine.core.errors import NotFoundError
from routine.core.occurrences.calendar import Calendar, calendar_of
from routine.core.occurrences.due import next_ahead, next_due
from routine.core.preset.model import Preset
from routine.core.schedule.clock import Occurrence
from routine.core.state.cards import Card, Kind
from routine.core.state.keys import Planned
from routine.core.state.log import Entry
from routine.core.state.model import State
from routine.core.state.routine import RoutineState
from routine.core.when.format import format_day, format_when
from routine.core.when.moment import Now, day_of, end_of_days, wall

#: So far apart are the clocks of two zones that somebody goes between, nearly always.
_A_JOURNEY = timedelta(hours=14)


class Snapshot:
    """What queries look at, and what a decision begins from. Nothing here changes anything."""

    def __init__(self, setup: Setup, state: State, now: Now, history: tuple[Entry, ...] = ()) -> None:
        #: What the files say; `setup` has what was answered in a notice over it.
        self.files = setup
        self.setup = overlaid(setup, state.profile.said) if state.profile.said else setup
        self.state = state
        self.now = now
        #: The log, from as far back as the request needs it.
        self.history = history
        self._presets: dict[str, Preset | None] = {}
        self._enabled: list[str] | None = None
        self._calendar: Calendar | None = None
        self._calendars: dict[str, Calendar] = {}

    def knowing(self, history: tuple[Entry, ...]) -> Snapshot:
        """The same, with the log from as far back as it is needed."""
        return Snapshot(self.files, self.state, self.now, history)

    # --- routines ------------------------------------------------------------------------------------------------

    def enabled(self) -> list[str]:
        """The ids of the enabled routines that have a preset, in order."""
        if self._enabled is None:  # looked up once: every subject of time asks for this, and nothing here changes
            self._enabled = self._running()
        return self._enabled.copy()

    def _running(self) -> list[str]:
        routines, presets = self.state.routines, self._presets
        return [id for id in sorted(routines) if routines[id].enabled and (presets.get(id) or self.known(id))]

    def waiting(self) -> list[str]:
        """The ids of the routines with a reminder that awaits an answer, the oldest first."""
        raised = [(r.raised.raised_at, id) for id, r in self.state.routines.items() if r.raised and r.enabled]
        return [id for _, id in sorted(raised)]

    def known(self, id: str) -> Preset | None:
        """The preset of a routine; None where it is gone, and its kept copy too."""
        found = self._presets.get(id)
        if found is None and id not in self._presets:  # looked up once: a decision asks for it dozens of times
            found = self._presets[id] = self.setup.presets.get(id)
        return found

    def preset(self, id: str) -> Preset:
        """The same. Raises NotFoundError where it is gone."""
        found = self._presets.get(id) or self.known(id)
        if found is None:
            gone = why_left_out(self.setup, id) or f"The preset of “{id}” is gone."
            raise NotFoundError(gone, f"To end its reminders: routine preset disable {id}")
        return found

    def routine(self, id: str) -> RoutineState:
        """The state of a routine."""
        return self.state.routines[id]

    def title(self, id: str) -> str:
        """The routine's title; its id where the preset is gone."""
        preset = self.known(id)
        return preset.title if preset else id

    def upcoming(self, id: str, *, unanswered: bool = False) -> Occurrence | None:
        """The routine's next time that has no answer, as if nothing else were in its way; None where none is ahead.

        `unanswered`: if the night that waits for an answer gets none, instead of one on time.
        """
        return next_due(self.preset(id), self.routine(id), self.calendar(id), unanswered=unanswered)

    def ahead(self, id: str) -> Occurrence | None:
        """The routine's next time that is still to come: one that passed while Routine was not running is not next."""
        found = self.upcoming(id)
        if found is None or found.instant > self.now.instant:
            return found
        return next_ahead(self.preset(id), self.routine(id), self.calendar(id), self.now.instant)

    # --- cards ---------------------------------------------------------------------------------------------------

    def card(self, id: str) -> Card | None:
        """The card with this id, if it shows."""
        return next((card for card in self.state.notices.cards if card.id == id), None)

    def card_of(self, kind: Kind) -> Card | None:
        """The first card of a kind that shows."""
        return next((card for card in self.state.notices.cards if card.kind == kind), None)

    # --- time ----------------------------------------------------------------------------------------------------

    @property
    def day_ends(self) -> time:
        """When a day for people ends, local."""
        return self.setup.settings.day_ends

    def zone(self, id: str) -> str:
        """The zone a routine lives in: pinned by its schedule, or the machine's."""
        preset = self._presets.get(id) or self.known(id)
        return (preset.schedule.zone if preset else None) or self.now.zone

    def calendar(self, id: str) -> Calendar:
        """What the routine's times hang on besides its schedule and its answers."""
        if self._calendar is None or self._calendar.pauses is not self.state.pauses:
            self._calendar, self._calendars = calendar_of(self.setup, self.state, self.now), {}
        if id not in self._calendars:
            self._calendars[id] = self._calendar.of(self.known(id))
        return self._calendars[id]

    def wall(self, id: str) -> datetime:
        """The present where a routine lives: naive wall clock."""
        return wall(self.now.instant, self.zone(id))

    def today(self, id: str) -> date:
        """The present day where a routine lives, as people count days."""
        return self.day_on(id, self.now.instant)

    def day_on(self, id: str, instant: datetime) -> date:
        """The day, as people count days, that an instant (UTC) falls on where a routine lives."""
        return day_of(wall(instant, self.zone(id)), self.day_ends)

    def when(self, id: str, instant: datetime) -> str:
        """`tomorrow 08:00`: an instant (UTC), said as the clock shows it where a routine lives."""
        return self.when_nominal(id, wall(instant, self.zone(id)))

    def when_nominal(self, id: str, nominal: datetime) -> str:
        """`today 20:30`: a wall-clock time where a routine lives."""
        return self.when_in(self.zone(id), nominal)

    def end_of_days(self, days: int) -> datetime:
        """The last moment (UTC) of so many days, today being the first, as people count days on this machine."""
        return end_of_days(day_of(self.now.wall(), self.day_ends), days, self.day_ends, self.now.zone)

    def came_at(self, id: str, one: Planned) -> datetime:
        """The wall-clock time at which a time came, or was to come: its own, or the one it was moved to.

        What differs by no more than a journey can explain is its own: the routine's zone may have been another then.
        """
        there = wall(one.instant, self.zone(id))
        return there if abs(there - one.nominal) > _A_JOURNEY else one.nominal

    def when_here(self, instant: datetime) -> str:
        """`fri 20:30`: an instant (UTC) as this machine's clock shows it."""
        return self.when_in(self.now.zone, wall(instant, self.now.zone))

    def edge_here(self, instant: datetime) -> str:
        """`Fri 11 Dec` where an instant (UTC) is the beginning of a day on this machine, else `Fri 11 Dec 20:30`."""
        there, now_wall = (wall(at, self.now.zone) for at in (instant, self.now.instant))
        if there.time() == self.day_ends:
            return format_day(there.date(), day_of(now_wall, self.day_ends))
        return self.when_here(instant)

    def when_in(self, zone: str, there: datetime) -> str:
        """`today 20:30`: a wall-clock time in a zone."""
        return format_when(there, wall(self.now.instant, zone), self.setup.settings.day_ends)
