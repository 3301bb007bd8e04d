"""What programs may rely on: the keys of every --json object, and the exit status of every kind of failure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import fields, replace

from routine.core.config.rules import Finding
from routine.core.errors import (
    AmbiguousError,
    DaemonError,
    NotFoundError,
    NothingToDoError,
    RefusedError,
    RoutineError,
    UsageError,
)
from routine.core.requests.replies import (
    commands,
    courses,
    log,
    occurrences,
    presets,
    ratings,
    session,
    status,
    sun,
    visits,
)
from routine.daemon.encode_reply import as_json
from routine.daemon.protocol import Json
from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService, a_stopped_status, finding
from tests.rows import each

OCCURRENCE = {"id", "routine", "nominal", "instant", "zone", "status", "why"}
REMINDER = {"id", "routine", "nominal", "raised_at", "delivered_at", "snoozed_until", "nags"}
ENTRY = {"seq", "id", "routine", "nominal", "answer", "at", "recorded_at", "replaces"}
STATUS = {"running", "pid", "since", "version", "routines", "next", "jobs", "session", "notifier", "problems"}

LISTS = [
    ("today", {"zone", "occurrences"}, "occurrences", OCCURRENCE),
    ("plan", {"zone", "occurrences"}, "occurrences", OCCURRENCE),
    ("pending", {"reminders"}, "reminders", REMINDER),
    ("log", {"entries"}, "entries", ENTRY),
]


@pytest.mark.parametrize(("command", "keys", "items", "item_keys"), LISTS)
def test_a_list_has_the_keys_that_the_contract_names(
    run: Run, fake: FakeService, command: str, keys: set[str], items: str, item_keys: set[str]
) -> None:
    """Keys may be added, never taken away."""
    value = json.loads(run(command, "--json").stdout)
    assert keys <= value.keys()
    assert value[items]
    assert all(item_keys <= item.keys() for item in value[items])


def test_status_has_every_key_with_a_daemon_and_without(run: Run, fake: FakeService) -> None:
    """A stopped daemon is no reason for a program to trip over a missing key."""
    assert json.loads(run("status", "--json").stdout).keys() >= STATUS
    fake.replies["status"], fake.running = a_stopped_status(), False
    value = json.loads(run("status", "--json").stdout)
    assert value.keys() >= STATUS
    assert value["running"] is False
    assert value["notifier"].keys() >= {"name", "last_delivery", "last_failure"}


@pytest.mark.parametrize("command", ["done", "skip", "snooze", "undo", "pause", "resume"])
def test_an_answering_command_prints_one_object(run: Run, fake: FakeService, command: str) -> None:
    """Programs answer reminders too."""
    result = run(command, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["answers"] == [{"id": "spf@k", "answer": "done", "seq": 0}]


def test_the_bare_command_prints_an_object_too(run: Run, fake: FakeService) -> None:
    """`routine --json` is a reading command like the rest."""
    assert {"pending", "next"} <= json.loads(run("--json").stdout).keys()


#: Every reply's keys, in order. Keys may be added, at the end or between; none is ever taken away or renamed.
KEYS: dict[type[Struct], str] = {
    commands.Given: "id answer seq",
    commands.SaidReply: "said",
    commands.AnswersReply: "said answers",
    commands.DoneReply: "said answers left",
    commands.StillOpen: "routine said hint choices",
    commands.SnoozeReply: "said answers id until",
    commands.RateReply: "said answers ratings before",
    commands.VisitReply: "said answers routine visit",
    commands.SessionStartReply: "said session attached",
    commands.SessionActReply: "said ended",
    commands.EnableReply: "enabled findings said refused",
    commands.WelcomeReply: "said enabled",
    commands.ReloadReply: "said answers changed problems findings",
    Finding: "level rule why fix source routine asks acceptable waits advice how",
    occurrences.OccurrenceView: "id routine title nominal instant zone status moved why when says",
    occurrences.VisitTimeView: "routine title visit nominal instant zone status when",
    occurrences.ReminderView: (
        "id routine title nominal raised_at delivered_at snoozed_until nags when raised later says"
    ),
    occurrences.WhyReply: "routine title lines",
    log.LogReply: "entries",
    presets.PresetRow: "id title kind when enabled source errors",
    presets.ShelfRow: ("id title kind when enabled source errors summary waiting next_when held paused ended"),
    presets.PresetListReply: "presets",
    presets.ShelfReply: "presets",
    status.HeldView: "routine title since why",
    status.TriedNotifier: "name reason",
    status.NotifierStatus: "name detail tried last_delivery last_failure",
    status.PresenceStatus: "away watched",
    status.StatusReply: "routines next problems zone pauses notes held waiting unseen_since theme",
    status.DaemonStatus: (
        "routines next problems zone pauses notes held waiting unseen_since theme "
        "running pid since version jobs notifier zone_source next_wake virtual session autostart presence"
    ),
    status.LoginState: "way problem words",
    status.HelloReply: "routine protocol pid since virtual welcome problems session",
    status.StopReply: "pid",
    status.DesktopReply: "moved notifier",
    session.StepView: "id index of say posture",
    session.SessionView: (
        "routine title step left_s on_skin_s paused overrun phase length_s question next longest_s total_left_s "
        "total_s speed rehearsal uncertain missing sound stopping take_off at steps asks actions alarms began"
    ),
    session.SessionStep: ("id say timer_s lead_in_s auto_s posture posture_words on_skin hands words state length_s"),
    session.QuestionView: "id text stops_on why left",
    session.EndingView: "title lines routine critical notice buttons",
    session.SessionReply: "session ending",
    courses.DoseView: "amount unit with_food of holds times_a_day",
    courses.StockView: "left unit doses days until low",
    courses.CourseView: (
        "routine title day of ends ended asks held dose stock kind done times course_words dose_words left_words "
        "opened use_by product_words past"
    ),
    courses.LimitView: "substance a_day limit unit source words",
    courses.CourseListReply: "courses limits",
    visits.VisitView: "visit nominal instant zone status asked when",
    visits.SeriesView: "routine title sessions attended apart of visits next effect_ends notes",
    visits.VisitListReply: "zone series",
    ratings.RatedTime: "id nominal at day short when ratings",
    ratings.SpotRow: "key sign place ratings last change asked",
    ratings.Diary: "routine title times rows",
    ratings.SpotToRate: "key sign place",
    ratings.ToRate: "routine when correcting spots now last last_day",
    sun.SunMoment: "nominal instant",
    sun.SunSpan: "from until",
    sun.UvSample: "nominal instant index",
    sun.SunPlace: "name latitude longitude altitude_m origin doubt",
    sun.SunReply: (
        "place date zone sunrise solar_noon sunset stays uv_max band protect_from protect through_day kind ozone_du"
    ),
}
#: Those of which some keys are said only where there is something to say: these, and the others.
SOMETIMES: dict[type[Struct], tuple[str, str]] = {
    commands.SilentReply: ("said", ""),
    log.EntryView: (
        "rule note",
        "seq id routine title nominal answer at recorded_at replaces reason by ratings when said",
    ),
    ratings.RatingsReply: ("ask", "scale diaries"),
    occurrences.Shown: ("running", ""),
    occurrences.SimulatedView: ("moved", "id routine title nominal instant zone status why when"),
    occurrences.TodayReply: ("running", "zone day occurrences notes visits"),
    occurrences.PlanReply: ("running", "zone occurrences visits"),
    occurrences.SimulateReply: ("running", "zone occurrences"),
    occurrences.PendingReply: ("running", "reminders"),
    occurrences.OverviewReply: ("running", "zone pending next problems notes"),
}


def some(kind: type[Struct]) -> Struct:
    """A value with anything in its fields but for those that have a default."""
    return kind(**{field.name: 0 for field in fields(kind) if field.required})


@each("kind", KEYS, ids=lambda kind: kind.__name__)
def test_a_reply_is_encoded_with_these_keys_in_this_order(kind: type[Struct]) -> None:
    """And each of them is there, whatever its value."""
    assert list(as_json(some(kind))) == KEYS[kind].split()


@each("kind", SOMETIMES, ids=lambda kind: kind.__name__)
def test_a_key_that_is_said_only_sometimes_is_left_out_otherwise(kind: type[Struct]) -> None:
    only, always = SOMETIMES[kind]
    found = some(kind)
    assert list(as_json(found)) == always.split()
    assert set(as_json(replace(found, **dict.fromkeys(only.split(), ("x",))))) == {*only.split(), *always.split()}


def test_every_reply_that_there_is_stands_in_one_of_the_two_tables() -> None:
    found: set[type[Struct]] = {Finding}
    for module in (commands, occurrences, log, presets, status, session, courses, visits, ratings, sun):
        own = (one for one in vars(module).values() if isinstance(one, type) and one.__module__ == module.__name__)
        found |= {one for one in own if issubclass(one, Struct)}
    assert found == {*KEYS, *SOMETIMES}


@each("kind", [*KEYS, *SOMETIMES], ids=lambda kind: kind.__name__)
def test_every_key_is_read_as_a_field(kind: type[Struct]) -> None:
    """None is hidden behind a method of the dictionary that a reply is for whoever receives it."""
    assert not {name for name in kind.__struct_fields__ if hasattr(dict, name)}
    read = Json.fromkeys(kind.__struct_encode_fields__, "as sent")
    assert all(getattr(read, name) == "as sent" for name in kind.__struct_fields__)


LOCAL = [
    (["config", "path"], "config data presets log socket", "", ""),
    (["config", "show"], "settings", "settings", "key value chosen about"),
    (["profile", "show"], "facts", "facts", "fact question kind answer"),
    (["preset", "check"], "errors", "", ""),
    (["preset", "check", "broken.toml"], "errors", "errors", "file line key message hint"),
    (["preset", "diff", "spf"], "preset changes source", "", ""),
    (["preset", "show", "spf"], "id preset leaflet", "", ""),
]


@pytest.mark.parametrize(("words", "keys", "items", "item_keys"), LOCAL, ids=str)
def test_what_a_command_finds_by_itself_has_these_keys(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], keys: str, items: str, item_keys: str
) -> None:
    monkeypatch.chdir(home.parent)
    Path("broken.toml").write_text("title = 1\n")
    value = json.loads(run(*words, "--json").stdout)
    assert list(value) == keys.split()
    assert not items or {tuple(item) for item in value[items]} == {tuple(item_keys.split())}


FAILURES = [
    (UsageError("Not a time", "write 20:30"), 2, "usage"),
    (AmbiguousError("Fits several"), 2, "ambiguous"),
    (NotFoundError("No such routine"), 3, "not-found"),
    (NothingToDoError("Nothing waits"), 3, "nothing"),
    (RefusedError("Not enabled"), 1, "refused"),
    (DaemonError("Does not answer"), 1, "daemon"),
]


@pytest.mark.parametrize(("error", "status", "code"), FAILURES)
def test_a_failure_has_its_exit_status_and_one_object_on_stdout(
    run: Run, fake: FakeService, error: RoutineError, status: int, code: str
) -> None:
    """The same failure for a program: code, message, hint."""
    fake.replies["done"] = error
    result = run("done", "--json")
    assert result.exit_code == status
    assert json.loads(result.stdout)["error"] == {"code": code, "message": error.message, "hint": error.hint}
    assert result.stderr == ""


def test_a_failure_is_told_on_stderr_with_its_hint_below(run: Run, fake: FakeService) -> None:
    """Stdout stays empty: what is piped on is never an error text."""
    fake.replies["done"] = NothingToDoError("No reminder is waiting.", "See today's times: routine today")
    result = run("done")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == "No reminder is waiting.\nSee today's times: routine today\n"


def test_an_answer_ahead_of_its_time_is_told_what_to_type(run: Run, home: Path) -> None:
    """The whole command, not only the time; and one example, not two."""
    run("preset", "enable", "spf")
    hint = run("done", "spf", "--at", "tomorrow 08:00").stderr.splitlines()[-1]
    assert hint == 'Enter a time that has passed, for example: routine done spf --at "yesterday 08:00"'
    assert run("course", "refill", "spf", "much").stderr.count("or example") == 1


def test_an_option_that_is_wrong_is_shown_in_an_example_of_its_own(run: Run) -> None:
    """An example without it would explain nothing."""
    assert run("done", "--at").stderr.splitlines()[-1] == 'For example: routine done spf --at "08:15"'
    assert run("run", "egg-mask", "--speed", "0").stderr.splitlines()[-1].endswith("--speed 20")
    assert run("start", "--speed", "x").stderr.splitlines()[-1] == "See all options: routine start --help"


@pytest.mark.parametrize(
    ("key", "value", "right"),
    [
        ("quiet", "25-3", "quiet 22:30-07:00"),
        ("voice-rate", "fast", "voice_rate 150"),
        ("refill-days", "-1", "refill_days 7"),
        ("notifier", "foo", "notifier auto"),
    ],
)
def test_the_example_of_a_setting_is_one_that_it_takes(run: Run, home: Path, key: str, value: str, right: str) -> None:
    """“20:30” is a time, but no quiet hours."""
    hint = run("config", "set", key, value).stderr.splitlines()[-1]
    assert hint.endswith(f", for example: routine config set {right}")
    assert run("config", "set", *right.split(" ")).exit_code == 0


def test_a_refusal_carries_its_findings_beside_the_error(run: Run, fake: FakeService) -> None:
    """`preset enable` has the same keys whether it succeeds or not."""
    fake.replies["enable"] = RefusedError("Not enabled", "fix", {"enabled": [], "findings": [finding()]})
    result = run("preset", "enable", "egg-mask", "--json")
    value = json.loads(result.stdout)
    assert result.exit_code == 1
    assert value["enabled"] == []
    assert value["findings"][0].keys() >= {"level", "rule", "why", "fix", "source"}


def test_wrong_usage_is_an_object_too(run: Run, fake: FakeService) -> None:
    """Also where click notices it, before any command runs."""
    result = run("plan", "--days", "soon", "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["error"]["code"] == "usage"
