"""A session's status in words: the same ones for the large view and for plain lines. Pure."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from routine.core.requests.replies.session import SessionView

#: What happens elsewhere, a press on the notice or on another terminal, is seen this soon (real seconds).
_LATEST_S = 0.5
_SOONEST_S = 0.1
_AFTER_S = 0.02
_POSTURES = {"lie-side": "lie on your side"}


class Scene(NamedTuple):
    """What there is to show: the session's status, a remark, and for how many seconds the daemon has not answered."""

    session: SessionView
    note: str = ""
    away_s: int = 0


def clock(seconds: float) -> str:
    """`7:42`, `1:02:03`; what is left of a second counts as one."""
    minutes, second = divmod(max(0, ceil(seconds)), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def minutes(seconds: float) -> str:
    """`8 min`, and `40 s` below a minute."""
    return f"{ceil(seconds)} s" if seconds < 60 else f"{round(seconds / 60)} min"


def asking(session: SessionView) -> bool:
    """Whether it has not begun yet: questions, or the sound check."""
    return session.phase in ("asking", "sound-check")


def instruction(session: SessionView) -> str:
    """What to do now: the step's text, or the question before the start."""
    return session.question or "" if asking(session) else session.step.say


def where(session: SessionView) -> str:
    """`Step 4 of 7`."""
    if session.phase == "asking":
        return "Before you begin"
    if session.phase == "sound-check":
        return "Sound check"
    return f"Step {session.step.index} of {session.step.of}"


def rehearsal(session: SessionView) -> str:
    """That it is no real one, where it is none."""
    if not session.rehearsal:
        return ""
    return f"rehearsal, {session.speed:g} times as fast"


def posture(session: SessionView) -> str:
    """How to hold oneself, where the step says it."""
    word = None if asking(session) else session.step.posture
    return f"Position: {_POSTURES.get(str(word), str(word).replace('-', ' '))}" if word else ""


def on_skin(session: SessionView) -> str:
    """How long the mask has been on, and how long it may be."""
    worn, longest = session.on_skin_s, session.longest_s
    if worn is None:
        return ""
    at_most = f" (at most {clock(longest)})" if longest else ""
    return f"On your skin {clock(worn)}{at_most}"


def on_skin_briefly(session: SessionView) -> str:
    """The same where there is no room: `Skin 4:32/15:00`."""
    longest = session.longest_s
    return f"Skin {clock(session.on_skin_s or 0)}" + (f"/{clock(longest)}" if longest else "")


def alert(session: SessionView) -> str:
    """What must not be missed: the time is over, and how it comes off."""
    if not session.overrun:
        return ""
    return " ".join(filter(None, (f"Please take it off now. {on_skin(session)}.", session.take_off)))


def without(session: SessionView) -> str:
    """What it has to do without on this machine, which is said with the first step."""
    return " ".join(session.missing) if session.step.index == 1 and not session.sound else ""


def coming(session: SessionView) -> str:
    """The step after this one; before that, with the first step, what it has to do without."""
    if asking(session):
        return ""
    if lacking := without(session):
        return lacking
    return f"Next: {session.next}" if session.next else "This is the last step."


def in_all(session: SessionView) -> str:
    """What is left of the whole."""
    left = session.total_left_s
    return f"{minutes(left)} left in all" if left and not asking(session) else ""


def waits_for(session: SessionView) -> str:
    """What the present moment waits for, in a line under the instruction."""
    if session.phase == "asking":
        return "Press y for yes, n for no."
    if session.stopping:
        return "Stop was pressed. Press space to continue, q twice to stop."
    if session.phase == "waiting":
        return "Press space when you are ready."
    if session.phase == "lead-in" and not session.paused:
        return "Get ready."
    return "Paused" if session.paused else ""


def needs_key(session: SessionView) -> bool:
    """Whether nothing goes on until a person presses something."""
    return session.phase in ("asking", "sound-check", "waiting") or session.paused or session.stopping


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


def next_change_s(session: SessionView) -> float:
    """In how many real seconds the picture changes by itself: just after a second of the countdown or on the skin.

    A step ends on such a second too, and what the voice says comes then; so the picture is never behind it.
    """
    apart = max(1.0, _SOONEST_S * session.speed)  # session seconds between two looks
    waits = [_LATEST_S]
    if session.left_s is not None and not session.paused:
        waits.append((session.left_s % apart or apart) / session.speed if session.left_s > 0 else _SOONEST_S)
    if session.on_skin_s is not None:
        waits.append((apart - session.on_skin_s % apart) / session.speed)
    return min(waits) + _AFTER_S


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
