"""Every command that the documents show is one that there is."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from routine.cli.root import root
from routine.cli.shell.command import Command, LazyGroup
from tests.rows import each

ROOT = Path(__file__).parents[3]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
_INLINE = re.compile(r"`(routine [^`\n]+)`")
_PLACEHOLDER = re.compile(r"\b[A-Z]{2,}\b|…|\.\.\.")


def shown_commands(text: str) -> list[str]:
    """The lines of shell blocks that run routine, and commands named in the text; without placeholders."""
    lines = [line.split("#")[0].strip() for block in _BLOCK.findall(text) for line in block.splitlines()]
    found = [line for line in lines if line.startswith("routine")] + _INLINE.findall(text)
    return [line for line in dict.fromkeys(found) if not _PLACEHOLDER.search(line.split(">")[0])]


def parse(line: str) -> None:
    """Read a command line as click would, and run nothing; raises UsageError."""
    words = shlex.split(line.split(">")[0])[1:]
    context = click.Context(root, info_name="routine")
    while words and isinstance(context.command, LazyGroup):
        name, command, words = context.command.resolve_command(context, words)
        assert command is not None
        if isinstance(command, LazyGroup):
            context = click.Context(command, info_name=name, parent=context)
        else:
            command.make_context(name, words, parent=context)
            return


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_shown_in_a_document_exists(document: Path) -> None:
    """A reader who copies a line is never told that there is no such thing."""
    for line in shown_commands(document.read_text(encoding="utf-8")):
        parse(line)


def examples() -> list[str]:
    """Every example in a help page."""
    found = list(root.examples)
    for name in root.verbs:
        command = root.get_command(click.Context(root), name)
        inner = (
            [command.get_command(click.Context(command), sub) for sub in command.verbs]
            if isinstance(command, LazyGroup)
            else []
        )
        for one in (command, *inner):
            found += one.examples if isinstance(one, Command | LazyGroup) else []
    return found


@each("line", examples())
def test_every_example_in_the_help_is_a_command_line(line: str) -> None:
    """Examples are copied too."""
    parse(line.removeprefix("EDITOR=nano "))


def test_the_readme_shows_the_two_lines_that_begin() -> None:
    """One to use it, one to test it; both for systems where pip outside a venv is refused."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/routine start" in text
    assert "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/python -m pytest" in text
