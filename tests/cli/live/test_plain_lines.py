"""What plain lines say of a session, and what not."""

from __future__ import annotations

from routine.cli.live import plain_lines
from routine.core.requests.replies.session import SessionView
from tests.cli.sessions import SAY, a_question, a_session, waiting
from tests.rows import each

NEWS: list[tuple[str, SessionView | None, SessionView, list[str]]] = [
    ("the beginning", None, a_session(left_s=480.0), [f"Step 4 of 6: {SAY} 8 min."]),
    ("a second", a_session(left_s=462.0), a_session(left_s=461.0), []),
    ("a minute", a_session(left_s=420.5), a_session(left_s=419.5), ["7 min left, 5 min on your skin."]),
    ("a pause", a_session(), a_session(paused=True), ["Paused, 8 min left, 5 min on your skin."]),
    ("going on", a_session(paused=True), a_session(), ["Resumed, 8 min left, 5 min on your skin."]),
    ("a question", None, a_question(), ["Is your skin open today? (y or n)"]),
    ("the next one", a_question(), a_question(question="Really?"), ["Really? (y or n)"]),
    ("a lead-in", a_question(), a_session(phase="lead-in", left_s=20.0), [f"Step 4 of 6: {SAY} It begins in 20 s."]),
    ("a wait", None, waiting(step={"index": 5, "say": "A."}), ["Step 5 of 6: A. Press space when you are ready."]),
    ("over", waiting(), waiting(overrun=True, on_skin_s=901.0),
     ["Please take it off now. On your skin 15:01 (at most 15:00)."]),
]  # fmt: skip


@each(("before", "now", "lines"), [row[1:] for row in NEWS], ids=[row[0] for row in NEWS])
def test_plain_lines_say_what_changed(before: SessionView | None, now: SessionView, lines: list[str]) -> None:
    """One line for a step, a question, a minute, a pause; none for a second."""
    assert plain_lines.news(before, now) == lines
