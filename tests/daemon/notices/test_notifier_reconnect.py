"""One notifier that refuses, hangs, or comes and goes: looked for again, ever more slowly."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from routine.daemon.notices.notifier_reconnect import Candidate, back_off
from routine.ports.notifier import NotifierError, NotifierSilentError
from tests.daemon.delivery_harness import DeliveryHarness, FakeNotifier, a_notice, live


def test_after_a_lost_server_everything_that_should_show_is_sent_again() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        await harness.show(a_notice("n1", "one"), a_notice("n2", "two"))
        harness.desktop.lose()
        await harness.wait(1)
        assert harness.desktop.bodies == ["one", "two", "one", "two"]

    live(scenario)


def test_a_server_that_comes_and_goes_is_not_sent_the_same_notice_without_end() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        await harness.show(a_notice())
        for _ in range(100):
            harness.desktop.lose()
            harness.desktop.come_back()
            await harness.wait(0.1)
        assert len(harness.desktop.shown) <= 4

    live(scenario)


def test_a_failing_show_is_tried_again_after_its_back_off() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.desktop.fails = "no answer"
        await harness.show(a_notice())
        harness.desktop.fails = ""
        await harness.wait(4)
        assert harness.desktop.bodies == []
        await harness.wait(1.1)
        assert harness.desktop.bodies == ["Reapply."]

    live(scenario)


def test_a_server_that_refused_for_a_while_has_its_buttons_back_within_seconds() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.desktop.fails = "refused"
        await harness.show(a_notice())
        for _ in range(45):
            await harness.wait(1)
        assert harness.plyer.bodies == ["Reapply."], "what shows meanwhile is shown once"
        assert harness.delivery.facts().name == "plyer"
        harness.desktop.fails = ""
        for _ in range(5):
            await harness.wait(1)
        assert harness.desktop.bodies == ["Reapply."]
        assert harness.delivery.facts().name == "freedesktop"
        assert harness.deliveries["n1"].confirmed

    live(scenario)


def test_a_server_that_hangs_has_the_next_one_show_at_once_and_is_left_alone() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.desktop.hangs = True
        await harness.show(a_notice())
        assert harness.plyer.bodies == ["Reapply."]
        tries = harness.desktop.tries
        await harness.wait(45)
        await harness.show(a_notice(), a_notice("n2", "Rinse."))
        assert harness.plyer.bodies == ["Reapply.", "Rinse."]
        assert harness.desktop.tries == tries, "each try would hold up everything for seconds"

    live(scenario)


def test_a_server_that_hung_is_back_as_soon_as_it_answers() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.desktop.hangs = True
        await harness.show(a_notice())
        await harness.wait(45)
        harness.desktop.hangs = False
        harness.desktop.come_back()
        await harness.settle()
        assert harness.desktop.bodies == ["Reapply."]
        assert harness.delivery.facts().name == "freedesktop"

    live(scenario)


def test_after_the_machine_slept_a_notifier_is_tried_at_once() -> None:
    async def scenario(harness: DeliveryHarness) -> None:
        harness.desktop.go("no session bus")
        await harness.show(a_notice())
        harness.desktop.refuses = ""
        harness.delivery.nudge()
        await harness.settle()
        assert harness.desktop.bodies == ["Reapply."]

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

    async def scenario(harness: DeliveryHarness) -> None:
        for number in range(6):
            await harness.show(a_notice(f"n{number}", f"{number}"))
            await harness.show()
            harness.desktop.lose("the notification server stopped")
            await harness.wait(30)
        assert harness.desktop.bodies == ["0", "1", "2", "3", "4", "5"]
        assert harness.plyer.bodies == []

    live(scenario)


class DeafListener:
    """Hears nothing of what a person does."""

    def pressed(self, handle: str, button: str) -> None: ...
    def opened(self, handle: str) -> None: ...
    def closed(self, handle: str) -> None: ...
    def hidden(self, handle: str) -> None: ...


class CandidateHarness:
    """A candidate, and the waits that it asked for: `waits` in seconds, `over` ends the last of them."""

    def __init__(self) -> None:
        self.server = FakeNotifier("freedesktop")
        self.idle, self.woken = False, 0
        self.waits: list[float] = []
        self.over: Callable[[], object] = lambda: None
        self.candidate = Candidate("freedesktop", lambda: self.server, self._wake, DeafListener(), lambda: self.idle)

    def _wake(self) -> None:
        self.woken += 1

    def later(self, delay: float, what: Callable[[], object]) -> asyncio.TimerHandle:
        self.waits.append(delay)
        self.over = what
        return asyncio.TimerHandle(0, what, (), asyncio.get_running_loop())


def tried(test: Callable[[CandidateHarness], Awaitable[None]], monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        trial = CandidateHarness()
        monkeypatch.setattr(asyncio.get_running_loop(), "call_later", trial.later)
        await test(trial)

    asyncio.run(run())


def test_one_that_refuses_is_tried_ever_more_slowly_and_once_connected_from_the_beginning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def test(trial: CandidateHarness) -> None:
        trial.server.refuses = "no"
        assert [await trial.candidate.connect() for _ in range(3)] == [False] * 3
        assert (trial.waits, trial.candidate.ready, trial.candidate.reason) == ([2, 2.1, 2.205], False, "no")
        trial.over()
        assert (trial.candidate.ready, trial.woken) == (True, 1)
        trial.server.refuses = ""
        assert await trial.candidate.connect()
        assert (trial.candidate.connected, trial.candidate.reason) == (True, "")
        trial.server.refuses, trial.candidate.connected = "no", False
        trial.waits.clear()
        await trial.candidate.connect()
        assert trial.waits == [2]

    tried(test, monkeypatch)


@pytest.mark.parametrize(("idle", "waits"), [(False, [0, back_off(2), back_off(3)]), (True, [0, 0, 0])])
def test_one_that_goes_is_looked_for_at_once_and_one_that_keeps_going_is_left_alone(
    idle: bool, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that leaves whenever it has nothing to show has not crashed."""

    async def test(trial: CandidateHarness) -> None:
        trial.idle = idle
        await trial.candidate.connect()
        trial.waits.clear()
        for _ in waits:
            trial.candidate.lost("it stopped")
        assert (trial.waits, trial.candidate.connected, trial.candidate.ready) == (waits, False, False)
        trial.candidate.back()
        assert (trial.candidate.ready, trial.woken) == (idle, int(idle))

    tried(test, monkeypatch)


