"""The kinds of presets in the order in which lists and shelves show them, each with its heading."""

from __future__ import annotations

KINDS = {
    "mask": "Masks",
    "sun": "Sun",
    "treatment": "Treatments",
    "supplement": "Supplements",
    "hair": "Hair",
    "nails": "Nails",
    "diet": "Food",
    "habit": "Habits",
    "check": "Checks",
    "visit": "Clinic visits",
}
