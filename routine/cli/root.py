"""The command `routine`: what it does on its own, and the one place where every failure is caught and said."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn, TextIO

import click

from routine import __version__
from routine.cli import help_lines
from routine.cli.shell.command import LazyGroup, asking
from routine.cli.shell.output import emit, json_option

_INTERRUPTED = 130


class Root(LazyGroup):
    """The outermost group: turns every exception into an exit status and two lines, or a JSON object."""

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> NoReturn:
        """Run with `args` (sys.argv, if None) and exit."""
        words = list(sys.argv[1:] if args is None else args)
        extra.update(prog_name="routine", standalone_mode=False)
        sys.exit(self._guarded(words, extra))

    def _guarded(self, words: list[str], extra: dict[str, Any]) -> int:
        try:
            return self._status(words, extra)
        except OSError:  # nobody reads any more, or it cannot be written: not even that it failed
            _forget_output()
            return 1

    def _status(self, words: list[str], extra: dict[str, Any]) -> int:
        try:
            status = super().main(words, **extra)
            print_rest()
        except (click.Abort, KeyboardInterrupt):
            return _INTERRUPTED
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 - the error boundary: whatever went wrong is told, not thrown
            from routine.cli.shell import failure

            found = failure.describe(error)
            if found.code == failure.UNPRINTED:
                _forget(sys.stdout)
            failure.report(found, as_json="--json" in words and found.code != failure.UNPRINTED)
            return found.status
        return status if isinstance(status, int) else 0


def print_rest() -> None:
    """What is still to be written, while its failure can be said."""
    sys.stdout.flush()


def _forget_output() -> None:
    _forget(sys.stdout)
    _forget(sys.stderr)


def _forget(stream: TextIO) -> None:
    """Nobody reads it, or it cannot be written: keep Python from complaining about it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@click.group(
    "routine",
    cls=Root,
    verbs=help_lines.ROOT,
    front=[help_lines.EVERY_DAY],
    examples=["routine start", "routine done egg-mask"],
    footer="Start here: routine start. Show every command: routine help --all",
    invoke_without_command=True,
    context_settings={"max_content_width": 100},
)
@json_option
@click.pass_context
def root(ctx: click.Context) -> None:
    """Routine reminds you of your care at home, shows each step, and keeps your answers.

    Without a command, it shows what is waiting for you and what is next.
    """
    if ctx.invoked_subcommand is None:
        from routine.cli.shell import connection, listings

        found = connection.ask({"do": "overview"}, write=False)
        if found.running:
            found["problems"] = [*found.problems, *connection.left_behind()]
        emit(found, listings.overview)


root.params.insert(0, asking(["-V", "--version"], "Show the version and exit.", lambda _ctx: f"routine {__version__}"))
