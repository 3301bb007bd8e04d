"""Loads everything that some command may need: for a process that lives long, and must stay the code it began as.

A command alone imports what it needs; a daemon that did so would mix in the files of a later version, once these were
installed while it runs.
"""

from __future__ import annotations

from importlib import import_module

_NEEDED = (
    "config.profile",
    *(
        "decide.answer_one",
        "decide.buttons",
        "decide.decide",
        "decide.say",
        "decide.time",
        "decide.trial",
        "decide.undo",
    ),
    "find_routine",
    "irritation.report",
    *("notices.delivered", "notices.presence", "notices.wanted"),
    *(
        "reminders.advance",
        "reminders.answer",
        "reminders.clock_ahead",
        "reminders.clock_change",
        "reminders.pause",
        "reminders.rate",
    ),
    "reminders.snooze",
    *(
        "routines.begin_again",
        "routines.disable",
        "routines.enable",
        "routines.first_start",
        "routines.greet",
        "routines.reload",
    ),
    *("session.guide", "session.notice", "session.view"),
    "spacing.no_room",
    *("sun.uv", "supply"),
    *(
        "views.changed",
        "views.courses",
        "views.editable",
        "views.leaflet_sections",
        "views.log",
        "views.notices",
        "views.overview",
        "views.presets",
        "views.profile",
        "views.ratings",
        "views.report",
        "views.stats",
        "views.review",
        "views.settings",
        "views.size",
        "views.status",
        "views.visit_care",
        "views.whole_day",
        "views.whole_plan",
        "views.why",
    ),
    *("visits.act", "visits.view"),
)


def load_all() -> None:
    """Import every handler, what follows from them, and every function that has words for an outcome."""
    for name in _NEEDED:
        import_module(f"routine.core.{name}")
    from routine.core.decide import say

    for words in (*say.REPLIES.values(), *say.CONFIRMATIONS.values()):
        say.by_name(words)
