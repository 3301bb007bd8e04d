"""The difference between what should be showing and what was shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from routine.core.notices.reconcile import Difference, Send, after_telling, difference
from routine.core.notices.send_again import back_off
from routine.core.requests.reports import Told
from routine.core.state.notice import TO_BE_READ_S, Delivery, Notice
from tests.rows import each

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
HERE = "freedesktop:bus:server:1"


def a_notice(id: str = "n1", revision: str = "0") -> Notice:
    return Notice(id=id, title="Sunscreen", body="Reapply.", revision=revision)


def a_delivery(epoch: str = HERE, **changes: object) -> Delivery:
    delivery = Delivery(notifier="freedesktop", epoch=epoch, handle="h1", confirmed=True, revision="0", at=NOW)
    return replace(delivery, **changes)


def left(wanted: list[Notice], deliveries: dict[str, Delivery], now: datetime = NOW) -> Difference:
    return difference(wanted, deliveries, "freedesktop", HERE, now, refreshes=True)


def test_a_notice_that_was_never_sent_is_shown() -> None:
    assert left([a_notice()], {}) == Difference(show=(Send(a_notice()),))


def test_a_notice_that_shows_as_it_is_is_left_alone() -> None:
    assert left([a_notice()], {"n1": a_delivery()}) == Difference()


def test_a_new_revision_takes_the_place_of_the_old_one() -> None:
    changed = a_notice(revision="1")
    assert left([changed], {"n1": a_delivery()}).show == (Send(changed, "h1"),)


def test_after_a_new_connection_a_confirmed_notice_is_sent_again_under_its_handle() -> None:
    assert left([a_notice()], {"n1": a_delivery(epoch="old")}).show == (Send(a_notice(), "h1"),)


def test_an_unconfirmed_handle_is_never_replaced() -> None:
    assert left([a_notice()], {"n1": a_delivery(epoch="old", confirmed=False)}).show == (Send(a_notice()),)


def test_a_handle_of_another_notifier_is_never_replaced() -> None:
    assert left([a_notice()], {"n1": a_delivery(epoch="old", notifier="console")}).show == (Send(a_notice()),)


def test_a_notice_sent_without_confirmation_is_not_sent_again() -> None:
    assert left([a_notice()], {"n1": a_delivery(confirmed=False)}) == Difference()


def test_a_failed_notice_waits_for_its_time() -> None:
    later = NOW + timedelta(seconds=5)
    assert left([a_notice()], {"n1": a_delivery(error="no", retry_at=later)}) == Difference(retry_at=later)


def test_a_failed_notice_is_sent_again_when_its_time_has_come() -> None:
    assert left([a_notice()], {"n1": a_delivery(error="no", retry_at=NOW)}).show == (Send(a_notice(), "h1"),)


def test_a_failed_notice_does_not_wait_on_another_connection() -> None:
    failed = a_delivery(epoch="old", error="no", retry_at=NOW + timedelta(seconds=5))
    assert left([a_notice()], {"n1": failed}).show


def test_a_clock_set_back_by_years_does_not_hold_a_retry_back() -> None:
    failed = a_delivery(error="no", retry_at=NOW + timedelta(days=400))
    assert left([a_notice()], {"n1": failed}).show


def test_the_earliest_retry_is_the_time_to_look_again() -> None:
    deliveries = {
        f"n{n}": a_delivery(error="no", retry_at=NOW + timedelta(seconds=wait))
        for n, wait in ((1, 60), (2, 5), (3, 15))
    }
    wanted = [a_notice(id) for id in deliveries]
    assert left(wanted, deliveries).retry_at == NOW + timedelta(seconds=5)


def test_what_should_no_longer_show_is_withdrawn_whatever_became_of_it() -> None:
    deliveries = {"n1": a_delivery(), "n2": a_delivery(error="no"), "n3": a_delivery(epoch="old", confirmed=False)}
    assert left([], deliveries).withdraw == ("n1", "n2", "n3")


TIMED = replace(a_notice(), refresh="15")


def test_another_time_left_is_shown_in_place() -> None:
    assert left([TIMED], {"n1": a_delivery(refresh="16")}).show == (Send(TIMED, "h1"),)


@pytest.mark.parametrize("notifier", ["plyer", "console"])
def test_another_time_left_is_nothing_new_to_a_notifier_that_would_show_it_once_more(notifier: str) -> None:
    shown = {"n1": a_delivery(notifier=notifier, refresh="16")}
    assert difference([TIMED], shown, notifier, HERE, NOW) == Difference()
    new_step = replace(TIMED, revision="1")
    assert difference([new_step], shown, notifier, HERE, NOW).show


def test_another_time_left_does_not_hurry_a_failed_notice() -> None:
    later = NOW + timedelta(seconds=5)
    assert left([TIMED], {"n1": a_delivery(error="no", retry_at=later)}) == Difference(retry_at=later)


def test_a_confirmed_report_tells_which_time_left_shows() -> None:
    told = Told("n1", "0", "freedesktop", HERE, handle="h1", confirmed=True, refresh="15")
    assert after_telling(told, a_delivery(refresh="16"), NOW).refresh == "15"


@each(("attempts", "seconds"), [(0, 5), (1, 5), (2, 15), (3, 60), (4, 300), (5, 900), (6, 900), (1000, 900)])
def test_the_back_off_grows_to_a_quarter_of_an_hour(attempts: int, seconds: int) -> None:
    assert back_off(attempts) == timedelta(seconds=seconds)


def test_a_confirmed_report_makes_a_delivery() -> None:
    told = Told("n1", "0", "freedesktop", HERE, handle="h1", confirmed=True)
    assert after_telling(told, None, NOW) == a_delivery()


def test_a_failed_report_keeps_the_handle_of_what_still_shows() -> None:
    told = Told("n1", "1", "freedesktop", HERE, error="no answer")
    failed = after_telling(told, a_delivery(), NOW)
    assert (failed.handle, failed.confirmed, failed.error) == ("h1", True, "no answer")
    assert (failed.attempts, failed.retry_at) == (1, NOW + timedelta(seconds=5))


def test_failures_count_from_one_on_a_new_connection() -> None:
    before = a_delivery(epoch="old", error="no", attempts=4)
    assert after_telling(Told("n1", "0", "freedesktop", HERE, error="no"), before, NOW).attempts == 1
    assert after_telling(Told("n1", "0", "freedesktop", "old", error="no"), before, NOW).attempts == 5


@given(st.lists(st.sampled_from(["n1", "n2", "n3", "n4"]), unique=True), st.lists(st.booleans(), max_size=4))
def test_once_everything_was_done_nothing_is_left_to_do(ids: list[str], confirmed: list[bool]) -> None:
    wanted = [a_notice(id) for id in ids]
    deliveries = {f"n{n}": a_delivery(epoch="old", confirmed=was) for n, was in enumerate(confirmed, 1)}
    found = left(wanted, deliveries)
    for send in found.show:
        told = Told(send.notice.id, send.notice.revision, "freedesktop", HERE, handle="h", confirmed=True)
        deliveries[send.notice.id] = after_telling(told, deliveries.get(send.notice.id), NOW)
    for gone in found.withdraw:
        del deliveries[gone]
    assert left(wanted, deliveries) == Difference()


LATER = NOW + timedelta(seconds=20)


@pytest.mark.parametrize(("timeout_s", "again"), [(0, True), (20, False), (None, False), (60, True)])
def test_another_server_or_run_shows_again_only_what_has_not_had_its_time(timeout_s: int | None, again: bool) -> None:
    notice = replace(a_notice(), timeout_s=timeout_s)
    assert bool(left([notice], {"n1": a_delivery("another")}, LATER).show) is again


def test_what_had_its_time_is_shown_when_it_changes() -> None:
    notice = replace(a_notice(revision="1"), timeout_s=20)
    assert left([notice], {"n1": a_delivery("another")}, LATER).show


@each(
    "timeout_s, seconds, again",
    [(20, 19, True), (20, 20, False), (None, TO_BE_READ_S - 1, True), (None, TO_BE_READ_S, False)],
)
def test_a_notice_has_had_its_time_on_the_second(timeout_s: int | None, seconds: int, again: bool) -> None:
    notice = replace(a_notice(), timeout_s=timeout_s)
    later = NOW + timedelta(seconds=seconds)
    assert bool(left([notice], {"n1": a_delivery("another")}, later).show) is again


@each("change", [{"confirmed": False}, {"error": "no"}, {"at": None}])
def test_what_was_not_seen_to_be_shown_has_not_had_its_time(change: dict[str, object]) -> None:
    notice = replace(a_notice(), timeout_s=20)
    assert left([notice], {"n1": a_delivery("another", **change)}, LATER).show


@each("seconds, waits", [(899, True), (900, True), (901, False)])
def test_a_retry_further_away_than_the_longest_back_off_is_not_waited_for(seconds: int, waits: bool) -> None:
    failed = a_delivery(error="no", retry_at=NOW + timedelta(seconds=seconds))
    assert bool(left([a_notice()], {"n1": failed}).show) is not waits
