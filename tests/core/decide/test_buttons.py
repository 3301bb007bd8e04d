"""Every kind of card says what its buttons do."""

from __future__ import annotations

from routine.core.decide.buttons import CARDS
from routine.core.state.cards import KINDS


def test_every_kind_of_card_says_what_its_buttons_do() -> None:
    assert CARDS.keys() == KINDS.keys()
