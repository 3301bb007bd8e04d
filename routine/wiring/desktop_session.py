"""Which desktop somebody is logged in to: a daemon outlives a login, and a command of the next one tells it."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping

#: What names a display, and what goes with it: one that the next login lacks is of no use any more.
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")
_NAMES = (
    *_DISPLAYS,
    "DBUS_SESSION_BUS_ADDRESS",
    "XAUTHORITY",
    "XDG_RUNTIME_DIR",
    "XDG_CURRENT_DESKTOP",
    "XDG_SESSION_TYPE",
    "PULSE_SERVER",
)
_LONGEST = 4096


def of(environ: Mapping[str, str]) -> dict[str, str]:
    """What a command says of its desktop; nothing where it has none, as over ssh or from cron."""
    found = {name: environ[name] for name in _NAMES if environ.get(name)}
    return found if any(name in found for name in _DISPLAYS) else {}


def take_up(variables: Mapping[str, str], environ: MutableMapping[str, str]) -> bool:
    """Have this process be of that desktop; whether that is another than before. What names no display is refused."""
    told = of({name: value for name, value in variables.items() if _is_value(value)})
    if not told or told == of(environ):
        return False
    for name in _NAMES:
        environ.pop(name, None)
    environ.update(told)
    return True


def _is_value(value: str) -> bool:
    return len(value) <= _LONGEST and value.isprintable()
