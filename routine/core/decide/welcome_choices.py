"""What can be done from the welcome by mouse: look at today, add what needs no safety question, start at login."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from routine.core.decide.outcomes import LoginAsked, NothingDone, PageAsked
from routine.core.draft import Draft, Outcome
from routine.core.errors import NothingToDoError
from routine.core.reminders.next_time import until_told
from routine.core.reminders.outcomes import Answered
from routine.core.reminders.too_soon import too_soon
from routine.core.reminders.which_time import at_hand
from routine.core.requests.commands import Enable
from routine.core.review.on_hold import reviewed
from routine.core.routines.enable import enable
from routine.core.routines.welcome_lines import MORE, offered, today_lines
from routine.core.snapshot import Snapshot
from routine.core.spacing.plan import today
from routine.core.state.cards import Card, card_id
from routine.core.state.keys import is_extra
from routine.core.state.notice import OK_BUTTONS, Button
from routine.core.when.moment import day_of, instant_of

#: Kinds of routines that ask for no product on the skin and no dose: nothing is to be read before they begin.
_SIMPLE = ("diet", "habit")
_AT_ONCE = 2
#: Buttons that a notice holds; how those begin that say that a routine was done.
_MOST, _DID = 3, "did:"
OTHERS = Button("others", "Others")


class Choice(NamedTuple):
    """A button that leads on: what it says, what to type instead, and what pressing it does.

    That may show the next notice itself.
    """

    label: str
    command: str
    act: Callable[[Draft], Outcome | None]


def with_choices(draft: Snapshot, card: Card, *but: str) -> Card:
    """The card with what there is to do, without these; where nothing is left, with OK."""
    hidden = {*but, *(["at-login"] if draft.state.at_login else [])}
    left = {id: choice for id, choice in CHOICES.items() if id not in hidden}
    if len(left) > _MOST:
        left.pop(MORE.id, None)  # the page leads there too
    buttons = tuple(Button(id, choice.label) for id, choice in left.items())
    return replace(card, buttons=buttons or OK_BUTTONS, commands=tuple(choice.command for choice in left.values()))


def press(draft: Draft, _: Card, button: str) -> Outcome | None:
    """A button of the welcome, or of a notice that came of it; None where it only put the notice away."""
    if button.startswith(_DID):
        return _did(draft, button.removeprefix(_DID))
    choice = CHOICES.get(button)
    return choice.act(draft) if choice else None


# --- the page -----------------------------------------------------------------------------------------------------


def _open(_: Snapshot) -> Outcome:
    return PageAsked()


# --- today --------------------------------------------------------------------------------------------------------


def _show_today(draft: Draft) -> None:
    """Today's times and answers, as long as the list is true."""
    found = today(draft.setup, draft.state, draft.now)
    title, body = today_lines(draft, [(one.routine, one.nominal, one.status) for one in found])
    ends = min(until_told(draft, (one.instant for one in found)), _day_over(draft))
    card = Card(id=card_id("today"), kind="today", title=title, body=body, ends=ends)
    draft.show(_with_what_can_be_said(draft, with_choices(draft, card, "today", "open")))


def _with_what_can_be_said(draft: Snapshot, card: Card) -> Card:
    """First what was done although no time of it is planned: sunscreen put on already, and what is done as needed."""
    did = [id for id in draft.enabled() if _of_its_own(draft, id)][:_AT_ONCE]
    said = [Button(f"{_DID}{id}", "It is on" if draft.preset(id).kind == "sun" else draft.title(id)) for id in did]
    commands = (*(f"routine done {id}" for id in did), *card.commands)
    return replace(card, buttons=(*said, *card.buttons)[:_MOST], commands=commands[:_MOST])


def _of_its_own(draft: Snapshot, id: str) -> bool:
    try:
        return is_extra(at_hand(draft, id, "done")[0].key)
    except NothingToDoError:
        return False


def _did(draft: Draft, id: str) -> Outcome:
    """Record it, unless it was recorded meanwhile; what is too soon is told beside Undo."""
    try:
        occurrence, replaces = at_hand(draft, id, "done")
    except NothingToDoError:
        return NothingDone("answered")
    against = too_soon(draft, id, draft.now.instant, replaces)
    entry = draft.answer(id, occurrence, "done", by="person", replaces=replaces)
    return Answered((entry,), (against,) if against else ())


def _day_over(draft: Snapshot) -> datetime:
    day = day_of(draft.now.wall(), draft.day_ends)
    return instant_of(datetime.combine(day + timedelta(days=1), draft.day_ends), draft.now.zone)


# --- more ---------------------------------------------------------------------------------------------------------


def _offer(draft: Draft, before: Card | None = None) -> Outcome | None:
    """Routines that nothing stands against and nothing has to be asked about: the next after those offered before."""
    ids = _addable(draft)
    if not ids:
        return NothingDone("all enabled")
    later = [id for id in ids if before and id > before.about[-1]] or ids
    shown = later[:_AT_ONCE]
    title, body = offered(draft, shown)
    choices = [Button(f"add:{id}", draft.title(id)) for id in shown]
    choices += [OTHERS] if len(ids) > len(shown) else []
    draft.show(
        Card(
            id=card_id("offer"),
            kind="offer",
            title=title,
            body=body,
            buttons=tuple(choices),
            about=tuple(shown),
            commands=tuple(f"routine preset enable {id}" for id in shown),
            revision=before.revision + 1 if before else 0,
        )
    )
    return None


def _addable(draft: Snapshot) -> list[str]:
    enabled = {*draft.enabled()}
    return [id for id, preset in sorted(draft.setup.presets.items()) if _is_simple(draft, id, preset.kind, enabled)]


def _is_simple(draft: Snapshot, id: str, kind: str, enabled: Iterable[str]) -> bool:
    return kind in _SIMPLE and id not in enabled and not reviewed(draft, [id])


def press_offer(draft: Draft, card: Card, button: str) -> Outcome | None:
    """Enable what was chosen, or show others. Raises RefusedError where something stands against it by now."""
    if button == OTHERS.id:
        return _offer(draft, before=card)
    return enable(draft, Enable((button.removeprefix("add:"),)))


# --- at login -----------------------------------------------------------------------------------------------------


def _at_login(_: Snapshot) -> Outcome:
    return LoginAsked(on=True)


def press_login(_: Snapshot, __: Card, button: str) -> Outcome | None:
    """Undo what the notice tells of."""
    return LoginAsked(on=False) if button == "undo" else None


#: What there is to do, in the order of the buttons; notices hold three. Add a row, and the welcome offers it.
CHOICES: dict[str, Choice] = {
    "open": Choice("Open Routine", "routine open", _open),
    "today": Choice("Show today", "routine today", _show_today),
    MORE.id: Choice(MORE.label, "routine preset list", _offer),
    "at-login": Choice("Start at login", "routine autostart on", _at_login),
}
