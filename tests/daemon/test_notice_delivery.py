"""The delivery: what should be showing shows, whatever notifiers, servers and disks do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from routine.core.errors import DiskTrouble, StoreError
from routine.core.notices.reconcile import after_telling
from routine.core.requests.commands import Press
from routine.core.requests.replies.status import TriedNotifier
from routine.core.requests.reports import Cleared, Closed, Told, Withdrawn
from routine.core.state.notice import Button, Delivery, Notice
from routine.core.when.moment import Now
from routine.daemon.notice_delivery import NoticeDelivery
from routine.daemon.notifier_reconnect import back_off
from routine.daemon.trouble import cannot_save, trouble_notice
from routine.ports.notifier import NotifierError, NotifierListener, NotifierSilentError, Shown

START = datetime(2026, 11, 22, 8, tzinfo=UTC)


class FakeNotifier:
    """A notifier that does as it is told. `refuses`: why connecting fails; `fails`: why showing fails."""

    def __init__(self, name: str, confirms: bool = True) -> None:
        self.name = name
        self.confirms = confirms
        self.refuses = self.fails = ""
        self.connects = self.tries = 0
        self.hangs = False
        self.answerable = self.refreshes = name == "freedesktop"
        self.opened: list[str] = []
        self.shown: list[tuple[str, str]] = []
        self.withdrawn: list[str] = []
        self.hold: asyncio.Event | None = None
        self.press_before_answer = ""
        self.listener: NotifierListener | None = None

    @property
    def epoch(self) -> str:
        return f"{self.name}:{self.connects}"

    async def connect(self, listener: NotifierListener) -> str:
        self.listener = listener
        if self.refuses:
            raise NotifierError(self.refuses)
        self.connects += 1
        return f"{self.name} at your service"

    async def show(self, notice: Notice, replaces: str, *, opened: bool = False) -> Shown:
        if self.hold:
            await self.hold.wait()
        self.tries += 1
        if self.hangs:
            raise NotifierSilentError("no answer to Notify within 5 s")
        if self.fails:
            raise NotifierError(self.fails)
        handle = replaces or f"{self.name}#{len(self.shown)}"
        self.shown.append((notice.body, replaces))
        self.opened += [notice.id] if opened else []
        if self.press_before_answer:
            assert self.listener
            button, self.press_before_answer = self.press_before_answer, ""
            self.listener.pressed(handle, button)
            await asyncio.sleep(0)
        return Shown(handle, self.confirms)

    async def withdraw(self, handle: str) -> None:
        if self.hold:
            await self.hold.wait()
        self.withdrawn.append(handle)

    async def stand_by(self) -> None:
        pass

    async def close(self) -> None:
        pass

    @property
    def bodies(self) -> list[str]:
        return [body for body, _ in self.shown]

    def lose(self, reason: str = "the server stopped") -> None:
        assert self.listener
        self.listener.lost(reason)

    def go(self, why: str) -> None:
        """It is gone, and cannot be connected to."""
        self.refuses = why
        self.lose()

    def come_back(self) -> None:
        assert self.listener
        self.listener.back()


class House:
    """An delivery over three notifiers and a service that keeps what it is told; time is given."""

    def __init__(self) -> None:
        self.desktop = FakeNotifier("freedesktop")
        self.plyer = FakeNotifier("plyer", confirms=False)
        self.console = FakeNotifier("console")
        self.setting = "auto"
        self.instant = START
        self.wanted: tuple[Notice, ...] = ()
        self.deliveries: dict[str, Delivery] = {}
        self.asked: list[Told | Closed | Withdrawn | Cleared | Press] = []
        self.disk_full = False
        self.delivery = self.a_new_delivery()

    def a_new_delivery(self) -> NoticeDelivery:
        notifiers = (self.desktop, self.plyer, self.console)
        factories = {notifier.name: self._giving(notifier) for notifier in notifiers}
        return NoticeDelivery(factories, self.ask, self.now, lambda: self.setting)

    def _giving(self, notifier: FakeNotifier) -> Callable[[], FakeNotifier]:
        return lambda: notifier

    def now(self) -> Now:
        return Now(self.instant, 0.0, "boot", "UTC")

    async def ask(self, message: Told | Closed | Withdrawn | Cleared | Press) -> object:
        self.asked.append(message)
        if self.disk_full:
            self.tell()
            raise StoreError("the disk is full")
        if isinstance(message, Told):
            before = self.deliveries.get(message.notice)
            self.deliveries[message.notice] = after_telling(message, before, self.instant)
        elif isinstance(message, Withdrawn):
            self.deliveries.pop(message.notice, None)
        elif isinstance(message, Cleared):
            self.deliveries = {id: one for id, one in self.deliveries.items() if id not in message.notices}
        self.tell()
        return {}

    def want(self, *notices: Notice) -> None:
        self.wanted = notices
        self.tell()

    def tell(self) -> None:
        """As the daemon does after every command."""
        self.delivery.want(self.wanted, dict(self.deliveries))

    async def show(self, *notices: Notice) -> None:
        """Want these, and let what follows happen."""
        self.want(*notices)
        await self.settle()

    async def settle(self) -> None:
        """Let everything happen that needs no time to pass."""
        for _ in range(60):
            await asyncio.sleep(0)

    async def wait(self, seconds: float) -> None:
        """Let time pass: for the timers of the loop, and for the clock."""
        self.instant += timedelta(seconds=seconds)
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        loop.pass_time(seconds)
        await self.settle()

    async def end(self) -> None:
        """Stop the delivery, which waits a little for a notice under way."""
        stopping = asyncio.ensure_future(self.delivery.stop())
        await self.settle()
        await self.wait(1.1)
        await stopping

    def told(self) -> list[Told]:
        return [message for message in self.asked if isinstance(message, Told)]

    def presses(self) -> list[Press]:
        return [message for message in self.asked if isinstance(message, Press)]


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock is moved by hand."""

    moved = 0.0

    def time(self) -> float:
        return super().time() + self.moved

    def pass_time(self, seconds: float) -> None:
        self.moved += seconds


