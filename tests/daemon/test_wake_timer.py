"""APScheduler as the timer: what is set is what it wakes for, late or not, and a thousand at once hold nothing up."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta

from routine.daemon.wake_timer import WakeTimer
from tests.rows import each


def _soon(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


def test_each_id_has_one_job_at_its_wake() -> None:
    """Set twice, the second set is all there is."""

    async def run() -> list[dict[str, str]]:
        timer = WakeTimer(lambda: None)
        timer.start()
        first, second = _soon(100), _soon(50)
        timer.set({"spf": first, "egg-mask": first})
        timer.set({"spf": second, "collagen": first})
        await timer.settled()
        jobs = timer.jobs()
        timer.stop()
        assert jobs == [{"id": "spf", "at": second.isoformat()}, {"id": "collagen", "at": first.isoformat()}]
        return jobs

    asyncio.run(run())


def test_a_wake_in_the_past_asks_at_once() -> None:
    """APScheduler would drop a date job that is a second late, with its default grace."""

    async def run() -> None:
        asked = asyncio.Event()
        timer = WakeTimer(asked.set)
        timer.start()
        timer.set({"spf": _soon(-3 * 86400)})
        async with asyncio.timeout(60):
            await asked.wait()
        await asyncio.sleep(0)
        assert timer.jobs() == []
        timer.stop()

    asyncio.run(run())


def test_a_job_that_fired_can_be_set_anew_for_the_same_instant() -> None:
    """After a commit that failed the same wake is still wanted."""

    async def run() -> None:
        asked: list[None] = []
        timer = WakeTimer(lambda: asked.append(None))
        timer.start()
        at = _soon(-1)
        for count in range(1, 6):
            timer.set({"spf": at})
            async with asyncio.timeout(60):
                while len(asked) < count:
                    await asyncio.sleep(0)
        timer.stop()

    asyncio.run(run())


@each("turns", range(12))
def test_a_job_set_anew_while_the_last_one_ends_is_not_lost(turns: int) -> None:
    """APScheduler drops a job whose earlier instance has not ended, unless several are allowed."""

    async def run() -> None:
        timer = WakeTimer(lambda: None)
        timer.start()
        timer.set({"spf": _soon(-1)})
        for _ in range(turns):
            await asyncio.sleep(0)
        timer.set({"spf": _soon(-2)})
        async with asyncio.timeout(60):
            while timer._wanted:  # what is wanted still had no wake
                await asyncio.sleep(0)
        timer.stop()

    asyncio.run(run())


def test_replan_looks_at_the_clock_again() -> None:
    """A wait that was right for another clock is given up for the right one."""

    async def run() -> None:
        asked = asyncio.Event()
        offset = timedelta(hours=1)
        timer = WakeTimer(asked.set, lambda instant: instant + offset)
        timer.start()
        timer.set({"spf": _soon(0)})
        await timer.settled()
        assert not asked.is_set()
        # what replan itself does is APScheduler's own wakeup: that it takes a due job at once is all there is to see
        timer.set({"spf": _soon(-3600)})
        await timer.settled()
        timer.replan()
        async with asyncio.timeout(60):
            await asked.wait()
        timer.stop()

    asyncio.run(run())


def test_a_thousand_wakes_set_moved_and_due_leave_the_loop_its_turns() -> None:
    """In slices: counted in turns of the loop, since how long a slice takes is the machine's affair."""

    async def run() -> None:
        turn, during, asked_in = 0, [], Counter[int]()
        timer = WakeTimer(lambda: asked_in.update([turn]))
        timer.start()

        async def count_turns() -> None:
            nonlocal turn
            while True:
                turn += 1
                await asyncio.sleep(0)

        counting = asyncio.create_task(count_turns())
        for far in (1000, 2000, -1):
            before = turn
            timer.set({f"routine-{n}": _soon(far) for n in range(1000)})
            await timer.settled()
            during.append(turn - before)
        async with asyncio.timeout(60):
            while asked_in.total() < 1000:
                await asyncio.sleep(0)
        counting.cancel()
        timer.stop()
        assert min(during) >= 15
        assert max(asked_in.values()) <= 200

    asyncio.run(run())


def test_a_thousand_that_come_due_at_one_instant_are_started_in_slices() -> None:
    """APScheduler itself would start them all in one turn."""

    async def run() -> None:
        turn, asked_in = 0, Counter[int]()
        timer = WakeTimer(lambda: asked_in.update([turn]))

        async def count_turns() -> None:
            nonlocal turn
            while True:
                turn += 1
                await asyncio.sleep(0)

        timer.start()
        counting = asyncio.create_task(count_turns())
        at = _soon(0.5)
        timer.set({f"routine-{n}": at for n in range(1000)})
        await timer.settled()
        async with asyncio.timeout(60):
            while asked_in.total() < 1000:
                await asyncio.sleep(0)
        counting.cancel()
        timer.stop()
        assert max(asked_in.values()) <= 200

    asyncio.run(run())


def test_what_never_began_ends_without_a_word() -> None:
    """A daemon whose data cannot be read ends before its timer began."""

    async def run() -> None:
        timer = WakeTimer(lambda: None)
        timer.replan()
        timer.stop()

    asyncio.run(run())
