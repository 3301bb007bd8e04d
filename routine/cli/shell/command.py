"""A group that imports a command only when it runs, so that help and the daily commands stay fast."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

ALL = "routine.help-all"


class Verb(NamedTuple):
    """One line of help: where the command lives (`module:attribute`), what it does, and under which heading.

    `help`: imperative, with a full stop, 60 characters at most.
    """

    where: str
    help: str
    heading: str = "Commands"


class MisplacedError(click.UsageError):
    """A word that is not a command here; `hint` names the command that was probably meant."""

    def __init__(self, message: str, hint: str, ctx: click.Context) -> None:
        super().__init__(message, ctx)
        self.hint = hint


def asking(names: Sequence[str], about: str, text: Callable[[click.Context], str]) -> click.Option:
    """An option that prints a text and ends the command, such as --help.

    Click's own --help and --version look for a translation of their texts at every run, which takes a millisecond.
    """

    def show(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:
        if asked and not ctx.resilient_parsing:
            click.echo(text(ctx), color=ctx.color)
            ctx.exit()

    return click.Option(names, is_flag=True, expose_value=False, is_eager=True, help=about, callback=show)


def help_option() -> click.Option:
    """-h and --help."""
    return asking(["-h", "--help"], "Show this page and exit.", click.Context.get_help)


class Command(click.Command):
    """A command whose help ends with examples."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "add_help_option": False})
        self.params.append(help_option())
        self.examples = tuple(examples)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """An empty value, as from a shell's variable that was never set, is not the same as none."""
        takes_more, ctx.allow_extra_args = ctx.allow_extra_args, True
        try:
            rest = super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            error.ctx = error.ctx or ctx  # click's parser does not know it, and the hint is taken from there
            raise
        ctx.allow_extra_args = takes_more
        if rest and not takes_more and not ctx.resilient_parsing:
            raise click.UsageError(f"“{rest[0]}” is one word too many here.", ctx)
        _check_letters(ctx)
        for option in self.params:
            if ctx.params.get(option.name or "") == "" and isinstance(option, click.Option):
                raise click.UsageError(f"{option.opts[0]} is empty. Enter a value, or leave the option out.", ctx)
        return rest

    def invoke(self, ctx: click.Context) -> Any:
        """Run it, but not as root among a person's files, whatever it is that it would write."""
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            from routine.cli.shell import connection

            connection.paths()
        return super().invoke(ctx)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples, one a line, never re-wrapped."""
        write_examples(formatter, self.examples)


def _check_letters(ctx: click.Context) -> None:
    """Refuse bytes that are no letters here, as of another encoding: nothing can save them. A path may have them."""
    for value in ctx.params.values():
        for word in value if isinstance(value, tuple) else (value,):
            if isinstance(word, str) and not _is_text(word) and "/" not in word and not ctx.resilient_parsing:
                raise click.UsageError(f"“{word}” has letters that cannot be read here.", ctx)


def _is_text(word: str) -> bool:
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True


def write_examples(formatter: click.HelpFormatter, examples: Sequence[str]) -> None:
    """The examples section of a help page."""
    if examples:
        with formatter.section("Examples" if len(examples) > 1 else "Example"):
            for line in examples:
                formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


class LazyGroup(click.Group):
    """A group whose commands are rows of a table.

    `front` are the headings that plain `--help` shows (all, if empty). Words that people try here instead of a command
    stand in `synonyms`.
    """

    def __init__(
        self,
        *args: Any,
        verbs: Mapping[str, Verb],
        front: Sequence[str] = (),
        examples: Sequence[str] = (),
        footer: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **{**kwargs, "add_help_option": False})
        self.params.append(help_option())
        self.verbs, self.front = dict(verbs), tuple(front)
        self.examples, self.footer = tuple(examples), footer

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the table's order."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command that was asked for, and no other."""
        verb = self.verbs.get(cmd_name)
        if verb is None:
            return None
        module, attribute = verb.where.split(":")
        return cast(click.Command, getattr(importlib.import_module(f"routine.cli.{module}"), attribute))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names; MisplacedError names a better one where there is one."""
        word = args[0]
        if word not in self.verbs and not word.startswith("-") and not ctx.resilient_parsing:
            raise MisplacedError(f"There is no command “{ctx.command_path} {word}”.", self._better(ctx, args), ctx)
        return super().resolve_command(ctx, args)

    def _better(self, ctx: click.Context, args: list[str]) -> str:
        """A sentence with what to type instead."""
        from routine.cli.shell.did_you_mean import better

        return better(self.verbs, ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands under their headings, from the table alone."""
        headings = self.front if self.front and not ctx.meta.get(ALL) else ()
        for heading in dict.fromkeys(verb.heading for verb in self.verbs.values()):
            if not headings or heading in headings:
                rows = [(name, verb.help) for name, verb in self.verbs.items() if verb.heading == heading]
                with formatter.section(heading):
                    formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples, then the line that says where more is."""
        write_examples(formatter, self.examples)
        if self.footer and not ctx.meta.get(ALL):
            formatter.write_paragraph()
            formatter.write_text(self.footer)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands from the table; options as click knows them."""
        from click.shell_completion import CompletionItem  # only when a shell asks

        names = [
            CompletionItem(name, help=verb.help) for name, verb in self.verbs.items() if name.startswith(incomplete)
        ]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]
