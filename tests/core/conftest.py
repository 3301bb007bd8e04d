"""For hypothesis: a slow or busy machine is no failure of what is tested."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("routine", deadline=None)
settings.load_profile("routine")
