"""Changed files: schedules are taken up, problems told once; and what begins by itself at the first start."""

from __future__ import annotations

import pytest

from routine.core.config.setup import Problem
from routine.core.errors import PresetError
from routine.core.preset.model import Preset, Safety
from routine.core.requests.commands import Disable, Done, Enable, Skip
from routine.core.requests.reports import Reload, Welcome
from routine.core.routines.outcomes import Reloaded, Welcomed
from routine.core.schedule.types import AfterRoutine, Schedule
from tests.builders import World, a_preset, a_schedule, lasting

NONSENSE = (Problem("p1", "spf.toml, line 3: nonsense"),)


def not_begun(*presets: Preset) -> World:
    """A household in which nothing was ever enabled."""
    return World(*presets, enabled=False)


def test_a_changed_schedule_is_taken_up_and_said() -> None:
    world = World(a_preset())
    world.change(a_preset(schedule=a_schedule("09:30")))
    outcome = world.did(Reload())
    assert isinstance(outcome, Reloaded)
    assert outcome.changed == ("spf",)
    assert world.next("spf") == "2026-11-23 09:30"


def test_a_file_problem_is_told_once_and_forgotten_when_it_is_gone() -> None:
    world = World(a_preset())
    world.change(problems=NONSENSE)
    assert world.ask(Reload())["problems"] == ["spf.toml, line 3: nonsense"]
    assert world.showing == ["files"]
    world.pressed("ok", "files")
    world.ask(Reload())
    assert world.notices == []
    world.change(problems=())
    world.ask(Reload())
    world.change(problems=NONSENSE)
    world.ask(Reload())
    assert world.showing == ["files"]


def test_a_preset_whose_file_has_mistakes_is_not_said_to_be_missing() -> None:
    world = not_begun(a_preset("spf"))
    world.change(faults={"own": 2})
    with pytest.raises(PresetError, match="The file of “own” has errors") as refused:
        world.ask(Reload())
        world.ask(Enable(("own",)))
    assert refused.value.hint == "See them: routine preset check own"


def test_the_first_start_enables_the_starters_and_welcomes_once() -> None:
    world = not_begun(a_preset("spf", starter=True), a_preset("egg"))
    assert world.did(Welcome()) == Welcomed(first=True, enabled=("spf",))
    assert world.showing == ["welcome"]
    assert world.next("spf") == "2026-11-23 08:00"
    assert world.did(Welcome()) == Welcomed(first=False)
    assert list(world.state.routines) == ["spf"]


def test_a_starter_that_a_finding_stands_against_is_not_enabled() -> None:
    world = not_begun(a_preset("spf", starter=True, safety=Safety(never_if=("sun",))))
    assert world.did(Welcome()) == Welcomed(first=True)
    assert world.state.routines == {}


def test_a_start_after_everything_was_disabled_enables_nothing() -> None:
    world = not_begun(a_preset("spf", starter=True))
    world.ask(Welcome())
    world.ask(Disable(("spf",)))
    assert world.ask(Welcome())["enabled"] == []
    assert not world.routine("spf").enabled


def test_what_comes_after_another_goes_on_from_when_that_was_done_last_once_it_is_edited() -> None:
    """The later time of that was skipped: nothing comes after what was not done."""
    oil = a_preset("oil", Schedule(AfterRoutine("spf", lasting("4h"))))
    world = World(a_preset(schedule=a_schedule("08:00", "09:00")), oil)
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.to("09:00")
    world.ask(Skip(("spf",)))
    assert world.next("oil") == "2026-11-23 12:00"
    world.change(a_preset("oil", Schedule(AfterRoutine("spf", lasting("5h")))))
    world.ask(Reload())
    assert world.next("oil") == "2026-11-23 13:00"


def test_of_file_problems_the_new_ones_are_told_and_once_one_is_mended_what_is_left() -> None:
    first, second, third = (Problem(f"p{n}", f"p{n}.toml: nonsense") for n in range(3))
    world = World(a_preset())
    world.change(problems=(first,))
    world.ask(Reload())
    world.press("ok", "files")
    world.change(problems=(first, second, third))
    world.ask(Reload())
    assert world.notice("files").body.splitlines()[:2] == ["p1.toml: nonsense", "p2.toml: nonsense"]
    assert "p0.toml" not in world.notice("files").body
    world.change(problems=(third,))
    world.ask(Reload())
    assert "p2.toml" in world.notice("files").body
    assert "p1.toml" not in world.notice("files").body
