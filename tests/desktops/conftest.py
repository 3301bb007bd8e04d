"""The nine desktops: each is started once in a worker, and cleared and given a fresh home for each test."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.daemon.processes import DaemonHome
from tests.desktops.desktop import RealDesktop
from tests.desktops.household import Household
from tests.desktops.recipes import RECIPES


@pytest.fixture(scope="session", params=RECIPES)
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealDesktop]:
    """One of the nine; all its tests run in one worker, one after the other.

    Skipped where it is not installed or, as some newer versions, does not start on such a screen; never in CI.
    """
    root = tmp_path_factory.mktemp(request.param)
    try:
        desktop = RealDesktop(request.param, root)
    except AssertionError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"{request.param} does not start here: {error}")
    with contextlib.closing(desktop):
        yield desktop


@pytest.fixture
def desktop(running: RealDesktop) -> RealDesktop:
    """One of the nine, with nothing on its screen."""
    running.clear()
    return running


@pytest.fixture
def household(desktop: RealDesktop, tmp_path: Path) -> Iterator[Household]:
    """Somebody at this desktop, in a home without routines."""
    found = Household(desktop, DaemonHome(tmp_path / "home", **desktop.environ))
    with contextlib.closing(found):
        yield found
