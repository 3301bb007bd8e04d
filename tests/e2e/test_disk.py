"""A disk that is full or read-only where Routine starts is called so; and what is due meanwhile is counted anew."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.daemon.processes import DaemonHome, until

ROOM = "256k"


class Disk:
    """A small file system of this test's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "none", folder], check=False)
        if mounted.returncode:
            pytest.skip("no disk can be mounted here")

    def fill(self) -> None:
        with (self.folder / "filling").open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                return

    def remount(self, how: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{how}", self.folder], check=True)

    def close(self) -> None:
        subprocess.run(["umount", "-l", self.folder], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    if os.geteuid() != 0 or not Path("/proc/mounts").exists():
        pytest.skip("only root can mount a disk")
    made = Disk(tmp_path / "disk")
    yield made
    made.close()


def test_a_start_on_a_full_disk_says_that_it_is_full(disk: Disk) -> None:
    house = DaemonHome(disk.folder / "home")
    assert house.command("config", "path").returncode == 0
    disk.fill()
    told = house.command("start")
    assert told.returncode == 1
    assert "the disk is full" in told.stderr
    assert "Free some disk space" in told.stderr
    assert "belongs to you" not in told.stderr


def test_a_start_on_a_disk_that_filled_up_later_says_it_too(disk: Disk) -> None:
    house = DaemonHome(disk.folder / "home")
    assert house.command("start").returncode == 0
    assert house.command("stop").returncode == 0
    disk.fill()
    told = house.command("start")
    house.command("stop")
    assert "the disk is full" in told.stdout + told.stderr


def test_a_start_on_a_disk_that_is_read_only_says_so(disk: Disk) -> None:
    house = DaemonHome(disk.folder / "home")
    assert house.command("start").returncode == 0
    assert house.command("stop").returncode == 0
    disk.remount("ro")
    told = house.command("start")
    assert told.returncode == 1
    assert "the disk is read-only" in told.stderr


def test_a_configuration_that_is_read_only_is_read_and_only_writing_it_is_refused(disk: Disk, tmp_path: Path) -> None:
    """As a dotfile manager has it: the folders are links to where nothing can be written."""
    home = tmp_path / "lived-in"
    home.mkdir()
    for name in ("config", "presets"):
        (disk.folder / name).mkdir()
        (home / name).symlink_to(disk.folder / name)
    (disk.folder / "config" / "config.toml").write_text('day_ends = "05:00"\n')
    (disk.folder / "presets" / "stretch.toml").write_text(
        'format = 1\ntitle = "Stretch"\nkind = "habit"\nsources = ["unsourced: a test"]\n[schedule]\nat = "18:00"\n'
    )
    disk.remount("ro")
    house = DaemonHome(home, DBUS_SESSION_BUS_ADDRESS="")
    try:
        assert house.command("start").returncode == 0
        assert house.command("preset", "enable", "stretch").returncode == 0
        assert "Stretch" in house.command("today").stdout
        assert "05:00" in house.command("config", "show").stdout
        for command in (("config", "set", "day_ends", "06:00"), ("preset", "set", "stretch", "schedule.at", "10:00")):
            told = house.command(*command)
            assert (told.returncode, "read-only" in told.stderr) == (1, True), told
        assert "Stretch" in house.command("today").stdout
    finally:
        house.command("stop")


def test_what_is_due_while_nothing_can_be_saved_is_counted_anew(tmp_path: Path) -> None:
    house = DaemonHome(tmp_path / "lived-in")
    house.home.mkdir(exist_ok=True)
    full = house.home / "full"
    full.touch()
    try:
        house.up(fail=str(full), wakes={"spf": 0.1, "mask": 1.5, "collagen": 2.0})

        def problems() -> Any:
            return str(house.ask("status")["problems"])

        until(lambda: "3 reminders are waiting" in problems())
    finally:
        house.close()


def test_a_change_beside_a_full_disk_is_in_its_file_says_so_and_applies_once_there_is_room(
    disk: Disk, tmp_path: Path
) -> None:
    """The presets and the answers are on another disk than what Routine saves: they were written, and never applied."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    (home / "data").symlink_to(disk.folder)
    house = DaemonHome(home)
    assert house.command("start").returncode == 0
    disk.fill()
    told = house.command("preset", "set", "spf", "schedule.at", "07:00")
    assert told.returncode == 1
    assert "Your change is in its file" in told.stderr
    assert "the disk is full" in told.stderr
    assert '"07:00"' in (home / "presets" / "spf.toml").read_text("utf-8")
    assert "Your change is in its file" in house.command("config", "set", "refill_days", "5").stderr

    (disk.folder / "filling").unlink()
    until(lambda: "07:00" in house.command("status").stdout, 40)
    house.command("stop")
