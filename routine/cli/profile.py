"""profile: what the safety rules know about a person, and nothing else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from routine.cli import verbs
from routine.cli.shell import connection
from routine.cli.shell import user_files as files
from routine.cli.shell.group import Command, LazyGroup
from routine.cli.shell.names import fact_names
from routine.cli.shell.output import emit, json_option
from routine.cli.shell.render import Look, said
from routine.cli.shell.table import table
from routine.wiring.files import config_files
from routine.wiring.local_service import day_ahead

if TYPE_CHECKING:
    from routine.core.config.rules import Fact

Json = dict[str, Any]


@click.group(
    "profile",
    cls=LazyGroup,
    verbs=verbs.PROFILE,
    misplaced=verbs.PROFILE_MISPLACED,
    examples=["routine profile show", "routine profile set egg-allergy no"],
)
def profile() -> None:
    """What the safety rules know about you. It stays in one file on this computer; nothing else is asked or kept."""


@click.command("show", cls=Command, examples=["routine profile show"])
@json_option
def show() -> None:
    """Every question that the safety rules may ask, and your answer."""
    setup = files.setup()
    facts = [
        {"fact": fact.name, "question": fact.question, "kind": fact.kind, "answer": setup.profile.get(fact.name)}
        for fact in setup.facts.values()
    ]
    emit({"facts": facts}, _answers)


def _answers(reply: Json, look: Look) -> str:
    rows = [(row["fact"], said_as(row["answer"]), row["question"]) for row in reply["facts"]]
    return "\n".join(table(rows, look.width, 2))


def said_as(answer: bool | str | None) -> str:
    """An answer as people write it; a question nobody answered is never “no”."""
    if answer is None:
        return "?"
    return {True: "yes", False: "no"}.get(answer, str(answer)) if isinstance(answer, bool) else answer


@click.command(
    "set",
    cls=Command,
    examples=["routine profile set egg-allergy no", 'routine profile set lab-tests "2027-02-01"'],
)
@click.argument("fact", shell_complete=fact_names)
@click.argument("answer", nargs=-1, required=True)
@json_option
def set_fact(fact: str, answer: tuple[str, ...]) -> None:
    """Answer one question: yes or no, a number, a date."""
    name = _named(fact)
    value = store(name, " ".join(answer))
    told = files.reload(fact=name)
    lines = [f"{name}: {said_as(value)}", *told.get("said", ())]
    emit({"fact": name, "answer": value, "findings": told.get("findings", []), "said": lines}, said)


@click.command("unset", cls=Command, examples=["routine profile unset egg-allergy"])
@click.argument("fact", shell_complete=fact_names)
@json_option
def unset_fact(fact: str) -> None:
    """Forget one answer. The rules then ask again; they never take silence for a no."""
    name = _named(fact)
    config_files(connection.paths()).unset_fact(name)
    told = files.reload(fact=name)
    lines = [f"{name}: not answered", *told.get("said", ())]
    emit({"fact": name, "answer": None, "findings": told.get("findings", []), "said": lines}, said)


@click.command("confirm", cls=Command, examples=["routine profile confirm"])
@json_option
def confirm() -> None:
    """Nothing has changed: your answers are right as they are. Every three months a notice asks."""
    emit({"said": files.reload(confirmed=True).get("said", [])}, said)


def _named(text: str) -> str:
    from routine.core.text.match import resolve

    return resolve(text, {fact.name: fact.question for fact in files.setup().facts.values()}, what="question")


def question_of(fact: str) -> Fact | None:
    """The question behind a fact, as the rules ask it."""
    return files.setup().facts.get(fact)


def store(fact: str, answer: str) -> bool | str:
    """Write an answer to the profile; returns it as it was understood. Raises UsageError."""
    where = connection.paths()
    return config_files(where, partial(day_ahead, where)).set_fact(fact, answer)
