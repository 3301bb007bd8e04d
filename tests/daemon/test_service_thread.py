"""The service on its thread: what follows from a request is told after it."""

from __future__ import annotations

import asyncio
from threading import Event

import pytest

from routine.core.occurrences import due
from routine.core.requests.queries import Request, Today
from routine.core.requests.replies.commands import SilentReply
from routine.core.requests.reports import Reload
from routine.daemon.service_thread import Outlook, ServiceThread
from tests.builders import World, a_preset
from tests.service.test_faulty_routines import BAD, fails_for, is_bad


def test_a_routine_that_was_left_out_is_named_by_the_outlook_of_the_same_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It waits for no later command to be told."""
    fails_for(monkeypatch, due, "_armed", is_bad)
    world, told = World(a_preset("spf"), a_preset("mask")), list[Outlook]()
    world.change(a_preset("mask", title=BAD))

    async def read_again() -> None:
        thread = ServiceThread(lambda: world.simulation.service, told.append)
        await thread.start()
        await thread.handle(Reload())
        await asyncio.to_thread(thread.stop)

    asyncio.run(read_again())
    assert [one.id for one in told[0].notices if BAD in f"{one.title} {one.body}"]


def test_at_the_end_what_is_under_way_is_finished_and_what_waits_is_dropped() -> None:
    class Slow:
        """Answers once it may."""

        def __init__(self) -> None:
            self.began, self.may_go, self.answered = Event(), Event(), 0

        def answer(self, _: Request) -> SilentReply:
            self.began.set()
            self.may_go.wait(10)
            self.answered += 1
            return SilentReply()

    async def end() -> None:
        slow = Slow()
        thread = ServiceThread(lambda: slow, lambda _: None)  # type: ignore[arg-type, return-value] # it answers slowly
        await thread.start()
        first, second = (asyncio.create_task(thread.handle(Today())) for _ in range(2))
        await asyncio.to_thread(slow.began.wait, 10)
        ending = asyncio.create_task(asyncio.to_thread(thread.stop, tidy=False))
        await asyncio.sleep(0.05)
        assert not ending.done()
        slow.may_go.set()
        await ending
        assert (await first, slow.answered) == (SilentReply(), 1)
        await asyncio.gather(second, return_exceptions=True)
        assert second.cancelled()

    asyncio.run(end())
