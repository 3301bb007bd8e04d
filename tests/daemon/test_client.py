"""How a command finds the daemon: by the lock, and by nothing that a dead one left."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from routine.adapters import lock_file
from routine.adapters.lock_file import DirectoryLock
from routine.core.errors import DaemonError
from routine.daemon import client

A_DAEMON = "unix:/run/gone"


@pytest.fixture
def lock(tmp_path: Path) -> DirectoryLock:
    """A daemon that is ready."""
    lock = DirectoryLock(tmp_path)
    lock.acquire("daemon")
    lock.describe(phase="ready", address=A_DAEMON)
    return lock


def test_a_daemon_that_is_ready_is_found_where_it_listens(tmp_path: Path, lock: DirectoryLock) -> None:
    found = client.find(str(tmp_path))
    assert found is not None
    assert found.where == A_DAEMON
    assert lock.held


def test_what_a_killed_daemon_said_is_not_taken_for_what_the_next_owner_says(
    tmp_path: Path, lock: DirectoryLock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command takes the lock at the very moment in which another looks for the daemon."""
    said = (tmp_path / "lock").read_bytes()
    lock.release()
    (tmp_path / "lock").write_bytes(said)
    next_owner = DirectoryLock(tmp_path)

    def held(folder: str) -> bool:
        if not next_owner.held:
            next_owner.acquire("command")
        return lock_file.is_held(folder)

    monkeypatch.setattr(client, "is_held", held)
    assert client.find(str(tmp_path)) is None


def test_one_that_runs_for_another_user_is_not_to_be_ended(
    tmp_path: Path, lock: DirectoryLock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`kill -9` would be the advice for one that hangs: this one is well, and somebody else's."""

    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(client, "_connect", forbidden)
    found = client.find(str(tmp_path))
    assert found is not None
    with pytest.raises(DaemonError, match=r"its socket .* cannot be used") as refused:
        client.ask(found, {"do": "today"}, 1.0)
    assert "chmod u+rwx" in str(refused.value.hint)
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    with pytest.raises(DaemonError, match="another user") as refused:
        client.ask(found, {"do": "today"}, 1.0)
    assert "kill" not in str(refused.value.hint)
    assert lock.held
