"""APScheduler as the timer: what is set is what it wakes for, late or not, and a thousand at once hold nothing up."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta

from routine.daemon.timer import WakeTimer


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
        async with asyncio.timeout(5):
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
            async with asyncio.timeout(5):
                while len(asked) < count:
                    await asyncio.sleep(0)
        timer.stop()

    asyncio.run(run())


def test_a_job_set_anew_while_the_last_one_still_ends_is_not_lost() -> None:
    """APScheduler drops a job whose earlier instance has not ended, unless several are allowed."""

    async def run() -> None:
        asked: list[None] = []

        def ask() -> None:
            asked.append(None)
            if len(asked) < 4:
                timer.set({"spf": _soon(-1 - len(asked))})

        timer = WakeTimer(ask)
        timer.start()
        timer.set({"spf": _soon(-1)})
        async with asyncio.timeout(5):
            while len(asked) < 4:
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
        async with asyncio.timeout(5):
            await asked.wait()
        timer.stop()

    asyncio.run(run())


def test_a_thousand_wakes_set_moved_and_due_never_hold_up_the_loop_for_100_ms() -> None:
    """The worst gap between two turns of the event loop, while all of it happens."""

    async def run() -> float:
        asked: list[None] = []
        timer = WakeTimer(lambda: asked.append(None))
        timer.start()
        worst, done = 0.0, False

        async def probe() -> None:
            nonlocal worst
            while not done:
                before = time.perf_counter()
                await asyncio.sleep(0)
                worst = max(worst, time.perf_counter() - before)

        watching = asyncio.create_task(probe())
        for far in (1000, 2000, -1):
            timer.set({f"routine-{n}": _soon(far) for n in range(1000)})
            await timer.settled()
        async with asyncio.timeout(30):
            while len(asked) < 1000:
                await asyncio.sleep(0)
        done = True
        await watching
        timer.stop()
        assert len(asked) == 1000
        return worst

    assert asyncio.run(run()) < 0.1
