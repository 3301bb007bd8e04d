"""Questions that an update brings: asked once, by a card with Yes and No; until then as a yes would have it."""

from __future__ import annotations

from typing import Literal

import pytest

from routine.core.config.rules import Fact, Rule
from routine.core.requests.reports import Reload
from routine.core.text.notice_title import LONGEST_TITLE
from tests.builders import World, a_preset

Level = Literal["final", "block", "warn", "note"]


def updated(
    level: Level,
    *,
    waits: bool = False,
    kind: Literal["yes-no", "areas", "list"] = "yes-no",
    asked: str = "Is it a flare?",
) -> World:
    """An acid and a mask run; the rules that come with an update ask about something that nobody was asked."""
    rule = Rule(
        name="flare", fact="flare", level=level, why="Not in a flare.", fix="Wait.", source="s", contains=("x",),
        waits=waits,
    )  # fmt: skip
    world = World(a_preset("acid", contains=("x",)), a_preset("mask", contains=("x",)), a_preset("spf"))
    world.change(rules={"flare": rule}, facts={"flare": Fact("flare", asked, kind)})
    world.ask(Reload())
    return world


def held(world: World) -> list[str]:
    return [id for id in ("acid", "mask", "spf") if world.routine(id).held]


@pytest.mark.parametrize(("level", "waits"), [("final", False), ("block", True)])
def test_what_a_yes_would_hold_is_on_hold_until_it_is_answered(level: Level, waits: bool) -> None:
    world = updated(level, waits=waits)
    assert (held(world), world.showing) == (["acid", "mask"], ["waits"])
    world.press("no", "waits")
    assert held(world) == []


@pytest.mark.parametrize("level", ["block", "warn", "note"])
def test_what_a_yes_would_only_tell_goes_on_and_is_asked_once(level: Level) -> None:
    world = updated(level)
    assert (held(world), world.showing) == ([], ["changes"])
    assert world.offers("changes") == ["yes", "no", "not-now"]
    world.press("no", "changes")
    world.ask(Reload())
    assert "changes" not in world.showing


def test_a_yes_brings_the_note_with_its_decision() -> None:
    world = updated("block")
    world.press("yes", "changes")
    assert "review" in world.showing


def test_later_is_later_and_the_same_files_ask_no_more() -> None:
    world = updated("warn")
    world.press("not-now", "changes")
    world.ask(Reload())
    world.to("2026-11-25 12:00")
    assert "changes" not in world.showing


def test_areas_are_asked_with_the_same_buttons_and_a_list_cannot_be() -> None:
    assert updated("block", waits=True, kind="areas").showing == ["waits"]
    assert updated("warn", kind="list").showing == ["review"]


def test_a_final_question_that_no_button_answers_is_not_asked_by_buttons() -> None:
    assert updated("final", kind="list").showing == ["hold", "hold"]


def test_the_same_question_is_not_sent_again_when_files_are_read_again() -> None:
    world = updated("warn")
    world.ask(Reload())
    assert world.simulation.shown.count("changes") == 1


def test_a_question_that_is_gone_gives_way_to_a_newer_one() -> None:
    world = updated("warn")
    dry = Rule(name="dry", fact="dry", level="note", why="Dry.", fix="Mind.", source="s", contains=("x",))
    world.change(rules={"dry": dry}, facts={"dry": Fact("dry", "Is it dry?")})
    world.ask(Reload())
    assert world.card("changes").about == ("dry",)


@pytest.mark.parametrize(("more", "title"), [(0, "the question"), (1, "A safety question is new")])
def test_a_question_too_long_for_a_title_stands_below_it(more: int, title: str) -> None:
    asked = "Is it a flare".ljust(LONGEST_TITLE + more - 1, ".") + "?"
    world = updated("warn", asked=asked)
    notice = world.notice("changes")
    assert notice.title == (asked if title == "the question" else title)
    assert (asked in notice.body) is bool(more)


def test_four_that_it_matters_to_are_all_named() -> None:
    world = World(*(a_preset(f"{letter}-cream", contains=("x",)) for letter in "abcd"))
    rule = Rule(name="dry", fact="dry", level="note", why="Dry.", fix="Mind.", source="s", contains=("x",))
    world.change(rules={"dry": rule}, facts={"dry": Fact("dry", "Is it dry?")})
    world.ask(Reload())
    assert "It matters to A cream, B cream, C cream and D cream." in world.notice("changes").body


def test_two_new_questions_come_one_after_the_other() -> None:
    world = updated("warn")
    more = Rule(name="dry", fact="dry", level="note", why="Dry.", fix="Mind.", source="s", contains=("x",))
    facts = {**world.setup_now.facts, "dry": Fact("dry", "Is it dry?")}
    world.change(rules={**world.setup_now.rules, "dry": more}, facts=facts)
    world.ask(Reload())
    assert world.card("changes").about == ("flare", "dry")
    world.press("no", "changes")
    assert world.card("changes").about == ("dry",)
