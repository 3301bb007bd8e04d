"""What waits until something is over: held visibly, asked about in a notice, and then going on by itself."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from routine.core.config.rules import Fact, Rule
from routine.core.preset.model import Preset, Safety
from routine.core.requests.commands import Done, Enable
from routine.core.requests.queries import Overview, StatusQuery, Today
from routine.core.requests.reports import Reload
from tests.builders import World, a_series
from tests.core.reminders.test_next_time import next_at
from tests.core.review.households import guarded

WOUND = Rule(
    name="wound", fact="wound", level="block", why="It is not for open skin.", fix="Wait until it has healed.",
    source="s", waits=True,
)  # fmt: skip
FLARE = Rule(name="flare", fact="flare", level="block", why="Not in a flare.", fix="Wait.", source="s", waits=True)
RULES = {rule.name: rule for rule in (WOUND, FLARE)}
FACTS = {name: Fact(name, f"Do you have a {name}?") for name in ("wound", "flare")}
NO = {"wound": False, "flare": False}


def household(*presets: Preset, **fields: Any) -> World:
    """Somebody to whom nothing applies."""
    return World(*presets, rules=RULES, facts=FACTS, profile=dict(NO), **fields)


def say(world: World, **profile: bool) -> dict[str, Any]:
    """By command; the reply."""
    world.change(profile={**world.files.setup.profile, **profile})
    return world.ask(Reload(fact=next(iter(profile))))


def wounded(*presets: Preset) -> World:
    """A mask and an acid run, and skin is broken from now on."""
    world = household(*(presets or (guarded("mask", "wound"), guarded("acid", "wound", "flare"))))
    say(world, wound=True)
    return world


def test_what_runs_is_held_and_one_notice_says_so_with_a_button_that_ends_it() -> None:
    world = wounded()
    assert [world.routine(id).held is not None for id in ("mask", "acid")] == [True, True]
    notice = world.notice("waits")
    assert notice.title == "2 routines are on hold"
    assert "It is not for open skin." in notice.body
    assert "Wait until it has healed." in notice.body
    assert [button.label for button in notice.buttons] == ["It is over", "Not yet"]
    assert notice.commands == ("routine profile set wound no",)


@pytest.mark.parametrize(
    ("answer", "labels"), [(True, ["It is over", "Not yet", "Say where"]), ("hands", ["It is over", "Not yet"])]
)
def test_who_only_said_that_it_is_so_can_say_where(answer: bool | str, labels: list[str]) -> None:
    """What goes elsewhere need not wait; who named an area already is not asked for it again."""
    world = household(guarded("mask", "wound"))
    world.change(facts={"wound": Fact("wound", "Do you have a wound?", kind="areas")}, profile={"wound": answer})
    world.ask(Reload(fact="wound"))
    assert [button.label for button in world.notice("waits").buttons] == labels


def test_nothing_comes_while_it_lasts_and_the_log_says_why() -> None:
    world = wounded()
    world.to("2026-11-25 09:00")
    assert world.raised == []
    assert {entry.reason for entry in world.log if entry.answer == "excused"} == {"held: It is not for open skin."}


def test_what_waited_for_an_answer_is_not_counted() -> None:
    world = household(guarded("mask", "wound"))
    world.to("08:05")
    assert world.raised
    say(world, wound=True)
    assert world.raised == []
    assert list(world.answers.values()) == ["excused"]


def test_the_command_says_what_is_held_why_and_how_to_end_it() -> None:
    world = household(guarded("mask", "wound"))
    said = " ".join(say(world, wound=True)["said"])
    assert "Mask is on hold. It is not for open skin." in said
    assert "routine profile set wound no" in said
    assert "preset enable" not in said


def test_status_today_and_overview_show_the_hold() -> None:
    world = wounded()
    held = world.ask(StatusQuery())["held"]
    assert [(one["routine"], one["why"]) for one in held] == [("acid", WOUND.why), ("mask", WOUND.why)]
    for query in (Today(), Overview()):
        notes = " ".join(world.ask(query)["notes"])
        assert "on hold" in notes
        assert "routine profile set wound no" in notes


def test_a_button_ends_it_and_what_is_next_is_said() -> None:
    world = wounded()
    world.press("over", "waits")
    assert [world.routine(id).held for id in ("mask", "acid")] == [None, None]
    assert world.setup_now.profile["wound"] is True  # the file follows; state has the answer
    assert any(one.fact == "wound" and one.value is False for one in world.state.profile.said)
    assert next_at("today 08:00") in world.notice("answered").body
    world.to("08:00")
    assert len(world.raised) == 2


def test_a_command_ends_it_too_and_takes_the_notice_away() -> None:
    world = wounded()
    said = " ".join(say(world, wound=False)["said"])
    assert next_at("today 08:00") in said
    assert world.showing == []
    assert world.routine("mask").held is None


def test_what_something_else_stands_against_waits_on_for_that() -> None:
    world = wounded()
    say(world, flare=True)
    say(world, wound=False)
    assert world.routine("mask").held is None
    held = world.routine("acid").held
    assert held is not None
    assert held.waits_for == "flare"


def test_not_yet_asks_again_on_the_day_of_the_next_time_at_ten() -> None:
    world = wounded()
    world.press("not-yet", "waits")
    assert world.showing == []
    world.to("23:00")
    assert world.showing == []
    world.to("2026-11-24 10:00")
    assert world.showing == ["waits"]
    world.press("not-yet", "waits")
    world.to("2026-11-25 10:00")
    assert world.showing == ["waits"]


def test_time_on_hold_leaves_no_times_to_answer_behind() -> None:
    world = wounded(guarded("mask", "wound"))
    world.to("2026-11-26 12:00")
    world.press("over", "waits")
    assert world.raised == []
    world.to("2026-11-27 08:00")
    assert world.raised == ["mask@2026-11-27T08:00"]


def test_who_accepted_a_yes_goes_on_and_who_went_on_without_an_answer_did_not() -> None:
    knew = World(
        guarded("mask", "wound"), rules=RULES, facts=FACTS, profile={**NO, "wound": True}, accept=("wound",)
    )  # fmt: skip
    knew.ask(Reload())
    assert knew.routine("mask").held is None
    left_open = World(guarded("mask", "wound"), rules=RULES, facts=FACTS, profile={}, accept=("wound",))
    say(left_open, wound=True)
    assert left_open.routine("mask").held is not None


def test_enabling_it_again_with_the_rule_accepted_goes_on() -> None:
    world = wounded(guarded("mask", "wound"))
    world.ask(Enable(("mask",), ("wound",)))
    assert world.routine("mask").held is None
    assert world.showing == []
    world.ask(Reload())
    assert world.routine("mask").held is None


def test_a_series_of_visits_is_not_held_for_its_after_care_goes_on() -> None:
    world = household(replace(a_series("sculptra"), safety=Safety(never_if=("wound",))))
    say(world, wound=True)
    assert world.routine("sculptra").held is None
    assert "review" in world.showing


def test_a_restart_forgets_nothing() -> None:
    world = wounded()
    world.restart()
    assert world.showing == ["waits"]
    world.press("over", "waits")
    assert world.routine("mask").held is None


def asked_anew() -> World:
    """A mask that runs, and whose final rule asks something that nobody has answered."""
    final = Rule(
        name="egg",
        fact="egg",
        level="final",
        why="Are you allergic to egg? Mask needs your answer.",
        fix="Leave it off.",
        source="s",
    )
    facts = {**FACTS, "egg": Fact("egg", "Are you allergic to egg?")}
    world = World(guarded("mask", "egg"), rules={"egg": final}, facts=facts, profile={"egg": False})
    world.change(profile={})
    world.ask(Reload())
    return world


def test_a_final_rules_open_question_is_answered_by_buttons() -> None:
    """An update may ask something new of what runs: no terminal is needed to answer."""
    world = asked_anew()
    notice = world.notice("waits")
    assert "Are you allergic to egg?" in notice.body
    assert [button.label for button in notice.buttons] == ["Yes", "No", "Later"]
    world.press("no", "waits")
    assert world.routine("mask").held is None
    world.to("08:00")
    world.ask(Done(("mask",)))


@pytest.mark.parametrize("button", ["yes"])
def test_a_yes_to_it_holds_for_good(button: str) -> None:
    world = asked_anew()
    world.press(button, "waits")
    held = world.routine("mask").held
    assert held is not None
    assert (held.why, held.waits_for) == ("Are you allergic to egg? Mask needs your answer.", "")
    assert "hold" in world.showing
