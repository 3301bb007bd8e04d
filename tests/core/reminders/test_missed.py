"""The digest of times that were found too late: what it takes over, and that they can be done after all."""

from __future__ import annotations

from routine.core.preset.model import Remind
from routine.core.reminders.missed import missed_digest
from routine.core.requests.commands import Done
from routine.core.when.part_of_day import Window
from tests.builders import World, a_preset, a_schedule, lasting
from tests.core.reminders.lines.households import missed


def test_what_is_found_later_than_that_is_missed_in_one_digest() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(30)))
    world.off_until("2026-11-25 07:00")
    assert set(world.answers.values()) == {"missed"}
    assert len(world.answers) == 60
    assert world.showing == ["missed"]
    assert len(world.card("missed").about) == 60


def test_a_new_digest_takes_over_the_one_that_still_shows() -> None:
    world = World(a_preset())
    world.off_until("2026-11-24 07:00")
    before = world.card("missed").id
    world.off_until("2026-11-25 07:00")
    assert world.showing == ["missed"]
    assert (world.card("missed").id, world.card("missed").about) == (before, ("1", "2"))


def test_what_a_digest_took_over_can_be_done_after_all_too() -> None:
    world = World(a_preset())
    world.off_until("2026-11-24 07:00")
    world.off_until("2026-11-27 07:00")
    world.press("did-them")
    assert list(world.answers.values()) == ["done"] * 4


def test_what_the_digest_tells_can_be_done_after_all() -> None:
    world = World(a_preset())
    world.off_until("2026-11-25 07:00")
    world.press("did-them")
    assert set(world.answers.values()) == {"done"}
    assert len(world.answers) == 2


def test_a_digest_of_hundreds_can_be_done_and_all_of_it_undone() -> None:
    world = World(a_preset(schedule=a_schedule(*(f"{h:02}:{m:02}" for h in range(7, 19) for m in range(0, 60, 5)))))
    world.off_until("2026-11-25 06:00")
    count = len(world.answers)
    assert count > 250
    world.press("did-them")
    assert list(world.answers.values()).count("done") == count
    assert world.routine("spf").course.done_count == count
    world.press("undo")
    assert list(world.answers.values()).count("missed") == count
    assert world.routine("spf").course.done_count == 0


def test_what_to_type_where_there_are_no_buttons_does_what_the_button_does() -> None:
    world = World(a_preset(remind=Remind(late=lasting("2h"))))
    world.off_until("12:00")
    assert [button.id for button in world.notice("missed").buttons] == ["did-them", "ok"]
    assert world.notice("missed").commands == ("routine done spf --since 2026-11-23",)
    world.ask(Done(("spf",), None, "2026-11-23"))
    assert world.answers == {"spf@2026-11-23T08:00": "done"}


def test_a_digest_told_before_the_clock_was_set_back_knows_what_was_answered_since() -> None:
    world = World(a_preset())
    world.off_until("2026-11-26 07:00")
    world.set_clock("2026-11-25 07:00")
    world.ask(Done(("spf",), "2026-11-23 08:10"))
    world.press("did-them", "missed")
    assert set(world.answers.values()) == {"done"}


def test_one_missed_time_is_told_as_one() -> None:
    world = missed(1)
    assert missed_digest(world.draft, world.log, already=0) == (
        "1 time was missed",
        "Spf: yesterday 08:00\nIf you did it, press “Mark done”.",
    )
    assert [button.label for button in world.notice("missed").buttons] == ["Mark done", "OK"]


def test_several_are_counted_by_routine() -> None:
    world = missed(2, *(f"r{n}" for n in range(30)))
    title, text = missed_digest(world.draft, world.log, already=0)
    assert title == "60 times were missed"
    assert text.splitlines() == [
        *(f"R{n}: yesterday 08:00 (2 times)" for n in (0, 1, 10, 11, 12)),
        "And 25 more routines.",
        "If you did them, press “Mark done”.",
    ]
    assert [button.label for button in world.notice("missed").buttons] == ["Mark done", "OK"]


def test_as_many_routines_as_are_named_leave_none_to_count() -> None:
    world = missed(1, *(f"r{n}" for n in range(5)))
    _, text = missed_digest(world.draft, world.log, already=0)
    assert text.splitlines() == [*(f"R{n}: yesterday 08:00" for n in range(5)), "If you did them, press “Mark done”."]


def test_what_a_digest_takes_over_is_counted_with_it() -> None:
    world = missed(1)
    world.off_until("2026-11-25 07:00")
    assert missed_digest(world.draft, world.log[-1:], already=1) == (
        "2 times were missed",
        "Spf: yesterday 08:00\nAnd 1 time earlier.\nIf you did them, press “Mark done”.",
    )
    assert world.notice("missed").title == "2 times were missed"


def test_what_is_missed_says_whether_nobody_answered_or_it_was_too_late_in_the_day() -> None:
    world = World(a_preset(remind=Remind(expires=lasting("4h"))))
    world.to("12:00")
    assert [e.reason for e in world.log] == ["nobody answered in time"]
    evening = Remind(window=Window("evening", 17 * 60, 24 * 60), late=lasting("12h"))
    world = World(a_preset(schedule=a_schedule("20:30"), remind=evening))
    world.off_until("2026-11-24 01:00")
    assert [e.reason for e in world.log] == ["outside the evening, which it belongs to"]


def test_what_is_left_of_a_digest_names_no_more_than_that() -> None:
    """One of two was done after all, by a command: the other is told of, alone."""
    world = World(a_preset(), a_preset("egg"))
    world.to("08:00")
    world.ask(Done(("egg",)))
    world.off_until("2026-11-25 07:00")
    world.ask(Done(("egg",), at="2026-11-24 08:00"))
    notice = world.notice("missed")
    assert notice.title == "1 time was missed"
    assert [line for line in notice.body.splitlines() if line.startswith(("Spf", "Egg"))] == ["Spf: yesterday 08:00"]
    assert world.card("missed").commands == ("routine done spf --since 2026-11-24",)
