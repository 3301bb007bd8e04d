"""One's own routine: made, changed, copied and deleted."""

from __future__ import annotations

from tests.page.household import Household
from tests.page.routines.visiting import enabled, keys, sent, visitor_of
from tests.rows import each

_OWN = [
    ("title", "Evening oil"), ("kind", "habit"), ("summary", "A little oil before bed."), ("act", "make"),
    ("say.1", "Wash your hands."), ("say.2", "Lie down and breathe."), ("timer.2", "5"), ("unit.timer.2", "m"),
    ("posture.2", "lie-flat"), ("say.3", "Rub in two drops."), ("on", "mon"), ("on", "thu"), ("at", "21:40"),
]  # fmt: skip


def test_one_of_ones_own_is_made_changed_enabled_and_deleted(home: Household) -> None:
    visitor = visitor_of(home)
    page = sent(visitor, "~new", _OWN)
    assert "Your routine is made" in page
    assert "Lie down and breathe." in page
    found = keys(home, "evening-oil")
    assert (found["schedule.at"], found["schedule.on"]) == ("21:40", "mon,thu")
    steps = [step["step"] for step in home.ask("editable", v=1, preset="evening-oil")["steps"]]
    assert len(steps) == 3
    assert found[f"steps.{steps[1]}.timer"] == "5m"
    assert found[f"steps.{steps[1]}.posture"] == "lie-flat"
    sent(visitor, "evening-oil/step", {"act": f"up {steps[2]}"})
    sent(visitor, "evening-oil/step", {"act": f"remove {steps[0]}"})
    sent(visitor, "evening-oil/step", {"act": "add", "say": "Sleep.", "timer": "30", "unit.timer": "s"})
    now = home.ask("leaflet", v=1, routine="evening-oil")["steps"]
    assert [step["say"] for step in now] == ["Rub in two drops.", "Lie down and breathe.", "Sleep."]
    assert now[-1]["timer_s"] == 30
    sent(visitor, "evening-oil/change", [("key", "title"), ("set.title", "Night oil"), ("act", "save")])
    assert "Night oil" in visitor.get("routines").text
    assert "is enabled" in sent(visitor, "evening-oil/begin", {"act": "enable"})
    assert "evening-oil" in enabled(home)
    assert "Night oil is deleted" in sent(visitor, "evening-oil/delete")
    assert "evening-oil" not in {row["id"] for row in home.ask("preset-list", v=1)["presets"]}


def test_one_of_ones_own_may_be_called_in_any_script(home: Household) -> None:
    visitor = visitor_of(home)
    fields = [pair for pair in _OWN if pair[0] not in ("title", "say.1")]
    page = sent(visitor, "~new", [*fields, ("title", "Масло на ночь"), ("say.1", "Вымойте руки.")])
    assert "Масло на ночь" in page
    assert "Вымойте руки." in page
    sent(visitor, "my-routine/delete")


def test_room_for_more_steps_keeps_what_was_typed(home: Household) -> None:
    page = visitor_of(home).post("routines/~new", [*_OWN, ("act", "more")])
    assert page.status == 200
    assert page.text.count('name="say.') == 5
    assert "Lie down and breathe." in page.text


@each(
    "change",
    [("title", "  "), ("title", "…"), ("at", "25:00"), ("kind", "nosuch"), ("timer.2", "-5"), ("posture.2", "fly")],
)
def test_one_of_ones_own_that_cannot_be_is_not_made_and_says_why(home: Household, change: tuple[str, str]) -> None:
    fields = [pair for pair in _OWN if pair[0] != change[0]] + [change]
    answer = visitor_of(home).post("routines/~new", fields)
    assert answer.status == 422
    assert "Nothing was made." in answer.text
    assert "Lie down and breathe." in answer.text
    assert not [row for row in home.ask("preset-list", v=1)["presets"] if row["source"] == "own"]


def test_a_copy_has_the_steps_and_the_rules_of_its_original(asking: Household) -> None:
    visitor = visitor_of(asking)
    assert "This is your copy" in sent(visitor, "egg-mask/copy", {"title": "My own mask"})
    assert "Are you allergic to egg?" in visitor.get("routines/my-own-mask/begin").text
    answers = [("fact.egg-allergy", "yes"), ("fact.broken-skin", "no"), ("fact.pregnant", "no"), ("act", "enable")]
    sent(visitor, "my-own-mask/begin", answers)
    assert "my-own-mask" not in enabled(asking)


def test_a_shipped_one_cannot_be_deleted(home: Household) -> None:
    page = sent(visitor_of(home), "collagen/delete")
    assert "flash stop" in page
    assert "collagen" in enabled(home)
