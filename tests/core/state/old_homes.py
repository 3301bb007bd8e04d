"""The households whose state documents of older versions are kept: what their files say, not what happened there."""

from __future__ import annotations

from routine.core.config.rules import Fact, Rule, SafetyQuestion
from routine.core.config.spacing_rules import Apart, SpacingRules
from routine.core.preset.model import Course, Dose, Step
from routine.core.schedule.types import AfterDone, NightsAWeek, Ramp, Schedule, Weekdays
from routine.core.schedule.visit_series import After
from tests.builders import Remind, Safety, World, a_preset, a_schedule, a_series, lasting, weekly

_MASK_STEPS = (
    Step(id="cleanse", say="Wash."),
    Step(id="lie-flat", say="Lie flat.", posture="lie-flat", timer=lasting("10m"), on_skin="start"),
    Step(id="remove", say="Rinse.", on_skin="end"),
)
_PATCH = SafetyQuestion(name="patch-test", text="Tested?", stops_on="no", why="Test it first.", once=True)


def evening() -> World:
    """A mask with steps on Friday evenings, drinks and pills beside it, a chain that runs from when it was done."""
    mask = a_preset(
        "mask",
        weekly(4, "20:30"),
        steps=_MASK_STEPS,
        safety=Safety(longest_on_skin=lasting("15m"), ask=("patch-test",)),
    )
    chain = a_preset("drops", Schedule(AfterDone(lasting("8h"))))
    others = [a_preset(id, a_schedule(time)) for id, time in (("pills", "20:32"), ("spf", "08:00"), ("water", "20:20"))]
    return World(mask, chain, *others, questions={"patch-test": _PATCH}, now="2026-11-27 07:00", enabled=False)


def clinic() -> World:
    """A series of visits, a ramp of nights, and a supplement whose stock is counted."""
    massage = After(id="massage", say="Massage.", span=lasting("5 days"), at=(9 * 60, 21 * 60), if_asked=True)
    series = a_series(after=(After(id="sun", say="Keep out of the sun."), massage))
    ramp = a_preset(
        "ramp", Schedule(Ramp(21 * 60, tuple(map(NightsAWeek, (2, 3, 4))))), kind="treatment", contains=("retinoid",)
    )
    collagen = a_preset("collagen", a_schedule("08:00"), kind="supplement", dose=Dose(5, "g"))
    return World(series, ramp, collagen, enabled=False)


def courses() -> World:
    """A course that ends, one on hold by a final rule, one that goes on although a rule stands against it."""
    rules = {
        "egg": Rule(name="egg", fact="egg", level="final", why="Egg.", fix="Leave it.", source="s", running="Ask."),
        "thin": Rule(name="thin", fact="thin", level="block", why="Thin blood.", fix="Ask.", source="s"),
        "labs": Rule(name="labs", fact="labs", level="warn", why="Labs.", fix="Tell the lab.", source="s"),
    }
    week = Course(lasting("1 week"), lasting("1 week"))
    return World(
        a_preset("pills", a_schedule("09:00"), course=week, safety=Safety(never_if=("thin", "labs"))),
        a_preset("mask", a_schedule("20:00"), safety=Safety(never_if=("egg",))),
        a_preset("spf", a_schedule("08:00")),
        a_preset("cream", a_schedule("08:00")),
        rules=rules,
        facts={name: Fact(name, f"Are you {name}?") for name in rules},
        profile={"egg": False, "thin": True, "labs": False},
        enabled=False,
    )


def crowded() -> World:
    """A mask and a serum on the same evening, of which a rule lets only one be, and neither may move."""
    rule = Apart(
        name="active-and-mask", these=("aha",), those=("mask",), by=lasting("1 day"), why="Not both.", source="a test"
    )
    friday = a_schedule("20:30", days=Weekdays((4,)))
    return World(
        a_preset("mask", friday, kind="mask", contains=("film-mask",), remind=Remind(late=lasting("2h"))),
        a_preset("serum", a_schedule("21:00", days=Weekdays((3, 4))), kind="treatment", contains=("aha",)),
        a_preset("spf", a_schedule("08:00")),
        spacing=SpacingRules(apart=(rule,)),
        now="2026-11-26 07:00",
        enabled=False,
    )


def asked() -> World:
    """Answers about a person, some of which change as time passes; a course of so many times."""
    facts = {
        "egg": Fact("egg", "Are you allergic to egg?"),
        "thin": Fact("thin", "Do you take blood thinners?"),
        "peel-dates": Fact("peel-dates", "When are your peels?", "dates"),
    }
    rules = {name: Rule(name=name, fact=name, level="warn", why=f"{name}.", fix="Ask.", source="s") for name in facts}
    masks = a_preset(
        "masks",
        Schedule(AfterDone(lasting("3 days"), at=20 * 60 + 30, count=3)),
        course=Course(rest=lasting("4 months")),
        safety=Safety(never_if=tuple(facts)),
    )
    return World(
        masks,
        a_preset("spf", weekly(0, "08:00"), safety=Safety(never_if=("egg", "thin"))),
        rules=rules,
        facts=facts,
        profile={"egg": False, "thin": False, "peel-dates": "2027-01-10"},
        enabled=False,
    )


#: Name of a kept document -> the household that it is of.
HOMES = {
    "asked": asked,
    "choosing": crowded,
    "clinic": clinic,
    "courses": courses,
    "evening": evening,
    "silent": crowded,
}
