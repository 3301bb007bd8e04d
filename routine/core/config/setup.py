"""What the user has set up: the presets that load, the settings and the profile; read from files, never from state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from routine.core.config.rules import Fact, Limit, PostureRule, Rule, SafetyQuestion
from routine.core.config.settings import Settings
from routine.core.config.spacing_rules import SpacingRules
from routine.core.config.unread_presets import SomePresets, in_place
from routine.core.preset.model import Loosening, Preset
from routine.core.sun.place import Place

#: How the problem of a routine that nothing can be decided with is called, before its id.
FAULTY = "decision:"


class Problem(Struct, frozen=True):
    """A file that is not as it should be: said in status, in one notice and by the next command. `id` is stable.

    `typed`: what to type, for who reads it in a terminal.
    """

    id: str
    text: str
    typed: str = ""

    @property
    def whole(self) -> str:
        """The text, and what to type."""
        return f"{self.text} {self.typed}".strip()


class Setup(Struct, frozen=True, kw_only=True):
    """Everything the user's and the shipped files say. `presets` has every one that loads, enabled or not.

    A SomePresets among them raises UnreadError where a decision hangs on more than was read.

    `profile`: fact name -> True, False, or a text; an absent fact is unknown, never "no". `sources`: where each
    preset comes from, also those that do not load; `faults`: how many errors the file of each has; `loosened`: what
    the user's changes made less careful than the shipped preset is, for a finding.
    `place`: the one that the settings name, if it is found; the machine's clock may contradict it.
    """

    presets: Mapping[str, Preset]
    settings: Settings = Settings()
    profile: dict[str, bool | str] = {}
    facts: dict[str, Fact] = {}
    rules: dict[str, Rule] = {}
    questions: dict[str, SafetyQuestion] = {}
    limits: dict[str, Limit] = {}
    postures: dict[str, PostureRule] = {}
    spacing: SpacingRules = SpacingRules()
    problems: tuple[Problem, ...] = ()
    sources: dict[str, Literal["shipped", "overlay", "own"]] = {}
    faults: dict[str, int] = {}
    loosened: dict[str, tuple[Loosening, ...]] = {}
    place: Place | None = None


def with_others(setup: Setup, others: Mapping[str, Preset | None], problems: tuple[Problem, ...] = ()) -> Setup:
    """The setup with other presets in the place of some (None: left out), and what is wrong with these."""
    if not others:
        return setup
    presets = setup.presets
    changed = presets.with_others(others) if isinstance(presets, SomePresets) else in_place(presets, others)
    return replace(setup, presets=changed, problems=(*setup.problems, *problems))


def why_left_out(setup: Setup, id: str) -> str | None:
    """What is said of a routine whose times cannot be worked out; None: they can."""
    return next((problem.whole for problem in setup.problems if problem.id == f"{FAULTY}{id}"), None)
