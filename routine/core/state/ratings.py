"""How an entry of the log keeps the ratings of signs."""

from __future__ import annotations

from collections.abc import Mapping

from routine.core.preset.model import Preset
from routine.core.state.log import Entry

#: Keys of an entry's details that hold a rating begin so; then the spot's.
RATED = "rated."


# --- in the log ---------------------------------------------------------------------------------------------------


def ratings_of(entry: Entry) -> dict[str, int]:
    """The ratings that an answer holds, by spot."""
    found = ((key.removeprefix(RATED), value) for key, value in entry.details.items() if key.startswith(RATED))
    return {key: int(value) for key, value in found if value.isdecimal()}


def rated_details(ratings: Mapping[str, int]) -> dict[str, str]:
    """The details of an answer with these ratings."""
    return {f"{RATED}{key}": str(value) for key, value in ratings.items()}


def kept_ratings(answer: str, replaces: Entry | None) -> dict[str, str]:
    """What a correction of an answer keeps of its ratings: all of them, while it is still done."""
    return rated_details(ratings_of(replaces)) if answer == "done" and replaces else {}


def rating_hint(preset: Preset | None, entry: Entry) -> list[str]:
    """What is said to an answer without ratings, where there is something to rate."""
    if preset is None or not preset.signs or entry.answer != "done" or ratings_of(entry):
        return []
    return [f"Ratings can be added later: routine rate {preset.id}"]
