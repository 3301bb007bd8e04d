"""What `editable` answers: each key of a preset that a person may change, with its value and what it may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import time
from typing import Any, Literal

from routine.core.errors import UsageError
from routine.core.preset.edit.key_path import field_for
from routine.core.preset.model import Preset
from routine.core.preset.read.forms import Key
from routine.core.preset.read.too_long_on_skin import skin_seconds
from routine.core.preset.resolve import dotted
from routine.core.requests.replies.edits import CareKeys, EditableReply, KeyView, StepKeys
from routine.core.schedule.types import Clock
from routine.core.schedule.visit_series import Visits
from routine.core.session.step_lines import longest_on_skin_s
from routine.core.when.duration import parse_duration

_FORMS = {
    "at": "times",
    "on": "weekdays",
    "free": "weekdays",
    **dict.fromkeys(("ahead", "late", "expires", "later", "early", "timer", "lead_in", "auto"), "duration"),
    **dict.fromkeys(("min_gap", "longest_on_skin", "may_move"), "duration"),
    **dict.fromkeys(("every", "after_done", "for", "lasts"), "duration"),
    **{"sessions": "numbers", "apart": "durations", "effect": "durations"},
}
#: Keys that are offered even where a preset does not say them.
_REMIND = ("ahead", "later", "late", "expires")
_STEP = ("say", "timer", "lead_in", "auto", "posture")
#: Of the visits of a series, and of what it asks before and after each; the first ones even where it does not say them.
_SERIES, _SERIES_SAID = ("sessions", "apart"), ("effect", "ask_at")
_BEFORE, _BEFORE_SAID = ("say", "ahead"), ("at",)
_AFTER, _AFTER_SAID = ("say", "from", "for"), ("every", "lasts", "at", "if_asked")
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
        series=tuple(view.series()),
        care=(*view.care("before"), *view.care("after")),
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
        name for name in (*offered, *said) if _FORMS.get(name) or name in ("count", "from", "until", "days")
    )


class _Keys:
    def __init__(self, preset: Preset, now: Tables, original: Tables) -> None:
        self._preset, self._now, self._original = preset, now, original
        #: What a clinic does has no timer here, and no position.
        self._steps_have = ("say",) if preset.kind == "visit" else ("say", "timer", "posture")

    def step(self, name: str) -> StepKeys:
        """A step with its keys."""
        said = self._now["steps"][name]
        keys = tuple(self.key(("steps", name, key)) for key in _STEP if key in self._steps_have or key in said)
        return StepKeys(step=name, say=str(said.get("say", "")), keys=keys)

    def series(self) -> Iterator[KeyView]:
        """How many visits, how far apart; of clinic visits alone."""
        if isinstance(self._preset.schedule.base, Visits):
            said = self._now.get("series") or {}
            yield from (
                self.key(("series", name)) for name in (*_SERIES, *(one for one in _SERIES_SAID if one in said))
            )

    def care(self, when: Literal["before", "after"]) -> Iterator[CareKeys]:
        """Each thing that is asked for before or after a visit, with its keys."""
        base = self._preset.schedule.base
        found = getattr(base, when) if isinstance(base, Visits) else ()
        says = {one.id: one.say for one in found}
        offered, more = (_BEFORE, _BEFORE_SAID) if when == "before" else (_AFTER, _AFTER_SAID)
        for name, said in (self._now.get(when) or {}).items():
            keys = tuple(self.key((when, name, key)) for key in (*offered, *(one for one in more if one in said)))
            yield CareKeys(when=when, name=name, say=says.get(name, str(said.get("say", ""))), keys=keys)

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
        if self._one_time(key):
            return "time"
        if form := "duration" if key[0] == "after" and key[-1] == "from" else _FORMS.get(key[-1]):
            return form
        kind = schema.get("type")
        return "choice" if choices else "number" if kind == "integer" else "yes-no" if kind == "boolean" else "text"

    def _one_time(self, key: Key) -> bool:
        """Whether there is one clock time at this key, where others may have several."""
        if key == ("schedule", "at"):
            return not isinstance(self._preset.schedule.base, Clock)
        return key[-1] == "ask_at" or (key[0] == "before" and key[-1] == "at")


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
        return ",".join(_typed(one) or "" for one in value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Mapping):
        return " ".join(str(part) for part in value.values())
    return str(value)


def _seconds(value: object) -> int | None:
    try:
        return int(parse_duration(value).delta().total_seconds()) if isinstance(value, str) else None
    except UsageError:
        return None
