"""What the buttons of notices do: those of reminders, and those of every kind of card, each in one table."""

from __future__ import annotations

from collections.abc import Callable

from routine.core.decide import welcome_choices
from routine.core.decide.outcomes import NothingDone, PageAsked, Pressed, PutAway
from routine.core.draft import Draft, Outcome
from routine.core.errors import RefusedError, UsageError
from routine.core.irritation import ramp_goes_on
from routine.core.irritation.report import press as press_irritation
from routine.core.irritation.report import report
from routine.core.notices.asked_before_done import BUTTONS
from routine.core.notices.asked_before_done import answer_question as answer_first
from routine.core.notices.one_notice_at_a_time import Member, groups
from routine.core.notices.several_reminders import ALL_DONE, several
from routine.core.reminders import missed, silence_buttons
from routine.core.reminders.outcomes import Answered, PutOff, StayedIn, TakenBack
from routine.core.reminders.pause import resume
from routine.core.reminders.shared_notice import one_at_a_time
from routine.core.reminders.snooze import put_off
from routine.core.reminders.snooze_over import snooze_id, wake
from routine.core.reminders.sunscreen import stay_in
from routine.core.reminders.too_soon import too_soon
from routine.core.reminders.undo_answer import take_back
from routine.core.requests.commands import Press, Resume, SessionStart
from routine.core.review import check_in, profile_change, safety_notes
from routine.core.routines import begin_again, lost_routines
from routine.core.session import running
from routine.core.session.outcomes import CannotStart
from routine.core.session.start import start as start_session
from routine.core.snapshot import Snapshot
from routine.core.spacing import ask_which_of_two, free_evening
from routine.core.state.cards import Card, Kind, card_id
from routine.core.state.fold import effective
from routine.core.state.keys import is_question, number_of
from routine.core.state.log import Answer
from routine.core.state.notice import OPEN, RESUME
from routine.core.visits.book_move_attend_cancel import answer_question, ask_for_all


def press(draft: Draft, command: Press) -> Outcome:
    """Act on a button. One that no longer fits (its reminder is answered by now) changes nothing."""
    if draft.state.session and command.notice == card_id("session"):
        return running.press(draft, command.button) or NothingDone()
    members, card = groups(draft).get(command.notice, []), draft.card(command.notice)
    outcome = _on_reminders(draft, command, members) if members else None
    if outcome is None and card is None:
        return NothingDone("answered")
    if outcome is None and card is not None:
        if command.button not in [button.id for button in card.buttons]:
            return NothingDone()  # some servers send "default" for a click beside the buttons, which is no answer
        draft.drop_card(card.id)
        return Pressed(command.notice, CARDS[card.kind](draft, card, command.button) or PutAway())
    answered = members and not isinstance(outcome, PutAway | NothingDone)
    return Pressed(command.notice, outcome or PutAway(), _last_of(draft, members) if answered else 0)


def _last_of(draft: Draft, members: list[Member]) -> int:
    """Count what was answered of those that come one after the other; of how many it was the last, or 0.

    What was put off was counted then, and is not when it comes again.
    """
    together, so_far = members[0][1].notice, draft.state.notices.gone_through
    new = sum(1 for _, raised in members if raised.put_off is None)
    if not new:
        return 0
    count = so_far.get(together, 0) + new
    draft.change_notices(gone_through={**so_far, together: count})
    left = any(group[0][1].notice == together for group in groups(draft).values())
    return 0 if left or count == len(members) else count


# --- reminders ----------------------------------------------------------------------------------------------------

Reminders = Callable[[Draft, list[Member], str], Outcome]


def _on_reminders(draft: Draft, command: Press, members: list[Member]) -> Outcome | None:
    """A button of the reminders that the notice shows now; None where it is not one of theirs."""
    button = command.button
    if button == "one-by-one":
        one_at_a_time(draft, command.notice)
        return PutAway()
    if button in OF_ALL:
        if button == ALL_DONE.id and not _all_were_read(draft, command.notice, members):
            return NothingDone("more waits")
        return OF_ALL[button](draft, members, button)
    if button not in OF_ONE or (button in _OF_QUESTION and not is_question(members[0][1].key)):
        return None
    return OF_ONE[button](draft, members, button) if len(members) == 1 else NothingDone("more waits")


def _all_were_read(draft: Snapshot, notice: str, members: list[Member]) -> bool:
    """Whether each of them stood in the notice, whole: one that joined since the press was made did not."""
    shown = all(raised.delivered_at or raised.sent_at for _, raised in members)
    return shown and ALL_DONE in several(draft, notice, members).buttons


def _start(draft: Draft, members: list[Member], _: str) -> Outcome:
    """What stands against it is said in the notice, which stays."""
    try:
        return start_session(draft, SessionStart(members[0][0]))
    except (RefusedError, UsageError) as error:
        return CannotStart(members[0][0], error.message)


