"""Several reminders in one notice: all that each of them says, as far as one notice shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap

from routine.core.notices import reminder_text
from routine.core.notices.dates_near import coming_up
from routine.core.notices.last_today import too_much_today
from routine.core.notices.one_notice_at_a_time import Member
from routine.core.notices.read_first import read_first
from routine.core.snapshot import Snapshot
from routine.core.state.fingerprint import fingerprint
from routine.core.state.notice import Button, Notice
from routine.core.state.reminder import Reminder
from routine.core.text.counts import and_list, plural

#: What a notice shows whole on most desktops: so many rows of so many characters.
_ROWS, _COLUMNS = 20, 40
#: So many are named in a row; of the others their number is said.
_NAMED = 5
ALL_DONE, ALL_LATER, ONE_BY_ONE = (
    Button("all-done", "All done"),
    Button("all-later", "Later"),
    Button("one-by-one", "One by one"),
)


def several(draft: Snapshot, id: str, members: Sequence[Member]) -> Notice:
    """One notice for all of them. All done is offered only where each of them can be read in it."""
    whole = _whole(draft, members)
    readable = bool(whole) and not any(_alone(draft, *member) for member in members)
    lines = whole or _names(draft, members)
    times = sum(times_shown(raised) for _, raised in members)
    names = ",".join(f"{one}@{raised.key}" for one, raised in members)
    # Short, for it is kept with each delivery.
    which = fingerprint(names.encode())
    return Notice(
        id=id,
        title=f"{len(members)} routines are due",
        body="\n".join(lines),
        buttons=(ALL_DONE, ALL_LATER, ONE_BY_ONE) if readable else (ONE_BY_ONE, ALL_LATER),
        only_if_whole=(ALL_DONE.id,),
        commands=_commands(members),
        timeout_s=0,
        sound=True,
        revision=f"{len(members)}/{times}/{which}",
    )


def also_due(draft: Snapshot, behind: Sequence[Member]) -> str:
    """What comes after the answer to a notice that is read by itself."""
    titles = [reminder_text.title(draft, *member) for member in behind]
    shown, more = titles[:_NAMED], len(titles) - _NAMED
    named = and_list([*shown, f"{more} more"] if more > 0 else shown)
    one, other = f"Also due: {named}. It comes after your answer.", f"Also due: {named}. They come after your answer."
    return plural(len(titles), one=one, other=other)


def _whole(draft: Snapshot, members: Sequence[Member]) -> list[str]:
    """All that each of them says; nothing where it is more than one notice shows."""
    if len(members) > _ROWS:
        return []
    lines = [*(reminder_text.line(draft, *member) for member in members), *_coming_up(draft, members)]
    return lines if sum(len(wrap(line, _COLUMNS)) for line in lines) <= _ROWS else []


def _alone(draft: Snapshot, id: str, raised: Reminder) -> bool:
    """Whether nobody may answer it among others: it has to be read first, or it would be too much for today."""
    return read_first(draft.preset(id), raised.key) is not None or too_much_today(draft, id, raised)


def _names(draft: Snapshot, members: Sequence[Member]) -> list[str]:
    """Where not all can be read: what is due, and that each is shown in full."""
    shown = members[: _ROWS - 2]
    lines = [f"• {reminder_text.title(draft, *one)}, {draft.when(one[0], one[1].instant)}" for one in shown]
    if more := len(members) - len(shown):
        lines.append(plural(more, one="And 1 more.", other="And {count} more."))
    return [*lines, f"“{ONE_BY_ONE.label}” shows each of them in full."]


def _commands(members: Sequence[Member]) -> tuple[str, ...]:
    """What to type where there are no buttons: all of them, or, where they are many, one after the other."""
    ids = [id for id, _ in members]
    if len(ids) > _NAMED:
        return ("routine pending", f"routine done {ids[0]}")
    return (f"routine done {' '.join(ids)}", f"routine snooze {ids[0]}", f"routine skip {ids[0]}")


def _coming_up(draft: Snapshot, members: Iterable[Member]) -> list[str]:
    """What is said of a date that is near, each thing once, with the routines that it is said of."""
    said: dict[str, list[str]] = {}
    for id, _ in members:
        if note := coming_up(draft, id):
            said.setdefault(note, []).append(draft.title(id))
    return [f"{note} ({and_list(titles)})" for note, titles in said.items()]


def times_shown(raised: Reminder) -> int:
    """How often it is to be shown: first, at each nag, at each end of a snooze."""
    return 1 + raised.nags + raised.shown_again
