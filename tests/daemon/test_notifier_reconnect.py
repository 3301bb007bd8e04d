"""One notifier that refuses, hangs, or comes and goes: looked for again, ever more slowly."""

from __future__ import annotations

from routine.daemon.notifier_reconnect import back_off
from tests.daemon.delivery_house import House, a_notice, live


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


def test_after_the_machine_slept_a_notifier_is_tried_at_once() -> None:
    async def scenario(house: House) -> None:
        house.desktop.go("no session bus")
        await house.show(a_notice())
        house.desktop.refuses = ""
        house.delivery.nudge()
        await house.settle()
        assert house.desktop.bodies == ["Reapply."]

    live(scenario)


def test_the_back_off_of_connecting_grows_to_a_minute() -> None:
    waits = [back_off(times) for times in range(1, 200)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (2, 60)
    gone_s = 0.0
    for wait in waits:
        assert wait <= 5 or gone_s > 45, "who was gone for so long is found again within 5 s"
        gone_s += wait


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
