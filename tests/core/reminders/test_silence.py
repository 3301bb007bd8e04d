"""Days without an answer: reminders fall silent, one notice a day asks how to go on, and any answer is a beginning."""

from __future__ import annotations

from datetime import date

from routine.core.preset.model import Nag, Remind
from routine.core.reminders.silence import is_silent, silence
from routine.core.requests.commands import Done, PauseCommand
from tests.builders import World, a_preset, a_schedule, lasting, utc, weekly

NAGGING = Remind(nag=Nag(lasting("10m"), 3))


def silent(*times: str) -> World:
    world = World(a_preset(schedule=a_schedule(*(times or ("08:00",))), remind=NAGGING))
    world.to("2026-11-26 08:00")
    return world


def test_after_three_days_one_notice_asks_how_to_go_on() -> None:
    world = silent()
    assert world.showing == ["silent"]
    assert [b.id for b in world.notice().buttons] == ["fresh", "did-them", "pause"]


def test_then_nags_stop_and_there_is_one_notice_a_day() -> None:
    world = silent("08:00", "12:00", "16:00")
    world.simulation.shown.clear()
    world.to("2026-11-30 07:59")
    assert len(world.simulation.shown) == 3


def test_ten_silent_days_are_one_notice_a_day() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(10)))
    world.to("2026-11-26 07:59")
    world.simulation.shown.clear()
    world.to("2026-12-03 12:00")
    assert len(world.simulation.shown) == 8
    assert len(world.answers) == 100 and set(world.answers.values()) == {"missed"}


def test_the_reminder_goes_on_showing_until_the_notice_about_the_silence_is_there() -> None:
    """Silence begins between two times, if a tick came a moment late: until the next one the reminder must stay."""
    world = World(a_preset(remind=Remind(expires=lasting("3 days"))))
    world.off_until("2026-11-23 08:01")
    world.to("2026-11-26 08:00")
    world.to("2026-11-26 08:02")
    assert world.showing == ["spf"]


def test_any_answer_ends_the_silence() -> None:
    world = silent()
    world.ask(Done(("spf",)))
    assert world.notices == []
    world.to("2026-11-27 08:00")
    assert world.showing == ["spf"]


def test_what_is_left_waiting_after_an_answer_waits_from_then_on() -> None:
    """Monday's answer to one of two is a sign of life; three days after it, the other has gone unanswered so long."""
    world = World(a_preset(), a_preset("egg"))
    world.to("08:05")
    world.ask(Done(("spf",)))
    assert world.state.silence.waiting_since == utc("2026-11-23 07:05")
    world.to("2026-11-26 07:59")
    assert not is_silent(world.draft)
    world.to("2026-11-26 08:06")
    assert is_silent(world.draft)


def test_the_pause_of_one_routine_does_not_hide_that_another_goes_unanswered() -> None:
    world = World(a_preset(schedule=a_schedule("20:00")), a_preset("egg"))
    world.ask(PauseCommand("egg"))
    world.to("2026-11-26 20:00")
    assert world.showing == ["silent"]


def test_days_in_which_everything_is_paused_are_no_silence() -> None:
    world = World(a_preset())
    world.ask(PauseCommand(None, "today 08:30", "2026-12-10"))
    world.to("2026-12-10 08:00")
    assert world.showing == ["spf"]


def test_a_weekly_routine_missed_once_asks_a_week_later_with_what_is_due() -> None:
    world = World(a_preset(schedule=weekly(4, "20:30")))
    world.to("2026-12-04 20:30")
    assert world.showing == ["silent"]
    assert world.raised == ["spf@2026-12-04T20:30"]
    world.press("fresh")
    assert "spf" in world.showing


def test_the_question_after_days_without_an_answer_says_since_when_what_each_button_does_and_what_waits() -> None:
    world = World(a_preset(schedule=weekly(4, "20:30")), a_preset("egg", a_schedule("09:00", first=date(2026, 12, 24))))
    world.to("2026-12-04 20:30")
    assert silence(world.draft) == (
        "Continue your reminders?",
        "You have not answered since Fri 27 Nov 20:30. Reminders are quiet until you choose.\n"
        "Start fresh: what you missed stays missed, and reminders continue from now on.\n"
        "Mark done: everything since then counts as done.\n"
        "Pause: nothing since then counts, and reminders stay quiet until you resume.\n"
        "Waiting: Spf",
    )
    assert world.notice("silent").title == "Continue your reminders?"
