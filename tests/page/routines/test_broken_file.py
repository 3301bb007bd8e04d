"""A preset file that cannot be read: named with its line and what is wrong, and mended on the page."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.page.browser import WIDTHS, Browser, Theme, axe, wider_than_window
from tests.page.household import Household, Visitor

_BAD = 'format = 1\nextends = "egg-mask"\n[schedule]\nat = ["25:00"]\non = ["fri"]\n'


@pytest.fixture
def broken(household: Household) -> Iterator[Household]:
    """Changes to a mask that runs, and a preset of one's own that does not: neither file can be read."""
    household.written(loose=household.habit("Loose", 50))
    household.live(timedelta(hours=2), "egg-mask").start()
    path(household, "egg-mask").write_text(_BAD)
    path(household, "loose").write_text('format = 1\ntitle = "Loose"\nkind = \n')
    household.ask("reload", v=1)
    yield household


def path(household: Household, id: str) -> Path:
    """The user's file."""
    return household.home / "presets" / f"{id}.toml"


def errors(household: Household) -> dict[str, int]:
    """How many each preset's file has, as programs are told."""
    rows = household.ask("preset-list", v=1)["presets"]
    return {row["id"]: row["errors"] for row in rows if row["errors"]}


def form(visitor: Visitor, id: str) -> dict[str, str]:
    """What the form of the file has hidden."""
    found = re.search(r'name="was" value="(\w+)"', visitor.get(f"routines/{id}/file").text)
    assert found is not None
    return {"was": found.group(1)}


def test_each_is_named_with_its_line_what_is_wrong_and_what_to_do(broken: Household) -> None:
    visitor = broken.visitor("routines")
    shelf = visitor.get("routines").text.partition('id="errors"')[2]
    assert "routines/egg-mask/file" in shelf
    assert "routines/loose/file" in shelf
    page = visitor.get("routines/egg-mask/file").text
    assert "“25:00” is not a time." in page
    assert "Line 4" in page
    assert "schedule.at" in page
    assert "00:00 to 23:59" in page
    assert str(path(broken, "egg-mask")) in page
    assert "Line 3" in visitor.get("routines/loose/file").text


def test_every_screen_of_it_leads_there_and_its_leaflet_says_so(broken: Household) -> None:
    visitor = broken.visitor("routines")
    for where in ("loose", "loose/begin", "loose/change", "egg-mask/change", "egg-mask/begin"):
        assert visitor.get(f"routines/{where}").to.endswith("/file"), where
    leaflet = visitor.get("routines/egg-mask")
    assert (leaflet.status, "Its file has an error." in leaflet.text) == (200, True)
    assert "routines#errors" in visitor.get("today").text


def test_the_original_is_used_again_and_the_file_is_kept(broken: Household) -> None:
    visitor = broken.visitor("routines")
    told = visitor.follow(visitor.post("routines/egg-mask/reset")).text
    assert "It is the original again" in told
    assert "egg-mask" not in errors(broken)
    assert [one.read_text() for one in path(broken, "egg-mask").parent.glob("egg-mask.toml.bak*")] == [_BAD]


def test_one_of_ones_own_is_deleted_and_the_file_is_kept(broken: Household) -> None:
    visitor = broken.visitor("routines")
    visitor.post("routines/loose/delete")
    assert "loose" not in errors(broken)
    assert not path(broken, "loose").exists()
    assert list(path(broken, "loose").parent.glob("loose.toml.bak*"))


def test_the_file_is_edited_and_saved_only_without_errors(broken: Household) -> None:
    visitor = broken.visitor("routines")
    worse = _BAD.replace("fri", "fryday")
    answer = visitor.post("routines/egg-mask/file", {**form(visitor, "egg-mask"), "text": worse})
    assert answer.status == 422
    assert "What you typed has 2 errors." in answer.text
    assert "fryday" in answer.text  # what was typed is not lost
    assert path(broken, "egg-mask").read_text() == _BAD
    mended = _BAD.replace("25:00", "21:30")
    told = visitor.post("routines/egg-mask/file", {**form(visitor, "egg-mask"), "text": mended.replace("\n", "\r\n")})
    assert "Your file is saved" in visitor.follow(told).text
    assert path(broken, "egg-mask").read_text() == mended
    assert "egg-mask" not in errors(broken)


def test_what_was_changed_elsewhere_meanwhile_is_not_written_over(broken: Household) -> None:
    visitor = broken.visitor("routines")
    old = form(visitor, "egg-mask")
    path(broken, "egg-mask").write_text(_BAD.replace("25:00", "20:00"))
    answer = visitor.post("routines/egg-mask/file", {**old, "text": _BAD.replace("25:00", "21:30")})
    assert answer.status == 422
    assert "was changed elsewhere meanwhile" in answer.text
    assert "20:00" in path(broken, "egg-mask").read_text()


@pytest.mark.parametrize("id", ["nosuch", "..%2f..%2fconfig", "config"])
def test_only_files_of_presets_can_be_named(broken: Household, id: str) -> None:
    visitor = broken.visitor("routines")
    assert visitor.get(f"routines/{id}/file").status in (404, 500)
    before = sorted(one.name for one in broken.home.rglob("*.toml"))
    visitor.post(f"routines/{id}/file", {"text": "format = 1\n"})
    assert sorted(one.name for one in broken.home.rglob("*.toml")) == before


@pytest.mark.parametrize(
    "text", ["", "x" * 70_000, "a = " + "[" * 5000, "\x00\x1b[31m", "</textarea><script>alert(1)</script>"]
)
def test_nonsense_is_not_saved_and_no_markup(broken: Household, text: str) -> None:
    visitor = broken.visitor("routines")
    answer = visitor.post("routines/egg-mask/file", {**form(visitor, "egg-mask"), "text": text})
    assert answer.status == 422
    assert "<script>alert" not in answer.text
    assert path(broken, "egg-mask").read_text() == _BAD


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_keeps_nobody_out(broken: Household, browser: Browser, theme: Theme) -> None:
    for width in WIDTHS:
        with browser.window(broken.link("routines"), width, theme=theme) as page:
            page.get_by_role("link", name=re.compile("^Mend it ?: Egg white mask")).click()
            page.get_by_text("Edit the file by hand").click()
            assert axe(page) == []
            assert wider_than_window(page) == 0


def test_a_file_whose_name_is_no_text_closes_no_screen(household: Household) -> None:
    """The page names it as far as it can be said, and shows the rest."""
    presets = household.home / "presets"
    household.enabled(water=household.habit("Water", 60))
    Path(os.fsdecode(os.fsencode(presets) + b"/caf\xe9.toml")).write_text("format = 1\n")
    visitor = household.start().visitor()
    for screen in ("today", "plan", "routines", "routines?find=caf", "settings", "supplies"):
        answer = visitor.get(screen)
        assert answer.status == 200, (screen, answer.text)
    assert "caf\N{REPLACEMENT CHARACTER}" in visitor.get("today").text