def a_notice(id: str = "n1", body: str = "Reapply.", revision: str = "0") -> Notice:
    return Notice(id=id, title="Sunscreen", body=body, buttons=(Button("done", "Done"),), revision=revision)


def live(scenario: Callable[[House], Coroutine[Any, Any, None]]) -> None:
    """Run a scenario in a house whose delivery has started."""

    async def begin() -> None:
        house = House()
        await house.delivery.start()
        await house.settle()
        await scenario(house)
        await house.end()

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(begin())


def test_a_wanted_notice_is_shown_once_and_reported() -> None:
    async def scenario(house: House) -> None:
        await house.show(a_notice())
        house.tell()
        await house.settle()
        assert house.desktop.shown == [("Reapply.", "")]
        assert house.told() == [Told("n1", "0", "freedesktop", "freedesktop:1", "freedesktop#0", True)]

    live(scenario)


def test_a_changed_notice_replaces_itself() -> None:
    async def scenario(house: House) -> None:
        await house.show(a_notice())
        await house.show(a_notice(body="Done. Next: 14:00.", revision="1"))
        assert house.desktop.shown == [("Reapply.", ""), ("Done. Next: 14:00.", "freedesktop#0")]

    live(scenario)


def test_what_is_no_longer_wanted_is_withdrawn_and_reported() -> None:
    async def scenario(house: House) -> None:
        await house.show(a_notice())
        await house.show()
        assert house.desktop.withdrawn == ["freedesktop#0"]
        assert house.asked[-1] == Withdrawn("n1")

    live(scenario)


def test_many_pokes_are_one_look() -> None:
    async def scenario(house: House) -> None:
        for _ in range(100):
            house.want(a_notice())
        await house.settle()
        assert len(house.desktop.shown) == 1

    live(scenario)


def test_a_press_is_asked_with_the_notice_it_belongs_to() -> None:
    async def scenario(house: House) -> None:
        await house.show(a_notice("n1"), a_notice("n2"))
        assert house.desktop.listener
        house.desktop.listener.pressed("freedesktop#1", "done")
        await house.settle()
        assert house.presses() == [Press("n2", "done")]

    live(scenario)


