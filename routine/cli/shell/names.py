"""Arguments that name routines, presets and facts, and what the shell offers for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    Offer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _offer(choose: Callable[[], Iterable[tuple[str, str]]]) -> Offer:
    def complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem  # only when a shell asks

        try:
            found = list(choose())
        except Exception:  # noqa: BLE001 - a completion that fails must offer nothing and stay silent
            return []
        return [CompletionItem(name, help=title) for name, title in found if name.startswith(incomplete)]

    return complete


def _presets(wanted: Callable[[bool], bool]) -> Iterable[tuple[str, str]]:
    from routine.cli.shell.connection import ask

    rows = ask({"do": "preset-list"}, write=False)["presets"]
    return [(row["id"], row["title"]) for row in rows if wanted(row["enabled"])]


enabled_ids = _offer(lambda: _presets(lambda enabled: enabled))
disabled_ids = _offer(lambda: _presets(lambda enabled: not enabled))
preset_ids = _offer(lambda: _presets(lambda _enabled: True))


def _checks() -> Iterable[tuple[str, str]]:
    from routine.cli.shell.connection import ask

    rows = ask({"do": "preset-list"}, write=False)["presets"]
    return [(row["id"], row["title"]) for row in rows if row["enabled"] and row["kind"] == "check"]


def _spots() -> Iterable[tuple[str, str]]:
    from routine.cli.shell.connection import ask

    rows = [row for diary in ask({"do": "ratings"}, write=False)["diaries"] for row in diary["rows"] if row["asked"]]
    return [(f"{row['key']}=", f"{row['sign']} {row['place'] or ''}") for row in rows]


checks = _offer(_checks)
spot_names = _offer(_spots)


def _facts() -> Iterable[tuple[str, str]]:
    from routine.cli.shell.user_files import setup

    return [(fact.name, fact.question) for fact in setup().facts.values()]


fact_names = _offer(_facts)
