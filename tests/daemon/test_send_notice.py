"""One notice sent, and all withdrawn at the end: what came of it is known, here and in state."""

from __future__ import annotations

import asyncio

from routine.core.requests.reports import Cleared
from tests.daemon.delivery_house import House, a_notice, live


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
