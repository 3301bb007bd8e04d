"""Questions that take long, in processes processes: what takes seconds never waits behind what takes minutes."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from routine.core.errors import DaemonError
from routine.core.requests.queries import PlanQuery, Today
from routine.core.state.model import State
from routine.core.when.moment import Now
from routine.daemon import long_queries
from routine.daemon.long_queries import LongQuery, QueryProcesses

QUICK = LongQuery(Today(), State(), Now(datetime(2026, 11, 23, tzinfo=UTC), 0.0, "boot", "UTC"))
HEAVY = replace(QUICK, query=PlanQuery(days=3660), heavy=True)
#: Answers what is quick with its length, and hangs over everything else.
_BESIDE = """
import sys
while head := sys.stdin.buffer.read(4):
    asked = sys.stdin.buffer.read(int.from_bytes(head, "big"))
    while b"3660" in asked:
        pass
    sys.stdout.buffer.write((2).to_bytes(4, "big") + b"ok")
    sys.stdout.buffer.flush()
"""


async def _ended(processes: QueryProcesses, *asked: asyncio.Future[bytes]) -> None:
    processes.end()
    await asyncio.gather(*asked, return_exceptions=True)
    await asyncio.sleep(0.05)  # for the loop to hear that the killed are gone


def _with_beside(asked: list[LongQuery]) -> list[object]:
    """What the last of these is answered with while the others hang; and what those are told when it ends."""

    async def run() -> list[object]:
        processes = QueryProcesses([sys.executable, "-c", _BESIDE])
        others = [asyncio.ensure_future(processes.ask(one)) for one in asked[:-1]]
        await asyncio.sleep(0)
        try:
            return [await asyncio.wait_for(processes.ask(asked[-1]), 20)]
        except (DaemonError, TimeoutError) as error:
            return [error]
        finally:
            await _ended(processes, *others)

    return asyncio.run(run())


def test_what_takes_seconds_does_not_wait_behind_what_takes_minutes() -> None:
    assert _with_beside([HEAVY, HEAVY, QUICK]) == [b"ok"]


def test_whoever_waits_behind_others_is_told_so_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that gave up first would take Routine for one that hangs, and advise to kill it."""
    monkeypatch.setattr(long_queries, "LONGEST_S", 0.5)
    (told,) = _with_beside([HEAVY] * 5)
    assert isinstance(told, DaemonError)
    assert told.hint
    assert "other questions" in told.message, "it never had its turn: each of the others would have had its time first"


def test_the_next_question_after_one_that_took_too_long_has_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        processes = QueryProcesses([sys.executable, "-c", _BESIDE])
        monkeypatch.setattr(long_queries, "LONGEST_S", 0.2)
        with pytest.raises(DaemonError, match="too long"):
            await processes.ask(HEAVY)
        monkeypatch.setattr(long_queries, "LONGEST_S", 20.0)
        assert await processes.ask(replace(QUICK, heavy=True)) == b"ok"
        await _ended(processes)

    asyncio.run(run())
