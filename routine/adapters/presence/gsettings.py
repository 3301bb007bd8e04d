"""A desktop's setting in GSettings: read by its own program, and only after the database said that it was changed."""

from __future__ import annotations

import asyncio
import contextlib
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping

from routine.adapters.dbus.connection import Bus, Object, Signal
from routine.adapters.presence.source import Change
from routine.core.state.presence import Away

_WRITER = Object("ca.desrt.dconf", "/ca/desrt/dconf/Writer/user", "ca.desrt.dconf.Writer")
#: dconf's word of a change. Its service is started by whoever writes, and may be gone at any other time.
DCONF_CHANGE = Change(_WRITER, "Notify")
_READ_S = 5.0


class Setting:
    """A boolean key; `away_when`: the value at which notices are not to disturb. `folder`: its path in the database."""

    away: Away = "do-not-disturb"
    owners: tuple[str, ...] = ()
    changes = (DCONF_CHANGE,)
    silent = False

    def __init__(self, environ: Mapping[str, str], schema: str, key: str, *, away_when: bool, folder: str = "") -> None:
        self._environ, self._schema, self._key, self._away_when = environ, schema, key, away_when
        self._path = f"{folder or '/' + schema.replace('.', '/') + '/'}{key}"
        self.name = f"{schema} {key}"

    def concerns(self, signal: Signal) -> bool:
        """Whether dconf tells of this key, or of a folder that it may be in."""
        match signal.body:
            case (str(prefix), list(changed), str()) if DCONF_CHANGE.is_in(signal):
                return any(self._path.startswith(f"{prefix}{one}") for one in changed)
        return False

    async def ask(self, _: Bus) -> bool | None:
        """Read it; None where there is no such program or no such key."""
        try:
            child = await asyncio.create_subprocess_exec(
                "gsettings", "get", self._schema, self._key,
                stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, env=dict(self._environ),
            )  # fmt: skip
        except OSError:
            return None
        try:
            async with asyncio.timeout(_READ_S):
                said, _nothing = await child.communicate()
        finally:
            if child.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    child.kill()
        value = {b"true": True, b"false": False}.get(said.strip())
        return None if value is None else value is self._away_when
