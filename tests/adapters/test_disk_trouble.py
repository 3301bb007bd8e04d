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


@pytest.mark.parametrize("number", [errno.ENOTDIR, errno.EISDIR])
def test_what_has_the_name_of_another_kind_is_to_be_moved_away(number: int) -> None:
    error = OSError(number, "raw", "/home/a b/log")
    assert remedy(error, "").endswith("mv '/home/a b/log' '/home/a b/log'.old")
