"""What the shipped presets say, held to the way Routine speaks: what can be counted of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from routine.core.safety.contraindications import rules_of
from routine.core.views.leaflet import leaflet
from tests.presets.shipped import IDS, preset, raw, setup, shipped_texts
from tests.rows import each

WIDTH_OF_A_NOTICE_TITLE = 40


@each("id_", IDS)
def test_a_title_fits_every_sentence_that_carries_it(id_: str) -> None:
    """“Egg white mask: finished”, “Next: Egg white mask”: a colon or a comma of its own would break them."""
    title = preset(id_).title
    assert len(title) <= WIDTH_OF_A_NOTICE_TITLE
    assert not set(title) & set(":,;/.“”")


WORDS_OF_A_FIRST_LINE = 12
#: The warnings as they were first reviewed: a medical text is never softened, sharpened or shortened.
WARNINGS = json.loads((Path(__file__).parent / "warnings.json").read_text("utf-8"))


@each("id_", IDS)
def test_a_step_begins_with_one_short_action(id_: str) -> None:
    said = [text for step in preset(id_).steps for text in (step.say, step.on_side) if text]
    first = [re.split(r"(?<=[.!?]) ", text)[0] for text in said]
    assert [line for line in first if len(line.split()) > WORDS_OF_A_FIRST_LINE] == []


def test_no_text_negates_a_noun() -> None:
    """“It is no ramp” is “It is not a ramp”."""
    assert [text for text in shipped_texts() if re.search(r" (is|are) no (?!longer)", text)] == []


@each("id_", sorted(WARNINGS))
def test_every_warning_is_word_for_word_as_it_was(id_: str) -> None:
    assert raw(id_).get("warnings", []) == WARNINGS[id_]


def test_every_warning_is_kept_here() -> None:
    assert {id_ for id_ in IDS if preset(id_).warnings} == set(WARNINGS)


@each("id_", IDS)
def test_a_leaflet_says_as_a_condition_what_enabling_asks(id_: str) -> None:
    """“Are you allergic to egg?” is “Do not use it if you are allergic to egg”: both ways the same."""
    whole, short = (" ".join(leaflet(preset(id_), setup(), short=short, width=9999).split()) for short in (False, True))
    assert "say yes to" not in whole
    asked = [setup().rules[name] for name in rules_of(setup().rules, preset(id_))]
    for rule in (rule for rule in asked if rule.level in ("final", "block")):
        question = setup().facts[rule.fact].question
        condition = question.split(" ", 2)[2].rstrip("?")
        assert condition in whole
        assert re.sub(r" \([^()]*\)", "", condition).removeprefix("have ").removeprefix("allergic to ") in short


@each("id_", IDS)
def test_the_short_leaflet_fits_a_small_terminal(id_: str) -> None:
    """80 by 24, with the command above it; a cycle of acid and retinoid has the questions of both."""
    assert len(leaflet(preset(id_), setup(), short=True).splitlines()) <= (26 if id_ == "skin-cycling" else 24)
