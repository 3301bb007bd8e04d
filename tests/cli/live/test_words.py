"""What keys mean where, and what plain lines say."""

from __future__ import annotations

import pytest

from routine.cli.live import words
from routine.core.requests.replies.session import SessionView
from tests.cli.sessions import SAY, a_question, a_session, waiting

MEANINGS: list[tuple[str, SessionView, str | None]] = [
    ("space", a_session(), "toggle"),
    ("space", a_session(paused=True), "toggle"),
    ("space", waiting(), "ready"),
    ("other", waiting(), "ready"),
    ("n", a_session(), "next"),
    ("b", waiting(), "back"),
    ("s", a_session(phase="lead-in"), "stinging"),
    ("x", a_session(), None),
    ("y", a_question(), "yes"),
    ("n", a_question(), "no"),
    ("space", a_question(), None),
    ("s", a_question(), None),
    ("n", a_question(phase="sound-check"), "ready"),
    ("other", a_question(phase="sound-check"), "ready"),
    ("x", a_session(overrun=True), "yes"),
    ("space", a_session(overrun=True), "yes"),
    ("n", a_session(overrun=True), "next"),
]


@pytest.mark.parametrize(("key", "session", "action"), MEANINGS)
def test_a_key_means_what_the_moment_asks_for(key: str, session: SessionView, action: str | None) -> None:
    """n is no to a question and next in a step; any key hears the voice, or answers an alarm."""
    assert words.action_for(key, session) == action


TIMES = [(0, "0:00"), (0.2, "0:01"), (59.1, "1:00"), (462, "7:42"), (3723, "1:02:03"), (-5, "0:00")]


@pytest.mark.parametrize(("seconds", "shown"), TIMES)
def test_a_countdown_ends_at_zero_and_not_before(seconds: float, shown: str) -> None:
    """What is left of a second counts as one."""
    assert words.clock(seconds) == shown


NEWS: list[tuple[str, SessionView | None, SessionView, list[str]]] = [
    ("the beginning", None, a_session(left_s=480.0), [f"Step 4 of 6: {SAY} 8 min."]),
    ("a second", a_session(left_s=462.0), a_session(left_s=461.0), []),
    ("a minute", a_session(left_s=420.5), a_session(left_s=419.5), ["7 min left, 5 min on skin."]),
    ("a pause", a_session(), a_session(paused=True), ["Paused, 8 min left, 5 min on skin."]),
    ("going on", a_session(paused=True), a_session(), ["Going on, 8 min left, 5 min on skin."]),
    ("a question", None, a_question(), ["Is your skin open today? (y or n)"]),
    ("the next one", a_question(), a_question(question="Really?"), ["Really? (y or n)"]),
    ("a lead-in", a_question(), a_session(phase="lead-in", left_s=20.0), [f"Step 4 of 6: {SAY} It begins in 20 s."]),
    ("a wait", None, waiting(step={"index": 5, "say": "A."}), ["Step 5 of 6: A. Press space when you are ready."]),
    ("over", waiting(), waiting(overrun=True, on_skin_s=901.0), ["Take it off now. On skin 15:01 (at most 15:00)."]),
]  # fmt: skip


@pytest.mark.parametrize(("before", "now", "lines"), [row[1:] for row in NEWS], ids=[row[0] for row in NEWS])
def test_plain_lines_say_what_changed(before: SessionView | None, now: SessionView, lines: list[str]) -> None:
    """One line for a step, a question, a minute, a pause; none for a second."""
    assert words.news(before, now) == lines


@pytest.mark.parametrize(
    ("width", "shown"), [(78, "space ready    n next"), (52, "space ready  n next"), (18, "space n b s qq")]
)
def test_keys_are_named_as_long_as_there_is_room(width: int, shown: str) -> None:
    """Their letters stay."""
    found = words.key_hints(waiting(), width)
    assert found.startswith(shown)
    assert len(found) <= width
