"""Routines that the state knows no more, because its files could not be read."""

from __future__ import annotations

import pytest

from routine.adapters.store.memory_store import MemoryStore
from routine.core.requests.commands import Enable
from routine.core.requests.queries import Overview, StatusQuery
from routine.core.requests.reports import Welcome
from routine.core.state.model import State
from tests.builders import World, a_preset


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """Both files of the state were unreadable; copies of two presets are kept."""
    world = World(a_preset("spf", starter=True), a_preset("mask"), enabled=False)
    assert world.state == State()
    monkeypatch.setattr(world.files, "kept", lambda: ("mask", "spf"))
    world.ask(Welcome())
    return world


def test_it_is_told_in_a_notice_that_stays_and_nothing_is_begun(world: World) -> None:
    assert world.showing == ["lost"]
    notice = world.notice("lost")
    assert (notice.urgency, notice.timeout_s) == ("critical", 0)
    assert "Mask and Spf" in notice.body
    assert not world.state.routines
    world.restart()
    assert world.showing == ["lost"]


def test_it_is_said_wherever_problems_are_until_it_is_answered(world: World) -> None:
    for query in (Overview(), StatusQuery()):
        assert any("routine preset enable mask spf" in text for text in world.ask(query)["problems"])
    world.press("ok", "lost")
    for query in (Overview(), StatusQuery()):
        assert world.ask(query)["problems"] == []


def test_once_it_is_answered_no_later_start_tells_it_again(world: World) -> None:
    world.press("ok", "lost")
    world.restart()
    world.ask(Welcome())
    assert "lost" not in world.showing
    assert not [id for id, routine in world.state.routines.items() if routine.enabled]
    world.ask(Enable(("spf",)))
    world.to("08:00")
    assert "spf@2026-11-23T08:00" in world.raised


def test_one_press_enables_them_again(world: World) -> None:
    world.press("again", "lost")
    assert sorted(id for id, routine in world.state.routines.items() if routine.enabled) == ["mask", "spf"]
    world.ask(Welcome())
    assert "lost" not in world.showing


def test_enabling_them_by_command_takes_it_away(world: World) -> None:
    world.ask(Enable(("spf",)))
    assert "lost" in world.showing
    world.ask(Enable(("mask",)))
    assert "lost" not in world.showing


def test_an_enabling_that_the_last_good_state_does_not_know_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(a_preset("spf"))
    world.change(a_preset("mask"))
    monkeypatch.setattr(world.files, "kept", lambda: ("mask", "spf"))
    world.ask(Welcome())
    assert world.card("lost").about == ("mask",)


def test_where_all_is_known_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(a_preset("spf"), a_preset("mask"))
    monkeypatch.setattr(world.files, "kept", lambda: ("mask", "spf"))
    world.ask(Welcome())
    assert "lost" not in world.showing


def test_those_that_are_enabled_by_now_are_not_called_gone(world: World) -> None:
    world.ask(Enable(("spf",)))
    assert world.card("lost").about == ("mask",)
    assert "Spf" not in world.notice("lost").body
    assert ["Spf" in text for text in world.ask(Overview())["problems"]] == [False]


def test_that_the_copy_before_is_in_use_is_told_until_it_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which change is missing nobody knows: the copy may hold as disabled what was enabled since."""
    monkeypatch.setattr(MemoryStore, "behind", True)
    world = World(a_preset("spf"))
    world.ask(Welcome())
    notice = world.notice("lost:behind")
    assert (notice.urgency, notice.timeout_s) == ("critical", 0)
    monkeypatch.setattr(MemoryStore, "behind", False)
    world.restart()
    world.ask(Welcome())
    assert any("may be missing" in text for text in world.ask(Overview())["problems"])
    world.press("ok", "lost:behind")
    assert world.ask(StatusQuery())["problems"] == []
    assert "lost:behind" not in world.showing


def test_where_routines_are_gone_that_alone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MemoryStore, "behind", True)
    world = World(a_preset("spf"))
    world.change(a_preset("mask"))
    monkeypatch.setattr(world.files, "kept", lambda: ("mask",))
    world.ask(Welcome())
    assert world.showing == ["lost"]
