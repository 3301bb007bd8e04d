"""What the fields of a preset's keys are called: labels, hints, units, weekdays, positions."""

from __future__ import annotations

DAYS = {"mon": "Mon", "tue": "Tue", "wed": "Wed", "thu": "Thu", "fri": "Fri", "sat": "Sat", "sun": "Sun"}
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "days": "days", "weeks": "weeks", "months": "months"}
#: Label and hint of each key, by its last part.
LABELS = {
    "at": ("Time", ""),
    "on": ("Days", ""),
    "free": ("Evenings left free", ""),
    "count": ("How many times", ""),
    "from": ("From", ""),
    "until": ("Until", ""),
    "ahead": ("Early notification", "So long before, a notification says what you need."),
    "later": ("“Later” means", "Empty means the usual time."),
    "late": ("Show it late, at most", "Found later than this, a time is missed."),
    "expires": ("Counts as missed after", "So long without an answer."),
    "say": ("What to do", ""),
    "timer": ("Timer", ""),
    "lead_in": ("Time to get ready", ""),
    "auto": ("Continues by itself after", "Where no hand is free."),
    "posture": ("Position", ""),
    "title": ("Name", ""),
    "summary": ("What it is for", ""),
    "dose": ("Amount each time", "For example: 2 capsules."),
    "every": ("Once in", ""),
    "days": ("Days of the month", "For example: 1, 15. The last day is -1."),
    "after_done": ("After the last time", ""),
    "sessions": ("Number of visits", "Empty where your clinic has not said."),
    "apart": ("From one visit to the next", "Empty where your clinic has not said."),
    "effect": ("How long the effect lasts", ""),
    "ask_at": ("Asks whether you went, at", ""),
}
#: The same of what a series asks before and after a visit.
OF_CARE = {
    "say": ("What to do, or not to do", ""),
    "ahead": ("How long before the visit", ""),
    "at": ("At", ""),
    "from": ("Begins after the visit", "Empty means 1 day after."),
    "for": ("For so long", "Empty means once."),
    "every": ("Again every", ""),
    "lasts": ("Lasts", "This length stands in the text as {lasts}."),
    "if_asked": ("Only if the doctor asks for it", ""),
}
#: The units that a length may have, by the last part of its key; elsewhere hours, minutes and seconds, and its own.
UNITS_OF = {
    **dict.fromkeys(("apart", "effect"), ("days", "weeks", "months")),
    **dict.fromkeys(("ahead", "from", "lasts"), ("h", "days", "weeks", "months")),
    **dict.fromkeys(("every", "for"), ("days", "weeks", "months")),
}
#: Which of the weeks of a month a weekday means; "" for every week.
WEEKS = {
    "": "Every week",
    "1st": "The first of the month",
    "2nd": "The second of the month",
    "3rd": "The third of the month",
    "4th": "The fourth of the month",
    "5th": "The fifth of the month",
    "last": "The last of the month",
}
POSTURES = {
    "lie-flat": "Lying flat",
    "lie-side": "Lying on the side",
    "sit": "Sitting",
    "stand": "Standing",
    "head-elevated": "Head raised",
    "any": "Any",
}
