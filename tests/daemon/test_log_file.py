"""The daemon's log never grows without bound."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from routine.daemon.log_file import BoundedFile


def log(path: Path, lines: int) -> None:
    handler = BoundedFile(str(path), most_bytes=100)
    for n in range(lines):
        handler.handle(logging.LogRecord("test", logging.INFO, "", 0, f"line {n:04}", None, None))
    handler.close()


def test_a_full_log_makes_room_and_the_newest_lines_stay(tmp_path: Path) -> None:
    log(tmp_path / "routine.log", 100)

    logs = sorted(tmp_path.glob("routine.log*"))
    assert [path.name for path in logs] == ["routine.log", "routine.log.1", "routine.log.2"]
    assert all(path.stat().st_size <= 110 for path in logs)
    found = [line for name in ("routine.log.2", "routine.log.1", "routine.log") for line in (tmp_path / name).open()]
    assert found == [f"line {n:04}\n" for n in range(100 - len(found), 100)]


def test_a_log_goes_on_where_it_was(tmp_path: Path) -> None:
    for _ in range(2):
        log(tmp_path / "routine.log", 2)

    assert (tmp_path / "routine.log").read_text("utf-8").count("line") == 4


def test_a_log_that_cannot_be_renamed_is_written_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "routine.log.1").mkdir()
    (tmp_path / "routine.log.2").write_text("", "utf-8")
    log(tmp_path / "routine.log", 20)

    assert (tmp_path / "routine.log").read_text("utf-8").endswith("line 0019\n")


def test_who_logs_goes_on_where_the_folder_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging, "raiseExceptions", False)  # as `start_log` has it
    log = BoundedFile(str(tmp_path / "gone" / "routine.log"), 1000)
    log.handle(logging.makeLogRecord({"msg": "a line"}))
    assert not (tmp_path / "gone").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_who_logs_goes_on_where_a_pipe_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening one that nobody reads would wait for ever."""
    monkeypatch.setattr(logging, "raiseExceptions", False)
    os.mkfifo(tmp_path / "routine.log")
    log(tmp_path / "routine.log", 1)


def test_a_line_that_is_no_text_is_written(tmp_path: Path) -> None:
    handler = BoundedFile(str(tmp_path / "routine.log"), 1000)
    handler.handle(logging.makeLogRecord({"msg": "h\udcff cannot be read"}))
    handler.close()
    assert (tmp_path / "routine.log").read_text("utf-8") == "h\\udcff cannot be read\n"


def test_a_log_that_is_full_already_when_it_is_opened_makes_room(tmp_path: Path) -> None:
    (tmp_path / "routine.log").write_text("x" * 100, "utf-8")
    log(tmp_path / "routine.log", 1)
    assert (tmp_path / "routine.log").read_text("utf-8") == "line 0000\n"
    assert (tmp_path / "routine.log.1").read_text("utf-8") == "x" * 100


def test_a_log_has_room_up_to_its_last_byte(tmp_path: Path) -> None:
    for size, kept in ((99, True), (100, False)):
        path = tmp_path / f"{size}.log"
        path.write_text("x" * size, "utf-8")
        log(path, 1)
        assert (path.stat().st_size > size) is kept
