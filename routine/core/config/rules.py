"""What rules.toml says: facts, rules, safety questions, postures, upper limits; and what a rule finds."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Fact(Struct, frozen=True):
    """One thing that the rules may ask about a person: `question` as asked, `kind` of answer.

    `short`: what lists call it: “egg allergy”. `yes`: what follows “you” for whom the answer is yes: “are allergic to
    egg”. `areas`: yes, no, or the areas of the skin where it is so; a yes is everywhere, for nobody said where not.
    """

    name: str
    question: str
    kind: Literal["yes-no", "number", "dates", "list", "areas"] = "yes-no"
    yes: str = ""
    short: str = ""

    @property
    def called(self) -> str:
        """What it is called in a list of several."""
        return self.short or self.name.replace("-", " ")


class Rule(Struct, frozen=True, kw_only=True):
    """A contraindication, as data: when profile fact `fact` is yes, a preset with `never_if = [name]` is judged so.

    So is one whose `contains` has a word of `contains`, or whose title or needs speak of a word of `words`: what is in
    it decides, not whether its file says so. `running`: what to do at once where a routine that it holds was in use.
    `only_if`: another fact; it asks and judges only those who said yes to that. `at_least`: what a number must come to,
    weeks that passed since the answer counted in.
    `who`: whom it concerns, in a few words that a leaflet can put in one sentence with others who do the same.
    `waits`: it passes, such as a wound: what runs is on hold until the person says that it is over, then goes on.
    `doctor`: a doctor, prescriber or midwife, or the clinic's, decides, so that their word is what is asked for.
    `at_booking`: said whenever a visit is booked, whatever was answered.
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
    waits: bool = False
    doctor: bool = False
    at_booking: bool = False


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
    """The most of a substance that the user's own doses may come to: together in a day, or each by itself.

    `region`: whose limit it is, where there are several. `level`: what comes of more; the lower of two only warns.
    """

    name: str
    substance: str
    amount: float
    unit: str
    source: str
    per: Literal["day", "dose"] = "day"
    region: str = ""
    level: Literal["block", "warn"] = "block"


class Finding(Struct, frozen=True, kw_only=True):
    """A safety note: one result of a safety rule, for one routine. `asks`: the fact that nobody gave.

    `fix`: what to do, with the commands that do it; `advice`: the same for where there are buttons, without a command;
    `how`: the command of the advice, if it has one.

    `acceptable`: whether accepting its rule overrides it. A final one never is, nor the unanswered fact of a final
    rule. `waits`: the fact that the person says is over when it is.
    """

    level: Literal["final", "block", "warn", "note"]
    rule: str
    why: str
    fix: str
    source: str
    routine: str
    asks: str | None = None
    acceptable: bool = True
    waits: str | None = None
    advice: str = ""
    how: str = ""

    @property
    def typed_advice(self) -> str:
        """The advice, with its command where it has one, but without a way around the rule."""
        return f"{self.advice.removesuffix('.')}: {self.how}" if self.how and self.advice else self.advice
