"""The key of an occurrence: one reader, one printer, and no text that does not come back as it was."""

from __future__ import annotations

from datetime import UTC, datetime

import hypothesis.strategies as st
from hypothesis import example, given

from routine.core.preset.model import ASKED
from routine.core.schedule.clock import Occurrence
from routine.core.state.keys import (
    Accepted,
    ClockTime,
    Extra,
    Key,
    Link,
    LinkAhead,
    OwnSession,
    Refilled,
    Rehearsal,
    Unknown,
    VisitReminder,
    is_extra,
    is_link,
    is_question,
    is_unplanned,
    is_visit,
    link_key,
    number_of,
    parse_key,
    print_key,
    routine_of,
)
from tests.rows import each

EIGHT = datetime.fromisoformat("2026-11-22T08:00")
#: Every kind of key, and the text that state, log and JSON have for it since schema 1.
TEXTS = {
    "2026-11-22T08:00": ClockTime(EIGHT),
    "after:17": Link(17),
    "if:2026-11-22T08:00": LinkAhead(EIGHT),
    "visit:2:peels:2026-11-22T08:00": VisitReminder(2, "peels", EIGHT),
    f"visit:2:{ASKED}:2026-11-22T08:00": VisitReminder(2, ASKED, EIGHT),
    "run:2026-11-22T08:00": OwnSession(EIGHT),
    "extra:2026-11-22T08:00": Extra(EIGHT),
    "extra:2026-11-22T08:00:05": Extra(EIGHT.replace(second=5)),
    "rehearsal:2026-11-22T08:00:05": Rehearsal(EIGHT.replace(second=5)),
    "refill:17": Refilled(17),
    "accept:17": Accepted(17),
    "now": Unknown("now"),
}
seqs = st.integers(min_value=0)
seconds = st.datetimes().map(lambda moment: moment.replace(microsecond=0))
minutes = seconds.map(lambda moment: moment.replace(second=0))
steps = st.text(st.characters(exclude_characters=":"))
known = st.one_of(
    st.builds(ClockTime, minutes),
    st.builds(Link, seqs),
    st.builds(LinkAhead, minutes),
    st.builds(VisitReminder, seqs, steps, minutes),
    st.builds(OwnSession, minutes),
    st.builds(Extra, seconds),
    st.builds(Rehearsal, seconds),
    st.builds(Refilled, seqs),
    st.builds(Accepted, seqs),
)
#: Texts that are nearly a key, and any others.
texts = st.one_of(
    st.text(),
    st.from_regex(r"(after|if|visit|run|extra|rehearsal|refill|accept)?:?[-0-9: T#+_a-z]*", fullmatch=True),
    st.tuples(known.map(print_key), st.sampled_from(["", " ", ":", "0", "Z", "+01:00"])).map("".join),
)


@each(("text", "key"), TEXTS.items())
def test_every_kind_has_the_text_it_always_had(text: str, key: Key) -> None:
    assert parse_key(text) == key
    assert print_key(key) == text


@given(known)
def test_what_is_printed_is_read_as_the_same(key: Key) -> None:
    assert parse_key(print_key(key)) == key


@given(texts)
@example("after:007")
@example("after:")
@example("visit:1")
@example("visit:1:a:b:2026-11-22T08:00")
@example("2026-11-22")
@example("20261122T0800")
def test_every_text_comes_back_as_it_was(text: str) -> None:
    assert print_key(parse_key(text)) == text


@given(minutes)
def test_a_time_of_the_schedule_has_the_key_of_its_clock_time(nominal: datetime) -> None:
    planned = Occurrence("spf", nominal, datetime(2026, 1, 1, tzinfo=UTC))
    assert parse_key(planned.key) == ClockTime(nominal)


def test_what_is_asked_of_a_text_follows_from_its_kind() -> None:
    assert [text for text in TEXTS if is_link(text)] == ["after:17"] == [link_key(17)]
    assert [number_of(text) for text in TEXTS if is_visit(text)] == [2, 2]
    assert [text for text in TEXTS if is_question(text)] == [f"visit:2:{ASKED}:2026-11-22T08:00"]
    extras = ["extra:2026-11-22T08:00", "extra:2026-11-22T08:00:05"]
    assert [text for text in TEXTS if is_unplanned(text)] == ["run:2026-11-22T08:00", *extras]
    assert [text for text in TEXTS if is_extra(text)] == extras
    assert number_of("after:17") is None


def test_an_id_names_its_routine_whatever_its_key_holds() -> None:
    assert routine_of("spf@visit:1:a@b:2026-11-22T08:00") == "spf"
