"""A household with a page for each test, and a browser where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.page.browser import Browser, open_browser
from tests.page.household import Household


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    """A home of this test's own; nothing runs in it yet."""
    made = Household(tmp_path / "home")
    yield made
    made.close()


@pytest.fixture(scope="module")  # not longer: while it is driven, no other event loop can run in this thread
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser that shows nothing on any screen; skipped, with the reason, where there is none."""
    with open_browser(tmp_path_factory.mktemp("browser")) as found:
        yield found
