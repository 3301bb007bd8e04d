"""The calendar that a routine's times are looked up in: its zone, the pauses, a sure place, when a day ends."""

from __future__ import annotations

from datetime import datetime, time
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from routine.core.config.setup import Setup
from routine.core.preset.model import Preset
from routine.core.state.model import State
from routine.core.state.pause import Pause
from routine.core.sun.contradicted_place import checked
from routine.core.sun.place import Place
from routine.core.when.moment import Now


class Calendar(Struct, frozen=True):
    """What times hang on besides a schedule and what was answered.

    `zone`: an IANA name; wall times are read in it. `place`: where the user is, if that is sure; a zone is no place.
    `day_ends`: when a day for people ends, local.
    """

    zone: str
    pauses: tuple[Pause, ...]
    place: Place | None
    day_ends: time

    def of(self, preset: Preset | None) -> Calendar:
        """The same for one routine, whose schedule may pin another zone."""
        zone = preset.schedule.zone if preset else None
        return self if zone is None else replace(self, zone=zone)

    def with_pauses(self, pauses: tuple[Pause, ...]) -> Calendar:
        """The same with other pauses."""
        return self if pauses is self.pauses else replace(self, pauses=pauses)


def calendar_of(setup: Setup, state: State, now: Now) -> Calendar:
    """The machine's own calendar; `of` a preset, a routine's."""
    # By an unsure place sunscreen that is needed might be left out; without one, nothing is.
    place = setup.place and _sure(setup.place, now.zone, now.instant)
    return Calendar(now.zone, state.pauses, place, setup.settings.day_ends)


@lru_cache(maxsize=16)
def _sure(place: Place, zone: str, instant: datetime) -> Place | None:
    """The user's place, unless the machine's clock contradicts it now."""
    found = checked(place, zone, instant)
    return found if found.sure else None
