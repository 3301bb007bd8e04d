"""A watch on a private bus, for one test."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

import pytest

from tests.adapters.presence.house import House, Test
from tests.e2e.conftest import bus as bus
from tests.e2e.desktop import Desktop


@pytest.fixture
def play(bus: Desktop) -> Iterator[Callable[[Test], None]]:
    async def run(test: Test) -> None:
        house = House(bus)
        try:
            await test(house)
        finally:
            house.presence.close()

    yield lambda test: asyncio.run(run(test))
