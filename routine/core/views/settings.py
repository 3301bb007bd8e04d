"""What `settings` answers: each setting as it is, as it was shipped, and what it may be."""

from __future__ import annotations

from routine.core.config.read_settings import ABOUT, SETTINGS, in_words
from routine.core.config.settings import Settings
from routine.core.preset.read.forms import Form
from routine.core.requests.replies.settings import SettingsReply, SettingView
from routine.core.snapshot import Snapshot

#: Settings that are neither a number nor a choice, and have fields of their own on a page.
_FORMS = {"day_ends": "clock", "quiet": "spans"}


def settings_view(draft: Snapshot) -> SettingsReply:
    """Every setting."""
    setup, shipped = draft.setup, Settings()
    return SettingsReply(
        settings=tuple(_view(name, setup.settings, shipped, field.form) for name, field in SETTINGS.items()),
        place=setup.place.name if setup.place else None,
        at_login=draft.state.at_login,
    )


def _view(name: str, settings: Settings, shipped: Settings, form: Form) -> SettingView:
    choices = tuple(map(str, form.schema.get("enum", ())))
    least, most = form.schema.get("minimum"), form.schema.get("maximum")
    return SettingView(
        key=name,
        value=in_words(settings, name),
        default=in_words(shipped, name),
        chosen=getattr(settings, name) != getattr(shipped, name),
        about=ABOUT[name],
        form=_FORMS.get(name) or ("choice" if choices else "text" if most is None else "number"),  # type: ignore[arg-type] # the words of _FORMS
        choices=choices,
        least=least,
        most=most,
    )
