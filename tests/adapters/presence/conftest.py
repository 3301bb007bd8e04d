"""A watch on a private bus, for one test."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

import pytest

from tests.adapters.presence.presence_harness import PresenceHarness, Test
from tests.e2e.conftest import bus as bus
from tests.e2e.desktop import Desktop


@pytest.fixture
def play(bus: Desktop) -> Iterator[Callable[[Test], None]]:
    async def run(test: Test) -> None:
        harness = PresenceHarness(bus)
        try:
            await test(harness)
        finally:
            harness.presence.close()

    yield lambda test: asyncio.run(run(test))
