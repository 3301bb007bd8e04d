"""One whole version of a file at any instant: after a power cut, after a failure, beside the version before."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from routine.adapters import atomic_file
from routine.adapters.atomic_file import make_directory, remove_leftovers, set_aside, settle, write_atomically
from tests.contract.unsynced_disk import Disk


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    found = folder / "file"
    found.write_bytes(b"before")
    return found


def disk_of(file: Path, monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(file.parent, monkeypatch)


def test_after_a_power_cut_all_of_it_is_there(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = disk_of(file, monkeypatch)
    write_atomically(file, b"after" * 10_000)
    disk.cut_power()
    assert file.read_bytes() == b"after" * 10_000


def test_a_new_file_is_there_after_a_power_cut(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = disk_of(file, monkeypatch)
    write_atomically(file.with_name("new"), b"")
    write_atomically(file.with_name("newer"), b"x")
    disk.cut_power()
    assert sorted(path.name for path in file.parent.iterdir()) == ["file", "new", "newer"]
    assert file.with_name("newer").read_bytes() == b"x"


def test_a_power_cut_after_any_call_leaves_one_whole_version(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the system synced the folder of itself a moment before: a name never leads to half a file."""
    disk = disk_of(file, monkeypatch)
    disk.watch()
    write_atomically(file, b"after" * 10_000)
    assert {left["file"] for left in disk.cuts} == {b"before", b"after" * 10_000}


