"""profile: what the safety rules know about a person, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import click

from routine.cli import help_lines
from routine.cli.shell import connection
from routine.cli.shell import user_files as files
from routine.cli.shell.colours import Look
from routine.cli.shell.command import Command, LazyGroup
from routine.cli.shell.completions import fact_answers, fact_names
from routine.cli.shell.output import emit, json_option, said
from routine.cli.shell.table import listing
from routine.wiring.files import config_files
from routine.wiring.local_service import day_ahead

if TYPE_CHECKING:
    from routine.core.config.rules import Finding


class Question(NamedTuple):
    """A question that the rules may ask, and the answer; None: not answered."""

    fact: str
    question: str
    kind: str
    answer: bool | str | None


class _Profile(NamedTuple):
    facts: list[Question]


class _Answered(NamedTuple):
    fact: str
    answer: bool | str | None
    findings: Sequence[Finding]
    said: list[str]


class _Confirmed(NamedTuple):
    said: Sequence[str]


@click.group(
    "profile",
    cls=LazyGroup,
    verbs=help_lines.PROFILE,
    examples=["routine profile show", "routine profile set egg-allergy no"],
)
def profile() -> None:
    """Show and change your answers to the safety questions. They stay on this computer."""


@click.command("show", cls=Command, examples=["routine profile show"])
@json_option
def show() -> None:
    """Show every safety question and your answer."""
    setup = files.setup()
    facts = setup.facts.values()
    asked = [Question(fact.name, fact.question, fact.kind, setup.profile.get(fact.name)) for fact in facts]
    emit(_Profile(asked), _answers)


def _answers(found: _Profile, look: Look) -> str:
    rows = [(one.fact, said_as(one.answer), one.question) for one in found.facts]
    return "\n".join(listing(rows, look.width))


def said_as(answer: bool | str | None) -> str:
    """An answer as people write it; a question nobody answered is never “no”."""
    if answer is None:
        return "?"
    return answer if isinstance(answer, str) else "yes" if answer else "no"


@click.command(
    "set",
    cls=Command,
    examples=["routine profile set egg-allergy no", 'routine profile set lab-tests "2027-02-01"'],
)
@click.argument("fact", shell_complete=fact_names)
@click.argument("answer", nargs=-1, required=True, shell_complete=fact_answers)
@json_option
def set_fact(fact: str, answer: tuple[str, ...]) -> None:
    """Answer one question with yes, no, a number or a date."""
    name = _named(fact)
    value = store(name, " ".join(answer))
    told = files.reload(fact=name)
    lines = [f"Saved: {name} is {said_as(value)}.", *told.said]
    emit(_Answered(name, value, told.findings, lines), said)


@click.command("unset", cls=Command, examples=["routine profile unset egg-allergy"])
@click.argument("fact", shell_complete=fact_names)
@json_option
def unset_fact(fact: str) -> None:
    """Remove one answer. Routine then asks again, and never takes a missing answer as no."""
    name = _named(fact)
    config_files(connection.paths()).unset_fact(name)
    told = files.reload(fact=name)
    lines = [f"Removed: {name} is not answered.", *told.said]
    emit(_Answered(name, None, told.findings, lines), said)


@click.command("confirm", cls=Command, examples=["routine profile confirm"])
@json_option
def confirm() -> None:
    """Confirm that your answers are still right. Every 3 months a notification asks."""
    emit(_Confirmed(files.reload(confirmed=True).said), said)


def _named(text: str) -> str:
    from routine.core.text.match import resolve

    return resolve(text, {name: fact.question for name, fact in files.facts().items()}, what="question")


def store(fact: str, answer: str) -> bool | str:
    """Write an answer to the profile; returns it as it was understood. Raises UsageError."""
    where = connection.paths()
    return config_files(where, partial(day_ahead, where)).set_fact(fact, answer)
