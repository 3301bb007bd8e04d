"""Changing presets key by key: as people type it, judged whole, written whole, and nothing of theirs lost."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routine.core.errors import FileProblemError, NotFoundError, NothingToDoError, PresetError, RoutineError, UsageError
from routine.core.preset.amount import Amount
from routine.core.schedule.types import AfterDone, Clock, Weekdays
from tests.adapters.presets.preset_folders import PresetFolders
from tests.preset_texts import EGG_MASK

# --- set ----------------------------------------------------------------------------------------------------------


def test_the_first_change_makes_an_overlay_with_only_that(folders: PresetFolders) -> None:
    edited = folders.edit.set_key("egg-mask", "steps.lie-flat.timer", "9m")

    assert edited.path == folders.folder / "egg-mask.toml"
    assert folders.text() == 'format = 1\nextends = "egg-mask"\n\n[steps.lie-flat]\ntimer = "9m"\n'


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("schedule.at", "21:00", "21:00"),
        ("schedule.at", "08:00, 21:00", ["08:00", "21:00"]),
        ("schedule.at", '["21:00"]', ["21:00"]),
        ("schedule.on", "mon,wed", ["mon", "wed"]),
        ("schedule.on", "weekdays", "weekdays"),
        ("schedule.count", "10", 10),
        ("remind.window", "17:00-23:00", "17:00-23:00"),
        ("remind.nag.times", "2", 2),
        ("remind.nag", '{ every = "5m", times = 1 }', {"every": "5m", "times": 1}),
        ("safety.apart.aha", "2 days", "2 days"),
        ("safety.never_if", "egg-allergy, broken-skin, eczema", ["egg-allergy", "broken-skin", "eczema"]),
        ("steps.lie-flat.music", "no", False),
        ("steps.lie-flat.music", "false", False),
        ("title", "42", "42"),
        ("title", 'Mask, "the" one', 'Mask, "the" one'),
        ("summary", '"quoted"', "quoted"),
        ("needs", '"one, with comma"', ["one, with comma"]),
        ("steps.cleanse.skip", "yes", True),
        ("steps.remove.before", "lie-flat", "lie-flat"),
    ],
)
def test_values_are_read_as_people_type_them(folders: PresetFolders, key: str, typed: str, value: object) -> None:
    folders.edit.set_key("egg-mask", key, typed)

    here: Any = folders.raw()
    for part in key.split("."):
        here = here[part]
    assert here == value


def test_a_change_of_the_schedule_writes_all_of_it(folders: PresetFolders) -> None:
    folders.edit.set_key("egg-mask", "schedule.at", "21:00")

    assert folders.raw()["schedule"] == {"at": "21:00", "on": ["fri"]}
    assert folders.preset().schedule.base == Clock((21 * 60,), Weekdays((4,)))


def test_what_cannot_stand_beside_a_new_schedule_key_goes_and_is_told(folders: PresetFolders) -> None:
    edited = folders.edit.set_key("egg-mask", "schedule.after_done", "5 days")

    assert isinstance(folders.preset().schedule.base, AfterDone)
    assert edited.notes == ("“on” was removed, because it does not go with “after_done”.",)


def test_a_time_outside_the_window_is_told(folders: PresetFolders) -> None:
    assert "08:00 is outside “evening”" in folders.edit.set_key("egg-mask", "schedule.at", "08:00").notes[0]
    assert folders.edit.set_key("egg-mask", "title", "Mine").notes == ()


def test_a_new_step_needs_only_its_text_and_is_told(folders: PresetFolders) -> None:
    edited = folders.edit.set_key("egg-mask", "steps.nap.say", "Have a nap.")
    folders.edit.set_key("egg-mask", "steps.nap.after", "lie-flat")

    assert edited.notes == ("“nap” is a new step. It comes last.",)
    assert [step.id for step in folders.preset().steps] == ["cleanse", "first-layer", "lie-flat", "nap", "remove"]


@pytest.mark.parametrize(
    ("typed", "amount", "unit"),
    [
        ("500 mg", 500, "mg"),
        ("2,5g", 2.5, "g"),
        ("2 capsules", 2, "capsule"),
        ("30 ug", 30, "µg"),
        ("800 iu", 800, "IU"),
    ],
)
def test_a_dose_is_set_as_it_is_said(folders: PresetFolders, typed: str, amount: float, unit: str) -> None:
    """Its amount and its unit hold only together; what else is known of the dose stays."""
    folders.edit.set_key("pill", "dose", "1 tablet")
    folders.edit.set_key("pill", "dose.with_food", "yes")
    folders.edit.set_key("pill", "dose", typed)
    assert folders.raw("pill")["dose"] == {"amount": amount, "unit": unit, "with_food": True}


def test_a_dose_can_be_set_by_its_amount_too(folders: PresetFolders) -> None:
    folders.edit.set_key("pill", "dose.amount", "500 mg")
    folders.edit.set_key("pill", "dose.amount", "250")
    assert folders.raw("pill")["dose"] == {"amount": 250, "unit": "mg"}


@pytest.mark.parametrize(("key", "typed"), [("dose.amount", "500"), ("dose.unit", "mg")])
def test_half_a_dose_says_how_to_set_the_whole(folders: PresetFolders, key: str, typed: str) -> None:
    with pytest.raises(PresetError, match="go together") as error:
        folders.edit.set_key("pill", key, typed)
    assert 'routine preset set pill dose "2 capsules"' in (error.value.hint or "")
    assert not (folders.folder / "pill.toml").exists()


@pytest.mark.parametrize("typed", ["-5 mg", "0 mg", "mg", "5", "five pills", "1,000 mg", "99999999 g"])
def test_what_is_no_dose_is_refused(folders: PresetFolders, typed: str) -> None:
    with pytest.raises(UsageError):
        folders.edit.set_key("pill", "dose", typed)


def test_a_dose_in_an_unknown_unit_is_refused_with_the_units_there_are(folders: PresetFolders) -> None:
    with pytest.raises(PresetError, match="does not know the unit") as error:
        folders.edit.set_key("pill", "dose", "5 banana")
    assert "capsule" in (error.value.hint or "")


def test_what_a_dose_holds_is_set_by_substance(folders: PresetFolders) -> None:
    folders.edit.set_key("pill", "dose", "1 tablet")
    folders.edit.set_key("pill", "dose.holds.vitamin-c", "80 mg")
    folders.edit.set_key("pill", "dose.holds.zinc", "7,5 mg")
    found = folders.preset("pill").dose
    assert found is not None
    assert found.holds == (("vitamin-c", Amount(80, "mg")), ("zinc", Amount(7.5, "mg")))


@pytest.mark.parametrize("typed", ["80", "80 banana", "0 mg", "-1 mg", "lots"])
def test_what_a_dose_cannot_hold_is_refused(folders: PresetFolders, typed: str) -> None:
    folders.edit.set_key("pill", "dose", "1 tablet")
    with pytest.raises(PresetError, match=r"dose\.holds\.zinc"):
        folders.edit.set_key("pill", "dose.holds.zinc", typed)


def test_false_takes_an_optional_key_out(folders: PresetFolders) -> None:
    folders.edit.set_key("egg-mask", "remind.nag", "false")
    folders.edit.set_key("spf", "schedule.again", "false")

    assert folders.preset().remind.nag is None
    assert folders.preset("spf").schedule.again is None
    with pytest.raises(PresetError, match="cannot be removed"):
        folders.edit.set_key("egg-mask", "title", "false")


def test_comments_order_and_blank_lines_stay(folders: PresetFolders) -> None:
    mine = (
        '# my mask\nextends = "egg-mask"   # the base\n\n'
        '[steps.lie-flat]\n# I fall asleep\ntimer = "7m"  # short\n\n[remind]\nlate = "1h"\n'
    )
    folders.write(mine)
    folders.edit.set_key("egg-mask", "steps.lie-flat.timer", "6m")

    assert folders.text() == mine.replace('"7m"', '"6m"')


def test_an_own_preset_is_changed_in_place(folders: PresetFolders) -> None:
    folders.write("# mine\n" + EGG_MASK, "own")
    folders.edit.set_key("own", "schedule.every", "2 weeks")
    folders.edit.set_key("own", "remind.nag", "false")

    assert folders.text("own").startswith("# mine\nformat = 1\n")
    assert folders.raw("own")["schedule"] == {"at": ["20:30"], "on": ["fri"], "every": "2 weeks"}
    assert "nag" not in folders.raw("own")["remind"]


@pytest.mark.parametrize(
    ("key", "typed", "error", "says"),
    [
        ("steps.lie-flatt.timer", "9m", NotFoundError, "Did you mean “lie-flat”?"),
        ("steps.lie-flat.timmer", "9m", NotFoundError, "Did you mean “steps.lie-flat.timer”?"),
        ("remind.lat", "9m", NotFoundError, "Did you mean “remind.late”?"),
        ("schedul.at", "9m", NotFoundError, "Did you mean “schedule”?"),
        ("schedule..at", "9m", UsageError, "Write it like one of these"),
        ("steps.lie-flat.timer", "0m", PresetError, "not longer than zero"),
        ("steps.lie-flat.timer", "20m", PresetError, "Choose a shorter time"),
        ("schedule.at", "9", PresetError, "schedule.at 9:00"),
        ("schedule.on", "mon,wedn,foo", PresetError, "You can use monday"),
        ("safety.apart", "aha", PresetError, "needs a table"),
        ("kind", "maks", PresetError, "Did you mean “mask”?"),
        ("steps.remove.after", "lie-flatt", PresetError, "Did you mean “lie-flat”?"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_nearest_right_word(
    folders: PresetFolders, key: str, typed: str, error: type[RoutineError], says: str
) -> None:
    with pytest.raises(error) as caught:
        folders.edit.set_key("egg-mask", key, typed)

    assert says in f"{caught.value.message} {caught.value.hint}"
    assert not folders.folder.exists()


def test_sunscreen_at_night_is_refused_and_the_old_changes_stay(folders: PresetFolders) -> None:
    folders.edit.set_key("spf", "schedule.at", "07:30")
    before = folders.text("spf")

    with pytest.raises(PresetError) as caught:
        folders.edit.set_key("spf", "schedule.at", "02:30")
    assert folders.text("spf") == before
    assert [error["key"] for error in caught.value.details["errors"]] == ["schedule.at"]  # type: ignore[attr-defined] # details are objects


def test_a_broken_file_is_not_touched(folders: PresetFolders) -> None:
    folders.write("extends = \n")

    for change in (
        lambda: folders.edit.set_key("egg-mask", "title", "x"),
        lambda: folders.edit.diff("egg-mask"),
    ):
        with pytest.raises(PresetError):
            change()
    assert folders.text() == "extends = \n"


def test_a_text_that_would_not_read_as_meant_is_not_written(
    folders: PresetFolders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tomlkit.dumps", lambda document: 'extends = "egg-mask"\n')

    with pytest.raises(FileProblemError, match="cannot change “title”"):
        folders.edit.set_key("egg-mask", "title", "Mine")
    assert not folders.folder.exists()


def test_an_unknown_preset_names_the_nearest(folders: PresetFolders) -> None:
    with pytest.raises(NotFoundError) as caught:
        folders.edit.set_key("eg-mask", "title", "x")
    assert "Did you mean “egg-mask”?" in str(caught.value.hint)


def test_a_directory_that_cannot_be_made_is_an_error_for_people(folders: PresetFolders) -> None:
    folders.folder.parent.write_text("a file", "utf-8")

    with pytest.raises(FileProblemError, match="cannot be written"):
        folders.edit.set_key("egg-mask", "title", "x")


def test_no_other_file_is_left_beside(folders: PresetFolders) -> None:
    folders.edit.set_key("egg-mask", "title", "x")

    assert os.listdir(folders.folder) == ["egg-mask.toml"]  # noqa: PTH208 - names are what counts


# --- unset, diff -------------------------------------------------------------------------------------------------


def test_a_change_is_taken_back_and_empty_tables_go_with_it(folders: PresetFolders) -> None:
    folders.edit.set_key("egg-mask", "steps.lie-flat.timer", "9m")
    folders.edit.set_key("egg-mask", "title", "Mine")
    folders.edit.unset_key("egg-mask", "steps.lie-flat.timer")

    assert folders.raw() == {"format": 1, "extends": "egg-mask", "title": "Mine"}


def test_taking_back_a_part_of_the_schedule_brings_the_shipped_part_back(folders: PresetFolders) -> None:
    folders.edit.set_key("egg-mask", "schedule.on", "mon")
    folders.edit.set_key("egg-mask", "schedule.at", "21:00")
    folders.edit.unset_key("egg-mask", "schedule.on")

    assert folders.preset().schedule.base == Clock((21 * 60,), Weekdays((4,)))


def test_taking_back_a_schedule_key_brings_back_what_had_to_go_for_it(folders: PresetFolders) -> None:
    folders.edit.set_key("egg-mask", "title", "Mine")
    folders.edit.set_key("egg-mask", "schedule.after_done", "5 days")
    folders.edit.unset_key("egg-mask", "schedule.after_done")

    assert folders.raw() == {"format": 1, "extends": "egg-mask", "title": "Mine"}


def test_a_file_without_changes_is_removed_unless_it_has_a_comment(folders: PresetFolders) -> None:
    folders.edit.set_key("egg-mask", "title", "Mine")
    assert folders.edit.unset_key("egg-mask", "title").notes == ("egg-mask is the original again.",)
    assert not list(folders.folder.iterdir())

    folders.write('# keep me\nextends = "egg-mask"\ntitle = "Mine"\n')
    folders.edit.unset_key("egg-mask", "title")
    assert folders.text() == '# keep me\nextends = "egg-mask"\n'


def test_what_was_not_changed_cannot_be_taken_back(folders: PresetFolders) -> None:
    with pytest.raises(NothingToDoError):
        folders.edit.unset_key("egg-mask", "title")


def test_mistakes_can_be_taken_back_one_by_one(folders: PresetFolders) -> None:
    folders.write('extends = "egg-mask"\ntitel = "x"\n[remind]\nlate = "0m"\n')

    folders.edit.unset_key("egg-mask", "titel")
    folders.edit.unset_key("egg-mask", "remind.late")
    assert folders.preset().title == "Egg white mask"


def test_diff_tells_each_key_that_differs(folders: PresetFolders) -> None:
    folders.edit.set_key("egg-mask", "steps.lie-flat.timer", "7m")
    folders.edit.set_key("egg-mask", "remind.window", "false")

    found = [(change.key, change.base, change.yours) for change in folders.edit.diff("egg-mask")]
    assert found == [("remind.window", "evening", None), ("steps.lie-flat.timer", "8m", "7m")]
    assert folders.edit.diff("spf") == ()


# --- whatever is typed --------------------------------------------------------------------------------------------

KEYS = st.sampled_from(
    [
        "title",
        "summary",
        "kind",
        "needs",
        "contains",
        "starter",
        "schedule.at",
        "schedule.on",
        "schedule.every",
        "schedule.cron",
        "schedule.days",
        "schedule.after_done",
        "schedule.window",
        "schedule.again",
        "schedule.count",
        "schedule.zone",
        "remind.late",
        "remind.nag",
        "remind.nag.times",
        "remind.window",
        "safety.min_gap",
        "safety.apart",
        "safety.apart.aha",
        "steps.lie-flat.timer",
        "steps.new.say",
        "steps.lie-flat.cues",
        "steps.lie-flat.music",
        "steps.lie-flat.skip",
        "steps.remove.before",
        "dose",
        "course",
        "steps",
        "safety",
    ]
)
TYPED = st.text(max_size=20) | st.sampled_from(
    [
        "21:00",
        "mon,fri",
        "9m",
        "5 days",
        "false",
        "true",
        "3",
        "[]",
        "{}",
        "[1, -1]",
        '"x"',
        "0 9 * * 1",
        "cleanse",
        "a.b = 1",
    ]
)


@given(changes=st.lists(st.tuples(KEYS, TYPED), max_size=6))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_the_file_stays_whole_and_its_comment_stays(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, str]]
) -> None:
    folders = PresetFolders(tmp_path_factory.mktemp("desk"))
    folders.write('# keep me\nextends = "egg-mask"\n')
    for key, typed in changes:
        before = folders.text()
        try:
            folders.edit.set_key("egg-mask", key, typed)
        except RoutineError:
            assert folders.text() == before
        assert folders.text().startswith("# keep me\n")
        assert not folders.files.check("egg-mask")
