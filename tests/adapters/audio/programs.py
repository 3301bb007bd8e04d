"""Programs that a test starts or has started: whether they still run, and running what waits for them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine
from typing import TypeVar

T = TypeVar("T")


def run(scenario: Coroutine[object, object, T], within_s: float | None = None) -> T:
    """Run it to its end, or fail after so many seconds: a program that hangs must not hang the tests."""

    async def limited() -> T:
        async with asyncio.timeout(within_s):
            return await scenario

    return asyncio.run(limited())


def is_alive(pid: int) -> bool:
    """Whether there is a process of this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
