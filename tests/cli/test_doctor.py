"""The doctor: one line a check, a remedy below each problem, exit 1 if there is any."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from routine.adapters.desktop.autostart import Found
from routine.cli import doctor as cli_doctor
from routine.core.errors import BusyError
from routine.core.requests.replies.commands import AnswersReply
from routine.core.requests.replies.doctor import CheckView, DoctorReply
from routine.core.requests.replies.notices import NoticesReply, NoticeView
from routine.core.requests.replies.presets import PresetListReply
from routine.core.requests.replies.status import PresenceStatus
from routine.wiring import autostart, doctor_checks
from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService, a_status, a_stopped_status, preset_row

NOTICES = ("notices", True, "dunst 1.9: buttons", None)
PARTS = [("voice", True, "espeak-ng, en", None), ("sound", True, "miniaudio", None)]


def of_routine(*found: tuple[str, bool, str, str | None]) -> DoctorReply:
    """What the daemon finds, besides what a command can see for itself."""
    checks = tuple(CheckView(name=n, label=n, ok=ok, text=text, remedy=remedy) for n, ok, text, remedy in found)
    return DoctorReply(checks=checks, ok=all(one.ok for one in checks), last_notice=None, version="1")


@pytest.fixture(autouse=True)
def well(fake: FakeService, monkeypatch: pytest.MonkeyPatch) -> FakeService:
    """Everything is as it should be, also where none runs."""
    fake.replies["doctor"] = of_routine(NOTICES, *PARTS)
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
        "notices",
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


def test_it_is_the_running_routine_whose_way_out_is_judged_and_not_this_commands(
    run: Run, well: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From an earlier login it may show nothing, while the command could."""
    well.replies["doctor"] = of_routine(("notices", False, "no desktop session was found", "Start it there."), *PARTS)
    result = run("doctor")
    assert result.exit_code == 1
    assert "no desktop session was found" in result.stdout
    monkeypatch.setattr(doctor_checks, "look_at_notices", lambda: [("notices", True, "dunst", None)])
    well.replies["status"], well.running = a_stopped_status(), False
    assert checks(run)["notices"]["ok"]


@pytest.mark.parametrize("pressed", [True, False])
def test_the_test_notice_is_shown_by_routine_and_counts_as_a_check(
    run: Run, well: FakeService, monkeypatch: pytest.MonkeyPatch, pressed: bool
) -> None:
    """No click is a problem; it is put away then."""
    monkeypatch.setattr(cli_doctor, "_PRESS_S", 1)
    shows = NoticeView(notice="try", kind="try", title="", lines=(), buttons=(), about=(), critical=False)
    well.replies["notices"] = NoticesReply(notices=() if pressed else (shows,))
    well.replies["try-notice"] = well.replies["press"] = AnswersReply()
    assert run("doctor").exit_code == 0
    assert checks(run, "--send")["test notice"]["ok"] == pressed
    assert ({"do": "press", "notice": "try", "button": "ok"} in [asked for asked, _ in well.asked]) != pressed


def test_where_none_runs_the_command_shows_it(run: Run, well: FakeService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_checks, "send_test_sound", lambda _: ("test sound", True, "played", None))
    monkeypatch.setattr(doctor_checks, "send_test_notice", lambda _: ("test notice", False, "no click came", "Look."))
    well.replies["status"], well.running = a_stopped_status(), False
    found = checks(run, "--send")
    assert (found["test notice"]["ok"], found["test sound"]["ok"]) == (False, True)


def test_a_missing_voice_is_a_problem_with_its_remedy(run: Run, well: FakeService) -> None:
    """A session would be silent."""
    well.replies["doctor"] = of_routine(NOTICES, ("voice", False, "no voice program", "Install espeak-ng"))
    result = run("doctor")
    assert result.exit_code == 1
    assert "Install espeak-ng" in result.stdout


def test_nothing_is_heard_unless_asked_for(run: Run, well: FakeService) -> None:
    """--send lets a chime and a sentence be heard, after the notice."""
    well.replies["notices"], well.replies["try-notice"] = NoticesReply(notices=()), AnswersReply()
    well.replies["doctor"] = of_routine(NOTICES, *PARTS, ("test sound", True, "played", None))
    assert "test sound" not in checks(run)
    assert {"do": "doctor", "listen": True} not in [asked for asked, _ in well.asked]
    assert checks(run, "--send")["test sound"]["ok"]
    assert {"do": "doctor", "listen": True} in [asked for asked, _ in well.asked]


def test_a_problem_says_where_its_technical_details_are(run: Run, well: FakeService) -> None:
    """People read what to do; the cause is in the log, and a page without a problem names no log."""
    assert "Technical details" not in run("doctor").stdout
    found = ("sound", False, "no sound device can be used", "Check the speaker.")
    well.replies["doctor"] = of_routine(NOTICES, found)
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
