"""Households made up from dice: routines of every kind, rules, a profile, quiet hours, a zone, a first day."""

from __future__ import annotations

import random
from functools import cache
from typing import Literal
from zoneinfo import available_timezones

from msgspec import Struct
from msgspec.structs import replace

from routine.core.config.rules import Fact, Rule, SafetyQuestion
from routine.core.config.settings import Settings
from routine.core.config.setup import Setup
from routine.core.config.spacing_rules import Apart, SpacingRules
from routine.core.preset.model import Course, Dose, Preset, Remind, Safety, Step
from routine.core.schedule.types import (
    AfterDone,
    AfterRoutine,
    Again,
    Clock,
    Cycle,
    Days,
    EveryDay,
    EveryNDays,
    EveryNMonths,
    EveryNWeeks,
    MonthDays,
    NightsAWeek,
    NthWeekdays,
    Ramp,
    Schedule,
    Weekdays,
    WhenNeeded,
)
from routine.core.schedule.visit_series import After
from routine.core.when.part_of_day import Window
from tests.builders import a_preset, a_series, lasting

#: Texts that would be commands, options, markup or another line, were they ever taken for it.
TITLES = ("-u critical", "$(touch here)", "<b>bold</b> & more", "../../state", "two\nlines", "\x1b[31mred", "Plain")
DAYS = ("2024-02-27", "2025-12-29", "2026-03-27", "2026-10-23", "2026-11-01", "2026-04-03", "2027-06-15")
#: Of a hundred households, so many have one routine, two, three...: most have a few, some have a bathroom full.
HOW_MANY = (26, 22, 16, 10, 7, 5, 4, 3, 2, 2, 1, 1, 1)


class Household(Struct, frozen=True):
    """What the files say, which routines begin at once, and when and where."""

    setup: Setup
    begins: tuple[str, ...]
    day: str
    zone: str


def a_household(seed: int) -> Household:
    """The household of a seed."""
    dice = random.Random(f"household {seed}")
    presets = {one.id: one for one in _routines(dice)}
    rules, facts = _rules()
    setup = Setup(
        presets=presets,
        settings=Settings(quiet=() if dice.random() < 0.75 else (Window("quiet", 23 * 60, 6 * 60),)),
        profile={name: False for name in facts if dice.random() < 0.8},
        rules=rules,
        facts=facts,
        questions={"patch": SafetyQuestion(name="patch", text="Tested?", stops_on="no", why="Test.", once=True)},
        spacing=SpacingRules() if dice.random() < 0.6 else SpacingRules(apart=(_APART,)),
    )
    begins = tuple(id for id in presets if dice.random() < 0.9)
    return Household(setup, begins, dice.choice(DAYS), dice.choice(zones()))


@cache
def zones() -> tuple[str, ...]:
    """Every zone there is."""
    return tuple(sorted(available_timezones() - {"localtime", "Factory"}))


_APART = Apart(
    name="active-and-mask",
    these=("retinoid",),
    those=("mask",),
    by=lasting("1 day"),
    why="A mask and an active go on different evenings.",
    source="a test",
)


def _rules() -> tuple[dict[str, Rule], dict[str, Fact]]:
    rules = (
        _rule("egg", "final"),
        _rule("thin", "block"),
        _rule("labs", "warn"),
        _rule("wound", "final", waits=True),
    )
    return {rule.name: rule for rule in rules}, {rule.name: Fact(rule.name, f"Are you {rule.name}?") for rule in rules}


def _rule(name: str, level: Literal["final", "block", "warn"], *, waits: bool = False) -> Rule:
    why = f"Why {name}."
    return Rule(name=name, fact=name, level=level, why=why, fix="Ask.", source="s", running="Stop.", waits=waits)


def _routines(dice: random.Random) -> list[Preset]:
    """So many, of every kind; where one follows the first, the first is by the clock."""
    many = dice.choices(range(1, len(HOW_MANY) + 1), HOW_MANY)[0]
    kinds = [dice.choice(_KINDS) for _ in range(many)]
    if many > 1 or kinds == [_follower]:
        kinds[0] = _clock
    return [make(dice, n) for n, make in enumerate(kinds)]


def _remind(dice: random.Random) -> Remind:
    return Remind(
        late=lasting(dice.choice(("30m", "2h", "8h"))),
        expires=lasting(dice.choice(("1h", "4h", "2 days"))),
    )


def _times(dice: random.Random) -> tuple[int, ...]:
    return tuple(sorted(dice.sample(range(0, 1440, 15), dice.choice((1, 1, 1, 2, 3)))))


