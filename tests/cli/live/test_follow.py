"""Following a session: what is asked, shown and sent, and what happens when the daemon or the session goes."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from routine.cli.live.follow import SessionFollower, next_change_s
from routine.core.errors import DaemonError, NothingToDoError, RoutineError, StoreError
from routine.core.requests.replies.session import EndingView, SessionView
from routine.daemon.encode_reply import received
from tests.cli.sessions import FakeDaemon, FakeKeyboard, RecordingView, a_question, a_session, waiting
from tests.rows import each

AWAY = DaemonError("the daemon has just ended")
ENDED = EndingView(title="Mask: finished", lines=("11 minutes on your skin, within the limit.", "Next: Fri 20:30."))


class FollowHarness:
    """One person, one terminal, one daemon: what `typed` brings about."""

    def __init__(self, told: FakeDaemon, typed: Iterable[str], patience_s: int | None = None) -> None:
        self.told, self.shown, self.keys = told, RecordingView(), FakeKeyboard(typed)
        self.woken = 0
        self.closing: list[str] | None = None
        follower = SessionFollower("egg-mask", told, self.shown, self._wake, patience_s)
        try:
            self.closing = follower.follow(self.keys, ["You are back in your session."])
        except SystemExit as gone:
            assert gone.code == 129, "the keys are used up, as if the terminal went away"

    def _wake(self) -> None:
        self.woken += 1


def test_the_closing_words_end_it() -> None:
    """Title and lines, as the service says them."""
    assert FollowHarness(FakeDaemon(a_session(), None, ending=ENDED), ".").closing == ["Mask: finished", *ENDED.lines]


def test_a_session_that_ended_without_words_is_over_all_the_same() -> None:
    """Its words may have gone by."""
    assert FollowHarness(FakeDaemon(a_session(), None), ".").closing == ["The session has ended."]


def test_another_routines_session_is_none_of_ours() -> None:
    """Ours ended, and the next began within a second."""
    assert FollowHarness(FakeDaemon(a_session(), a_session(routine="clay-mask")), ".").closing == [
        "The session has ended."
    ]


def test_a_key_is_sent_and_its_effect_seen_at_once() -> None:
    """No second goes by."""
    harness = FollowHarness(FakeDaemon(waiting(), a_session()), "n")
    assert harness.told.actions == ["next"]
    assert harness.shown.last.session == received(a_session())


def test_each_key_means_what_it_means_after_the_one_before() -> None:
    """y to a question; then space at the step that follows is no second answer."""
    assert FollowHarness(FakeDaemon(a_question(), waiting(), a_session()), ["y", "space"]).told.actions == [
        "yes",
        "ready",
    ]


def test_it_looks_again_when_the_picture_changes_and_not_on_a_pulse_of_its_own() -> None:
    """Else it would be up to a second behind the voice; a daemon that is away is looked for every second."""
    harness = FollowHarness(FakeDaemon(a_session(left_s=461.3, on_skin_s=None), AWAY), ".")
    assert harness.keys.waits == [pytest.approx(0.32), 1.0]


def test_q_stops_only_when_pressed_twice() -> None:
    """Wet hands press it once."""
    once = FollowHarness(FakeDaemon(a_session()), "q")
    assert once.told.actions == []
    assert once.shown.last.note == "Press q again to stop the session."
    assert FollowHarness(FakeDaemon(a_session()), "qq").told.actions == ["stop"]


def test_a_q_of_long_ago_or_before_another_key_does_not_count() -> None:
    """Twice means twice in a row, within some seconds."""
    assert FollowHarness(FakeDaemon(a_session()), "q.....q").told.actions == []
    assert FollowHarness(FakeDaemon(a_session()), "qnq").told.actions == ["next"]


def test_a_key_without_a_meaning_names_those_with_one() -> None:
    """It sends nothing."""
    harness = FollowHarness(FakeDaemon(a_session()), "x")
    assert harness.told.actions == []
    assert "n next" in harness.shown.last.note


def test_a_remark_goes_after_some_seconds() -> None:
    """The picture is calm again."""
    harness = FollowHarness(FakeDaemon(a_session()), "......")
    assert harness.shown.scenes[0].note == "You are back in your session."
    assert harness.shown.last.note == ""


def test_next_past_the_end_on_another_terminal_is_no_failure() -> None:
    """The key found nothing: the session had ended a moment ago."""
    told = FakeDaemon(a_session(), None, ending=ENDED)
    told.refuses = NothingToDoError("No session is running.")
    assert FollowHarness(told, "n").closing == ["Mask: finished", *ENDED.lines]


def test_a_key_that_failed_says_so_and_the_session_goes_on() -> None:
    """A full disk, for one."""
    told = FakeDaemon(a_session())
    told.refuses = StoreError("cannot save: no space left")
    harness = FollowHarness(told, "n")
    assert harness.shown.last.note == "cannot save: no space left. That key did nothing."
    assert harness.closing is None


def test_a_daemon_that_dies_is_waited_for() -> None:
    """The picture stays, says since when, and goes on when it is back; keys pressed meanwhile are dropped."""
    harness = FollowHarness(FakeDaemon(a_session(), AWAY, AWAY, AWAY, a_session(left_s=400.0)), "....")
    assert [scene.away_s for scene in harness.shown.scenes] == [0, 1, 2, 3, 0]
    assert harness.shown.last.session.left_s == 400.0
    assert harness.shown.last.note == "Routine is back."
    assert harness.keys.forgotten == 1


def test_while_it_is_away_space_starts_it_and_other_keys_do_nothing() -> None:
    """A key sent nowhere would be lost without a word."""
    harness = FollowHarness(FakeDaemon(a_session(), AWAY), [".", "n", "s", "space"])
    assert (harness.told.actions, harness.woken) == ([], 1)


@pytest.mark.parametrize("problem", [AWAY, RoutineError("anything")])
def test_without_a_terminal_it_is_not_waited_for_forever(problem: RoutineError) -> None:
    """A script gets an error in the end."""
    with pytest.raises(RoutineError):
        FollowHarness(FakeDaemon(a_session(), problem), "....", patience_s=3)


def test_a_daemon_that_never_answered_is_an_error() -> None:
    """There is nothing to show."""
    with pytest.raises(DaemonError):
        FollowHarness(FakeDaemon(AWAY), "")


def test_texts_that_would_move_the_cursor_are_made_plain() -> None:
    """A preset is data from strangers."""
    harness = FollowHarness(FakeDaemon(a_session(title="\x1b[2JMask")), "")
    assert harness.shown.last.session.title == "\\x1b[2JMask"


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
    assert next_change_s(session) == pytest.approx(seconds + 0.02)
