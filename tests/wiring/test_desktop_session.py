"""Which desktop a command is of, and a daemon taking it up: a few variables, none that could run anything."""

from __future__ import annotations

import pytest

from routine.wiring.desktop_session import of, take_up

NEW = {"DISPLAY": ":7", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/tmp/new"}


def test_a_command_without_a_display_says_nothing() -> None:
    assert of({"DBUS_SESSION_BUS_ADDRESS": "unix:path=/tmp/bus", "XDG_RUNTIME_DIR": "/run/user/1000"}) == {}
    assert of({**NEW, "PATH": "/bin", "LD_PRELOAD": "/tmp/x.so"}) == NEW


def test_what_the_new_session_lacks_is_gone_and_the_rest_stays() -> None:
    environ = {"WAYLAND_DISPLAY": "wayland-0", "PATH": "/bin", "DISPLAY": ":0"}
    assert take_up(NEW, environ)
    assert environ == {"PATH": "/bin", **NEW}
    assert not take_up(NEW, environ), "it is there already"


@pytest.mark.parametrize(
    "told", [{}, {"DISPLAY": ""}, {"DISPLAY": ":1\n"}, {"PATH": "/tmp/evil"}, {"DISPLAY": "9" * 5000}]
)
def test_what_names_no_display_changes_nothing(told: dict[str, str]) -> None:
    environ = {"DISPLAY": ":0", "PATH": "/bin"}
    assert not take_up(told, environ)
    assert environ == {"DISPLAY": ":0", "PATH": "/bin"}


def test_no_other_variable_is_taken() -> None:
    environ: dict[str, str] = {}
    take_up({**NEW, "PYTHONPATH": "/tmp", "BROWSER": "/tmp/x", "HOME": "/tmp"}, environ)
    assert environ == NEW
