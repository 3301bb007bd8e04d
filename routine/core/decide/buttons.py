"""What the buttons of notices do; afterwards the same notice says what happens next, with Undo."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from routine.core import irritation
from routine.core import irritation_undo as no_irritation
from routine.core.draft import Draft, heard, title_of
from routine.core.notices.wanted import Member, groups
from routine.core.reminders.late_nights import done_after_all, withdraw_unplanned
from routine.core.reminders.lifecycle import snooze_id, wake
from routine.core.reminders.lines import answered_line, next_line
from routine.core.reminders.pause import apply_pause
from routine.core.reminders.snooze import again_line, later_until, latest_later
from routine.core.reminders.sunscreen import further_line, indoors_line, stay_in
from routine.core.reminders.take_back import take_back
from routine.core.requests import Press, SessionStart
from routine.core.review import check_in as checking_in
from routine.core.review import safety_notes as reviewing
from routine.core.routines.course_end import begin_again
from routine.core.session import guide as guiding
from routine.core.spacing import choice as asking
from routine.core.spacing.settle import settle
from routine.core.state.fold import effective
from routine.core.state.keys import is_question, number_of
from routine.core.state.log import Answer, Entry
from routine.core.state.notice import NOTICE as SESSION_NOTICE
from routine.core.state.notice import UNDO_BUTTONS, Button, Card
from routine.core.state.pause import Pause
from routine.core.state.ratings import rating_hint
from routine.core.state.reminder import Reminder
from routine.core.text.counts import listed
from routine.core.visits.act import ask_for_all, attended_lines, to_ask_for
from routine.core.visits.lines import next_visit_line

Reply = dict[str, Any]
#: How long a confirmation, with its Undo, can be pressed where the server keeps it.
CONFIRMATION = timedelta(minutes=2)
_LINES = 6
#: The buttons of a notice with one reminder in it.
_OF_ONE = ("start", "done", "skip", "later", "irritated", "staying-in")
_VISIT_ANSWERS: dict[str, Answer] = {"went": "done", "moved": "excused", "did-not-go": "skipped"}
_ANSWERS: dict[str, Answer] = {"done": "done", "skip": "skipped", "all-done": "done"}


def press(draft: Draft, command: Press, history: tuple[Entry, ...]) -> Reply:
    """Act on a button. One that no longer fits (its reminder is answered by now) changes nothing."""
    if draft.state.session and command.notice == SESSION_NOTICE:
        return guiding.press(draft, command.button)
    members = groups(draft).get(command.notice, [])
    if command.notice in draft.state.notices.one_by_one:
        members = members[:1]
    card = next((card for card in draft.state.notices.cards if card.id == command.notice), None)
    heard_before = draft.state.silence.waiting_since
    if members and (reply := _on_reminders(draft, command, members)) is not None:
        return reply
    if card is None:
        return _reply(["This notice was answered already."])
    if command.button not in [button.id for button in card.buttons]:
        return _reply([])  # some servers send "default" for a click beside the buttons, which is no answer
    heard(draft)
    draft.drop_card(card.id)
    return _on_card(draft, card, command.button, history, heard_before)


def _on_reminders(draft: Draft, command: Press, members: list[Member]) -> Reply | None:
    """A button of the reminders that the notice shows now; None where it is none of theirs."""
    if command.button == "one-by-one":
        heard(draft)
        draft.change_notices(one_by_one=(*draft.state.notices.one_by_one, command.notice))
        return _reply([])
    if command.button == "start" and len(members) == 1:
        return guiding.start(draft, SessionStart(members[0][0]))
    if len(members) == 1 and command.button in _VISIT_ANSWERS:
        return _visit(draft, command, *members[0])
    if len(members) > 1 and command.button in _OF_ONE:
        return _reply(["More is waiting in this notice by now; nothing was answered."])
    if command.button in _ANSWERS:
        return _answer(draft, command.notice, members, _ANSWERS[command.button])
    if command.button == "irritated" and draft.preset(members[0][0]).irritant:
        heard(draft)
        return irritation.report(draft, members[0][0], "mild")
    if command.button == "staying-in":
        return _stay_in(draft, command.notice, members[0][0])
    if command.button in ("later", "all-later"):
        return _later(draft, command.notice, members)
    return None


def _on_card(draft: Draft, card: Card, button: str, history: tuple[Entry, ...], since: Any) -> Reply:
    """A button of a card; `since`: how long it had been silent before this press."""
    if (reply := no_irritation.press(draft, card, button) or irritation.press(draft, card, button)) is not None:
        return reply
    if button == "asked":
        return _asked(draft, card)
    if button == "undo":
        return _undo(draft, card, effective(history))
    if card.kind == "missed" and button == "did-them":
        meant = set(card.about)
        return _did(draft, card.id, [e for e in effective(history) if str(e.seq) in meant])
    if card.kind == "silent":
        return _after_silence(draft, card, button, history, since)
    if card.kind == "clash":
        lines = asking.choose(draft, card, button)
        return _confirm(draft, card.id, "Noted", lines, []) if lines else _reply([])
    if card.kind == "course" and card.about:
        title, lines = begin_again(draft, card.about[0], button)
        return _confirm(draft, card.id, title, lines, [])
    if card.kind in ("review", "changes"):
        module = reviewing if card.kind == "review" else checking_in
        title, lines = module.press(draft, card, button)
        return _confirm(draft, card.id, title, lines, []) if lines else _reply([])
    return _reply([])


def _reply(lines: list[str]) -> Reply:
    return {"said": lines, "answers": []}


def _confirm(
    draft: Draft, notice: str, title: str, lines: list[str], undo: list[Entry], snoozed: tuple[str, ...] = ()
) -> Reply:
    """Say in the same notice what happened and what comes next. `snoozed`: ids of occurrences that Undo brings back."""
    draft.show(
        Card(
            id=notice,
            kind="answered",
            title=title,
            body="\n".join(lines[:_LINES]),
            buttons=UNDO_BUTTONS if undo or snoozed else (),
            about=(*(f"{entry.routine}/{entry.seq}" for entry in undo), *snoozed),
            since=min((entry.recorded_at for entry in undo), default=None),
            ends=draft.now.instant + CONFIRMATION,
        )
    )
    return _reply(lines)


def _answer(draft: Draft, notice: str, members: list[Member], answer: Answer) -> Reply:
    entries = [draft.answer(id, raised, answer, by="person") for id, raised in members]
    settle(draft)
    heard(draft)
    word = "Done" if answer == "done" else "Skipped"
    if len(entries) == 1:
        id = entries[0].routine
        return _confirm(draft, notice, f"{word}: {title_of(draft, id)}", [_further(draft, entries[0])], entries)
    lines = [f"{title_of(draft, one.routine)}. {_further(draft, one)}" for one in entries[:_LINES]]
    return _confirm(draft, notice, f"{word}: {len(entries)} routines", lines, entries)


def _further(draft: Draft, entry: Entry) -> str:
    """What comes next; and what can be added to the answer."""
    hints = rating_hint(draft.setup.presets.get(entry.routine), entry)
    return " ".join([further_line(draft, entry.routine), *hints])


def _stay_in(draft: Draft, notice: str, id: str) -> Reply:
    entries = stay_in(draft, id)
    heard(draft)
    return _confirm(draft, notice, f"Staying in: {title_of(draft, id)}", [indoors_line(draft, id)], entries)


def _visit(draft: Draft, command: Press, id: str, raised: Reminder) -> Reply:
    """Went, moved or did not go: the same notice says what follows, and asks what hangs on the doctor."""
    n, moved = number_of(raised.key) or 0, command.button == "moved"
    answer = _VISIT_ANSWERS[command.button]
    reason, details = ("the visit was moved", {"visit": "moved"}) if moved else (None, {})
    entry = draft.answer(id, raised, answer, by="person", reason=reason, details=details)
    heard(draft)
    title = title_of(draft, id)
    if command.button == "went":
        reply = _confirm(draft, command.notice, f"{title}: you went", attended_lines(draft, id, n), [entry])
        return _ask_doctor(draft, command.notice, id, n) or reply
    if moved:
        lines = [f"As soon as you know when: routine visit move {id} WHEN"]
        return _confirm(draft, command.notice, f"{title}: moved", lines, [entry])
    return _confirm(draft, command.notice, f"{title}: did not go", [next_visit_line(draft, id)], [entry])


def _ask_doctor(draft: Draft, notice: str, id: str, n: int) -> Reply | None:
    """After-care that only the doctor asks for: asked in the notice, for a day."""
    names = to_ask_for(draft, id, n)
    card = next((card for card in draft.state.notices.cards if card.id == notice), None)
    if not names or card is None:
        return None
    body = f"{card.body}\nDid your doctor ask for: {listed(names)}? Without that, it is left out."
    buttons = (Button("asked", "Doctor asked"), Button("ok", "Not asked"), *UNDO_BUTTONS)
    draft.show(replace(card, body=body, buttons=buttons, ends=draft.now.instant + timedelta(days=1)))
    return _reply(body.splitlines())


def _asked(draft: Draft, card: Card) -> Reply:
    """The doctor asked for the after-care that hangs on it."""
    id, _, seq = card.about[0].rpartition("/") if card.about else ("", "", "")
    routine = draft.state.routines.get(id)
    entry = next((e for e in routine.recent if str(e.seq) == seq), None) if routine else None
    n = number_of(entry.key) if entry else None
    if n is None or not ask_for_all(draft, id, n):
        return _reply(["There is nothing left to plan."])
    return _confirm(draft, card.id, "Noted", attended_lines(draft, id, n)[:1], [])


def _later(draft: Draft, notice: str, members: list[Member]) -> Reply:
    lines: list[str] = []
    snoozed: list[str] = []
    title = "Later"
    for id, raised in members:
        until = latest_later(draft, id, raised)
        if until is None:
            lines.append(f"{title_of(draft, id)}: too late for later today. Done or Skip?")
            continue
        lines += later_until(draft, id, raised, until)["said"]
        snoozed.append(snooze_id(id, raised))
        if len(members) == 1:
            title, lines = f"Later: {title_of(draft, id)}", [again_line(draft, id, until)]
    heard(draft)
    return _confirm(draft, notice, title, lines, [], tuple(snoozed))


def _undo(draft: Draft, card: Card, entries: list[Entry]) -> Reply:
    """Take back the answers that the card tells of, the last first, as far as nothing replaced them since.

    Later is no answer: what it hid is shown again.
    """
    meant = {about.rpartition("/")[2] for about in card.about}
    lines: list[str] = []
    for entry in reversed(entries):
        if str(entry.seq) in meant and entry.routine in draft.state.routines:
            lines += take_back(draft, entry)["said"]
    for id, routine in sorted(draft.state.routines.items()):
        raised = routine.raised
        if raised and raised.snoozed_until and snooze_id(id, raised) in card.about:
            wake(draft, id, raised)
            lines.append(f"{title_of(draft, id)} waits again.")
    return _reply(lines or ["There is nothing left to take back."])


def _did(draft: Draft, notice: str, entries: list[Entry]) -> Reply:
    """Missed times that were done after all."""
    missed = [entry for entry in entries if entry.answer == "missed" and not is_question(entry.key)]
    done = _in_order(draft, [(e.routine, e, e) for e in missed if e.routine in draft.state.routines])
    if not done:
        return _reply(["Nothing was left to answer."])
    lines = [answered_line(draft, done[0])] if len(done) == 1 else [f"{len(done)} times count as done."]
    ids = list(dict.fromkeys(entry.routine for entry in done))
    lines += [f"{title_of(draft, id)}. {next_line(draft, id)}" for id in ids[:3]]
    return _confirm(draft, notice, "Noted", lines, done)


def _in_order(draft: Draft, meant: list[tuple[str, Entry | Reminder, Entry | None]]) -> list[Entry]:
    """Done after all, the earliest first; each with the entry that it replaces."""
    entries = [done_after_all(draft, id, one, old) for id, one, old in sorted(meant, key=lambda m: m[1].instant)]
    withdraw_unplanned(draft, [id for id, _, _ in meant])
    return [entry for entry in entries if entry]


def _after_silence(draft: Draft, card: Card, button: str, history: tuple[Entry, ...], since: Any) -> Reply:
    """Fresh start, I did them, or Pause, for everything since the last sign of life."""
    waiting = [(id, one) for id in draft.enabled() if (one := draft.routine(id).raised)]
    missed = [e for e in effective(history) if e.answer == "missed" and e.routine in draft.state.routines]
    if button == "pause":
        # From the first of them on, which came due a moment before its reminder was raised.
        begin = min([since or draft.now.instant, *(e.instant for e in missed), *(one.instant for _, one in waiting)])
        apply_pause(draft, Pause(None, begin, None), history)
        return _confirm(draft, card.id, "Paused", ["Everything is paused. To go on: routine resume"], [])
    if button == "did-them":
        # Whether somebody went to a clinic is a question of its own.
        meant = [(id, one) for id, one in waiting if not is_question(one.key)]
        late = [(e.routine, e, e) for e in missed if not is_question(e.key)]
        done = _in_order(draft, [*late, *((id, one, None) for id, one in meant)])
        draft.change_silence(waiting_since=None)
        lines = [f"{len(done)} times count as done.", *_next_lines(draft)]
        return _confirm(draft, card.id, "Welcome back", lines, done)
    return _fresh_start(draft, card, waiting)


def _fresh_start(draft: Draft, card: Card, waiting: list[Member]) -> Reply:
    """What came due lately goes on waiting, now as a reminder; what is older than its `late` is missed."""
    for id, one in waiting:
        if draft.now.instant - one.instant > draft.preset(id).remind.late.delta():
            draft.answer(id, one, "missed", by="person", reason="fresh start")
    if not any(draft.routine(id).raised for id, _ in waiting):
        draft.change_silence(waiting_since=None)
    return _confirm(draft, card.id, "Fresh start", _next_lines(draft), [])


def _next_lines(draft: Draft) -> list[str]:
    return [f"{title_of(draft, id)}. {next_line(draft, id)}" for id in draft.enabled()[:3]]
