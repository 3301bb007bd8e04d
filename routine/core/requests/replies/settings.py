"""The reply about the settings."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class SettingView(Struct, frozen=True, kw_only=True):
    """One setting: its value and the default as people write them; `chosen`: it is not the default.

    `form`: a `clock` time, `spans` of the day, one of `choices`, a whole `number` from `least` to `most`, or `text`.
    """

    key: str
    value: str
    default: str
    chosen: bool
    about: str
    form: Literal["clock", "spans", "choice", "number", "text"]
    choices: tuple[str, ...]
    least: int | None
    most: int | None


class SettingsReply(Struct, frozen=True, kw_only=True):
    """Every setting; the place for the sun as it was found; whether Routine starts at login, when last looked at."""

    settings: tuple[SettingView, ...]
    place: str | None
    at_login: bool
