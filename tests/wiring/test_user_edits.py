"""Presets and settings changed without TOML: by the checks of the command line, all or nothing, tried before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from routine.adapters.clock import ManualClock
from routine.adapters.paths import Paths, make_directories, paths
from routine.core.errors import NotFoundError, NothingToDoError, PresetError, RoutineError, UsageError
from routine.core.requests import edits as edit
from routine.core.requests.commands import Enable
from routine.core.requests.queries import (
    EditableQuery,
    PlanQuery,
    PresetList,
    Request,
    ReviewQuery,
    SettingsQuery,
    Trial,
)
from routine.daemon.encode_reply import received
from routine.service.service import Service
from routine.wiring.local_service import build_service
from tests.builders import a_now
from tests.nothing_applies import nothing_applies


class Home:
    """A home of real files and the service on them; to its person none of the safety questions applies."""

    def __init__(self, folder: Path) -> None:
        nothing_applies(folder)
        self.where: Paths = paths({"ROUTINE_HOME": str(folder)})
        make_directories(self.where)
        self.service: Service = build_service(self.where, ManualClock(a_now()))

    def ask(self, request: Request) -> Any:
        """The reply as programs get it."""
        return received(self.service.handle(request))

    def edit(self, *edits: edit.OneEdit) -> Any:
        """Make these edits."""
        return self.ask(edit.Edit(edits))

    @property
    def files(self) -> dict[str, str]:
        """Every file of the user's own."""
        found = [*Path(self.where.presets_dir).glob("*"), *Path(self.where.config_dir).glob("*.toml")]
        return {path.name: path.read_text() for path in found}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home of this test's own."""
    return Home(tmp_path)


def keys(home: Home, preset: str) -> dict[str, dict[str, Any]]:
    """Every key that may be changed."""
    found = home.ask(EditableQuery(preset))
    steps = [key for step in found["steps"] for key in step["keys"]]
    return {one["key"]: one for one in (*found["schedule"], *found["remind"], *found["other"], *steps)}


def test_a_day_and_a_timer_are_changed_and_the_plan_follows(home: Home) -> None:
    """As `preset set` does it."""
    home.ask(Enable(("egg-mask",)))
    reply = home.edit(
        edit.SetKey("egg-mask", "schedule.on", "sat"), edit.SetKey("egg-mask", "steps.lie-flat.timer", "7m")
    )
    assert (reply["presets"], reply["changed"]) == (["egg-mask"], ["egg-mask"])
    assert home.ask(PlanQuery(7, "egg-mask"))["occurrences"][0]["nominal"] == "2026-11-28T20:30"
    found = keys(home, "egg-mask")
    assert (found["schedule.on"]["value"], found["schedule.on"]["original"]) == ("sat", "fri")
    timer = found["steps.lie-flat.timer"]
    assert (timer["value"], timer["seconds"], timer["changed"]) == ("7m", 420, True)
    assert not found["schedule.at"]["changed"]


def test_what_is_too_long_on_the_skin_is_refused_and_nothing_is_written(home: Home) -> None:
    """Also the good change beside it."""
    before = home.files
    good, bad = (edit.SetKey("egg-mask", "schedule.on", "sat"), edit.SetKey("egg-mask", "steps.lie-flat.timer", "30m"))
    for request in (edit.Edit((good, bad)), Trial(edits=(good, bad))):
        with pytest.raises(PresetError) as refused:
            home.ask(request)
        assert "15 minutes" in refused.value.message
    assert home.files == before


def test_a_change_that_is_tried_says_what_would_move_and_writes_nothing(home: Home) -> None:
    """The mask on Saturdays."""
    home.ask(Enable(("egg-mask",)))
    before, plan = home.files, home.ask(PlanQuery(28))
    found = home.ask(Trial(edits=(edit.SetKey("egg-mask", "schedule.on", "sat"),)))
    assert (home.files, home.ask(PlanQuery(28))) == (before, plan)
    kinds = {(one["kind"], one["before"] or one["after"]) for one in found["fits"]["changes"]}
    assert {("goes", "2026-11-27T20:30"), ("comes", "2026-11-28T20:30")} <= kinds


