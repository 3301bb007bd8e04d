"""Signs that a person rates: what there is to rate, the scale, and ratings as people type them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from routine.core.errors import NotFoundError, UsageError
from routine.core.preset.model import Preset, Sign
from routine.core.text.match import resolve

#: What 0 to 4 mean. Our own, unsourced.
SCALE = ("none", "slight", "clear", "marked", "strong")


class Spot(Struct, frozen=True):
    """One thing to rate: a sign, or a sign at one place. `key` names it: `wrinkles.between-the-brows`."""

    key: str
    sign: Sign
    place: str | None = None

    @property
    def words(self) -> str:
        """`Fine wrinkles, forehead`."""
        return f"{self.sign.say}, {self.place}" if self.place else self.sign.say


def place_name(place: str) -> str:
    """The place as one word: `between-the-brows`; "" where nothing of it is a word."""
    return re.sub(r"\W+", "-", place.casefold()).strip("-")


def spots(preset: Preset) -> tuple[Spot, ...]:
    """Everything that the preset has rated, in its order."""
    return tuple(spot for sign in preset.signs for spot in _spots(sign))


def _spots(sign: Sign) -> Iterable[Spot]:
    if not sign.places:
        return (Spot(sign.id, sign),)
    return (Spot(f"{sign.id}.{place_name(place)}", sign, place) for place in sign.places)


# --- as people type them ------------------------------------------------------------------------------------------


def read_ratings(preset: Preset, texts: Iterable[str]) -> dict[str, int]:
    """`tone=2`, `wrinkles.forehead=1` as ratings by spot; raises UsageError, NotFoundError and AmbiguousError."""
    found: dict[str, int] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise UsageError(
                f"“{text[:60]}” is not a rating.", "Write the sign and a number.", example=f"{spots(preset)[0].key}=2"
            )
        spot = named_spot(preset, name.strip())
        if spot.key in found:
            raise UsageError(f"“{spot.key}” is rated twice.", "Rate it once.")
        found[spot.key] = read_rating(value, spot)
    return found


def read_rating(text: str, spot: Spot) -> int:
    """A number of the scale; raises UsageError."""
    asked = text.strip()
    if not (asked.isascii() and asked.isdecimal() and len(asked) == 1 and int(asked) < len(SCALE)):
        most = len(SCALE) - 1
        raise UsageError(
            f"“{asked[:20]}” is not a rating of “{spot.key}”.",
            f"Use 0 ({SCALE[0]}) to {most} ({SCALE[most]}).",
        )
    return int(asked)


def named_spot(preset: Preset, name: str) -> Spot:
    """The spot that `wrinkles.forehead` names; an unambiguous part of each will do."""
    sign_name, dot, place = name.partition(".")
    id = _named_sign(preset, sign_name)
    of_sign = {spot.key: spot for spot in spots(preset) if spot.sign.id == id}
    if id in of_sign:
        if dot:
            raise NotFoundError(f"“{id}” has no areas.", "Rate it as a whole.", example=f"{id}=2")
        return of_sign[id]
    places = {key.partition(".")[2]: spot for key, spot in of_sign.items()}
    if not dot:
        sign = next(iter(of_sign.values())).sign
        raise UsageError(f"“{sign.id}” is rated area by area.", f"Write {', '.join(f'{key}=2' for key in of_sign)}.")
    return places[resolve(place, {key: spot.place or "" for key, spot in places.items()}, what=f"area of {id}")]


def _named_sign(preset: Preset, name: str) -> str:
    ids = {sign.id: sign.say for sign in preset.signs}
    try:
        return resolve(name, ids, what="sign")
    except NotFoundError as error:
        raise NotFoundError(error.message, error.hint or f"You can choose from {', '.join(ids)}.") from None
