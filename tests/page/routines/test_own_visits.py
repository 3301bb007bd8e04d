"""A series of clinic visits of one's own: made by a form, checked like every preset, enabled and booked."""

from __future__ import annotations

import tomllib
from datetime import timedelta

import pytest

from routine.adapters.clock import SystemClock
from tests.page.browser import WIDTHS, Browser, Theme, axe, wider_than_window
from tests.page.household import Household
from tests.page.keyboard import tab_to

_SERIES = {
    "title": "Peel at the clinic",
    "sessions": "4",
    "apart": "4",
    "apart_most": "6",
    "unit.apart": "weeks",
    "say.before.1": 'No retinoid, also not "a little".',
    "ahead.before.1": "1",
    "unit.ahead.before.1": "weeks",
    "say.after.1": "No sun. Cover the place.",
    "for.after.1": "7",
    "say.after.2": "Cream as the clinic says.",
    "from.after.2": "2",
    "at.after.2": "20:00",
    "if_asked.after.2": "yes",
}


def test_a_series_of_visits_is_made_enabled_and_booked(household: Household) -> None:
    household.enabled(water=household.habit("Drink water", 60)).start()
    visitor = household.visitor("routines")
    made = visitor.post("routines/~visits", _SERIES)
    assert made.to.partition("?")[0].endswith("/routines/peel-at-the-clinic")
    text = (household.home / "presets" / "peel-at-the-clinic.toml").read_text()
    assert tomllib.loads(text)["series"] == {"sessions": 4, "apart": ["4 weeks", "6 weeks"]}
    assert "Peel at the clinic" in visitor.follow(made).text
    visitor.post("routines/peel-at-the-clinic/begin", {"act": "enable"})
    booked = (SystemClock(household.env).now().wall() + timedelta(days=20)).date().isoformat()
    visitor.post("visits/book", {"routine": "peel-at-the-clinic", "date": booked, "time": "10:00"})
    (series,) = household.ask("visit-list", v=1, full=True)["series"]
    (visit,) = series["visits"]
    prepared, cared = [one["says"] for one in visit["prepare"]], [one["says"] for one in visit["care"]]
    assert ['No retinoid, also not "a little".'] in prepared
    assert ["Your visit is today."] in prepared  # which every series begins with
    assert sum("No sun. Cover the place." in " ".join(says) for says in cared) == 7
    assert [one["if_asked"] for one in visit["care"] if "Cream as the clinic says." in " ".join(one["says"])] == [True]


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ({"title": ""}, "Write a few words"),
        ({"sessions": "many"}, "many"),
        ({"apart": "6", "apart_most": "4"}, "least first"),
        ({"ahead.before.1": ""}, "how long before"),
        ({"for.after.1": "soon"}, "soon"),
        ({"at.after.2": "25:00"}, "25:00"),
        ({"say.after.1": '<script>alert(1)</script> = \x00 \'"""\' }'}, ""),
    ],
)
def test_a_series_that_cannot_be_is_not_made_and_the_form_comes_again(
    household: Household, bad: dict[str, str], told: str
) -> None:
    household.enabled(water=household.habit("Drink water", 60)).start()
    visitor = household.visitor("routines")
    answer = visitor.post("routines/~visits", {**_SERIES, **bad})
    if not told:  # odd, but a text like any other
        assert "<script>" not in visitor.follow(answer).text
        return
    assert answer.status == 422
    assert told in answer.text
    assert "No sun. Cover the place." in answer.text or "say.after.1" in bad
    assert [path.name for path in (household.home / "presets").glob("*.toml")] == ["water.toml"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_keeps_nobody_out(household: Household, browser: Browser, theme: Theme) -> None:
    household.enabled(water=household.habit("Drink water", 60)).start()
    for width in WIDTHS:
        with browser.window(household.link("visits"), width, theme=theme) as page:
            page.get_by_role("link", name="Make your own").click()
            page.get_by_role("button", name="Room for more before each visit").click()
            page.get_by_label("What to do, or not to do: before, 4").wait_for()
            assert axe(page) == []
            assert wider_than_window(page) == 0


def test_it_is_made_by_keyboard_alone(household: Household, browser: Browser) -> None:
    household.enabled(water=household.habit("Drink water", 60)).start()
    with browser.window(household.link("visits")) as page:
        tab_to(page, "Make your own")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Visits of your own").wait_for()
        for field, typed in {"title": "A peel", "sessions": "3", "b-say-1": "No sun.", "b-ahead-1": "7"}.items():
            tab_to(page, field)
            page.keyboard.type(typed)
        page.keyboard.press("Enter")
        page.get_by_role("status").filter(has_text="is made").wait_for()
    assert tomllib.loads((household.home / "presets" / "a-peel.toml").read_text())["series"] == {"sessions": 3}
