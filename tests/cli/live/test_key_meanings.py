"""What a key means where, and how the keys are named."""

from __future__ import annotations

import pytest

from routine.cli.live import key_meanings, session_words
from routine.core.requests.replies.session import SessionView
from tests.cli.sessions import a_question, a_session, waiting
from tests.core.session.session_harness import SessionHarness
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
    assert key_meanings.action_for(key, session) == action


KEYS = ["space ready", "n next", "b back", "s stinging", "q q stop"]


@each("width", [10, 14, 20, 26, 38, 46, 52, 58, 78, 198])
def test_every_key_is_named_with_what_it_does_at_any_width(width: int) -> None:
    """In lines broken only between two keys."""
    lines = key_meanings.key_lines(waiting(), width)
    assert [name for line in lines for name in line.replace("    ", "  ").split("  ")] == KEYS
    assert max(map(len, lines)) <= max(width, *map(len, KEYS))


@pytest.mark.parametrize(("width", "count"), [(58, 1), (46, 2), (38, 2), (24, 3), (12, 5)])
def test_the_keys_take_as_few_lines_as_can_be(width: int, count: int) -> None:
    assert len(key_meanings.key_lines(waiting(), width)) == count


def test_lines_of_keys_are_of_much_the_same_length() -> None:
    """Three and two, not four and one."""
    assert key_meanings.key_lines(waiting(), 38) == ["space ready  n next  b back", "s stinging  q q stop"]


def test_where_there_is_no_height_the_keys_stay_without_their_words() -> None:
    assert key_meanings.key_letters(waiting()) == "space n b s qq"


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
    for key, does in key_meanings.keys(session).items():
        if key != "q q":
            assert does in DOES[str(key_meanings.action_for(key, session))], (moment, key)


def test_the_voice_and_the_screen_name_the_same_key() -> None:
    """Space, which is the key that does it."""
    harness = SessionHarness(keys=True)
    assert harness.heard[-1].endswith(session_words.waits_for(waiting()))
    assert key_meanings.keys(waiting())["space"] == "ready"


def test_where_the_notice_asks_whether_to_stop_space_continues() -> None:
    asked = waiting(stopping=True)
    assert key_meanings.action_for("space", asked) == "keep-on"
    assert "Stop was pressed" in session_words.waits_for(asked)
