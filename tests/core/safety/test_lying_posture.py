"""From the 28th week of pregnancy on the side: in the notice, the session, the leaflet and when it is enabled."""

from __future__ import annotations

import pytest

from routine.core.preset.model import Preset, Step
from routine.core.requests.commands import SessionAct, SessionStart
from routine.core.requests.queries import SessionQuery
from routine.core.requests.reports import Reload
from routine.core.safety.contraindications import refusals, review
from routine.core.views.leaflet import leaflet
from tests.builders import World, a_preset, a_schedule, lasting
from tests.presets.shipped import answered, of_kind, preset, setup
from tests.rows import each

RULE, POSTURE = "lying-flat-in-pregnancy", "side-in-late-pregnancy"
FLAT = Step(id="lie", say="Lie flat.", posture="lie-flat", timer=lasting("10m"))
ON_SIDE = Step(id="lie", say="Lie flat.", posture="lie-flat", timer=lasting("10m"), on_side="Lie on your side.")


def a_rest(step: Step = ON_SIDE) -> Preset:
    return a_preset("rest", a_schedule("08:00"), steps=(step,))


def a_world(said: dict[str, bool | str], step: Step = ON_SIDE) -> World:
    """A morning at which the rest is due, for a person who said this of themselves, and no more when asked."""
    shipped = setup()
    world = World(
        a_rest(step), profile=said, postures=shipped.postures, rules=shipped.rules, facts=shipped.facts, accept=(RULE,)
    )
    world.to("08:00")
    return world


def session_step(world: World) -> tuple[str, str]:
    """What the session says, and the posture."""
    world.ask(SessionStart("rest"))
    world.ask(SessionAct("ready"))
    step = world.ask(SessionQuery())["session"]["step"]
    return step["say"], step["posture"]


@pytest.mark.parametrize("week", ["28", "30", "40"])
def test_the_notice_says_to_lie_on_the_side_from_the_28th_week(week: str) -> None:
    body = a_world({"pregnant": True, "pregnancy-week": week}).notice("Rest").body
    assert "Lie on your side. (10 minutes, lying on the side)" in body
    assert "flat" not in body


def test_the_session_says_so_too() -> None:
    assert session_step(a_world({"pregnant": True, "pregnancy-week": "28"})) == ("Lie on your side.", "lie-side")


def test_a_week_that_was_said_grows_into_it() -> None:
    """Said on the Monday before."""
    world = a_world({"pregnant": True, "pregnancy-week": "27"})
    world.ask(Reload(fact="pregnancy-week"))
    world.to("2026-11-30 08:00")
    assert session_step(world) == ("Lie on your side.", "lie-side")


def test_a_week_is_enough_where_nobody_said_pregnant() -> None:
    assert session_step(a_world({"pregnancy-week": "33"})) == ("Lie on your side.", "lie-side")


def test_other_notices_are_held_while_somebody_lies_on_the_side() -> None:
    world = a_world({"pregnant": True, "pregnancy-week": "30"})
    session_step(world)
    assert world.store.load().lay_flat is not None


def test_a_step_without_words_for_it_keeps_its_own_behind_the_general_ones() -> None:
    said, posture = session_step(a_world({"pregnant": True, "pregnancy-week": "30"}, FLAT))
    assert (said, posture) == (f"{setup().postures[POSTURE].now} Lie flat.", "lie-side")


@pytest.mark.parametrize("profile", [{"pregnant": True}, {"pregnant": True, "pregnancy-week": "27"}], ids=str)
def test_before_that_week_or_without_one_it_says_from_when(profile: dict[str, bool | str]) -> None:
    """A week that was said once goes on, and nobody is asked for it again each week."""
    said, posture = session_step(a_world(profile))
    assert (said, posture) == ("Lie flat. From week 28 of pregnancy: on your side, or half sitting.", "lie-flat")


@pytest.mark.parametrize("profile", [{}, {"pregnant": False}, {"pregnant": False, "pregnancy-week": "40"}], ids=str)
def test_who_is_not_pregnant_lies_flat(profile: dict[str, bool | str]) -> None:
    assert session_step(a_world(profile)) == ("Lie flat.", "lie-flat")


@each("id_", of_kind("mask"))
def test_every_shipped_mask_has_words_of_its_own_for_lying_on_the_side(id_: str) -> None:
    text = " ".join(leaflet(preset(id_), answered(pregnant=True, pregnancy_week="30")).split())
    assert "Lie on your side" in text
    assert "lying on the side)" in text
    assert "Lie flat, no pillow" not in text


@each("id_", of_kind("mask"))
def test_enabling_a_mask_in_late_pregnancy_warns_and_holds_nothing_back(id_: str) -> None:
    """A doctor is asked in any week; the week alone holds nothing back."""
    found = [one for one in review(answered(pregnant=True, pregnancy_week="28"), [id_]) if one.rule != "pregnant"]
    assert [(one.level, one.rule) for one in found] == [("warn", RULE)]
    assert "on your side instead of flat" in found[0].why
    assert "half sit" in found[0].fix
    assert "our own inference" in found[0].source
    assert refusals(found, []) == ()


def test_on_the_side_the_face_is_off_the_towel() -> None:
    """A mask must not be wiped off, nor breathed into."""
    assert "face off the towel" in setup().postures[POSTURE].now
    assert "face off the towel" in setup().rules[RULE].fix


def test_what_has_no_step_lying_flat_gets_no_such_warning() -> None:
    found = review(answered(pregnant=True, pregnancy_week="30"), ["scalp-massage", "collagen"])
    assert RULE not in {one.rule for one in found}
