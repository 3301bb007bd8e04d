"""What `editable` answers: each key of a preset that a person may change, with its value and what it may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from routine.core.errors import UsageError
from routine.core.preset.edit.key_path import field_for
from routine.core.preset.model import Preset
from routine.core.preset.read.forms import Key
from routine.core.preset.read.too_long_on_skin import skin_seconds
from routine.core.preset.resolve import dotted
from routine.core.requests.replies.edits import EditableReply, KeyView, StepKeys
from routine.core.schedule.types import Clock
from routine.core.session.step_lines import longest_on_skin_s
from routine.core.when.duration import parse_duration

_FORMS = {
    "at": "times",
    "on": "weekdays",
    "free": "weekdays",
    **dict.fromkeys(("ahead", "late", "expires", "later", "early", "timer", "lead_in", "auto"), "duration"),
    **dict.fromkeys(("min_gap", "longest_on_skin", "may_move"), "duration"),
}
#: Keys that are offered even where a preset does not say them.
_REMIND = ("ahead", "later", "late", "expires")
_STEP = ("say", "timer", "lead_in", "auto", "posture")
_OTHER: tuple[Key, ...] = (("title",), ("summary",), ("dose",))
Tables = Mapping[str, Any]


def editable_view(preset: Preset, now: Tables, original: Tables) -> EditableReply:
    """The keys; `now`: what its files say together, `original`: what the shipped one says ({}: it is one's own)."""
    view = _Keys(preset, now, original)
    return EditableReply(
        preset=preset.id,
        title=preset.title,
        own=not original,
        changed=bool(original) and dict(now) != dict(original),
        schedule=tuple(view.key(("schedule", name)) for name in _schedule(preset, now)),
        remind=tuple(view.key(("remind", name)) for name in _REMIND),
        other=tuple(view.key(key) for key in _OTHER if not original or (key == ("dose",) and preset.dose)),
        steps=tuple(view.step(name) for name in now.get("steps") or ()),
        on_skin_s=skin_seconds(preset.steps),
        longest_on_skin_s=longest_on_skin_s(preset),
    )


def _schedule(preset: Preset, now: Tables) -> Iterator[str]:
    """Those of its own; of one at clock times, the weekdays too."""
    said = list(now.get("schedule") or ())
    offered = (
        ["at", "on"] if isinstance(preset.schedule.base, Clock) and not {"every", "days", "cron"} & {*said} else []
    )
    yield from dict.fromkeys(
        name for name in (*offered, *said) if _FORMS.get(name) or name in ("count", "from", "until")
    )


class _Keys:
    def __init__(self, preset: Preset, now: Tables, original: Tables) -> None:
        self._preset, self._now, self._original = preset, now, original

    def step(self, name: str) -> StepKeys:
        """A step with its keys."""
        said = self._now["steps"][name]
        keys = tuple(
            self.key(("steps", name, key)) for key in _STEP if key in ("say", "timer", "posture") or key in said
        )
        return StepKeys(step=name, say=str(said.get("say", "")), keys=keys)

    def key(self, key: Key) -> KeyView:
        """One key: its value, the original, its form."""
        value, original = _at(self._now, key), _at(self._original, key)
        schema = field_for(key, self._now.get("steps") or (), overlay=False).form.schema
        choices = tuple(map(str, schema.get("enum", ())))
        return KeyView(
            key=dotted(key),
            form=self._form(key, schema, choices),  # type: ignore[arg-type] # one of the words of KeyView
            value=_typed(value),
            original=_typed(original),
            changed=bool(self._original) and value != original,
            seconds=_seconds(value) if _FORMS.get(key[-1]) == "duration" else None,
            choices=choices,
            least=schema.get("minimum"),
            most=schema.get("maximum"),
        )

    def _form(self, key: Key, schema: Mapping[str, Any], choices: tuple[str, ...]) -> str:
        if key == ("schedule", "at") and not isinstance(self._preset.schedule.base, Clock):
            return "time"
        if form := _FORMS.get(key[-1]):
            return form
        kind = schema.get("type")
        return "choice" if choices else "number" if kind == "integer" else "yes-no" if kind == "boolean" else "text"


def _at(tables: Tables, key: Key) -> object:
    here: object = tables
    for part in key:
        here = here.get(part) if isinstance(here, Mapping) else None
    return here


def _typed(value: object) -> str | None:
    """The value as a person would type it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ",".join(map(str, value))
    if isinstance(value, Mapping):
        return " ".join(str(part) for part in value.values())
    return str(value)


def _seconds(value: object) -> int | None:
    try:
        return int(parse_duration(value).delta().total_seconds()) if isinstance(value, str) else None
    except UsageError:
        return None
