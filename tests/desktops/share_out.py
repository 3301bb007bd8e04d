"""Which worker runs which test: all of one desktop's run in one, so that each desktop is started once."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling


class OneWorkerADesktop(LoadScopeScheduling):  # type: ignore[misc] # xdist does not type it
    """Desktops first, for they take longest; every other test by itself, wherever there is room.

    pytest-xdist's own `--dist loadgroup` does nothing with this pytest: the group never gets into the tests' names.
    """

    def _split_scope(self, nodeid: str) -> str:
        """What must stay together: of a desktop's test, the desktop in its brackets."""
        return nodeid.rpartition("[")[2] if nodeid.startswith("tests/desktops/") else nodeid