def test_a_press_that_comes_before_the_servers_own_answer_counts() -> None:
    async def scenario(house: House) -> None:
        house.desktop.press_before_answer = "done"
        await house.show(a_notice())
        assert house.presses() == [Press("n1", "done")]

    live(scenario)


def test_a_press_on_a_notice_of_an_earlier_run_counts() -> None:
    async def scenario(house: House) -> None:
        house.desktop.hold = asyncio.Event()  # nothing was sent again yet
        house.deliveries = {"n1": Delivery(notifier="freedesktop", handle="old#7", confirmed=True, epoch="before")}
        await house.show(a_notice())
        assert house.desktop.listener
        house.desktop.listener.pressed("old#7", "done")
        await house.settle()
        assert house.presses() == [Press("n1", "done")]

    live(scenario)


def test_a_notice_that_a_person_opens_is_shown_again_to_be_read_once() -> None:
    async def scenario(house: House) -> None:
        await house.show(a_notice("n1", "one"), a_notice("n2", "two"))
        assert house.desktop.listener
        house.desktop.listener.opened("freedesktop#1")
        await house.settle()
        await house.show(a_notice("n1", "one"), a_notice("n2", "three", "1"))
        assert house.desktop.bodies == ["one", "two", "two", "three"]
        assert (house.desktop.opened, house.presses()) == (["n2"], [])

    live(scenario)


def test_an_opened_notice_of_another_program_is_nobodys() -> None:
    async def scenario(house: House) -> None:
        await house.show(a_notice())
        assert house.desktop.listener
        house.desktop.listener.opened("freedesktop#99")
        await house.settle()
        assert len(house.desktop.shown) == 1

    live(scenario)


def test_a_press_on_another_programs_notice_is_nobodys() -> None:
    async def scenario(house: House) -> None:
        await house.show(a_notice())
        assert house.desktop.listener
        house.desktop.listener.pressed("freedesktop#99", "done")
        await house.settle()
        assert house.presses() == []

    live(scenario)


def test_a_press_that_could_not_be_saved_shows_the_notice_again() -> None:
    async def scenario(house: House) -> None:
        await house.show(a_notice())
        house.disk_full = True
        assert house.desktop.listener
        house.desktop.listener.pressed("freedesktop#0", "done")
        await house.settle()
        assert house.desktop.shown == [("Reapply.", ""), ("Reapply.", "freedesktop#0")]

    live(scenario)


def test_a_full_disk_does_not_have_a_notice_sent_again_and_again() -> None:
    async def scenario(house: House) -> None:
        house.disk_full = True
        await house.show(a_notice())
        for _ in range(10):
            await house.wait(10)
        assert len(house.desktop.shown) == 1
        assert len(house.told()) <= 11
        house.disk_full = False
        await house.wait(10)
        assert house.deliveries["n1"].confirmed

    live(scenario)


def test_a_full_disk_does_not_have_a_notice_withdrawn_again_and_again() -> None:
    async def scenario(house: House) -> None:
        await house.show(a_notice())
        house.disk_full = True
        await house.show()
        assert house.desktop.withdrawn == ["freedesktop#0"]
        house.disk_full = False
        await house.wait(5.1)
        assert house.deliveries == {}

    live(scenario)


def test_without_a_desktop_the_next_notifier_shows_it_and_status_says_why() -> None:
    async def scenario(house: House) -> None:
        house.desktop.refuses = house.plyer.refuses = "no session bus"
        house.want(a_notice())
        house.desktop.lose()
        await house.settle()
        assert house.console.bodies == ["Reapply."]
        facts = house.delivery.facts()
        assert facts.name == "console"
        assert facts.tried == (
            TriedNotifier(name="freedesktop", reason="no session bus"),
            TriedNotifier(name="plyer", reason="no session bus"),
        )

    live(scenario)


