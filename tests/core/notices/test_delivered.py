"""What a notifier reports: only what was confirmed counts as delivered."""

from __future__ import annotations

from routine.core.preset.model import Nag, Remind
from routine.core.requests.reports import Cleared, Told
from tests.builders import World, a_preset, a_schedule, lasting


def test_a_report_on_a_notice_that_changed_meanwhile_delivers_nothing_that_was_not_on_the_screen() -> None:
    world = World(a_preset("a", a_schedule("08:00")), a_preset("b", a_schedule("08:02")))
    world.simulation.delivers = False
    world.to("08:00")
    alone = world.notice()
    world.to("08:02")
    world.simulation.service.handle(Told(alone.id, alone.revision, "x", "1", "7", confirmed=True))
    assert world.routine("b").raised.delivered_at is None  # type: ignore[union-attr] # it is raised


def test_a_notice_that_could_not_be_sent_is_neither_delivered_nor_sent() -> None:
    """So it neither expires nor nags: nobody can have seen it."""
    world = World(a_preset())
    world.simulation.delivers = False
    world.to("08:00")
    raised = world.routine("spf").raised
    assert raised is not None
    assert (raised.delivered_at, raised.sent_at) == (None, None)


def test_closing_a_notice_is_no_answer() -> None:
    """A notifier reports no closing at all; what shows and waits stays as it is."""
    world = World(a_preset())
    world.to("08:00")
    world.tick()
    assert world.raised == ["spf@2026-11-23T08:00"]
    assert world.answers == {}


def test_a_reminder_that_nobody_confirms_nags_all_the_same_but_never_counts_as_delivered() -> None:
    """As with a notifier that cannot tell whether anything showed."""
    world = World(a_preset("pills", remind=Remind(nag=Nag(lasting("10m"), 2))))
    world.simulation.delivers = False
    world.to("08:00")
    notice = world.notice("Pills")
    world.ask(Told(notice.id, notice.revision, "plyer", "p1"))
    world.to("08:11")
    raised = world.routine("pills").raised
    assert raised is not None
    assert (raised.nags, raised.delivered_at) == (1, None)


def test_a_reminder_that_nobody_confirms_expires_so_long_after_it_was_sent() -> None:
    """Else it waited for ever, and the day after it looked as if it were of today."""
    world = World(a_preset("pills", remind=Remind(expires=lasting("1h"))))
    world.simulation.delivers = False
    world.to("08:00")
    notice = world.notice("Pills")
    world.to("08:05")
    world.ask(Told(notice.id, notice.revision, "plyer", "p1"))
    world.to("09:04")
    assert world.raised == ["pills@2026-11-23T08:00"]
    world.to("09:05")
    assert world.raised == []
    assert world.answers == {"pills@2026-11-23T08:00": "missed"}


def test_what_is_cleared_at_a_stop_is_sent_anew_and_goes_on_one_by_one() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    world.press("one-by-one", "a+b")
    notice = world.notice().id
    world.ask(Cleared((notice,)))
    assert notice.split(".")[0] in world.state.notices.one_by_one
    world.restart()
    assert world.notice().id == notice


def test_what_a_notice_names_as_due_too_is_delivered_with_it() -> None:
    """So it nags, and closes in its time, though another has to be answered before it shows."""
    world = World(a_preset("a", kind="mask"), a_preset("b", kind="mask", remind=Remind(expires=lasting("1h"))))
    world.to("08:00")
    assert world.showing == ["a"]
    assert world.routine("b").raised.delivered_at == world.now.instant  # type: ignore[union-attr] # it is raised
    world.to("09:01")
    assert world.answers == {"b@2026-11-23T08:00": "missed"}


def test_those_that_come_one_by_one_come_again_when_any_of_them_nags() -> None:
    world = World(a_preset("a", kind="mask"), a_preset("b", kind="mask", remind=Remind(nag=Nag(lasting("10m"), 1))))
    world.to("08:00")
    before = world.notice("a").revision
    world.to("08:11")
    assert world.notice("a").revision != before


def test_what_was_cleared_is_sent_anew_and_nothing_else() -> None:
    world = World(a_preset("a"), a_preset("b", a_schedule("08:30")))
    world.to("08:30")
    first, second = (world.notice(id).id for id in ("a", "b"))
    assert first != second
    world.simulation.shown.clear()
    world.ask(Cleared((first,)))
    assert world.simulation.shown == [first]
