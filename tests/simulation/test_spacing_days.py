"""Households with rules of spacing, day by day: people answer, forget, move visits, and no law is broken.

`ROUTINE_SEEDS=200` lives through so many households instead of a few.
"""

from __future__ import annotations

import os
import random
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from routine.core.errors import RoutineError
from routine.core.requests.commands import (
    Command,
    Disable,
    Done,
    Enable,
    Irritated,
    PauseCommand,
    Press,
    Resume,
    Skip,
    Snooze,
    Undo,
    VisitAct,
)
from routine.core.requests.queries import PlanQuery, Today
from routine.core.requests.reports import Tick
from routine.core.state.log import Entry
from tests.simulation.spacing_households import Household, begun, routines, rows, times, visits
from tests.simulation.spacing_judge import Judge, Time
from tests.simulation.test_laws import Watched, effective, settle

SEEDS = range(int(os.environ.get("ROUTINE_SEEDS", "4")))
DAYS = 14
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo")
BEGINNINGS = ("2026-03-20 07:00", "2026-10-19 07:00", "2026-03-30 22:00", "2026-04-17 12:00")
ACTIVES = (("retinoid-a",), ("retinoid-b",), ("aha", "retinoid-a"), ("aha",))
MASKS = ("egg-mask", "clay-mask", "gelatin-mask", "peel-off-mask", "alginate-mask", "oat-mask")
SHEETS = ("sheet-mask", "sheet-mask-course")
TAKEN = ("calcium", "iron", "thyroxine", "antioxidants")
SERIES = ("peels", "fraxel", "sculptra", "threads", "botulinum")


class Lived(Watched):
    """A household whose reminders are held against what was done, at the moment they are raised."""

    household: Household

    def begin(self, household: Household) -> None:
        """Begin to watch."""
        self.household = household
        self.by_hand: set[str] = set()
        self.faults: list[str] = []
        self.since = self.now.wall()
        #: Whoever was disabled for a while, or whose visits and weeks are another's to judge, is not looked for.
        self.disabled: set[str] = set()
        self.watch()

    def look(self) -> None:
        """Note what was raised, and whether something that was done stands against it."""
        new = [one for one in self.raised if one not in self.ever] if self.state.routines else []
        super().look()
        for id, routine in self.state.routines.items():
            self.disabled |= set() if routine.enabled else {id}
            self.by_hand |= {f"{id}@{armed.key}" for armed in routine.armed if armed.moved == "hand"}
            if routine.raised and f"{id}@{routine.raised.key}" in new:
                self.faults += self._against(id)

    def _against(self, id: str) -> list[str]:
        found = [one for one in self.judge(0).times if one.routine.id == id and one.status == "raised"]
        meant = [one for one in found if not one.routine.is_medicine and one.id not in self.by_hand]
        done = Judge(self.done(), visits(self.household, self), self.now.instant, alone=False)
        return [
            f"{self.now.wall()}: {one.words} is raised against {words}: {why}"
            for one in meant
            for why, words in done.against(one, one.instant)
        ]

    def lost(self) -> list[str]:
        """The times of simple schedules that have passed, and neither were answered nor wait."""
        answered, found = set(effective(self)), []
        for id, routine in routines(self.household).items():
            state = self.state.routines[id]
            waits = state.raised is not None and state.raised.snoozed_until is not None
            session = self.state.session
            waits = waits or (session is not None and session.routine == id)  # its next time waits behind it
            if id in self.disabled or waits:
                continue
            if "after_done" in routine.table.get("schedule", {}) and not (state.raised or state.armed):
                found.append(f"{id}, which never comes again")
            open_ones = {armed.key for armed in state.armed} | ({state.raised.key} if state.raised else set())
            for nominal in routine.nominals(self.since, self.now.wall()) or ():
                key = f"{nominal:%Y-%m-%dT%H:%M}"
                if key not in open_ones and f"{id}@{key}" not in answered:
                    found.append(f"{id}@{key}")
        return found

    def done(self) -> list[Time]:
        """What was done, when it was done."""
        found = [entry for entry in effective(self).values() if entry.answer == "done"]
        return [one for one in map(self._done_time, found) if not one.routine.is_visit]

    def _done_time(self, entry: Entry) -> Time:
        given = {"id": f"{entry.id} done", "nominal": entry.nominal.isoformat(), "instant": entry.at.isoformat()}
        row = {**given, "zone": self.now.zone, "status": "done", "why": "done"}
        return Time.of(routines(self.household)[entry.routine], row)

    def judge(self, days: int) -> Judge:
        """What was done and what is planned, before the judge."""
        planned = times(self.household, rows(self, PlanQuery(days) if days else Today()))
        planned = [replace(one, status="by hand") if one.id in self.by_hand and one.counts else one for one in planned]
        planned = [one for one in planned if one.status in ("planned", "raised", "snoozed", "excused", "by hand")]
        return Judge([*self.done(), *planned], visits(self.household, self), self.now.instant, alone=False)


