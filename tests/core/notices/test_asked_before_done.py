"""The question before a reminder that no session guides: asked by its notice's buttons, before Done."""

from __future__ import annotations

from routine.core.config.rules import SafetyQuestion
from routine.core.preset.model import Safety
from routine.core.requests.commands import Done, Undo
from tests.builders import World, a_preset
from tests.presets.shipped import answered, preset, questions

TODAY = SafetyQuestion(
    name="today", text="Is it sore today?", stops_on="yes", why="Not today. Wait until it has healed."
)
TESTED = SafetyQuestion(name="tested", text="Have you tried it?", stops_on="no", why="Try it first.", once=True)


def an_acid(*ask: str) -> World:
    """A morning on which an acid waits for its answer."""
    acid = a_preset("acid", kind="treatment", contains=("aha",), safety=Safety(ask=ask))
    world = World(acid, questions={"today": TODAY, "tested": TESTED})
    world.to("08:00")
    return world


def test_its_notice_asks_before_it_offers_done() -> None:
    world = an_acid("today")
    assert world.offers("acid") == ["say-no", "later", "say-yes"]
    assert world.notice("acid").body.startswith("Is it sore today?")


def test_a_good_answer_leads_to_its_own_buttons_in_a_new_notice() -> None:
    world = an_acid("today")
    before = world.notice("acid")
    world.press("say-no", "acid")
    assert world.offers("acid") == ["done", "later", "irritated"]
    assert world.notice("acid").revision != before.revision
    assert "sore" not in world.notice("acid").body
    world.press("done", "acid")
    assert list(world.answers.values()) == ["done"]


def test_a_bad_answer_leaves_it_out_today_and_says_why() -> None:
    world = an_acid("today")
    world.press("say-yes", "acid")
    assert list(world.answers.values()) == ["skipped"]
    assert TODAY.why in world.notice("answered").body
    assert world.log[-1].reason == TODAY.why


def test_a_bad_answer_is_taken_back_with_undo_and_asked_again() -> None:
    world = an_acid("today")
    world.press("say-yes", "acid")
    world.ask(Undo())
    assert world.offers("acid") == ["say-no", "later", "say-yes"]


def test_it_is_asked_again_on_the_next_day() -> None:
    world = an_acid("today")
    world.press("say-no", "acid")
    world.press("done", "acid")
    world.to("2026-11-24 08:00")
    assert world.offers("acid") == ["say-no", "later", "say-yes"]


def test_several_questions_come_one_after_the_other_and_one_for_good_is_asked_once() -> None:
    world = an_acid("tested", "today")
    assert world.notice("acid").body.startswith("Have you tried it?")
    world.press("say-yes", "acid")
    assert world.notice("acid").body.startswith("Is it sore today?")
    world.press("say-no", "acid")
    world.press("done", "acid")
    world.to("2026-11-24 08:00")
    assert world.notice("acid").body.startswith("Is it sore today?")


def test_what_was_done_is_recorded_by_command_without_a_question() -> None:
    world = an_acid("today")
    world.ask(Done(("acid",)))
    assert list(world.answers.values()) == ["done"]


def test_two_that_ask_do_not_share_a_notice() -> None:
    """All done would pass over the question."""
    two = [a_preset(id, safety=Safety(ask=("today",))) for id in ("one", "two")]
    world = World(*two, questions={"today": TODAY})
    world.to("08:00")
    assert world.showing == ["one"]


def test_the_shipped_acid_asks_about_broken_skin_from_its_notice() -> None:
    known = answered()
    asked = questions()
    world = World(preset("aha"), profile=known.profile, rules=known.rules, facts=known.facts, questions=asked)
    world.to(world.next("aha"))
    assert world.notice("aha").body.startswith("Is your skin open, sore or sunburnt today")
    assert len(world.offers("aha")) == 3
