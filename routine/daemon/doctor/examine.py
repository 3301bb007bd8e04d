"""The doctor in the daemon: what it knows of itself, and the machine's parts, probed beside the worker."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

from routine.core.errors import RoutineError
from routine.core.preset.check_command import check_command
from routine.core.requests.queries import DoctorQuery
from routine.core.requests.replies.doctor import CheckView, DoctorReply
from routine.core.requests.replies.presets import PresetListReply
from routine.core.requests.replies.status import DaemonStatus, NotifierStatus
from routine.daemon.doctor.notices import REMEDY, Found

#: Looks at one part of the machine; may block, and raise RoutineError or OSError.
Look = Callable[[], list[Found]]

_LABELS = {
    "daemon": "Routine",
    "time zone": "Time zone",
    "do-not-disturb and lock": "Lock screen and do not disturb",
    "presets": "Presets",
    "notices": "Notifications",
    "test sound": "Test sound",
    "python": "Python",
    "version": "Version",
    "data": "Data folder",
    "disk": "Disk",
    "voice": "Voice",
    "sound": "Sound",
    "music": "Music",
    "staying awake": "Keeping the screen awake",
    "autostart": "Start at login",
    "problem": "Problem",
}


async def examine(
    query: DoctorQuery, status: DaemonStatus, presets: PresetListReply, looks: tuple[Look, ...], listen: Look
) -> DoctorReply:
    """Every check: the daemon's own from its status, the rest by `looks`; with `listen`, a sound that is heard."""
    probes = [*looks, *([listen] if query.listen else [])]
    found = await asyncio.gather(*(asyncio.to_thread(_tried, look) for look in probes))
    checks = tuple(map(_view, (*_own(status), *_presets(presets), *(one for many in found for one in many))))
    return DoctorReply(
        checks=checks,
        ok=all(check.ok for check in checks),
        last_notice=status.notifier.last_delivery,
        version=status.version,
    )


def _tried(look: Look) -> list[Found]:
    """What it finds; an error on the way is a finding, not the end of the visit."""
    try:
        return look()
    except RoutineError as error:
        return [Found("problem", False, error.message, error.hint)]
    except OSError as error:
        return [Found("problem", False, str(error))]


def _own(status: DaemonStatus) -> Iterator[Found]:
    """What the daemon knows without looking."""
    yield Found("daemon", True, f"running (process {status.pid})")
    source = f" ({status.zone_source})" if status.zone_source else ""
    yield Found(
        "time zone", bool(status.zone), f"{status.zone or 'unknown'}{source}", "Set the time zone of your computer."
    )
    yield _notifier(status.notifier)
    watched = ", ".join(status.presence.watched) or "nothing on this desktop"
    seen = f"notifications can be seen now (watched: {watched})"
    away = " and ".join(status.presence.away)
    yield Found("do-not-disturb and lock", True, f"not seen now ({away}), shown again later" if away else seen)
    for problem in status.problems:
        if problem != status.notifier.last_failure:  # said of the notifier already
            yield Found("problem", False, problem, "The problem is shown here until it is solved.")


def _notifier(notifier: NotifierStatus) -> Found:
    """The daemon's own way out, as it is now: what it is connected to, and what failed since it last showed one."""
    if notifier.name in (None, "none"):
        why = "; ".join(f"{one.name}: {one.reason}" for one in notifier.tried)
        return Found("notices", False, why or "Routine cannot show notifications here", REMEDY["freedesktop"])
    if notifier.last_failure:
        return Found("notices", False, notifier.last_failure, "Routine tries again by itself.")
    return Found("notices", True, f"{notifier.name}: {notifier.detail}" if notifier.detail else notifier.name)


def _presets(reply: PresetListReply) -> Iterator[Found]:
    broken = [row.id for row in reply.presets if row.errors]
    text = f"errors in {', '.join(broken)}" if broken else f"{len(reply.presets)} readable"
    yield Found("presets", not broken, text, f"See the errors: {check_command(broken[0])}" if broken else None)


def _view(found: Found) -> CheckView:
    label = _LABELS.get(found.name, found.name[:1].upper() + found.name[1:])
    return CheckView(
        name=found.name, label=label, ok=found.ok, text=found.text, remedy=None if found.ok else found.remedy
    )
