"""No client can stall or stop the daemon: slow, huge, silent, half-closed, garbage, greedy, vanishing, a stranger's."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import stat
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from routine.core.errors import DaemonError, RefusedError, RoutineError
from routine.core.requests.commands import Done, Snooze
from routine.daemon import server as server_module
from routine.daemon.protocol import MAX_REQUEST
from routine.daemon.read_request import Call, read_request
from routine.daemon.server import Server
from tests.users import as_nobody, give_to_nobody

IDLE_S = 0.3
Talk = Callable[["Peer"], Awaitable[None]]


class Peer:
    """A client that can do wrong."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def send(self, raw: bytes) -> None:
        """These bytes, whatever they are."""
        self.writer.write(raw)
        await self.writer.drain()

    async def reply(self) -> dict[str, Any]:
        """The next reply; {} at the end."""
        async with asyncio.timeout(60):
            text = await self.reader.readline()
        return json.loads(text) if text else {}


async def _answer(call: Call) -> dict[str, Any]:
    if isinstance(call, Snooze):
        raise RefusedError("not now", "later", {"findings": [1]})
    if isinstance(call, Done) and call.routines == ("bug",):
        raise ZeroDivisionError
    if isinstance(call, Done) and call.routines == ("long",):
        return {"text": "x" * 50_000_000}
    return {"call": call if isinstance(call, str) else type(call).__name__}


def _run(path: Path, *talks: Talk, max_clients: int = 8) -> None:
    """Let each of these talk in turn to one server, and then make sure that it still answers."""

    async def run() -> None:
        server = Server(_answer, idle_s=IDLE_S, max_clients=max_clients)
        await server.listen_unix(path)
        for talk in (*talks, _still_answers):
            await talk(Peer(*await asyncio.open_unix_connection(path, limit=2**26)))
        await server.close()

    asyncio.run(run())


async def _still_answers(peer: Peer) -> None:
    await peer.send(b'{"v":1,"do":"hello"}\n')
    assert (await peer.reply())["ok"] == {"call": "hello"}
    peer.writer.close()


@pytest.fixture
def path(socket_folder: Path) -> Path:
    """Where to listen."""
    return socket_folder / "run" / "routine.sock"


def test_replies_come_in_the_order_of_the_requests(path: Path) -> None:
    """Several lines at once are answered one after the other."""

    async def talk(peer: Peer) -> None:
        await peer.send(b'{"v":1,"do":"hello"}\n{"v":1,"do":"done"}\n{"v":1,"do":"today"}\n')
        assert [(await peer.reply())["ok"]["call"] for _ in range(3)] == ["hello", "Done", "Today"]

    _run(path, talk)


def test_an_error_of_the_service_is_answered_with_its_code_status_and_details(path: Path) -> None:
    """As a command's --json shows it."""

    async def talk(peer: Peer) -> None:
        await peer.send(b'{"v":1,"do":"snooze"}\n')
        assert await peer.reply() == {
            "v": 1,
            "error": {"code": "refused", "message": "not now", "hint": "later"},
            "exit": 1,
            "details": {"findings": [1]},
        }

    _run(path, talk)


def test_a_mistake_of_the_service_is_answered_and_the_connection_goes_on(path: Path) -> None:
    """An exception that nobody foresaw is not the client's fault."""

    async def talk(peer: Peer) -> None:
        await peer.send(b'{"v":1,"do":"done","routines":["bug"]}\n')
        assert (await peer.reply())["error"]["code"] == "daemon"
        await _still_answers(peer)

    _run(path, talk)


@pytest.mark.parametrize(
    "garbage",
    [
        b"\n",
        b"GET / HTTP/1.1\r\n",
        b"\x00\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        b'{"do":' * 50_000 + b"\n",
        b'{"v":1}\n',
        b'{"v":1,"do":7}\n',
        b'{"v":"1","do":"today"}\n',
        b'{"v":1,"do":"nonsense"}\n',
        b'{"v":2,"do":"today"}\n',
        b'{"v":1,"do":"done","routines":"spf"}\n',
        b'{"v":1,"do":"done","at":"\\ud800"}\n',
        b'{"v":1,"do":"plan","days":1e999}\n',
        b'{"v":1,"do":"today"',
        b"x" * (MAX_REQUEST + 10),
        b"x" * (MAX_REQUEST * 3) + b"\n",
    ],
    ids=lambda raw: repr(raw[:25]),
)
def test_garbage_is_answered_with_an_error_and_harms_nobody(path: Path, garbage: bytes) -> None:
    """Whatever the bytes."""

    async def talk(peer: Peer) -> None:
        peer.writer.write(garbage)
        peer.writer.write_eof()
        assert (await peer.reply())["error"]["code"] == "protocol"

    _run(path, talk)


