"""A guided session as a value: which step it is at, since when, what was said; what it wants said and played."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from routine.core.preset.model import Step
from routine.core.when.moment import Now

Phase = Literal["asking", "sound-check", "lead-in", "running", "waiting"]
Action = Literal[
    "ready", "next", "back", "pause", "resume", "toggle", "yes", "no", "stinging", "stop", "ask-stop", "keep-on"
]  # fmt: skip
#: What a session may have to do without on this machine.
Part = Literal["voice", "sound", "staying awake", "music"]


#: Clocks count in microseconds, and adding them up rounds: closer than this (seconds) is there.
NEARLY_S = 0.001


class Mark(Struct, frozen=True):
    """A moment by every clock: `elapsed` seconds since boot `boot_id` (suspend included), `instant` UTC."""

    elapsed: float
    instant: datetime
    boot_id: str


def mark(now: Now) -> Mark:
    """The present as a mark."""
    return Mark(now.elapsed, now.instant, now.boot_id)


class Span(Struct, frozen=True):
    """Seconds since a mark; not `certain` when another boot lies between, so that only the wall clock could tell."""

    seconds: float
    certain: bool


def since(start: Mark, now: Now) -> Span:
    """How long ago `start` was: elapsed time within one boot, else the wall clock's difference, never below 0."""
    if start.boot_id == now.boot_id:
        return Span(max(0.0, now.elapsed - start.elapsed), certain=True)
    return Span(max(0.0, (now.instant - start.instant).total_seconds()), certain=False)


class Question(Struct, frozen=True):
    """A safety question before the start. `stops_on`: the answer that ends the session before it began, with `why`."""

    id: str
    text: str
    stops_on: Literal["yes", "no"]
    why: str


class SoundNews(Struct, frozen=True):
    """These parts are heard no more, or `back` again, since the step with this index."""

    parts: tuple[Part, ...]
    back: bool
    at: int


class Session(Struct, frozen=True, kw_only=True):
    """A run through a routine's steps, on the steps it began with.

    `began` is when the present phase began, `banked_s` the seconds it had counted before the last pause, `paused`
    when that began. `skin_began`: since when the mask is on, `skin_s` how long it was on, once it is off. `told`:
    how many of the phase's announcements were made; `alarms`: how many alarms since the time on skin was over,
    `alarm_at` when the last one sounded, `over_since` when the first did. Seconds are the session's own: `speed`
    times the real ones. `worn_before_s`: how long an earlier mask of this session was on. `lacks`: what cannot be had
    on this machine; `check_sound`: whether the voice asks if it is heard; `sound`: what of it changed on the way.
    `stopping`: Stop was pressed on the notice, which asks once before it ends. `keys`: somebody follows it at a
    terminal, so that the voice names keys.
    `ran_s`: for how long each step's timer really ran, by the step's id, once it was left.
    `take_off`: how what it puts on comes off, in the preset's words; `left_on`: something that stays was put on.
    """

    routine: str
    title: str
    steps: tuple[Step, ...]
    phase: Phase
    began: Mark
    started: Mark
    key: str | None = None
    nominal: datetime | None = None
    due: datetime | None = None
    index: int = 0
    longest_s: int | None = None
    speed: float = 1.0
    rehearsal: bool = False
    questions: tuple[Question, ...] = ()
    banked_s: float = 0.0
    paused: Mark | None = None
    skin_began: Mark | None = None
    skin_s: float | None = None
    worn_before_s: float = 0.0
    told: int = 0
    alarms: int = 0
    alarm_at: Mark | None = None
    over_since: Mark | None = None
    seen: Mark | None = None
    uncertain: bool = False
    lacks: tuple[Part, ...] = ()
    check_sound: bool = False
    stopping: bool = False
    keys: bool = False
    ran_s: dict[str, float] = {}
    take_off: str = ""
    left_on: bool = False
    sound: SoundNews | None = None

    @property
    def begun(self) -> bool:
        """Whether the questions and the sound check before the first step are over."""
        return self.phase not in ("asking", "sound-check")

    @property
    def step(self) -> Step:
        """The step it is at."""
        return self.steps[self.index]

    @property
    def lying_flat(self) -> bool:
        """Whether the person lies now, so that other notices are held; not in a rehearsal, nor while paused."""
        if self.rehearsal or self.paused:
            return False
        return self.step.posture in ("lie-flat", "lie-side") and self.phase in ("lead-in", "running")

    @property
    def plays_music(self) -> bool:
        """Whether music is to be heard now: in a step with music, while its time runs."""
        return self.step.music and self.phase == "running" and self.paused is None


class LyingFlat(Struct, frozen=True):
    """A span in which other notices were kept back because somebody lay flat, UTC; `end` None: it lasts."""

    start: datetime
    end: datetime | None = None


class Say(Struct, frozen=True, tag=True):
    """Something to be said aloud now, or never."""

    text: str


class Chime(Struct, frozen=True, tag=True):
    """A short sound now, or never."""

    sound: Literal["lead-in", "step-end", "alarm", "finished"]


Effect = Say | Chime


class Performance(Struct, frozen=True):
    """What is to be heard now, once; and for as long as it holds: the machine kept awake, music."""

    effects: tuple[Effect, ...] = ()
    awake: bool = False
    music: bool = False


class Ending(Struct, frozen=True, kw_only=True):
    """How a session ended: the answer for the log, its reason, what to tell the person.

    `timed_s`: how long all timed steps take together, `ran_s`: how much of that really ran. `through`: the last step
    was reached, but the timed ones were skipped.
    """

    answer: Literal["done", "skipped", "none"]
    reason: str
    words: str
    on_skin_s: float = 0.0
    over: bool = False
    stinging: bool = False
    unanswered: bool = False
    timed_s: float = 0.0
    ran_s: float = 0.0
    through: bool = False


class Turn(Struct, frozen=True):
    """What an action or the passing of time makes of a session; `ending` is set when it ended."""

    session: Session
    effects: tuple[Effect, ...] = ()
    ending: Ending | None = None
