"""The shipped files as the tests look at them: raw tables, presets, rules, and a person who answered."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from routine.adapters.rule_files import read_limits, read_postures, read_questions, read_rules, read_spacing
from routine.core.config.rules import SafetyQuestion
from routine.core.config.setup import Setup
from routine.core.preset.model import Dose, Preset
from routine.core.preset.read.preset import read_preset
from routine.core.schedule.types import Clock
from routine.core.when.duration import Duration

PRESETS = Path(__file__).parent.parent.parent / "presets"
IDS = tuple(sorted(path.stem for path in PRESETS.glob("*.toml") if path.stem != "rules"))
MINUTE, DAY, WEEK = 60, 1, 7


@cache
def raw(id_: str) -> dict[str, Any]:
    """A shipped file as TOML tables."""
    return tomllib.loads((PRESETS / f"{id_}.toml").read_text("utf-8"))


@cache
def preset(id_: str) -> Preset:
    """A shipped preset as the reader sees it."""
    found, faults = read_preset(id_, raw(id_))
    assert not faults
    assert found is not None
    return found


@cache
def setup() -> Setup:
    """The shipped presets and rules, with a profile in which nothing was answered."""
    facts, rules, problems = read_rules(PRESETS / "rules.toml")
    assert problems == ()
    limits, of_limits = read_limits(PRESETS / "rules.toml")
    assert of_limits == ()
    spacing, of_spacing = read_spacing(PRESETS / "rules.toml")
    assert of_spacing == ()
    postures, of_postures = read_postures(PRESETS / "rules.toml")
    assert of_postures == ()
    presets = {id_: preset(id_) for id_ in IDS}
    return Setup(presets=presets, facts=facts, rules=rules, limits=limits, postures=postures, spacing=spacing)


def answered(**profile: bool | str) -> Setup:
    """The shipped setup of a person to whom nothing applies, but what is given."""
    facts: dict[str, bool | str] = dict.fromkeys(setup().facts, False)
    facts.update({name.replace("_", "-"): value for name, value in profile.items()})
    return replace(setup(), profile=facts)


def texts(value: object) -> Iterator[str]:
    """Every text in a TOML value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def shipped_texts() -> list[str]:
    """Every text of every shipped file, the rules too."""
    return [text for name in (*IDS, "rules") for text in texts(raw(name))]


def of_kind(*kinds: str) -> tuple[str, ...]:
    """The ids of all shipped presets of these kinds."""
    return tuple(id_ for id_ in IDS if raw(id_)["kind"] in kinds)


@cache
def questions() -> dict[str, SafetyQuestion]:
    """The shipped questions before a session."""
    found, problems = read_questions(PRESETS / "rules.toml")
    assert problems == ()
    return found


def words(id_: str) -> str:
    """Everything that a preset says, but its sources."""
    return " ".join(texts({key: value for key, value in raw(id_).items() if key != "sources"}))


def dose(id_: str) -> Dose:
    """The dose of a preset that has one."""
    found = preset(id_).dose
    assert found is not None
    return found


def clock(id_: str) -> Clock:
    """The schedule of a preset that comes by the clock."""
    found = preset(id_).schedule.base
    assert isinstance(found, Clock)
    return found


def course_length(id_: str) -> Duration | None:
    """How long a preset's course is, if it has one."""
    course = preset(id_).course
    return course.length if course else None
