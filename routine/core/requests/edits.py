"""Changes to the user's own files as data: keys of presets, steps, presets of their own, settings, forgotten answers.

Values are the text that a person typed, read by the same forms as `preset set` and `config set` read it.
"""

from __future__ import annotations

from msgspec import Struct


class SetKey(Struct, frozen=True, tag_field="edit", tag="set"):
    """One key of a preset has this value from now on: `schedule.at`, `steps.lie-flat.timer`. "" is the new preset."""

    preset: str
    key: str
    value: str


class UnsetKey(Struct, frozen=True, tag_field="edit", tag="unset"):
    """One key has its original value again."""

    preset: str
    key: str


class ResetPreset(Struct, frozen=True, tag_field="edit", tag="reset"):
    """A shipped preset is the original again; the user's file is kept under another name."""

    preset: str


class NewPreset(Struct, frozen=True, tag_field="edit", tag="new"):
    """A preset of one's own, with one step to begin with; its id is made from the title. Later edits call it ""."""

    title: str
    kind: str = "habit"
    summary: str | None = None


class CopyPreset(Struct, frozen=True, tag_field="edit", tag="copy"):
    """A copy of a preset, under a title of its own. Later edits call it ""."""

    preset: str
    title: str


class DeletePreset(Struct, frozen=True, tag_field="edit", tag="delete"):
    """A preset of one's own goes; its file is kept under another name."""

    preset: str


class ReplaceText(Struct, frozen=True, tag_field="edit", tag="text"):
    """The user's file of a preset says this from now on. `was`: the `version` that it had when the person read it."""

    preset: str
    text: str
    was: str = ""


class AddStep(Struct, frozen=True, tag_field="edit", tag="step-add"):
    """A step more: the last one, or before or after another. Its id is made from what it says, unless `step` names it.

    `timer`, `lead_in`: durations, such as `5m`; `posture` as in presets; `on_skin`: start, end or stays.
    """

    preset: str
    say: str
    step: str | None = None
    before: str | None = None
    after: str | None = None
    timer: str | None = None
    lead_in: str | None = None
    posture: str | None = None
    on_skin: str | None = None


class MoveStep(Struct, frozen=True, tag_field="edit", tag="step-move"):
    """A step at another place."""

    preset: str
    step: str
    before: str | None = None
    after: str | None = None


class RemoveStep(Struct, frozen=True, tag_field="edit", tag="step-remove"):
    """Without this step; of a shipped preset it is left out, and can come back."""

    preset: str
    step: str


class SetSetting(Struct, frozen=True, tag_field="edit", tag="setting"):
    """One setting has this value from now on."""

    key: str
    value: str


class UnsetSetting(Struct, frozen=True, tag_field="edit", tag="setting-unset"):
    """One setting has its default again."""

    key: str


class ForgetAnswer(Struct, frozen=True, tag_field="edit", tag="forget"):
    """One safety question is not answered any more: it is asked again, and never taken as no."""

    fact: str


OneEdit = (
    SetKey | UnsetKey | ResetPreset | NewPreset | CopyPreset | DeletePreset | ReplaceText | AddStep | MoveStep
    | RemoveStep | SetSetting | UnsetSetting | ForgetAnswer
)  # fmt: skip


class Edit(Struct, frozen=True, tag_field="do", tag="edit"):
    """Change the user's files: all of these, in order, or none of them; then they are taken up, as by `reload`."""

    edits: tuple[OneEdit, ...]
