"""Preset files as people write them, for the tests of reading, merging and changing them."""

from __future__ import annotations

import tomllib
from typing import Any

EGG_MASK = """\
format = 1
title = "Egg white mask"
kind = "mask"
area = ["face"]
summary = "Film-forming mask, lying flat, face relaxed."
needs = ["pasteurised egg white", "brush", "towel"]
contains = ["egg", "film-mask"]
sources = ["a book", "unsourced: the rest"]

[schedule]
at = ["20:30"]
on = ["fri"]

[remind]
late = "2h"
window = "evening"
nag = { every = "10m", times = 3 }
expires = "4h"

[safety]
never_if = ["egg-allergy", "broken-skin"]
min_gap = "5 days"
longest_on_skin = "15m"
apart = { retinoid = "1 day", aha = "1 day" }

[steps.cleanse]
say = "Remove make-up, wash, pat dry."
[steps.first-layer]
say = "Brush on a thin layer, neck upward, eyes and lips clear."
on_skin = "start"
hands = "busy"
auto = "60s"
[steps.lie-flat]
say = "Lie flat, no pillow. Relax the face; no talking."
posture = "lie-flat"
timer = "8m"
lead_in = "20s"
cues = [{ at = "half", say = "Half way. Keep the face still." }]
music = true
[steps.remove]
say = "Rinse with lukewarm water; no rubbing."
on_skin = "end"
"""

BARE = 'format = 1\ntitle = "Stretch"\nkind = "habit"\n'


def egg_mask() -> dict[str, Any]:
    """The egg mask's raw tables."""
    return tomllib.loads(EGG_MASK)


def bare(body: str) -> dict[str, Any]:
    """The raw tables of a small preset with these lines after its title."""
    return tomllib.loads(BARE + body)


def a_test_mask(at: str, *, longest: str, auto: str, lead_in: str, timer: str, while_flat: str = "") -> str:
    """A mask for guided sessions, of four steps. `at`: the lines of its [schedule]; `while_flat`: more of the third."""
    return f"""format = 1
title = "Test mask"
kind = "mask"
area = ["face"]
summary = "A mask for tests."
sources = ["unsourced: a test"]
[schedule]
{at}
[safety]
ask = ["broken-skin-today"]
longest_on_skin = "{longest}"
[steps.wash]
say = "Wash your face."
[steps.layer]
say = "Brush it on."
on_skin = "start"
hands = "busy"
auto = "{auto}"
[steps.lie-flat]
say = "Lie flat."
posture = "lie-flat"
lead_in = "{lead_in}"
timer = "{timer}"
{while_flat}
[steps.rinse]
say = "Rinse it off."
on_skin = "end"
"""


SUNSCREEN = """format = 1
title = "Sunscreen"
kind = "sun"
[schedule]
at = "08:00"
again = { every = "2h", from = "08:00", until = "18:00", uv = 3 }
[sun]
spf = 50
water_resistance = "80m"
"""


def sunscreen(old: str = "", new: str = "") -> dict[str, Any]:
    """A sunscreen's tables, with one piece of its text replaced."""
    assert old in SUNSCREEN
    return tomllib.loads(SUNSCREEN.replace(old, new) if old else SUNSCREEN)
