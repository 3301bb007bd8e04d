"""APScheduler as the timer: a one-shot job for each routine at its next wake, which asks for a tick."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

_SLICE = 50
"""How many jobs are added, moved or started before the event loop gets its turn: about 5 ms of work."""


class _SlicedStore(MemoryJobStore):  # type: ignore[misc] # apscheduler ships no types
    """Hands out due jobs a slice at a time: the rest is still due, so the scheduler comes back for it at once."""

    def get_due_jobs(self, now: datetime) -> list[Any]:
        return list(super().get_due_jobs(now)[:_SLICE])


class WakeTimer:
    """Calls `ask_tick` at each wake. `real_instant` maps a wake to the machine's clock, where another one is used."""

    def __init__(
        self, ask_tick: Callable[[], None], real_instant: Callable[[datetime], datetime] = lambda instant: instant
    ) -> None:
        for name in ("apscheduler.scheduler", "apscheduler.executors.default"):
            logging.getLogger(name).setLevel(logging.WARNING)
        self._ask_tick = ask_tick
        self._real_instant = real_instant
        self._wanted: dict[str, datetime] = {}
        self._planned: dict[str, datetime] = {}
        self._settling: asyncio.Task[None] | None = None
        # UTC is said everywhere, or it would ask tzlocal, which caches the machine's zone for good.
        self._scheduler = AsyncIOScheduler(jobstores={"default": _SlicedStore()}, timezone=UTC)

    def start(self) -> None:
        """Begin; needs the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """End: no job runs after this."""
        if self._settling is not None:
            self._settling.cancel()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def set(self, wakes: Mapping[str, datetime]) -> None:
        """From now on wake at these UTC instants (past ones: at once), one for each id, and at no others.

        Returns at once; the jobs follow in slices, so that a thousand of them do not hold up the event loop.
        """
        self._wanted = dict(wakes)
        if self._settling is None or self._settling.done():
            self._settling = asyncio.get_running_loop().create_task(self._settle())

    async def settled(self) -> None:
        """Wait until the jobs are as they were set."""
        while self._settling is not None and not self._settling.done():
            await asyncio.wait([self._settling])

    def replan(self) -> None:
        """Work out the wait anew: the machine's clock was set, or it slept, and the wait was for the clock before."""
        if self._scheduler.running:
            self._scheduler.wakeup()

    def jobs(self) -> list[dict[str, str]]:
        """Every job with its instant on the machine's clock (UTC, ISO 8601), soonest first."""
        return [{"id": job.id, "at": job.next_run_time.isoformat()} for job in self._scheduler.get_jobs()]

    async def _settle(self) -> None:
        """Bring the jobs to what is wanted; wanted may change between two slices."""
        while True:
            todo = self._differences(_SLICE)
            if not todo:
                return
            # Paused, it is not woken for each single job; resuming wakes it once for the slice.
            self._scheduler.pause()
            try:
                for routine in todo:
                    self._place(routine, self._wanted.get(routine))
            finally:
                self._scheduler.resume()
            await asyncio.sleep(0)

    def _differences(self, limit: int) -> list[str]:
        changed = (key for key, at in self._wanted.items() if self._planned.get(key) != at)
        gone = (key for key in self._planned if key not in self._wanted)
        found: list[str] = []
        for keys in (changed, gone):
            for key in keys:
                if len(found) == limit:
                    return found
                found.append(key)
        return found

    def _place(self, routine: str, at: datetime | None) -> None:
        has_job = self._scheduler.get_job(routine) is not None
        if at is None:
            self._planned.pop(routine, None)
            if has_job:
                self._scheduler.remove_job(routine)
            return
        self._planned[routine] = at
        trigger = DateTrigger(self._real_instant(at), timezone=UTC)
        if has_job:
            self._scheduler.modify_job(routine, trigger=trigger, next_run_time=trigger.run_date, args=(routine, at))
        else:
            # No grace time: by its default a wake that comes a second late, as after a suspend, is dropped.
            # Several at once are allowed: a routine set anew before its last job has ended must not lose its wake.
            self._scheduler.add_job(
                self._fire, trigger, args=(routine, at), id=routine, misfire_grace_time=None, max_instances=1000
            )

    async def _fire(self, routine: str, at: datetime) -> None:
        """A coroutine, so that it runs in the event loop rather than on a thread of its own."""
        for times in (self._wanted, self._planned):
            if times.get(routine) == at:
                del times[routine]  # it had its wake; set once more for the same instant, it has another
        self._ask_tick()
