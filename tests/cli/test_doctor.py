"""The doctor: one line a check, a remedy below each problem, exit 1 if there is any."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from routine.adapters.desktop.autostart import Found
from routine.core.errors import BusyError
from routine.core.requests.replies.presets import PresetListReply
from routine.core.requests.replies.status import PresenceStatus
from routine.wiring import autostart, doctor_checks
from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService, a_status, a_stopped_status, preset_row

NOTICES = ("notices (freedesktop)", True, "dunst 1.9: buttons", None)
PARTS = [("voice", True, "espeak-ng, en", None), ("sound", True, "miniaudio", None)]


@pytest.fixture(autouse=True)
def well(fake: FakeService, monkeypatch: pytest.MonkeyPatch) -> FakeService:
    """Everything is as it should be."""
    monkeypatch.setattr(doctor_checks, "look_at_notices", lambda: [NOTICES])
    monkeypatch.setattr(doctor_checks, "look_at_session_parts", lambda _: PARTS)
    monkeypatch.setattr(autostart, "login", lambda: Found(None, Path("x")))
    return fake


def checks(run: Run, *words: str) -> dict[str, dict[str, Any]]:
    """Name -> check."""
    return {check["name"]: check for check in json.loads(run("doctor", *words, "--json").stdout)["checks"]}


def test_all_well_is_exit_0(run: Run) -> None:
    """Each check says ok."""
    result = run("doctor")
    assert result.exit_code == 0, result.stdout
    assert all(line.startswith("ok") for line in result.stdout.splitlines())


def test_it_looks_at_everything_that_a_reminder_needs(run: Run) -> None:
    """Python, version, data, disk, daemon, zone, presets, notices, what sessions need, login."""
    names = {
        "python",
        "version",
        "data",
        "disk",
        "daemon",
        "time zone",
        "do-not-disturb and lock",
        "presets",
        "notices (freedesktop)",
        "voice",
        "sound",
        "autostart",
    }
    assert checks(run).keys() == names


def test_do_not_disturb_is_told_and_no_problem(run: Run, well: FakeService) -> None:
    """Whoever wonders why nothing pops up finds it here, since when, and that nothing is lost."""
    away = PresenceStatus(("do-not-disturb", "locked"), ("do-not-disturb (Inhibited)",))
    well.replies["status"] = replace(a_status(), presence=away, unseen_since="today 09:00")
    found = checks(run)["do-not-disturb and lock"]
    assert found["ok"] and "do-not-disturb" in found["text"].lower() and "today 09:00" in found["text"]
    assert "today 09:00" in run("status").stdout


def test_where_notices_can_be_seen_it_names_what_tells_of_it(run: Run, well: FakeService) -> None:
    well.replies["status"] = replace(a_status(), presence=PresenceStatus((), ("logind",)))
    assert "logind" in checks(run)["do-not-disturb and lock"]["text"]
    assert "Not seen" not in run("status").stdout


def test_a_stopped_daemon_is_a_problem_with_its_remedy(run: Run, well: FakeService) -> None:
    """The commonest reason for silence."""
    well.replies["status"], well.running = a_stopped_status(), False
    result = run("doctor")
    assert result.exit_code == 1
    assert "routine start" in result.stdout


def test_a_daemon_that_does_not_answer_is_a_finding_and_no_end(run: Run, well: FakeService) -> None:
    """What comes after it is looked at all the same."""
    well.replies["status"] = BusyError("the daemon (process 7) does not answer", "end it: kill 7")
    found = checks(run)
    assert (found["daemon"]["ok"], found["daemon"]["remedy"]) == (False, "end it: kill 7")
    assert found["presets"]["ok"]


def test_presets_with_mistakes_are_named(run: Run, well: FakeService) -> None:
    """With the command that shows them."""
    well.replies["preset-list"] = PresetListReply(presets=(preset_row(errors=2),))
    found = checks(run)["presets"]
    assert not found["ok"]
    assert found["remedy"] == "See the errors: routine preset check spf"


def test_the_test_notice_counts_as_a_check(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """No click is a problem."""
    monkeypatch.setattr(doctor_checks, "send_test_sound", lambda _: ("test sound", True, "played", None))
    monkeypatch.setattr(doctor_checks, "send_test_notice", lambda _: ("test notice", False, "no click came", "Look."))
    assert run("doctor").exit_code == 0
    assert run("doctor", "--send").exit_code == 1


def test_a_missing_voice_is_a_problem_with_its_remedy(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session would be silent."""
    found = ("voice", False, "no voice program", "Install espeak-ng")
    monkeypatch.setattr(doctor_checks, "look_at_session_parts", lambda _: [found])
    result = run("doctor")
    assert result.exit_code == 1
    assert "Install espeak-ng" in result.stdout


def test_nothing_is_heard_unless_asked_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """--send lets a chime and a sentence be heard, after the notice."""
    heard: list[str] = []

    def sent(_: object) -> tuple[str, bool, str, None]:
        heard.append("sound")
        return ("test sound", True, "played", None)

    monkeypatch.setattr(doctor_checks, "send_test_notice", lambda _: ("test notice", True, "clicked", None))
    monkeypatch.setattr(doctor_checks, "send_test_sound", sent)
    run("doctor")
    assert heard == []
    assert checks(run, "--send")["test sound"]["ok"]
    assert heard == ["sound"]


def test_a_problem_says_where_its_technical_details_are(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """People read what to do; the cause is in the log, and a page without a problem names no log."""
    assert "Technical details" not in run("doctor").stdout
    found = ("sound", False, "no sound device can be used", "Check the speaker.")
    monkeypatch.setattr(doctor_checks, "look_at_session_parts", lambda _: [found])
    lines = run("doctor").stdout.splitlines()
    at = lines.index("problem  sound: no sound device can be used")
    assert lines[at + 1] == "         Check the speaker."
    assert lines[-1].startswith("Technical details are in the log: ")


def test_a_status_with_a_problem_says_what_to_do(run: Run, well: FakeService) -> None:
    well.replies["status"] = replace(a_status(), problems=("no desktop session was found",))
    assert run("status").stdout.splitlines()[-2:] == [
        "Problem: no desktop session was found",
        "See what to do: routine doctor",
    ]
