"""When a card is no longer true, by its kind: then it leaves the screen, whoever or whatever made it untrue."""

from __future__ import annotations

from collections.abc import Callable

from routine.core.draft import Draft
from routine.core.occurrences.irritation_rest import lasting
from routine.core.reminders.snooze_over import snooze_id
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Card, Kind
from routine.core.state.keys import routine_of
from routine.core.state.routine import RoutineState
from routine.core.supply.shelf_life import still_past

Still = Callable[[Snapshot, Card], bool]


def drop_untrue(draft: Draft) -> None:
    """Take away every card that what was just decided, or the time that passed, made untrue."""
    for card in draft.state.notices.cards:
        if not STILL_TRUE[card.kind](draft, card):
            draft.drop_card(card.id)


def _always(_: Snapshot, __: Card) -> bool:
    """It goes when it is answered, at its `ends`, or where its own subject takes it away."""
    return True


def _answer_stands(draft: Snapshot, card: Card) -> bool:
    """Whether anything that its buttons act on is still so: an answer not taken back, a reminder still put off."""
    return not card.about or any(_stands(draft, about) for about in card.about)


def _stands(draft: Snapshot, about: str) -> bool:
    id, _, seq = about.rpartition("/")
    if id:
        routine = draft.state.routines.get(id)
        return routine is not None and any(str(entry.seq) == seq for entry in routine.recent)
    raised = ((id, routine.raised) for id, routine in draft.state.routines.items())
    return any(one and one.snoozed_until and snooze_id(id, one) == about for id, one in raised)


def _session_ended(draft: Snapshot, card: Card) -> bool:
    """What to do at once for skin that stings is over with the irritation."""
    stings = card.only_while == "irritation"
    calm = lasting(draft.state, draft.now.instant) is None
    return _answer_stands(draft, card) and not (stings and calm)


def _silent(draft: Snapshot, _: Card) -> bool:
    return draft.state.silence.shown is not None


def _files(draft: Snapshot, _: Card) -> bool:
    return bool(draft.state.known_problems)


def _hold(draft: Snapshot, card: Card) -> bool:
    routine = _running(draft, card.of)
    return routine is not None and routine.held is not None


def _waits(draft: Snapshot, card: Card) -> bool:
    """While any routine is on hold for the fact that it asks about."""
    held = (draft.routine(id).held for id in draft.enabled())
    return any(one and one.waits_for == card.of for one in held)


def _course(draft: Snapshot, card: Card) -> bool:
    routine = _running(draft, card.of)
    return routine is not None and routine.course.ended


def _stock(draft: Snapshot, card: Card) -> bool:
    """Until there is more, or the routine ends."""
    routine = _running(draft, card.about[0]) if card.about else None
    return routine is not None and routine.stock is not None and routine.stock.told


def _irritation(draft: Snapshot, _: Card) -> bool:
    return lasting(draft.state, draft.now.instant) is not None


def _ramp(draft: Snapshot, card: Card) -> bool:
    """Nothing goes on while skin is irritated: whether it may is asked again after the next whole week."""
    routine = _running(draft, card.of)
    kept = routine.nights if routine else None
    return kept is not None and kept.upto is not None and lasting(draft.state, draft.now.instant) is None


def _no_room(draft: Snapshot, card: Card) -> bool:
    """While any of what it tells of has no room."""
    return not card.about or bool({*card.about} & {*draft.state.spacing.no_room})


def _free_evening(draft: Snapshot, card: Card) -> bool:
    """While anything is left out for the ramp."""
    return any(routine_of(one.other) == card.of for one in draft.state.spacing.clashes)


def _offer(draft: Snapshot, card: Card) -> bool:
    """Until any of the routines that it offers is enabled."""
    return not any(_running(draft, id) for id in card.about)


def _lost(draft: Snapshot, card: Card) -> bool:
    """Until each of them is enabled again."""
    return not card.about or any(_running(draft, id) is None for id in card.about)


def _running(draft: Snapshot, id: str) -> RoutineState | None:
    routine = draft.state.routines.get(id)
    return routine if routine and routine.enabled else None


#: Whether a card of each kind still says what is so. What only time ends has an `ends` (`notices.card_time_over`).
STILL_TRUE: dict[Kind, Still] = {
    "answered": _answer_stands,
    "missed": _always,  # `reminders.missed.follow` lets go of what was answered after all
    "zone": _always,  # ends when the times that it names have come
    "clock": _always,  # the same
    "problem": _always,
    "files": _files,
    "hold": _hold,
    "welcome": _always,  # ends when the time that it names has come, and with the next start
    "today": _always,  # the same
    "offer": _offer,
    "login": _always,
    "try": _always,  # ends by itself
    "silent": _silent,
    "course": _course,
    "session": _session_ended,
    "stock": _stock,
    "use-by": still_past,
    "irritation": _irritation,
    "ramp": _ramp,
    "clash": _always,  # `spacing.ask_which_of_two.ask` takes away what need not be asked any more
    "no-room": _no_room,
    "free-evening": _free_evening,
    "review": _always,  # `review.safety_notes.forget` takes away what stands no more
    "waits": _waits,
    "lost": _lost,
    "changes": _always,  # `review.check_in` takes it away where nothing goes by the answers
}
