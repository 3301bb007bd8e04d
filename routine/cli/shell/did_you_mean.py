"""A word that is not a command where it stands: the command that was probably meant, ready to be pasted."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Sequence

import click

from routine.cli.shell.synonyms import AFTER_NAME, INSTEAD, SYNONYMS


def better(verbs: Collection[str], ctx: click.Context, args: Sequence[str]) -> str:
    """A sentence that ends with what to type; `verbs`: the commands here; `args` begin with the misplaced word."""
    word, here = args[0].lower(), _typed(ctx)
    if not here and word in INSTEAD:
        return INSTEAD[word]
    if meant := SYNONYMS.get(here, {}).get(word):
        return f"Type: {pasted(ctx, meant, args[1:])}"
    if turned := _turned_round(verbs, ctx, args):
        return f"Type: {turned}"
    from difflib import get_close_matches  # here: only for a word that is not known

    near = get_close_matches(word, verbs, n=3, cutoff=0.6)
    if near:
        from routine.core.text.counts import or_list

        return f"Did you mean {or_list([f'“{ctx.command_path} {name}”' for name in near])}?"
    return f"See all commands: {'routine help --all' if ctx.parent is None else f'{ctx.command_path} --help'}"


def _typed(ctx: click.Context) -> str:
    """What is typed for this group of commands after `routine`."""
    return " ".join(ctx.command_path.split()[1:])


def _turned_round(verbs: Collection[str], ctx: click.Context, args: Sequence[str]) -> str | None:
    """`routine spf done` as `routine done spf`: a name before its command."""
    here = _typed(ctx)
    meant = {name: f"{here} {name}" for name in verbs} if here else AFTER_NAME
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
