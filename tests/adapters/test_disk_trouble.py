"""What a disk says when it takes nothing is one of few kinds, and an error of the store carries it on."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from routine.adapters.disk_trouble import kind, reason, remedy
from routine.adapters.store.tinydb_file import cannot
from routine.core.errors import DiskTrouble

KINDS: list[tuple[int, DiskTrouble]] = [
    (errno.ENOSPC, "full"),
    (errno.EDQUOT, "full"),
    (errno.EFBIG, "full"),
    (errno.EROFS, "read-only"),
    (errno.EACCES, "forbidden"),
    (errno.EPERM, "forbidden"),
    (errno.EIO, "other"),
]


@pytest.mark.parametrize(("number", "found"), KINDS)
def test_each_cause_is_of_a_kind_that_people_can_do_something_about(number: int, found: DiskTrouble) -> None:
    error = OSError(number, "raw")
    assert kind(error) == found
    assert cannot("write", Path("state.json"), error).trouble == found
    assert ("raw" in reason(error)) == (found in ("forbidden", "other"))


def test_what_is_in_the_way_is_to_be_moved_away(tmp_path: Path) -> None:
    """A folder where a file should be, or a file where a folder should be, itself or above: with the command."""
    file, folder = tmp_path / "a file", tmp_path / "a folder"
    file.touch()
    folder.mkdir()
    for tried, place in (((file / "x/y").touch, file), (file.mkdir, file), (folder.read_bytes, folder)):
        with pytest.raises(OSError, match="a f") as failed:
            tried()
        assert remedy(failed.value, "").endswith(f"mv '{place}' '{place}'.old")
    link = tmp_path / "a link"
    link.symlink_to("nowhere")
    with pytest.raises(OSError, match="a link") as failed:
        link.mkdir()
    assert f"The link '{link}' leads to nothing" in remedy(failed.value, "")
    device = OSError(errno.ENOTDIR, "raw", "/dev/null/x")
    assert remedy(device, "Look at it.") == "Look at it."