def test_a_power_cut_after_any_call_leaves_the_version_before_whole_too(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = disk_of(file, monkeypatch)
    disk.watch()
    write_atomically(file, b"second", keep="kept")
    write_atomically(file, b"third", keep="kept")
    both = [(left["file"], left.get("kept", b"none yet")) for left in disk.cuts]
    assert list(dict.fromkeys(both)) == [
        (b"before", b"none yet"),
        (b"before", b"before"),
        (b"second", b"before"),
        (b"second", b"second"),
        (b"third", b"second"),
    ]


def test_until_it_is_settled_the_version_before_may_come_back_whole(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = disk_of(file, monkeypatch)
    write_atomically(file, b"after", settled=False)
    disk.cut_power()
    assert file.read_bytes() == b"before"


def test_settled_later_it_is_durable(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = disk_of(file, monkeypatch)
    write_atomically(file, b"after", settled=False)
    settle(file)
    disk.cut_power()
    assert file.read_bytes() == b"after"


def test_the_version_before_remains_under_another_name(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = disk_of(file, monkeypatch)
    write_atomically(file, b"after", keep="kept")
    disk.cut_power()
    assert (file.read_bytes(), file.with_name("kept").read_bytes()) == (b"after", b"before")


def test_a_failed_write_leaves_the_file_as_it_was_and_nothing_beside_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(file, b"after", keep="kept")
    assert file.read_bytes() == b"before"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o777])
def test_permissions_stay_and_a_new_file_is_its_owners_alone(file: Path, mode: int) -> None:
    file.chmod(mode)
    write_atomically(file, b"after")
    write_atomically(file.with_name("new"), b"")
    assert (file.stat().st_mode & 0o777, file.with_name("new").stat().st_mode & 0o777) == (mode, 0o600)


def test_a_link_is_followed(file: Path) -> None:
    link = file.with_name("link")
    link.symlink_to(file)
    write_atomically(link, b"after")
    assert link.is_symlink()
    assert file.read_bytes() == b"after"


def test_a_link_that_leads_to_no_file_yet_leads_to_it_then(file: Path) -> None:
    link = file.with_name("link")
    link.symlink_to(file.with_name("new"))
    write_atomically(link, b"here")
    assert link.is_symlink()
    assert file.with_name("new").read_bytes() == b"here"


def test_in_a_folder_that_is_a_link_and_by_a_name_alone_it_is_written_there(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked = tmp_path / "linked"
    linked.symlink_to(file.parent)
    disk = disk_of(file, monkeypatch)
    write_atomically(linked / "file", b"after", keep="kept")
    monkeypatch.chdir(file.parent)
    write_atomically(Path("new"), b"x")
    disk.cut_power()
    assert sorted((path.name, path.read_bytes()) for path in file.parent.iterdir()) == [
        ("file", b"after"),
        ("kept", b"before"),
        ("new", b"x"),
    ]


def test_what_killed_writers_left_is_removed_and_nothing_else(file: Path) -> None:
    left = file.with_name(".file.1.writing")
    left.write_bytes(b"half")
    remove_leftovers(file.parent)
    assert list(file.parent.iterdir()) == [file]


def test_what_is_set_aside_takes_the_first_free_number(file: Path) -> None:
    file.with_name("file.bak-1").write_bytes(b"earlier")
    assert set_aside(file, "bak") == file.with_name("file.bak-2")
    assert file.with_name("file.bak-1").read_bytes() == b"earlier"


def test_a_new_directory_is_there_after_a_power_cut_with_what_lies_above_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, deep = disk_of(file, monkeypatch), file.parent / "one" / "two"
    make_directory(deep)
    write_atomically(deep / "file", b"here")
    make_directory(deep)
    disk.cut_power()
    assert (deep / "file").read_bytes() == b"here"


def test_a_new_directory_whose_name_could_not_be_synced_is_made_again(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that was there was taken for durable, and with it went what was written in it later."""
    disk, deep = disk_of(file, monkeypatch), file.parent / "one" / "two"
    with monkeypatch.context() as failing:
        failing.setattr(atomic_file, "_sync_directory", lambda _: os.close(-1))
        with pytest.raises(OSError, match="Bad file descriptor"):
            make_directory(deep)
    make_directory(deep)
    write_atomically(deep / "file", b"here")
    disk.cut_power()
    assert (deep / "file").read_bytes() == b"here"


def test_a_new_directory_is_its_owners_alone(tmp_path: Path) -> None:
    make_directory(tmp_path / "new")
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_what_a_link_leads_to_is_copied_aside_and_left_where_it_is(tmp_path: Path) -> None:
    there, link = tmp_path / "there.toml", tmp_path / "own.toml"
    there.write_text("mine")
    link.symlink_to(there)
    aside = set_aside(link, "bak")
    assert (aside.read_text(), aside.is_symlink()) == ("mine", False)
    assert (there.read_text(), link.exists(), link.is_symlink()) == ("mine", False, False)


def test_a_link_that_leads_nowhere_is_only_removed(tmp_path: Path) -> None:
    link = tmp_path / "own.toml"
    link.symlink_to(tmp_path / "nothing")
    assert not set_aside(link, "bak").exists()
    assert not link.is_symlink()


def test_where_a_file_cannot_have_two_names_the_version_before_remains_all_the_same(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", fail)
    write_atomically(file, b"after", keep="kept")
    assert {path.name: path.read_bytes() for path in file.parent.iterdir()} == {"file": b"after", "kept": b"before"}


def test_what_a_failed_writer_left_may_be_another_name_of_the_file_and_is_not_written_into(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It could not be removed either: the file itself was emptied through it, and the disk took nothing more."""
    left = file.with_name(f".kept.{os.getpid()}.writing")
    os.link(file, left)
    remove, begin = os.unlink, os.fdopen
    begun: list[int] = []

    def fail(path: str, **given: Any) -> None:
        if Path(path) == left:
            raise OSError(5, "Input/output error")
        remove(path, **given)

    def begin_one(opened: int, mode: str) -> Any:
        begun.append(opened)
        if len(begun) > 1:
            os.close(opened)
            raise OSError(28, "No space left on device")
        return begin(opened, mode)

    monkeypatch.setattr(os, "unlink", fail)
    monkeypatch.setattr(os, "fdopen", begin_one)
    with pytest.raises(OSError, match="Input/output error"):
        write_atomically(file, b"after", keep="kept")
    assert file.read_bytes() == b"before"


def test_what_a_killed_writer_with_the_same_number_left_is_not_in_what_is_written(file: Path) -> None:
    for name in ("file", "kept"):
        file.with_name(f".{name}.{os.getpid()}.writing").write_bytes(b"half of something longer")
    write_atomically(file, b"after", keep="kept")
    assert {path.name: path.read_bytes() for path in file.parent.iterdir()} == {"file": b"after", "kept": b"before"}


def test_what_is_being_written_is_its_owners_alone_until_it_is_whole(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.chmod(0o644)
    seen, fsync = [], os.fsync

    def look(opened: int) -> None:
        seen.append(os.fstat(opened).st_mode & 0o777)
        fsync(opened)

    monkeypatch.setattr(os, "fsync", look)
    write_atomically(file, b"after")
    assert (seen[0], file.stat().st_mode & 0o777) == (0o600, 0o644)
