"""The table of zones on disk, and the place that the settings name."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from routine.adapters import toml_write
from routine.adapters.city_table import full_zone_name, read_city_table, read_place_setting
from routine.core.errors import FileProblemError
from routine.core.sun.find_place import find_place, guess_place
from tests.rows import each

ROW = "DE\t+5230+01322\tEurope/Berlin\n"


def test_the_real_table_has_the_cities_of_the_world() -> None:
    cities = read_city_table()
    assert len(cities) > 400
    assert all(abs(city.latitude) <= 90 and abs(city.longitude) <= 180 and city.country for city in cities)
    for name in ("Berlin", "Tokyo", "São Paulo", "Reykjavik", "Kiritimati", "McMurdo", "Ho Chi Minh"):
        assert ZoneInfo(find_place(name, lambda: cities).zone or "")


def test_every_zone_of_the_table_has_its_guess() -> None:
    cities = read_city_table()
    assert all(guess_place(city.zone, cities) for city in cities)


@each(
    ("zone", "said"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("US/Pacific", "America/Los_Angeles"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Iceland", "Atlantic/Reykjavik"),
        ("Antarctica/South_Pole", "Antarctica/McMurdo"),
        ("America/Coral_Harbour", "America/Atikokan"),
        ("UTC", "Etc/UTC"),
        ("Mars/Base", "Mars/Base"),
        ("E.*", "E.*"),
    ],
)
def test_an_old_name_of_a_zone_leads_to_its_city(zone: str, said: str) -> None:
    assert full_zone_name(zone, read_city_table()) == said


def test_the_first_folder_that_has_the_table_is_taken(tmp_path: Path) -> None:
    empty, full = tmp_path / "empty", tmp_path / "full"
    full.mkdir()
    (full / "zone.tab").write_text(ROW, "utf-8")
    [berlin] = read_city_table([empty, full])
    assert (berlin.name, berlin.country) == ("Berlin", "DE")


def test_a_table_that_is_nowhere_is_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(FileProblemError, match=r"no zone\.tab") as error:
        read_city_table([tmp_path])
    assert "pip install tzdata" in (error.value.hint or "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('# mine\nday_ends = "03:00"\nplace = "Berlin"\n', "Berlin"),
        ("place = '52.52, 13.40'\n", "52.52, 13.40"),
        ('place = "Berlin" # home\n', "Berlin"),
        ('place = "S\\u00e3o Paulo"\r\n', "São Paulo"),
        ('place = "São Paulo"\r\n', "São Paulo"),
        ('quiet = ["22:00-07:00"]\nplace = "Oslo"\n', "Oslo"),
        ('[other]\nplace = "Berlin"\n', None),
        ('music = """\nplace = "Berlin"\n"""\n', None),
        ("music = '''\nplace = \"Berlin\"\n'''\nplace = \"Oslo\"\n", "Oslo"),
        ('place = "Berlin"\nplace = "Oslo"\n', None),
        ('day_ends = "03:00"\n', None),
        ("place = 52\n", None),
        ("place = [", None),
        ("a." * 9000 + "a = 1", None),
        ("x = 1\n" * 20_000, None),
    ],
)
def test_the_setting_is_read_as_it_was_written(tmp_path: Path, text: str, said: str | None) -> None:
    """A file that cannot be read says nothing here; the settings' own reader tells what is wrong with it."""
    file = tmp_path / "config.toml"
    file.write_text(text, "utf-8")
    assert read_place_setting(file) == said


def test_what_config_set_writes_is_what_is_read(tmp_path: Path) -> None:
    """Whatever the place holds."""
    for place in ("52.52, 13.40", "São Paulo", "52°31'12\"N 13°24'18\"E", "a\\b"):
        (tmp_path / "config.toml").write_text(toml_write.set_value("# mine\n", ("place",), place), "utf-8")
        assert read_place_setting(tmp_path / "config.toml") == place


def test_no_file_and_a_folder_in_its_place_say_nothing(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert read_place_setting(tmp_path / "config.toml") is None
    assert read_place_setting(tmp_path / "folder") is None
