"""Daemons as processes of their own, each in a home of its own, for tests that kill and upset them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from routine.adapters.clock import SystemClock
from routine.adapters.lock_file import is_held, read_holder
from routine.adapters.paths import make_directories, paths
from routine.core.requests.commands import Enable
from routine.daemon import client
from routine.wiring.local_service import build_service
from tests.nothing_applies import nothing_applies

T = TypeVar("T")
ROOT = Path(__file__).parent.parent.parent


class DaemonHome:
    """One home, and the processes that were started in it. `close` ends those, by their ids."""

    def __init__(self, home: Path, **env: str) -> None:
        self.home = home
        self.data = home / "data"
        clean = {k: v for k, v in os.environ.items() if k not in ("TZ", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY")}
        # At noon no day ends while a test runs, whenever it runs; one that brings a zone of its own says when it is.
        noon = {} if "ROUTINE_LOCALTIME" in env else {"TZ": zone_at_noon()}
        self.env = {**clean, "ROUTINE_HOME": str(home), **noon, **env}
        self._started: list[subprocess.Popen[bytes]] = []

    def with_presets(self, **texts: str) -> DaemonHome:
        """Itself, with these preset files (`spf_2` is spf-2.toml) of the user's own, and every one enabled.

        To the person who lives here none of the safety questions applies.
        """
        nothing_applies(self.home)
        folder = self.home / "presets"
        folder.mkdir(parents=True, exist_ok=True)
        names = [name.replace("_", "-") for name in texts]
        for name, text in zip(names, texts.values(), strict=True):
            (folder / f"{name}.toml").write_text(text)
        where = paths(self.env)
        make_directories(where)
        service = build_service(where, SystemClock(self.env))  # as the command does, without a process for it
        service.handle(Enable(tuple(names)))
        service.tidy()
        return self

    def daemon(self, *args: str, module: str = "tests.daemon.stand_in", **told: Any) -> subprocess.Popen[bytes]:
        """Begin a daemon (by default with the stand-in, which is `told` how to behave); it may not be ready yet."""
        process = subprocess.Popen(
            [sys.executable, "-m", module, *args],
            cwd=ROOT,
            env={**self.env, "STAND_IN": json.dumps(told)},
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        self._started.append(process)
        return process

    @property
    def newest(self) -> subprocess.Popen[bytes]:
        """The daemon that was begun last."""
        return self._started[-1]

    def ready(self, process: subprocess.Popen[bytes], within_s: float = 60.0) -> client.Address:
        """Wait until this one answers."""
        found = until(lambda: self._answering(process), within_s)
        assert found is not None
        return found

    def _answering(self, process: subprocess.Popen[bytes]) -> client.Address | None:
        found = self.address()
        return found if found is not None and found.pid == process.pid else None

    def up(self, *args: str, **told: Any) -> subprocess.Popen[bytes]:
        """A daemon that answers."""
        process = self.daemon(*args, **told)
        self.ready(process)
        return process

    def address(self) -> client.Address | None:
        """Where the daemon of this home is."""
        return client.find(str(self.data))

    def ask(self, do: str, timeout_s: float = 60, **more: Any) -> dict[str, Any]:
        """Ask the daemon of this home."""
        found = self.address()
        assert found is not None, "no daemon"
        reply: dict[str, Any] = client.ask(found, {"do": do, **more}, timeout_s)
        return reply

    def command(self, *args: str) -> subprocess.CompletedProcess[str]:
        """Run `routine ARGS`."""
        return subprocess.run(
            [sys.executable, "-m", "routine", *args],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def python(self, *lines: str) -> subprocess.CompletedProcess[str]:
        """Run these lines."""
        command = [sys.executable, "-c", "\n".join(lines)]
        return subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, timeout=60, check=False)

    def journal(self) -> list[str]:
        """What the stand-in was asked, line by line."""
        path = self.data / "journal"
        return path.read_text().splitlines() if path.exists() else []

    def log(self) -> str:
        """The daemon's log."""
        return (self.home / "log" / "routine.log").read_text()

    def close(self) -> None:
        """End every process that was started here, also one that a command left in the background."""
        found = read_holder(str(self.data)) if self.data.exists() and is_held(self.data) else None
        for process in self._started:
            process.kill()
            process.communicate()
        if found is not None and found.pid not in [process.pid for process in self._started]:
            os.kill(found.pid, signal.SIGKILL)


def zone_at_noon() -> str:
    """A zone in which it is past noon now, by less than an hour; the sign in such a name is the other way round."""
    return f"Etc/GMT{SystemClock({'TZ': 'UTC'}).now().wall().hour - 12:+d}"


def until(true: Callable[[], T], within_s: float = 60.0) -> T:
    """Wait until something is so, and return it; on a busy machine that may take long."""
    for _ in range(round(within_s / 0.01)):
        found = true()
        if found:
            return found
        time.sleep(0.01)
    raise AssertionError("it did not come to be so in time")
