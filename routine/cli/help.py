"""help: the front page, every command, or one command's page."""

from __future__ import annotations

import click

from routine.cli.shell.group import ALL, Command, LazyGroup

_WAYS_TO_STOP = """
Ways to have less
  skip             One time. The next comes as planned.
  pause            All routines, or one, between two dates. Paused times do not count against you.
  preset disable   One routine, until you enable it again.
  session stop     The guided session that runs. It says what to do now, such as taking a mask off.
  stop             The daemon. Nothing is shown until you start it; what you missed is told then, in one notice.
"""


@click.command("help", cls=Command, examples=["routine help --all", "routine help preset set"])
@click.argument("command", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every command.")
@click.pass_context
def help_command(ctx: click.Context, command: tuple[str, ...], everything: bool) -> None:
    """Help for COMMAND, or the front page; with --all, every command there is."""
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
