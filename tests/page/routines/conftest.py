"""A household with some routines, one for all of these; each test finds it as the first did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.page.household import Household
from tests.page.routines.visiting import RUN, UNSURE


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Household]:
    """One for all of these; each finds it as the first did."""
    made = Household(tmp_path_factory.mktemp("routines") / "home")
    made.live(timedelta(days=2), *RUN).start()
    yield made
    made.close()


@pytest.fixture
def home(house: Household) -> Household:
    """Some routines run, as they were shipped; every safety question is answered with no."""
    house.ask("answers", v=1, answers=dict.fromkeys(UNSURE, "no"))
    rows = house.ask("preset-list", v=1)["presets"]
    mine = [row for row in rows if row["source"] != "shipped"]
    on = {row["id"] for row in rows if row["enabled"]}
    if on - RUN:
        house.ask("disable", v=1, routines=sorted(on - RUN))
    undone = [{"edit": "delete" if row["source"] == "own" else "reset", "preset": row["id"]} for row in mine]
    if undone:
        house.ask("edit", v=1, edits=undone)
    if RUN - on:
        house.ask("enable", v=1, routines=sorted(RUN - on))
    return house


@pytest.fixture
def asking(home: Household) -> Household:
    """The same, but the questions of the egg white mask and that for lab tests have no answer."""
    home.ask("edit", v=1, edits=[{"edit": "forget", "fact": fact} for fact in UNSURE])
    return home
