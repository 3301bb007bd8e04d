"""What all readers of one page process share: where things lie, the secrets, the templates, what was told."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from routine.page.messages import Messages
from routine.page.unsent_forms import Drafts

if TYPE_CHECKING:
    from jinja2 import Environment

    from routine.adapters.paths import Paths
    from routine.page.page_secrets import PageSecrets


def _not_yet() -> None:
    """Nothing is served yet."""


class SharedState:
    """One for a process."""

    def __init__(self, paths: Paths, secrets: PageSecrets) -> None:
        self.paths, self.secrets = paths, secrets
        self.messages, self.drafts = Messages(), Drafts()
        self.end: Callable[[], None] = _not_yet
        """Ends the process; in the event loop alone."""
        self._loading = Lock()

    @cached_property
    def templates(self) -> Environment:
        """The templates, read when the first is needed: they take longer to load than to open a page."""
        with self._loading:
            from routine.page.templating import environment

            return environment()
