"""What the buttons of notices do; afterwards the same notice says what happens next, with Undo."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from routine.core.answering import heard
from routine.core.draft import Draft
from routine.core.finding_times import effective
from routine.core.later import later_until, latest_later
from routine.core.messages import Press
from routine.core.notices import Member, groups
from routine.core.pausing import apply_pause
from routine.core.state import Answer, Card, Entry, Pause
from routine.core.texts import UNDO_BUTTONS, answered_line, next_line, title_of
from routine.core.undoing import take_back

Reply = dict[str, Any]
#: How long a confirmation, with its Undo, stays on the screen.
CONFIRMATION = timedelta(minutes=2)
_ANSWERS: dict[str, Answer] = {"done": "done", "skip": "skipped", "all-done": "done"}


def press(draft: Draft, command: Press, history: tuple[Entry, ...]) -> Reply:
    """Act on a button. One that no longer fits (its reminder is answered by now) changes nothing."""
    members = groups(draft).get(command.notice, [])
    if command.notice in draft.state.one_by_one:
        members = members[:1]
    card = next((card for card in draft.state.cards if card.id == command.notice), None)
    heard_before = draft.state.waiting_since
    if command.button == "one-by-one" and members:
        heard(draft)
        draft.change(one_by_one=(*draft.state.one_by_one, command.notice))
        return _reply([])
    if members and command.button in _ANSWERS:
        return _answer(draft, command.notice, members, _ANSWERS[command.button])
    if members and command.button in ("later", "all-later"):
        return _later(draft, command.notice, members)
    if card is None:
        return _reply(["This notice was answered already."])
    heard(draft)
    draft.drop_card(card.id)
    if command.button == "undo":
        return _undo(draft, card)
    if card.kind == "missed" and command.button == "did-them":
        return _did(draft, card.id, [e for e in effective(history) if str(e.seq) in card.about])
    if card.kind == "silent":
        return _after_silence(draft, card, command.button, history, heard_before)
    return _reply([])


def _reply(lines: list[str]) -> Reply:
    return {"said": lines, "answers": []}


def _confirm(draft: Draft, notice: str, title: str, lines: list[str], undo: list[Entry]) -> Reply:
    """Say in the same notice what happened and what comes next."""
    draft.show(
        Card(
            id=notice,
            kind="answered",
            title=title,
            body="\n".join(lines[:6]),
            buttons=UNDO_BUTTONS if undo else (),
            about=tuple(f"{entry.routine}/{entry.seq}" for entry in undo),
            ends=draft.now.instant + CONFIRMATION,
        )
    )
    return _reply(lines)


def _answer(draft: Draft, notice: str, members: list[Member], answer: Answer) -> Reply:
    entries = [draft.answer(id, raised, answer, by="person") for id, raised in members]
    heard(draft)
    word = "Done" if answer == "done" else "Skipped"
    if len(entries) == 1:
        id = entries[0].routine
        return _confirm(draft, notice, f"{word}: {title_of(draft, id)}", [next_line(draft, id)], entries)
    lines = [f"{title_of(draft, entry.routine)}: {next_line(draft, entry.routine)}" for entry in entries]
    return _confirm(draft, notice, f"{word}: {len(entries)} routines", lines, entries)


def _later(draft: Draft, notice: str, members: list[Member]) -> Reply:
    lines: list[str] = []
    for id, raised in members:
        until = latest_later(draft, id)
        if until is None:
            lines.append(f"{title_of(draft, id)}: too late for later today. Done or Skip?")
        else:
            lines += later_until(draft, id, raised, until)["said"]
    heard(draft)
    return _confirm(draft, notice, "Later", lines, [])


def _undo(draft: Draft, card: Card) -> Reply:
    lines: list[str] = []
    for about in reversed(card.about):
        id, _, seq = about.rpartition("/")
        routine = draft.state.routines.get(id)
        entry = next((e for e in routine.recent if str(e.seq) == seq), None) if routine else None
        if entry:
            lines += take_back(draft, entry)["said"]
    return _reply(lines or ["There is nothing left to take back."])


def _did(draft: Draft, notice: str, entries: list[Entry]) -> Reply:
    """Missed times that were done after all."""
    missed = [entry for entry in entries if entry.answer == "missed"]
    done = [
        draft.answer(e.routine, e, "done", by="person", at=e.instant, replaces=e)
        for e in missed
        if e.routine in draft.state.routines
    ]
    if not done:
        return _reply(["Nothing was left to answer."])
    lines = [answered_line(draft, done[0])] if len(done) == 1 else [f"{len(done)} times count as done."]
    ids = list(dict.fromkeys(entry.routine for entry in done))
    lines += [f"{title_of(draft, id)}: {next_line(draft, id)}" for id in ids[:3]]
    return _confirm(draft, notice, "Noted", lines, done)


def _after_silence(draft: Draft, card: Card, button: str, history: tuple[Entry, ...], since: Any) -> Reply:
    """Fresh start, I did them, or Pause, for everything since the last sign of life."""
    raised = [(id, draft.routine(id).raised) for id in draft.enabled()]
    waiting = [(id, one) for id, one in raised if one]
    start = since or draft.now.instant
    if button == "pause":
        apply_pause(draft, Pause(None, start, None), history)
        return _confirm(draft, card.id, "Paused", ["Everything is paused. To go on: routine resume"], [])
    if button == "did-them":
        done = [draft.answer(id, one, "done", by="person", at=one.instant) for id, one in waiting]
        missed = [e for e in effective(history) if e.answer == "missed" and e.instant >= start]
        _did(draft, card.id, missed)
        lines = [f"{len(done) + len(missed)} times count as done.", *_next_lines(draft)]
        return _confirm(draft, card.id, "Welcome back", lines, [])
    for id, one in waiting:
        draft.answer(id, one, "missed", by="person", reason="fresh start")
    draft.change(waiting_since=None)
    return _confirm(draft, card.id, "Fresh start", _next_lines(draft), [])


def _next_lines(draft: Draft) -> list[str]:
    return [f"{title_of(draft, id)}: {next_line(draft, id)}" for id in draft.enabled()[:3]]