def test_a_request_cut_short_is_not_acted_on(path: Path) -> None:
    """A client killed while it wrote may have meant more than its first half says."""

    async def talk(peer: Peer) -> None:
        peer.writer.write(b'{"v":1,"do":"done"}')
        peer.writer.write_eof()
        assert "no end of line" in (await peer.reply())["error"]["message"]

    _run(path, talk)


def test_a_client_that_closes_its_writing_side_still_gets_its_reply(path: Path) -> None:
    """Half-closed is not gone."""

    async def talk(peer: Peer) -> None:
        peer.writer.write(b'{"v":1,"do":"today"}\n')
        peer.writer.write_eof()
        assert (await peer.reply())["ok"] == {"call": "Today"}
        assert await peer.reply() == {}

    _run(path, talk)


def test_a_silent_client_is_let_go_in_time(path: Path) -> None:
    """It connected and says nothing."""

    async def talk(peer: Peer) -> None:
        assert await peer.reply() == {}

    _run(path, talk)


def test_a_client_that_drips_its_request_is_let_go_in_time(path: Path) -> None:
    """A byte now and then is no sign of life: the whole line has the time, not each byte."""

    async def talk(peer: Peer) -> None:
        with pytest.raises(ConnectionError):
            for _ in range(100):
                await peer.send(b" ")
                await asyncio.sleep(IDLE_S / 10)

    _run(path, talk)


def test_a_client_that_never_reads_a_long_reply_holds_up_nobody(path: Path) -> None:
    """Its reply waits in vain, then it is let go; another is answered meanwhile."""

    async def run() -> None:
        server = Server(_answer, idle_s=IDLE_S)
        await server.listen_unix(path)
        with socket.socket(socket.AF_UNIX) as deaf:
            deaf.connect(str(path))
            deaf.sendall(b'{"v":1,"do":"done","routines":["long"]}\n')
            await _still_answers(Peer(*await asyncio.open_unix_connection(path)))
            async with asyncio.timeout(60):
                while server._clients:
                    await asyncio.sleep(0.01)
        await server.close()

    asyncio.run(run())


def test_a_client_that_vanishes_before_its_reply_is_forgotten(path: Path) -> None:
    """Its command is done all the same: it was asked for."""

    async def talk(peer: Peer) -> None:
        await peer.send(b'{"v":1,"do":"done","routines":["long"]}\n')
        peer.writer.transport.abort()

    _run(path, talk)


def test_too_many_connections_are_turned_away_and_told_so(path: Path) -> None:
    """Those that are being answered are not cut off for others; there is room again when they have gone."""

    async def run() -> None:
        free = asyncio.Event()

        async def answer(call: Call) -> dict[str, Any]:
            if isinstance(call, Done):
                await free.wait()
            return await _answer(call)

        server = Server(answer, idle_s=IDLE_S, max_clients=3)
        await server.listen_unix(path)
        busy = [Peer(*await asyncio.open_unix_connection(path)) for _ in range(3)]
        for peer in busy:
            await peer.send(b'{"v":1,"do":"done"}\n')
        await asyncio.sleep(0.05)
        for _ in range(5):
            peer = Peer(*await asyncio.open_unix_connection(path))
            assert "too many" in (await peer.reply())["error"]["message"]
        free.set()
        assert [(await peer.reply())["ok"] for peer in busy] == [{"call": "Done"}] * 3
        for peer in busy:
            peer.writer.close()
        await asyncio.sleep(0.05)
        await _still_answers(Peer(*await asyncio.open_unix_connection(path)))
        await server.close()

    asyncio.run(run())


