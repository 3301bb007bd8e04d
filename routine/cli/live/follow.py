"""Follows a session on a terminal: asks on its seconds, shows, sends keys; waits for a daemon that went away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil
from typing import TYPE_CHECKING, Any

from routine.cli.live import key_meanings, session_words
from routine.cli.shell.safe_text import scrub
from routine.core.errors import DaemonError, RoutineError

if TYPE_CHECKING:
    from routine.cli.live.keyboard import Keyboard
    from routine.cli.live.screen import View
    from routine.core.requests.replies.commands import SessionActReply
    from routine.core.requests.replies.session import EndingView, SessionReply, SessionView
    from routine.daemon.client import Conversation

Ask = Callable[[Mapping[str, object]], Any]

#: What happens elsewhere, a press on the notice or on another terminal, is seen this soon (real seconds).
_LATEST_S = 0.5
_SOONEST_S = 0.1
_AFTER_S = 0.02
_SILENCE_S = 5.0
_NOTE_S = 6
_AGAIN_S = 5


class Link:
    """A connection to the daemon that is kept, and made anew when it broke."""

    def __init__(self, data_dir: str) -> None:
        self._data_dir = data_dir
        self._talk: Conversation | None = None

    def ask(self, request: Mapping[str, object]) -> Any:
        """What the daemon answers; raises DaemonError when none does, and what it answers with."""
        kept = self._talk is not None
        try:
            return self._once(request)
        except DaemonError:
            # It hangs up on one that was silent for long, such as a view that was stopped. A look may be repeated.
            if not kept or request["do"] != "session-status":
                raise
            return self._once(request)

    def _once(self, request: Mapping[str, object]) -> Any:
        from routine.daemon import client

        if self._talk is None:
            address = client.find(self._data_dir, patience_s=0)
            if address is None:
                raise DaemonError("Routine is not running.", "Start it: routine start")
            self._talk = client.Conversation(address, _SILENCE_S)
        try:
            return self._talk.ask(request)
        except DaemonError:
            self._talk.close()
            self._talk = None
            raise


class NoKeyboard(Exception):  # noqa: N818 - it is how a view ends, not an error
    """The session waits for a key, and this command has no keyboard; it goes on without the view."""

    def __init__(self, session: SessionView) -> None:
        super().__init__(session.routine)
        self.lines = [
            "The session waits for you, and this command has no keyboard.",
            f"It waits for this: {session_words.instruction(session)}",
            f"Answer in its notification, or in a terminal: routine run {session.routine}",
            "Stop it: routine session stop",
        ]


class SessionFollower:
    """One terminal's part in a session."""

    def __init__(
        self, routine: str, ask: Ask, view: View, wake: Callable[[], object], patience_s: int | None = None
    ) -> None:
        """`wake` starts the daemon again; `patience_s`: how long to wait for one (None: as long as it takes)."""
        self._routine, self._ask, self._view, self._wake, self._patience_s = routine, ask, view, wake, patience_s
        self._session: SessionView | None = None
        self._said: list[str] = []
        self._note, self._note_s = "", 0.0
        self._quit_s = 0.0
        self._away_s = 0.0
        self._keyless = False
        self._closing: list[str] | None = None

    def follow(self, keyboard: Keyboard, said: list[str]) -> list[str]:
        """Until the session has ended; returns its closing words. `said`: what its start said."""
        self._look()
        self._remark(said)
        redraw = True
        while self._closing is None:
            self._show(redraw)
            heard = keyboard.wait(self._look_again_s())
            if heard.closed:
                raise SystemExit(129)
            if heard.passed_s:
                self._pass(heard.passed_s)
                away = self._away_s
                self._look(heard.passed_s)
                if away and not self._away_s:
                    keyboard.forget()  # pressed at a picture that stood still
            for key in heard.keys:
                if self._closing is None:
                    self._press(key)
            self._keyless |= heard.ended
            if self._keyless and self._closing is None and self._session and session_words.needs_key(self._session):
                raise NoKeyboard(self._session)
            redraw = heard.redraw
        return self._closing

    def _show(self, redraw: bool) -> None:
        if self._session is not None:
            self._view.show(session_words.Scene(self._session, self._note, ceil(self._away_s)), redraw=redraw)

    def _look_again_s(self) -> float:
        """How soon the picture may be out of date; a daemon that is away is looked for every second."""
        return 1.0 if self._away_s or self._session is None else next_change_s(self._session)

    def _pass(self, seconds: float) -> None:
        """Time has passed."""
        self._quit_s = max(0.0, self._quit_s - seconds)
        self._note_s = max(0.0, self._note_s - seconds)
        if not self._note_s:
            self._note = ""

    def _look(self, passed_s: float = 1.0) -> None:
        """Ask where the session stands, so long after the last time."""
        try:
            reply: SessionReply = self._ask({"do": "session-status"})
        except RoutineError:
            self._away_s += passed_s
            if self._session is None or (self._patience_s is not None and self._away_s > self._patience_s):
                raise
            return
        if self._away_s:
            self._away_s = 0.0
            self._say("Routine is back.")
        session = scrub(reply.session)
        if session is None or session.routine != self._routine:
            self._closing = self._last_words(scrub(reply.ending))
        else:
            self._session = session

    def _last_words(self, ending: EndingView | None) -> list[str]:
        if ending and ending.lines:
            return [line for line in (ending.title, *ending.lines) if line]
        return self._said or ["The session has ended."]

    def _press(self, key: str) -> None:
        if self._away_s:
            self._call_back(key)
        elif key == "q" and not self._quit_s:
            self._quit_s = _AGAIN_S
            self._say(key_meanings.QUIT_AGAIN)
        elif self._session is not None:
            action = "stop" if key == "q" else key_meanings.action_for(key, self._session)
            self._quit_s = 0
            if action is None:
                self._say(f"Keys: {', '.join(key_meanings.key_names(self._session))}")
            else:
                self._act(action)

    def _act(self, action: str) -> None:
        try:
            reply: SessionActReply = self._ask({"do": "session", "action": action, "keys": True})
        except RoutineError as error:
            self._say(f"{error.message.rstrip('.')}. That key did nothing.")
            self._look()  # it may have ended meanwhile, on another terminal
            return
        self._said = list(scrub(reply.said))
        self._look()
        self._remark(self._said)

    def _call_back(self, key: str) -> None:
        """The daemon is away; space starts it."""
        if key == "space":
            try:
                self._wake()
            except RoutineError as error:
                self._say(error.message)
            self._look()

    def _remark(self, said: list[str]) -> None:
        """What was said, save what the picture says already."""
        now = session_words.instruction(self._session) if self._session else ""
        fresh = [line for line in scrub(said) if not now or now not in line]
        self._note = ""
        if fresh:
            self._say(" ".join(fresh))

    def _say(self, note: str) -> None:
        self._note, self._note_s = note, _NOTE_S


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