def _answer(draft: Draft, members: list[Member], button: str) -> Answered:
    """What is too soon is recorded, and told at once, beside Undo."""
    answer: Answer = "skipped" if button == "skip" else "done"
    found = [too_soon(draft, id, draft.now.instant) for id, _ in members] if answer == "done" else []
    entries = tuple(draft.answer(id, raised, answer, by="person") for id, raised in members)
    return Answered(entries, tuple(one for one in found if one))


def _later(draft: Draft, members: list[Member], _: str) -> PutOff:
    return put_off(draft, members)


def _stay_in(draft: Draft, members: list[Member], _: str) -> StayedIn:
    return StayedIn((members[0][0],), tuple(stay_in(draft, members[0][0])))


def _irritated(draft: Draft, members: list[Member], _: str) -> Outcome:
    return report(draft, members[0][0], "mild") if draft.preset(members[0][0]).irritant else NothingDone("answered")


def _before(draft: Draft, members: list[Member], button: str) -> Outcome:
    """The question before a reminder's own buttons, which come after a good answer."""
    return answer_first(draft, *members[0], button) or PutAway()


def _visit(draft: Draft, members: list[Member], button: str) -> Outcome:
    return answer_question(draft, *members[0], button)


#: The buttons of a notice with one reminder in it.
OF_ONE: dict[str, Reminders] = {
    "start": _start,
    "done": _answer,
    "skip": _answer,
    "later": _later,
    "staying-in": _stay_in,
    "irritated": _irritated,
    **dict.fromkeys(BUTTONS, _before),
    "went": _visit,
    "moved": _visit,
    "did-not-go": _visit,
}
_OF_QUESTION = ("went", "moved", "did-not-go")
#: The buttons of a notice with several.
OF_ALL: dict[str, Reminders] = {"all-done": _answer, "all-later": _later}


# --- cards --------------------------------------------------------------------------------------------------------

Cards = Callable[[Draft, Card, str], Outcome | None]


def _confirmation(draft: Draft, card: Card, button: str) -> Outcome | None:
    """Undo of what the card tells of; or the doctor asked for the after-care that hangs on it."""
    if button == "undo":
        return _undo(draft, card)
    if button == RESUME.id:
        return resume(draft, Resume())
    return _doctor_asked(draft, card) if button == "asked" else welcome_choices.press(draft, card, button)


def _undo(draft: Draft, card: Card) -> TakenBack:
    """Take back the answers that the card tells of, the last first, as far as nothing replaced them since.

    Later is no answer: what it hid is shown again.
    """
    meant = {about.rpartition("/")[2] for about in card.about}
    entries = [
        e for e in reversed(effective(draft.history)) if str(e.seq) in meant and e.routine in draft.state.routines
    ]
    parts = tuple((entry, take_back(draft, entry)) for entry in entries)
    again = []
    for id, routine in sorted(draft.state.routines.items()):
        raised = routine.raised
        if raised and raised.snoozed_until and snooze_id(id, raised) in card.about:
            wake(draft, id, raised)
            again.append(id)
    return TakenBack(parts, tuple(again))


def _doctor_asked(draft: Draft, card: Card) -> Outcome:
    id, _, seq = card.about[0].rpartition("/") if card.about else ("", "", "")
    routine = draft.state.routines.get(id)
    entry = next((e for e in routine.recent if str(e.seq) == seq), None) if routine else None
    n = number_of(entry.key) if entry else None
    return (ask_for_all(draft, id, n) if n is not None else None) or PutAway("to plan")


def _missed(draft: Draft, card: Card, button: str) -> Outcome | None:
    return (missed.did_them(draft, card) or PutAway("to answer")) if button == "did-them" else None


def _put_away(_: Snapshot, __: Card, ___: str) -> None:
    """It only goes."""


def _or_open(screen: str, press: Cards = _put_away) -> Cards:
    """One button leads to the screen of the page where the matter can be put right; the others do what they do."""
    return lambda draft, card, button: PageAsked(screen) if button == OPEN.id else press(draft, card, button)


#: What the buttons of each kind of card do, once the card was put away; None: nothing more.
CARDS: dict[Kind, Cards] = {
    "answered": _confirmation,
    "session": _confirmation,
    "missed": _missed,
    "silent": silence_buttons.press,
    "irritation": press_irritation,
    "ramp": ramp_goes_on.press,
    "clash": ask_which_of_two.press,
    "course": begin_again.press,
    "review": safety_notes.press,
    "changes": check_in.press,
    "waits": _or_open("settings", profile_change.press),
    "zone": _put_away,
    "clock": _put_away,
    "problem": _put_away,
    "files": _or_open("routines"),
    "hold": _or_open("routines"),
    "no-room": _or_open("plan"),
    "free-evening": free_evening.press,
    "welcome": welcome_choices.press,
    "today": welcome_choices.press,
    "offer": welcome_choices.press_offer,
    "login": welcome_choices.press_login,
    "stock": _or_open("supplies"),
    "use-by": _or_open("supplies"),
    "try": _put_away,
    "lost": _or_open("today", lost_routines.press),
}
