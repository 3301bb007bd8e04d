"""Clocks and zones."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from routine.adapters.clock import ManualClock, SystemClock, VirtualClock, zone_name
from routine.core.when.moment import Now

START = Now(datetime(2026, 11, 22, 8, tzinfo=UTC), 100.0, "boot", "Europe/Berlin")


def nobody_knows() -> str | None:
    return None


def link_to(folder: Path, zone: str) -> Path:
    link = folder / "localtime"
    link.unlink(missing_ok=True)
    link.symlink_to(f"/usr/share/zoneinfo/{zone}")
    return link


def test_the_instant_is_in_utc_and_the_boot_is_this_one() -> None:
    before, now, after = datetime.now(UTC), SystemClock({}).now(), datetime.now(UTC)
    assert before <= now.instant <= after
    assert now.instant.tzinfo is UTC
    assert now.boot_id == SystemClock({}).now().boot_id != ""


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="Linux has this clock")
def test_elapsed_includes_suspend() -> None:
    before, now = time.clock_gettime(time.CLOCK_BOOTTIME), SystemClock({}).now().elapsed
    assert before <= now <= time.clock_gettime(time.CLOCK_BOOTTIME)


@pytest.mark.parametrize(
    ("tz", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (":Europe/Berlin", "Europe/Berlin"),
        ("EST5EDT", "EST5EDT"),
        ("UTC", "UTC"),
        ("", "UTC"),
        ("/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        (":/usr/share/zoneinfo/posix/Asia/Tokyo", "Asia/Tokyo"),
    ],
)
def test_tz_names_the_zone(tz: str, zone: str) -> None:
    clock = SystemClock({"TZ": tz})
    assert clock.now().zone == zone
    assert (clock.zone_source, clock.problem) == ("TZ", None)


@pytest.mark.parametrize(
    "tz", ["Europe", "Nowhere/City", "CET-1CEST", "../../etc/passwd", "/etc/passwd", "a\0b", "x" * 5000]
)
def test_a_tz_that_names_no_zone_is_utc_and_said(tz: str) -> None:
    clock = SystemClock({"TZ": tz})
    assert clock.now().zone == "UTC"
    assert clock.zone_source == "unknown"
    assert "is not a time zone" in (clock.problem or "")


def test_a_name_for_no_zone_is_none() -> None:
    assert zone_name("CET-1CEST") is None


def test_without_tz_the_zone_is_what_localtime_links_to(tmp_path: Path) -> None:
    clock = SystemClock({}, link_to(tmp_path, "America/New_York"), nobody_knows)
    assert clock.now().zone == "America/New_York"
    assert (clock.zone_source, clock.problem) == ("system", None)


def test_a_changed_link_is_seen_at_once(tmp_path: Path) -> None:
    clock = SystemClock({"ROUTINE_LOCALTIME": str(link_to(tmp_path, "Europe/Berlin"))}, ask_system=nobody_knows)
    zones = [clock.now().zone]
    for zone in ("Asia/Tokyo", "Pacific/Apia"):
        link_to(tmp_path, zone)
        zones.append(clock.now().zone)
    assert zones == ["Europe/Berlin", "Asia/Tokyo", "Pacific/Apia"]


def test_a_tz_set_later_counts_and_one_taken_away_does_not(tmp_path: Path) -> None:
    env: dict[str, str] = {}
    clock = SystemClock(env, link_to(tmp_path, "Europe/Berlin"), nobody_knows)
    clock.now()
    env["TZ"] = "Asia/Tokyo"
    assert clock.now().zone == "Asia/Tokyo"
    del env["TZ"]
    assert clock.now().zone == "Europe/Berlin"


def test_a_chain_of_links_is_followed(tmp_path: Path) -> None:
    inner = link_to(tmp_path, "Asia/Kolkata")
    outer = tmp_path / "outer"
    outer.symlink_to(inner.name)
    assert SystemClock({}, outer, nobody_knows).now().zone == "Asia/Kolkata"


def test_where_there_is_no_link_the_system_is_asked_but_not_at_every_call(tmp_path: Path) -> None:
    asked: list[str] = []

    def ask() -> str:
        asked.append("Asia/Tokyo")
        return "Asia/Tokyo"

    clock = SystemClock({}, tmp_path / "none", ask)
    assert [clock.now().zone for _ in range(5)] == ["Asia/Tokyo"] * 5
    assert (clock.zone_source, len(asked)) == ("system", 1)


@pytest.mark.parametrize("answer", [None, "Nowhere/City", "local"])
def test_a_zone_that_nobody_knows_is_utc_and_said(tmp_path: Path, answer: str | None) -> None:
    clock = SystemClock({}, tmp_path / "none", lambda: answer)
    assert clock.now().zone == "UTC"
    assert clock.zone_source == "unknown"
    assert "Set TZ" in (clock.problem or "")


def test_a_link_to_a_zone_that_is_not_known_asks_the_system(tmp_path: Path) -> None:
    assert SystemClock({}, link_to(tmp_path, "Nowhere/City"), lambda: "Asia/Tokyo").now().zone == "Asia/Tokyo"


def test_tzlocal_answers_for_a_machine_without_a_link(tmp_path: Path) -> None:
    """The real library, whatever this machine's zone is."""
    clock = SystemClock({}, tmp_path / "none")
    assert clock.now().zone
    assert clock.zone_source in ("system", "unknown")


class Stopwatch(SystemClock):
    """The machine's clock with an elapsed time that the test sets."""

    elapsed = 5000.0

    def now(self) -> Now:
        return Now(datetime(2030, 1, 1, tzinfo=UTC), self.elapsed, "real", "Asia/Tokyo")


def test_a_virtual_clock_runs_so_many_times_faster_from_its_start() -> None:
    base = Stopwatch({})
    clock = VirtualClock(600, START, base)
    assert clock.now() == Now(START.instant, 100.0, "boot", "Asia/Tokyo")
    base.elapsed += 6
    assert clock.now() == Now(START.instant + timedelta(hours=1), 3700.0, "boot", "Asia/Tokyo")


def test_a_virtual_instant_is_so_many_times_sooner_in_real_time() -> None:
    clock = VirtualClock(600, START, Stopwatch({}))
    assert clock.real_delay(START.instant + timedelta(hours=1)) == pytest.approx(6)
    assert clock.real_delay(START.instant - timedelta(hours=1)) == 0


def test_a_manual_clock_stands_still_until_it_is_moved() -> None:
    clock = ManualClock(START)
    assert clock.now() == clock.now() == START
    clock.advance(timedelta(minutes=1))
    assert clock.now() == Now(START.instant + timedelta(minutes=1), 160.0, "boot", "Europe/Berlin")
    clock.set(START)
    assert clock.now() == START
