"""What is kept of a person's answers about themselves: those of a notice, and when they were asked."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from routine.core.config.profile import Said


class ProfileState(Struct, frozen=True, kw_only=True):
    """When a person was asked about their profile, and what they said that is not in its file yet.

    `confirmed`: when (UTC) they last said that it is right, or changed it; `not_before`: the day before which nobody
    asks them again. `said`: answers that are not in the profile's file yet. `looked`: the day on which what changes
    with time alone was looked at.
    """

    confirmed: datetime | None = None
    not_before: date | None = None
    said: tuple[Said, ...] = ()
    looked: date | None = None
