"""Shows notices as lines on a terminal, where there is no desktop."""

from __future__ import annotations

from itertools import count
from typing import TextIO
from uuid import uuid4

from routine.adapters.notify.commands_to_type import body_with_commands
from routine.core.state.notice import Notice
from routine.core.text.safe import one_line
from routine.ports.notifier import NotifierError, NotifierListener, Shown


class ConsoleNotifier:
    """Prints to `stream`. Confirmed only on a terminal: nobody watches a file."""

    name = "console"
    answerable = refreshes = False

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._numbers = count(1)
        self.epoch = f"console:{uuid4().hex}"

    async def connect(self, listener: NotifierListener) -> str:
        """Raises NotifierError when the stream is closed."""
        return "this terminal, without buttons" if self._is_terminal() else "the output of Routine, which may be a file"

    async def show(self, notice: Notice, replaces: str, *, opened: bool = False) -> Shown:
        """Print the notice, escaped; raises NotifierError when it cannot be written."""
        lines = [one_line(notice.steady_title or notice.title), *body_with_commands(notice).splitlines()]
        text = "\n  ".join(line for line in lines if line)
        encoding = getattr(self._stream, "encoding", None) or "utf-8"
        try:
            self._stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
            self._stream.flush()
        except (OSError, ValueError) as error:
            raise NotifierError("the terminal cannot be written to", cause=error) from error
        return Shown(f"{self.epoch}#{next(self._numbers)}", self._is_terminal())

    async def withdraw(self, handle: str) -> None:
        """What is printed stays."""

    async def stand_by(self) -> None:
        """Nothing tells when it is back."""

    async def close(self) -> None:
        """The stream is not ours to close."""

    def _is_terminal(self) -> bool:
        try:
            return self._stream.isatty()
        except ValueError as error:
            raise NotifierError("the terminal is closed") from error