def test_what_plyer_was_handed_is_neither_repeated_nor_counted_as_delivered() -> None:
    async def scenario(house: House) -> None:
        house.desktop.go("no session bus")
        await house.show(a_notice())
        house.delivery.poke()
        await house.settle()
        assert house.plyer.bodies == ["Reapply."]
        assert not house.told()[0].confirmed
        assert house.delivery.facts().last_delivery is None

    live(scenario)


def test_when_the_desktop_comes_back_what_waits_is_shown_there() -> None:
    async def scenario(house: House) -> None:
        house.desktop.go("no notification server is running")
        await house.show(a_notice())
        house.desktop.refuses = ""
        house.desktop.come_back()
        await house.settle()
        assert house.plyer.bodies == house.desktop.bodies == ["Reapply."]
        assert house.delivery.facts().name == "freedesktop"
        assert house.deliveries["n1"].confirmed

    live(scenario)


def test_a_desktop_that_gives_no_sign_is_looked_for_while_something_shows() -> None:
    async def scenario(house: House) -> None:
        house.desktop.go("no session bus")
        await house.show(a_notice())
        house.desktop.refuses = ""
        for _ in range(3):
            await house.wait(6)
        assert house.desktop.bodies == ["Reapply."]

    live(scenario)


def test_with_nothing_to_show_no_desktop_is_looked_for() -> None:
    async def scenario(house: House) -> None:
        house.desktop.go("no session bus")
        await house.settle()
        house.desktop.refuses = ""
        before = house.desktop.connects
        for _ in range(20):
            await house.wait(60)
        assert house.desktop.connects == before

    live(scenario)


def test_after_a_lost_server_everything_that_should_show_is_sent_again() -> None:
    async def scenario(house: House) -> None:
        await house.show(a_notice("n1", "one"), a_notice("n2", "two"))
        house.desktop.lose()
        await house.wait(1)
        assert house.desktop.bodies == ["one", "two", "one", "two"]

    live(scenario)


def test_a_server_that_comes_and_goes_is_not_sent_the_same_notice_without_end() -> None:
    async def scenario(house: House) -> None:
        await house.show(a_notice())
        for _ in range(100):
            house.desktop.lose()
            house.desktop.come_back()
            await house.wait(0.1)
        assert len(house.desktop.shown) <= 4

    live(scenario)


def test_a_failing_show_is_tried_again_after_its_back_off() -> None:
    async def scenario(house: House) -> None:
        house.desktop.fails = "no answer"
        await house.show(a_notice())
        house.desktop.fails = ""
        await house.wait(4)
        assert house.desktop.bodies == []
        await house.wait(1.1)
        assert house.desktop.bodies == ["Reapply."]

    live(scenario)


def test_a_show_that_fails_twice_goes_to_the_next_notifier() -> None:
    async def scenario(house: House) -> None:
        house.desktop.fails = "no answer"
        await house.show(a_notice())
        await house.wait(5.1)
        assert house.plyer.bodies == ["Reapply."]
        assert house.delivery.facts().last_failure == "no answer (freedesktop)"

    live(scenario)


def test_a_server_that_refused_for_a_while_has_its_buttons_back_within_seconds() -> None:
    async def scenario(house: House) -> None:
        house.desktop.fails = "refused"
        await house.show(a_notice())
        for _ in range(45):
            await house.wait(1)
        assert house.plyer.bodies == ["Reapply."], "what shows meanwhile is shown once"
        assert house.delivery.facts().name == "plyer"
        house.desktop.fails = ""
        for _ in range(5):
            await house.wait(1)
        assert house.desktop.bodies == ["Reapply."]
        assert house.delivery.facts().name == "freedesktop"
        assert house.deliveries["n1"].confirmed

    live(scenario)


def test_all_that_shows_goes_to_the_server_that_is_back() -> None:
    async def scenario(house: House) -> None:
        house.desktop.fails = "refused"
        await house.show(a_notice(), a_notice("n2", "Rinse."))
        await house.wait(6)
        house.desktop.fails = ""
        for _ in range(5):
            await house.wait(1)
        assert sorted(house.desktop.bodies) == ["Reapply.", "Rinse."]

    live(scenario)


