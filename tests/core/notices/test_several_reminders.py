"""Several reminders in one notice: all that each of them says, as far as one notice shows it; and one by one."""

from __future__ import annotations

import pytest

from routine.core.config.spacing_rules import Most, SpacingRules
from routine.core.preset.model import Dose, Step
from routine.core.requests.commands import Done
from tests.builders import World, a_preset, a_schedule, lasting
from tests.core.reminders.test_next_time import next_at
from tests.core.safety.doses import a_multivitamin, a_pill, running


def body(world: World, what: str) -> list[str]:
    return world.notice(what).body.splitlines()


def test_many_are_counted_and_each_says_all_it_has_to_say() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(8)))
    world.to("08:00")
    assert world.titles == ["8 routines are due"]
    assert world.notice().body.splitlines() == [f"• R{n}, today 08:00: Do it." for n in range(8)]
    assert [button.label for button in world.notice().buttons] == ["All done", "Later", "One by one"]


def test_more_than_one_notice_holds_are_named_and_it_says_how_to_read_them() -> None:
    world = World(*(a_preset(f"r{n:02}") for n in range(25)))
    world.to("08:00")
    assert body(world, "")[:1] == ["• R00, today 08:00"]
    assert body(world, "")[-2:] == ["And 7 more.", "“One by one” shows each of them in full."]
    assert [button.label for button in world.notice().buttons] == ["One by one", "Later"]


def test_a_dose_in_a_notice_of_several_says_with_what_and_that_it_is_the_last() -> None:
    rules = SpacingRules(most=(Most(name="wash", of="wash", times=2, why="Twice a day.", source="a test"),))
    pill = a_preset("pill", dose=Dose(5, "g", with_food=True), steps=(Step(id="take", say="Take it slowly"),))
    world = World(pill, a_preset("wash", a_schedule("07:30", "08:00"), contains=("wash",)), spacing=rules)
    world.to("07:31")
    world.ask(Done(("wash",)))
    world.to("08:00")
    assert body(world, "pill+wash") == [
        "• Pill, today 08:00: Take 5 g with food. Take it slowly.",
        "• Wash, today 08:00: Do it. This is the last for today: 2 of 2.",
    ]


def test_all_of_them_are_told_as_answered_together() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(7)))
    world.to("08:00")
    world.press("all-done")
    assert world.titles == ["Done: 7 routines"]


@pytest.mark.parametrize("title", ["Oil {new}", "Cream {", "Cream }", "{}", "{0}"])
def test_a_title_may_have_any_sign_in_it_and_its_notices_come(title: str) -> None:
    world = World(a_preset("a"), a_preset("b", title=title))
    world.to("08:00")
    world.press("one-by-one")
    assert body(world, "a") == ["Do it.", f"Also due: {title}. It comes after your answer."]


def test_one_by_one_says_of_each_all_there_is_and_what_comes_after_it() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(3)))
    world.to("08:00")
    world.press("one-by-one")
    assert world.titles == ["R0"]
    assert body(world, "r0") == ["Do it.", "Also due: R1 and R2. They come after your answer."]
    world.press("done")
    assert world.titles == ["Done: R0", "R1"]
    assert body(world, "answered") == [next_at("tomorrow 08:00")]
    assert body(world, "r1") == ["Do it.", "Also due: R2. It comes after your answer."]
    world.press("later", "r1")
    assert world.titles == ["Later: R1", "R2"]
    world.press("skip", "r2")
    assert world.titles == ["Skipped: R2"]
    assert body(world, "answered") == [next_at("tomorrow 08:00"), "This was the last of 3."]


def test_one_by_one_begins_with_those_that_were_named_before_what_comes_after_them() -> None:
    """The mask is the first by its name; what was said to come after the answer does not come before it."""
    mask = a_preset("a-mask", kind="mask", steps=(Step(id="flat", say="Lie flat.", timer=lasting("8m")),))
    world = World(mask, a_preset("balm"), a_preset("walk"))
    world.to("08:00")
    assert "Also due: A mask. It comes after your answer." in body(world, "balm+walk")
    world.press("one-by-one")
    assert world.titles == ["Balm"]


def test_of_many_that_come_after_it_five_are_named() -> None:
    masks = [a_preset(f"mask{n}", kind="mask") for n in range(8)]
    world = World(*masks)
    world.to("08:00")
    assert world.titles == ["Mask0"]
    named = "Mask1, Mask2, Mask3, Mask4, Mask5 and 2 more"
    assert body(world, "mask0") == ["Do it.", f"Also due: {named}. They come after your answer."]


def test_what_is_due_together_says_each_dose() -> None:
    """Several supplements in the morning are the usual case."""
    world = running(a_multivitamin(), a_pill("a", 100), a_preset("walk", a_schedule("08:00")))
    world.to("08:00")
    assert world.notice("a+multi+walk").body.splitlines()[:3] == [
        "• A, today 08:00: Take 100 mg. Do it.",
        "• Multi, today 08:00: Take 1 tablet (400 mg vitamin C and 120 mg calcium). Do it.",
        "• Walk, today 08:00: Do it.",
    ]
