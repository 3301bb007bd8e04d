"""One routine whose own decision fails never silences the rest: it runs on as it did, or is left out, and is named."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from msgspec.structs import replace

from routine.core.config.setup import FAULTY
from routine.core.errors import NotFoundError
from routine.core.occurrences import due
from routine.core.preset.model import Preset
from routine.core.reminders import lifecycle
from routine.core.requests.commands import Done
from routine.core.requests.queries import Overview, PlanQuery, StatusQuery, Today, Why
from routine.core.requests.reports import Reload
from routine.core.views import why
from tests.builders import World, a_preset, a_schedule

BAD = "The bad one"


def fails_for(monkeypatch: pytest.MonkeyPatch, place: Any, name: str, bad: Callable[[Any], bool]) -> None:
    """Have a part of deciding fail for the presets that `bad` says, as a fault of Routine's own would."""
    plain = getattr(place, name)

    def failing(*args: Any, **options: Any) -> Any:
        if any(bad(arg) for arg in args):
            raise OverflowError("date value out of range")
        return plain(*args, **options)

    monkeypatch.setattr(place, name, failing)


def is_bad(value: Any) -> bool:
    return isinstance(value, Preset) and value.title == BAD


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    fails_for(monkeypatch, due, "_armed", is_bad)
    return World(a_preset("spf"), a_preset("mask", a_schedule("08:00")), a_preset("collagen"))


def breaks(world: World, *ids: str) -> None:
    world.change(*(a_preset(id, a_schedule("08:00"), title=BAD) for id in ids))
    world.ask(Reload())


def test_the_others_run_when_nothing_can_be_decided_with_one(world: World) -> None:
    breaks(world, "mask")
    world.to("08:00")
    assert world.raised == ["collagen@2026-11-23T08:00", "spf@2026-11-23T08:00"]
    world.ask(Done(("spf",)))
    assert world.answers == {"spf@2026-11-23T08:00": "done"}


def test_several_at_once_are_left_out_and_no_more(world: World) -> None:
    breaks(world, "mask", "spf")
    world.to("08:00")
    assert world.raised == ["collagen@2026-11-23T08:00"]


def test_it_is_named_in_the_status_the_overview_and_one_notice(world: World) -> None:
    breaks(world, "mask")
    world.to("08:00")
    world.tick()
    assert [BAD in one for one in world.ask(StatusQuery())["problems"]] == [True]
    assert any(BAD in one for one in world.ask(Overview())["problems"])
    assert world.showing.count("files") == 1
    assert BAD in world.notice("files").body
    assert world.state.known_problems == (f"{FAULTY}mask",)


def test_queries_about_the_others_are_answered(world: World) -> None:
    breaks(world, "mask")
    assert {one["routine"] for one in world.ask(Today())["occurrences"]} == {"spf", "collagen"}
    assert world.ask(Why("spf"))["lines"]
    with pytest.raises(NotFoundError, match=BAD):
        world.ask(Why("mask"))


def test_it_goes_on_with_its_last_good_version(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    before = a_preset("mask", a_schedule("09:00"))
    monkeypatch.setattr(world.files, "last_good", lambda id: before if id == "mask" else None)
    world.restart()
    breaks(world, "mask")
    world.to("09:00")
    assert "mask@2026-11-23T09:00" in world.raised
    assert "continues as it was before" in world.ask(StatusQuery())["problems"][0]


def test_a_last_good_version_that_fails_as_well_is_left_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world.files, "last_good", lambda id: a_preset(id, title=BAD, summary="Another."))
    world.restart()
    breaks(world, "mask")
    world.to("08:00")
    assert len(world.raised) == 2


def test_the_mended_file_is_taken_up(world: World) -> None:
    breaks(world, "mask")
    world.change(a_preset("mask", a_schedule("10:00")))
    world.ask(Reload())
    world.to("10:00")
    assert "mask@2026-11-23T10:00" in world.raised
    assert world.ask(StatusQuery())["problems"] == []
    assert "files" not in world.showing


def test_what_waits_for_an_answer_waits_until_the_file_is_mended(world: World) -> None:
    world.to("08:00")
    breaks(world, "mask")
    assert "mask@2026-11-23T08:00" in world.raised
    world.change(a_preset("mask", a_schedule("08:00")))
    world.ask(Reload())
    world.ask(Done(("mask",)))
    assert world.answers["mask@2026-11-23T08:00"] == "done"


def test_a_daemon_starts_with_it(world: World) -> None:
    world.change(a_preset("mask", title=BAD))
    world.restart()
    world.to("08:00")
    assert world.raised == ["collagen@2026-11-23T08:00", "spf@2026-11-23T08:00"]
    assert "files" in world.showing


def test_a_copy_is_kept_of_those_alone_that_did_well(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: set[str] = set()

    def keep(ids: Iterable[str]) -> tuple[()]:
        kept.update(ids)
        return ()

    monkeypatch.setattr(world.files, "unkept", lambda: ("collagen", "mask", "spf"))
    monkeypatch.setattr(world.files, "keep", keep)
    breaks(world, "mask")
    assert kept == {"spf", "collagen"}
    world.change(a_preset("mask"))
    world.ask(Reload())
    assert kept == {"spf", "mask", "collagen"}


def test_a_question_that_fails_for_one_does_not_end_its_reminders(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(a_preset("spf"), a_preset("mask", title=BAD))
    from routine.core.spacing import unspaced_plan

    fails_for(monkeypatch, unspaced_plan, "ahead", is_bad)
    assert {one["routine"] for one in world.ask(PlanQuery(1))["occurrences"]} == {"spf"}
    world.to("08:00")
    assert world.raised == ["mask@2026-11-23T08:00", "spf@2026-11-23T08:00"]


def test_a_fault_that_hangs_on_no_routine_is_not_laid_on_one(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(a_preset("spf"), a_preset("mask"))
    monkeypatch.setattr(why, "resolve_enabled", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        world.ask(Why("spf"))
    assert world.ask(StatusQuery())["problems"] == []


def test_a_fault_that_comes_only_when_a_reminder_is_raised_is_found_then(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(a_preset("spf"), a_preset("mask"), a_preset("collagen"))
    plain = lifecycle.advance

    def failing(draft: Any, id: str, **options: Any) -> Any:
        if id == "mask" and draft.now.wall().hour >= 8:
            raise RecursionError
        return plain(draft, id, **options)

    from routine.core.reminders import advance

    monkeypatch.setattr(advance, "advance", failing)
    world.to("08:00")
    assert world.raised == ["collagen@2026-11-23T08:00", "spf@2026-11-23T08:00"]
    assert "files" in world.showing


def test_deciding_with_a_fault_leaves_nothing_else_different(world: World) -> None:
    other = World(a_preset("spf"), a_preset("collagen"))
    breaks(world, "mask")
    for one in (world, other):
        one.to("2026-11-24 12:00")
    gone = replace(world.state, known_problems=()).routines
    assert {id: gone[id].through for id in ("spf", "collagen")} == {
        id: one.through for id, one in other.state.routines.items()
    }