def test_what_comes_new_while_it_refuses_is_shown_by_the_next() -> None:
    async def scenario(house: House) -> None:
        house.desktop.fails = "refused"
        await house.show(a_notice())
        for _ in range(30):
            await house.wait(1)
        await house.show(a_notice(), a_notice("n2", "Rinse."))
        for _ in range(30):
            await house.wait(1)
        assert house.plyer.bodies == ["Reapply.", "Rinse."]

    live(scenario)


def test_a_server_that_hangs_has_the_next_one_show_at_once_and_is_left_alone() -> None:
    async def scenario(house: House) -> None:
        house.desktop.hangs = True
        await house.show(a_notice())
        assert house.plyer.bodies == ["Reapply."]
        tries = house.desktop.tries
        await house.wait(45)
        await house.show(a_notice(), a_notice("n2", "Rinse."))
        assert house.plyer.bodies == ["Reapply.", "Rinse."]
        assert house.desktop.tries == tries, "each try would hold up everything for seconds"

    live(scenario)


def test_a_server_that_hung_is_back_as_soon_as_it_answers() -> None:
    async def scenario(house: House) -> None:
        house.desktop.hangs = True
        await house.show(a_notice())
        await house.wait(45)
        house.desktop.hangs = False
        house.desktop.come_back()
        await house.settle()
        assert house.desktop.bodies == ["Reapply."]
        assert house.delivery.facts().name == "freedesktop"

    live(scenario)


def test_a_failure_is_forgotten_with_the_next_confirmed_delivery() -> None:
    async def scenario(house: House) -> None:
        house.desktop.fails = "no answer"
        await house.show(a_notice())
        assert house.delivery.facts().last_failure == "no answer (freedesktop)"
        house.desktop.fails = ""
        await house.wait(5.1)
        assert house.delivery.facts().last_failure is None
        assert house.delivery.facts().last_delivery == "2026-11-22T08:00:05Z"

    live(scenario)


def test_a_notifier_that_the_user_fixed_is_the_only_one_used() -> None:
    async def scenario(house: House) -> None:
        house.setting = "console"
        await house.show(a_notice())
        assert (house.desktop.bodies, house.console.bodies) == ([], ["Reapply."])
        assert house.delivery.facts().name == "console"

    live(scenario)


def test_a_show_under_way_is_finished_and_reported_before_the_end() -> None:
    async def scenario(house: House) -> None:
        house.desktop.hold = asyncio.Event()
        await house.show(a_notice())
        house.desktop.hold.set()
        await house.delivery.stop()
        assert len(house.told()) == 1

    live(scenario)


def test_a_show_that_hangs_does_not_hold_up_the_end() -> None:
    async def scenario(house: House) -> None:
        house.desktop.hold = asyncio.Event()
        await house.show(a_notice())
        await house.end()
        assert house.told() == []

    live(scenario)


def test_at_the_end_nothing_is_left_that_looks_alive() -> None:
    async def scenario(house: House) -> None:
        await house.show(a_notice(), a_notice("n2"))
        await house.delivery.stop()
        assert sorted(house.desktop.withdrawn) == ["freedesktop#0", "freedesktop#1"]
        assert house.asked[-1] == Cleared(("n1", "n2"))
        assert house.deliveries == {}

    live(scenario)


def test_that_more_is_due_meanwhile_is_shown_anew() -> None:
    async def scenario(house: House) -> None:
        full = StoreError("The disk is full.")
        await house.show(trouble_notice(cannot_save(full, ["spf"])))
        await house.show(trouble_notice(cannot_save(full, ["spf", "mask"])))
        await house.show(trouble_notice(cannot_save(full, ["mask", "spf"])))
        assert ["2 reminders" in body for body in house.desktop.bodies] == [False, True]

    live(scenario)


