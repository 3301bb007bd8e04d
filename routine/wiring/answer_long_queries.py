"""The process beside the daemon, `python -m routine.wiring.answer_long_queries`: answers long queries, one by one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from routine.adapters.clock import ManualClock
from routine.adapters.paths import Paths, paths
from routine.adapters.store.tinydb_store import TinyDbStore
from routine.core.errors import RoutineError
from routine.core.state.log import Entry
from routine.core.state.model import State
from routine.daemon.encode_reply import as_json
from routine.daemon.long_queries import LENGTH, LongQuery
from routine.daemon.protocol import failed, line, ok
from routine.ports.files import SetupSource
from routine.service.service import Service
from routine.wiring.files import build_files
from routine.wiring.local_service import editor_of

_NICENESS = 10  # what somebody waits for by the minute gives way to what they wait for by the second


class _AsAsked:
    """The state that the daemon has, and the log on disk; nothing is ever written."""

    problems: tuple[str, ...] = ()
    behind = False

    def __init__(self, state: State, disk: TinyDbStore) -> None:
        self._state, self._disk = state, disk

    def load(self) -> State:
        return self._state

    def commit(self, state: State, *, settled: bool = True) -> None:
        pass

    def settle(self) -> None:
        pass

    def append(self, entries: Iterable[Entry]) -> None:
        pass

    def entries(self, since: datetime | None = None, routine: str | None = None) -> list[Entry]:
        return self._disk.entries(since, routine)


def main() -> None:
    """Answer until the daemon hangs up."""
    with suppress(OSError, AttributeError):
        os.nice(_NICENESS)
    where = paths()
    files = build_files(where, readonly=True)
    while (asked := _read(sys.stdin.buffer)) is not None:
        answer = _answer(where, files, asked)
        sys.stdout.buffer.write(LENGTH.pack(len(answer)) + answer)
        sys.stdout.buffer.flush()


def _read(stream: BinaryIO) -> bytes | None:
    head = stream.read(LENGTH.size)
    return stream.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None


def _answer(where: Paths, files: SetupSource, asked: bytes) -> bytes:
    question = msgspec.json.decode(asked, type=LongQuery)
    store = _AsAsked(question.state, TinyDbStore(Path(where.data_dir), readonly=True))
    try:
        service = Service(store, files, ManualClock(question.now), editor=editor_of(where))  # which only tries here
        return line(ok(as_json(service.answer(question.query))))
    except RoutineError as error:
        return line(as_json(failed(error)))


if __name__ == "__main__":
    main()
