"""The delivery: what should be showing shows, whatever notifiers, servers and disks do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest
from msgspec.structs import replace

from routine.core.requests.reports import Told, Withdrawn
from routine.core.state.notice import Notice
from tests.daemon.delivery_harness import DeliveryHarness, a_notice, live


def test_a_wanted_notice_is_shown_once_and_reported() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        await harness.show(a_notice())
        harness.tell()
        await harness.settle()
        assert harness.desktop.shown == [("Reapply.", "")]
        assert harness.told() == [Told("n1", "0", "freedesktop", "freedesktop:1", "freedesktop#0", True)]

    live(scenario)


def test_a_changed_notice_replaces_itself() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        await harness.show(a_notice())
        await harness.show(a_notice(body="Done. Next: 14:00.", revision="1"))
        assert harness.desktop.shown == [("Reapply.", ""), ("Done. Next: 14:00.", "freedesktop#0")]

    live(scenario)


def test_what_is_no_longer_wanted_is_withdrawn_and_reported() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        await harness.show(a_notice())
        await harness.show()
        assert harness.desktop.withdrawn == ["freedesktop#0"]
        assert harness.asked[-1] == Withdrawn("n1")

    live(scenario)


def test_many_pokes_are_one_look() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        for _ in range(100):
            harness.want(a_notice())
        await harness.settle()
        assert len(harness.desktop.shown) == 1

    live(scenario)


def test_a_full_disk_does_not_have_a_notice_sent_again_and_again() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.disk_full = True
        await harness.show(a_notice())
        for _ in range(10):
            await harness.wait(10)
        assert len(harness.desktop.shown) == 1
        assert len(harness.told()) <= 11
        harness.disk_full = False
        await harness.wait(10)
        assert harness.deliveries["n1"].confirmed

    live(scenario)


def test_a_full_disk_does_not_have_a_notice_withdrawn_again_and_again() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        await harness.show(a_notice())
        harness.disk_full = True
        await harness.show()
        assert harness.desktop.withdrawn == ["freedesktop#0"]
        harness.disk_full = False
        await harness.wait(5.1)
        assert harness.deliveries == {}

    live(scenario)


def test_after_a_stop_what_is_still_due_is_shown_anew() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        await harness.show(a_notice())
        await harness.delivery.stop()
        harness.delivery = harness.a_new_delivery()
        await harness.delivery.start()
        harness.tell()
        await harness.settle()
        assert harness.desktop.shown == [("Reapply.", ""), ("Reapply.", "")]

    live(scenario)


def test_after_a_crash_what_is_over_by_now_is_withdrawn() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        await harness.show(a_notice(), a_notice("n2"))
        harness.delivery, harness.wanted = harness.a_new_delivery(), (a_notice("n2"),)
        await harness.delivery.start()
        harness.tell()
        await harness.settle()
        assert harness.desktop.withdrawn == ["freedesktop#0"]
        assert harness.desktop.shown[-1] == ("Reapply.", "freedesktop#1")

    live(scenario)


def test_a_run_after_a_crash_sends_what_should_show_under_the_confirmed_handle() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        await harness.show(a_notice())
        harness.delivery = harness.a_new_delivery()
        await harness.delivery.start()
        harness.tell()
        await harness.settle()
        assert harness.desktop.shown == [("Reapply.", ""), ("Reapply.", "freedesktop#0")]

    live(scenario)


def test_a_mistake_in_a_notifier_does_not_end_the_announcer(caplog: pytest.LogCaptureFixture) -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        def explode(_: Iterable[Notice]) -> None:
            raise ZeroDivisionError

        harness.desktop.hold = type("Broken", (), {"wait": explode})()
        await harness.show(a_notice())
        harness.desktop.hold = None
        await harness.wait(60.1)
        assert harness.desktop.bodies == ["Reapply."]
        assert "showing failed" in caplog.text

    live(scenario)


def test_after_the_machine_slept_what_could_not_be_saved_is_told_at_once() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.disk_full = True
        await harness.show(a_notice())
        harness.disk_full = False
        harness.delivery.nudge()
        await harness.settle()
        assert harness.deliveries["n1"].confirmed

    live(scenario)


def test_a_told_report_of_an_old_revision_is_followed_by_the_new_one() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.desktop.hold = asyncio.Event()
        await harness.show(a_notice())
        harness.want(replace(a_notice(), body="Now.", revision="1"))
        harness.desktop.hold.set()
        await harness.settle()
        assert harness.desktop.shown == [("Reapply.", ""), ("Now.", "freedesktop#0")]

    live(scenario)


def test_another_time_left_is_shown_in_place_and_not_worth_a_report() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        for left in ("16", "15", "14"):
            await harness.show(replace(a_notice(body=left), refresh=left))
        assert harness.desktop.shown == [("16", ""), ("15", "freedesktop#0"), ("14", "freedesktop#0")]
        assert len(harness.told()) == 1

    live(scenario)


def test_another_time_left_does_not_flood_a_notifier_without_replacement() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.setting = "plyer"
        for left in ("16", "15", "14"):
            await harness.show(replace(a_notice(body=left), refresh=left))
        assert [body for body, _ in harness.plyer.shown] == ["16"]

    live(scenario)
