"""A household for the tests of spacing: a mask, an active, a peel at a clinic, and the rules between them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from routine.core.config.spacing_rules import Alone, Apart, AroundVisit, Medicine, Most, Order, SpacingRules
from routine.core.preset.model import Preset, Safety, Step
from routine.core.requests.queries import PlanQuery, Today
from routine.core.schedule.types import EveryNDays, Schedule
from routine.core.spacing.household_rules import household
from routine.core.spacing.placed_time import Placed
from routine.core.spacing.spaced_plan import placements
from routine.core.spacing.unspaced_plan import unspaced
from routine.core.spacing.without_moves import without_moves
from routine.core.when.moment import wall
from tests.builders import World, a_preset, a_schedule, a_series, lasting, weekly

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
RULES = SpacingRules(
    apart=(
        Apart(
            name="active-and-mask",
            these=("retinoid", "aha"),
            those=("mask",),
            by=lasting("1 day"),
            why="A mask and an active go on different evenings.",
            source="a test",
        ),
        Apart(
            name="calcium-and-medicine",
            these=("calcium",),
            those=("levothyroxine",),
            by=lasting("4h"),
            why="Calcium and a thyroid medicine are 4 hours apart.",
            source="a test",
        ),
    ),
    most=(Most(name="masks", of="mask", times=1, why="One mask a day.", source="a test"),),
    visits=(
        AroundVisit(
            name="actives-and-peel",
            visit=("peel",),
            off=("retinoid", "aha"),
            before=lasting("7 days"),
            after=lasting("7 days"),
            step="actives",
            why="No active around a peel.",
            source="a test",
        ),
        AroundVisit(
            name="after-care", off=("lie-flat",), care=True, why="Not while after-care lasts.", source="a test"
        ),
    ),
    order=(
        Order(
            name="at-night",
            of=("retinoid",),
            within="evening",
            level="block",
            why="In the evening only.",
            fix="Set an evening time.",
            source="a test",
        ),
        Order(
            name="sunscreen",
            of=("retinoid",),
            then="sunscreen",
            level="warn",
            why="Sunscreen next morning.",
            fix="Enable one.",
            source="a test",
        ),
    ),
    alone=(Alone(name="one-retinoid", of=("retinoid",), why="One at a time.", source="a test"),),
    medicines=(
        Medicine(name="thyroid", of="levothyroxine"),
        Medicine(name="prescribed", of="retinoid", fact="prescription-retinoid"),
    ),
)


def mask(id: str = "mask", schedule: Schedule | None = None, move: str = "3 days", **safety: Any) -> Preset:
    """A mask on Fridays at 20:30 that may move by three days."""
    may_move = {"may_move": lasting(move)} if move else {}
    return a_preset(id, schedule or weekly(FRI, "20:30"), kind="mask", safety=Safety(**{**may_move, **safety}))


def active(id: str = "serum", schedule: Schedule | None = None, **fields: Any) -> Preset:
    """A retinoid on Fridays at 21:00 that may not move."""
    given = {"kind": "treatment", "contains": ("retinoid",)}
    return a_preset(id, schedule or weekly(FRI, "21:00"), **{**given, **fields})


def a_peel(**series: Any) -> Preset:
    """A series of peels at a clinic."""
    return replace(a_series("peel", **series), contains=("peel",))


def lying_flat() -> Preset:
    lying = Step(id="lie", say="Lie flat.", posture="lie-flat", timer=lasting("8m"))
    safety = Safety(may_move=lasting("3 days"))
    return a_preset("mask", weekly(FRI, "20:30"), kind="mask", steps=(lying,), safety=safety)


def a_world(*presets: Preset, **given: Any) -> World:
    return World(*presets, **{"spacing": RULES, **given})


def without_room() -> World:
    """A mask on Fridays at 20:30 and a serum every other day at 21:00, Friday the 27th among them; neither may move."""
    return a_world(mask(move=""), active(schedule=a_schedule("21:00", days=EveryNDays(2))))


def planned(world: World, id: str, days: int = 30) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = world.ask(PlanQuery(days, id))["occurrences"]
    return found


def comes(world: World, id: str) -> str:
    """The wall time of a routine's first time on the plan: `2026-11-28 20:30`."""
    row = planned(world, id)[0]
    return f"{wall(datetime.fromisoformat(row['instant']), row['zone']):%Y-%m-%d %H:%M}"


def against(world: World, id: str) -> list[tuple[str, str]]:
    """What has times of a routine moved or left out: each rule, with the routine or series that it is kept from."""
    return list(dict.fromkeys((one.conflict.rule, kept_by(one)) for one in kept(world, id) if one.conflict))


def kept(world: World, id: str, days: int = 30) -> list[Placed]:
    """The times of a routine that a rule moves or leaves out, within so many days."""
    home = household(world.setup, world.state, world.now)
    assert home is not None
    bare = without_moves(world.setup, world.state, world.now)
    ahead = unspaced(world.setup, bare, world.now, world.now.instant + timedelta(days=days), home.tags.keys())
    placed = placements(world.setup, bare, world.now, ahead, home).values()
    return [one for one in placed if one.conflict and one.item.routine == id]


def kept_by(one: Placed) -> str:
    """The routine, or the series of visits, that a time is kept from."""
    other, off = (one.conflict.other, one.conflict.off) if one.conflict else (None, None)
    return other.routine if other else off.series if off else ""


def status_today(world: World, id: str) -> str:
    found = [one["status"] for one in world.ask(Today())["occurrences"] if one["routine"] == id]
    return str(found[0])
