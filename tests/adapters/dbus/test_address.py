"""Where a bus is looked for, and in which order."""

from __future__ import annotations

import pytest

from routine.adapters.dbus.address import session_sockets, system_sockets


@pytest.mark.parametrize(
    ("address", "first"),
    [
        ("unix:path=/a/bus", "/a/bus"),
        ("unix:path=/a%20b,guid=0123", "/a b"),
        ("tcp:host=localhost,port=1;unix:path=/c", "/c"),
        ("unix:abstract=/tmp/x", "\0/tmp/x"),
    ],
)
def test_the_address_in_the_environment_comes_first(address: str, first: str) -> None:
    environ = {"DBUS_SESSION_BUS_ADDRESS": address, "XDG_RUNTIME_DIR": "/run/me"}
    assert list(session_sockets(environ, 7)) == [first, "/run/me/bus", "/run/user/7/bus"]


@pytest.mark.parametrize("address", ["", "nonsense", "autolaunch:", "tcp:host=h,port=1", "unix:path", ";;"])
def test_an_address_that_cannot_be_used_is_passed_over(address: str) -> None:
    assert list(session_sockets({"DBUS_SESSION_BUS_ADDRESS": address}, 7)) == ["/run/user/7/bus"]


@pytest.mark.parametrize(
    ("environ", "found"),
    [
        ({}, ["/run/dbus/system_bus_socket"]),
        ({"DBUS_SYSTEM_BUS_ADDRESS": ""}, ["/run/dbus/system_bus_socket"]),
        ({"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/a;unix:path=/b"}, ["/a", "/b"]),
        ({"DBUS_SYSTEM_BUS_ADDRESS": "nonsense"}, ["nonsense"]),
    ],
)
def test_the_system_bus_is_where_the_environment_says_or_at_its_own_place(
    environ: dict[str, str], found: list[str]
) -> None:
    assert system_sockets(environ) == found
