"""The profile and a leaflet as queries: every question with its answer, and who goes by it."""

from __future__ import annotations

import pytest

from routine.core.config.rules import Fact, Rule
from routine.core.config.settings import Settings
from routine.core.errors import NotFoundError
from routine.core.preset.model import Safety, Step
from routine.core.requests.commands import Disable, Enable
from routine.core.requests.queries import LeafletQuery, ProfileQuery, SettingsQuery
from routine.core.requests.reports import Reload
from tests.builders import World, a_preset, lasting, weekly

FACTS = {
    "egg": Fact("egg", "Are you allergic to egg?"),
    "week": Fact("week", "Which week of pregnancy are you in?", "number"),
    "sun": Fact("sun", "Do you burn easily?"),
}
RULES = {
    "egg": Rule(name="egg", fact="egg", level="final", why="It is egg.", fix="Leave it off.", source="a label"),
    "sun": Rule(name="sun", fact="sun", level="note", why="It burns.", fix="Use sunscreen.", source="a label"),
}
STEPS = (
    Step(id="cleanse", say="Wash."),
    Step(id="lie", say="Lie flat.", posture="lie-flat", timer=lasting("8m"), lead_in=lasting("20s"), on_skin="start"),
)


def a_household(**profile: bool | str) -> World:
    """A mask of egg, and sunscreen."""
    safety = Safety(never_if=("egg",), longest_on_skin=lasting("15m"))
    mask = a_preset("mask", weekly(4, "20:30"), kind="mask", steps=STEPS, needs=("egg white",), safety=safety)
    world = World(mask, a_preset("spf"), facts=FACTS, rules=RULES, profile=dict(profile), enabled=False)
    world.ask(Enable(("spf",)))
    return world


def test_a_question_that_nobody_answered_is_no_no() -> None:
    """The answer is none, and the routine that needs it is named."""
    world = a_household(egg=False)
    world.ask(Enable(("mask",)))
    facts = {one["fact"]: one for one in world.ask(ProfileQuery())["facts"]}
    assert (facts["egg"]["answer"], facts["egg"]["words"], facts["egg"]["yes"]) == (False, "no", False)
    assert (facts["egg"]["concerns"], facts["egg"]["open"]) == (["mask"], False)
    assert (facts["week"]["answer"], facts["week"]["words"], facts["week"]["open"]) == (None, "", False)


def test_dates_are_said_as_people_write_them() -> None:
    """The year where it is another one; what is edited stays as it is typed."""
    lab = {"lab": Fact("lab", "Do you have lab tests coming up?", "dates")}
    world = World(a_preset("spf"), facts=lab, profile={"lab": "2026-12-12, 2027-01-03"}, enabled=False)
    (found,) = world.ask(ProfileQuery())["facts"]
    assert (found["answer"], found["words"]) == ("2026-12-12, 2027-01-03", "12 December, 3 January 2027")


def test_what_runs_and_waits_for_an_answer_is_open() -> None:
    """Its answer was taken back while it runs."""
    world = a_household(egg=False)
    world.ask(Enable(("mask",)))
    world.change(profile={})
    world.ask(Reload(fact="egg"))
    facts = {one["fact"]: one for one in world.ask(ProfileQuery())["facts"]}
    assert facts["egg"]["open"]


def test_the_profile_says_when_it_was_confirmed_and_when_it_asks_again() -> None:
    """Three months after it was said to be right."""
    world = a_household(egg=False)
    world.ask(Enable(("mask",)))
    world.ask(Reload(confirmed=True))
    found = world.ask(ProfileQuery())
    assert (found["confirmed"], found["asks_on"]) == ("2026-11-23T06:00:00Z", "2027-02-23")


def test_a_leaflet_has_its_parts_its_steps_and_what_it_asks() -> None:
    """Also of a preset that is not enabled."""
    found = a_household().ask(LeafletQuery("mask"))
    assert (found["id"], found["enabled"], found["next"]) == ("mask", False, None)
    assert [(one["id"], one["timer_s"], one["lead_in_s"]) for one in found["steps"]] == [
        ("cleanse", None, None), ("lie", 480, 20),
    ]  # fmt: skip
    assert (found["timed_s"], found["longest_on_skin_s"], found["guided"]) == (500, 900, True)
    assert [(one["fact"], one["answer"]) for one in found["asks"]] == [("egg", None)]
    assert found["needs"] == ["egg white"]
    first = [part["title"] for part in found["first"]]
    assert first[0] == "Do not use it if"
    assert all(part["lines"] for part in (*found["first"], *found["sections"]))


def test_a_leaflet_of_what_runs_says_when_it_comes_next() -> None:
    """And is found by a part of its name."""
    world = a_household()
    found = world.ask(LeafletQuery("spf"))
    assert (found["enabled"], found["next"]) == (True, "2026-11-23T08:00")
    world.ask(Disable(("spf",)))
    assert world.ask(LeafletQuery("spf"))["next"] is None
    with pytest.raises(NotFoundError):
        world.ask(LeafletQuery("nothing"))


def test_every_setting_says_its_value_its_default_and_what_it_may_be() -> None:
    """What a form on a page needs."""
    world = World(settings=Settings(voice="off", refill_days=9))
    found = {one["key"]: one for one in world.ask(SettingsQuery())["settings"]}
    assert found.keys() == set(Settings.__struct_fields__)
    voice, days = found["voice"], found["refill_days"]
    assert (voice["value"], voice["default"], voice["chosen"], voice["form"]) == ("off", "auto", True, "choice")
    assert {"auto", "off"} <= set(voice["choices"])
    assert (days["value"], days["form"], days["least"], days["most"]) == ("9", "number", 0, 90)
    assert [found[key]["form"] for key in ("day_ends", "quiet", "place", "music")] == ["clock", "spans", "text", "text"]
    assert not found["day_ends"]["chosen"]