def test_one_change_is_taken_back_and_so_are_all(home: Home) -> None:
    """The original is there again."""
    home.edit(edit.SetKey("egg-mask", "schedule.at", "21:00"), edit.SetKey("egg-mask", "remind.later", "30m"))
    home.edit(edit.UnsetKey("egg-mask", "schedule.at"))
    assert keys(home, "egg-mask")["schedule.at"]["value"] == "20:30"
    home.edit(edit.ResetPreset("egg-mask"))
    assert not home.ask(EditableQuery("egg-mask"))["changed"]
    with pytest.raises(NothingToDoError):
        home.edit(edit.ResetPreset("egg-mask"))


def test_a_routine_of_ones_own_is_made_in_one_go_and_runs(home: Home) -> None:
    """Title, times, steps with timer and posture, in their order, without a line of TOML."""
    reply = home.edit(
        edit.NewPreset("Evening stretch", summary="A quiet stretch."),
        edit.SetKey("", "schedule.at", "21:15"),
        edit.SetKey("", "schedule.on", "mon,thu"),
        edit.AddStep("", "Lie down.", posture="lie-flat", timer="2m", lead_in="10s"),
        edit.AddStep("", "Roll your shoulders.", step="roll", before="lie-down"),
        edit.AddStep("", "Get up.", timer="30s"),
        edit.MoveStep("", "get-up", before="lie-down"),
        edit.MoveStep("", "lie-down", before="get-up"),
        edit.RemoveStep("", "begin"),
    )
    assert reply["presets"] == ["evening-stretch"]
    found = home.ask(EditableQuery("evening-stretch"))
    assert found["own"]
    assert [step["step"] for step in found["steps"]] == ["roll", "lie-down", "get-up"]
    assert home.ask(Enable(("evening-stretch",)))["enabled"] == ["evening-stretch"]
    assert home.ask(PlanQuery(7, "evening-stretch"))["occurrences"][0]["nominal"] == "2026-11-23T21:15"


def test_two_of_one_title_have_two_names_and_one_can_go(home: Home) -> None:
    """The second gets a number behind it."""
    first = home.edit(edit.NewPreset("Tea"))["presets"]
    second = home.edit(edit.NewPreset("Tea"))["presets"]
    assert (first, second) == (["tea"], ["tea-2"])
    home.edit(edit.DeletePreset("tea"))
    assert {"tea", "tea-2"} & {row["id"] for row in home.ask(PresetList())["presets"]} == {"tea-2"}
    copied = home.edit(edit.CopyPreset("egg-mask", "My egg mask"))["presets"]
    assert (copied, home.ask(EditableQuery("my-egg-mask"))["title"]) == (["my-egg-mask"], "My egg mask")


@pytest.mark.parametrize(
    "wrong",
    [
        edit.NewPreset("  "),
        edit.NewPreset("Tea", kind="nonsense"),
        edit.SetKey("", "schedule.at", "20:00"),
        edit.SetKey("../../etc/passwd", "title", "x"),
        edit.SetKey("egg-mask", "schedule.at", "25:00"),
        edit.SetKey("egg-mask", "nonsense", "1"),
        edit.AddStep("egg-mask", "Hop.", posture="hopping"),
        edit.AddStep("egg-mask", "Hop.", timer="9"),
        edit.AddStep("egg-mask", "Hop.", before="nothing"),
        edit.RemoveStep("egg-mask", "nothing"),
        edit.DeletePreset("egg-mask"),
        edit.SetSetting("nonsense", "1"),
        edit.SetSetting("day_ends", "25:00"),
        edit.SetSetting("place", "Nowhereville"),
        edit.ForgetAnswer("nothing"),
    ],
    ids=str,
)
def test_nonsense_is_refused_and_nothing_is_written(home: Home, wrong: edit.OneEdit) -> None:
    """As on the command line."""
    before = home.files
    with pytest.raises(RoutineError):
        home.edit(edit.SetSetting("day_ends", "03:00"), wrong)
    assert home.files == before


