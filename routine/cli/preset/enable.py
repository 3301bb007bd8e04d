"""preset enable and disable: begin and end routines, with the safety questions between."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

import click

from routine.cli.preset.why_not_enabled import findings_of, not_enabled, reasons, told, with_every_finding
from routine.cli.shell import connection
from routine.cli.shell import user_files as files
from routine.cli.shell.colours import Look
from routine.cli.shell.command import Command
from routine.cli.shell.completions import acceptable_rules, disabled_ids, enabled_ids
from routine.cli.shell.output import emit, json_option, on_terminal, said, wants_json
from routine.cli.shell.requests import change
from routine.cli.shell.safe_text import plain
from routine.cli.shell.table import hanging
from routine.core.errors import RoutineError

if TYPE_CHECKING:
    from routine.core.config.rules import Finding
    from routine.core.requests.replies.commands import EnableReply


@click.command(
    "enable",
    cls=Command,
    examples=["routine preset enable egg-mask", "routine preset enable collagen --accept kidney-disease"],
)
@click.argument("presets", nargs=-1, required=True, metavar="PRESET...", shell_complete=disabled_ids)
@click.option(
    "--accept",
    multiple=True,
    metavar="RULE",
    shell_complete=acceptable_rules,
    help="Continue although this safety rule needs your decision.",
)
@json_option
def enable(presets: tuple[str, ...], accept: tuple[str, ...]) -> None:
    """Enable one routine or several. If one cannot start, the others still do.

    Routine asks the safety questions first, each of them once. Without a terminal, it prints the commands that answer
    them.
    """
    if connection.running():
        files.reload()  # it may be a file that the person has just put there
    (_asking if _someone_is_here() else _at_once)(list(presets), list(accept))


def _someone_is_here() -> bool:
    return on_terminal() and sys.stdin.isatty() and not wants_json()


def _at_once(presets: list[str], accept: list[str]) -> None:
    """For a script: what may begin begins, and the rest is refused with every finding. Raises the refusal of all."""
    try:
        reply = change("enable", routines=presets, accept=accept)
    except RoutineError as error:
        raise with_every_finding(error) from error
    emit(reply, _enabled)
    if reply.refused:
        _refuse(reply.findings, reply.refused)


def _asking(presets: list[str], accept: list[str]) -> None:
    """With somebody at the terminal: ask what is open, and try the rest again, until nothing is left to ask."""
    from routine.cli.preset.safety_questions import ask

    asked: set[str] = set()
    kept_off: set[str] = set()
    left = presets
    while left:
        findings, left, error = _try(left, accept)
        if not left and error is None:
            break
        final = {f.routine for f in findings if f.level == "final"}
        found = ask([f for f in findings if f.routine in left and f.routine not in final], asked)
        if found is None:
            if error is not None:
                raise with_every_finding(error)
            _refuse(findings, left)
        files.reload()
        accept += found.accepted if found else []
        kept_off |= found.kept_off if found else set()
        left = [id for id in left if id not in kept_off]
    if kept_off:
        click.get_current_context().exit(1)


def _try(presets: list[str], accept: list[str]) -> tuple[list[Finding], list[str], RoutineError | None]:
    """Enable what may begin, and print it; the findings, the ids that were refused, and the refusal of all."""
    try:
        reply = change("enable", routines=presets, accept=accept)
    except RoutineError as error:
        refused = error.details.get("refused")
        if not isinstance(refused, list):
            raise
        return findings_of(error), refused, error
    emit(reply, _enabled)
    return list(reply.findings), list(reply.refused), None


def _refuse(findings: Iterable[Finding], refused: Iterable[str]) -> NoReturn:
    """Say why these were not enabled, beside others that were; exit status 1."""
    ids = list(refused)
    own = [f for f in findings if f.routine in ids and f.level in ("final", "block")]
    if not wants_json():
        for line in (not_enabled(ids), *reasons(own)):
            click.echo(plain(line), err=True)
    click.get_current_context().exit(1)


def _enabled(reply: EnableReply, look: Look) -> str:
    notes = [line for finding in reply.findings if finding.routine in reply.enabled for line in _told(finding)]
    return "\n".join([said(reply, look), *(part for line in notes for part in hanging(line, look.width))])


def _told(finding: Finding) -> list[str]:
    """A finding that did not stand in the way: advice, or one that the person accepted."""
    if finding.level in ("final", "block"):
        return [f"- You chose to continue ({finding.rule}). {finding.why}"]
    return told(finding)


@click.command("disable", cls=Command, examples=["routine preset disable egg-mask"])
@click.argument("routines", nargs=-1, required=True, metavar="ROUTINE...", shell_complete=enabled_ids)
@json_option
def disable(routines: tuple[str, ...]) -> None:
    """Disable one routine or several. Your history is kept."""
    emit(change("disable", routines=list(routines)), said)
