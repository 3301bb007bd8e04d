"""Preset files as wholes: begun, copied, set aside; nothing of theirs is lost."""

from __future__ import annotations

import pytest

from routine.core.errors import NothingToDoError, PresetError, RoutineError, UsageError
from tests.adapters.presets.preset_folders import PresetFolders
from tests.preset_texts import EGG_MASK


def test_reset_sets_the_users_file_aside(folders: PresetFolders) -> None:
    folders.edit.set_key("egg-mask", "title", "Mine")
    before = folders.text()

    aside = folders.own.reset("egg-mask")
    assert aside.name == "egg-mask.toml.bak-1"
    assert aside.read_text("utf-8") == before
    assert folders.preset().title == "Egg white mask"
    with pytest.raises(NothingToDoError):
        folders.own.reset("egg-mask")


def test_reset_never_overwrites_what_was_set_aside_before(folders: PresetFolders) -> None:
    for title in ("First", "Second"):
        folders.edit.set_key("egg-mask", "title", title)
        folders.own.reset("egg-mask")

    assert 'title = "First"' in (folders.folder / "egg-mask.toml.bak-1").read_text("utf-8")
    assert 'title = "Second"' in (folders.folder / "egg-mask.toml.bak-2").read_text("utf-8")


def test_a_preset_of_ones_own_is_not_reset(folders: PresetFolders) -> None:
    folders.write(EGG_MASK, "own")

    with pytest.raises(NothingToDoError):
        folders.own.reset("own")
    assert folders.text("own") == EGG_MASK


def test_a_new_preset_loads_at_once(folders: PresetFolders) -> None:
    folders.own.new("evening-cream", "treatment")

    assert (folders.preset("evening-cream").kind, folders.preset("evening-cream").title) == (
        "treatment",
        "Evening cream",
    )


@pytest.mark.parametrize(
    ("name", "kind", "error"),
    [
        ("Evening Cream", "habit", UsageError),
        ("../x", "habit", UsageError),
        ("x", "creme", UsageError),
        ("spf", "habit", PresetError),
    ],
)
def test_a_new_preset_needs_a_free_name_and_a_kind(
    folders: PresetFolders, name: str, kind: str, error: type[RoutineError]
) -> None:
    with pytest.raises(error):
        folders.own.new(name, kind)
    assert not folders.folder.exists()


def test_a_copy_is_the_same_text_under_another_name(folders: PresetFolders) -> None:
    folders.own.copy("egg-mask", "my-mask")
    folders.edit.set_key("egg-mask", "title", "Mine")
    folders.own.copy("egg-mask", "variant")

    assert folders.text("my-mask") == EGG_MASK
    assert folders.preset("variant").title == "Mine"
    assert folders.raw("variant")["extends"] == "egg-mask"
