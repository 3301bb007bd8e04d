"""The checks of laws 7 and 9 can fail: each sees a Routine that is broken in what it looks at."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from routine.core.notices import one_notice_at_a_time, several_reminders
from routine.core.preset.model import Dose, Preset, Safety, Step
from routine.core.requests.commands import Answers, Irritated
from routine.core.review import safety_notes
from routine.core.schedule.types import NightsAWeek, Ramp, Schedule
from tests.builders import a_preset
from tests.simulation.law_checks import Laws
from tests.simulation.life import LawBrokenError, Life
from tests.simulation.random_households import Household, a_household
from tests.simulation.unsteady_disk import UnsteadyDisk

MASK = a_preset("mask", kind="mask", contains=("mask",), safety=Safety(never_if=("egg",)))
RAMP = a_preset("ramp", Schedule(Ramp(1260, tuple(NightsAWeek(n) for n in (2, 3, 4)))), contains=("retinoid",))

_TILL_EIGHT = timedelta(hours=1, minutes=1)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[UnsteadyDisk]:
    with UnsteadyDisk(tmp_path, random.Random(0)) as made:
        yield made


def a_life(disk: UnsteadyDisk, *presets: Preset) -> Life:
    """One that is watched, in a household of just these, all enabled; nothing applies to the person."""
    drawn = a_household(0).setup
    profile: dict[str, bool | str] = dict.fromkeys(drawn.facts, False)
    setup = replace(drawn, presets={one.id: one for one in presets}, profile=profile)
    life = Life(Household(setup, tuple(setup.presets), "2026-11-23", "Europe/Berlin"), disk)
    Laws(life)
    life.careful = False
    life.begin(setup.presets)
    return life


def test_what_a_final_rule_bars_and_goes_on_is_seen(disk: UnsteadyDisk, monkeypatch: pytest.MonkeyPatch) -> None:
    life = a_life(disk, MASK)
    monkeypatch.setattr(safety_notes, "hold_if_unsafe", lambda draft, id: False)
    with pytest.raises(LawBrokenError, match="law 7: mask goes on"):
        life.ask(Answers({"egg": "yes"}))


def test_a_ramp_that_goes_further_by_itself_is_seen(disk: UnsteadyDisk) -> None:
    life = a_life(disk, RAMP)
    life.ask(Irritated())
    laws = Laws(life)
    laws.safety.begin()
    routine = life.state.routines["ramp"]
    assert routine.nights is not None
    further = replace(routine, nights=replace(routine.nights, upto=2))
    with pytest.raises(LawBrokenError, match="law 7: ramp may go on to week 2"):
        laws.safety.after(replace(life.state, routines={"ramp": further}), Answers({}))


def test_another_dose_than_the_presets_is_seen(disk: UnsteadyDisk) -> None:
    life = a_life(disk, a_preset("pills", dose=Dose(5, "g")))
    life.run_for(_TILL_EIGHT)
    notice = next(one for one in life.server.screen.values() if "Take 5 g" in one.body)
    with pytest.raises(LawBrokenError, match="law 7: pills"):
        Laws(life).shown(replace(notice, body=notice.body.replace("5 g", "6 g")))


def test_what_has_to_be_read_among_others_is_seen(disk: UnsteadyDisk, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = (Step(id="first", say="Rinse the bowl."), Step(id="then", say="Fill it."))
    for module in (one_notice_at_a_time, several_reminders):
        monkeypatch.setattr(module, "read_first", lambda preset, key: None)
    with pytest.raises(LawBrokenError, match="law 9: bowl has to be read"):
        a_life(disk, a_preset(), a_preset("bowl", steps=steps)).run_for(_TILL_EIGHT)


def test_a_step_that_a_notice_does_not_say_is_seen(disk: UnsteadyDisk) -> None:
    life = a_life(disk, a_preset())
    life.run_for(_TILL_EIGHT)
    notice = next(one for one in life.server.screen.values() if "Do it." in one.body)
    with pytest.raises(LawBrokenError, match=r"law 9: .* does not say"):
        Laws(life).shown(replace(notice, body="Something."))
