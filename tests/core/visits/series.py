"""A series of visits, and what a person does about it: set-up that the tests of visits share."""

from __future__ import annotations

from datetime import datetime

from routine.core.draft import Outcome
from routine.core.occurrences.visit_reminders import Moment, moment_of
from routine.core.requests.commands import Done, VisitAct
from routine.core.requests.queries import PlanQuery, VisitList
from routine.core.schedule.visit_series import After
from routine.core.state.visit import Visit
from routine.core.when.moment import wall
from tests.builders import World, lasting

#: After-care that hangs on the doctor asking for it: five minutes, five times a day, five days.
MASSAGE = After(
    id="massage",
    say="Massage 5 minutes.",
    span=lasting("5 days"),
    at=(9 * 60, 12 * 60, 15 * 60, 18 * 60, 21 * 60),
    if_asked=True,
)

#: After-care that begins at once, and some that goes on for days.
ICE_AND_SUN = (
    After(id="ice", say="Cool it.", wait=lasting("4h")),
    After(id="sun", say="Sunscreen.", span=lasting("7 days")),
)


def book(world: World, when: str = "2026-12-10 10:00", routine: str = "sculptra") -> Outcome:
    """Book a visit; what that did."""
    return world.did(VisitAct("book", routine, when))


def went(world: World, when: str | None = None, visit: int | None = None, asked: tuple[str, ...] = ()) -> Outcome:
    """Say that the person went; what that did."""
    return world.did(VisitAct("attended", "sculptra", when, visit, asked))


def on_the_evening(world: World, when: str = "2026-12-10 10:00") -> World:
    """A visit is booked, and its evening has come: the question waits."""
    book(world, when)
    world.to(f"{when[:10]} 19:00")
    return world


def attended(world: World, when: str = "2026-12-10 10:00") -> Outcome:
    """Book a visit, and press Went on its evening; what that did."""
    return on_the_evening(world, when).pressed("went", "sculptra")


def done_at(world: World, when: str) -> None:
    """Answer what waits at that time: somebody is there."""
    world.to(when)
    world.ask(Done(("sculptra",)))


def planned(world: World, days: int = 60) -> list[str]:
    """The planned times as this machine's clock shows them, `12-03 09:00 peels`; without what hangs on an answer."""
    found = [o for o in world.ask(PlanQuery(days))["occurrences"] if "@visit" in o["id"]]
    at = [wall(datetime.fromisoformat(o["instant"]), world.now.zone) for o in found]
    return [f"{when:%m-%d %H:%M} {o['id'].split(':')[2]}" for when, o in zip(at, found, strict=True)]


def status(world: World, routine: str = "sculptra") -> list[str]:
    """What became of each visit."""
    return [visit.status for visit in world.routine(routine).visits]


def next_due(world: World, routine: str = "sculptra") -> list[str] | None:
    """The first and the last day of the next visit, if one is due."""
    found: list[str] | None = world.ask(VisitList(routine))["series"][0]["next"]
    return found


def effect_ends(world: World, routine: str = "sculptra") -> list[str] | None:
    """The first and the last day on which the effect is expected to end."""
    found: list[str] | None = world.ask(VisitList(routine))["series"][0]["effect_ends"]
    return found


def waiting(world: World) -> Moment:
    """The reminder of the series that waits."""
    series, routine = world.files.setup.presets["sculptra"].schedule.series, world.routine("sculptra")
    assert series is not None
    assert routine.raised is not None
    moment = moment_of(series, routine.visits, routine.raised.key)
    assert moment is not None
    return moment


def visits(world: World, routine: str = "sculptra") -> tuple[Visit, ...]:
    """The visits of a series as they are kept."""
    return world.routine(routine).visits
