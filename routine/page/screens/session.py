"""The session: a routine step by step, read from two metres away; its questions before, and what to do at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import Response

from routine.core.errors import NothingToDoError, RoutineError
from routine.core.session.how_it_comes_off import SEEK_ADVICE
from routine.core.when.format import countdown
from routine.daemon.protocol import AnsweredError
from routine.page.messages import Said
from routine.page.without_commands import in_two, sentence, without_commands

if TYPE_CHECKING:
    from routine.core.requests.replies.commands import SessionActReply, SessionStartReply
    from routine.core.requests.replies.session import EndingView, SessionReply, SessionView
    from routine.core.requests.replies.today import WholeDayReply, WholeTime
    from routine.page.reader import Reader

#: Without a script the page is fetched anew so often, in seconds; sooner where the step is over sooner.
_SOONEST_S, _LATEST_S = 2, 10
_REHEARSAL = 20
"""How many times as fast a rehearsal runs that is started here."""

#: Action -> icon, the keys that mean it, and how its button looks.
_LOOKS: dict[str, tuple[str, str, str]] = {
    "yes": ("", "Y", ""),
    "no": ("", "N", ""),
    "ready": ("check", "Space N", "primary"),
    "pause": ("pause", "Space", "primary"),
    "resume": ("play", "Space", "primary"),
    "next": ("next", "N", ""),
    "back": ("back", "B", ""),
    "stinging": ("stop", "S", "danger"),
    "keep-on": ("", "Space", "primary"),
}
_LEFT_TO_RIGHT = ("yes", "no", "back", "pause", "resume", "keep-on", "ready", "next", "stinging", "stop")


class Control(NamedTuple):
    """One button: what it asks for, its word, its icon, the keys that mean it, and how it looks."""

    action: str
    label: str
    icon: str
    keys: str
    look: str


class ReadFromAfar(NamedTuple):
    """What is to be read from afar: the first sentence, what belongs to it, a word on the clock below, the title."""

    say: str
    more: str
    clock: str
    title: str


class Ended(NamedTuple):
    """The closing words: what is read from afar, what belongs to it, and further lines."""

    say: str
    more: str
    lines: tuple[str, ...]
    title: str


def show(reader: Reader) -> Response:
    """Where it stands; how the last one ended, while that is news; what can be started."""
    reply: SessionReply = reader.daemon.query("session-status")
    if reply.session:
        one = reply.session
        return reader.show(
            "session.html", one=one, told=_told(one), controls=controls(one), again_s=_again(one), ending=None
        )
    if reply.ending:
        return reader.show("session.html", one=None, ending=_ended(reply.ending), card=reply.ending)
    return _none(reader)


def _none(reader: Reader) -> Response:
    """Nothing runs: what waits and has steps can be started, everything else rehearsed."""
    day: WholeDayReply = reader.daemon.query("today", full=True)
    in_steps = (one for one in day.occurrences if one.what and len(one.what.steps) > 1)
    waiting: dict[str, WholeTime] = {}
    for one in in_steps:
        if one.status in ("raised", "snoozed", "planned"):
            waiting.setdefault(one.routine, one)
    return reader.show("no_session.html", waiting=[*waiting.values()], enabled=day.enabled, rehearsal=_REHEARSAL)


# --- in words -----------------------------------------------------------------------------------------------------


def _told(one: SessionView) -> ReadFromAfar:
    """The question, the alarm, or the step."""
    if one.question:
        say, more = in_two(one.question)
        return ReadFromAfar(say, more, "", "Before you begin" if one.asks else "Sound check")
    if one.overrun:
        say, more = in_two(" ".join(filter(None, ("Please take it off now.", one.take_off))))
        return ReadFromAfar(say, more, _on_the_clock(one), "Please take it off now")
    say, more = in_two(one.step.say)
    left = f", {countdown(one.left_s)} left" if one.left_s is not None else ""
    return ReadFromAfar(say, more, _on_the_clock(one), f"{say.rstrip('.')}{left}")


def _on_the_clock(one: SessionView) -> str:
    if one.paused:
        return "Paused. The time on your skin still counts." if one.take_off else "Paused."
    return "Get ready. The timer begins in" if one.phase == "lead-in" else ""


def _ended(ending: EndingView) -> Ended:
    """What to do stands apart from when to seek advice; neither loses a word."""
    first, *lines = without_commands(ending.lines) or ("The session has ended.",)
    if SEEK_ADVICE in first:
        first, lines = first.replace(SEEK_ADVICE, "").strip(), [SEEK_ADVICE, *lines]
    say, more = in_two(first)
    return Ended(sentence(say), more, tuple(lines), ending.title)


def _again(one: SessionView) -> int:
    left = _LATEST_S if one.left_s is None or one.paused else int(one.left_s / one.speed) + 1
    return max(_SOONEST_S, min(_LATEST_S, left))


# --- buttons ------------------------------------------------------------------------------------------------------


def controls(one: SessionView) -> list[Control]:
    """What can be done now, from left to right; Stop, which is asked about, is the template's."""
    able = {button.id: button.label for button in one.actions}
    if one.stopping:
        able = {"keep-on": "Continue", **{id: label for id, label in able.items() if id == "stinging"}}
    first = next((id for id in ("yes", "keep-on", "ready", "resume", "pause") if id in able and one.overrun), "")
    found = (_control(id, able[id], one, first) for id in _LEFT_TO_RIGHT if id in able and id != "stop")
    return list(found)


def _control(id: str, label: str, one: SessionView, first: str) -> Control:
    icon, keys, look = _LOOKS[id]
    if one.overrun and first:  # to take it off is what leads on
        look = "primary" if id == first else look.replace("primary", "")
        keys = "Space" if id == first else keys.replace("Space", "").strip()
    if one.phase == "sound-check" and id == "next":
        keys = ""
    return Control(id, label, icon, keys, look)


# --- forms --------------------------------------------------------------------------------------------------------


def act(reader: Reader) -> Response:
    """A button or key of the page; where it stands elsewhere by now, nothing changes and the page says what is."""
    try:
        reply: SessionActReply = reader.daemon.change(
            "session", action=reader.field("action"), at=reader.field("at") or None
        )
    except AnsweredError as error:
        if error.code != NothingToDoError.code:
            raise
        return reader.back("session", Said("Nothing was changed", without_commands((error.message,)), kind="info"))
    del reply  # how it ended stands on the page that comes
    return reader.back("session")


def start(reader: Reader) -> Response:
    """Begin a routine, or rehearse it, which is faster and leaves no answer."""
    speed = float(_REHEARSAL) if reader.field("rehearsal") else None
    reply: SessionStartReply = reader.daemon.change("session-start", routine=reader.field("routine"), speed=speed)
    return reader.back("session", Said(reply.said[0], kind="info") if reply.attached else None)


def close(reader: Reader) -> Response:
    """A button of the closing words: they were read, or the answer is taken back."""
    try:
        reply = reader.daemon.change("press", notice=reader.field("notice"), button=reader.field("button"))
    except RoutineError as error:
        return reader.back("today", Said("Nothing was changed", without_commands((error.message,)), kind="info"))
    said = without_commands(reply.said)
    return reader.back("today", Said(said[0], said[1:]) if said else None)


GET = {"": show}
POST = {"act": act, "start": start, "close": close}