def test_one_that_held_for_a_minute_is_none_that_comes_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(trial: CandidateHarness) -> None:
        for _ in range(3):
            await trial.candidate.connect()
            assert trial.waits[-1] == 60
            trial.over()
            trial.candidate.lost("it stopped")
            assert trial.waits[-1] == 0

    tried(test, monkeypatch)


def test_one_that_cannot_show_stands_back_the_second_time_and_ever_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(trial: CandidateHarness) -> None:
        await trial.candidate.connect()
        trial.waits.clear()
        await trial.candidate.failed(NotifierError("no room"))
        assert (trial.waits, trial.candidate.connected, trial.candidate.distrusted) == ([], True, False)
        for _ in range(3):
            await trial.candidate.failed(NotifierError("no room"))
        assert trial.waits == [back_off(1), back_off(2), back_off(3)]
        assert (trial.candidate.connected, trial.candidate.distrusted, trial.candidate.reason) == (
            False,
            True,
            "no room",
        )
        trial.candidate.showed()
        assert (trial.candidate.distrusted, trial.candidate.reason) == (False, "")
        trial.waits.clear()
        await trial.candidate.failed(NotifierError("no room"))
        assert trial.waits == []

    tried(test, monkeypatch)


def test_one_that_hangs_is_left_alone_for_a_minute_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each try would hold up everything else for as long as it is waited for."""

    async def test(trial: CandidateHarness) -> None:
        await trial.candidate.connect()
        trial.waits.clear()
        await trial.candidate.failed(NotifierSilentError("no answer"))
        assert (trial.waits, trial.candidate.connected, trial.candidate.distrusted) == ([60], False, True)

    tried(test, monkeypatch)


def test_whatever_changed_one_that_is_connected_waits_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(trial: CandidateHarness) -> None:
        trial.server.refuses = "no"
        await trial.candidate.connect()
        trial.candidate.try_again()
        assert trial.candidate.ready
        trial.server.refuses = ""
        await trial.candidate.connect()
        trial.candidate.try_again()
        assert not trial.candidate.ready
        await trial.candidate.let_go()
        assert (trial.candidate.connected, trial.candidate.ready) == (False, True)

    tried(test, monkeypatch)


def test_why_it_cannot_be_connected_is_logged_once_until_it_is_another_reason(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def test(trial: CandidateHarness) -> None:
        for why in ("no bus", "no bus", "no server", "no bus"):
            trial.server.refuses = why
            await trial.candidate.connect()

    with caplog.at_level("INFO"):
        tried(test, monkeypatch)
    logged = [one.getMessage() for one in caplog.records if "not connected" in one.getMessage()]
    assert [why for message in logged for why in ("no bus", "no server") if why in message] == [
        "no bus",
        "no server",
        "no bus",
    ]
