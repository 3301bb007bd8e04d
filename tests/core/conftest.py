"""For hypothesis, a slow or busy machine is no failure of what is tested; and a mistake in a decision is one."""

from __future__ import annotations

import pytest
from hypothesis import settings

from routine.service import presets_on_demand

settings.register_profile("routine", deadline=None)
settings.load_profile("routine")


@pytest.fixture(autouse=True)
def _no_routine_is_left_out_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """At home, one routine that cannot be decided is left out, so that the others go on; here, it fails the test."""

    def fail(_: str, error: Exception) -> None:
        raise error

    monkeypatch.setattr(presets_on_demand, "_note_failure", fail)
