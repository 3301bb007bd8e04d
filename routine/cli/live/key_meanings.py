"""Which key does what at a moment of a session, and the keys with their names, in the lines there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routine.core.requests.replies.session import SessionView

ALL_KEYS = "Keys: space ready or pause, n next, b back, s stinging, q twice stop."
QUIT_AGAIN = "Press q again to stop the session."


def keys(session: SessionView) -> dict[str, str]:
    """The keys that do something now, and what."""
    if session.phase == "asking":
        return {"y": "yes", "n": "no", "q q": "stop"}
    if session.phase == "sound-check":
        return {"space": "sound works", "q q": "stop"}
    return {"space": _space(session), "n": "next", "b": "back", "s": "stinging", "q q": "stop"}


def _space(session: SessionView) -> str:
    """As `action_for` has it."""
    if session.stopping:
        return "continue"
    if session.phase == "waiting":
        return "ready"
    if session.overrun:
        return "removing it"
    return "resume" if session.paused else "pause"


def key_names(session: SessionView) -> list[str]:
    """`space pause`, `n next`."""
    return [f"{key} {does}" for key, does in keys(session).items()]


def key_lines(session: SessionView, width: int) -> list[str]:
    """Every key with what it does, in as few lines as the width allows, and broken only between two keys."""
    names = key_names(session)
    one = "    ".join(names)
    return [one] if len(one) <= width else _in_lines(names, width)


def _in_lines(names: list[str], width: int) -> list[str]:
    """Evenly: the narrowest block of the fewest lines."""
    fewest = _broken(names, width)
    for narrower in range(width - 1, 0, -1):
        tried = _broken(names, narrower)
        if len(tried) > len(fewest) or max(map(len, tried)) > narrower:
            break
        fewest = tried
    return fewest


def _broken(names: list[str], width: int) -> list[str]:
    lines: list[str] = []
    for name in names:
        if lines and len(f"{lines[-1]}  {name}") <= width:
            lines[-1] = f"{lines[-1]}  {name}"
        else:
            lines.append(name)
    return lines


def key_letters(session: SessionView) -> str:
    """The keys alone, where there is no room for more: `space n b s qq`."""
    return " ".join(key.replace(" ", "") for key in keys(session))


def action_for(key: str, session: SessionView) -> str | None:
    """What a key asks of the session where it stands; None for one that means nothing there. `q` is the view's own."""
    phase = session.phase
    if phase == "asking":
        return {"y": "yes", "n": "no"}.get(key)
    if phase == "sound-check":
        return "ready"
    if session.stopping and key == "space":
        return "keep-on"
    meant = {"n": "next", "b": "back", "s": "stinging"}.get(key)
    if meant is None and phase == "waiting":
        return "ready"  # who lies there with wet hands need not hit the space bar; only the other keys' names do else
    if meant is None and session.overrun:
        return "yes"  # an answer to the alarm must not stop the step's clock as well
    return "toggle" if key == "space" else meant
