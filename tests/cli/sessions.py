"""Session statuses, a keyboard and a daemon for tests of what a terminal shows of a session."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from routine.cli.live.keys import KeyInput
from routine.cli.live.session_words import Scene
from routine.core.errors import NothingToDoError, RoutineError
from routine.core.requests.replies.commands import SessionActReply
from routine.core.requests.replies.session import EndingView, SessionReply, SessionView, StepView
from routine.daemon.encode_reply import received

SAY = "Lie flat, no pillow. Relax your face and do not talk: talking and moving crack the film."


def a_session(*, step: Mapping[str, Any] | None = None, **changes: Any) -> SessionView:
    """The status of an egg mask, lying flat."""
    lying = StepView(id="lie-flat", index=4, of=6, say=SAY, posture="lie-flat")
    found = SessionView(
        routine="egg-mask",
        title="Egg white mask",
        step=replace(lying, **(step or {})),
        left_s=462.0,
        on_skin_s=272.0,
        paused=False,
        overrun=False,
        phase="running",
        length_s=480.0,
        question=None,
        next="Rinse it off with lukewarm water.",
        longest_s=900,
        total_left_s=462.0,
        total_s=740.0,
        speed=1.0,
        rehearsal=False,
        uncertain=False,
        missing=(),
    )
    return replace(found, **changes)


def a_question(**changes: Any) -> SessionView:
    """The status while a question is asked."""
    asked = {"phase": "asking", "question": "Is your skin open today?", "left_s": None, "on_skin_s": None}
    return a_session(**{**asked, **changes})


def waiting(**changes: Any) -> SessionView:
    """The status at a step that waits for the person."""
    return a_session(phase="waiting", left_s=None, length_s=None, **changes)


class FakeKeyboard:
    """A keyboard on which what is written is pressed, in order; a `.` is a second that passes."""

    def __init__(self, typed: Iterable[str]) -> None:
        self._typed = list(typed)
        self.forgotten = 0
        self.waits: list[float] = []

    def __enter__(self) -> FakeKeyboard:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to put back."""

    def wait(self, within_s: float) -> KeyInput:
        """The next one; when there are no more, the terminal is gone."""
        self.waits.append(within_s)
        if not self._typed:
            return KeyInput(closed=True)
        key = self._typed.pop(0)
        return KeyInput(passed_s=1.0) if key == "." else KeyInput((key,))

    def forget(self) -> None:
        """Count it."""
        self.forgotten += 1


class FakeDaemon:
    """A daemon that answers `session-status` with what a test lays down, one after the other, and keeps the actions."""

    def __init__(self, *statuses: SessionView | RoutineError | None, ending: EndingView | None = None) -> None:
        self._statuses = list(statuses)
        self._ending = ending
        self.actions: list[str] = []
        self.said: list[str] = []
        self.refuses: RoutineError | None = None

    def __call__(self, request: Mapping[str, object]) -> Any:
        """As the daemon answers; the last status stays."""
        if request["do"] == "session":
            self.actions.append(str(request["action"]))
            if self.refuses:
                raise self.refuses
            if self._statuses[0] is None:
                raise NothingToDoError("No session is running.")
            return received(SessionActReply(said=tuple(self.said), ended=False))
        found = self._statuses.pop(0) if len(self._statuses) > 1 else self._statuses[0]
        if isinstance(found, RoutineError):
            raise found
        return received(SessionReply(session=found, ending=None if found else self._ending))


class RecordingView:
    """A view that keeps every scene."""

    def __init__(self) -> None:
        self.scenes: list[Scene] = []

    def show(self, scene: Scene, *, redraw: bool) -> None:
        """Keep it."""
        self.scenes.append(scene)

    @property
    def last(self) -> Scene:
        """What is there now."""
        return self.scenes[-1]
