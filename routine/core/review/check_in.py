"""Every three months: has anything changed? One notice, and where something has, one question after the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from routine.core.draft import Draft
from routine.core.reminders.silence import is_silent
from routine.core.review.check_in_interval import next_day
from routine.core.review.hours_for_questions import CLOSES, OPENS
from routine.core.review.outcomes import Look, ProfileConfirmed, QuestionsAnswered
from routine.core.review.profile_change import answer, confirm
from routine.core.review.question_card import BY_BUTTONS, facts_of_running, question_card, said
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Card, card_id
from routine.core.state.notice import Button
from routine.core.when.moment import instant_of

ASK = (Button("same", "Nothing changed"), Button("changed", "Something changed"))


def check_in(draft: Draft) -> None:
    """Ask once it is due, at a civil hour, of a household that answers; take it away where nothing goes by it."""
    shown = draft.card_of("changes") is not None
    day = next_day(draft.setup, draft.state, draft.now.zone)
    if shown and day is None:
        draft.drop_card(card_id("changes"))
    here = draft.now.wall()
    if shown or is_silent(draft) or day is None or here.date() < day or not OPENS <= here.time() < CLOSES:
        return
    body = "\n".join([*_answers(draft), "Is all of this still right?"])
    commands = ("routine profile confirm", "routine profile set FACT yes|no")
    title = "Has anything changed?"
    draft.show(Card(id=card_id("changes"), kind="changes", title=title, body=body, buttons=ASK, commands=commands))


def next_wakes(snapshot: Snapshot) -> Iterator[datetime]:
    """When (UTC) to look next: that morning, or the next one while it could not be asked."""
    day = next_day(snapshot.setup, snapshot.state, snapshot.now.zone)
    if day is None or snapshot.card_of("changes"):
        return
    here = snapshot.now.wall()
    opens = max(datetime.combine(day, OPENS), datetime.combine(here.date(), OPENS))
    yield instant_of(opens if opens > here else opens + timedelta(days=1), snapshot.now.zone)


def _answers(draft: Snapshot) -> list[str]:
    """The answers that the routines go by, in few words: `Yes: eczema`, `No: pregnancy, nursing`."""
    groups: dict[str, list[str]] = {}
    for fact in facts_of_running(draft):
        value = draft.setup.profile.get(fact.name)
        groups.setdefault(said(value), []).append(fact.called)
    named = {"yes": "Yes", "no": "No", "?": "Not answered"}
    lines = [f"{named[value]}: {', '.join(groups[value])}" for value in named if value in groups]
    others = [
        f"{name[:1].upper()}{name[1:]}: {value}" for value in groups.keys() - named.keys() for name in groups[value]
    ]
    return ["Your answers:", *lines, *sorted(others)]


# --- the answers --------------------------------------------------------------------------------------------------


def press(draft: Draft, card: Card, button: str) -> ProfileConfirmed | QuestionsAnswered | None:
    """A button of the notice; None where the next question took its place, or it only goes away."""
    if button == "same":
        confirm(draft)
        return ProfileConfirmed()
    if button == "not-now":
        draft.change_profile(not_before=draft.now.wall().date() + timedelta(days=1))
    elif button == "changed":
        return _ask(
            draft, [fact.name for fact in facts_of_running(draft) if fact.kind in BY_BUTTONS], card.revision, Look()
        )
    elif button in ("yes", "no"):
        look = answer(draft, card.about[0], button == "yes")
        return _ask(draft, list(card.about[1:]), card.revision, look)
    return None


def _ask(draft: Draft, facts: list[str], revision: int, look: Look) -> QuestionsAnswered | None:
    """Put the next question; after the last, what no button can say is left."""
    wanted = {fact.name: fact for fact in facts_of_running(draft)}
    left = [name for name in facts if name in wanted]
    if left:
        draft.show(question_card(draft, wanted[left[0]], left, revision + 1))
        return None
    confirm(draft)
    return QuestionsAnswered(look, tuple(fact.name for fact in facts_of_running(draft) if fact.kind not in BY_BUTTONS))
