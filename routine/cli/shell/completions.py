"""What Tab offers: the names of routines, presets, facts, and of what can be rated."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from routine.core.requests.replies.presets import PresetRow

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


def _presets(wanted: Callable[[PresetRow], bool]) -> Iterable[tuple[str, str]]:
    from routine.cli.shell.requests import query

    return [(row.id, row.title) for row in query("preset-list").presets if wanted(row)]


def _spots() -> Iterable[tuple[str, str]]:
    from routine.cli.shell.requests import query

    rows = [row for diary in query("ratings").diaries for row in diary.rows if row.asked]
    return [(f"{row.key}=", f"{row.sign} {row.place or ''}") for row in rows]


enabled_ids = _offer(lambda: _presets(lambda row: row.enabled))
disabled_ids = _offer(lambda: _presets(lambda row: not row.enabled))
preset_ids = _offer(lambda: _presets(lambda _row: True))
own_ids = _offer(lambda: _presets(lambda row: row.source == "own"))
check_ids = _offer(lambda: _presets(lambda row: row.enabled and row.kind == "check"))
spot_names = _offer(_spots)


def _facts() -> Iterable[tuple[str, str]]:
    from routine.cli.shell.user_files import setup

    return [(fact.name, fact.question) for fact in setup().facts.values()]


fact_names = _offer(_facts)
