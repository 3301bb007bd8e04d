"""A household with a page: daemon and page as processes of their own in one home, asked over real HTTP."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from routine.adapters.clock import ManualClock, SystemClock
from routine.adapters.lock_file import is_held, read_holder
from routine.adapters.paths import make_directories, paths
from routine.core.requests.commands import Done, Enable
from routine.core.requests.reports import Tick
from routine.page.link import page_folder
from routine.wiring.local_service import build_service
from tests.daemon.processes import DaemonHome, until
from tests.nothing_applies import nothing_applies

#: For `habit`: comes once a day.
_HABIT = """format = 1
title = "{title}"
kind = "habit"
area = ["face"]
summary = "Made up for a test."
sources = ["unsourced: a test"]
[schedule]
at = ["{at:%H:%M}"]
[remind]
late = "6h"
expires = "8h"
{more}
[steps.do]
say = "{say}"
"""
#: How finely `live_updates` looks back.
_STEP = timedelta(minutes=20)


class Answer(NamedTuple):
    """What the page answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body, read."""
        return self.body.decode("utf-8", "replace")

    @property
    def to(self) -> str:
        """Where it leads on."""
        return self.headers.get("location", "")


class Household(DaemonHome):
    """A home whose daemon is the real one, with a page to read; `close` ends both."""

    def wall(self) -> datetime:
        """The time here."""
        return SystemClock(self.env).now().wall()

    def habit(self, title: str, minutes: int, *, say: str = "Do it.", more: str = "") -> str:
        """The text of a preset that comes so many minutes from now, today."""
        at = self.wall() + timedelta(minutes=minutes)
        return _HABIT.format(title=title, at=at, say=say, more=more)

    def enabled(self, ago: timedelta = timedelta(hours=2), **texts: str) -> Household:
        """Itself, with these presets enabled so long ago: what came due since then waits when the daemon starts."""
        return self.live(ago, *self.written(**texts))

    def written(self, **texts: str) -> list[str]:
        """The ids of these presets (`night_cream` is night-cream.toml), whose files lie in the home from now on."""
        nothing_applies(self.home)
        folder = self.home / "presets"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name.replace('_', '-')}.toml").write_text(text)
        return [name.replace("_", "-") for name in texts]

    def live(self, ago: timedelta, *routines: str, done: Collection[str] = ()) -> Household:
        """Itself, these routines, shipped ones too, enabled so long ago; since then those in `done` were done.

        They were done up to 3 hours ago; what came due since then nobody has heard of yet.
        """
        nothing_applies(self.home)
        machine = SystemClock(self.env)
        clock = ManualClock(machine.now())
        clock.advance(-ago)
        where = paths({"ROUTINE_HOME": str(self.home)})
        make_directories(where)
        service = build_service(where, clock)
        service.handle(Enable(routines))
        while done and clock.now().instant < machine.now().instant - timedelta(hours=3):
            clock.advance(_STEP)
            service.handle(Tick())
            for id, routine in service.state.routines.items():
                if routine.raised and id in done:
                    service.handle(Done((id,)))
        service.tidy()
        return self

    def start(self) -> Household:
        """Have the daemon run."""
        self.ready(self.daemon(module="routine.wiring.run_daemon"))
        return self

    def link(self, screen: str = "today") -> str:
        """A link that opens the page once, from `routine open`; the page's process begins with the first."""
        told = self.command("open", screen, "--print", "--json")
        assert told.returncode == 0, told.stderr or told.stdout
        return str(json.loads(told.stdout)["address"])

    def visitor(self, screen: str = "today") -> Visitor:
        """Somebody who opened the page."""
        return Visitor(self.link(screen)).entered()

    def waits(self, routine: str) -> str:
        """The id of the time of this routine that waits for an answer, once there is one."""

        def found() -> str:
            pending = self.ask("pending", v=1)["reminders"]
            return next((str(one["id"]) for one in pending if one["routine"] == routine), "")

        return until(found)

    @property
    def page_folder(self) -> Path:
        """Where the page says where it is; in a deep home that is elsewhere."""
        return Path(page_folder(paths(self.env)))

    def page_pid(self) -> int | None:
        """The page's process."""
        holder = read_holder(self.page_folder)
        return holder.pid if holder is not None and is_held(self.page_folder) else None

    def close(self) -> None:
        """End page and daemon."""
        pid = self.page_pid()
        if pid is not None:
            os.kill(pid, signal.SIGKILL)
        super().close()


class Visitor:
    """Whoever asks the page something, with or without what a browser would send along."""

    def __init__(self, link: str) -> None:
        self.link = link
        parts = urlsplit(link)
        self.host = parts.netloc
        self.origin = f"http://{self.host}"
        self.prefix = parts.path.split("/")[1]
        self.cookie = ""
        self.token = ""

    def entered(self) -> Visitor:
        """Itself, let in by the link."""
        answer = self.get(self.link.removeprefix(self.origin))
        assert answer.status == 200, answer
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        return self

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page: `today`, or with the whole path from its `/` on."""
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, fields: Sequence[tuple[str, str]] | Mapping[str, str] = (), **headers: str) -> Answer:
        """Send a form, as a browser would: with its origin and the token of the page that was read last."""
        if not self.token:
            self.token = self._read_token()
        pairs = [*(fields.items() if isinstance(fields, Mapping) else fields), ("token", self.token)]
        form = {"Origin": self.origin, "Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(pairs).encode(), {**form, **headers})

    def ask(self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] = {}) -> Answer:
        """Anything; a header that is empty is not sent."""
        if not path.startswith("/"):
            path = f"/{self.prefix}/{path}"
        sent = {"Host": self.host, **({"Cookie": self.cookie} if self.cookie else {}), **headers}
        connection = http.client.HTTPConnection(self.host, timeout=30)
        try:
            connection.request(method, path, body, {name: value for name, value in sent.items() if value})
            reply = connection.getresponse()
            found = {name.lower(): value for name, value in reply.getheaders()}
            return Answer(reply.status, found, reply.read())
        finally:
            connection.close()

    def follow(self, answer: Answer) -> Answer:
        """The page that an answer leads on to."""
        assert answer.status == 303, answer
        return self.get(answer.to)

    def _read_token(self) -> str:
        found = re.search(r'name="token" value="([^"]+)"', self.get("today").text)
        assert found is not None, "no form on the page"
        return found.group(1)
