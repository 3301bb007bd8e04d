"""What config.toml says: the user's settings."""

from __future__ import annotations

from datetime import time
from typing import Literal

from msgspec import Struct

from routine.core.config.speech import Program
from routine.core.when.part_of_day import Window


class Settings(Struct, frozen=True, kw_only=True):
    """The user's settings (config.toml). Times are local wall clock.

    `place`: where the user is, as they wrote it, for find_place; None where they have not said. The voice's values are
    those of Speech; `music` is a file or folder, volumes are in percent.
    `refill_days`: a supply that lasts for so many days or fewer is to be filled up. `theme`: of the page; auto is what
    the system has.
    """

    day_ends: time = time(4)
    quiet: tuple[Window, ...] = ()
    notifier: Literal["auto", "freedesktop", "plyer", "console"] = "auto"
    place: str | None = None
    voice: Program = "auto"
    voice_language: str = "en"
    voice_rate: int = 150
    voice_volume: int = 80
    music: str = ""
    music_volume: int = 60
    refill_days: int = 7
    theme: Literal["auto", "light", "dark"] = "auto"
