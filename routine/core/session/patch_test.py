"""The patch test that a session waits for: planned at once, and its check a day later, where it was not done yet."""

from __future__ import annotations

from routine.core.draft import Draft
from routine.core.routines.begins_from_now import begin

PATCH_TEST = "patch-test"
PATCH_CHECK = "patch-check"


def plan_patch_test(draft: Draft) -> bool:
    """“Not yet”: the test, at once, and its check a day later become routines of their own. Whether there are such."""
    tests = [id for id in (PATCH_CHECK, PATCH_TEST) if id in draft.setup.presets]
    for id in tests:
        begin(draft, id, ())
    return bool(tests)
