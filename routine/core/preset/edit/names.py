"""Ids of presets and steps, made from what a person calls them."""

from __future__ import annotations

import re
from collections.abc import Collection

from routine.core.errors import UsageError
from routine.core.text.match import without_accents

_LONGEST = 36


def name_of(text: str, otherwise: str) -> str:
    """`egg-white-mask`, of `Egg white mask`; `creme`, of `Crème`; `otherwise` where no letter of it is Latin.

    Raises UsageError where it has no letter or digit at all.
    """
    name = re.sub(r"[^a-z0-9]+", "-", without_accents(text).lower()).strip("-")[:_LONGEST].strip("-")
    if not name and not any(one.isalnum() for one in text):
        raise UsageError(f"“{text}” has no letters or digits to make a name from.", "Write a few words.")
    return name or otherwise


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, or with a number behind it where it is taken."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found
