"""The profile from the command line: what is known, what is not, and what stands in the way."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.cli.conftest import Run
from tests.nothing_applies import nothing_applies


def test_a_fact_that_nobody_gave_stands_in_the_way_until_it_is_answered(run: Run, home: Path) -> None:
    """Silence is never a no; the refusal says what to type."""
    refused = run("preset", "enable", "egg-mask")
    assert refused.exit_code == 1
    assert "Answer yes or no: routine profile set egg-allergy ANSWER" in refused.stderr
    assert "--accept broken-skin" in refused.stderr
    assert "--accept egg-allergy" not in refused.stderr
    nothing_applies(home, "egg-allergy", "broken-skin")
    assert run("preset", "enable", "egg-mask", "--accept", "egg-allergy", "--accept", "broken-skin").exit_code == 1
    run("profile", "set", "egg-allergy", "no")
    run("profile", "set", "broken-skin", "no")
    assert run("preset", "enable", "egg-mask").exit_code == 0


def test_a_date_of_the_profile_is_read_as_people_say_it_and_kept_as_the_day(run: Run) -> None:
    """A text such as “in December” would count as ahead for good."""
    assert run("profile", "set", "lab-tests", "tomorrow").exit_code == 0
    kept = run("profile", "show").stdout
    assert re.search(r"lab-tests +\d{4}-\d{2}-\d{2} ", kept)
    for wrong in ("soon", "2020-01-10"):
        assert run("profile", "set", "lab-tests", wrong).exit_code == 2
    assert run("profile", "show").stdout == kept


def test_profile_shows_what_nobody_answered_as_unknown(run: Run, home: Path) -> None:
    """Unset makes it unknown again."""
    run("profile", "set", "egg-allergy", "no")
    facts = {f["fact"]: f["answer"] for f in json.loads(run("profile", "show", "--json").stdout)["facts"]}
    assert facts["egg-allergy"] is False
    assert facts["broken-skin"] is None
    run("profile", "unset", "egg-allergy")
    facts = {f["fact"]: f["answer"] for f in json.loads(run("profile", "show", "--json").stdout)["facts"]}
    assert facts["egg-allergy"] is None


def test_an_unknown_fact_names_the_nearest_and_one_that_nothing_uses_is_fine(run: Run) -> None:
    assert "pregnant" in run("profile", "set", "pregant", "yes").stderr
    assert run("profile", "set", "oily-skin", "yes").exit_code == 0
