"""preset enable and disable: begin and end routines, with the safety questions between."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NoReturn

import click

from routine.cli.shell import connection, render
from routine.cli.shell import user_files as files
from routine.cli.shell.completions import disabled_ids, enabled_ids
from routine.cli.shell.group import Command
from routine.cli.shell.output import emit, json_option, on_terminal, wants_json
from routine.cli.shell.requests import change
from routine.cli.shell.safe_text import plain
from routine.core.errors import RoutineError

if TYPE_CHECKING:
    from routine.core.config.rules import Finding
    from routine.core.requests.replies.commands import EnableReply


@click.command(
    "enable",
    cls=Command,
    examples=["routine preset enable egg-mask", "routine preset enable collagen --accept kidney"],
)
@click.argument("presets", nargs=-1, required=True, metavar="PRESET...", shell_complete=disabled_ids)
@click.option("--accept", multiple=True, metavar="RULE", help="Go on although this rule objects or asks.")
@json_option
def enable(presets: tuple[str, ...], accept: tuple[str, ...]) -> None:
    """Enable one routine or several. What may not begin does not keep the others from it.

    The safety rules look first. What they need to know about you is asked here, once; without a terminal, they say
    what to answer, and how.
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
        raise _with_every_finding(error) from error
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
                raise _with_every_finding(error)
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
        return _findings(error.details), refused, error
    emit(reply, _enabled)
    return list(reply.findings), list(reply.refused), None


def _refuse(findings: Iterable[Finding], refused: Iterable[str]) -> NoReturn:
    """Say why these were not enabled, beside others that were; exit status 1."""
    ids = list(refused)
    own = [f for f in findings if f.routine in ids and f.level in ("final", "block")]
    if not wants_json():
        click.echo(f"Not enabled: {', '.join(ids)}", err=True)
        for line in _reasons(own):
            click.echo(plain(line), err=True)
    click.get_current_context().exit(1)


def _findings(details: Mapping[str, object]) -> list[Finding]:
    found = details.get("findings")
    return found if isinstance(found, list) else []


def _with_every_finding(error: RoutineError) -> RoutineError:
    """The same refusal, its text naming each finding with its way out and its source, not only the first."""
    findings = [f for f in _findings(error.details) if f.level in ("final", "block")]
    if len(findings) == 1 and not findings[0].asks and error.hint:
        error.hint += f"\nSource: {findings[0].source.rstrip('.')}."
    if len(findings) > 1:
        error.message, error.hint = "Not enabled, for these reasons:", "\n".join(_reasons(findings))
    return error


def _reasons(findings: list[Finding]) -> list[str]:
    """Each finding with its way out and its source; what asks for an answer, by what it asks for."""
    asks = _by_fact(f for f in findings if f.asks)
    lines = [line for f in findings if not f.asks for line in _finding(f)]
    lines += [line for found in asks for line in _question(found)]
    open_ = dict.fromkeys(f.rule for f in findings if f.asks and f.acceptable)
    if open_:
        rules = " ".join(f"--accept {rule}" for rule in open_)
        lines.append(f"To continue without an answer, add to the command: {rules}")
    return lines


def _by_fact(findings: Iterable[Finding]) -> list[list[Finding]]:
    """What asks for the same fact, together; first what cannot be left open."""
    found: dict[str | None, list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: f.acceptable):
        found.setdefault(finding.asks, []).append(finding)
    return list(found.values())


def _question(findings: list[Finding]) -> list[str]:
    """A fact that nobody gave, and the command that gives it; how to go on without it is said once, below all."""
    finding, others = findings[0], [f.routine for f in findings[1:]]
    answer = finding.fix.partition(". To continue without an answer: ")[0]
    also = f" So do: {', '.join(dict.fromkeys(others))}." if others else ""
    return [f"- {finding.why}{also}", f"  {answer}"]


def _enabled(reply: EnableReply, look: render.Look) -> str:
    told = [line for finding in reply.findings if finding.routine in reply.enabled for line in _told(finding)]
    return "\n".join([render.said(reply, look), *told])


def _told(finding: Finding) -> list[str]:
    """A finding that did not stand in the way: advice, or one that the person accepted."""
    if finding.level in ("final", "block"):
        return [f"- You accepted {finding.rule}: {finding.why}"]
    return _finding(finding)


def _finding(finding: Finding) -> list[str]:
    return [f"- {finding.why}", f"  {finding.fix}", f"  Source: {finding.source.rstrip('.')}."]


@click.command("disable", cls=Command, examples=["routine preset disable egg-mask"])
@click.argument("routines", nargs=-1, required=True, metavar="ROUTINE...", shell_complete=enabled_ids)
@json_option
def disable(routines: tuple[str, ...]) -> None:
    """End reminders for one routine or several. Their history stays in the log."""
    emit(change("disable", routines=list(routines)), render.said)
