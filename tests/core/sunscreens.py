"""Households with sunscreen at a place: for the tests of its renewal, its answers and its words."""

from __future__ import annotations

from routine.core.preset.model import Preset, Remind, Sunscreen
from routine.core.requests.commands import Done
from routine.core.requests.queries import Today
from routine.core.requests.reports import Reload
from routine.core.schedule.types import Again, Clock, Schedule
from routine.core.sun.place import Place
from tests.builders import BERLIN, World, a_preset, lasting

HERE = Place(name="Berlin", latitude=52.5, longitude=13.37, zone=BERLIN)

SYDNEY = Place(name="Sydney", latitude=-33.87, longitude=151.22, zone="Australia/Sydney")

TROMSO = Place(name="Tromsø", latitude=69.65, longitude=18.96, zone="Europe/Oslo")

NEW_YORK = Place(name="New York", latitude=40.71, longitude=-74.01, zone="America/New_York")

CALM = Remind(late=lasting("8h"), expires=lasting("4h"))


def sunscreen(label: Sunscreen | None = None, *, uv: int | None = 3, times: tuple[int, ...] = (480,)) -> Preset:
    """Every day at 08:00, and again every two hours until 18:00 while the UV index is 3 or more."""
    schedule = Schedule(Clock(times=times), again=Again(lasting("2h"), 480, 1080, uv))
    return a_preset("spf", schedule, kind="sun", sun=label or Sunscreen(30), remind=CALM)


def at(place: Place | None, day: str, zone: str = BERLIN, preset: Preset | None = None) -> World:
    """A household at a place, in the morning of a day, with sunscreen."""
    world = World(preset or sunscreen(), now=f"{day} 07:00", zone=zone)
    world.change(place=place)
    world.ask(Reload())
    return world


def times_today(world: World) -> list[str]:
    return [one["nominal"][11:] for one in world.ask(Today())["occurrences"]]


def after_a_summer_day() -> World:
    """Berlin, 21 June: put on in the morning and at every renewal, also at the last of the day."""
    world = at(HERE, "2026-06-21")
    world.to("08:00")
    for _ in range(4):
        world.ask(Done(("spf",)))
        world.to(world.next("spf"))
    world.ask(Done(("spf",)))
    return world
