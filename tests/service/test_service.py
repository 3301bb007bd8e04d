"""The service: what is not saved did not happen, what is saved reaches the log, and nothing is worked out twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from routine.core.config.rules import Fact, Rule
from routine.core.decide.decide import decide
from routine.core.errors import ConfigError, RefusedError, RoutineError, StoreError
from routine.core.occurrences import due
from routine.core.preset.model import Preset, Safety
from routine.core.requests.commands import Done, Enable, PauseCommand, Press
from routine.core.requests.queries import LogQuery, StatusQuery
from routine.core.requests.reports import Reload, Tick
from routine.core.state.log import Entry
from routine.core.state.routine import OnHold
from routine.service.service import Service
from tests.builders import World, a_preset, a_schedule, lasting

FULL = StoreError("the disk is full", "make room")


def failing_append(world: World) -> None:
    def append(entries: Iterable[Entry]) -> None:
        raise FULL

    world.store.append = append  # type: ignore[method-assign] # a log that cannot be written


def healed(world: World) -> None:
    del world.store.append


def test_a_failed_commit_changes_nothing_in_memory() -> None:
    world = World(a_preset())
    world.to("08:00")
    before = world.state
    world.store.failure = FULL
    with pytest.raises(StoreError):
        world.simulation.service.handle(Done(("spf",)))
    assert world.state is before
    world.store.failure = None
    assert world.raised == ["spf@2026-11-23T08:00"]
    world.ask(Done(("spf",)))
    assert world.answers == {"spf@2026-11-23T08:00": "done"}


def test_a_tick_that_could_not_be_saved_is_decided_again() -> None:
    world = World(a_preset())
    world.store.failure = FULL
    world.simulation.clock.advance(lasting("61m").delta())
    for _ in range(3):
        with pytest.raises(StoreError):
            world.simulation.service.handle(Tick())
    world.store.failure = None
    world.tick()
    assert world.raised == ["spf@2026-11-23T08:00"]
    assert world.simulation.shown == ["n1"]


def test_changed_files_are_not_taken_up_before_that_is_saved() -> None:
    """Else the new schedule would find times from before it was made, by the watermark of the old one."""
    world = World(a_preset())
    world.to("10:00")
    world.ask(Done(("spf",)))
    world.change(a_preset(schedule=a_schedule("09:00")))
    world.store.failure = FULL
    with pytest.raises(StoreError):
        world.simulation.service.handle(Reload())
    world.store.failure = None
    world.tick()
    assert world.answers == {"spf@2026-11-23T08:00": "done"}
    assert world.ask(Reload())["changed"] == ["spf"]
    world.tick()
    assert world.raised == []


def test_a_log_that_cannot_be_written_keeps_the_answer_and_is_told() -> None:
    world = World(a_preset())
    world.to("08:00")
    failing_append(world)
    world.ask(Done(("spf",)))
    assert [entry.answer for entry in world.state.outbox] == ["done"]
    assert world.simulation.service.problems == ("the disk is full",)
    assert [entry["answer"] for entry in world.ask(LogQuery())["entries"]] == ["done"]


def test_it_heals_at_the_next_command() -> None:
    world = World(a_preset())
    world.to("08:00")
    failing_append(world)
    world.ask(Done(("spf",)))
    healed(world)
    world.tick()
    assert world.answers == {"spf@2026-11-23T08:00": "done"}
    assert not world.simulation.service.problems
    world.to("2026-11-24 08:00")
    assert not world.state.outbox


def test_it_heals_after_a_restart() -> None:
    world = World(a_preset())
    world.to("08:00")
    failing_append(world)
    world.ask(Done(("spf",)))
    healed(world)
    world.restart()
    assert world.answers == {"spf@2026-11-23T08:00": "done"}


def test_a_power_cut_before_a_tick_is_settled_has_it_decided_again_and_only_once() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.simulation.clock.advance(lasting("24h").delta())
    world.simulation.service.answer(Tick())
    assert world.raised == ["spf@2026-11-24T08:00"]
    world.store.cut_power()
    world.simulation.restart()
    assert world.raised == []
    world.tick()
    assert world.raised == ["spf@2026-11-24T08:00"]
    world.ask(Done(("spf",)))
    assert world.answers == {"spf@2026-11-23T08:00": "done", "spf@2026-11-24T08:00": "done"}


def test_what_a_tick_closed_is_logged_once_whenever_the_power_is_cut() -> None:
    for step in ("before settling", "before logging", "after logging"):
        world = World(a_preset())
        world.to("08:00")
        world.simulation.clock.advance(lasting("24h").delta())
        if step == "before logging":
            failing_append(world)
        getattr(world.simulation.service, "answer" if step == "before settling" else "handle")(Tick())
        world.store.cut_power()
        if step == "before logging":
            healed(world)
        world.restart()
        world.tick()
        assert world.answers == {"spf@2026-11-23T08:00": "missed"}, step
        assert world.raised == ["spf@2026-11-24T08:00"]
        assert [entry.seq for entry in world.store.entries()] == [1], step


def test_a_persons_answer_is_settled_before_its_reply() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.simulation.service.answer(Done(("spf",)))
    world.store.cut_power()
    world.restart()
    assert world.raised == []
    assert world.answers == {"spf@2026-11-23T08:00": "done"}


def test_the_log_waits_for_a_state_that_cannot_be_settled() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.simulation.clock.advance(lasting("24h").delta())
    world.simulation.service.answer(Tick())

    def settle() -> None:
        raise FULL

    world.store.settle = settle  # type: ignore[method-assign] # a disk that cannot be synced
    world.simulation.service.tidy()
    assert world.store.entries() == []
    assert world.simulation.service.problems == ("the disk is full",)
    del world.store.settle
    world.simulation.service.tidy()
    assert world.answers == {"spf@2026-11-23T08:00": "missed"}
    assert not world.simulation.service.problems


def test_what_is_in_the_log_by_now_leaves_the_outbox_with_the_next_commit() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.simulation.service.handle(Done(("spf",)))
    assert len(world.state.outbox) == 1
    world.to("2026-11-24 08:00")
    assert not world.state.outbox


def test_a_refused_command_changes_nothing() -> None:
    from routine.core.errors import RoutineError

    world = World(a_preset())
    before = world.state
    with pytest.raises(RoutineError):
        world.simulation.service.handle(Enable(("spf", "nonsense")))
    assert world.state is before


def test_a_button_pressed_twice_is_one_answer() -> None:
    world = World(a_preset())
    world.to("08:00")
    notice = world.notice()
    world.ask(Press(notice.id, "done"))
    world.ask(Press(notice.id, "done"))
    assert world.answers == {"spf@2026-11-23T08:00": "done"}
    assert world.raised == []


def test_wakes_are_worked_out_for_routines_that_changed_only(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(*(a_preset(f"r{n}") for n in range(20)))
    world.to("08:00")
    world.simulation.service.wakes()
    asked: list[str] = []
    real = due._next

    def counted(preset: Preset, *rest: Any) -> object:
        asked.append(preset.id)
        return real(preset, *rest)

    monkeypatch.setattr(due, "_next", counted)
    world.simulation.service.wakes()
    assert asked == []
    world.simulation.service.handle(Done(("r3",)))
    world.simulation.service.wakes()
    assert {*asked} == {"r3"}


def test_a_wake_is_never_in_the_past_after_a_tick() -> None:
    """Else the timer would ask without end."""
    world = World(a_preset("a", a_schedule("08:00", "14:00")), a_preset("b"))
    for hour in ("08:00", "08:30", "14:00", "18:00"):
        world.to(hour)
        assert all(at > world.now.instant for at in world.simulation.service.wakes().values())


# --- many at once, and long away (how long it takes: bench.growth) ---------------------------------------------------


def test_a_thousand_due_at_once_are_raised_by_one_tick() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(1000)))
    world.simulation.clock.advance(lasting("1h").delta())
    world.simulation.service.handle(Tick())
    assert len(world.raised) == 1000


def test_a_thousand_are_answered_by_one_command() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(1000)))
    world.to("08:00")
    world.ask(Done(tuple(f"r{n}" for n in range(1000))))
    assert len(world.answers) == 1000


def test_a_tick_with_nothing_due_changes_nothing() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(50)))
    service = world.simulation.service
    service.handle(Tick())
    before = service.state, service.wakes(), service.notices()
    service.handle(Tick())
    assert (service.state, service.wakes(), service.notices()) == before


def test_a_year_of_missed_times_is_decided_at_once() -> None:
    world = World(a_preset(schedule=a_schedule(*(f"{hour:02}:00" for hour in range(24)))))
    world.simulation.clock.advance(lasting("1 year").delta())
    missed = decide(world.setup, world.state, Tick(), world.now).state.outbox
    assert len(missed) == 8639
    assert {entry.answer for entry in missed} == {"missed"}


# --- answers to a safety question, given in a notice --------------------------------------------------------------


class ProfileFile:
    """A profile's file that can fail."""

    def __init__(self) -> None:
        self.written: dict[str, str] = {}
        self.failure: RoutineError | None = None

    def note(self, name: str, answer: str) -> None:
        if self.failure:
            raise self.failure
        self.written[name] = answer


