"""How a running session shows in its one notice: the step first, then how long, what comes next, what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from routine.core.session.buttons import actions, commands
from routine.core.session.how_it_comes_off import how_it_comes_off
from routine.core.session.no_voice_or_sound import lacks_words, told_now
from routine.core.session.notice_again import shown_again_at, times_shown_again
from routine.core.session.time_on_skin import is_over_now, really_on_skin
from routine.core.session.timing import step_left, step_length
from routine.core.session.voice_lines import SOUND_CHECK
from routine.core.session.wake import next_wake
from routine.core.snapshot import Snapshot
from routine.core.state.cards import card_id
from routine.core.state.notice import Button, Notice
from routine.core.state.session import NEARLY_S, Session
from routine.core.text.notice_title import LONGEST_TITLE, shortened
from routine.core.when.duration_words import spoken
from routine.core.when.moment import Now, wall

_UNHEARD = "No sound? Check the volume. You can also continue: every step is shown here."
_STINGS = "If it stings or burns, stop."
#: How often the time left in the notice is brought up to date (real seconds).
_REFRESH_S = 30
_LEAST_REFRESH_S = 2
#: From here on, in seconds, a step is worth the clock time at which it ends.
_UNTIL_FROM_S = 90


def session_notice(session: Session, now: Now) -> Notice:
    """The one notice of a running session.

    `revision` changes with the step (and with the buttons that a press changed), so that nothing pops up beside
    somebody who lies flat but the next step; `refresh` changes with the time left. One that waits for a person is shown
    again now and then, for it may have been closed.
    """
    left = step_left(session, now) if session.begun and not session.stopping else None
    over = is_over_now(session, now)
    return Notice(
        id=card_id("session"),
        title=_title(session, left, over=over),
        steady_title=_title(session, None, over=over),
        body="\n".join(filter(None, _body(session, now, over=over))),
        buttons=tuple(Button(action, label) for action, label in actions(session, now)),
        commands=commands(session, now),
        urgency="critical" if over else "normal",
        timeout_s=0,
        revision=_revision(session, now, over=over),
        progress=_progress(session, left),
        first=True,
        refresh="" if left is None else str(round(left / _refresh_every(session))),
    )


def _revision(session: Session, now: Now, *, over: bool) -> str:
    """The lead-in and the timer after it are one step, with the same buttons."""
    form = "timed" if session.phase in ("lead-in", "running") else session.phase
    asked = len(session.questions) if session.phase == "asking" else 0
    flags = (bool(session.paused), over, session.stopping, session.begun and _lacks(session))
    return "/".join(str(part) for part in (session.index, form, asked, *flags, times_shown_again(session, now)))


def _refresh_every(session: Session) -> float:
    """In session seconds; a fast rehearsal must not flood the screen."""
    return max(_REFRESH_S, _LEAST_REFRESH_S * session.speed)


# --- title --------------------------------------------------------------------------------------------------------


def _title(session: Session, left: float | None, *, over: bool) -> str:
    """At most 40 characters: the routine's name gives way to where it stands."""
    if not session.begun:
        return shortened(session.title, LONGEST_TITLE)
    if session.stopping:
        return f"Stop {shortened(session.title, LONGEST_TITLE - 6)}?"
    where = ": take it off now" if over else f", {session.index + 1} of {len(session.steps)}"
    if not over and session.paused:
        where += ": paused"
    elif not over and left is not None:
        where += f": {_left_words(left)} left"
    return f"{shortened(session.title, LONGEST_TITLE - len(where))}{where}"


def _left_words(seconds: float) -> str:
    """Whole minutes, and below one the seconds: it is brought up to date no more often."""
    return spoken(seconds) if seconds < 60 else spoken(round(seconds / 60) * 60)


# --- body ---------------------------------------------------------------------------------------------------------


def _body(session: Session, now: Now, *, over: bool) -> tuple[str, ...]:
    """What to do now comes first."""
    if session.phase == "asking":
        return (session.questions[0].text,)
    if session.phase == "sound-check":
        return SOUND_CHECK, _UNHEARD
    if session.stopping:
        return _stopping(session)
    if over:
        return _over(session)
    stings = _STINGS if really_on_skin(session) else ""
    return session.step.say, _lasts(session, now), stings, _next(session), _lacks(session)


def _stopping(session: Session) -> tuple[str, ...]:
    stings = "Choose “It stings” if it stings or burns. Your skin then rests until it is over."
    if really_on_skin(session):
        return f"Stop here? Then take it off now. {how_it_comes_off(session)}", stings
    counts = "A rehearsal is not counted." if session.rehearsal else "This time then counts as skipped."
    return f"Stop here? {counts}", stings if session.skin_began and not session.rehearsal else ""


def _over(session: Session) -> tuple[str, ...]:
    if session.rehearsal:
        return "This is a rehearsal: nothing is on your skin.", "If it were, you would take it off now."
    off = f"Take it off now. {how_it_comes_off(session)}"
    why = f"It has been on your skin for longer than {spoken(session.longest_s or 0)}."
    return off, why, _next(session) if session.step.on_skin == "end" else ""


def _lasts(session: Session, now: Now) -> str:
    """How long the step takes, in words that stay true while the notice stands."""
    step, left = session.step, step_left(session, now)
    length = step.timer or step.auto
    if left is None or length is None:
        return ""
    if session.paused:
        skin = " The time on your skin still counts." if really_on_skin(session) else ""
        return f"{_left_words(left)} left.{skin}"
    whole = spoken(length.delta().total_seconds())
    if step.auto and not step.timer:
        return f"The next step comes by itself after {whole}."
    ends = now.instant + timedelta(seconds=left / session.speed)
    until = f", until {wall(ends, now.zone):%H:%M}" if length.delta().total_seconds() >= _UNTIL_FROM_S else ""
    return f"{whole}{until}."


def _next(session: Session) -> str:
    """The first sentence of the next step."""
    if session.index + 1 == len(session.steps):
        return ""
    first = re.split(r"(?<=[.!?])\s+(?=[A-Z])", session.steps[session.index + 1].say, maxsplit=1)[0]
    return f"Next: {first}"


def _lacks(session: Session) -> str:
    """Said once, after what matters: with the first step, or when it came to be so."""
    return told_now(session) or ("" if session.index else lacks_words(session))


def _progress(session: Session, left: float | None) -> int | None:
    length = step_length(session.step)
    return None if left is None or not length else round(100 * (1 - left / length))


# --- wakes --------------------------------------------------------------------------------------------------------


def next_wakes(snapshot: Snapshot) -> Iterator[datetime]:
    """When (UTC) a running session needs a tick."""
    session = snapshot.state.session
    if session and (at := session_wake(session, snapshot.now)):
        yield at


def session_wake(session: Session, now: Now) -> datetime | None:
    """The next instant (UTC) at which the session, or the time left in its notice, changes."""
    wakes = (next_wake(session, now), shown_again_at(session, now), _refreshed_at(session, now))
    return min(filter(None, wakes), default=None)


def _refreshed_at(session: Session, now: Now) -> datetime | None:
    left = step_left(session, now)
    if left is None or session.paused:
        return None
    every = _refresh_every(session)
    wait = left % every
    return now.instant + timedelta(seconds=(wait if wait > NEARLY_S else every) / session.speed)
