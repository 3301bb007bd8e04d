"""The right word that a person most probably meant, for a key or a value that Routine does not know."""

from __future__ import annotations

from collections.abc import Iterable

from routine.core.text.counts import or_list

#: A word that people try -> what it is called here, the likeliest first; which of them fits is seen from the table.
OTHER_WORDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("weekdays", "weekday", "dow", "days_of_week", "day", "week"), ("on", "days")),
    **dict.fromkeys(("time", "times", "hour", "hours", "clock", "when", "start_time"), ("at", "ask_at")),
    **dict.fromkeys(("interval", "repeat", "frequency", "freq", "period"), ("every",)),
    **dict.fromkeys(("start", "begin", "begins", "since", "first"), ("from",)),
    **dict.fromkeys(("end", "ends", "stop", "to", "last"), ("until",)),
    **dict.fromkeys(("timezone", "tz", "time_zone"), ("zone",)),
    **dict.fromkeys(("duration", "minutes", "length", "long"), ("timer", "length", "every", "for")),
    **dict.fromkeys(("text", "instruction", "message", "label"), ("say",)),
    **dict.fromkeys(("name", "label"), ("title",)),
    **dict.fromkeys(("snooze", "delay", "postpone"), ("later",)),
    **dict.fromkeys(("repeat_reminder", "again", "remind"), ("nag",)),
    **dict.fromkeys(("timeout", "expire", "expiry"), ("expires",)),
    **dict.fromkeys(("grace", "tolerance"), ("late",)),
    **dict.fromkeys(("gap", "spacing", "minimum_gap"), ("min_gap",)),
    **dict.fromkeys(("max", "maximum", "limit", "longest", "max_on_skin"), ("longest_on_skin",)),
    **dict.fromkeys(("position", "pose"), ("posture",)),
    **dict.fromkeys(("delay", "wait", "prepare"), ("lead_in",)),
    **dict.fromkeys(("ingredients", "contents", "actives"), ("contains",)),
    **dict.fromkeys(("type", "category"), ("kind",)),
    **dict.fromkeys(("description", "about"), ("summary",)),
    **dict.fromkeys(("buildup", "build-up", "build_up"), ("ramp",)),
}


#: So many are all named beside the nearest; so many where none is near.
_FEW, _MOST = 8, 26


def nearest(word: str, options: Iterable[str], *, see: str | None = None) -> str:
    """The nearest right word, and what is possible, where that is not too long; `see`: the command that shows all."""
    allowed = list(options)
    near = closest(word, allowed)
    if near and len(allowed) > _FEW:
        return f"Did you mean “{near}”?"
    if len(allowed) > _MOST:
        return f"See all names: {see}" if see else "Check how it is written."
    listing = f"You can use {or_list(allowed)}."
    return f"Did you mean “{near}”? {listing}" if near else listing


def closest(word: str, options: Iterable[str]) -> str | None:
    """The right word that a person most probably means: one that others use for it, or one that looks like it."""
    from difflib import get_close_matches  # here: only for a word that is not known

    allowed, small = list(options), word[:60].lower()
    same = next((meant for meant in OTHER_WORDS.get(small, ()) if meant in allowed), None)
    return same or next(iter(get_close_matches(small, allowed, n=1, cutoff=0.6)), None)
