"""A session told line by line, where there is no screen to draw on: what is new since the line before."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from routine.cli.live.session_words import alert, instruction, minutes, waits_for, where

if TYPE_CHECKING:
    from routine.core.requests.replies.session import SessionView


def news(before: SessionView | None, now: SessionView) -> list[str]:
    """What a plain line would say: a new step or question, a minute gone, a pause, time on skin that is over."""
    found = []
    if now.overrun and not (before and before.overrun):
        found.append(alert(now))
    if now.sound and not (before and before.sound == now.sound):
        found.append(now.sound)
    if before is None or _place(before) != _place(now):
        return [*found, _entered(now)]
    if bool(before.paused) != bool(now.paused):
        return [*found, _standing("Paused" if now.paused else "Resumed", now)]
    if _minute(before) != _minute(now) and not now.paused:
        found.append(_standing("", now))
    return found


def _place(session: SessionView) -> tuple[object, ...]:
    return session.phase, session.step.index, session.question


def _entered(session: SessionView) -> str:
    if session.phase == "asking":
        return f"{instruction(session)} (y or n)"
    if session.phase == "sound-check":
        return instruction(session)
    left = session.left_s
    lasts = f" {minutes(left)}." if left else f" {waits_for(session)}"
    if session.phase == "lead-in":
        lasts = f" It begins in {minutes(left or 0)}."
    return f"{where(session)}: {instruction(session)}{lasts}"


def _minute(session: SessionView) -> int | None:
    left = session.left_s
    return None if left is None or session.phase != "running" else ceil(left / 60)


def _standing(what: str, session: SessionView) -> str:
    left = session.left_s
    parts = [what] if what else []
    if left is not None:
        parts.append(f"{minutes(left)} left")
    if session.on_skin_s is not None:
        parts.append(f"{minutes(session.on_skin_s)} on your skin")
    return ", ".join(parts) + "."
