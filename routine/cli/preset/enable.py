"""preset enable and disable: begin and end routines, with the safety questions between."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import click

from routine.cli.shell import connection, render
from routine.cli.shell import user_files as files
from routine.cli.shell.completions import disabled_ids, enabled_ids
from routine.cli.shell.group import Command
from routine.cli.shell.output import emit, json_option, on_terminal, wants_json
from routine.cli.shell.requests import change
from routine.cli.shell.safe_text import plain
from routine.core.errors import RoutineError, UsageError

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
    """Begin reminders for one routine or several, all of them or none.

    The safety rules look first. What they need to know about you is asked here, once; without a terminal, they say
    what to answer, and how.
    """
    emit(_with_answers(list(presets), list(accept)), _enabled)


def _with_answers(presets: list[str], accept: list[str]) -> EnableReply:
    """The reply, after asking the person what the rules need to know; raises the refusal where that is not enough."""
    asked: set[str] = set()
    if connection.running():
        files.reload()  # it may be a file that the person has just put there
    while True:
        try:
            return change("enable", routines=presets, accept=accept)
        except RoutineError as error:
            open_ = questions(error.details, asked)
            if not open_ or not _someone_is_here():
                raise _with_every_finding(error) from error
        for fact, question in open_.items():
            _answer(fact, question)
            asked.add(fact)
        files.reload()


def _someone_is_here() -> bool:
    return on_terminal() and sys.stdin.isatty() and not wants_json()


def questions(details: Mapping[str, object], asked: Iterable[str]) -> dict[str, str]:
    """What to ask, by fact; a final finding cannot be answered away, so then nothing."""
    findings = _findings(details)
    if any(finding.level == "final" for finding in findings):
        return {}
    return {finding.asks: finding.why for finding in findings if finding.asks and finding.asks not in asked}


def _findings(details: Mapping[str, object]) -> list[Finding]:
    found = details.get("findings")
    return found if isinstance(found, list) else []


def _answer(fact: str, question: str) -> None:
    from routine.cli.profile import question_of, store

    asked = question_of(fact)
    if asked is not None and asked.kind != "yes-no":
        how = "a date, or “no”" if asked.kind == "dates" else "“no”, if not"
        _answer_in_words(fact, f"{plain(asked.question)} ({how})")
        return
    yes = click.confirm(plain(asked.question if asked else question), default=None)
    store(fact, "yes" if yes else "no")


def _answer_in_words(fact: str, question: str) -> None:
    """Ask until the answer can be read: what was answered before must not be lost to a slip."""
    from routine.cli.profile import store

    while True:
        try:
            store(fact, click.prompt(question))
            return
        except UsageError as error:
            click.echo(" ".join(plain(part) for part in (error.message + ".", error.hint or "") if part), err=True)


def _with_every_finding(error: RoutineError) -> RoutineError:
    """The same refusal, its text naming each finding with its way out and its source, not only the first."""
    findings = [f for f in _findings(error.details) if f.level in ("final", "block")]
    if len(findings) == 1 and not findings[0].asks and error.hint:
        error.hint += f"\nSource: {findings[0].source.rstrip('.')}."
    if len(findings) > 1:
        asks = _by_fact(f for f in findings if f.asks)
        lines = [line for f in findings if not f.asks for line in _finding(f)]
        lines += [line for found in asks for line in _question(found)]
        open_ = dict.fromkeys(f.rule for f in findings if f.asks and f.acceptable)
        if open_:
            rules = " ".join(f"--accept {rule}" for rule in open_)
            lines.append(f"To go on without an answer, add to the command: {rules}")
        error.message, error.hint = "Not enabled, for these reasons:", "\n".join(lines)
    return error


def _by_fact(findings: Iterable[Finding]) -> list[list[Finding]]:
    """What asks for the same fact, together; first what cannot be left open."""
    found: dict[str | None, list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: f.acceptable):
        found.setdefault(finding.asks, []).append(finding)
    return list(found.values())


def _question(findings: list[Finding]) -> list[str]:
    """A fact that nobody gave, and the command that gives it; how to go on without it is said once, below all."""
    finding, others = findings[0], [f.routine for f in findings[1:]]
    answer = finding.fix.partition(" To go on without")[0].removeprefix("Answer it: ")
    answer = answer.removesuffix(".") if finding.acceptable else answer
    also = f" So do: {', '.join(dict.fromkeys(others))}." if others else ""
    return [f"- {finding.why}{also}", f"  {answer}"]


def _enabled(reply: EnableReply, look: render.Look) -> str:
    told = [line for finding in reply.findings for line in _told(finding)]
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
