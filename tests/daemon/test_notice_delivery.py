"""The delivery: what should be showing shows, whatever notifiers, servers and disks do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest
from msgspec.structs import replace

from routine.core.requests.reports import Told, Withdrawn
from routine.core.state.notice import Notice
from tests.daemon.delivery_house import House, a_notice, live


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


def test_after_the_machine_slept_what_could_not_be_saved_is_told_at_once() -> None:
    async def scenario(house: House) -> None:
        house.disk_full = True
        await house.show(a_notice())
        house.disk_full = False
        house.delivery.nudge()
        await house.settle()
        assert house.deliveries["n1"].confirmed

    live(scenario)


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
