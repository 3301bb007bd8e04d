"""The kinds of routines, as headings in the order of the shelf, and the icon of each."""

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


def icon_of(kind: str) -> str:
    """The name of its symbol; `check` is a hook already."""
    return "check-up" if kind == "check" else kind if kind in KINDS else "routines"
