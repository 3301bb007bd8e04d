"""Settings and profile: read with every mistake told, and changed with comments kept."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from routine.adapters.config_files import ConfigFiles, read_profile, read_settings
from routine.core.config.rules import Fact
from routine.core.config.settings import Settings
from routine.core.errors import ConfigError, NothingToDoError, UsageError
from routine.core.when.part_of_day import Window

FACTS = {
    "egg-allergy": Fact("egg-allergy", "Are you allergic to egg?"),
    "pregnancy-week": Fact("pregnancy-week", "Which week?", "number"),
    "lab-tests": Fact("lab-tests", "Any lab tests?", "dates"),
}


@pytest.fixture
def files(tmp_path: Path) -> ConfigFiles:
    return ConfigFiles(tmp_path / "new", lambda: FACTS)


def config(folder: Path, text: str | bytes) -> Path:
    path = folder / "config.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_no_files_are_the_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "nowhere") == (Settings(), ())
    assert read_profile(tmp_path / "nowhere") == ({}, ())


def test_every_setting_is_read(tmp_path: Path) -> None:
    config(tmp_path, 'day_ends = "03:30"\nquiet = ["22:30-07:00", "13:00-14:00"]\nnotifier = "plyer"\n')

    settings, problems = read_settings(tmp_path)
    assert problems == ()
    assert settings == Settings(
        day_ends=time(3, 30),
        quiet=(Window("22:30-07:00", 1350, 420), Window("13:00-14:00", 780, 840)),
        notifier="plyer",
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('notifer = "auto"', "Did you mean “notifier”?"),
        ('notifier = "pyler"', "Did you mean “plyer”?"),
        ('day_ends = "25:00"', "is not a time"),
        ("day_ends = 4", "“4” is not a time"),
        ('quiet = "night"', 'for example: "22:30-07:00"'),
        ('quiet = ["22:30-22:30"]', "same time"),
        ('quiet = ["22:30-31:00"]', "is not a time"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_key_and_the_rest_holds(tmp_path: Path, line: str, says: str) -> None:
    path = config(tmp_path, f'# mine\n{line}\n"other" = 3\n')

    settings, problems = read_settings(tmp_path, Settings(day_ends=time(5)))
    assert settings.notifier == "auto"
    assert settings.day_ends == (time(5) if line.startswith("day_ends") else time(4))
    assert len(problems) == 2
    assert f"{path}:2, {line.split()[0]}" in problems[0].text
    assert says in problems[0].text


@pytest.mark.parametrize("content", [b"\xff\xff", b"quiet = [", b"a" * 70_000, b"a." * 9000 + b"a = 1"])
def test_a_file_that_cannot_be_read_leaves_the_last_good_settings(tmp_path: Path, content: bytes) -> None:
    config(tmp_path, content)
    last = Settings(day_ends=time(5), notifier="console")

    settings, [problem] = read_settings(tmp_path, last)
    assert settings == last
    assert str(tmp_path / "config.toml") in problem.text


def test_a_directory_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "config.toml").mkdir()

    assert "is not a file" in read_settings(tmp_path)[1][0].text


def test_the_profile_has_yes_no_and_texts(tmp_path: Path) -> None:
    (tmp_path / "profile.toml").write_text(
        'egg-allergy = true\npregnancy-week = 30\nlab-tests = "2027-02-01"\n', "utf-8"
    )

    expected = {"egg-allergy": True, "pregnancy-week": "30", "lab-tests": "2027-02-01"}
    assert read_profile(tmp_path, FACTS) == (expected, ())


def test_an_answer_that_nothing_asks_about_is_kept_and_told(tmp_path: Path) -> None:
    (tmp_path / "profile.toml").write_text("egg-alergy = true\nlab-tests = [1]\n", "utf-8")

    profile, problems = read_profile(tmp_path, FACTS)
    assert profile == {"egg-alergy": True}
    assert "Did you mean “egg-allergy”?" in problems[0].text
    assert "profile.toml:2, lab-tests" in problems[1].text


@pytest.mark.parametrize(
    ("key", "typed", "old", "new"),
    [
        ("day-ends", "03:30", "04:00", "03:30"),
        ("quiet", "22:30-07:00", "none", "22:30-07:00"),
        ("quiet", "22:30-07:00, 13:00-14:00", "none", "22:30-07:00, 13:00-14:00"),
        ("quiet", "10 pm to 7 am", "none", "22:00-07:00"),
        ("quiet", "22h-7h", "none", "22:00-07:00"),
        ("quiet", "22h30 until midnight, 13:00 to 14:00", "none", "22:30-00:00, 13:00-14:00"),
        ("quiet", "[]", "none", "none"),
        ("notifier", "console", "auto", "console"),
    ],
)
def test_a_setting_is_set_as_people_type_it(files: ConfigFiles, key: str, typed: str, old: str, new: str) -> None:
    change = files.set_setting(key, typed)

    assert (change.old, change.new) == (old, new)
    assert [(s.key, s.value) for s in files.settings() if s.chosen] == [(change.key, new)]


@pytest.mark.parametrize(
    ("key", "typed", "says"),
    [
        ("notifer", "auto", "Did you mean “notifier”?"),
        ("notifier", "pyler", "Did you mean “plyer”?"),
        ("day_ends", "25:00", "00:00 to 23:59"),
        ("day_ends", "22:00", "00:00 to 12:00"),
        ("quiet", "at night", "22:30-07:00"),
        ("quiet", "off", "routine config unset quiet\nOtherwise use two times, for example: "),
    ],
)
def test_a_wrong_setting_is_refused_and_nothing_is_written(
    files: ConfigFiles, tmp_path: Path, key: str, typed: str, says: str
) -> None:
    with pytest.raises(UsageError) as caught:
        files.set_setting(key, typed)

    assert says in str(caught.value.hint)
    assert not (tmp_path / "new").exists()


def test_comments_stay(tmp_path: Path) -> None:
    path = config(tmp_path, '# my settings\nday_ends = "03:00" # late\n')
    ConfigFiles(tmp_path, lambda: FACTS).set_setting("notifier", "plyer")

    assert path.read_text("utf-8") == '# my settings\nday_ends = "03:00" # late\nnotifier = "plyer"\n'


def test_a_change_leaves_a_link_a_link_and_permissions_as_they_were(tmp_path: Path) -> None:
    """People keep such files in a repository of their own, and link to them."""
    (tmp_path / "kept").mkdir()
    real = config(tmp_path / "kept", 'day_ends = "03:00"\n')
    real.chmod(0o640)
    (tmp_path / "config.toml").symlink_to(real)
    ConfigFiles(tmp_path, lambda: FACTS).set_setting("notifier", "plyer")

    assert (tmp_path / "config.toml").is_symlink()
    assert 'notifier = "plyer"' in real.read_text("utf-8")
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_broken_file_is_not_changed(tmp_path: Path) -> None:
    path = config(tmp_path, "quiet = [")
    files = ConfigFiles(tmp_path, lambda: FACTS)

    for change in (
        lambda: files.set_setting("notifier", "plyer"),
        lambda: files.unset_setting("quiet"),
        files.settings,
    ):
        with pytest.raises(ConfigError):
            change()
    assert path.read_text("utf-8") == "quiet = ["


def test_a_setting_goes_back_to_its_default(files: ConfigFiles) -> None:
    files.set_setting("notifier", "plyer")

    assert files.unset_setting("notifier").new == "auto"
    with pytest.raises(NothingToDoError):
        files.unset_setting("notifier")


@pytest.mark.parametrize(
    ("fact", "typed", "value"),
    [
        ("egg-allergy", "Yes", True),
        ("egg-allergy", "no", False),
        ("pregnancy-week", "30", "30"),
        ("pregnancy-week", "no", False),
        ("pregnancy-week", "30 on 2026-11-29", "30 on 2026-11-29"),
        ("lab-tests", "2027-02-01", "2027-02-01"),
        ("lab-tests", "2027-02-01,2027-03-04", "2027-02-01, 2027-03-04"),
        ("lab-tests", "no", False),
        ("lab-tests", "2027-03-01 and 2027-02-01", "2027-02-01, 2027-03-01"),
        ("lab-tests", "none", False),
        ("lab-tests", "yes", True),
    ],
)
def test_a_fact_is_noted_and_forgotten(
    files: ConfigFiles, tmp_path: Path, fact: str, typed: str, value: object
) -> None:
    assert files.set_fact(fact, typed) == value
    assert read_profile(tmp_path / "new", FACTS) == ({fact: value}, ())

    files.unset_fact(fact)
    assert read_profile(tmp_path / "new", FACTS) == ({}, ())


@pytest.mark.parametrize(
    ("fact", "typed", "says"),
    [
        ("egg-alergy", "yes", "Did you mean “egg-allergy”?"),
        ("egg-allergy", "perhaps", "yes or no"),
        ("pregnancy-week", "many", "number"),
        ("pregnancy-week", "yes", "number"),
        ("pregnancy-week", "0", "1 to 45"),
        ("pregnancy-week", "99", "1 to 45"),
        ("lab-tests", " ", "Any lab tests?"),
        ("lab-tests", "soon", "not a date"),
        ("lab-tests", "2027-02-30", "not a date"),
    ],
)
def test_an_answer_that_fits_nothing_is_refused(
    files: ConfigFiles, tmp_path: Path, fact: str, typed: str, says: str
) -> None:
    with pytest.raises(UsageError) as caught:
        files.set_fact(fact, typed)

    assert says in f"{caught.value.message} {caught.value.hint}"
    assert not (tmp_path / "new").exists()
