"""Law 7 over every shipped text: each figure beside its source, no invented claim, no medicine stopped."""

from __future__ import annotations

import re

import pytest

from tests.presets.shipped import IDS, of_kind, raw, setup, shipped_texts
from tests.rows import each


def figures(text: str) -> set[float]:
    return {float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)}


def numbers(value: object) -> set[float]:
    """Every figure in a TOML value: numbers, and the digits of its texts (20:30 counts as 20 and 30)."""
    if isinstance(value, bool):
        return set()
    if isinstance(value, int | float):
        return {float(value)}
    if isinstance(value, str):
        return figures(value)
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return set().union(*(numbers(child) for child in children))


@each("id_", IDS)
def test_every_figure_of_a_preset_stands_beside_a_source_or_says_unsourced(id_: str) -> None:
    stated = numbers({key: value for key, value in raw(id_).items() if key not in ("sources", "format")})
    sourced = numbers(raw(id_)["sources"])
    assert stated - sourced == set()


@each("id_", IDS)
def test_every_source_line_names_where_it_is_from_or_says_unsourced(id_: str) -> None:
    for line in raw(id_)["sources"]:
        assert re.search(r"^unsourced: \S|: \S", line), line


def test_every_rule_has_a_source_or_says_unsourced() -> None:
    for rule in setup().rules.values():
        assert re.search(r"^unsourced: \S|: \S", rule.source), rule.name


MEDICINE = r"medicin|medication|drug|prescri|anticoag|aspirin|retinoid|blood.?thin|antibiotic|thyroid|tablet|pill"
STOPPING = (
    r"\b(stop|quit|halt|cease|discontinue|come off|give up|leave out|skip|pause|reduce|lower|do not take|don't take)"
)


def says_no_stop(text: str) -> None:
    """Fails where a sentence says to stop a medicine."""
    for sentence in re.split(r"(?<=[.!?;])\s", text.lower()):
        assert not (re.search(STOPPING, sentence) and re.search(MEDICINE, sentence)), sentence


@each("text", shipped_texts())
def test_nothing_says_to_stop_a_medicine(text: str) -> None:
    says_no_stop(text)


def test_the_check_for_stopping_a_medicine_can_fail() -> None:
    with pytest.raises(AssertionError):
        says_no_stop("Stop your blood-thinning medicine a week before.")


FORBIDDEN = (
    r"cannot be rejected",
    r"painless",
    r"no asymmetr",
    r"stimulat\w* (the )?collagen|boosts? collagen|collagen production",
    r"creases?|more sagging",
    r"for hours|within (a few )?hours",
    r"sets? downward",
    r"mandatory|after 40",
    r"\bwaterproof sunscreen",
    r"guarantee|miracle|proven|rejuvenat|anti-?ag(e|ing)|younger|removes? wrinkles|permanent",
    r"\b(cures|heals|prevents|treats)\b",
    r"stops? (your|the) (medicine|prescription)",
)


@each("claim", FORBIDDEN)
def test_no_text_makes_a_forbidden_claim(claim: str) -> None:
    assert [text for text in shipped_texts() if re.search(claim, text, re.IGNORECASE)] == []


@pytest.mark.parametrize(("table", "name"), [("most", "face-washing"), ("alone", "one-sheet-mask")])
def test_a_rule_has_no_better_source_than_the_preset_it_is_about(table: str, name: str) -> None:
    """Face: at most twice a day and after sweating; sheet masks: 3-4 a week at most. Neither has a source."""
    assert raw("rules")[table][name]["source"].startswith("unsourced: ")


def test_the_amount_of_a_retinoid_is_from_its_labels() -> None:
    """Thin layer (pea-sized): Renova label, adapalene label."""
    lines = [line for line in raw("retinoid-a")["sources"] if "size of a pea" in line]
    assert len(lines) == 1
    assert lines[0].endswith("Renova label, adapalene label.")


@each("id_", of_kind("mask"))
def test_the_patch_test_of_a_day_is_called_unsourced(id_: str) -> None:
    """24 h is common (lbhskincare, weak), the AAD's method is 7-10 days: offer both, call 24 h unsourced."""
    lines = [line for line in raw(id_)["sources"] if "24 hours" in line]
    assert [line.startswith("unsourced: ") for line in lines] == [True]


def test_both_ways_of_the_patch_test_can_be_followed() -> None:
    assert "routine preset set patch-test schedule.count 7" in " ".join(raw("patch-test")["notes"])


@pytest.mark.parametrize("id_", ["clay-mask", "sheet-mask-course"])
def test_the_other_pace_of_masks_can_be_followed(id_: str) -> None:
    """Other cadence: 1-2 a week, 15-20 masks, again after a couple of months (sevkray.ru)."""
    notes = " ".join(raw(id_)["notes"])
    assert "15 to 20 masks" in notes
    assert "schedule.count 15" in notes
    assert 'course.rest "2 months"' in notes