def asked(book: ProfileFile) -> World:
    """A household that is asked whether it is pregnant, three months after a cream was begun."""
    rule = Rule(name="pregnant", fact="pregnant", level="final", why="No.", fix="Leave it.", source="s")
    world = World(
        a_preset("cream", safety=Safety(never_if=("pregnant",))),
        rules={"pregnant": rule},
        facts={"pregnant": Fact("pregnant", "Are you pregnant?")},
        profile={"pregnant": False},
        now="2026-11-23 12:00",
    )
    world.ask(PauseCommand())
    world.to("2027-02-23 10:00")
    service = Service(world.store, world.files, world.simulation.clock, book.note)
    world.simulation.service = service
    world.press("changed", "changes")
    return world


def test_an_answer_in_a_notice_goes_to_the_profile_after_it_was_saved() -> None:
    book = ProfileFile()
    world = asked(book)
    world.press("yes", "changes")
    assert book.written == {"pregnant": "yes"}
    assert world.state.profile.said == ()
    assert world.routine("cream").held == OnHold("No.", world.now.instant, rule="final:pregnant")


def test_a_profile_that_cannot_be_written_is_tried_again_and_the_answer_holds_meanwhile() -> None:
    book = ProfileFile()
    world = asked(book)
    book.failure = ConfigError("profile.toml cannot be written", None)
    world.press("yes", "changes")
    assert "profile.toml cannot be written" in world.ask(StatusQuery())["problems"]
    world.ask(Reload())
    with pytest.raises(RefusedError):
        world.ask(Enable(("cream",)))
    book.failure = None
    world.ask(Tick())
    assert (book.written, world.state.profile.said) == ({"pregnant": "yes"}, ())
    assert not world.simulation.service.problems


def test_an_answer_that_could_not_be_saved_is_not_written() -> None:
    book = ProfileFile()
    world = asked(book)
    world.store.failure = FULL
    with pytest.raises(StoreError):
        world.press("yes", "changes")
    assert book.written == {}
