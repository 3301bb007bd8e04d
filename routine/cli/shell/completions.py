"""What Tab offers: names of routines and presets, keys and their values, questions, settings, commands.

Whatever is not known at once is not offered: a shell waits for each Tab.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from routine.core.requests.replies.presets import PresetRow

    Offer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

Offered = Iterable[tuple[str, str]]


def _with_words(choose: Callable[[click.Context], Offered]) -> Offer:
    """What `choose` finds for the words that were typed so far."""

    def complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem  # only when a shell asks

        try:
            found = list(choose(ctx))
        except Exception:  # noqa: BLE001 - a completion that fails must offer nothing and stay silent
            return []
        return [CompletionItem(name, help=about) for name, about in found if name.startswith(incomplete)]

    return complete


def _offer(choose: Callable[[], Offered]) -> Offer:
    return _with_words(lambda _ctx: choose())


# --- routines and presets ---------------------------------------------------------------------------------------------


def _presets(wanted: Callable[[PresetRow], bool]) -> Offered:
    from routine.cli.shell.requests import query

    return [(row.id, row.title) for row in query("preset-list").presets if wanted(row)]


def _spots() -> Offered:
    from routine.cli.shell.requests import query

    rows = [row for diary in query("ratings").diaries for row in diary.rows if row.asked]
    return [(f"{row.key}=", f"{row.sign} {row.place or ''}") for row in rows]


def _series() -> Offered:
    from routine.cli.shell.requests import query

    return [(series.routine, series.title) for series in query("visit-list", routine=None).series]


def _supplies() -> Offered:
    from routine.cli.shell.requests import query

    rows = query("course-list").courses
    return [(row.routine, row.title) for row in rows if row.dose or row.stock or row.kind == "supplement"]


def _acceptable(ctx: click.Context) -> Offered:
    """The safety rules that stand against these presets now, and that a person may choose to continue with."""
    from routine.cli.shell import connection
    from routine.cli.shell import user_files as files
    from routine.core.safety.contraindications import review
    from routine.wiring.local_service import today

    setup, accepted = files.setup(), ctx.params.get("accept") or ()
    names = ctx.params.get("presets") or ctx.args  # click leaves the words there while an option lacks its value
    findings = review(setup, [files.preset_id(name) for name in names], today(connection.paths()))
    found = {f.rule: f.why for f in findings if f.level == "block" and f.acceptable}
    return [(rule, why) for rule, why in found.items() if rule not in accepted]


def _enabled(ctx: click.Context) -> Offered:
    """The routines that are enabled, but not those that were named already."""
    named = [*(ctx.params.get("routines") or ()), *(ctx.params.get("words") or ())]
    return _presets(lambda row: row.enabled and row.id not in named)


enabled_ids = _with_words(_enabled)
disabled_ids = _offer(lambda: _presets(lambda row: not row.enabled))
preset_ids = _offer(lambda: _presets(lambda _row: True))
own_ids = _offer(lambda: _presets(lambda row: row.source == "own"))
changed_ids = _offer(lambda: _presets(lambda row: row.source == "overlay"))
check_ids = _offer(lambda: _presets(lambda row: row.enabled and row.kind == "check"))
series_ids = _offer(_series)
stocked_ids = _offer(_supplies)
spot_names = _offer(_spots)
acceptable_rules = _with_words(_acceptable)


# --- keys of a preset and their values --------------------------------------------------------------------------------


def _keys(ctx: click.Context) -> Offered:
    from routine.cli.shell.preset_keys import keys

    return keys(ctx.params["preset"])


def _key_values(ctx: click.Context) -> Offered:
    from routine.cli.shell.preset_keys import key_values

    return () if ctx.params.get("value") else key_values(ctx.params["preset"], ctx.params["key"])


def _changed_keys(ctx: click.Context) -> Offered:
    from routine.cli.shell.preset_keys import changed_keys

    return changed_keys(ctx.params["preset"])


def _steps(ctx: click.Context) -> Offered:
    from routine.cli.shell import user_files as files
    from routine.cli.shell.preset_values import shown

    preset = ctx.params.get("preset") or ctx.args[0]
    steps = files.value(files.preset_id(preset), "steps") or {}
    return [(name, shown(step.get("say"))) for name, step in steps.items()]


def _kinds() -> Offered:
    from routine.core.preset.model import KINDS

    return [(kind, "") for kind in KINDS]


preset_keys = _with_words(_keys)
preset_values = _with_words(_key_values)
changed_keys = _with_words(_changed_keys)
step_names = _with_words(_steps)
kinds = _offer(_kinds)


# --- settings, questions, commands ------------------------------------------------------------------------------------


def _settings() -> Offered:
    from routine.core.config.read_settings import ABOUT

    return ABOUT.items()


def _setting_values(ctx: click.Context) -> Offered:
    from routine.cli.shell.preset_keys import possible
    from routine.core.config.read_settings import SETTINGS, setting_name

    return () if ctx.params.get("value") else possible(SETTINGS[setting_name(ctx.params["key"])].form)


def _facts() -> Offered:
    from routine.cli.shell.user_files import facts

    return [(fact.name, fact.question) for fact in facts().values()]


def _answers(ctx: click.Context) -> Offered:
    from routine.cli.shell.user_files import facts

    if ctx.params.get("answer"):
        return ()
    kind = facts()[ctx.params["fact"]].kind
    if kind == "areas":
        from routine.core.config.areas import AREAS

        return [("yes", ""), ("no", ""), *((area, "") for area in AREAS)]
    return [("yes", ""), ("no", "")] if kind in ("yes-no", "list") else [("no", "")]


def _commands(ctx: click.Context) -> Offered:
    from routine.cli.shell.command import LazyGroup

    here: click.Command | None = ctx.find_root().command
    for word in ctx.params.get("command") or ():
        here = here.get_command(ctx, word) if isinstance(here, LazyGroup) else None
    return [(name, verb.help) for name, verb in here.verbs.items()] if isinstance(here, LazyGroup) else ()


setting_names = _offer(_settings)
setting_values = _with_words(_setting_values)
fact_names = _offer(_facts)
fact_answers = _with_words(_answers)
command_names = _with_words(_commands)