@pytest.mark.parametrize("trouble", ["full", "read-only", "forbidden", "other"])
def test_the_notice_says_in_plain_words_why_nothing_can_be_saved_and_the_status_where(trouble: DiskTrouble) -> None:
    failed = StoreError("Routine cannot write /home/u/data/state.json: Permission denied.", "Check it.")
    failed.trouble = trouble
    found = cannot_save(failed, ["Sunscreen"])
    for both in (found.told, found.shown):
        assert both.startswith("Routine cannot save your answers. 1 reminder is waiting: Sunscreen.")
    assert "/home" in found.told
    assert not [raw for raw in ("/home", "Permission", "routine ", "[Errno") if raw in found.shown]
    shown = {cannot_save(_of(one), []).shown for one in get_args(DiskTrouble)}
    assert len(shown) == 4


def _of(trouble: DiskTrouble) -> StoreError:
    error = StoreError("It failed.")
    error.trouble = trouble
    return error


def test_what_is_said_at_the_end_stays() -> None:
    async def scenario(house: House) -> None:
        await house.show(a_notice())
        await house.delivery.stop(a_notice("farewell", body="Routine has stopped."))
        assert house.desktop.withdrawn == ["freedesktop#0"]
        assert house.desktop.bodies[-1] == "Routine has stopped."

    live(scenario)


def test_a_server_that_hangs_does_not_hold_up_the_end_for_long() -> None:
    async def scenario(house: House) -> None:
        await house.show(a_notice())
        house.desktop.hold = asyncio.Event()
        stopping = asyncio.ensure_future(house.delivery.stop())
        await house.settle()
        await house.wait(3.1)
        assert stopping.done()
        assert "n1" in house.deliveries  # the next start closes it

    live(scenario)


def test_where_it_cannot_be_noted_the_end_comes_all_the_same() -> None:
    async def scenario(house: House) -> None:
        await house.show(a_notice())
        house.disk_full = True
        await house.delivery.stop()
        assert house.desktop.withdrawn == ["freedesktop#0"]

    live(scenario)


def test_after_a_stop_what_is_still_due_is_shown_anew() -> None:
    async def scenario(house: House) -> None:
        await house.show(a_notice())
        await house.delivery.stop()
        house.delivery = house.a_new_delivery()
        await house.delivery.start()
        house.tell()
        await house.settle()
        assert house.desktop.shown == [("Reapply.", ""), ("Reapply.", "")]

    live(scenario)


def test_after_a_crash_what_is_over_by_now_is_withdrawn() -> None:
    async def scenario(house: House) -> None:
        await house.show(a_notice(), a_notice("n2"))
        house.delivery, house.wanted = house.a_new_delivery(), (a_notice("n2"),)
        await house.delivery.start()
        house.tell()
        await house.settle()
        assert house.desktop.withdrawn == ["freedesktop#0"]
        assert house.desktop.shown[-1] == ("Reapply.", "freedesktop#1")

    live(scenario)


def test_a_run_after_a_crash_sends_what_should_show_under_the_confirmed_handle() -> None:
    async def scenario(house: House) -> None:
        await house.show(a_notice())
        house.delivery = house.a_new_delivery()
        await house.delivery.start()
        house.tell()
        await house.settle()
        assert house.desktop.shown == [("Reapply.", ""), ("Reapply.", "freedesktop#0")]

    live(scenario)


def test_a_mistake_in_a_notifier_does_not_end_the_announcer(caplog: pytest.LogCaptureFixture) -> None:
    async def scenario(house: House) -> None:
        def explode(_: Iterable[Notice]) -> None:
            raise ZeroDivisionError

        house.desktop.hold = type("Broken", (), {"wait": explode})()
        await house.show(a_notice())
        house.desktop.hold = None
        await house.wait(60.1)
        assert house.desktop.bodies == ["Reapply."]
        assert "showing failed" in caplog.text

    live(scenario)


def test_after_the_machine_slept_a_notifier_is_tried_at_once() -> None:
    async def scenario(house: House) -> None:
        house.desktop.go("no session bus")
        await house.show(a_notice())
        house.desktop.refuses = ""
        house.delivery.nudge()
        await house.settle()
        assert house.desktop.bodies == ["Reapply."]

    live(scenario)


