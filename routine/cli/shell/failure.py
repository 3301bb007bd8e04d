"""What went wrong, said once: two calm lines for people, or one object for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import NamedTuple

import click

from routine.cli.shell.safe_text import plain


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
        where = f": {error.filename}" if error.filename else ""
        return Failure("file", f"{error.strerror}{where}.", _saved(error), 1)
    return _unforeseen(error)


def report(failure: Failure, *, as_json: bool) -> None:
    """Print the failure: JSON to stdout, text to stderr."""
    if as_json:
        body = {"code": failure.code, "message": failure.message, "hint": failure.hint}
        click.echo(json.dumps({"error": body, **failure.details}))
        return
    hint = failure.hint or ""
    for text in (
        failure.message,
        f"Try: {hint}" if hint.startswith("routine ") and "--help shows" not in hint else hint,
    ):
        for line in text.splitlines():
            click.echo(plain(line), err=True)


def _usage(error: click.UsageError) -> str:
    """Click's words, but where they are a programmer's: a range as `1<=x<=3660`, a choice as a list in braces."""
    if not isinstance(error, click.BadParameter) or error.param is None:
        return error.format_message()
    kind, found = error.param.type, error.message.partition(" is not ")[0].strip("'")
    name = error.param.opts[0] if isinstance(error.param, click.Option) else error.param.human_readable_name
    if isinstance(kind, click.Choice):
        *most, last = kind.choices
        allowed = f"{', '.join(most)} or {last}"
        missing = isinstance(error, click.MissingParameter)
        return f"Missing: {allowed}" if missing else f"“{found}” is none of: {allowed}"
    if isinstance(kind, click.IntRange | click.FloatRange):
        number = "a whole number" if isinstance(kind, click.IntRange) else "a number"
        return f"{name} takes {number} from {kind.min} to {kind.max}, not “{found}”"
    return f"Missing: {name}" if isinstance(error, click.MissingParameter) else error.format_message()


def _usage_hint(error: click.UsageError) -> str | None:
    hint = getattr(error, "hint", None)
    if isinstance(hint, str):
        return hint
    if error.ctx is None:
        return None
    shows = f"{error.ctx.command_path} --help shows how it is used."
    takes_values = any(isinstance(param, click.Argument) for param in error.ctx.command.params)
    if isinstance(error, click.NoSuchOption) and takes_values:
        return f"{shows} Put “--” before a value that begins with “-”."
    return shows


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", ")")) else f"{text}."


def _unforeseen(error: Exception) -> Failure:
    said = f"Routine made a mistake of its own: {type(error).__name__}: {error}"
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
