"""What keys mean where, and what plain lines say."""

from __future__ import annotations

import pytest

from routine.cli.live import words
from routine.core.requests.replies.session import SessionView
from tests.cli.sessions import SAY, a_question, a_session, waiting
from tests.core.session.bedroom import Bedroom
from tests.rows import each

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


@each(("key", "session", "action"), MEANINGS)
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
    assert words.news(before, now) == lines


KEYS = ["space ready", "n next", "b back", "s stinging", "q q stop"]


@each("width", [10, 14, 20, 26, 38, 46, 52, 58, 78, 198])
def test_every_key_is_named_with_what_it_does_at_any_width(width: int) -> None:
    """In lines broken only between two keys."""
    lines = words.key_lines(waiting(), width)
    assert [name for line in lines for name in line.replace("    ", "  ").split("  ")] == KEYS
    assert max(map(len, lines)) <= max(width, *map(len, KEYS))


@pytest.mark.parametrize(("width", "count"), [(58, 1), (46, 2), (38, 2), (24, 3), (12, 5)])
def test_the_keys_take_as_few_lines_as_can_be(width: int, count: int) -> None:
    assert len(words.key_lines(waiting(), width)) == count


def test_lines_of_keys_are_of_much_the_same_length() -> None:
    """Three and two, not four and one."""
    assert words.key_lines(waiting(), 38) == ["space ready  n next  b back", "s stinging  q q stop"]


def test_where_there_is_no_height_the_keys_stay_without_their_words() -> None:
    assert words.key_letters(waiting()) == "space n b s qq"


MOMENTS = {
    "running": a_session(),
    "paused": a_session(paused=True),
    "waiting": waiting(),
    "lead-in": a_session(phase="lead-in"),
    "question": a_question(),
    "sound check": a_question(phase="sound-check"),
    "over, running": a_session(overrun=True),
    "over, paused": a_session(overrun=True, paused=True),
    "over, waiting": waiting(overrun=True),
}
DOES = {
    "yes": {"yes", "removing it"},
    "no": {"no"},
    "ready": {"ready", "sound works"},
    "toggle": {"pause", "resume"},
    "next": {"next"},
    "back": {"back"},
    "stinging": {"stinging"},
}


@each("moment", MOMENTS)
def test_a_key_does_what_the_screen_says_that_it_does(moment: str) -> None:
    session = MOMENTS[moment]
    for key, does in words.keys(session).items():
        if key != "q q":
            assert does in DOES[str(words.action_for(key, session))], (moment, key)


def test_the_voice_and_the_screen_name_the_same_key() -> None:
    """Space, which is the key that does it."""
    room = Bedroom(keys=True)
    assert room.heard[-1].endswith(words.waits_for(waiting()))
    assert words.keys(waiting())["space"] == "ready"


CHANGES = [
    (a_session(left_s=461.7, on_skin_s=None), 0.5),
    (a_session(left_s=461.3, on_skin_s=None), 0.3),
    (a_session(left_s=461.0, on_skin_s=None), 0.5),
    (a_session(left_s=461.9, on_skin_s=271.8), 0.2),
    (a_session(left_s=0.0, on_skin_s=None), 0.1),
    (a_session(left_s=461.1, on_skin_s=None, paused=True), 0.5),
    (waiting(on_skin_s=899.9), 0.1),
    (a_session(left_s=461.0, on_skin_s=None, speed=20.0), 0.05),
    (a_session(left_s=1.0, on_skin_s=None, speed=20.0), 0.05),
    (waiting(on_skin_s=None), 0.5),
]


@each(("session", "seconds"), CHANGES)
def test_the_picture_is_looked_at_again_just_after_it_changes(session: SessionView, seconds: float) -> None:
    """A step ends, and the voice speaks, on a second of its countdown: a pulse of its own would be up to one behind."""
    assert words.next_change_s(session) == pytest.approx(seconds + 0.02)


def test_where_the_notice_asks_whether_to_stop_space_continues() -> None:
    asked = waiting(stopping=True)
    assert words.action_for("space", asked) == "keep-on"
    assert "Stop was pressed" in words.waits_for(asked)
