"""What the doctor finds about notices."""

from __future__ import annotations

import asyncio

from routine.core.state.notice import Notice
from routine.daemon.doctor.notices import probe, send_test
from routine.ports.notifier import NotifierError, NotifierListener, Shown


class FakeNotifier:
    """A notifier whose user clicks at once, or never."""

    def __init__(self, name: str, refuses: str = "", confirms: bool = True, clicks: bool = True) -> None:
        self.name, self.epoch = name, name
        self.answerable = name == "freedesktop"
        self.refreshes = False
        self.refuses, self.confirms, self.clicks = refuses, confirms, clicks
        self.shown: list[Notice] = []
        self.withdrawn: list[str] = []
        self._listener: NotifierListener | None = None

    async def connect(self, listener: NotifierListener) -> str:
        if self.refuses:
            raise NotifierError(self.refuses)
        self._listener = listener
        return f"{self.name} 1.0"

    async def show(self, notice: Notice, replaces: str, *, opened: bool = False) -> Shown:
        self.shown.append(notice)
        asyncio.get_running_loop().call_soon(self._click)
        return Shown("h1", self.confirms)

    def _click(self) -> None:
        if self.clicks and self._listener:
            self._listener.pressed("h1", "ok")

    async def withdraw(self, handle: str) -> None:
        self.withdrawn.append(handle)

    async def stand_by(self) -> None:
        pass

    async def close(self) -> None:
        pass


def test_the_first_notifier_that_works_ends_the_search() -> None:
    factories = {
        "freedesktop": lambda: FakeNotifier("freedesktop", refuses="no desktop session was found"),
        "plyer": lambda: FakeNotifier("plyer"),
        "console": lambda: FakeNotifier("console"),
    }
    found = probe(factories)
    assert [(one.name, one.ok, one.text) for one in found] == [
        ("notices (freedesktop)", False, "no desktop session was found"),
        ("notices (plyer)", True, "plyer 1.0"),
    ]


def test_a_probe_shows_nothing() -> None:
    notifier = FakeNotifier("freedesktop")
    probe({"freedesktop": lambda: notifier})
    assert notifier.shown == []


def test_a_click_that_arrives_is_what_was_hoped_for() -> None:
    notifier = FakeNotifier("freedesktop")
    found = send_test({"freedesktop": lambda: notifier})
    assert (found.ok, found.text) == (True, "shown, and your press arrived (freedesktop 1.0)")


def test_without_a_click_the_test_is_withdrawn_and_counts_as_a_problem() -> None:
    notifier = FakeNotifier("freedesktop", clicks=False)
    found = send_test({"freedesktop": lambda: notifier}, wait_s=0)
    assert not found.ok
    assert notifier.withdrawn == ["h1"]


def test_what_nobody_can_confirm_is_left_to_the_users_eyes() -> None:
    found = send_test({"plyer": lambda: FakeNotifier("plyer", confirms=False)})
    assert (found.ok, found.text) == (True, "sent. Check that you can see it. (plyer 1.0)")


def test_with_no_notifier_at_all_it_says_so() -> None:
    assert send_test({}).text == "no notifications can be shown here"
