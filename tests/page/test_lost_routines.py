"""Both files of the state are unreadable: the page says what is gone, and enables it again after its questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.page.household import Household


@pytest.fixture
def lost(tmp_path: Path) -> Iterator[Household]:
    """The egg mask and sunscreen were enabled; then the disk ate the state, and the answers to the questions."""
    made = Household(tmp_path / "home", HOME=str(tmp_path))
    made.live(timedelta(hours=2), "egg-mask", "spf")
    files = [file for file in made.data.iterdir() if file.name.startswith("state")]
    assert files
    for file in files:
        file.write_text("not a state")
    (made.home / "config" / "profile.toml").unlink()
    made.start()
    yield made
    made.close()


def test_today_says_it_instead_of_the_first_setup_and_leads_to_the_questions(lost: Household) -> None:
    visitor = lost.visitor()
    today = visitor.get("today")
    assert "Routines are no longer enabled" in today.text
    assert "Egg white mask and Sunscreen" in today.text
    link = today.text.partition("setup/questions?")[2].partition('"')[0].replace("&amp;", "&")
    form = visitor.get(f"setup/questions?{link}")
    assert "Are you allergic to egg?" in form.text
    assert "Step 3 of 4" not in form.text
    sent = [("routine", "egg-mask"), ("routine", "spf"), ("again", "yes")]
    visitor.token = form.text.partition('name="token" value="')[2].partition('"')[0]
    asked = set(re.findall(r'name="(fact\.[\w-]+)"', form.text))
    assert asked
    told = visitor.follow(visitor.post("setup/begin", [*sent, *((fact, "no") for fact in asked)]))
    assert "Routines are no longer enabled" not in told.text
    assert {one["id"] for one in lost.ask("today", v=1, full=True)["enabled"]} == {"egg-mask", "spf"}


def test_a_yes_keeps_that_one_off_and_brings_the_other_back(lost: Household) -> None:
    visitor = lost.visitor()
    visitor.token = visitor.get("today").text.partition('name="token" value="')[2].partition('"')[0]
    fields = [
        ("routine", "egg-mask"),
        ("routine", "spf"),
        ("again", "yes"),
        ("fact.egg-allergy", "yes"),
    ]
    told = visitor.follow(visitor.post("setup/begin", fields))
    assert {one["id"] for one in lost.ask("today", v=1, full=True)["enabled"]} == {"spf"}
    assert "Do not use it if you are allergic to egg." in told.text
    assert "Egg white mask" in told.text, "what is still lost is still said"


def test_where_the_copy_before_is_in_use_nothing_is_offered_to_enable(tmp_path: Path) -> None:
    made = Household(tmp_path / "home", HOME=str(tmp_path))
    try:
        made.live(timedelta(hours=2), "spf")
        (made.data / "state.json").rename(made.data / "state.last.json")
        made.start()
        today = made.visitor().get("today").text
    finally:
        made.close()
    assert "Your last changes may be missing" in today
    assert "Enable again" not in today
