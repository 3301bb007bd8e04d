"""Which of two times stays: a prescribed medicine is never moved or left out."""

from __future__ import annotations

from routine.core.config.rules import Fact
from routine.core.requests.commands import VisitAct
from tests.builders import a_schedule
from tests.core.spacing.household import a_peel, a_world, active, against, planned


def test_a_prescribed_retinoid_is_never_left_out() -> None:
    facts = {"prescription-retinoid": Fact("prescription-retinoid", "Do you use one?")}
    world = a_world(
        active(schedule=a_schedule("21:00")),
        a_peel(),
        facts=facts,
        profile={"prescription-retinoid": True},
    )
    world.ask(VisitAct("book", "peel", "14 Dec 10:00"))
    night = next(one for one in planned(world, "serum", 40) if one["nominal"] > "2026-12-08")
    assert night["status"] == "planned"
    assert ("actives-and-peel", "peel") in against(world, "serum")
