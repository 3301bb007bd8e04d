"""Settings: every setting by its form, the safety questions, whether reminders work; errors beside their fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.page.browser import WIDTHS, Browser, Theme, axe, wider_than_window
from tests.page.household import Household
from tests.rows import each


@pytest.fixture
def settled(tmp_path: Path) -> Iterator[Household]:
    """A mask and sunscreen, with a place of its own for what starts at login."""
    made = Household(tmp_path / "home", XDG_CONFIG_HOME=str(tmp_path / "xdg"), HOME=str(tmp_path))
    yield made.live(timedelta(hours=2), "egg-mask", "spf").start()
    made.close()


def setting(household: Household, key: str) -> str:
    """Its value, as programs are told."""
    return next(str(one["value"]) for one in household.ask("settings", v=1)["settings"] if one["key"] == key)


def answer(household: Household, fact: str) -> Any:
    """What is known, as programs are told."""
    return next(one["answer"] for one in household.ask("profile", v=1)["facts"] if one["fact"] == fact)


def test_every_setting_has_a_field(settled: Household) -> None:
    page = settled.visitor("settings").get("settings").text
    for one in settled.ask("settings", v=1)["settings"]:
        assert f'name="{one["key"]}"' in page or f'name="{one["key"]}-from"' in page, one["key"]


@each(
    ("key", "sent", "value"),
    [
        ("day_ends", [("day_ends", "03:00")], "03:00"),
        ("refill_days", [("refill_days", "14")], "14"),
        ("theme", [("theme", "dark")], "dark"),
        ("voice", [("voice", "off")], "off"),
        ("place", [("place", "Berlin")], "Berlin"),
        ("quiet", [("quiet-from", "22:30"), ("quiet-to", "07:00")], "22:30-07:00"),
        (
            "quiet",
            [("quiet-from", "22:30"), ("quiet-to", "07:00"), ("quiet-from", "13:00"), ("quiet-to", "14:00")],
            "22:30-07:00, 13:00-14:00",
        ),
    ],
)
def test_a_setting_is_changed_and_back(settled: Household, key: str, sent: list[tuple[str, str]], value: str) -> None:
    visitor, before = settled.visitor("settings"), setting(settled, key)
    told = visitor.follow(visitor.post("settings/save", sent)).text
    assert setting(settled, key) == value
    assert "Saved" in told
    visitor.post("settings/save", [(name, "") for name, _ in sent])
    assert setting(settled, key) == before


@each(
    ("key", "sent"),
    [
        ("day_ends", [("day_ends", "25:00")]),
        ("refill_days", [("refill_days", "many")]),
        ("refill_days", [("refill_days", "9" * 30)]),
        ("place", [("place", "Springfild")]),
        ("place", [("place", "<script>alert(1)</script>")]),
        ("quiet", [("quiet-from", "22:30"), ("quiet-to", "")]),
        ("theme", [("theme", "pink")]),
    ],
)
def test_nonsense_is_told_beside_its_field_and_changes_nothing(
    settled: Household, key: str, sent: list[tuple[str, str]]
) -> None:
    visitor, before = settled.visitor("settings"), setting(settled, key)
    answer = visitor.post("settings/save", [*sent, ("voice_rate", "200")])
    assert answer.status == 422
    assert key == "theme" or f'id="s-{key}-error"' in answer.text
    assert "<script>alert" not in answer.text
    assert setting(settled, key) == before
    assert setting(settled, "voice_rate") == "150"  # all or none


def test_the_answers_are_shown_and_changed(settled: Household) -> None:
    visitor = settled.visitor("settings")
    told = visitor.follow(visitor.post("settings/profile", {"is.egg-allergy": "yes"})).text
    assert answer(settled, "egg-allergy") is True
    assert "on hold" in told
    visitor.post("settings/profile", {"is.egg-allergy": ""})
    assert answer(settled, "egg-allergy") is None
    assert "1 question open" in visitor.get("settings").text
    visitor.post("settings/profile/none", [("fact", "egg-allergy")])
    assert answer(settled, "egg-allergy") is False


def test_dates_are_answered_with_a_picker(settled: Household) -> None:
    visitor = settled.visitor("settings")
    dated = next(one["fact"] for one in settled.ask("profile", v=1)["facts"] if one["kind"] == "dates")
    sent = [(f"is.{dated}", "yes"), (f"on.{dated}", "2099-02-01"), (f"on.{dated}", "2099-03-01")]
    visitor.post("settings/profile", sent)
    assert answer(settled, dated) == "2099-02-01, 2099-03-01"
    assert 'value="2099-03-01"' in visitor.get("settings/profile").text


def test_what_cannot_be_read_keeps_every_answer_of_the_form(settled: Household) -> None:
    visitor = settled.visitor("settings")
    dated = next(one["fact"] for one in settled.ask("profile", v=1)["facts"] if one["kind"] == "dates")
    visitor.post("settings/profile", {"is.egg-allergy": "yes"})
    sent = [("is.egg-allergy", ""), (f"is.{dated}", "yes"), (f"on.{dated}", "some day")]
    assert visitor.post("settings/profile", sent).status == 422
    assert answer(settled, "egg-allergy") is True


def test_that_nothing_has_changed_is_confirmed(settled: Household) -> None:
    visitor = settled.visitor("settings")
    told = visitor.follow(visitor.post("settings/profile/confirm")).text
    assert settled.ask("profile", v=1)["confirmed"]
    assert "nothing has changed" in told


def test_what_the_doctor_finds_stands_with_what_to_do(settled: Household) -> None:
    found = settled.ask("doctor", v=1)
    page = settled.visitor("settings").get("settings/health").text
    for check in found["checks"]:
        assert check["label"] in page
    assert ">Turn on<" in page
    assert "routine autostart" not in page  # a button, no command


def test_starting_at_login_is_switched(settled: Household, tmp_path: Path) -> None:
    visitor = settled.visitor("settings")
    told = visitor.follow(visitor.post("settings/login", {"login": "on"})).text
    assert "starts when you log in" in told
    assert list((tmp_path / "xdg").rglob("*.desktop"))
    visitor.post("settings/login", {"login": "off"})
    assert not list((tmp_path / "xdg" / "autostart").glob("*.desktop"))


def test_a_test_notification_is_sent(settled: Household) -> None:
    visitor = settled.visitor("settings")
    assert "on its way" in visitor.follow(visitor.post("settings/send")).text


@each("theme", ["light", "dark"])
@each("width", WIDTHS)
def test_it_keeps_nobody_out(settled: Household, browser: Browser, width: int, theme: Theme) -> None:
    with browser.window(settled.link("settings"), width, theme=theme) as page:
        start = page.url
        for where in ("", "/health", "/profile"):
            page.goto(start + where)
            for fold in page.locator("main details").all():
                fold.evaluate("fold => { fold.open = true; }")
            assert axe(page) == []
            assert wider_than_window(page) == 0


@pytest.mark.parametrize("script", [True, False])
def test_what_a_yes_would_do_is_said_before_it_is_saved(settled: Household, browser: Browser, script: bool) -> None:
    told = settled.ask("profile", v=1)["facts"]
    why = next(one["consequences"][0]["why"] for one in told if one["fact"] == "egg-allergy")
    with browser.window(settled.link("settings"), script=script) as page:
        page.goto(page.url + "/profile")
        question = page.locator("#q-egg-allergy")
        meaning = question.get_by_text(why)
        assert meaning.is_hidden()
        question.get_by_label("Yes").check()
        assert meaning.is_visible()
        assert "On hold: Egg white mask." in question.inner_text()
        assert axe(page) == [] if script else True
        question.get_by_label("No", exact=True).check()
        assert meaning.is_hidden()
    assert answer(settled, "egg-allergy") is False


def test_what_a_yes_means_for_several_routines_is_said_once(settled: Household) -> None:
    settled.ask("enable", v=1, routines=["gelatin-mask"])
    page = settled.visitor("settings").get("settings/profile").text
    pregnant = page.partition('id="q-broken-skin"')[2].partition("</fieldset>")[0]
    assert "Egg white mask and Gelatin mask." in pregnant
