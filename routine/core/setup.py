"""What the user has set up: the presets that load, the settings and the profile; read from files, never from state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Literal

from msgspec import Struct

from routine.core.preset import Loosening, Preset, Window
from routine.core.spacing.rules import SpacingRules
from routine.core.speech import Program
from routine.core.sun.place import Place


class Settings(Struct, frozen=True, kw_only=True):
    """The user's settings (config.toml). Times are local wall clock.

    `place`: where the user is, as they wrote it, for find_place; None where they have not said. The voice's values are
    those of Speech; `music` is a file or folder, volumes are in percent.
    `refill_days`: a supply that lasts for so many days or fewer is to be filled up.
    """

    day_ends: time = time(4)
    quiet: tuple[Window, ...] = ()
    notifier: Literal["auto", "freedesktop", "plyer", "console"] = "auto"
    place: str | None = None
    voice: Program = "auto"
    voice_language: str = "en"
    voice_rate: int = 150
    voice_volume: int = 80
    music: str = ""
    music_volume: int = 60
    refill_days: int = 7


class Fact(Struct, frozen=True):
    """One thing that the rules may ask about a person: `question` as asked, `kind` of answer."""

    name: str
    question: str
    kind: Literal["yes-no", "number", "dates", "list"] = "yes-no"


class Rule(Struct, frozen=True, kw_only=True):
    """A contraindication, as data: when profile fact `fact` is yes, a preset with `never_if = [name]` is judged so.

    So is one whose `contains` has a word of `contains`, or whose title or needs speak of a word of `words`: what is in
    it decides, not whether its file says so. `running`: what to do at once where a routine that it holds was in use.
    `only_if`: another fact; it asks and judges only those who said yes to that. `at_least`: what a number must come to,
    weeks that passed since the answer counted in.
    `who`: whom it concerns, in a few words that a leaflet can put in one sentence with others who do the same.
    """

    name: str
    fact: str
    level: Literal["final", "block", "warn", "note"]
    why: str
    fix: str
    source: str
    running: str = ""
    contains: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    only_if: str = ""
    at_least: int | None = None
    who: str = ""


class SafetyQuestion(Struct, frozen=True, kw_only=True):
    """Asked before a session by presets that name it: `stops_on` is the answer that ends it, with `why`.

    `once`: a good answer holds for good, such as that the patch test was done.
    """

    name: str
    text: str
    stops_on: Literal["yes", "no"]
    why: str
    once: bool = False


class PostureRule(Struct, frozen=True, kw_only=True):
    """Steps of one `posture` are done in another `instead`, for whom the safety rule `rule` holds.

    `now` goes before a step that has no words of its own for it; `later` behind one that stays as it is for the time
    being, for whom the rule may hold before long.
    """

    name: str
    posture: str
    instead: str
    rule: str
    now: str
    later: str


class Limit(Struct, frozen=True, kw_only=True):
    """The most of a substance that the user's own doses may come to: together in a day, or each by itself."""

    name: str
    substance: str
    amount: float
    unit: str
    source: str
    per: Literal["day", "dose"] = "day"


class Finding(Struct, frozen=True, kw_only=True):
    """A safety note: one result of a safety rule, for one routine. `asks`: the fact that nobody gave.

    `acceptable`: whether accepting its rule overrides it. A final one never is, nor the unanswered fact of a final
    rule.
    """

    level: Literal["final", "block", "warn", "note"]
    rule: str
    why: str
    fix: str
    source: str
    routine: str
    asks: str | None = None
    acceptable: bool = True


class Problem(Struct, frozen=True):
    """A file that is not as it should be: said in status, in one notice and by the next command. `id` is stable."""

    id: str
    text: str


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
