"""Every text in the sources that a person meets, found by walking them, and the commands that stand in it."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import click

import routine
from routine.cli.root import root
from routine.cli.shell.command import LazyGroup

SOURCES = Path(routine.__file__).parent
#: Rooms whose errors and texts are sentences.
ROOMS = (
    "adapters", "cli", "daemon", "wiring",
    "core",
)  # fmt: skip
_ERRORS = frozenset(
    {
        *("UsageError", "AmbiguousError", "NotFoundError", "NothingToDoError", "PresetError", "StoreError"),
        *("BusyError", "DaemonError", "ConfigError", "FileProblemError", "Fault"),
    }
)
_COMMAND = re.compile(r"(?:^|: |`|“)routine (?P<rest>[a-z-][^`”\n]*)")


#: To its end, which a full stop or a semicolon outside quotes is too.
_WHOLE = re.compile(r"""(?:"[^"]*"|'[^']*'|[;.](?! )|[^"';.])+""")


class Text(NamedTuple):
    """A text, what was left open in it as X, and where it stands."""

    where: str
    text: str


class Raised(NamedTuple):
    """The two sentences of an error, where they are written as such."""

    message: Text
    hint: Text | None


def errors() -> list[Raised]:
    """Every error that the rooms raise with words of their own."""
    return [found for path in _files() for found in _errors(path)]


@cache
def literals() -> list[Text]:
    """Every text in the rooms, docstrings and comments left out."""
    return [found for path in _files() for found in _literals(path)]


def commands(text: str) -> list[str]:
    """The command lines in a text, each as it would be pasted."""
    found = (_WHOLE.match(match["rest"]) for match in _COMMAND.finditer(text))
    return [whole[0].strip().rstrip(".?") for whole in found if whole]


def unfit(command: str) -> str | None:
    """Why click would not take a command line (without its `routine`); None where it would."""
    here: click.Command = root
    context = click.Context(root, info_name="routine")
    words = shlex.split(command.partition(" >")[0])
    while isinstance(here, LazyGroup) and words and not words[0].startswith("-"):
        inner = here.get_command(context, words[0])
        if words[0] == "X":
            return None  # a command of each name is made there
        if inner is None:
            return f"there is no command {words[0]}"
        here, context, words = inner, click.Context(inner, info_name=words[0], parent=context), words[1:]
    try:
        given, rest, _ = here.make_parser(context).parse_args(list(words))
    except click.UsageError as error:
        return error.format_message()
    missing = [p.name for p in here.params if isinstance(p, click.Argument) and p.required and not given.get(p.name)]
    return f"missing: {missing}" if missing else f"too much: {rest}" if rest else None


def _files() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((SOURCES / room).rglob("*.py"))


def _errors(path: Path) -> Iterator[Raised]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _ERRORS:
            said = node.args[1:] if node.func.id == "Fault" else node.args
            texts = [_text(argument) for argument in said[:2]]
            if texts and texts[0] is not None:
                where = f"{path.relative_to(SOURCES)}:{node.lineno}"
                hint = texts[1] if len(texts) > 1 else None
                yield Raised(Text(where, texts[0]), None if hint is None else Text(where, hint))


def _literals(path: Path) -> Iterator[Text]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    inside -= {id(node) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            inside.add(id(node.value))
        if (text := _text(node)) is not None and id(node) not in inside:
            yield Text(f"{path.relative_to(SOURCES)}:{getattr(node, 'lineno', 0)}", text)


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values)
    return None
