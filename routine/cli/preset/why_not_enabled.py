"""Why a routine was not enabled: each safety note with its way out, each question with the command that answers it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from routine.cli.shell import user_files as files
from routine.core.errors import RoutineError
from routine.core.text.counts import listed, plural
from routine.core.text.source_line import source_line

if TYPE_CHECKING:
    from routine.core.config.rules import Fact, Finding

#: How the answer to a question is given on the command line, by the kind of the question.
_HOW = {
    "yes-no": "Answer yes or no: {command}",
    "number": "Answer with a number, or no: {command}",
    "dates": "Answer with a date, or no: {command}",
    "list": "Answer with a list, or no: {command}",
    "areas": 'Answer yes, no, or where it is, such as "hands, arms": {command}',
}


def findings_of(error: RoutineError) -> list[Finding]:
    """The safety notes that a refusal carries."""
    found = error.details.get("findings")
    return found if isinstance(found, list) else []


def with_every_finding(error: RoutineError) -> RoutineError:
    """The same refusal, its text naming each finding with its way out and its source, not only the first."""
    findings = [f for f in findings_of(error) if f.level in ("final", "block")]
    if len(findings) == 1 and not findings[0].asks and error.hint:
        error.hint += f"\n{_source(findings[0])}"
    elif findings:
        error.message, error.hint = (
            not_enabled(dict.fromkeys(f.routine for f in findings)),
            "\n".join(reasons(findings)),
        )
    return error


def not_enabled(ids: Iterable[str]) -> str:
    """`Not enabled: Egg white mask and Clay mask.`"""
    return f"Not enabled: {listed(_titles(ids))}."


def reasons(findings: Sequence[Finding]) -> list[str]:
    """Each finding with its way out and its source; what asks for an answer, by what it asks for."""
    facts = files.facts()
    lines = [line for f in findings if f.asks not in facts for line in told(f)]
    lines += [line for found in _by_fact(findings, facts) for line in _question(found, facts)]
    open_ = dict.fromkeys(f.rule for f in findings if f.asks and f.acceptable)
    if open_:
        rules = " ".join(f"--accept {rule}" for rule in open_)
        lines.append(f"To continue without an answer, add to the command: {rules}")
    return lines


def told(finding: Finding) -> list[str]:
    """Why, what to do, and where that is from."""
    return [f"- {finding.why}", f"  {finding.fix}", f"  {_source(finding)}"]


def _source(finding: Finding) -> str:
    return f"{source_line(finding.source).rstrip('.')}."


def _by_fact(findings: Iterable[Finding], facts: Mapping[str, Fact]) -> list[list[Finding]]:
    """What asks for the same fact, together; first what cannot be left open."""
    found: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: f.acceptable):
        if finding.asks in facts:
            found.setdefault(str(finding.asks), []).append(finding)
    return list(found.values())


def _question(findings: list[Finding], facts: Mapping[str, Fact]) -> list[str]:
    """A question that waits for an answer, for which routines, and the command that gives it."""
    fact = facts[str(findings[0].asks)]
    titles = _titles(dict.fromkeys(f.routine for f in findings))
    names = listed(titles)
    needs = plural(len(titles), one=f"{names} needs your answer.", other=f"{names} need your answer.")
    final = [] if findings[0].acceptable else ["  You need to answer this one. If yes, the routine cannot be enabled."]
    how = _HOW[fact.kind].format(command=f"routine profile set {fact.name} ANSWER")
    return [f"- {fact.question} {needs}", *final, f"  {how}"]


def _titles(ids: Iterable[str]) -> list[str]:
    presets = files.setup().presets
    return [presets[id].title if id in presets else id for id in ids]
