"""Which part serves on which system."""

from __future__ import annotations

from routine.adapters.keep_awake.linux import BusInhibitor
from routine.adapters.keep_awake.macos import CaffeinateInhibitor
from routine.adapters.keep_awake.windows import WindowsInhibitor
from routine.wiring.outputs import keeps_awake


def test_each_system_is_kept_awake_in_its_own_way() -> None:
    assert isinstance(keeps_awake({}, "linux"), BusInhibitor)
    assert isinstance(keeps_awake({}, "darwin"), CaffeinateInhibitor)
    assert isinstance(keeps_awake({}, "win32"), WindowsInhibitor)
