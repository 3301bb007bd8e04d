"""A daemon with a stand-in for the service: what its process does is tested apart from what is decided in it.

Run as a program it is the daemon; the variable STAND_IN holds JSON: `slow_s`, how long a `done` takes; `fail`,
a file that makes every commit fail by being there; `wakes`, seconds after the start at which each id is due; `version`;
`session`, whose session runs; `beat_s`, how often the daemon looks at clocks and files.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

import routine
from routine.adapters.paths import Paths, paths
from routine.core.config.setup import Setup
from routine.core.errors import StoreError
from routine.core.requests.commands import Command, Done
from routine.core.requests.queries import Overview, Query, Request, SessionQuery
from routine.core.requests.replies.commands import SaidReply
from routine.core.requests.replies.session import SessionReply
from routine.core.requests.replies.status import NotifierStatus
from routine.core.requests.reports import Tick
from routine.core.state.model import State
from routine.core.state.notice import Delivery, Notice
from routine.core.state.session import Performance
from routine.daemon import daemon
from routine.daemon.clock_watch import ClockWatch
from routine.ports.clock import Clock
from routine.wiring import build_daemon
from routine.wiring import run_daemon as run
from tests.cli.fake_connection import a_stopped_status, an_overview
from tests.cli.sessions import a_session

if TYPE_CHECKING:
    from routine.service.service import ServiceReply


class StandIn:
    """Counts ticks, and writes what it was asked into a journal, begun and ended, as a commit would."""

    def __init__(self, folder: Path, clock: Clock, env: Mapping[str, str] = os.environ) -> None:
        told = json.loads(env.get("STAND_IN", "{}"))
        self._journal = folder / "journal"
        self._clock = clock
        self._slow_s: float = told.get("slow_s", 0.0)
        self._fail = Path(told["fail"]) if "fail" in told else None
        self._session = a_session(routine=told["session"]) if "session" in told else None
        start = clock.now().instant
        self._wakes = {key: start + timedelta(seconds=after) for key, after in told.get("wakes", {}).items()}

    def answer(self, request: Request) -> ServiceReply:
        """Journal a command; say its name."""
        name = type(request).__name__
        if isinstance(request, SessionQuery):
            return SessionReply(session=self._session, ending=None)
        if isinstance(request, Overview):
            return an_overview()
        if not isinstance(request, Command):
            return replace(a_stopped_status(), zone=self._clock.now().zone)
        if self._fail is not None and self._fail.exists():
            raise StoreError("cannot save state.json: No space left on device", "make some room on that disk")
        self._write(f"begin {name}")
        if isinstance(request, Done):
            time.sleep(self._slow_s)
        now = self._clock.now()
        if isinstance(request, Tick):
            self._wakes = {key: at for key, at in self._wakes.items() if at > now.instant}
        self._write(f"end {name} {now.instant.isoformat()} {now.zone}")
        return SaidReply(said=(name,))

    def tidy(self) -> None:
        """There is no log."""

    @property
    def state(self) -> State:
        """Nothing is kept."""
        return State()

    @property
    def setup(self) -> Setup:
        """Nothing is set up."""
        return Setup(presets={})

    def take_performance(self) -> Performance:
        """Silence."""
        return Performance()

    def wakes(self) -> dict[str, datetime]:
        """What is still ahead."""
        return self._wakes

    def takes_long(self, query: Query, most: int | None = None) -> bool:
        """Nothing does."""
        return False

    def tell_faulty(self) -> bool:
        """Nothing is left out."""
        return False

    def notices(self) -> tuple[tuple[Notice, ...], Mapping[str, Delivery]]:
        """None."""
        return (), {}

    def _write(self, text: str) -> None:
        with self._journal.open("a") as journal:
            journal.write(text + "\n")
            journal.flush()
            os.fsync(journal.fileno())


class NoDelivery:
    """Shows nothing, but notes in a file what it was to show."""

    def __init__(self, seen: Path) -> None:
        self._seen = seen

    async def start(self) -> None:
        """Nothing to connect to."""

    def want(self, notices: tuple[Notice, ...], _deliveries: Mapping[str, Delivery]) -> None:
        """Note the ids."""
        self._seen.write_text(json.dumps([[notice.id, notice.body] for notice in notices]))

    def facts(self) -> NotifierStatus:
        """As a real one says it."""
        return NotifierStatus(name="none", detail="", tried=())

    def nudge(self) -> None:
        """Nothing waits."""

    async def stop(self, farewell: Notice | None = None) -> None:
        """Note what would stay on the screen."""
        if farewell:
            self._seen.parent.with_name("farewell").write_text(farewell.body)


def main() -> None:
    """The daemon's process, with the stand-in in the service's place."""
    where = paths()

    def build(where: Paths, clock: Clock, _files: object, **_: object) -> StandIn:
        return StandIn(Path(where.data_dir), clock)

    told = json.loads(os.environ.get("STAND_IN", "{}"))
    routine.__version__ = told.get("version", routine.__version__)
    if "beat_s" in told:
        vars(daemon)["ClockWatch"] = partial(ClockWatch, heartbeat_s=told["beat_s"])
    vars(build_daemon).update(
        build_service=build,
        build_files=lambda _: None,
        build_notice_delivery=lambda *_, **__: NoDelivery(Path(where.data_dir) / "seen"),
    )
    run.main()


if __name__ == "__main__":
    main()
