"""help: the front page, every command, or one command's page."""

from __future__ import annotations

import click

from routine.cli.shell.command import ALL, Command, LazyGroup
from routine.cli.shell.completions import command_names

_WAYS_TO_STOP = """
Ways to have fewer reminders
  skip             Skip one time. The next time stays as planned.
  pause            Pause one routine or all between two dates. Paused times do not count against you.
  preset disable   Disable one routine until you enable it again.
  session stop     Stop the session that is running. It tells you what to do, for example to take a mask off.
  stop             Stop Routine. When you start it again, one notification shows what you missed.
"""


@click.command("help", cls=Command, examples=["routine help --all", "routine help preset set"])
@click.argument("command", nargs=-1, shell_complete=command_names)
@click.option("--all", "everything", is_flag=True, help="Show every command.")
@click.pass_context
def help_command(ctx: click.Context, command: tuple[str, ...], everything: bool) -> None:
    """Show help for COMMAND, the first page, or every command with --all."""
    root = ctx.find_root()
    if command:
        click.echo(_page(root, list(command)))
        return
    root.meta[ALL] = everything
    click.echo(root.get_help())
    if everything:
        click.echo(_WAYS_TO_STOP.rstrip())


def _page(ctx: click.Context, words: list[str]) -> str:
    if not words or not isinstance(ctx.command, LazyGroup):
        return ctx.get_help()
    name, found, rest = ctx.command.resolve_command(ctx, words)
    return _page(click.Context(found, info_name=name, parent=ctx), rest) if found else ctx.get_help()