def test_connections_that_say_nothing_keep_nobody_out(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Over TCP any user of the computer can open some; the ones silent for longest make room at once."""

    async def run() -> None:
        server = Server(_answer, idle_s=30, max_clients=3)
        await server.listen_unix(path)
        known = Peer(*await asyncio.open_unix_connection(path))
        silent = [Peer(*await asyncio.open_unix_connection(path)) for _ in range(2)]
        for _ in range(5):
            await known.send(b'{"v":1,"do":"hello"}\n')
            assert (await known.reply())["ok"] == {"call": "hello"}
            silent.append(Peer(*await asyncio.open_unix_connection(path)))
            await silent[-1].send(b'{"v":1,')
            await asyncio.sleep(0.01)
        await _still_answers(Peer(*await asyncio.open_unix_connection(path)))
        assert await silent[0].reply() == {}
        await known.send(b'{"v":1,"do":"hello"}\n')
        assert (await known.reply())["ok"] == {"call": "hello"}
        await server.close()

    asyncio.run(run())
    assert caplog.records == []


def test_whoever_room_is_made_for_is_answered(path: Path) -> None:
    """Each one that comes while others are silent, and not only the one after it."""

    async def run() -> None:
        server = Server(_answer, idle_s=30, max_clients=2)
        await server.listen_unix(path)
        peers = []
        for _ in range(4):
            peers.append(Peer(*await asyncio.open_unix_connection(path)))
            await peers[-1].send(b'{"v":1,"do":"hello"}\n')
            assert (await peers[-1].reply())["ok"] == {"call": "hello"}
        await server.close()

    asyncio.run(run())


def test_another_users_process_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the socket's mode, the peer's user is asked of the kernel."""
    monkeypatch.setattr(server_module, "_peer_uid", lambda _: 12345)

    async def run() -> None:
        server = Server(_answer)
        await server.listen_unix(path)
        peer = Peer(*await asyncio.open_unix_connection(path))
        assert await peer.reply() == {}
        await server.close()

    asyncio.run(run())


def test_the_kernel_tells_whose_process_is_at_the_other_end() -> None:
    """Otherwise the test before this one would be about nothing."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert server_module._peer_uid(ours) == os.getuid()


def test_the_socket_is_its_owners_alone_and_gone_after_close(path: Path) -> None:
    """0600 in a 0700 directory; one that a killed daemon left is replaced."""
    path.parent.mkdir()
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(path))
    left.close()

    async def run() -> None:
        server = Server(_answer)
        await server.listen_unix(path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        await server.close()
        assert not path.exists()

    asyncio.run(run())


def test_over_tcp_only_the_token_opens() -> None:
    """Anybody on this computer can connect to the port, so the token is asked for with every request."""

    async def run() -> None:
        server = Server(_answer)
        _tcp, host, port, token = (await server.listen_tcp()).split(":")
        assert host == "127.0.0.1"
        for given, opens in ((token, True), ("", False), (token[:-1], False), ("ключ", False)):
            peer = Peer(*await asyncio.open_connection(host, int(port)))
            await peer.send(json.dumps({"v": 1, "do": "hello", "token": given}).encode() + b"\n")
            assert ("ok" in await peer.reply()) is opens
        await server.close()

    asyncio.run(run())


@pytest.mark.parametrize("do", ["hello", "stop"])
def test_hello_and_stop_work_in_every_version(do: str) -> None:
    """A newer command must be able to end an older daemon."""
    assert read_request(json.dumps({"v": 99, "do": do, "more": [1]}).encode()) == do


def test_what_is_wrong_with_a_request_is_said_with_its_place() -> None:
    """For whoever writes a client."""
    with pytest.raises(RoutineError, match=r"“done” cannot be read: Expected `array`, got `str` - at `\$.routines`"):
        read_request(b'{"v":1,"do":"done","routines":"spf"}')


def test_what_is_being_answered_when_the_server_closes_is_answered(path: Path) -> None:
    """What a person asked for happens, so they are told of it."""

    async def run() -> None:
        asked, may_go = asyncio.Event(), asyncio.Event()

        async def answer(_: Call) -> dict[str, Any]:
            asked.set()
            await may_go.wait()
            return {"call": "late"}

        server = Server(answer)
        await server.listen_unix(path)
        peer = Peer(*await asyncio.open_unix_connection(path))
        await peer.send(b'{"v":1,"do":"done"}\n')
        await asked.wait()
        closing = asyncio.create_task(server.close())
        await asyncio.sleep(0)
        may_go.set()
        assert (await peer.reply())["ok"] == {"call": "late"}
        await closing
        peer.writer.close()

    asyncio.run(run())


def test_a_client_that_is_let_go_at_the_end_is_no_mistake_in_the_log(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Python 3.11 logs a connection's task that was cancelled as an exception, traceback and all."""

    async def run() -> None:
        server = Server(_answer)
        await server.listen_unix(path)
        peer = Peer(*await asyncio.open_unix_connection(path))
        await _still_answers(Peer(*await asyncio.open_unix_connection(path)))
        await server.close()
        assert await peer.reply() == {}
        peer.writer.close()

    asyncio.run(run())
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


def test_as_many_clients_as_there_may_be_are_served(path: Path) -> None:
    """One at a time is a crowd where only one may be."""

    async def talk(peer: Peer) -> None:
        await _still_answers(peer)
        await peer.writer.wait_closed()

    _run(path, talk, max_clients=1)


def test_the_one_for_whom_room_was_made_is_answered(path: Path) -> None:
    """Each of them, and not every other one."""

    async def run() -> None:
        server = Server(_answer, idle_s=30, max_clients=1)
        await server.listen_unix(path)
        peers = []
        for _ in range(3):
            peers.append(Peer(*await asyncio.open_unix_connection(path)))
            await peers[-1].send(b'{"v":1,"do":"hello"}\n')
            assert (await peers[-1].reply())["ok"] == {"call": "hello"}
        assert [await peer.reply() for peer in peers[:-1]] == [{}, {}]
        await server.close()

    asyncio.run(run())


def test_a_path_may_be_as_long_as_every_system_takes_and_no_longer(socket_folder: Path) -> None:
    """Measured in bytes."""

    async def run() -> None:
        for more, listens in ((0, True), (1, False)):
            server = Server(_answer)
            path = socket_folder / ("x" * (100 + more - len(os.fsencode(socket_folder)) - 1))
            try:
                await server.listen_unix(path)
            except DaemonError as error:
                assert not listens
                assert "too long" in error.message
            else:
                assert listens
                await server.close()

    asyncio.run(run())


def test_the_socket_is_nobody_elses_at_any_moment(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also before its mode is set; and what the process writes elsewhere has the modes that it had."""
    monkeypatch.setattr(Path, "chmod", lambda *_: None)
    before = os.umask(0o022)

    async def run() -> None:
        server = Server(_answer)
        await server.listen_unix(path)
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
        await server.close()

    try:
        asyncio.run(run())
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)


def test_where_another_daemon_listens_by_now_its_socket_is_left(path: Path) -> None:
    """As after a logout that took the folder away: the first one has lost it, and says so."""

    async def run() -> None:
        first, second = Server(_answer), Server(_answer)
        assert not first.lost
        await first.listen_unix(path)
        assert not first.lost
        path.unlink()
        assert first.lost
        await second.listen_unix(path)
        assert (first.lost, second.lost) == (True, False)
        await first.close()
        await _still_answers(Peer(*await asyncio.open_unix_connection(path)))
        await second.close()
        assert not path.exists()

    asyncio.run(run())


def test_a_folder_where_the_socket_should_be_is_to_be_moved_away(path: Path) -> None:
    path.mkdir(parents=True)
    path.parent.chmod(0o700)
    with pytest.raises(DaemonError, match="cannot listen") as refused:
        asyncio.run(Server(_answer).listen_unix(path))
    assert f"mv {path}" in str(refused.value.hint)


def test_listening_again_after_the_socket_was_lost_answers_again(path: Path) -> None:
    async def run() -> None:
        server = Server(_answer)
        await server.listen_unix(path)
        path.unlink()
        assert await server.listen_unix(path) == f"unix:{path}"
        assert not server.lost
        await _still_answers(Peer(*await asyncio.open_unix_connection(path)))
        await server.close()

    asyncio.run(run())


def test_a_folder_that_may_not_be_entered_for_a_while_is_listened_in_again(path: Path) -> None:
    """The socket's file lies there as before, but nobody listens at it any more."""
    path.parent.mkdir()
    give_to_nobody(path.parent)

    async def run() -> None:
        server = Server(_answer)
        await server.listen_unix(path)
        path.parent.chmod(0)
        assert server.lost
        with pytest.raises(DaemonError, match="cannot listen"):
            await server.listen_unix(path)
        path.parent.chmod(0o700)
        assert server.lost
        await server.listen_unix(path)
        assert not server.lost
        _, writer = await asyncio.open_unix_connection(path)
        writer.close()
        await server.close()

    with as_nobody(path.parent):
        asyncio.run(run())


def test_two_that_come_at_one_moment_have_room_made_for_each(path: Path) -> None:
    async def run() -> None:
        server = Server(_answer, idle_s=600, max_clients=2)
        await server.listen_unix(path)
        silent = [Peer(*await asyncio.open_unix_connection(path)) for _ in range(2)]
        await asyncio.sleep(0.01)
        with socket.socket(socket.AF_UNIX) as one, socket.socket(socket.AF_UNIX) as other:
            for fresh in (one, other):
                fresh.connect(str(path))
            async with asyncio.timeout(5):
                assert [await peer.reply() for peer in silent] == [{}, {}]
        await server.close()

    asyncio.run(run())
