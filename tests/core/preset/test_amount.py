"""Amounts as people type them, what can be converted, and how they are said."""

from __future__ import annotations

import pytest

from routine.core.errors import UsageError
from routine.core.preset.amount import Amount, amount_of, parse_amount
from tests.rows import each


@each(
    ("text", "amount"),
    [
        ("450g", Amount(450, "g")),
        ("450,5 g", Amount(450.5, "g")),
        ("0,125 mg", Amount(0.125, "mg")),
        ("1 KG", Amount(1, "kg")),
        (" 450 g ", Amount(450, "g")),
        ("2.5 mg", Amount(2.5, "mg")),
        ("30 capsules", Amount(30, "capsule")),
        ("4000 iu", Amount(4000, "IU")),
        ("400 mcg", Amount(400, "µg")),
        ("400 ug", Amount(400, "µg")),
        ("12 doses", Amount(12, "dose")),
        ("3 glasses", Amount(3, "glass")),
    ],
)
def test_an_amount_is_a_number_and_a_unit(text: str, amount: Amount) -> None:
    assert parse_amount(text) == amount


@each("text", ["", "450", "g", "nan g", "inf g", "1e300 g", "1.5,5 g", "5 g g", "4" * 50 + "g"])
def test_what_is_no_amount_is_said(text: str) -> None:
    with pytest.raises(UsageError, match="is not an amount"):
        parse_amount(text)


def test_a_comma_that_may_group_thousands_is_asked_back() -> None:
    """One person's 1000 g is another one's 1 g."""
    with pytest.raises(UsageError, match="two meanings") as error:
        parse_amount("1,000 g")
    assert error.value.hint == "Write 1000 or 1.000."


def test_below_zero_and_beyond_belief_are_said_as_that() -> None:
    with pytest.raises(UsageError, match="below zero"):
        parse_amount("-5 g")
    with pytest.raises(UsageError, match="more than Routine can count"):
        parse_amount("99999999999 g")


@pytest.mark.parametrize(
    ("amount", "unit", "value"),
    [
        (Amount(5, "g"), "mg", 5000),
        (Amount(1, "kg"), "g", 1000),
        (Amount(2500, "µg"), "mg", 2.5),
        (Amount(2500, "mcg"), "ug", 2500),
        (Amount(1, "g"), "µg", 1_000_000),
        (Amount(3, "capsules"), "capsule", 3),
    ],
)
def test_mass_is_converted_and_one_unit_has_one_spelling(amount: Amount, unit: str, value: float) -> None:
    assert amount.to(unit) == value


@pytest.mark.parametrize(("amount", "unit"), [(Amount(1, "capsule"), "mg"), (Amount(1, "IU"), "µg")])
def test_nothing_else_is_converted(amount: Amount, unit: str) -> None:
    """How much an international unit weighs depends on the substance."""
    assert amount.to(unit) is None


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Amount(450, "g"), "450 g"),
        (Amount(1, "capsule"), "1 capsule"),
        (Amount(2, "capsule"), "2 capsules"),
        (Amount(2, "glass"), "2 glasses"),
        (Amount(0.1 + 0.2, "mg"), "0.3 mg"),
        (Amount(1_000_000, "IU"), "1000000 IU"),
    ],
)
def test_an_amount_is_said_as_people_write_it(amount: Amount, words: str) -> None:
    assert amount.words() == words


def test_what_the_log_holds_is_read_back() -> None:
    assert amount_of(Amount(2.5, "softgel").text()) == Amount(2.5, "softgel")
