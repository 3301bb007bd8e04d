"""completion: the lines that let a shell complete commands and the names of routines."""

from __future__ import annotations

import click

from routine.cli.shell.command import Command


@click.command(
    "completion",
    cls=Command,
    examples=[
        "routine completion bash >> ~/.bashrc",
        "routine completion zsh >> ~/.zshrc",
        "routine completion fish > ~/.config/fish/completions/routine.fish",
    ],
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print what SHELL needs to complete commands, options and the names of your routines."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"The installed version of click does not support {shell}.")
    click.echo(kind(ctx.find_root().command, {}, "routine", "_ROUTINE_COMPLETE").source())
