"""Which worker runs which test, and in what order: what takes longest begins, what is short fills up the end."""

from __future__ import annotations

import os
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

#: Folders whose tests take long, first those that begin first; each test of the others is over at once.
LONG = ("tests/desktops/", "tests/e2e/", "tests/simulation/", "tests/page/")
#: Of these each test goes wherever there is room; others stay with those of their module, and share what it sets up.
SINGLE = "tests/e2e/"
#: The long ones mostly wait for real seconds to pass: one worker would leave three quarters of its core idle.
WORKERS_A_CORE = 2


class ShareOut(LoadScopeScheduling):  # type: ignore[misc] # xdist does not type it
    """A module at a time, in the order of the tests; of real desktops all tests of one, so that it starts once.

    pytest-xdist's own `--dist loadgroup` does nothing with this pytest: the group never gets into the tests' names.
    """

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False  # not by how many tests there are: a table has many, a desktop few

    def _split_scope(self, nodeid: str) -> str:
        """What must stay together: of a desktop's test, the desktop in its brackets."""
        if nodeid.startswith("tests/desktops/"):
            return nodeid.rpartition("[")[2]
        return nodeid if nodeid.startswith(SINGLE) else nodeid.partition("::")[0]


def workers(config: pytest.Config) -> int:
    """How many tests run at once on this machine; real desktops fill a core each."""
    cores = os.cpu_count() or 1
    return WORKERS_A_CORE * cores if config.option.markexpr == "not desktops" else cores


def longest_first(items: list[pytest.Item]) -> None:
    """Sort tests by their folders, otherwise as they were."""
    items.sort(key=lambda item: next((at for at, one in enumerate(LONG) if item.nodeid.startswith(one)), len(LONG)))
