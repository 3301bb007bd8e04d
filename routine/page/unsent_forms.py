"""Forms that are not sent for good yet: kept here, so that what a person answered never stands in an address."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

_MOST = 32

Pairs = Sequence[tuple[str, str]]


class Drafts:
    """Keeps the last few, so that an address can name one."""

    def __init__(self) -> None:
        self._kept: dict[str, Pairs] = {}

    def keep(self, form: Pairs) -> str:
        """Its name, for the address of the page that shows it again."""
        name = secrets.token_urlsafe(6)
        self._kept[name] = tuple(form)
        if len(self._kept) > _MOST:
            del self._kept[next(iter(self._kept))]
        return name

    def named(self, name: str) -> Pairs:
        """The fields of the one with this name; none where it is too long ago."""
        return self._kept.get(name, ())
