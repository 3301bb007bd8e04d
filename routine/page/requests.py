"""How a screen asks the daemon: queries and changes by name; what they reply is read by its fields."""

from __future__ import annotations

from typing import Any

from routine.core.errors import DaemonError
from routine.daemon import client
from routine.daemon.protocol import SENT_AS


class NotRunningError(DaemonError):
    """No daemon runs: nothing can be asked, and no reminders appear."""


class Daemon:
    """The daemon of one data directory, on one connection, which opens when something is first asked."""

    def __init__(self, data_dir: str, patience_s: float = client.CHANGE_S) -> None:
        """`patience_s`: how long a change may take."""
        self._data_dir, self._patience_s = data_dir, patience_s
        self._talk: client.Conversation | None = None
        self.revision = 0
        """What the daemon had counted before the first query: whatever is counted later, the answers may not know."""

    def query(self, do: str, **asked: object) -> Any:
        """Ask to see something; nothing changes. Annotate the result with the reply that `do` has.

        Raises NotRunningError, or the RoutineError that the daemon answers with.
        """
        return self._ask(do, asked, client.QUERY_S)

    def change(self, do: str, **asked: object) -> Any:
        """Ask for a change. Raises as `query` does; then nothing has changed."""
        return self._ask(do, asked, self._patience_s)

    def close(self) -> None:
        """Hang up."""
        if self._talk is not None:
            self._talk.close()
            self._talk = None

    def _ask(self, do: str, asked: dict[str, object], patience_s: float) -> Any:
        given = {name: value for name, value in asked.items() if value is not None and value is not False}
        if self._talk is None:
            address = client.find(self._data_dir)
            if address is None:
                raise NotRunningError("Routine is not running.")
            self._talk = client.Conversation(address, self._patience_s)
            self.revision = self._talk.ask({"do": "watch", "revision": 0}).revision
        sent = {SENT_AS.get(name, name): value for name, value in given.items()}
        return self._talk.ask({"do": do, **sent}, patience_s)