def test_loosening_a_shipped_preset_is_no_way_around_its_rules(home: Home) -> None:
    """Without its question, the egg mask is still the egg mask."""
    home.edit(edit.ForgetAnswer("egg-allergy"))
    home.edit(edit.SetKey("egg-mask", "safety.never_if", "broken-skin"))
    with pytest.raises(RoutineError):
        home.ask(Enable(("egg-mask",), ("loosened", "egg-allergy")))


def test_settings_are_set_unset_and_hold_at_once(home: Home) -> None:
    """With what they were."""
    home.edit(edit.SetSetting("quiet", "22:30-07:00"), edit.SetSetting("refill_days", "9"))
    found = {one["key"]: one["value"] for one in home.ask(SettingsQuery())["settings"]}
    assert (found["quiet"], found["refill_days"]) == ("22:30-07:00", "9")
    home.edit(edit.UnsetSetting("quiet"))
    assert {one["key"]: one["chosen"] for one in home.ask(SettingsQuery())["settings"]}["quiet"] is False


def test_an_answer_that_is_forgotten_is_asked_for_again(home: Home) -> None:
    """It is never taken as no."""
    home.edit(edit.ForgetAnswer("egg-allergy"))
    with pytest.raises(RoutineError):
        home.ask(Enable(("egg-mask",)))


@pytest.mark.parametrize("count", [0, 61])
def test_so_many_changes_at_once_are_possible(home: Home, count: int) -> None:
    """And not more."""
    with pytest.raises(UsageError):
        home.edit(*[edit.SetSetting("refill_days", "9")] * count)


def test_what_there_is_not_has_no_keys(home: Home) -> None:
    """The nearest names are said."""
    with pytest.raises(NotFoundError):
        home.ask(EditableQuery("nothing"))
    found = keys(home, "retinoid-a")
    assert found["schedule.at"]["form"] == "time"
    assert {one["form"] for one in keys(home, "spf").values()} >= {"times", "weekdays", "duration"}
    assert keys(home, "egg-mask")["steps.lie-flat.say"]["form"] == "text"
    assert keys(home, "egg-mask")["steps.lie-flat.posture"]["form"] == "choice"


def test_before_a_visit_there_is_one_time_and_after_it_several(home: Home) -> None:
    """As what is asked for after it may be asked again."""
    home.edit(edit.SetKey("threads", "before.today.at", "10:00"))
    forms = {key["key"]: key["form"] for care in home.ask(EditableQuery("threads"))["care"] for key in care["keys"]}
    assert (forms["before.today.at"], forms["after.food.at"], forms["after.food.for"]) == ("time", "times", "duration")


def test_a_review_looks_at_a_routine_as_it_would_be_changed(home: Home) -> None:
    """Other days before it is enabled: how it fits is told of those, and no file is written."""
    before = home.files
    changes = (edit.SetKey("egg-mask", "schedule.at", "19:10"), edit.SetKey("egg-mask", "schedule.on", "wed"))
    review = home.ask(ReviewQuery(("egg-mask",), edits=changes))
    [row] = review["fits"]["routines"]
    assert row["next_when"] == "Wed 25 Nov 19:10"
    assert home.files == before
    [row] = home.ask(ReviewQuery(("egg-mask",)))["fits"]["routines"]
    assert row["next_when"] == "Fri 27 Nov 20:30"
    with pytest.raises(PresetError):
        home.ask(ReviewQuery(("egg-mask",), edits=(edit.SetKey("egg-mask", "schedule.at", "25:00"),)))
