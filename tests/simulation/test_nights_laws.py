"""The laws for ramps, cycles of nights and irritation, over households made up at random."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta
from itertools import takewhile

import pytest

from routine.core.occurrences.calendar import calendar_of
from routine.core.occurrences.ramp_nights import whatever_is_paused
from routine.core.occurrences.ramp_progress import standing
from routine.core.preset.model import Preset, Remind
from routine.core.requests.commands import Command, Done, Irritated, PauseCommand, Press, Undo
from routine.core.requests.reports import Tick
from routine.core.schedule.types import EveryNights, NightCycle, NightsAWeek, Ramp, RampWeek, Schedule
from routine.core.when.moment import wall
from tests.builders import a_preset, a_schedule, lasting
from tests.simulation import test_laws as laws

WEEKS: dict[str, tuple[RampWeek, ...]] = {
    "ramp": tuple(NightsAWeek(n) for n in (2, 3, 4, 5, 6, 7)),
    "thirds": (EveryNights(3), EveryNights(3), EveryNights(2), EveryNights(2), EveryNights(1)),
}
RAMPS = tuple(WEEKS)


def some_treatments(dice: random.Random) -> list[Preset]:
    """Two ramps, a cycle of nights and a mask."""
    schedules = {id: Schedule(Ramp(dice.choice((1260, 1380, 90)), weeks)) for id, weeks in WEEKS.items()}
    schedules["cycling"] = Schedule(NightCycle(1290, ("exfoliant", "retinoid", "recovery", "recovery")))
    schedules["mask"] = a_schedule("20:30")
    remind = Remind(late=lasting(dice.choice(("30m", "8h", "2 days"))), expires=lasting(dice.choice(("1h", "2 days"))))
    contains = ("retinoid",)
    return [a_preset(id, s, kind="treatment", contains=contains, remind=remind) for id, s in schedules.items()]


def looks_back(command: Command) -> bool:
    """Whether it may change what became of nights behind, so that others than those planned then would have come."""
    match command:
        case Done(at=at, since=since):
            return bool(at or since)
        case PauseCommand(start=start):
            return start is not None
        case Press(button=button):
            return button in ("did-them", "undo", "pause")
    return isinstance(command, Undo)


def a_household(dice: random.Random, monkeypatch: pytest.MonkeyPatch, *, straight: bool = False) -> laws.Watched:
    monkeypatch.setattr(laws, "some_presets", some_treatments)
    some_command = laws.some_command

    def command(dice: random.Random, world: laws.Watched) -> Command:
        if dice.random() < 0.15:
            return dice.choice((Irritated(), Irritated("strong"), Irritated(over=True), Irritated(over=True)))
        found = some_command(dice, world)
        lets_go_on = isinstance(found, Press) and found.button == "go-on"  # a person's word, not by itself
        return Tick() if lets_go_on or (straight and looks_back(found)) else found

    monkeypatch.setattr(laws, "some_command", command)
    return laws.a_household(dice)


def check_every_night_has_an_answer(world: laws.Watched, id: str) -> None:
    """Every night behind the watermark that the answers lead to was answered, waits, or was moved."""
    preset, routine = world.setup.presets[id], world.routine(id)
    base = preset.schedule.base
    assert isinstance(base, Ramp | NightCycle)
    answered = set(laws.effective(world))
    open_ones = {f"{id}@{a.key}" for a in routine.armed} | ({f"{id}@{routine.raised.key}"} if routine.raised else set())
    since = wall(routine.since, world.now.zone)
    nights = whatever_is_paused(preset, routine, calendar_of(world.setup, world.state, world.now))
    for night in takewhile(lambda night: night.day <= routine.through.date(), nights):
        nominal = datetime.combine(night.day, time()) + timedelta(minutes=base.at)
        if since < nominal <= routine.through:
            assert f"{id}@{nominal:%Y-%m-%dT%H:%M}" in answered | open_ones


def week_of(world: laws.Watched, id: str) -> int:
    """Which week a ramp is in."""
    calendar = calendar_of(world.setup, world.state, world.now)
    at = standing(world.setup.presets[id], world.routine(id), calendar, world.now.wall().date())
    assert at is not None
    return at.index


@pytest.mark.parametrize("seed", range(30))
def test_every_night_behind_has_an_answer(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(seed)
    world = a_household(dice, monkeypatch, straight=True)
    for _ in range(150):
        laws.one_step(dice, world)
    laws.settle(world)
    for id in (*RAMPS, "cycling"):
        check_every_night_has_an_answer(world, id)


@pytest.mark.parametrize("seed", range(30, 60))
def test_whatever_happens_no_night_has_two_answers_or_is_raised_twice(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(seed)
    world = a_household(dice, monkeypatch)
    for _ in range(150):
        laws.one_step(dice, world)
    laws.settle(world)
    world.look()
    assert laws.effective(world)
    assert world.raised_twice == []


@pytest.mark.parametrize("seed", range(60, 80))
def test_law_seven_no_ramp_goes_on_by_itself_after_irritation(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(seed)
    world = a_household(dice, monkeypatch)
    for _ in range(40):
        laws.one_step(dice, world)
    world.ask(Irritated())
    before = {id: week_of(world, id) for id in RAMPS}
    for _ in range(110):
        laws.one_step(dice, world)
        for id in RAMPS:
            assert week_of(world, id) <= before[id]
