"""Where a statement comes from, in one line."""

from __future__ import annotations

import pytest

from routine.core.text.source_line import source_line


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a label", "Source: a label"),
        ("unsourced: our own caution.", "Without a source: our own caution."),
        ("unsourced", "Without a source"),
    ],
)
def test_a_source_is_named_or_said_to_be_missing(source: str, line: str) -> None:
    """“Source: unsourced: our own caution” is a chain of colons, and a riddle."""
    assert source_line(source) == line
