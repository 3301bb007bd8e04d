"""A locked screen, as screen savers and logind tell of it."""

from __future__ import annotations

from routine.adapters.dbus.connection import Bus, Object, Signal
from routine.adapters.presence.source import PROPERTIES, Answering, Change, Source, owner_of, truth
from routine.core.state.presence import Away

_LOGIND, _MANAGER = "org.freedesktop.login1", "org.freedesktop.login1.Manager"
_SESSION = "org.freedesktop.login1.Session"
#: Our own session; from a service of systemd, the one that shows on the user's screen.
_OURS = Object(_LOGIND, "/org/freedesktop/login1/session/auto", PROPERTIES)
_ANYWHERE = Object(_LOGIND, "", PROPERTIES)
_SESSIONS = Object(_LOGIND, "/org/freedesktop/login1", _MANAGER)


def _saver(service: str) -> Answering:
    """A screen saver: all speak alike, each under a name of its own. Its path is its name with slashes."""
    whom = Object(service, "/" + service.replace(".", "/"), service)
    return Answering(service, "locked", whom, "GetActive", Change(whom, "ActiveChanged"))


#: KDE's; GNOME's, MATE's, Xfce's and Cinnamon's own.
SCREEN_SAVERS: tuple[Source, ...] = tuple(
    _saver(f"org.{whose}.ScreenSaver") for whose in ("freedesktop", "gnome", "mate", "xfce", "cinnamon")
)


class LockedHint:
    """What the desktop told logind: whether the session's screen is locked.

    Source: https://www.freedesktop.org/software/systemd/man/org.freedesktop.login1.html
    """

    name = "logind"
    away: Away = "locked"
    owners = (_LOGIND,)
    silent = False
    # Its signal comes from the session's own path, which is another after each login: any session's will do.
    changes = (
        Change(_ANYWHERE, "PropertiesChanged", _SESSION),
        Change(_SESSIONS, "SessionNew"),
        Change(_SESSIONS, "SessionRemoved"),
    )

    def concerns(self, signal: Signal) -> bool:
        """Whether a session may have been locked."""
        return any(change.is_in(signal) for change in self.changes)

    async def ask(self, bus: Bus) -> bool | None:
        """Read the hint of our session."""
        if not await owner_of(bus, _LOGIND):
            return None
        return truth(await bus.call(_OURS, "Get", "ss", (_SESSION, "LockedHint")))
