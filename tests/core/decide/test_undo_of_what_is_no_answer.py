"""Undo of what stands in no log: what was entered of a product; and a pause, by the button beside it."""

from __future__ import annotations

import pytest

from routine.core.errors import NothingToDoError
from routine.core.preset.model import Dose
from routine.core.requests.commands import Done, Irritated, PauseCommand, RefillStock, Resume, Undo
from routine.core.state.product import Product
from tests.builders import World, a_preset, a_schedule

CREAM = a_preset("cream", a_schedule("20:00"), kind="treatment", contains=("aha",), dose=Dose(amount=1, unit="g"))


def a_world() -> World:
    world = World(a_preset("spf"), CREAM)
    world.to("08:00")
    world.ask(Done(("spf",)))
    return world


def known(world: World) -> tuple[str, str] | None:
    product: Product | None = world.routine("cream").product
    return (str(product.opened), str(product.use_by)) if product else None


def test_what_was_said_of_a_product_is_undone_and_no_answer_is() -> None:
    world = a_world()
    world.ask(RefillStock("cream", opened="today", keeps="12M"))
    world.ask(Undo())
    assert (known(world), world.answers) == (None, {"spf@2026-11-23T08:00": "done"})


def test_what_was_known_before_holds_again_and_then_the_answer_is_the_last() -> None:
    world = a_world()
    world.ask(RefillStock("cream", opened="2026-10-01", keeps="12M"))
    world.ask(RefillStock("cream", opened="today", keeps="6M"))
    world.ask(Undo("cream"))
    assert known(world) == ("2026-10-01", "2027-10-01")
    world.ask(Undo())
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_a_refill_and_its_opening_are_one_thing() -> None:
    world = a_world()
    world.ask(RefillStock("cream", doses=30, opened="today", keeps="12M"))
    world.ask(Undo())
    stock = world.routine("cream").stock
    assert (known(world), stock) == (None, None)


@pytest.mark.parametrize("routine", ["spf", None])
def test_a_pause_that_was_a_slip_never_was(routine: str | None) -> None:
    world = World(a_preset("spf"), CREAM)
    world.to("08:00")
    world.ask(PauseCommand(routine))
    assert world.answers == {"spf@2026-11-23T08:00": "excused"}
    world.ask(Undo(what="pause"))
    assert (world.raised, world.state.pauses) == (["spf@2026-11-23T08:00"], ())


def test_what_a_pause_in_the_past_excused_is_missed_again() -> None:
    world = World(a_preset("spf"))
    world.to("2026-11-25 07:00")
    before = dict(world.answers)
    assert set(before.values()) == {"missed"}
    world.ask(PauseCommand("spf", start="yesterday"))
    world.ask(Undo("spf", what="pause"))
    assert world.answers == before


def test_what_came_in_the_pause_and_is_too_late_stays_not_counted() -> None:
    world = World(a_preset("spf", a_schedule("08:00", "18:00")))
    world.ask(PauseCommand())
    world.to("18:30")
    world.ask(Undo(what="pause"))
    assert world.state.pauses == ()
    assert world.answers.get("spf@2026-11-23T08:00") in ("excused", None)


def test_the_newest_of_several_is_undone_first() -> None:
    world = a_world()
    world.ask(Irritated("mild"))
    world.to("08:05")
    world.ask(RefillStock("cream", opened="today"))
    world.ask(Undo())
    assert known(world) is None
    world.ask(Undo())
    assert world.state.irritations == ()
    world.ask(Undo())
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_a_button_that_says_which_undoes_that_or_nothing() -> None:
    world = a_world()
    world.ask(PauseCommand("cream", length="2 days"))
    world.ask(Done(("spf",), extra=True, at="07:30"))
    with pytest.raises(NothingToDoError):
        world.ask(Undo(what="pause"))
    with pytest.raises(NothingToDoError):
        world.ask(Undo("cream", what="product"))
    world.ask(Undo("cream", what="pause"))
    assert world.state.pauses == ()


def test_a_named_answer_is_undone_and_not_what_was_said_since() -> None:
    world = a_world()
    world.ask(PauseCommand("cream", length="2 days"))
    [done] = [entry.seq for entry in world.log if entry.answer == "done"]
    world.ask(Undo("spf", seq=done))
    assert (world.raised, len(world.state.pauses)) == (["spf@2026-11-23T08:00"], 1)


def test_a_pause_that_was_ended_is_not_undone() -> None:
    world = a_world()
    world.ask(PauseCommand("cream"))
    world.to("08:30")
    world.ask(Resume("cream"))
    with pytest.raises(NothingToDoError):
        world.ask(Undo("cream", what="pause"))
