"""The nine desktops: each is started once in a worker, and cleared and given a fresh home for each test."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.daemon.processes import House
from tests.desktops.desktop import RealDesktop
from tests.desktops.household import Household
from tests.desktops.recipes import RECIPES

#: They need nine desktops, a quarter of an hour and a quiet machine, so they run where they are asked for:
#: ROUTINE_DESKTOPS=1 python -m pytest tests/desktops
collect_ignore_glob = [] if os.environ.get("ROUTINE_DESKTOPS") else ["test_*.py"]


@pytest.fixture(scope="session", params=RECIPES)
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealDesktop]:
    """One of the nine; all its tests run in one worker, one after the other."""
    desktop = RealDesktop(request.param, tmp_path_factory.mktemp(request.param))
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
    house = House(tmp_path / "home", **desktop.environ)
    with contextlib.closing(house):
        yield Household(desktop, house)
