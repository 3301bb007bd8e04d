"""What the files of a store promise: whole, readable, never lost, whoever reads, whatever fails."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from routine.adapters import atomic_file
from routine.adapters.store.log_segments import SEGMENT_ENTRIES
from routine.adapters.store.tinydb_store import LAST_GOOD_NAME, STATE_NAME, TinyDbStore
from routine.core.errors import StoreError
from routine.core.state.cards import Card, NoticesState
from routine.core.state.model import State
from tests.contract.stored import a_state, an_entry, files, two_commits

JUNK = [
    b"",
    b"{",
    b"[]",
    b"\xff\xfe",
    b"{}\n",
    b'{"state": {"1": {"schema": 1, "seq": "many"}}}',
    b'{"state": {"1": {"schema": 1, "routines": []}}}',
    b'{"state": {"1": {"schema": 1, "routines": {"spf": 8}}}}',
    b'{"state": {"1": {"schema": 2, "notices": 8}}}',
    b"[" * 100_000,
]


def test_the_files_are_plain_json_with_times_in_utc(tmp_path: Path) -> None:
    store = TinyDbStore(tmp_path)
    store.commit(a_state(seq=1, recent=(an_entry(1),)))
    store.append([an_entry(1)])
    state = json.loads((tmp_path / STATE_NAME).read_text("utf-8"))["state"]["1"]
    assert state["schema"] == 2
    assert state["routines"]["spf"]["since"] == "2026-11-01T08:00:00Z"
    assert state["routines"]["spf"]["through"] == "2026-11-01T08:00:00"
    assert json.loads((tmp_path / "log/000001.json").read_text("utf-8"))["log"]["1"]["answer"] == "done"


def test_the_files_are_the_owners_alone(tmp_path: Path) -> None:
    store = TinyDbStore(tmp_path)
    store.commit(State())
    store.append([an_entry(1)])
    modes = {name: stat.S_IMODE((tmp_path / name).stat().st_mode) for name in (STATE_NAME, "log", "log/000001.json")}
    assert modes == {STATE_NAME: 0o600, "log": 0o700, "log/000001.json": 0o600}


def test_the_state_before_is_kept_whole(tmp_path: Path) -> None:
    two_commits(tmp_path)
    (tmp_path / LAST_GOOD_NAME).replace(tmp_path / STATE_NAME)
    assert TinyDbStore(tmp_path).load() == State(seq=1)


def test_nothing_of_an_older_document_stays_in_a_new_one(tmp_path: Path) -> None:
    store = TinyDbStore(tmp_path)
    store.commit(State())
    older = (tmp_path / STATE_NAME).read_bytes().replace(b'"schema":2', b'"schema":2,"of_old":1')
    (tmp_path / STATE_NAME).write_bytes(older)
    store.commit(State(seq=2))
    assert b"of_old" not in (tmp_path / STATE_NAME).read_bytes()


def test_only_the_last_segment_is_ever_written(tmp_path: Path) -> None:
    store = TinyDbStore(tmp_path)
    store.append([an_entry(n) for n in range(1, SEGMENT_ENTRIES + 2)])
    full = (tmp_path / "log/000001.json").stat()
    for n in range(SEGMENT_ENTRIES + 2, SEGMENT_ENTRIES + 20):
        store.append([an_entry(n)])
    now = (tmp_path / "log/000001.json").stat()
    assert (now.st_ino, now.st_mtime_ns) == (full.st_ino, full.st_mtime_ns)
    assert [p.name for p in sorted((tmp_path / "log").iterdir())] == ["000001.json", "000002.json"]


def test_recent_entries_are_found_without_reading_the_whole_log(tmp_path: Path) -> None:
    store = TinyDbStore(tmp_path)
    store.append([an_entry(n) for n in range(1, 5 * SEGMENT_ENTRIES)])
    for number in (1, 2, 3):
        (tmp_path / f"log/{number:06d}.json").write_bytes(b"never read")
    assert len(store.entries(an_entry(5 * SEGMENT_ENTRIES - 3).recorded_at)) == 3
    assert store.problems == ()


def test_what_another_added_to_the_last_segment_since_is_seen(tmp_path: Path) -> None:
    store = TinyDbStore(tmp_path)
    store.append([an_entry(1)])
    TinyDbStore(tmp_path).append([an_entry(2), an_entry(3)])
    store.append([an_entry(3), an_entry(4)])
    assert [e.seq for e in store.entries()] == [1, 2, 3, 4]


def test_a_last_segment_that_went_or_became_unreadable_under_way_begins_anew(tmp_path: Path) -> None:
    store, segment = TinyDbStore(tmp_path), tmp_path / "log/000001.json"
    store.append([an_entry(1)])
    segment.unlink()
    store.append([an_entry(2)])
    segment.write_bytes(b"junk")
    store.append([an_entry(3)])
    assert [e.seq for e in store.entries()] == [3]
    assert (tmp_path / "log/000001.json.unreadable-1").read_bytes() == b"junk"


def test_what_is_not_known_of_an_entry_stays_in_its_segment(tmp_path: Path) -> None:
    """A newer Routine may have written it, and comes back."""
    store, segment = TinyDbStore(tmp_path), tmp_path / "log/000001.json"
    store.append([an_entry(1)])
    segment.write_bytes(segment.read_bytes().replace(b'"seq":1,', b'"seq":1,"of_later":[1, 2],'))
    store.append([an_entry(2)])
    assert [e.seq for e in store.entries()] == [1, 2]
    assert b'"of_later":[1, 2]' in segment.read_bytes()


@pytest.mark.parametrize("junk", JUNK)
def test_an_unreadable_state_is_set_aside_and_the_last_good_one_used(tmp_path: Path, junk: bytes) -> None:
    two_commits(tmp_path)
    (tmp_path / STATE_NAME).write_bytes(junk)
    store = TinyDbStore(tmp_path)
    assert store.load() == State(seq=1)
    assert (tmp_path / f"{STATE_NAME}.unreadable-1").read_bytes() == junk
    assert any("state.json.unreadable-1" in problem for problem in store.problems)
    assert store.behind


def test_whether_the_newest_state_was_missing_is_known_of_each_load(tmp_path: Path) -> None:
    two_commits(tmp_path)
    store = TinyDbStore(tmp_path)
    store.load()
    assert not store.behind
    (tmp_path / STATE_NAME).unlink()
    store.load()
    assert store.behind
    store.load()
    assert not store.behind, "it is there again"


def test_a_copy_that_alone_cannot_be_read_means_that_nothing_is_missing(tmp_path: Path) -> None:
    two_commits(tmp_path)
    (tmp_path / LAST_GOOD_NAME).write_bytes(b"junk")
    store = TinyDbStore(tmp_path)
    assert (store.load(), store.behind) == (State(seq=2), False)


def test_after_setting_a_state_aside_every_file_is_readable_again(tmp_path: Path) -> None:
    two_commits(tmp_path)
    (tmp_path / STATE_NAME).write_bytes(b"junk")
    TinyDbStore(tmp_path).load()
    store = TinyDbStore(tmp_path)
    assert store.load() == State(seq=1)
    assert store.problems == ()


def test_no_unreadable_state_is_ever_deleted(tmp_path: Path) -> None:
    two_commits(tmp_path)
    for n in range(3):
        (tmp_path / STATE_NAME).write_bytes(b"junk %d" % n)
        store = TinyDbStore(tmp_path)
        store.commit(replace(store.load(), notices=NoticesState(seq=n)))
    assert [(tmp_path / f"{STATE_NAME}.unreadable-{n}").read_bytes() for n in (1, 2, 3)] == [
        b"junk 0",
        b"junk 1",
        b"junk 2",
    ]


def test_a_state_that_became_unreadable_under_way_does_not_push_out_the_last_good_one(tmp_path: Path) -> None:
    store = TinyDbStore(tmp_path)
    store.commit(State(seq=1))
    store.commit(State(seq=2))
    (tmp_path / STATE_NAME).write_bytes(b"junk")
    store.commit(State(seq=3))
    assert (tmp_path / f"{STATE_NAME}.unreadable-1").read_bytes() == b"junk"
    (tmp_path / STATE_NAME).unlink()
    assert TinyDbStore(tmp_path).load() == State(seq=1)


def test_an_unreadable_last_good_one_is_set_aside_too(tmp_path: Path) -> None:
    two_commits(tmp_path)
    (tmp_path / LAST_GOOD_NAME).write_bytes(b"junk")
    store = TinyDbStore(tmp_path)
    assert store.load() == State(seq=2)
    store.commit(State(seq=3))
    assert (tmp_path / f"{LAST_GOOD_NAME}.unreadable-1").read_bytes() == b"junk"


def test_when_nothing_can_be_read_everything_begins_anew_and_says_so(tmp_path: Path) -> None:
    two_commits(tmp_path)
    for name in (STATE_NAME, LAST_GOOD_NAME):
        (tmp_path / name).write_bytes(b"junk")
    store = TinyDbStore(tmp_path)
    assert store.load() == State()
    assert any("starts from the beginning" in problem for problem in store.problems)
    assert {f"{STATE_NAME}.unreadable-1", f"{LAST_GOOD_NAME}.unreadable-1"} == set(files(tmp_path))


def test_a_state_that_vanished_is_taken_from_the_last_good_one_and_said(tmp_path: Path) -> None:
    two_commits(tmp_path)
    (tmp_path / STATE_NAME).unlink()
    store = TinyDbStore(tmp_path)
    assert store.load() == State(seq=1)
    assert any("was missing" in problem for problem in store.problems)


def test_answers_in_the_log_survive_the_loss_of_the_last_state(tmp_path: Path) -> None:
    store = TinyDbStore(tmp_path)
    store.commit(a_state())
    store.commit(replace(a_state(seq=1), outbox=(an_entry(1),)))
    store.append([an_entry(1)])
    (tmp_path / STATE_NAME).write_bytes(b"junk")
    loaded = TinyDbStore(tmp_path).load()
    assert (loaded.seq, loaded.routines["spf"].recent) == (1, (an_entry(1),))


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_unreadable_segment_is_set_aside_and_the_others_used(tmp_path: Path, number: int) -> None:
    TinyDbStore(tmp_path).append([an_entry(n) for n in range(1, 2 * SEGMENT_ENTRIES + 5)])
    (tmp_path / f"log/{number:06d}.json").write_bytes(b"junk")
    store = TinyDbStore(tmp_path)
    left = [e.seq for e in store.entries()]
    assert len(left) == 2 * SEGMENT_ENTRIES + 4 - {1: SEGMENT_ENTRIES, 2: SEGMENT_ENTRIES, 3: 4}[number]
    assert any(f"{number:06d}.json.unreadable-1" in problem for problem in store.problems)
    store.append([an_entry(1000)])
    assert [e.seq for e in TinyDbStore(tmp_path).entries()] == [*left, 1000]
    assert (tmp_path / f"log/{number:06d}.json.unreadable-1").read_bytes() == b"junk"


def test_a_newer_schema_is_refused_and_nothing_is_touched(tmp_path: Path) -> None:
    two_commits(tmp_path)
    content = (tmp_path / STATE_NAME).read_bytes().replace(b'"schema":2', b'"schema":99')
    (tmp_path / STATE_NAME).write_bytes(content)
    (tmp_path / LAST_GOOD_NAME).write_bytes(b"junk")
    before = files(tmp_path)
    for act in (lambda: TinyDbStore(tmp_path).load(), lambda: TinyDbStore(tmp_path).commit(State())):
        with pytest.raises(StoreError, match="newer version of Routine"):
            act()
    assert files(tmp_path) == before


def test_a_reader_changes_nothing_even_where_something_is_unreadable(tmp_path: Path) -> None:
    two_commits(tmp_path)
    TinyDbStore(tmp_path).append([an_entry(1)])
    for name in (STATE_NAME, "log/000001.json", ".state.json.1.writing"):
        (tmp_path / name).write_bytes(b"junk")
    before = files(tmp_path)
    reader = TinyDbStore(tmp_path, readonly=True)
    assert reader.load() == State(seq=1)
    assert reader.entries() == []
    assert len(reader.problems) == 2
    assert files(tmp_path) == before
    with pytest.raises(StoreError, match="reading only"):
        reader.commit(State())
    with pytest.raises(StoreError, match="reading only"):
        reader.append([an_entry(1)])


def test_what_killed_writers_left_is_cleared_away(tmp_path: Path) -> None:
    two_commits(tmp_path)
    (tmp_path / ".state.json.12345.writing").write_bytes(b"half")
    TinyDbStore(tmp_path).load()
    assert set(files(tmp_path)) == {STATE_NAME, LAST_GOOD_NAME}


def test_a_commit_after_one_that_was_cut_off_leaves_the_two_files_alone(tmp_path: Path) -> None:
    store = TinyDbStore(tmp_path)
    store.commit(State(seq=1))
    os.link(tmp_path / STATE_NAME, tmp_path / LAST_GOOD_NAME)  # cut off before the new state got its name
    store.commit(State(seq=2))
    assert {path.name for path in tmp_path.glob("*state*")} == {STATE_NAME, LAST_GOOD_NAME}


def test_what_spoils_the_state_after_a_write_that_failed_spoils_it_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A renaming that failed, or before which the writer was killed, had left both names to one file."""
    two_commits(tmp_path)
    store = TinyDbStore(tmp_path)
    put = os.replace
    failed: list[str] = []

    def fail_once(source: str, target: str) -> None:
        if Path(target).name == STATE_NAME and not failed:
            failed.append(target)
            raise OSError(5, "Input/output error")
        put(source, target)

    monkeypatch.setattr(os, "replace", fail_once)
    with pytest.raises(StoreError, match="Input/output error"):
        store.commit(State(seq=3))
    assert failed
    spoil_and_load(tmp_path)


