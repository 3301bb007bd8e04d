"""Whether a preset still holds after a change, as a whole, and what is newly worth a word about it."""

from __future__ import annotations

from routine.core.preset.edit.change import refused_value
from routine.core.preset.model import Preset
from routine.core.preset.read.implausible_times import doubts
from routine.core.preset.resolve import FileError, Resolved


def judge(before: Resolved, after: Resolved, forgiven: tuple[FileError, ...] = ()) -> tuple[str, ...]:
    """What is newly doubtful; raises PresetError with every error that the change would bring.

    `forgiven`: what was wrong before does not stand against taking a part of it back.
    """
    known = {(error.key, error.message) for error in forgiven}
    worse = [error for error in (*after.errors, *after.dropped) if (error.key, error.message) not in known]
    if worse and not (forgiven and len(after.errors) < len(forgiven)):
        raise refused_value(after.id, worse)
    old = _doubts(before.preset)
    return tuple(doubt for doubt in _doubts(after.preset) if doubt not in old)


def _doubts(preset: Preset | None) -> list[str]:
    return [doubt.message for doubt in doubts(preset)] if preset else []
