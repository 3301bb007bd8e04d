"""What something outside says to the log when it fails: the text for people, with what was found underneath."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from routine.ports.failure import FailedError


@contextmanager
def fails(kind: type[FailedError], in_log: str) -> Iterator[None]:
    """An error of this kind is raised, and the log would say what this pattern finds."""
    with pytest.raises(kind) as error:
        yield
    assert re.search(in_log, error.value.in_log), error.value.in_log