def a_household(dice: random.Random, home: Path) -> Lived:
    """Some masks, an active or two, supplements, two series of visits."""
    some = (*dice.sample(MASKS, 3), dice.choice(SHEETS), *dice.choice(ACTIVES), *TAKEN, "face-washing")
    ids = (*some, *dice.sample(SERIES, 2))
    at = dice.choice(("07:00", "15:00", "20:00"))
    n = dice.randrange(len(ZONES))
    household = Household("made up", ids, BEGINNINGS[n], ZONES[n], thyroxine=at)
    world = begun(household, home, Lived)
    world.begin(household)
    return world


def some_command(dice: random.Random, world: Lived) -> Command:
    id = dice.choice([id for id in world.household.ids if id not in SERIES])
    match dice.randrange(14):
        case 0 | 1 | 2:
            return Done((id,))
        case 3:
            return Skip((id,))
        case 4:
            return Snooze(id, dice.choice(("20m", "3h", "1 day")))
        case 5:
            return Snooze(id, until=dice.choice(("tomorrow 20:30", "in 3 days")))
        case 6:
            return Undo(dice.choice((id, None)))
        case 7:
            return dice.choice((PauseCommand(None, None, "in 2 days"), PauseCommand(id, None, "in 4 days"), Resume()))
        case 8:
            return dice.choice((Irritated(), Irritated(over=True), Irritated(over=True)))
        case 9:
            return dice.choice((Disable((id,)), Enable((id,)), Enable((id,))))
        case 10 | 11 | 12:
            return some_visit(dice, world)
    notices = [notice for notice in world.notices if notice.buttons]
    if not notices:
        return Tick()
    notice = dice.choice(notices)
    return Press(notice.id, dice.choice(notice.buttons).id)


def some_visit(dice: random.Random, world: Lived) -> Command:
    series = dice.choice([id for id in world.household.ids if id in SERIES])
    at = world.now.wall() + timedelta(days=dice.randint(-1, 20), hours=dice.randint(-5, 5))
    when = f"{at:%Y-%m-%d %H:%M}"
    return VisitAct(dice.choice(("book", "book", "move", "attended", "missed", "cancel")), series, when)


def one_day(dice: random.Random, world: Lived) -> None:
    """A day: some answer on time, some forget, something happens in between."""
    careful = dice.random() < 0.7
    end = world.now.instant + timedelta(days=1)
    while world.now.instant < end:
        match dice.randrange(12):
            case 0:
                world.simulation.restart()
                world.tick()
            case 1:
                world.simulation.clock.advance(timedelta(hours=dice.choice((1, 5, 14))))
                world.tick()
            case 2 | 3 | 4:
                with suppress(RoutineError):
                    world.ask(some_command(dice, world))
            case _:
                until = world.now.instant + timedelta(hours=dice.randint(1, 8))
                world.simulation.run_to(until, lambda: at_wake(dice, world, careful=careful))
        world.look()


def at_wake(dice: random.Random, world: Lived, *, careful: bool) -> None:
    """What was raised is answered at once, mostly, on a careful day."""
    new = [one for one in world.raised if one not in world.ever]
    world.look()
    for one in new:
        id = one.partition("@")[0]
        if careful and id not in SERIES and dice.random() < 0.8:
            with suppress(RoutineError):
                world.ask(Done((id,)))
            world.look()


@pytest.mark.parametrize("seed", SEEDS)
def test_day_by_day_nothing_is_lost_or_doubled_and_nothing_raised_against_what_was_done(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    dice = random.Random(seed)
    world = a_household(dice, tmp_path_factory.getbasetemp() / "home")
    for _ in range(DAYS):
        one_day(dice, world)
        judge = world.judge(40)
        assert list(judge.conflicts_left()) == []
        assert list(judge.untrue_reasons()) == []
        assert small(world)
    settle(world)
    world.look()
    assert world.lost() == []
    assert world.raised_twice == []
    assert world.faults == []


@pytest.mark.parametrize("seed", SEEDS)
def test_on_journeys_each_time_has_one_answer_at_most_and_the_plan_no_conflict(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    dice = random.Random(1000 + seed)
    world = a_household(dice, tmp_path_factory.getbasetemp() / "home")
    for _ in range(DAYS // 2):
        one_day(dice, world)
        if dice.random() < 0.4:
            world.travel(dice.choice(ZONES))
        assert list(world.judge(40).conflicts_left()) == []
        assert not set(world.raised) & set(effective(world))
        assert small(world)


def small(world: Lived) -> bool:
    """Whether the state holds no more than what is near."""
    state = world.state
    return len(state.spacing.clashes) + len(state.spacing.chosen) < 60 and all(
        len(r.armed) < 60 for r in state.routines.values()
    )
