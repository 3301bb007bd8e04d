"""The routines of these tests, as preset files; they are due at once, unless they say otherwise."""

from __future__ import annotations

_HEAD = """format = 1
title = "{title}"
kind = "{kind}"
summary = "For a test."
sources = ["unsourced: a test"]
"""
_AT_ONCE = 'after_done = "5 days"'
_REMIND = '[remind]\nlate = "6h"\nexpires = "6h"\n'


def habit(title: str, *steps: str, schedule: str = _AT_ONCE) -> str:
    """One without a clock to go by: Done, Later, Skip."""
    told = "".join(f'[steps.step-{n}]\nsay = "{step}"\n' for n, step in enumerate(steps, 1))
    return f"{_HEAD.format(title=title, kind='habit')}[schedule]\n{schedule}\n{_REMIND}{told}"


def visits(title: str, *, before: str, say: str) -> str:
    """A series of visits at a clinic, which asks this so long (`3h`) before each."""
    return _HEAD.format(title=title, kind="visit") + f'[series]\n[before.clinic]\nsay = "{say}"\nahead = "{before}"\n'


def mask(title: str, *, flat: str) -> str:
    """One in four steps that the clock guides, lying flat for so long (`6m`)."""
    return f"""{_HEAD.format(title=title, kind="mask")}area = ["face"]
[schedule]
{_AT_ONCE}
{_REMIND}[safety]
ask = ["broken-skin-today"]
longest_on_skin = "1h"
[steps.wash]
say = "Wash your face and pat it dry."
[steps.layer]
say = "Brush on a thin layer."
on_skin = "start"
[steps.flat]
say = "Lie flat and relax your face."
posture = "lie-flat"
timer = "{flat}"
[steps.rinse]
say = "Rinse it off with lukewarm water."
on_skin = "end"
"""


WATER = habit("Drink water", "Pour a large glass of water, neither cold nor hot.", "Drink it slowly, in the shade.")
WATER_STEPS = "Pour a large glass of water, neither cold nor hot.", "Drink it slowly, in the shade."
