"""Whoever asked and has gone: the question is dropped, so that no other waits behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from routine.daemon import server
from routine.daemon.read_request import Call
from routine.daemon.server import Server
from tests.socket_folder import socket_folder

PLAN, DONE = b'{"v":1,"do":"plan","days":3660}\n', b'{"v":1,"do":"done","routines":["spf"]}\n'


class Slow:
    """Answers nothing by itself."""

    def __init__(self) -> None:
        self.begun, self.ended = asyncio.Event(), asyncio.Event()

    async def answer(self, _: Call) -> object:
        self.begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.ended.set()
        return {}


async def _ended_within(slow: Slow, seconds: float) -> bool:
    try:
        await asyncio.wait_for(slow.ended.wait(), seconds)
    except TimeoutError:
        return False
    return True


def _asked(request: bytes, leave: Callable[[asyncio.StreamWriter], Awaitable[None]]) -> bool:
    """Whether its working out ends once the client has left like that."""

    async def run() -> bool:
        with socket_folder() as folder:
            slow = Slow()
            listening = Server(slow.answer, idle_s=0.1)
            await listening.listen_unix(Path(folder, "s"))
            _, writer = await asyncio.open_unix_connection(Path(folder, "s"))
            writer.write(request)
            await slow.begun.wait()
            await leave(writer)
            ended = await _ended_within(slow, 0.3)
            writer.close()
            await listening.close()
            return ended

    return asyncio.run(run())


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_LOOK_S", 0.01)


async def _gone(writer: asyncio.StreamWriter) -> None:
    writer.close()


async def _half_gone(writer: asyncio.StreamWriter) -> None:
    writer.write_eof()


async def _there(_: asyncio.StreamWriter) -> None:
    pass


def test_a_question_is_dropped_when_whoever_asked_has_gone() -> None:
    assert _asked(PLAN, _gone)


@pytest.mark.parametrize("leave", [_there, _half_gone])
def test_a_question_of_somebody_who_waits_is_not(leave: Callable[[asyncio.StreamWriter], Awaitable[None]]) -> None:
    assert not _asked(PLAN, leave)


def test_what_was_to_be_done_is_done_all_the_same() -> None:
    assert not _asked(DONE, _gone)
