"""The words that `decide` has of its own: for what changed nothing, and in the notice whose button was pressed."""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import walk_packages
from typing import get_type_hints

import pytest

from routine import core
from routine.core.decide.after import Aftermath
from routine.core.decide.outcomes import NothingDone, Pressed, PutAway, TimePassed
from routine.core.decide.say import CONFIRMATIONS, REPLIES, by_name, say
from routine.core.draft import Outcome
from routine.core.errors import RoutineError
from routine.core.reminders.outcomes import DoneAfterAll
from routine.core.requests.commands import Done, Enable
from tests.builders import World, a_preset
from tests.core.reminders.test_next_time import next_at


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (NothingDone("answered"), ("You have already answered this.",)),
        (NothingDone("more waits"), ("More reminders are waiting here now. Nothing was answered.",)),
        (NothingDone(), ()),
        (Pressed("n1", PutAway("to plan")), ("There is nothing left to plan.",)),
        (Pressed("n1", PutAway("to answer")), ("There is nothing left to answer.",)),
        (Pressed("n1", PutAway()), ()),
        (TimePassed(), ()),
    ],
)
def test_what_changed_nothing_says_why_or_nothing(outcome: Outcome, said: tuple[str, ...]) -> None:
    assert say(World(a_preset()).draft, outcome, Aftermath()).said == said


def of_all_rooms() -> dict[str, type[Outcome]]:
    """Every outcome, by its name."""
    for module in walk_packages(core.__path__, "routine.core."):
        import_module(module.name)
    return {one.__name__: one for one in Outcome.__subclasses__()}


@pytest.mark.parametrize("table", [REPLIES, CONFIRMATIONS], ids=["replies", "confirmations"])
def test_each_function_that_has_words_for_an_outcome_takes_that_outcome(table: dict[str, str]) -> None:
    outcomes = of_all_rooms()
    for name, words in table.items():
        found = by_name(words)
        taken = list(get_type_hints(found, vars(sys.modules[found.__module__])).values())[1]
        assert taken is outcomes[name], words


def test_every_outcome_has_words_somewhere() -> None:
    """`say`, or what holds them, words the few others; by their names the tables know them, so no two share one."""
    names = [one.__name__ for one in Outcome.__subclasses__()]
    assert len(names) == len(set(names))
    own = {"TimePassed", "NothingDone", "PutAway", "Pressed", "Reloaded", "Welcomed", "LoginAsked", "PageAsked"}
    assert set(of_all_rooms()) == own | {"EndedUnsafe", "TooLateForLater"} | REPLIES.keys() | CONFIRMATIONS.keys()


def test_a_press_is_told_in_the_same_notice_and_its_reply() -> None:
    world = World(a_preset())
    world.ask(Done(("spf",)))
    draft, lines = world.draft, ("Spf, today 08:00: done.", f"Spf. {next_at('tomorrow 08:00')}")
    pressed = Pressed("n1", DoneAfterAll(tuple(world.log)))
    assert say(draft, pressed, Aftermath()).said == lines
    card = draft.card("n1")
    assert card is not None
    assert (card.kind, card.title, card.body) == ("answered", "Marked as done", "\n".join(lines))
    assert [button.label for button in card.buttons] == ["Undo"]


def test_a_clock_that_was_never_set_is_told_with_what_it_says() -> None:
    world = World(a_preset(), now="1970-01-01 00:05", enabled=False)
    with pytest.raises(RoutineError) as refused:
        world.ask(Enable(("spf",)))
    assert refused.value.message == "The clock of this computer is not set. It shows 1 January 1970, 00:05."
    assert refused.value.hint == "Set the clock, then try again."
