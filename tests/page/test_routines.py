"""Routines: found by what is in them, read, enabled with their questions, changed, ended; by forms and by script."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from tests.page.browser import WIDTHS, Browser, Theme, axe, wider_than_window
from tests.page.household import Household, Visitor
from tests.rows import each

_EGG_ASKS = ("egg-allergy", "broken-skin", "pregnant")


_RUN = {"spf", "collagen", "retinoid-a", "scalp-massage"}
_UNSURE = (*_EGG_ASKS, "lab-tests")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Household]:
    """One for all of these; each finds it as the first did."""
    made = Household(tmp_path_factory.mktemp("routines") / "home")
    made.live(timedelta(days=2), *_RUN).start()
    yield made
    made.close()


@pytest.fixture
def home(house: Household) -> Household:
    """Some routines run, as they were shipped; every safety question is answered with no."""
    house.ask("answers", v=1, answers=dict.fromkeys(_UNSURE, "no"))
    rows = house.ask("preset-list", v=1)["presets"]
    mine = [row for row in rows if row["source"] != "shipped"]
    on = {row["id"] for row in rows if row["enabled"]}
    if on - _RUN:
        house.ask("disable", v=1, routines=sorted(on - _RUN))
    undone = [{"edit": "delete" if row["source"] == "own" else "reset", "preset": row["id"]} for row in mine]
    if undone:
        house.ask("edit", v=1, edits=undone)
    if _RUN - on:
        house.ask("enable", v=1, routines=sorted(_RUN - on))
    return house


@pytest.fixture
def asking(home: Household) -> Household:
    """The same, but the questions of the egg white mask and that for lab tests have no answer."""
    home.ask("edit", v=1, edits=[{"edit": "forget", "fact": fact} for fact in _UNSURE])
    return home


@cache
def visitor_of(home: Household) -> Visitor:
    """Somebody who opened the page once and stays."""
    return home.visitor()


def sent(visitor: Visitor, path: str, fields: Any = ()) -> str:
    """The page that comes after a form."""
    return text_of(visitor.follow(visitor.post(f"routines/{path}", fields)).text)


def text_of(page: str) -> str:
    """What is to be read on a page, and its markup, without entities."""
    return html.unescape(page)


def enabled(home: Household) -> set[str]:
    """The ids of what is enabled."""
    return {row["id"] for row in home.ask("preset-list", v=1)["presets"] if row["enabled"]}


def keys(home: Household, preset: str) -> dict[str, str | None]:
    """What a preset says by now: its times, days, and steps."""
    told = home.ask("editable", v=1, preset=preset)
    found = [
        *told["other"],
        *told["schedule"],
        *told["remind"],
        *told["series"],
        *(key for one in (*told["steps"], *told["care"]) for key in one["keys"]),
    ]
    return {key["key"]: key["value"] for key in found}


def facts(home: Household) -> dict[str, Any]:
    """What was answered."""
    return {one["fact"]: one["answer"] for one in home.ask("profile", v=1)["facts"]}


# --- the shelf --------------------------------------------------------------------------------------------------------


def test_every_preset_stands_on_the_shelf_once(home: Household) -> None:
    page = visitor_of(home).get("routines").text
    ids = re.findall(r'<h3><a href="/[^/]+/routines/([^"]+)"', page)
    assert sorted(ids) == sorted(row["id"] for row in home.ask("preset-list", v=1)["presets"])
    assert "4 enabled" in page


def test_a_word_finds_what_has_it_in_it(home: Household) -> None:
    visitor = visitor_of(home)
    page = visitor.get("routines?find=Glycolic").text
    assert "Acid in the evening (AHA)" in page
    assert "Egg white mask" not in page
    assert "Nothing has “nosuchthing” in it" in visitor.get("routines?find=nosuchthing").text


@each("typed", ["", "%20%20", "%00%ff", "a" * 5000, "%3Cscript%3E", "&find=x"])
def test_a_search_for_nonsense_is_a_page_and_never_markup(home: Household, typed: str) -> None:
    answer = visitor_of(home).get(f"routines?find={typed}")
    assert answer.status == 200
    assert "<script>" not in answer.text


# --- the leaflet ------------------------------------------------------------------------------------------------------


def test_the_leaflet_says_every_line_that_the_command_says(home: Household) -> None:
    visitor, told = visitor_of(home), home.ask("leaflet", v=1, routine="egg-mask")
    page = text_of(visitor.get("routines/egg-mask").text)
    for part in (*told["first"][:3], *(one for one in told["sections"] if one["title"] != "Steps")):
        for line in part["lines"]:
            assert line in page, line
    under = text_of(visitor.get("routines/bbl").text).partition("<li>7 days before:<ul")[2].partition("</ul>")[0]
    assert under.count("<li>") == 3  # what is to be done at one moment stands under it
    for step in told["steps"]:
        assert step["say"] in page


def test_from_the_leaflet_of_a_series_a_visit_can_be_booked(household: Household) -> None:
    household.live(timedelta(hours=1), "sculptra").start()
    page = household.visitor("routines").get("routines/sculptra").text
    assert re.search(r'href="[^"]+/visits#book">', page)
    assert "No visit is booked for the next 4 weeks." in page


@each("id", ["egg-mask", "aha", "retinoid-a", "sculptra", "self-check", "balanced-meals", "spf"])
def test_leaflet_questions_and_changes_of_every_kind_can_be_seen(home: Household, id: str) -> None:
    visitor = visitor_of(home)
    known = {row["id"] for row in home.ask("preset-list", v=1)["presets"]}
    for path in ("", "/begin", "/change"):
        assert visitor.get(f"routines/{id}{path}").status == (200 if id in known else 404), path


@each("id", ["nosuch", "..", "~nosuch", "%00", "a" * 500, "<b>"])
def test_a_routine_that_there_is_not_is_not_found(home: Household, id: str) -> None:
    visitor = visitor_of(home)
    for path in ("", "/begin", "/change"):
        assert visitor.get(f"routines/{id}{path}").status in (404, 400), path


# --- enabling ---------------------------------------------------------------------------------------------------------


def test_from_a_word_to_an_enabled_routine_without_a_script(asking: Household) -> None:
    """Search, leaflet, questions, none of these, enabled."""
    visitor = visitor_of(asking)
    assert "routines/egg-mask" in visitor.get("routines?find=egg").text
    assert "Enable it" in visitor.get("routines/egg-mask").text
    page = text_of(visitor.get("routines/egg-mask/begin").text)
    assert "3 safety questions are asked once" in page
    page = sent(visitor, "egg-mask/begin", {"act": "none"})
    assert len(re.findall(r'value="no" checked', page)) >= 3
    assert facts(asking)["egg-allergy"] is None  # what is shown to be read over is not kept yet
    answers = {f"fact.{fact}": "no" for fact in _EGG_ASKS}
    page = sent(visitor, "egg-mask/begin", {**answers, "act": "enable"})
    assert "Egg white mask is enabled" in page
    assert "egg-mask" in enabled(asking)
    assert facts(asking)["egg-allergy"] is False


def test_nothing_begins_while_a_question_is_open(asking: Household) -> None:
    page = sent(visitor_of(asking), "egg-mask/begin", {"act": "enable", "fact.pregnant": "no"})
    assert "It is not enabled" in page
    assert "2 safety questions are not answered" in page
    assert "Not answered yet" in page
    assert "egg-mask" not in enabled(asking)
    assert facts(asking)["pregnant"] is False  # kept all the same


@pytest.mark.parametrize("accept", [(), ("egg-allergy", "broken-skin", "pregnant")])
def test_a_final_answer_cannot_be_passed(asking: Household, accept: tuple[str, ...]) -> None:
    answers = [("fact.egg-allergy", "yes"), ("fact.broken-skin", "no"), ("fact.pregnant", "no"), ("act", "enable")]
    page = sent(visitor_of(asking), "egg-mask/begin", [*answers, *(("accept", rule) for rule in accept)])
    assert "It cannot be enabled." in page
    assert 'name="accept"' not in page
    assert "egg-mask" not in enabled(asking)
    assert facts(asking)["egg-allergy"] is True


def test_what_has_to_be_over_first_cannot_be_passed_either(asking: Household) -> None:
    answers = [("fact.egg-allergy", "no"), ("fact.broken-skin", "yes"), ("fact.pregnant", "no"), ("act", "enable")]
    page = sent(visitor_of(asking), "egg-mask/begin", [*answers, ("accept", "broken-skin")])
    assert "It stays off until this is over." in page
    assert "egg-mask" not in enabled(asking)


def test_an_open_question_cannot_be_passed_by_a_decision(asking: Household) -> None:
    sent(visitor_of(asking), "egg-mask/begin", [("act", "enable"), *(("accept", rule) for rule in _EGG_ASKS)])
    assert "egg-mask" not in enabled(asking)


def test_what_needs_a_decision_begins_only_with_it(asking: Household) -> None:
    visitor = visitor_of(asking)
    answers = [("fact.egg-allergy", "no"), ("fact.broken-skin", "no"), ("fact.pregnant", "yes"), ("act", "enable")]
    page = sent(visitor, "egg-mask/begin", answers)
    assert "egg-mask" not in enabled(asking)
    found = re.search(r'name="accept" value="([^"]+)"> My doctor has agreed', page)
    assert found is not None
    more = [("more.pregnancy-week", "12")]
    page = sent(visitor, "egg-mask/begin", [*answers, *more, ("accept", found.group(1))])
    assert "Egg white mask is enabled" in page
    assert "egg-mask" in enabled(asking)


def test_days_and_times_chosen_before_count_from_the_first_time_on(home: Household) -> None:
    page = visitor_of(home)
    fields = [("act", "enable"), ("key", "schedule.at"), ("key", "schedule.on"), ("set.schedule.at", "19:15")]
    days = [("set.schedule.on", "wed"), ("set.schedule.on", "sun")]
    assert "is enabled" in sent(page, "egg-mask/begin", [*fields, *days])
    found = keys(home, "egg-mask")
    assert (found["schedule.at"], found["schedule.on"]) == ("19:15", "wed,sun")


def test_refused_with_other_days_changes_no_file(asking: Household) -> None:
    fields = [("act", "enable"), ("key", "schedule.at"), ("set.schedule.at", "19:15"), ("fact.egg-allergy", "yes")]
    sent(visitor_of(asking), "egg-mask/begin", fields)
    assert keys(asking, "egg-mask")["schedule.at"] == "20:30"


def test_how_it_fits_is_told_before_anything_begins(household: Household) -> None:
    """In a home of its own: how things fit hangs on when each of them began."""
    home = household.live(timedelta(days=2), *_RUN).start()
    home.ask("answers", v=1, answers=dict.fromkeys(_UNSURE, "no"))
    visitor = home.visitor()
    page = text_of(visitor.get("routines/aha/begin").text)
    assert "A retinoid and an acid go on different nights" in page
    assert "First time" in page
    page = sent(visitor, "aha/begin", [("act", "look"), ("key", "schedule.at"), ("set.schedule.at", "18:45")])
    assert 'value="18:45"' in page
    assert "18:45" in page[page.index("First time") :][:60]
    assert "aha" not in enabled(home)


def test_dates_are_answered_with_a_picker(asking: Household) -> None:
    visitor = visitor_of(asking)
    assert 'type="date" name="more.lab-tests"' in visitor.get("routines/biotin/begin").text
    fields = [("act", "enable"), ("fact.lab-tests", "yes"), ("more.lab-tests", "2099-03-01"), ("more.lab-tests", "")]
    sent(visitor, "biotin/begin", fields)
    assert facts(asking)["lab-tests"] == "2099-03-01"


_NONSENSE = [
    [("act", "enable"), ("fact.egg-allergy", "maybe")],
    [("act", "enable"), ("fact.nosuch", "no"), ("fact.pregnant", "é" * 300)],
    [("act", "enable"), ("key", "schedule.at"), ("set.schedule.at", "25:99")],
    [("act", "enable"), ("key", "schedule.on")],
    [("act", "enable"), ("key", "nosuch.key"), ("set.nosuch.key", "1")],
    [("act", "nosuch"), ("accept", "x" * 5000)],
    [],
]


@each("fields", _NONSENSE)
def test_a_form_with_nonsense_begins_nothing_and_comes_again(asking: Household, fields: Any) -> None:
    visitor = visitor_of(asking)
    answer = visitor.post("routines/egg-mask/begin", fields)
    assert answer.status == 303
    assert visitor.get(answer.to).status in (200, 422)
    assert "egg-mask" not in enabled(asking)


def test_a_megabyte_is_turned_away(asking: Household) -> None:
    visitor = visitor_of(asking)
    assert visitor.post("routines/egg-mask/begin", {"fact.pregnant": "x" * 2**20}).status == 413
    assert visitor.post("routines/~new", {"title": "x" * 2**20}).status == 413


def test_the_form_sent_twice_begins_it_once(home: Household) -> None:
    visitor = visitor_of(home)
    for _ in range(2):
        sent(visitor, "egg-mask/begin", {"act": "enable"})
    assert "egg-mask" in enabled(home)


# --- changing ---------------------------------------------------------------------------------------------------------


def test_what_would_change_is_seen_before_it_is_saved(home: Household) -> None:
    visitor = visitor_of(home)
    fields = [("key", "schedule.at"), ("set.schedule.at", "22:10")]
    page = sent(visitor, "scalp-massage/change", [*fields, ("act", "look")])
    assert "What would change" in page
    assert "22:10" in page
    assert keys(home, "scalp-massage")["schedule.at"] == "20:00"
    page = sent(visitor, "scalp-massage/change", [*fields, ("act", "save")])
    assert keys(home, "scalp-massage")["schedule.at"] == "22:10"
    assert "Your changes" in page
    sent(visitor, "scalp-massage/reset")
    assert keys(home, "scalp-massage")["schedule.at"] == "20:00"


def test_a_form_as_it_came_changes_nothing(home: Household) -> None:
    """Every field sent back as it was shown is the same to the letter."""
    visitor = visitor_of(home)
    ids = sorted(row["id"] for row in home.ask("preset-list", v=1)["presets"])
    for id in {*ids[::4], "gelatin-mask", "sculptra", "thermage", "lacquer-check"} & {*ids}:
        page = visitor.get(f"routines/{id}/change").text
        before = keys(home, id)
        told = sent(visitor, f"{id}/change", [*fields_in(page), ("act", "save")])
        assert "Nothing was changed" in told, (id, told[told.find('id="said"') :][:400])
        assert keys(home, id) == before


def test_a_timer_over_the_limit_on_the_skin_is_refused_as_by_command(home: Household) -> None:
    fields = [("key", "steps.lie-flat.timer"), ("set.steps.lie-flat.timer", "30"), ("unit.steps.lie-flat.timer", "m")]
    page = sent(visitor_of(home), "egg-mask/change", [*fields, ("act", "save")])
    assert "The limit is 15 minutes" in page
    assert 'value="30"' in page  # as it was typed
    assert keys(home, "egg-mask")["steps.lie-flat.timer"] == "8m"


def test_a_timer_is_changed_and_taken_back(home: Household) -> None:
    visitor = visitor_of(home)
    name = "steps.lie-flat.timer"
    for amount, now in (("9", "9m"), ("8", "8m")):
        sent(
            visitor, "egg-mask/change", [("key", name), (f"set.{name}", amount), (f"unit.{name}", "m"), ("act", "save")]
        )
        assert keys(home, "egg-mask")[name] == now
    assert not home.ask("editable", v=1, preset="egg-mask")["changed"]


_MONTHLY = ("gelatin-mask", "schedule.on")


def test_a_weekday_of_one_week_in_the_month_is_ticked_as_such_and_changed(home: Household) -> None:
    visitor = visitor_of(home)
    for where in ("begin", "change"):
        page = visitor.get(f"routines/gelatin-mask/{where}").text
        assert re.findall(r'value="(\w+)" checked> (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)', page) == ["sun"], where
        assert '<option value="1st" selected>' in page, where
    id, key = _MONTHLY
    for day, week, now in (("sat", "last", "last sat"), ("sat", "", "sat"), ("sun", "1st", "1st sun")):
        form = [("key", key), (f"set.{key}", day), (f"week.{key}", week), ("act", "save")]
        sent(visitor, f"{id}/change", form)
        assert keys(home, id)[key] == now
    assert not home.ask("editable", v=1, preset=id)["changed"]


def test_days_of_several_weeks_are_kept_as_they_are_typed(home: Household) -> None:
    visitor, (id, key) = visitor_of(home), _MONTHLY
    home.ask("edit", v=1, edits=[{"edit": "set", "preset": id, "key": key, "value": "1st sun,3rd tue"}])
    page = visitor.get(f"routines/{id}/change").text
    assert 'value="1st sun,3rd tue"' in page
    assert "Nothing was changed" in sent(visitor, f"{id}/change", [*fields_in(page), ("act", "save")])


def test_a_series_is_changed_as_by_command(home: Household) -> None:
    """How many, how far apart, and what it asks before and after: changed, added, removed."""
    visitor = visitor_of(home)
    page = text_of(visitor.get("routines/sculptra/change").text)
    assert "for 3 days after the visit" in page  # as it is read, where nothing is typed
    fields = [("key", "series.sessions"), ("set.series.sessions", "3"), ("set.series.sessions", "4"),
              ("key", "series.apart"), ("set.series.apart", "3"), ("set.series.apart", ""),
              ("unit.series.apart", "weeks"),
              ("key", "before.peels.ahead"), ("set.before.peels.ahead", "10"), ("unit.before.peels.ahead", "days"),
              ("key", "after.massage.at"), ("set.after.massage.at", "10:00"),
              ("set.after.massage.at", "18:00")]  # fmt: skip
    assert "Your changes are saved" in sent(visitor, "sculptra/change", [*fields, ("act", "save")])
    now = keys(home, "sculptra")
    assert (now["series.sessions"], now["series.apart"]) == ("3,4", "3 weeks")
    assert (now["before.peels.ahead"], now["after.massage.at"]) == ("10 days", "10:00,18:00")
    new = {"act": "add before", "say.before": "No sauna.", "ahead.before": "2", "unit.ahead.before": "weeks"}
    assert "No sauna." in sent(visitor, "sculptra/care", new)
    assert keys(home, "sculptra")["before.no-sauna.ahead"] == "2 weeks"
    sent(visitor, "sculptra/care", {"act": "add after", "say.after": "Ice.", "for.after": "2"})
    assert keys(home, "sculptra")["after.ice.for"] == "2 days"
    for one in ("before.no-sauna", "after.sun"):
        sent(visitor, "sculptra/care", {"act": f"remove {one}"})
        assert not [key for key in keys(home, "sculptra") if key.startswith(f"{one}.")], one


@each(
    "fields",
    [
        {"act": "add before", "say.before": "No sauna."},
        {"act": "add before", "say.before": "", "ahead.before": "2", "unit.ahead.before": "weeks"},
        {"act": "add after", "say.after": "Ice.", "for.after": "soon"},
        {"act": "add between", "say.before": "No sauna."},
        {"act": "remove before.nosuch"},
        {"act": "remove safety.never_if"},
        {},
    ],
)
def test_what_cannot_be_asked_around_a_visit_changes_nothing(home: Household, fields: dict[str, str]) -> None:
    before = keys(home, "sculptra")
    assert "flash" in sent(visitor_of(home), "sculptra/care", fields)
    assert keys(home, "sculptra") == before


def test_pause_resume_and_end(home: Household) -> None:
    visitor = visitor_of(home)
    assert "is paused" in sent(visitor, "collagen/pause", {"until": "2099-01-01"})
    assert "Paused" in visitor.get("routines").text
    assert "Next: " in sent(visitor, "collagen/resume")
    assert "is disabled" in sent(visitor, "collagen/end")
    assert "collagen" not in enabled(home)
    page = sent(visitor, "collagen/end")  # a page of before
    assert "flash stop" in page
    page = sent(visitor, "spf/pause", {"until": "nonsense"})
    assert "flash stop" in page


# --- one's own --------------------------------------------------------------------------------------------------------

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


# --- in a browser -----------------------------------------------------------------------------------------------------

_PATHS = ("routines", "routines/egg-mask", "routines/retinoid-a", "routines/egg-mask/begin", "routines/aha/change",
          "routines/sculptra/change", "routines/gelatin-mask/begin", "routines/~new",
          "routines?find=nosuch")  # fmt: skip


@each("theme", ["light", "dark"])
@each("width", WIDTHS)
def test_it_keeps_nobody_out(asking: Household, browser: Browser, width: int, theme: Theme) -> None:
    with browser.window(asking.link(), width, theme=theme) as page:
        base = page.url.rpartition("/today")[0]
        for path in _PATHS:
            page.goto(f"{base}/{path}")
            for fold in page.locator("main details").all():
                fold.evaluate("fold => { fold.open = true; }")
            for yes in page.locator("main input[value=yes]").all():
                yes.evaluate("one => { one.checked = true; }")
            assert axe(page) == [], path
            assert wider_than_window(page) == 0, path


@pytest.mark.parametrize("script", [True, False])
def test_the_walk_of_a_person(asking: Household, browser: Browser, script: bool) -> None:
    with browser.window(asking.link("routines"), script=script) as page:
        page.get_by_label("Find a routine").fill("egg")
        page.get_by_role("button", name="Find").click()
        page.get_by_role("link", name="Egg white mask").click()
        page.get_by_role("link", name="Enable it").click()
        yes = page.locator("#q-egg-allergy").get_by_label("Yes")
        yes.check()
        page.get_by_text("Egg white mask cannot be enabled.").wait_for()  # at once, without the server
        page.locator("#q-egg-allergy").get_by_label("No").check()
        page.get_by_role("button", name="None of these applies to me").click()
        if not script:
            page.wait_for_url("**draft=**")
        assert page.locator("#q-pregnant").get_by_label("No").is_checked()
        page.get_by_role("button", name="Enable it").click()
        page.get_by_role("status").filter(has_text="Egg white mask is enabled").wait_for()
        page.go_back()
        page.reload()
        assert page.get_by_role("heading", level=1).is_visible()
    assert "egg-mask" in enabled(asking)


def test_it_is_enabled_by_keyboard_alone(asking: Household, browser: Browser) -> None:
    with browser.window(asking.link("routines")) as page:
        page.goto(f"{page.url.partition('?')[0]}/egg-mask/begin")
        reach(page, "None of these applies to me")
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.id") == "begin"
        page.keyboard.press("Enter")
        page.get_by_role("status").filter(has_text="Egg white mask is enabled").wait_for()


def reach(page: Any, words: str) -> None:
    """Press Tab until the focus is on what says this; it can be seen on every stop."""
    for _ in range(60):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "() => [document.activeElement.textContent, getComputedStyle(document.activeElement).outlineStyle]"
        )
        if words in here[0]:
            return
    raise AssertionError(f"{words} is not reached by keyboard")


def test_everything_to_press_is_high_enough(home: Household, browser: Browser) -> None:
    with browser.window(home.link(), 360) as page:
        base = page.url.rpartition("/today")[0]
        for path in _PATHS:
            page.goto(f"{base}/{path}")
            low = page.evaluate(
                "() => [...document.querySelectorAll('button, summary, select, input:not([type=hidden])')]"
                ".filter(one => !['checkbox', 'radio'].includes(one.type) && !one.matches('.hidden-label'))"
                ".filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.5)"
                ".map(one => one.outerHTML)"
            )
            assert low == [], path


# --- what a form would send -------------------------------------------------------------------------------------------

_TAG = re.compile(r"<(input|select|option|textarea)\b([^>]*)>(?:([^<]*)</textarea>)?")
_VALUE = re.compile(r'([a-z-]+)="([^"]*)"')


def fields_in(page: str) -> list[tuple[str, str]]:
    """What a browser would send of the form of changes, as it is shown."""
    form = page[page.index('id="change-form"') :]
    form = form[: form.index("</form>")]
    found: list[tuple[str, str]] = []
    select, chosen = "", False
    for tag, rest, inside in _TAG.findall(form):
        at = {name: html.unescape(value) for name, value in _VALUE.findall(rest)}
        if tag == "select":
            select, chosen = at["name"], False
        elif tag == "option":
            if " selected" in rest or not chosen:
                found = [*(pair for pair in found if pair[0] != select), (select, at["value"])]
                chosen = True
        elif tag == "textarea":
            found.append((at["name"], html.unescape(inside)))
        elif at.get("name") not in (None, "token") and (
            at.get("type") not in ("checkbox", "radio") or " checked" in rest
        ):
            found.append((at["name"], at.get("value", "")))
    return found


def _counts(at: dict[str, str], rest: str) -> bool:
    return at.get("type") not in ("checkbox", "radio") or " checked" in rest
