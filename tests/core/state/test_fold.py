"""What a log entry does to the state."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from routine.core.state.fold import RECENT_MOST, catch_up, fold_entry, fold_logged
from routine.core.state.log import Entry
from routine.core.state.model import State
from routine.core.state.reminder import Armed
from routine.core.state.routine import CourseState, RoutineState
from tests.contract.stored import a_reminder, a_state, an_entry

LONG_AFTER = an_entry(10_000).nominal


def folded(state: State, *entries: Entry) -> RoutineState:
    for entry in entries:
        state = fold_entry(state, entry)
    return state.routines["spf"]


def test_an_answer_joins_the_recent_ones_and_closes_its_reminder() -> None:
    after = folded(a_state(raised=a_reminder(1)), an_entry(1))
    assert after.recent == (an_entry(1),)
    assert after.raised is None


def test_an_answer_to_another_time_leaves_the_reminder_alone() -> None:
    assert folded(a_state(raised=a_reminder(2)), an_entry(1)).raised == a_reminder(2)


def test_done_counts_and_is_the_last_done() -> None:
    after = folded(a_state(), an_entry(1), an_entry(2, "skipped"))
    assert (after.course.done_count, after.last_done) == (1, an_entry(1).at)


def test_an_answer_for_an_earlier_day_does_not_move_last_done_back() -> None:
    assert folded(a_state(), an_entry(5), replace(an_entry(6), at=an_entry(1).at)).last_done == an_entry(5).at


def test_undoing_a_done_gives_back_the_one_before() -> None:
    after = folded(a_state(), an_entry(1), an_entry(2), an_entry(3, "undone", replaces=2))
    assert after.recent == (an_entry(1),)
    assert (after.course.done_count, after.last_done) == (1, an_entry(1).at)


def test_undoing_falls_back_on_a_done_from_long_before_even_after_many_other_answers() -> None:
    others = [an_entry(n, "skipped") for n in range(2, 30)]
    state = a_state(through=LONG_AFTER)
    after = folded(state, an_entry(1), *others, an_entry(30), an_entry(31, "undone", replaces=30))
    assert after.last_done == an_entry(1).at


def test_undoing_another_done_than_the_last_leaves_the_last() -> None:
    state = a_state(recent=(an_entry(1),), last_done=an_entry(9).at, course=CourseState(done_count=2))
    assert folded(state, an_entry(10, "undone", replaces=1)).last_done == an_entry(9).at


def test_taking_back_a_done_that_is_no_longer_among_the_recent_takes_its_count_away() -> None:
    state = a_state(recent=(an_entry(9),), last_done=an_entry(9).at, course=CourseState(done_count=2))
    taken_back = replace(an_entry(10, "undone", replaces=1), was="done")
    assert folded(state, taken_back).course.done_count == 1


def test_a_correction_takes_the_place_of_what_it_replaces() -> None:
    correction = an_entry(2, "done", replaces=1)
    after = folded(a_state(), an_entry(1, "missed"), correction)
    assert (after.recent, after.course.done_count) == ((correction,), 1)


def test_correcting_done_to_skipped_takes_the_done_away() -> None:
    after = folded(a_state(), an_entry(1), an_entry(2, "skipped", replaces=1))
    assert (after.course.done_count, after.last_done) == (0, None)


def test_a_retraction_leaves_a_reminder_that_was_raised_again() -> None:
    state = a_state(raised=a_reminder(1), recent=(an_entry(1),))
    assert folded(state, an_entry(2, "undone", replaces=1)).raised == a_reminder(1)


def test_an_answer_clears_the_armed_occurrence_of_its_key() -> None:
    entry = an_entry(1)
    armed = Armed(entry.key, entry.nominal, entry.instant, "moved")
    other = replace(armed, key="after:7")
    assert folded(a_state(armed=(armed, other)), entry).armed == (other,)


def test_recent_keeps_three_days_and_at_least_three_answers() -> None:
    daily = folded(a_state(through=LONG_AFTER), *(an_entry(n, "skipped") for n in range(1, 20)))
    assert [e.seq for e in daily.recent] == [16, 17, 18, 19]
    rare = [replace(an_entry(n, "skipped"), recorded_at=an_entry(n * 30).recorded_at) for n in range(1, 9)]
    assert [e.seq for e in folded(a_state(through=LONG_AFTER), *rare).recent] == [6, 7, 8]


def test_recent_never_grows_beyond_its_bound() -> None:
    start = an_entry(1).recorded_at
    many = [replace(an_entry(n), recorded_at=start + timedelta(seconds=n)) for n in range(1, 500)]
    assert [e.seq for e in folded(a_state(through=LONG_AFTER), *many).recent] == list(range(500 - RECENT_MOST, 500))


def test_answers_given_ahead_of_the_watermark_all_stay_recent_since_only_they_keep_their_times_from_coming_due() -> (
    None
):
    daily = folded(a_state(), *(an_entry(n, "skipped") for n in range(1, 200)))
    assert len(daily.recent) == 199


def test_an_entry_of_an_unknown_routine_moves_the_seq_only() -> None:
    assert fold_entry(a_state(), an_entry(9, routine="gone")) == a_state(seq=9)


def test_an_older_entry_does_not_lower_the_seq() -> None:
    assert fold_entry(a_state(seq=9), an_entry(3)).seq == 9


def test_a_retraction_found_in_the_log_arms_the_occurrence_so_that_it_is_not_lost() -> None:
    state = fold_entry(a_state(), an_entry(1))
    after = fold_logged(state, an_entry(2, "undone", replaces=1)).routines["spf"]
    assert [(a.key, a.instant) for a in after.armed] == [(an_entry(1).key, an_entry(1).instant)]


def test_an_occurrence_armed_so_is_cleared_by_a_later_answer_in_the_log() -> None:
    log = [an_entry(1), an_entry(2, "undone", replaces=1), an_entry(3, "skipped", replaces=1)]
    assert catch_up(a_state(), log).routines["spf"].armed == ()


def test_catching_up_takes_what_the_log_has_out_of_the_outbox_and_folds_what_is_new() -> None:
    state = replace(a_state(seq=2), outbox=(an_entry(1), an_entry(2)))
    after = catch_up(state, [an_entry(3), an_entry(1)])
    assert after.outbox == (an_entry(2),)
    assert (after.seq, after.routines["spf"].recent) == (3, (an_entry(3),))
