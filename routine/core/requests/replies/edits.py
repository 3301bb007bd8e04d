"""The replies about changes to presets and settings: what may be changed, what was, and what a change would do."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from routine.core.config.rules import Finding
from routine.core.requests.replies.changes import PlanChanges


class KeyView(Struct, frozen=True, kw_only=True):
    """One key that may be changed, for `edit`. `value` and `original` as they are typed; None: not set.

    `form`: `times` or one `time` (HH:MM), `weekdays` (mon,tue or 1st sun), a `duration` (`9m`), a `number` from `least`
    to `most`, one of `choices`, `yes-no`, or `text`; `numbers` and `durations` are one, or the least and the most
    (`4 weeks,6 weeks`). `seconds`: a duration's length. `changed`: it differs from the original.
    """

    key: str
    form: Literal["times", "time", "weekdays", "duration", "durations", "number", "numbers", "choice", "yes-no", "text"]
    value: str | None
    original: str | None
    changed: bool
    seconds: int | None
    choices: tuple[str, ...]
    least: int | None
    most: int | None


class StepKeys(Struct, frozen=True, kw_only=True):
    """One step, and what may be changed of it."""

    step: str
    say: str
    keys: tuple[KeyView, ...]


class CareKeys(Struct, frozen=True, kw_only=True):
    """What a series asks before or after each visit, by its name, and what may be changed of it."""

    when: Literal["before", "after"]
    name: str
    say: str
    keys: tuple[KeyView, ...]


class EditableReply(Struct, frozen=True, kw_only=True):
    """A preset to be changed. `own`: it is the user's own. `longest_on_skin_s`: what its timers may come to together.

    `on_skin_s`: what those between going on and coming off come to now. `series`, `care`: of clinic visits alone.
    """

    preset: str
    title: str
    own: bool
    changed: bool
    schedule: tuple[KeyView, ...]
    remind: tuple[KeyView, ...]
    other: tuple[KeyView, ...]
    steps: tuple[StepKeys, ...]
    series: tuple[KeyView, ...] = ()
    care: tuple[CareKeys, ...] = ()
    on_skin_s: int
    longest_on_skin_s: int | None


class FileMistake(Struct, frozen=True, kw_only=True):
    """One mistake in a file: in which line (from 1; None: in none alone), at which key, what it is, what to do."""

    line: int | None
    key: str
    message: str
    hint: str | None


class PresetFileReply(Struct, frozen=True, kw_only=True):
    """A user's file. `there`: it exists; otherwise `text` is how one would begin. `shipped`: an original lies below.

    `version` is another one for every other text. `enabled`: the routine runs, with what it said when it last loaded.
    """

    preset: str
    title: str
    file: str
    text: str
    version: str
    there: bool
    shipped: bool
    enabled: bool
    mistakes: tuple[FileMistake, ...]


class EditReply(Struct, frozen=True, kw_only=True):
    """What the edits made: the ids of the presets that they touched, what to say; the rest as `reload` replies."""

    presets: tuple[str, ...]
    said: tuple[str, ...]
    changed: tuple[str, ...]
    problems: tuple[str, ...]
    findings: tuple[Finding, ...]


class TrialReply(Struct, frozen=True, kw_only=True):
    """What would be done: the words of it, the presets touched, and the plan's changes."""

    presets: tuple[str, ...]
    said: tuple[str, ...]
    fits: PlanChanges
