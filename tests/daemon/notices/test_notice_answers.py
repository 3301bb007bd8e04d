"""What a person does with a notice: pressed, opened; and what becomes of it where that comes to nothing."""

from __future__ import annotations

import asyncio

from routine.core.requests.commands import Press
from routine.core.state.notice import Delivery
from tests.daemon.delivery_harness import DeliveryHarness, a_notice, live


def test_a_press_is_asked_with_the_notice_it_belongs_to() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        await harness.show(a_notice("n1"), a_notice("n2"))
        assert harness.desktop.listener
        harness.desktop.listener.pressed("freedesktop#1", "done")
        await harness.settle()
        assert harness.presses() == [Press("n2", "done")]

    live(scenario)


def test_a_press_that_comes_before_the_servers_own_answer_counts() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.desktop.press_before_answer = "done"
        await harness.show(a_notice())
        assert harness.presses() == [Press("n1", "done")]

    live(scenario)


def test_a_press_on_a_notice_of_an_earlier_run_counts() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.desktop.hold = asyncio.Event()  # nothing was sent again yet
        harness.deliveries = {"n1": Delivery(notifier="freedesktop", handle="old#7", confirmed=True, epoch="before")}
        await harness.show(a_notice())
        assert harness.desktop.listener
        harness.desktop.listener.pressed("old#7", "done")
        await harness.settle()
        assert harness.presses() == [Press("n1", "done")]

    live(scenario)


def test_a_notice_that_a_person_opens_is_shown_again_to_be_read_once() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        await harness.show(a_notice("n1", "one"), a_notice("n2", "two"))
        assert harness.desktop.listener
        harness.desktop.listener.opened("freedesktop#1")
        await harness.settle()
        await harness.show(a_notice("n1", "one"), a_notice("n2", "three", "1"))
        assert harness.desktop.bodies == ["one", "two", "two", "three"]
        assert (harness.desktop.opened, harness.presses()) == (["n2"], [])

    live(scenario)


def test_an_opened_notice_of_another_program_is_nobodys() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        await harness.show(a_notice())
        assert harness.desktop.listener
        harness.desktop.listener.opened("freedesktop#99")
        await harness.settle()
        assert len(harness.desktop.shown) == 1

    live(scenario)


def test_a_press_on_another_programs_notice_is_nobodys() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        await harness.show(a_notice())
        assert harness.desktop.listener
        harness.desktop.listener.pressed("freedesktop#99", "done")
        await harness.settle()
        assert harness.presses() == []

    live(scenario)


def test_a_press_that_could_not_be_saved_shows_the_notice_again() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        await harness.show(a_notice())
        harness.disk_full = True
        assert harness.desktop.listener
        harness.desktop.listener.pressed("freedesktop#0", "done")
        await harness.settle()
        assert harness.desktop.shown == [("Reapply.", ""), ("Reapply.", "freedesktop#0")]

    live(scenario)


def test_a_notice_whose_press_changed_nothing_shows_again() -> None:
    """The bubble closed with the press, and its buttons are still needed."""

    async def scenario(harness: DeliveryHarness) -> None:
        await harness.show(a_notice())
        assert harness.desktop.listener
        harness.desktop.listener.pressed("freedesktop#0", "done")
        await harness.settle()
        assert len(harness.desktop.shown) == 2

    live(scenario)
