"""Do-not-disturb of whichever notification server runs: where each keeps it, by the name that it gives itself.

A setting of another desktop, left over from its last login, says nothing about this one.
"""

from __future__ import annotations

from collections.abc import Mapping

from routine.adapters.dbus.connection import Bus, Object, Signal
from routine.adapters.presence.gsettings import Setting
from routine.adapters.presence.lxqt import LxqtFile
from routine.adapters.presence.source import Answering, Change, Source, owner_of, property_of
from routine.core.state.presence import Away

_SERVER, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_AT_SERVER = Object(_SERVER, _PATH, _SERVER)
_DND: Away = "do-not-disturb"
_XFCONF = Object("org.xfce.Xfconf", "/org/xfce/Xfconf", "org.xfce.Xfconf")
_SWAYNC = Object("org.erikreider.swaync.cc", "/org/erikreider/swaync/cc", "org.erikreider.swaync.cc")
_MAKO = Object(_SERVER, "/fr/emersion/Mako", "fr.emersion.Mako")

_XFCE = Answering(
    "xfce4-notifyd", _DND, _XFCONF, "GetProperty", Change(_XFCONF, "PropertyChanged", "xfce4-notifyd"),
    "ss", ("xfce4-notifyd", "/do-not-disturb"),
    refused=False,  # there is no such key until it is switched on once
)  # fmt: skip
#: KDE's property; whoever else has it means the same.
INHIBITED = property_of("Inhibited", _DND, _SERVER, _PATH, _SERVER, "Inhibited")


def by_server(environ: Mapping[str, str]) -> dict[str, Source]:
    """What a server calls itself, with its maker where two share a name -> where its do-not-disturb is kept."""
    return {
        "Plasma": INHIBITED,
        "gnome-shell": Setting(environ, "org.gnome.desktop.notifications", "show-banners", away_when=False),
        "cinnamon": Setting(environ, "org.cinnamon.desktop.notifications", "display-notifications", away_when=False),
        "Notification Daemon (MATE)": Setting(
            environ, "org.mate.NotificationDaemon", "do-not-disturb",
            away_when=True, folder="/org/mate/notification-daemon/",
        ),
        "Xfce Notify Daemon": _XFCE,
        "lxqt-notificationd": LxqtFile(environ),
        "dunst": property_of("dunst", _DND, _SERVER, _PATH, "org.dunstproject.cmd0", "paused"),
        "SwayNotificationCenter": Answering("swaync", _DND, _SWAYNC, "GetDnd", Change(_SWAYNC, "Subscribe")),
        # Its modes are the user's own; this one is the example in its manual.
        "mako": Answering("mako", _DND, _MAKO, "ListModes", None, read=lambda body: _DND in body[0]),
    }  # fmt: skip


class DoNotDisturb:
    """Asks the server who it is, and then where that one keeps it."""

    away: Away = _DND

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._sources = by_server(environ)
        self._known: tuple[str, Source] | None = None  # the server's connection, and its source
        everywhere = {INHIBITED, *self._sources.values()}
        self.owners = (_SERVER, *sorted({name for source in everywhere for name in source.owners} - {_SERVER}))
        self.changes = tuple({change: None for source in everywhere for change in source.changes})

    @property
    def name(self) -> str:
        """Whose it is."""
        return f"do-not-disturb ({self._known[1].name})" if self._known else "do-not-disturb"

    @property
    def silent(self) -> bool:
        """Whether the present server's sends no signal."""
        return self._known is not None and self._known[1].silent

    def concerns(self, signal: Signal) -> bool:
        """Whether it is a signal of the present server's."""
        return self._known is None or self._known[1].concerns(signal)

    async def ask(self, bus: Bus) -> bool | None:
        """Ask the server's source; None where there was no server yet, or it is one that has no such thing.

        A server that ends when it has nothing to show (MATE's does) leaves its setting behind, which still holds.
        """
        owner = await owner_of(bus, _SERVER)
        if owner and (self._known is None or self._known[0] != owner):
            self._known = (owner, await self._source_of(bus, owner))
        return await self._known[1].ask(bus) if self._known else None

    async def _source_of(self, bus: Bus, owner: str) -> Source:
        name, maker, *_ = await bus.call(_AT_SERVER._replace(bus_name=owner), "GetServerInformation")
        return self._sources.get(f"{name} ({maker})") or self._sources.get(str(name), INHIBITED)
