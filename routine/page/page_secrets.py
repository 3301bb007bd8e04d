"""Who is let in: the secrets of one page process, and the links that each open it once."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from hmac import compare_digest

from routine.page.link import LINK_S

_MOST_LINKS = 16


class PageSecrets:
    """Made anew with every process: what a page of yesterday knows opens nothing today."""

    def __init__(self) -> None:
        self._time: Callable[[], float] = lambda: 0.0
        self.prefix = secrets.token_urlsafe(16)
        """Where everything lies. Cookies know no ports: under `/` another program at this address would get them."""
        self.cookie = secrets.token_urlsafe(32)
        self.form = secrets.token_urlsafe(32)
        """What every form must bring back."""
        self.control = secrets.token_urlsafe(32)
        """What `routine open` shows to be given a link; it stands in a file that only this user can read."""
        self._links: dict[str, float] = {}

    def begin(self, time: Callable[[], float]) -> None:
        """From now on links wear out, the first one too; `time`: seconds that only go forward."""
        self._time = time
        self._links = dict.fromkeys(self._links, time() + LINK_S)

    def link(self) -> str:
        """A new key that lets one reader in, once."""
        key = secrets.token_urlsafe(32)
        self._links[key] = self._time() + LINK_S
        while len(self._links) > _MOST_LINKS:
            del self._links[next(iter(self._links))]
        return key

    def redeem(self, key: str) -> bool:
        """Whether this key lets somebody in now; from then on it does not."""
        for one in self._links:
            if same(one, key):
                return self._links.pop(one) >= self._time()
        return False


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that says nothing about them."""
    return compare_digest(one.encode(), other.encode("utf-8", "replace"))
