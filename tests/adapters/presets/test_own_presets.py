"""Preset files as wholes: begun, copied, set aside; nothing of theirs is lost."""

from __future__ import annotations

import pytest

from routine.core.errors import NothingToDoError, PresetError, RoutineError, UsageError
from tests.adapters.presets.desk import Desk
from tests.preset_texts import EGG_MASK


def test_reset_sets_the_users_file_aside(desk: Desk) -> None:
    desk.edit.set_key("egg-mask", "title", "Mine")
    before = desk.text()

    aside = desk.own.reset("egg-mask")
    assert aside.name == "egg-mask.toml.bak-1"
    assert aside.read_text("utf-8") == before
    assert desk.preset().title == "Egg white mask"
    with pytest.raises(NothingToDoError):
        desk.own.reset("egg-mask")


def test_reset_never_overwrites_what_was_set_aside_before(desk: Desk) -> None:
    for title in ("First", "Second"):
        desk.edit.set_key("egg-mask", "title", title)
        desk.own.reset("egg-mask")

    assert 'title = "First"' in (desk.folder / "egg-mask.toml.bak-1").read_text("utf-8")
    assert 'title = "Second"' in (desk.folder / "egg-mask.toml.bak-2").read_text("utf-8")


def test_a_preset_of_ones_own_is_not_reset(desk: Desk) -> None:
    desk.write(EGG_MASK, "own")

    with pytest.raises(NothingToDoError):
        desk.own.reset("own")
    assert desk.text("own") == EGG_MASK


def test_a_new_preset_loads_at_once(desk: Desk) -> None:
    desk.own.new("evening-cream", "treatment")

    assert (desk.preset("evening-cream").kind, desk.preset("evening-cream").title) == ("treatment", "Evening cream")


@pytest.mark.parametrize(
    ("name", "kind", "error"),
    [
        ("Evening Cream", "habit", UsageError),
        ("../x", "habit", UsageError),
        ("x", "creme", UsageError),
        ("spf", "habit", PresetError),
    ],
)
def test_a_new_preset_needs_a_free_name_and_a_kind(desk: Desk, name: str, kind: str, error: type[RoutineError]) -> None:
    with pytest.raises(error):
        desk.own.new(name, kind)
    assert not desk.folder.exists()


def test_a_copy_is_the_same_text_under_another_name(desk: Desk) -> None:
    desk.own.copy("egg-mask", "my-mask")
    desk.edit.set_key("egg-mask", "title", "Mine")
    desk.own.copy("egg-mask", "variant")

    assert desk.text("my-mask") == EGG_MASK
    assert desk.preset("variant").title == "Mine"
    assert desk.raw("variant")["extends"] == "egg-mask"
