"""One session and a clock, without a household: keys are pressed, time passes, and what is said is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from routine.core.preset.model import Cue, Preset, Safety, Step
from routine.core.session.notice import session_wake
from routine.core.session.step_by_step import act, advance, begin
from routine.core.session.time_on_skin import skin_seconds
from routine.core.session.timing import phase_length, phase_spent
from routine.core.session.wake import next_wake
from routine.core.state.session import Action, Ending, Say, Session, Turn
from routine.core.when.moment import Now
from tests.builders import a_now, a_preset, lasting

STEPS = (
    Step(id="cleanse", say="Wash."),
    Step(id="layer", say="Brush on.", on_skin="start", hands="busy", auto=lasting("2m")),
    Step(
        id="lie-flat",
        say="Lie flat.",
        posture="lie-flat",
        lead_in=lasting("20s"),
        timer=lasting("8m"),
        cues=(Cue("half", "Half way."),),
    ),
    Step(id="remove", say="Rinse.", on_skin="end"),
    Step(id="cream", say="Cream."),
)


def a_mask() -> Preset:
    """A mask of five steps, at most 15 minutes on the skin."""
    return a_preset("mask", steps=STEPS, safety=Safety(longest_on_skin=lasting("15m")))


class SessionHarness:
    """One session and a clock: `wait` lets time pass and serves every wake on the way."""

    def __init__(self, preset: Preset | None = None, *, up_s: float = 1000.0, **options: Any) -> None:
        self.now: Now = replace(a_now("2026-11-27 20:30"), elapsed=up_s)
        self.heard: list[str] = []
        self.ending: Ending | None = None
        self.session: Session
        self._take(begin(preset or a_mask(), self.now, **options))

    def _take(self, turn: Turn) -> None:
        self.session = turn.session
        self.heard += [effect.text if isinstance(effect, Say) else f"*{effect.sound}*" for effect in turn.effects]
        self.ending = turn.ending or self.ending

    def press(self, *actions: Action) -> None:
        """Press keys, one after the other."""
        for action in actions:
            self._take(act(self.session, action, self.now))

    def wait(self, seconds: float) -> None:
        """Time passes; the session is served at every wake."""
        end = self.now.elapsed + seconds
        while self.ending is None and (wake := next_wake(self.session, self.now)):
            ahead = (wake - self.now.instant).total_seconds()
            if self.now.elapsed + ahead > end:
                break
            self._pass(ahead)
            self._take(advance(self.session, self.now))
        self._pass(end - self.now.elapsed)

    def wake(self) -> None:
        """Time passes until the session, or its notice, has something to do."""
        if wake := session_wake(self.session, self.now):
            self._pass((wake - self.now.instant).total_seconds())
            self._take(advance(self.session, self.now))

    def sleep(self, seconds: float) -> None:
        """The machine is suspended: nothing is served before it wakes."""
        self._pass(seconds)
        self._take(advance(self.session, self.now))

    def reboot(self, seconds: float) -> None:
        """The machine is restarted: another boot, the wall clock went on."""
        self.now = replace(self.now, instant=self.now.instant + timedelta(seconds=seconds), elapsed=5.0, boot_id="b2")
        self._take(advance(self.session, self.now))

    def _pass(self, seconds: float) -> None:
        moved = timedelta(seconds=max(0.0, seconds))
        self.now = replace(self.now, instant=self.now.instant + moved, elapsed=self.now.elapsed + max(0.0, seconds))

    @property
    def chimes(self) -> list[str]:
        """What sounded, without what was said."""
        return [sound.strip("*") for sound in self.heard if sound.startswith("*")]

    @property
    def at(self) -> str:
        """The step and its phase."""
        return f"{self.session.step.id}/{self.session.phase}"

    @property
    def left(self) -> float:
        """Seconds left of the phase."""
        return (phase_length(self.session) or 0.0) - phase_spent(self.session, self.now).seconds

    @property
    def skin(self) -> float:
        """Seconds on the skin."""
        return skin_seconds(self.session, self.now).seconds


def lying_flat() -> SessionHarness:
    """A session whose eight minutes have just begun: 2 min 20 s on the skin."""
    harness = SessionHarness()
    harness.press("ready")
    harness.wait(140)
    assert harness.at == "lie-flat/running"
    return harness
