"""One notice sent, and all withdrawn at the end: what came of it is known, here and in state."""

from __future__ import annotations

import asyncio

from routine.core.requests.reports import Cleared
from tests.daemon.delivery_harness import DeliveryHarness, a_notice, live


def test_a_failure_is_forgotten_with_the_next_confirmed_delivery() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.desktop.fails = "no answer"
        await harness.show(a_notice())
        assert harness.delivery.facts().last_failure == "no answer (freedesktop)"
        harness.desktop.fails = ""
        await harness.wait(5.1)
        assert harness.delivery.facts().last_failure is None
        assert harness.delivery.facts().last_delivery == "2026-11-22T08:00:05Z"

    live(scenario)


def test_a_show_under_way_is_finished_and_reported_before_the_end() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.desktop.hold = asyncio.Event()
        await harness.show(a_notice())
        harness.desktop.hold.set()
        await harness.delivery.stop()
        assert len(harness.told()) == 1

    live(scenario)


def test_a_show_that_hangs_does_not_hold_up_the_end() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.desktop.hold = asyncio.Event()
        await harness.show(a_notice())
        await harness.end()
        assert harness.told() == []

    live(scenario)


def test_at_the_end_nothing_is_left_that_looks_alive() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        await harness.show(a_notice(), a_notice("n2"))
        await harness.delivery.stop()
        assert sorted(harness.desktop.withdrawn) == ["freedesktop#0", "freedesktop#1"]
        assert harness.asked[-1] == Cleared(("n1", "n2"))
        assert harness.deliveries == {}

    live(scenario)


def test_what_is_said_at_the_end_stays() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        await harness.show(a_notice())
        await harness.delivery.stop(a_notice("farewell", body="Routine has stopped."))
        assert harness.desktop.withdrawn == ["freedesktop#0"]
        assert harness.desktop.bodies[-1] == "Routine has stopped."

    live(scenario)


def test_a_server_that_hangs_does_not_hold_up_the_end_for_long() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        await harness.show(a_notice())
        harness.desktop.hold = asyncio.Event()
        stopping = asyncio.ensure_future(harness.delivery.stop())
        await harness.settle()
        await harness.wait(3.1)
        assert stopping.done()
        assert "n1" in harness.deliveries  # the next start closes it

    live(scenario)


def test_where_it_cannot_be_noted_the_end_comes_all_the_same() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        await harness.show(a_notice())
        harness.disk_full = True
        await harness.delivery.stop()
        assert harness.desktop.withdrawn == ["freedesktop#0"]

    live(scenario)


def test_what_shows_is_reported_before_the_next_one_is_through() -> None:
    """Should it die while a server takes long over the second, the first is known to show."""

    async def scenario(harness: DeliveryHarness) -> None:
        first, second = asyncio.Event(), asyncio.Event()
        harness.desktop.hold = first
        await harness.show(a_notice("n1"), a_notice("n2"))
        harness.desktop.hold = second
        first.set()
        await harness.settle()
        assert [told.notice for told in harness.told()] == ["n1"]
        second.set()
        await harness.settle()
        assert [told.notice for told in harness.told()] == ["n1", "n2"]

    live(scenario)
