"""The words after ratings, and of what cannot be rated."""

from __future__ import annotations

from routine.core.reminders.lines import rated as lines
from routine.core.reminders.outcomes import (
    Rated,
)
from routine.core.requests.commands import Rate, Undo
from tests.builders import World, a_preset
from tests.core.reminders.lines.households import SIGNS, a_check, answered, refusal, taken_back
from tests.core.reminders.test_next_time import next_at


def test_the_first_ratings_say_how_many_and_that_next_time_you_see_what_changed() -> None:
    world, entries = answered(Rate("look", ("tone=2", "wrinkles.forehead=1")), world=a_check())
    assert lines.rated(world.draft, Rated(entries[0], before={})).said == (
        "Look, today 08:00: done. You rated 2 of 3.",
        "These are your first ratings. Next time you see what has changed.",
        next_at("tomorrow 08:00"),
    )


def test_later_ratings_say_what_became_stronger_or_weaker() -> None:
    world, entries = answered(Rate("look", ("tone=3", "wrinkles.forehead=0", "wrinkles.between=3")), world=a_check())
    before = {"tone": 2, "wrinkles.forehead": 1, "wrinkles.between-the-brows": 3}
    assert lines.rated(world.draft, Rated(entries[0], before)).said == (
        "Look, today 08:00: done. You rated 3 of 3.",
        "Stronger: Slack skin 3 (was 2).",
        "Weaker: Fine wrinkles, forehead 0 (was 1).",
        "1 rating is as it was.",
        "This is not a diagnosis: show a doctor what is new, sudden or worries you.",
        next_at("tomorrow 08:00"),
    )


def test_ratings_that_are_taken_back_are_said_to_be_gone() -> None:
    world, _ = answered(Rate("look", ("tone=2",)), Undo(), world=a_check())
    assert taken_back(world) == (
        "Look, today 08:00: undone. Its ratings are removed too. It is waiting for your answer.",
    )


def test_ratings_without_a_routine_that_has_signs_say_which_have_some() -> None:
    world = World(a_preset("look", kind="check", signs=SIGNS), a_preset("other", kind="check", signs=SIGNS), a_preset())
    refused = refusal(world, Rate(None, ("tone=2",)))
    assert refused.message == (
        "2 routines have signs to rate. Which one do you mean?\n  routine rate look   Look\n"
        "  routine rate other   Other"
    )
    refused = refusal(world, Rate("spf", ("tone=2",)))
    assert (refused.message, refused.hint) == ("Spf has no signs to rate.", "These routines have signs: look, other.")
    refused = refusal(world, Rate("look", ()))
    assert (refused.message, refused.hint) == ("Nothing was rated.", "For example: routine rate look --set tone=2")
    refused = refusal(World(a_preset("look", signs=SIGNS), enabled=False), Rate("look", ("tone=2",)))
    assert refused.message == "Look is not enabled."


def test_where_nothing_became_stronger_or_weaker_only_that_is_said() -> None:
    world, entries = answered(Rate("look", ("tone=2",)), world=a_check())
    assert lines.rated(world.draft, Rated(entries[0], before={"tone": 2})).said[1:-1] == ("1 rating is as it was.",)
