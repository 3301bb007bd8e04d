"""What the notice of one reminder says: the dose, the steps, and what is said beside them."""

from __future__ import annotations

from routine.core.config.spacing_rules import Most, SpacingRules
from routine.core.notices.last_today import last_today
from routine.core.notices.reminder_text import notice_body
from routine.core.preset.dose_words import dose_words
from routine.core.preset.model import Course, Dose, Sign, Step
from routine.core.preset.read.steps import POSTURES
from routine.core.requests.commands import Done, Snooze
from routine.core.schedule.types import NightCycle, Schedule
from tests.builders import World, a_preset, a_schedule, lasting
from tests.core.occurrences.evenings import NINE, a_ramp
from tests.core.safety.doses import a_multivitamin, running
from tests.core.views import leaflets
from tests.core.views.leaflets import STEPS


def body(world: World, what: str) -> list[str]:
    return world.notice(what).body.splitlines()


def test_a_notice_body_numbers_the_steps() -> None:
    assert notice_body(leaflets.a_preset()) == (
        "1. Wash your face.\n2. Brush on a layer. (1 minute)\n3. Lie flat. (8 minutes, lying flat)"
    )


def test_a_single_step_has_no_number() -> None:
    assert notice_body(leaflets.a_preset(steps=STEPS[:1])) == "Wash your face."


def test_a_step_cannot_forge_another_line() -> None:
    assert "\n" not in notice_body(leaflets.a_preset(steps=(Step(id="x", say="Wash.\n2. Drink it."),)))


def test_a_notice_body_begins_with_the_dose_and_ends_with_the_note() -> None:
    text = notice_body(leaflets.a_preset(steps=STEPS[:1], dose=Dose(5, "g")), note="Week 3 of 12.")
    assert text == "Take 5 g.\nWash your face.\nWeek 3 of 12."


def test_every_posture_has_its_words() -> None:
    for posture in POSTURES:
        text = notice_body(leaflets.a_preset(steps=(Step(id="x", say="Rest.", posture=posture),)))
        assert text.startswith("Rest. (")
        assert "-" not in text


def test_the_notice_begins_with_the_dose_and_what_it_holds() -> None:
    multi = a_multivitamin(2)
    world = running(multi)
    world.to("08:00")
    assert multi.dose is not None
    assert world.notice("multi").body.startswith(f"{dose_words(multi.dose)}.")


def test_the_buttons_of_a_reminder() -> None:
    world = World(a_preset())
    world.to("08:00")
    assert [button.label for button in world.notice("spf").buttons] == ["Done", "Later", "Skip"]


def test_a_reminder_that_comes_again_says_no_longer_that_it_was_put_off() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.press("later")
    world.ask(Snooze("spf", "1m"))
    world.to("08:01")
    assert body(world, "spf") == ["Do it."]


def test_a_course_says_which_day_it_is() -> None:
    world = World(a_preset("collagen", a_schedule("09:00"), course=Course(lasting("12 weeks"))))
    world.off_until("2026-12-04 08:00")
    world.to("09:00")
    assert body(world, "collagen") == ["Do it.", "Day 12 of 84"]


def test_what_has_signs_says_how_to_rate_them() -> None:
    world = World(a_preset("look", kind="check", signs=(Sign("tone", "Slack skin"),)))
    world.to("08:00")
    assert body(world, "look") == ["Do it.", "Rate what you see, now or later."]


def test_a_night_says_which_of_its_ramp_or_cycle_it_is() -> None:
    world = World(a_ramp())
    world.to("21:01")
    assert body(world, "ramp") == ["Do it.", "Week 1 of 6: 2 nights a week"]
    kinds = ("exfoliant", "retinoid", "recovery", "recovery")
    steps = tuple(Step(id=kind, say=f"It is {kind}.", nights=(kind,)) for kind in kinds[:3])
    world = World(a_preset("cycling", Schedule(NightCycle(NINE, kinds)), steps=(Step(id="wash", say="Wash."), *steps)))
    world.to("21:01")
    world.ask(Done())
    world.to("2026-11-24 21:01")
    assert body(world, "cycling") == ["1. Wash.", "2. It is retinoid.", "Night 2 of 4: retinoid"]


def test_the_last_of_a_day_says_so_at_that_time() -> None:
    washing = a_preset("wash", a_schedule("07:30", "21:30"), contains=("wash",))
    rules = SpacingRules(most=(Most(name="wash", of="wash", times=2, why="Twice a day.", source="a test"),))
    world = World(washing, spacing=rules)
    world.to("07:31")
    assert body(world, "wash") == ["Do it."]
    world.ask(Done(("wash",)))
    world.to("21:31")
    raised = world.routine("wash").raised
    assert raised is not None
    assert last_today(world.draft, "wash", raised) == "This is the last for today: 2 of 2"
    assert body(world, "wash") == ["Do it.", "This is the last for today: 2 of 2"]
