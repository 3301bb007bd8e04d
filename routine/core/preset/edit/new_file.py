"""How a file of the user's begins: a preset of their own, changes to a shipped one, and such changes made by hand."""

from __future__ import annotations

from routine.core.errors import UsageError
from routine.core.preset.model import KINDS
from routine.core.preset.read.nearest_word import nearest

_NEW = """\
# {title}: a preset of your own. Check it with: routine preset check {id}
format = 1
title = "{title}"
kind = "{kind}"
summary = ""
sources = ["unsourced: your own"]

{rest}"""
_TIMES = """\
[schedule]
at = ["20:30"]

[steps.begin]
say = "{title}"
"""
_VISITS = """\
[series]

[before.visit]
say = "Your visit is today."
ahead = "3h"

[after.look]
say = "Look at the place. Call the clinic if anything worries you."
"""
_OVERLAY = """\
# Your changes to {id}. Only what differs belongs here; everything else stays as shipped.
# A [schedule] here replaces the shipped one whole. Examples:
#
#   [schedule]
#   at = ["21:00"]
#   on = ["sun"]
#
#   [steps.NAME]
#   timer = "9m"
#
# The shipped file is below, as comments. What each key means: docs/presets.md
format = 1
extends = "{id}"

"""


def new_preset(preset_id: str, kind: str) -> str:
    """A preset of the user's own, with one step; raises UsageError for a kind that there is not."""
    if kind not in KINDS:
        raise UsageError(f"There is no kind “{kind}”.", nearest(kind, KINDS))
    title = preset_id.replace("-", " ").capitalize()
    rest = _VISITS if kind == "visit" else _TIMES.format(title=title)
    return _NEW.format(id=preset_id, title=title, kind=kind, rest=rest)


def new_overlay(preset_id: str) -> str:
    """The beginning of a file that changes a shipped preset."""
    return f'format = 1\nextends = "{preset_id}"\n'


def overlay_to_edit(preset_id: str, shipped: str) -> str:
    """The same for a person's editor: it says how to go on, and has the shipped text below as comments."""
    below = (f"# {line}".rstrip() + "\n" for line in shipped.splitlines())
    return _OVERLAY.format(id=preset_id) + "".join(below)
