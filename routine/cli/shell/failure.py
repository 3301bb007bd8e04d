"""What went wrong, said once: two calm lines for people, or one object for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import NamedTuple

import click

from routine.cli.shell.safe_text import plain

UNPRINTED = "output"
"""The code of a failure to print: nothing more can be said on stdout."""


class Failure(NamedTuple):
    """A failure ready to print; `details` are more keys for the JSON object."""

    code: str
    message: str
    hint: str | None
    status: int
    details: Mapping[str, object] = {}


def describe(error: Exception) -> Failure:
    """What to say about any exception; one that nobody foresaw is saved to a file, never shown as a traceback."""
    from routine.core.errors import RoutineError

    if isinstance(error, RoutineError):
        return Failure(error.code, error.message, error.hint, error.status, error.details)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return Failure("usage", error.format_message(), None, 2)
    if isinstance(error, click.UsageError):
        return Failure("usage", _sentence(_usage(error)), _usage_hint(error), 2)
    if isinstance(error, click.ClickException):
        return Failure("failed", _sentence(error.format_message()), None, error.exit_code)
    if isinstance(error, OSError) and error.strerror:
        if _while_printing(error):
            said = f"The answer cannot be printed: {error.strerror}."
            return Failure(UNPRINTED, said, "What was changed is kept.", 1)
        said = f"{error.filename} cannot be used: {error.strerror}." if error.filename else f"{error.strerror}."
        return Failure("file", said, _saved(error), 1)
    return _unforeseen(error)


def report(failure: Failure, *, as_json: bool) -> None:
    """Print the failure: JSON to stdout, text to stderr."""
    if as_json:
        body = {"code": failure.code, "message": failure.message, "hint": failure.hint}
        click.echo(json.dumps({"error": body, **failure.details}))
        return
    for text in (failure.message, failure.hint or ""):
        for line in text.splitlines():
            click.echo(plain(line), err=True)


def _while_printing(error: OSError) -> bool:
    """Whether it was stdout that took nothing, as on a full disk: what the command was to do is done by then."""
    import traceback

    return error.filename is None and any(
        frame.name in ("echo", "print_rest") for frame in traceback.extract_tb(error.__traceback__)
    )


def _usage(error: click.UsageError) -> str:
    """What is wrong with a command line, in words for people; click's own are a programmer's."""
    if isinstance(error, click.NoSuchOption):
        return f"There is no option {error.option_name} here."
    if isinstance(error, click.BadOptionUsage):
        flag = any(error.option_name in param.opts for param in _params(error) if getattr(param, "is_flag", False))
        return f"{error.option_name} {'does not take a value' if flag else 'needs a value'}."
    if not isinstance(error, click.BadParameter) or error.param is None:
        return error.format_message()
    name = error.param.opts[0] if isinstance(error.param, click.Option) else error.param.human_readable_name
    return _bad_value(error, error.param, name)


def _bad_value(error: click.BadParameter, param: click.Parameter, name: str) -> str:
    kind, found = param.type, error.message.partition(" is not ")[0].strip("'")
    missing = isinstance(error, click.MissingParameter)
    if isinstance(kind, click.Choice):
        from routine.core.text.counts import or_list  # here: the daily commands need no words of the core

        allowed = or_list([str(choice) for choice in kind.choices])
        return f"A word is missing. Use {allowed}." if missing else f"“{found}” is not possible here. Use {allowed}."
    if missing:
        shown = name if name.startswith("-") else name.strip("[].").upper()
        return f"{shown} is missing."
    if isinstance(kind, click.IntRange | click.FloatRange):
        number = "a whole number" if isinstance(kind, click.IntRange) else "a number"
        least = f"of at least {kind.min}" if kind.max is None else f"from {kind.min} to {kind.max}"
        return f"{name} needs {number} {least}, not “{found}”."
    if kind.name in ("integer", "float"):
        return f"{name} needs {'a whole number' if kind.name == 'integer' else 'a number'}, not “{found}”."
    return error.format_message()


def _params(error: click.UsageError) -> list[click.Parameter]:
    return error.ctx.command.params if error.ctx else []


def _usage_hint(error: click.UsageError) -> str | None:
    """What to type: a command that was meant, an example, or where all options stand."""
    hint = getattr(error, "hint", None)
    if isinstance(hint, str):
        return hint
    if error.ctx is None:
        return None
    path, command = error.ctx.command_path, error.ctx.command
    if isinstance(error, click.NoSuchOption):
        takes_values = any(isinstance(param, click.Argument) for param in command.params)
        see = f"See all options: {path} --help"
        if error.possibilities:
            from routine.core.text.counts import or_list  # here: most commands fail in no such way, or not at all

            return f"Did you mean {or_list(sorted(error.possibilities))}?"
        return f"Put “--” before a value that begins with “-”. {see}" if takes_values else see
    example = _example(error, [one for one in getattr(command, "examples", ()) if len(one) > len(path)])
    return f"For example: {example}" if example else f"See all options: {path} --help"


def _example(error: click.UsageError, examples: list[str]) -> str | None:
    """One with the option that is wrong; None where no example has it."""
    named = error.option_name if isinstance(error, click.BadOptionUsage) else ""
    if isinstance(error, click.BadParameter) and isinstance(error.param, click.Option):
        named = error.param.opts[0]
    return next((one for one in examples if named in one), None)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", ")")) else f"{text}."


def _unforeseen(error: Exception) -> Failure:
    cause = str(error).rstrip(".") or type(error).__name__
    said = f"Routine has stopped this command because of an internal error: {cause}."
    return Failure("internal", said, _saved(error), 1)


def _saved(error: Exception) -> str:
    """Write the traceback beside the daemon's log (the newest only) and say where."""
    import traceback

    from routine import __version__

    text = "".join(traceback.format_exception(error))
    try:
        from pathlib import Path

        from routine.adapters.paths import make_directories
        from routine.cli.shell.connection import paths

        make_directories(paths())
        where = Path(paths().log_file).with_name("last-crash.txt")
        where.write_text(f"Routine {__version__}, Python {sys.version}\n{text}", encoding="utf-8", errors="replace")
    except Exception:  # noqa: BLE001 - the directory may be what failed: the last line of the traceback must do
        return "The details could not be saved."
    return f"The details are in {where}"
