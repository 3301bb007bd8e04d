"""The digest of times that were found too late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from routine.core.draft import Draft
from routine.core.reminders.late_nights import done_in_order
from routine.core.reminders.outcomes import DoneAfterAll
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Card
from routine.core.state.fold import effective
from routine.core.state.keys import asks
from routine.core.state.log import Entry
from routine.core.state.notice import Button
from routine.core.text.counts import plural

MISSED_BUTTONS = (Button("did-them", "Mark done"), Button("ok", "OK"))
_SHOWN = 5


def missed_digest(draft: Snapshot, missed: list[Entry], already: int) -> tuple[str, str]:
    """Title and text of the digest of times that were found too late."""
    count = len(missed) + already
    title = plural(count, one="1 time was missed", other="{count} times were missed")
    lines = _entry_lines(draft, missed)
    if already:
        lines.append(plural(already, one="And 1 time earlier.", other="And {count} times earlier."))
    asks = plural(count, one="If you did it, press “Mark done”.", other="If you did them, press “Mark done”.")
    lines.append(asks)
    return title, "\n".join(lines)


def did_commands(missed: list[Entry]) -> tuple[str, ...]:
    """What to type where no button says that missed times were done after all."""
    first: dict[str, date] = {}
    for entry in missed:
        first[entry.routine] = min(entry.nominal.date(), first.get(entry.routine, entry.nominal.date()))
    return tuple(f"routine done {id} --since {day}" for id, day in list(first.items())[:_SHOWN])


def _entry_lines(draft: Snapshot, entries: list[Entry]) -> list[str]:
    by_routine: dict[str, list[Entry]] = {}
    for entry in entries:
        by_routine.setdefault(entry.routine, []).append(entry)
    lines = []
    for id, of_it in list(by_routine.items())[:_SHOWN]:
        last = draft.when(id, of_it[-1].instant)
        often = "" if len(of_it) == 1 else f" ({len(of_it)} times)"
        lines.append(f"{draft.title(id)}: {last}{often}")
    if len(by_routine) > _SHOWN:
        more = len(by_routine) - _SHOWN
        lines.append(plural(more, one="And 1 more routine.", other="And {count} more routines."))
    return lines


def tell_missed(draft: Draft, missed: list[Entry]) -> None:
    """One digest for everything found too late, taking over one that is still shown."""
    old = draft.card_of("missed")
    about = (*(old.about if old else ()), *(str(entry.seq) for entry in missed))
    title, body = missed_digest(draft, missed, already=len(old.about) if old else 0)
    id = old.id if old else draft.next_notice()
    since = (old.since if old else None) or draft.now.instant
    commands = did_commands([entry for entry in missed if not asks(entry.key)])
    draft.show(
        Card(
            id=id,
            kind="missed",
            title=title,
            body=body,
            buttons=MISSED_BUTTONS,
            about=about,
            since=since,
            commands=commands,
        )
    )


def follow(draft: Draft) -> None:
    """Have the digest let go of what was answered after all, by command or in a terminal; with the last, it goes."""
    card = draft.card_of("missed")
    if card is None:
        return
    answered = {str(entry.replaces) for routine in draft.state.routines.values() for entry in routine.recent}
    _keep(draft, card, tuple(seq for seq in card.about if seq not in answered))


def let_go_of(draft: Draft, reopened: Iterable[Entry]) -> None:
    """After a clock that was ahead: what it had closed as missed waits again, or never was, so nothing tells of it."""
    if card := draft.card_of("missed"):
        again = {str(entry.seq) for entry in reopened}
        _keep(draft, card, tuple(seq for seq in card.about if seq not in again))


def _keep(draft: Draft, card: Card, left: tuple[str, ...]) -> None:
    if not left:
        draft.drop_card(card.id)
    elif left != card.about:
        draft.show(_of_what_is_left(draft, card, left))


def _of_what_is_left(draft: Snapshot, card: Card, left: tuple[str, ...]) -> Card:
    recent = (entry for routine in draft.state.routines.values() for entry in routine.recent)
    known = {entry.seq: entry for entry in (*effective(draft.history), *recent) if str(entry.seq) in left}
    missed = [known[seq] for seq in sorted(known)]
    title, body = missed_digest(draft, missed, already=len(left) - len(missed))
    commands = did_commands([entry for entry in missed if not asks(entry.key)])
    return replace(card, title=title, body=body, about=left, commands=commands)


def did_them(draft: Draft, card: Card) -> DoneAfterAll | None:
    """The missed times that the digest tells of were done after all; None where none of them is missed any more."""
    entries = [e for e in effective(draft.history) if str(e.seq) in card.about and e.answer == "missed"]
    meant = [(e.routine, e, e) for e in entries if not asks(e.key) and e.routine in draft.state.routines]
    done = done_in_order(draft, list(meant))
    return DoneAfterAll(done) if done else None