def test_what_was_told_as_not_saved_never_becomes_the_last_good_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its folder could not be synced: the next state had the same number, and what became of that one was lost."""
    store = TinyDbStore(tmp_path)
    store.commit(State(seq=1))

    def fail(_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as failing:
        failing.setattr(atomic_file, "_sync_directory", fail)
        with pytest.raises(StoreError, match="Input/output error"):
            store.commit(State(seq=2, notices=NoticesState(seq=7)))
    store.commit(State(seq=2))
    (tmp_path / STATE_NAME).write_bytes(b"junk")
    assert TinyDbStore(tmp_path).load() == State(seq=1)


def test_so_does_what_spoils_it_after_a_writer_was_killed_and_routine_started_again(tmp_path: Path) -> None:
    two_commits(tmp_path)
    (tmp_path / LAST_GOOD_NAME).unlink()
    os.link(tmp_path / STATE_NAME, tmp_path / LAST_GOOD_NAME)
    TinyDbStore(tmp_path).load()
    spoil_and_load(tmp_path)


def spoil_and_load(data_dir: Path) -> None:
    """As an editor does, or a failing disk, with the content; the name stays with the file."""
    (data_dir / STATE_NAME).write_bytes(b"junk")
    assert TinyDbStore(data_dir).load() == State(seq=2)


def test_a_data_directory_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nowhere"):
        TinyDbStore(tmp_path / "nowhere").commit(State())


def test_what_was_wrong_is_told_no_more_once_a_later_load_finds_all_well(tmp_path: Path) -> None:
    two_commits(tmp_path)
    (tmp_path / STATE_NAME).write_bytes(b"junk")
    store = TinyDbStore(tmp_path)
    store.load()
    told = store.problems
    assert store.load() == State(seq=1)
    assert (len(told), len(store.problems)) == (1, 0)


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _dead_link(path: Path) -> None:
    path.symlink_to(path.with_name("elsewhere"))


def _link_to_itself(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
@pytest.mark.parametrize("make", [_folder, _pipe, _device, _dead_link, _link_to_itself])
@pytest.mark.parametrize("name", [STATE_NAME, LAST_GOOD_NAME, "log/000001.json"])
def test_what_is_no_file_is_set_aside_and_not_read(tmp_path: Path, name: str, make: Callable[[Path], None]) -> None:
    """Reading a pipe would wait for ever, a device would never end; a folder was an error that stopped everything."""
    two_commits(tmp_path)
    TinyDbStore(tmp_path).append([an_entry(1), an_entry(2)])
    (tmp_path / name).unlink()
    make(tmp_path / name)
    reader = TinyDbStore(tmp_path, readonly=True)
    assert reader.load().seq in (1, 2)
    assert any(why in reader.problems[0] for why in ("it is not a file", "leads to nothing", "symbolic links"))
    store = TinyDbStore(tmp_path)
    assert store.load().seq in (1, 2)
    assert os.path.lexists(tmp_path / f"{name}.unreadable-1")
    store.commit(State(seq=3))
    assert not (tmp_path / name).with_name("elsewhere").exists()
    store.append([an_entry(3)])
    assert TinyDbStore(tmp_path).load() == State(seq=3)


def test_a_text_that_is_no_unicode_is_saved_as_far_as_it_can_be_said(tmp_path: Path) -> None:
    """A notice names a file, and a file may be called by bytes that are no text."""
    card = Card(id="files\udcff", kind="files", title="A file", body="/home/h\udcff/presets/\udcfe.toml", buttons=())
    TinyDbStore(tmp_path).commit(State(seq=1, notices=NoticesState(cards=(card,))))
    (found,) = TinyDbStore(tmp_path).load().notices.cards
    assert found.body == "/home/h\N{REPLACEMENT CHARACTER}/presets/\N{REPLACEMENT CHARACTER}.toml"


def test_an_entry_that_is_no_unicode_is_added_beside_those_that_are_there(tmp_path: Path) -> None:
    store = TinyDbStore(tmp_path)
    store.append([an_entry(1)])
    store.append([replace(an_entry(2), details={"note": "at the caf\udce9"})])
    first, second = TinyDbStore(tmp_path).entries()
    assert (first, second.details["note"]) == (an_entry(1), "at the caf\N{REPLACEMENT CHARACTER}")


def test_a_data_directory_behind_a_dead_link_is_named_and_not_taken_for_a_new_one(tmp_path: Path) -> None:
    """A disk that is not there yet: “nothing is planned” would be no answer, and what is there must not be lost."""
    (tmp_path / "data").symlink_to(tmp_path / "not-there")
    with pytest.raises(StoreError, match="leads to nothing") as refused:
        TinyDbStore(tmp_path / "data", readonly=True).load()
    assert str(tmp_path / "data") in str(refused.value.hint)
