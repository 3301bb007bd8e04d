"""Changing a routine: times, days, steps and visits, paused and ended; seen before it is saved."""

from __future__ import annotations

import re

from tests.page.household import Household
from tests.page.routines.visiting import enabled, fields_in, keys, sent, text_of, visitor_of
from tests.rows import each


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