def _days(dice: random.Random) -> Days:
    return dice.choice(
        (
            EveryDay(),
            EveryDay(),
            Weekdays(tuple(sorted(dice.sample(range(7), 3)))),
            EveryNDays(dice.randint(2, 9)),
            EveryNWeeks(dice.randint(1, 3)),
            EveryNMonths(dice.randint(1, 2)),
            MonthDays((dice.choice((1, 15, 29, 31, -1)),)),
            NthWeekdays(((dice.choice((1, 2, -1)), dice.randrange(7)),)),
        )
    )


#: What one does at a time by the clock: mostly a line; or steps in an order, or more than one takes in at a glance.
_INSTRUCTIONS = (
    *[(Step(id="do", say="Do it."),)] * 4,
    (Step(id="first", say="Rinse the bowl."), Step(id="then", say="Fill it to the mark.")),
    (Step(id="do", say="Read each of these words before anything is done. " * 5 + "This is the last of them."),),
)


def _clock(dice: random.Random, n: int) -> Preset:
    cycle = Cycle(dice.randint(1, 5), dice.randint(1, 5)) if dice.random() < 0.1 else None
    days = EveryDay() if cycle else _days(dice)
    schedule = Schedule(Clock(_times(dice), days, cycle), zone=dice.choice((None, None, None, "Asia/Tokyo")))
    steps = dice.choice(_INSTRUCTIONS)
    return a_preset(f"clock-{n}", schedule, title=dice.choice(TITLES), steps=steps, remind=_remind(dice))


def _chain(dice: random.Random, n: int) -> Preset:
    wait = lasting(dice.choice(("6h", "1 day", "3 days", "2 weeks")))
    return a_preset(f"chain-{n}", Schedule(AfterDone(wait, dice.choice((None, 1230)))), remind=_remind(dice))


def _follower(dice: random.Random, n: int) -> Preset:
    wait = lasting(dice.choice(("1h", "2 days")))
    return a_preset(f"follower-{n}", Schedule(AfterRoutine("clock-0", wait)), remind=_remind(dice))


def _again(dice: random.Random, n: int) -> Preset:
    schedule = Schedule(Clock((480,)), again=Again(lasting("2h"), 480, 1200))
    return a_preset(f"again-{n}", schedule, kind="sun", remind=_remind(dice))


def _ramp(dice: random.Random, n: int) -> Preset:
    ramp = Ramp(1260, tuple(NightsAWeek(nights) for nights in (2, 3, 4, 5, 7)))
    return a_preset(f"ramp-{n}", Schedule(ramp), kind="treatment", contains=("retinoid",), remind=_remind(dice))


_STEPS = (
    Step(id="cleanse", say="Wash."),
    Step(id="lie", say="Lie flat.", posture="lie-flat", timer=lasting("10m"), on_skin="start"),
    Step(id="remove", say="Rinse.", on_skin="end"),
)


def _mask(dice: random.Random, n: int) -> Preset:
    days = Weekdays(tuple(sorted(dice.sample(range(7), 2))))
    safety = Safety(
        longest_on_skin=lasting("15m"),
        ask=("patch",),
        may_move=lasting("3 days"),
        never_if=dice.choice((("egg",), ("wound",))),
    )
    schedule = Schedule(Clock((1230,), days))
    return a_preset(
        f"mask-{n}", schedule, kind="mask", contains=("mask",), steps=_STEPS, safety=safety, remind=_remind(dice)
    )


def _course(dice: random.Random, n: int) -> Preset:
    course = Course(lasting(dice.choice(("1 week", "6 weeks"))), lasting("1 week"))
    safety = Safety(never_if=("thin", "labs"))
    return a_preset(
        f"course-{n}",
        Schedule(Clock(_times(dice))),
        kind="supplement",
        course=course,
        safety=safety,
        dose=Dose(n + 2, "g"),
        remind=_remind(dice),
    )


def _series(dice: random.Random, n: int) -> Preset:
    after = (
        After(id="sun", say="Keep out of the sun."),
        After(id="massage", say="Massage.", span=lasting("5 days"), at=(540, 1260), if_asked=True),
        After(id="healed", say="Has it healed?", wait=lasting("7 days"), until_yes=True),
    )
    series = a_series(f"series-{n}", after=after[: dice.randint(1, 3)])
    return replace(series, safety=Safety(never_if=dice.choice(((), (), ("egg",), ("thin",), ("wound",)))))


def _needed(dice: random.Random, n: int) -> Preset:
    return a_preset(f"needed-{n}", Schedule(WhenNeeded()))


_KINDS = (_clock, _clock, _chain, _follower, _again, _ramp, _mask, _course, _series, _needed)
