"""Which part serves on which system."""

from __future__ import annotations

import pytest

from routine.adapters.keep_awake.linux import BusInhibitor
from routine.adapters.keep_awake.macos import CaffeinateInhibitor
from routine.adapters.keep_awake.windows import WindowsInhibitor
from routine.adapters.presence.linux import DesktopPresence
from routine.core.state.presence import Away
from routine.wiring.outputs import is_quiet, keeps_awake, presence_watch


class FakePresence(DesktopPresence):
    """A desktop whose word is given."""

    def __init__(self, *away: Away) -> None:
        super().__init__({})
        self._away = frozenset(away)

    @property
    def away(self) -> frozenset[Away]:
        return self._away


@pytest.mark.parametrize(
    ("watch", "quiet"),
    [
        (None, False),
        (FakePresence(), False),
        (FakePresence("locked"), False),
        (FakePresence("do-not-disturb", "locked"), True),
    ],
)
def test_only_do_not_disturb_keeps_a_notice_from_being_made_urgent(watch: FakePresence | None, quiet: bool) -> None:
    """Behind a locked screen an urgent one disturbs nobody, and stays open until somebody is back."""
    assert is_quiet(watch) is quiet


def test_presence_is_watched_where_there_is_something_to_watch() -> None:
    assert isinstance(presence_watch("linux"), DesktopPresence)
    assert presence_watch("darwin") is None and presence_watch("win32") is None


def test_each_system_is_kept_awake_in_its_own_way() -> None:
    assert isinstance(keeps_awake({}, "linux"), BusInhibitor)
    assert isinstance(keeps_awake({}, "darwin"), CaffeinateInhibitor)
    assert isinstance(keeps_awake({}, "win32"), WindowsInhibitor)
