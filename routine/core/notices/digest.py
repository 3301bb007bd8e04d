"""Several reminders in one notice: what each line tells, and from how many on it is a digest."""

from __future__ import annotations

import hashlib

from routine.core.notices.dates_near import coming_up
from routine.core.notices.last_today import last_today
from routine.core.preset.words import dose_words
from routine.core.snapshot import Snapshot
from routine.core.state.notice import Button, Notice
from routine.core.state.reminder import Reminder
from routine.core.text.counts import and_list

#: More reminders than this in one notice are told as a digest, without their steps.
MOST_WITH_TITLES = 5
TOGETHER = (Button("all-done", "All done"), Button("all-later", "Later"), Button("one-by-one", "One by one"))


def several(draft: Snapshot, id: str, members: list[tuple[str, Reminder]]) -> Notice:
    shown = members if len(members) <= MOST_WITH_TITLES else members[:MOST_WITH_TITLES]
    lines = [_line(draft, one, raised) for one, raised in shown]
    if len(members) > len(shown):
        lines.append(f"and {len(members) - len(shown)} more: routine pending shows them all")
    lines += _coming_up(draft, [one for one, _ in members])
    times = sum(times_shown(raised) for _, raised in members)
    names = ",".join(f"{one}@{raised.key}" for one, raised in members)
    which = hashlib.sha256(names.encode()).hexdigest()[:16]
    return Notice(
        id=id,
        title=f"{len(members)} routines are due",
        body="\n".join(lines),
        buttons=TOGETHER,
        commands=_commands(members),
        timeout_s=0,
        sound=True,
        revision=f"{len(members)}/{times}/{which}",
    )


def _commands(members: list[tuple[str, Reminder]]) -> tuple[str, ...]:
    """What to type where there are no buttons: all of them, or, where they are many, one after the other."""
    ids = [id for id, _ in members]
    if len(ids) > MOST_WITH_TITLES:
        return ("routine pending", f"routine done {ids[0]}")
    return (f"routine done {' '.join(ids)}", f"routine snooze {ids[0]}", f"routine skip {ids[0]}")


def _coming_up(draft: Snapshot, ids: list[str]) -> list[str]:
    """What is said of a date that is near, each thing once, with the routines that it is said of."""
    said: dict[str, list[str]] = {}
    for id in ids:
        if note := coming_up(draft, id):
            said.setdefault(note, []).append(draft.title(id))
    return [f"{note} ({and_list(titles)})" for note, titles in said.items()]


def _line(draft: Snapshot, id: str, raised: Reminder) -> str:
    last, preset = last_today(draft, id, raised), draft.known(id)
    dose = f": {dose_words(preset.dose)}" if preset and preset.dose else ""
    return f"• {draft.title(id)}, {draft.when_nominal(id, raised.nominal)}{dose}{f'. {last}.' if last else ''}"


def times_shown(raised: Reminder) -> int:
    """How often it is to be shown: first, at each nag, at each end of a snooze."""
    return 1 + raised.nags + raised.shown_again
