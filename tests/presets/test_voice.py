"""What the shipped presets say, held to the way Routine speaks: what can be counted of it."""

from __future__ import annotations

import pytest

from tests.presets.shipped import IDS, preset

WIDTH_OF_A_NOTICE_TITLE = 40


@pytest.mark.parametrize("id_", IDS)
def test_a_title_fits_every_sentence_that_carries_it(id_: str) -> None:
    """“Egg white mask: finished”, “Next: Egg white mask”: a colon or a comma of its own would break them."""
    title = preset(id_).title
    assert len(title) <= WIDTH_OF_A_NOTICE_TITLE
    assert not set(title) & set(":,;/.“”")
