"""The service on its thread: what follows from a request is told after it."""

from __future__ import annotations

import asyncio

import pytest

from routine.core.occurrences import due
from routine.core.requests.reports import Reload
from routine.daemon.service_thread import Outlook, ServiceThread
from tests.builders import World, a_preset
from tests.service.test_faulty_routine import BAD, fails_for, is_bad


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
