"""A command does and says the same whether the daemon answers it or the command itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from routine.core.errors import AmbiguousError, DaemonError, NothingToDoError, RoutineError
from routine.daemon.protocol import AnsweredError, failed, line, opened, read_reply
from tests.daemon.processes import DaemonHome

ON_WHAT_IS_OFF = (
    ("preset", "set", "collagen", "schedule.at", "20:00"),
    ("preset", "step", "add", "collagen", "tea", "Put the kettle on."),
    ("preset", "unset", "collagen", "schedule.at"),
    ("preset", "reset", "collagen"),
    ("done", "collagen"),
    ("done", "spf"),
    ("undo",),
)
TODAY = re.compile(r"today (\d\d):(\d\d)")


def from_the_first(text: str) -> str:
    """The times of today as minutes after the first that is told: two homes are asked one after the other."""
    minutes = [60 * int(hour) + int(minute) for hour, minute in TODAY.findall(text)]
    after = iter(one - minutes[0] for one in minutes)
    return TODAY.sub(lambda _: f"today, {next(after)} min later", text)


def test_a_preset_that_is_not_enabled_is_changed_also_while_routine_runs(tmp_path: Path) -> None:
    """Whoever asked for its week took the daemon's “it is not enabled” for a failure, and changed nothing."""

    def told(home: Path, *, running: bool) -> list[tuple[int, str]]:
        home.mkdir(mode=0o700)
        house = DaemonHome(home)
        house.command("start")
        if not running:
            house.command("stop")
        answers = [house.command(*one) for one in ON_WHAT_IS_OFF]
        house.command("stop")
        off = "Routine is not running, so no reminders appear. Start it: routine start\n"
        texts = [(one.stdout + one.stderr).replace(off, "").replace(str(home), "") for one in answers]
        return [(one.returncode, from_the_first(text)) for one, text in zip(answers, texts, strict=True)]

    assert told(tmp_path / "with", running=True) == told(tmp_path / "without", running=False)


@pytest.mark.parametrize("error", [NothingToDoError("Nothing.", "Try."), AmbiguousError("Two.", details={"a": 1})])
def test_an_error_that_the_daemon_answers_with_is_of_its_kind(error: RoutineError) -> None:
    with pytest.raises(type(error)) as answered:
        opened(read_reply(line(failed(error))))
    got = answered.value
    assert (got.code, got.status, got.message, got.hint) == (error.code, error.status, error.message, error.hint)
    assert dict(got.details) == dict(error.details)
    assert isinstance(got, AnsweredError)


def test_but_not_of_those_that_tell_whether_it_is_there() -> None:
    with pytest.raises(AnsweredError) as answered:
        opened(read_reply(line(failed(DaemonError("It needs too long.")))))
    assert not isinstance(answered.value, DaemonError)