def test_after_the_machine_slept_what_could_not_be_saved_is_told_at_once() -> None:
    async def scenario(house: House) -> None:
        house.disk_full = True
        await house.show(a_notice())
        house.disk_full = False
        house.delivery.nudge()
        await house.settle()
        assert house.deliveries["n1"].confirmed

    live(scenario)


def test_whoever_asks_it_to_look_hears_once_it_has_or_after_seconds() -> None:
    """`start` and `doctor` then say how notices are shown now, and not before."""

    async def scenario(house: House) -> None:
        house.desktop.hold = asyncio.Event()
        await house.show(a_notice())  # under way, so that it cannot look yet
        looking = asyncio.ensure_future(house.delivery.look())
        await house.settle()
        assert not looking.done()
        house.desktop.hold.set()
        await house.settle()
        assert looking.done()
        house.desktop.hold = asyncio.Event()
        await house.show(a_notice(body="Now.", revision="1"))
        looking = asyncio.ensure_future(house.delivery.look())
        await house.settle()
        await house.wait(9)
        assert looking.done()
        house.desktop.hold.set()

    live(scenario)


def test_the_back_off_of_connecting_grows_to_a_minute() -> None:
    waits = [back_off(times) for times in range(1, 200)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (2, 60)
    gone_s = 0.0
    for wait in waits:
        assert wait <= 5 or gone_s > 45, "who was gone for so long is found again within 5 s"
        gone_s += wait


def test_a_told_report_of_an_old_revision_is_followed_by_the_new_one() -> None:
    async def scenario(house: House) -> None:
        house.desktop.hold = asyncio.Event()
        await house.show(a_notice())
        house.want(replace(a_notice(), body="Now.", revision="1"))
        house.desktop.hold.set()
        await house.settle()
        assert house.desktop.shown == [("Reapply.", ""), ("Now.", "freedesktop#0")]

    live(scenario)


def test_another_time_left_is_shown_in_place_and_not_worth_a_report() -> None:
    async def scenario(house: House) -> None:
        for left in ("16", "15", "14"):
            await house.show(replace(a_notice(body=left), refresh=left))
        assert house.desktop.shown == [("16", ""), ("15", "freedesktop#0"), ("14", "freedesktop#0")]
        assert len(house.told()) == 1

    live(scenario)


def test_another_time_left_does_not_flood_a_notifier_without_replacement() -> None:
    async def scenario(house: House) -> None:
        house.setting = "plyer"
        for left in ("16", "15", "14"):
            await house.show(replace(a_notice(body=left), refresh=left))
        assert [body for body, _ in house.plyer.shown] == ["16"]

    live(scenario)


def test_a_notice_whose_press_changed_nothing_shows_again() -> None:
    """The bubble closed with the press, and its buttons are still needed."""

    async def scenario(house: House) -> None:
        await house.show(a_notice())
        assert house.desktop.listener
        house.desktop.listener.pressed("freedesktop#0", "done")
        await house.settle()
        assert len(house.desktop.shown) == 2

    live(scenario)


def test_a_server_that_leaves_whenever_it_has_nothing_to_show_is_found_again_at_once() -> None:
    """MATE's ends after half a minute; it is no server that crashes, which is left alone for a while."""

    async def scenario(house: House) -> None:
        for number in range(6):
            await house.show(a_notice(f"n{number}", f"{number}"))
            await house.show()
            house.desktop.lose("the notification server stopped")
            await house.wait(30)
        assert house.desktop.bodies == ["0", "1", "2", "3", "4", "5"]
        assert house.plyer.bodies == []

    live(scenario)


def test_what_shows_is_reported_before_the_next_one_is_through() -> None:
    """Should it die while a server takes long over the second, the first is known to show."""

    async def scenario(house: House) -> None:
        first, second = asyncio.Event(), asyncio.Event()
        house.desktop.hold = first
        await house.show(a_notice("n1"), a_notice("n2"))
        house.desktop.hold = second
        first.set()
        await house.settle()
        assert [told.notice for told in house.told()] == ["n1"]
        second.set()
        await house.settle()
        assert [told.notice for told in house.told()] == ["n1", "n2"]

    live(scenario)
