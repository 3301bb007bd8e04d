"""What the parts of a leaflet are called: as they are printed, and as a page knows them again."""

from __future__ import annotations

DO_NOT_USE_IT = "Do not use it if"
ASK_FIRST = "Ask first or wait if"
WHEN_TO_STOP = "When to stop and get help"
WHEN_HOW_LONG = "When, how long"

STEPS = "Steps"
AT_THE_VISIT = "At the visit"
WHY_NOT_FOR_EVERYBODY = "Why it is not for everybody"
REMINDERS = "Reminders"
SOURCES = "Sources"
WITHOUT_A_SOURCE = "Without a source"
