"""Where the session bus and the system bus may listen: paths of sockets."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from jeepney.bus import get_connectable_addresses

_SYSTEM_BUS = "/run/dbus/system_bus_socket"


def session_sockets(environ: Mapping[str, str], uid: int) -> Iterator[str]:
    """Where the session bus may listen: the environment says, or the places where desktops put it.

    Started from ssh, cron or systemd the variable is missing.
    """
    with contextlib.suppress(ValueError, RuntimeError):  # an address that jeepney cannot read or use
        yield from get_connectable_addresses(environ.get("DBUS_SESSION_BUS_ADDRESS", ""))
    runtime = environ.get("XDG_RUNTIME_DIR")
    if runtime:
        yield str(Path(runtime, "bus"))
    yield f"/run/user/{uid}/bus"


def system_sockets(environ: Mapping[str, str]) -> list[str]:
    """Where the system bus listens; an address that cannot be read stands for itself, to be named in the error."""
    address = environ.get("DBUS_SYSTEM_BUS_ADDRESS")
    if not address:
        return [_SYSTEM_BUS]
    try:
        return list(get_connectable_addresses(address))
    except (ValueError, RuntimeError):
        return [address]
