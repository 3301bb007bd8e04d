"""Which notifier shows the notices: the best that works, and back to a better one when it can be had again."""

from __future__ import annotations

import asyncio

from routine.core.requests.replies.status import TriedNotifier
from tests.daemon.delivery_house import House, a_notice, live


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


def test_a_show_that_fails_twice_goes_to_the_next_notifier() -> None:
    async def scenario(house: House) -> None:
        house.desktop.fails = "no answer"
        await house.show(a_notice())
        await house.wait(5.1)
        assert house.plyer.bodies == ["Reapply."]
        assert house.delivery.facts().last_failure == "no answer (freedesktop)"

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


def test_a_notifier_that_the_user_fixed_is_the_only_one_used() -> None:
    async def scenario(house: House) -> None:
        house.setting = "console"
        await house.show(a_notice())
        assert (house.desktop.bodies, house.console.bodies) == ([], ["Reapply."])
        assert house.delivery.facts().name == "console"

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
