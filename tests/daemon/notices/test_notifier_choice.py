"""Which notifier shows the notices: the best that works, and back to a better one when it can be had again."""

from __future__ import annotations

import asyncio

from routine.core.requests.replies.status import TriedNotifier
from tests.daemon.delivery_harness import DeliveryHarness, a_notice, live


def test_without_a_desktop_the_next_notifier_shows_it_and_status_says_why() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.desktop.refuses = harness.plyer.refuses = "no session bus"
        harness.want(a_notice())
        harness.desktop.lose()
        await harness.settle()
        assert harness.console.bodies == ["Reapply."]
        facts = harness.delivery.facts()
        assert facts.name == "console"
        assert facts.tried == (
            TriedNotifier(name="freedesktop", reason="no session bus"),
            TriedNotifier(name="plyer", reason="no session bus"),
        )

    live(scenario)


def test_what_plyer_was_handed_is_neither_repeated_nor_counted_as_delivered() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.desktop.go("no session bus")
        await harness.show(a_notice())
        harness.delivery.poke()
        await harness.settle()
        assert harness.plyer.bodies == ["Reapply."]
        assert not harness.told()[0].confirmed
        assert harness.delivery.facts().last_delivery is None

    live(scenario)


def test_when_the_desktop_comes_back_what_waits_is_shown_there() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.desktop.go("no notification server is running")
        await harness.show(a_notice())
        harness.desktop.refuses = ""
        harness.desktop.come_back()
        await harness.settle()
        assert harness.plyer.bodies == harness.desktop.bodies == ["Reapply."]
        assert harness.delivery.facts().name == "freedesktop"
        assert harness.deliveries["n1"].confirmed

    live(scenario)


def test_a_desktop_that_gives_no_sign_is_looked_for_while_something_shows() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.desktop.go("no session bus")
        await harness.show(a_notice())
        harness.desktop.refuses = ""
        for _ in range(3):
            await harness.wait(6)
        assert harness.desktop.bodies == ["Reapply."]

    live(scenario)


def test_with_nothing_to_show_no_desktop_is_looked_for() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.desktop.go("no session bus")
        await harness.settle()
        harness.desktop.refuses = ""
        before = harness.desktop.connects
        for _ in range(20):
            await harness.wait(60)
        assert harness.desktop.connects == before

    live(scenario)


def test_a_show_that_fails_twice_goes_to_the_next_notifier() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.desktop.fails = "no answer"
        await harness.show(a_notice())
        await harness.wait(5.1)
        assert harness.plyer.bodies == ["Reapply."]
        assert harness.delivery.facts().last_failure == "no answer (freedesktop)"

    live(scenario)


def test_all_that_shows_goes_to_the_server_that_is_back() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.desktop.fails = "refused"
        await harness.show(a_notice(), a_notice("n2", "Rinse."))
        await harness.wait(6)
        harness.desktop.fails = ""
        for _ in range(5):
            await harness.wait(1)
        assert sorted(harness.desktop.bodies) == ["Reapply.", "Rinse."]

    live(scenario)


def test_what_comes_new_while_it_refuses_is_shown_by_the_next() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.desktop.fails = "refused"
        await harness.show(a_notice())
        for _ in range(30):
            await harness.wait(1)
        await harness.show(a_notice(), a_notice("n2", "Rinse."))
        for _ in range(30):
            await harness.wait(1)
        assert harness.plyer.bodies == ["Reapply.", "Rinse."]

    live(scenario)


def test_a_notifier_that_the_user_fixed_is_the_only_one_used() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.setting = "console"
        await harness.show(a_notice())
        assert (harness.desktop.bodies, harness.console.bodies) == ([], ["Reapply."])
        assert harness.delivery.facts().name == "console"

    live(scenario)


def test_whoever_asks_it_to_look_hears_once_it_has_or_after_seconds() -> None:
    """`start` and `doctor` then say how notices are shown now, and not before."""

    async def scenario(harness: DeliveryHarness) -> None:
        harness.desktop.hold = asyncio.Event()
        await harness.show(a_notice())  # under way, so that it cannot look yet
        looking = asyncio.ensure_future(harness.delivery.look())
        await harness.settle()
        assert not looking.done()
        harness.desktop.hold.set()
        await harness.settle()
        assert looking.done()
        harness.desktop.hold = asyncio.Event()
        await harness.show(a_notice(body="Now.", revision="1"))
        looking = asyncio.ensure_future(harness.delivery.look())
        await harness.settle()
        await harness.wait(9)
        assert looking.done()
        harness.desktop.hold.set()

    live(scenario)
