"""Ticks are one at a time, however many ask; a failed one is tried again, more and more slowly."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from routine.core.errors import StoreError
from routine.daemon.tick_retry import TickRetry


async def _until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not true():
            await asyncio.sleep(0.001)


def test_a_thousand_askers_get_one_tick_and_those_during_it_one_more() -> None:
    """What comes due while a tick decides is decided by the next."""

    async def run() -> None:
        ticks: list[int] = []
        go_on = asyncio.Event()

        async def tick() -> bool:
            ticks.append(1)
            await go_on.wait()
            return True

        ticker = TickRetry(tick)
        ticker.start()
        for _ in range(1000):
            ticker.ask()
        await _until(lambda: len(ticks) == 1)
        for _ in range(1000):
            ticker.ask()
        go_on.set()
        await _until(lambda: len(ticks) == 2)
        await asyncio.sleep(0.02)
        ticker.stop()
        assert len(ticks) == 2

    asyncio.run(run())


def test_a_tick_that_failed_holds_back_askers_and_is_tried_again_until_it_succeeds() -> None:
    """A full disk must not be hammered, and what was due must not be forgotten."""

    async def run() -> None:
        waits: list[float] = []
        loop = asyncio.get_running_loop()
        began = loop.time()

        async def tick() -> bool:
            waits.append(loop.time() - began)
            if len(waits) < 3:
                raise StoreError("no space left on device")
            return True

        ticker = TickRetry(tick)
        ticker.start()
        ticker.ask()
        await _until(lambda: bool(waits))
        for _ in range(100):
            ticker.ask()
            await asyncio.sleep(0)
        assert ticker.holding
        await _until(lambda: len(waits) == 3)
        assert waits[1] - waits[0] > 0.9
        assert waits[2] - waits[1] > 1.8
        assert not ticker.holding
        ticker.stop()

    asyncio.run(run())


def test_a_tick_that_leaves_something_due_cannot_spin() -> None:
    """A wake that never goes away costs a few ticks, not a processor."""

    async def run() -> None:
        ticks: list[int] = []

        async def tick() -> bool:
            ticks.append(1)
            return False

        ticker = TickRetry(tick)
        ticker.start()
        ticker.ask()
        for _ in range(200):
            await asyncio.sleep(0.001)
            ticker.ask()
        ticker.stop()
        assert 2 <= len(ticks) <= 6

    asyncio.run(run())


def test_a_mistake_in_a_tick_does_not_end_ticking() -> None:
    """Any exception is tried again."""

    async def run() -> None:
        ticks: list[int] = []

        async def tick() -> bool:
            ticks.append(1)
            raise ZeroDivisionError

        ticker = TickRetry(tick)
        ticker.start()
        ticker.ask()
        await _until(lambda: len(ticks) == 1)
        ticker.ask_now()
        await _until(lambda: len(ticks) == 2)
        ticker.stop()

    asyncio.run(run())


def delays(outcomes: list[bool | Exception], monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """For how long it holds back after each of these ticks, in a row; 0: not at all."""

    async def run() -> list[float]:
        found: list[float] = []
        loop, left = asyncio.get_running_loop(), iter(outcomes)
        monkeypatch.setattr(loop, "call_later", lambda delay, _: found.append(delay))

        async def tick() -> bool:
            outcome = next(left)
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        ticker = TickRetry(tick)
        for count, _ in enumerate(outcomes, 1):
            await ticker.once()
            if not ticker.holding:
                found.append(0)
            assert len(found) == count
        return found

    return asyncio.run(run())


def test_after_each_failure_it_waits_twice_as_long_up_to_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    full = StoreError("no space left on device")
    assert delays([full] * 9, monkeypatch) == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_what_is_left_due_is_looked_at_soon_and_ever_more_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    assert delays([False] * 4, monkeypatch) == [0.02, 0.04, 0.08, 0.16]


def test_once_all_is_decided_the_next_failure_counts_from_the_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    full = StoreError("no space left on device")
    assert delays([full, full, True, full, ZeroDivisionError()], monkeypatch) == [1, 2, 0, 1, 2]
