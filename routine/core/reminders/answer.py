"""Done and skip: record the answers to the times that are meant, with what stands against each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from routine.core.draft import Draft
from routine.core.errors import NeedsYesError, UsageError
from routine.core.occurrences.sunscreen_renewal import WET
from routine.core.reminders.late_nights import done_after_all, withdraw_unplanned
from routine.core.reminders.outcomes import Answered, NotAnswered, StayedIn
from routine.core.reminders.sunscreen import of_the_sun, stay_in, wet_details
from routine.core.reminders.too_soon import TooSoon, question, too_soon
from routine.core.reminders.which_routine import Meant, meant_by
from routine.core.reminders.which_time import IN_ADDITION
from routine.core.requests.commands import Done, Skip
from routine.core.snapshot import Snapshot
from routine.core.state.log import Answer, Entry
from routine.core.state.note import note_details


def answer(draft: Draft, command: Done | Skip) -> Answered | StayedIn:
    """Done or skip: find which occurrences are meant, record the answers."""
    kind: Literal["done", "skipped"] = "done" if isinstance(command, Done) else "skipped"
    verb = "done" if kind == "done" else "skip"
    _check(command, verb)
    if isinstance(command, Skip) and command.staying_in:
        return _staying_in(draft, command)
    details = {**wet_details(command), **note_details(command.note)}
    if WET in details:
        named = of_the_sun(draft, command.routines, f"--{details[WET]}", verb)
        command = msgspec.structs.replace(command, routines=named)
    meant, left = meant_by(draft, command, verb)
    if isinstance(command, Done) and command.since:
        return _done_since(draft, meant, left)
    against = _against(draft, command, meant) if isinstance(command, Done) else ()
    reason = IN_ADDITION if command.extra else None
    entries = [_record(draft, one, kind, details, reason) for one in meant]
    if kind == "done":
        withdraw_unplanned(draft, [entry.routine for entry in entries])
    asked = isinstance(command, Done) and command.sure
    return Answered(tuple(entries), against, asked, left=left)


#: What can be said of an answer, each with what cannot stand beside it.
_EXCLUSIVE = {"since": ("at", "extra", "next", "note"), "extra": ("next",)}


def _check(command: Done | Skip, verb: str) -> None:
    given = {name for name in ("at", "since", "extra", "next", "note") if getattr(command, name)}
    for one, others in _EXCLUSIVE.items():
        for other in others:
            if one in given and other in given:
                raise UsageError(
                    f"--{other} and --{one} cannot go together.", f"See all options: routine {verb} --help"
                )
    for option in ("since", "extra", "next"):
        if option in given and not command.routines:
            value = f" {command.since}" if option == "since" else ""
            raise UsageError(
                f"--{option} needs the name of one routine.", f"For example: routine {verb} spf --{option}{value}"
            )
    if isinstance(command, Skip) and command.extra:
        raise UsageError("--extra records what you did, so it goes with done.", "For example: routine done spf --extra")


def _staying_in(draft: Draft, command: Skip) -> StayedIn:
    if command.at or command.since or command.next:
        raise UsageError(
            "--staying-in is for today, so it does not go with another time.",
            "For example: routine skip spf --staying-in",
        )
    ids = of_the_sun(draft, command.routines, "--staying-in", "skip")
    return StayedIn(ids, tuple(entry for id in ids for entry in stay_in(draft, id)))


# --- recording ----------------------------------------------------------------------------------------------------


def _against(draft: Snapshot, command: Done, meant: list[Meant]) -> tuple[TooSoon, ...]:
    """What stands against each, before anything is recorded. Raises NeedsYesError where somebody can be asked."""
    found = [too_soon(draft, one.routine, one.at or draft.now.instant, one.open[1]) for one in meant]
    against = tuple(one for one in found if one)
    if against and command.ask and not command.sure:
        asked = " ".join(question(draft, one) for one in against)
        raise NeedsYesError(asked, "Nothing was recorded.", {"ask": asked})
    return against


def _record(draft: Draft, meant: Meant, kind: Answer, details: Mapping[str, str], reason: str | None) -> Entry:
    occurrence, replaces = meant.open
    id, at = meant.routine, meant.at
    return draft.answer(
        id, occurrence, kind, by="person", at=at, reason=reason, replaces=replaces, details=dict(details)
    )


def _done_since(draft: Draft, meant: list[Meant], left: tuple[NotAnswered, ...]) -> Answered:
    in_order = sorted(meant, key=lambda one: one.open[0].instant)
    entries = [done_after_all(draft, one.routine, *one.open) for one in in_order]
    withdraw_unplanned(draft, [one.routine for one in meant])
    return Answered(tuple(entry for entry in entries if entry), left=left)
