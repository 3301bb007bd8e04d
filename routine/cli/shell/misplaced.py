"""A word that is not a command where it stands: the command that was probably meant, ready to be pasted."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from typing import Protocol

import click


class Words(Protocol):
    """The words that a group of commands knows, each table as `LazyGroup` has it."""

    @property
    def verbs(self) -> Mapping[str, object]:
        """The commands there are."""

    @property
    def misplaced(self) -> Mapping[str, str]:
        """Words that people try, and the command that does it."""

    @property
    def instead(self) -> Mapping[str, str]:
        """Words for what there is not, with a sentence."""

    @property
    def after_name(self) -> Mapping[str, str] | None:
        """Words behind a name, and the command that does it; None: every command here."""


def better(group: Words, ctx: click.Context, args: Sequence[str]) -> str:
    """A sentence that ends with what to type; `args` begin with the word that is no command."""
    word = args[0].lower()
    if word in group.instead:
        return group.instead[word]
    if word in group.misplaced:
        return f"Type: {pasted(ctx, group.misplaced[word], args[1:])}"
    if turned := _turned_round(group, ctx, args):
        return f"Type: {turned}"
    from difflib import get_close_matches  # here: only for a word that is not known

    near = get_close_matches(word, group.verbs, n=3, cutoff=0.6)
    if near:
        names = [f"“{ctx.command_path} {name}”" for name in near]
        return f"Did you mean {' or '.join(names)}?"
    return f"See all commands: {'routine help --all' if ctx.parent is None else f'{ctx.command_path} --help'}"


def _turned_round(group: Words, ctx: click.Context, args: Sequence[str]) -> str | None:
    """`routine spf done` as `routine done spf`: a name before its command."""
    own = " ".join(ctx.command_path.split()[1:])
    meant = {name: f"{own} {name}".strip() for name in group.verbs} if group.after_name is None else group.after_name
    at = next((i for i, word in enumerate(args) if i and word.lower() in meant), None)
    if at is None:
        return None
    return pasted(ctx, meant[args[at].lower()], [" ".join(args[:at]), *args[at + 1 :]])


def pasted(ctx: click.Context, command: str, rest: Sequence[str]) -> str:
    """The command with as many of the words as it takes, and in capitals those that it needs and that are missing."""
    words = command.split()
    found = _found(ctx, words)
    takes = [param for param in found.params if isinstance(param, click.Argument)] if found else []
    most = None if any(param.nargs == -1 for param in takes) else len(takes)
    names = [word for word in rest if not word.startswith("-")][:most]
    missing = [_placeholder(param) for param in takes[len(names) :] if param.required]
    return " ".join((shlex.join(["routine", *words, *names]), *missing))


def _found(ctx: click.Context, words: Sequence[str]) -> click.Command | None:
    """The command that the words name, without its options."""
    here: click.Command | None = ctx.find_root().command
    for word in words:
        if isinstance(here, click.Group) and not word.startswith("-"):
            here = here.get_command(ctx, word)
    return None if isinstance(here, click.Group) else here


def _placeholder(param: click.Argument) -> str:
    name = param.human_readable_name.strip("[].").split("|")[0]
    return (name.removesuffix("s") if param.nargs == -1 else name).upper()
