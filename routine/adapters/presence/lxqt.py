"""LXQt's do-not-disturb: a line of its settings file; nobody tells of a change, so the file is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from routine.adapters.dbus.connection import Bus, Signal
from routine.adapters.presence.source import Change
from routine.core.state.presence import Away

_MOST_BYTES = 64 * 1024


class LxqtFile:
    """`doNotDisturb` in `~/.config/lxqt/notifications.conf`."""

    name = "LXQt"
    away: Away = "do-not-disturb"
    owners: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    silent = True

    def __init__(self, environ: Mapping[str, str]) -> None:
        config = environ.get("XDG_CONFIG_HOME") or str(Path(environ.get("HOME", "/"), ".config"))
        self._file = Path(config, "lxqt", "notifications.conf")

    def concerns(self, _: Signal) -> bool:
        """No signal does."""
        return False

    async def ask(self, _: Bus) -> bool | None:
        """Read the file; without one, or without the line, nothing was ever switched on."""
        try:
            with self._file.open("rb") as file:
                text = file.read(_MOST_BYTES).decode(errors="replace")
        except OSError:
            return None
        from configparser import Error, RawConfigParser  # for LXQt alone: every other daemon lives without it

        parser = RawConfigParser(strict=False)
        try:
            parser.read_string(text)
            return parser.getboolean("General", "doNotDisturb", fallback=False)
        except (Error, ValueError):
            return None
