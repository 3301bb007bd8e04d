"""config.toml -> the settings: which there are, what each may be, and what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any, get_args

from msgspec import structs

from routine.core.config.settings import Settings
from routine.core.config.speech import Program, Speech
from routine.core.errors import UsageError
from routine.core.preset.model import Fault
from routine.core.preset.read.forms import Field, choice, leaf, listed
from routine.core.preset.read.nearest_word import nearest
from routine.core.preset.read.values import clock, clock_minutes, text, two_times, whole, window_of
from routine.core.preset.read.wrong_value import shown
from routine.core.sun.coordinates import HOW, coordinates
from routine.core.when.part_of_day import Window

THEMES = ("auto", "light", "dark")
NOTIFIERS = ("auto", "freedesktop", "plyer", "console")


_OR_UNSET = "For no quiet hours: routine config unset quiet\nOtherwise use two times."
_NO_HOURS = ("none", "off", "no", "never")


def _hours(value: str) -> Window:
    if value.strip().lower() in _NO_HOURS:
        raise UsageError(f"{shown(value)} is not a part of the day.", _OR_UNSET, example="22:30-07:00")
    if not two_times(value)[1]:
        raise UsageError(f"{shown(value)} is not a part of the day.", "Use two times.", example="22:30-07:00")
    return window_of(value)


def _language(value: str) -> str:
    return Speech(language=value.strip().lower()).language


def _place(value: str) -> str:
    """As it was written; which city it names is looked up where the table of cities is."""
    if not value.strip():
        raise UsageError("The place is empty.", HOW, example="Berlin")
    coordinates(value)
    return value


#: A day that ended at 22:00 would have "today" mean yesterday for 22 of its hours.
_LATEST_END = 12 * 60


def _day_ends(value: str | time) -> int:
    minutes = clock_minutes(value)
    if minutes > _LATEST_END:
        said = f"{shown(value)} is not possible here."
        raise UsageError(
            f"{said} What comes before this time counts as the day before.", "Use 00:00 to 12:00.", example="04:00"
        )
    return minutes


_DAY_ENDS = leaf('a time in quotes, such as "04:00"', (str, time), _day_ends, clock.schema)
_QUIET = leaf('a part of the day in quotes, such as "22:30-07:00"', (str,), _hours, {"type": "string"})
SETTINGS: dict[str, Field] = {
    "day_ends": Field(_DAY_ENDS),
    "quiet": Field(listed(_QUIET, "a list of parts of the day", or_one=True)),
    "notifier": Field(choice(NOTIFIERS, "a notifier")),
    "place": Field(leaf("a city or coordinates in quotes", (str,), _place, {"type": "string"})),
    "voice": Field(choice(get_args(Program), "a voice program")),
    "voice_language": Field(leaf('a language in quotes, such as "en"', (str,), _language, {"type": "string"})),
    "voice_rate": Field(whole(80, 400)),
    "voice_volume": Field(whole(0, 100)),
    "music": Field(text),
    "music_volume": Field(whole(0, 100)),
    "refill_days": Field(whole(0, 90)),
    "theme": Field(choice(THEMES, "a theme")),
}


ABOUT = {
    "day_ends": "when your day ends",
    "quiet": "hours without reminders",
    "notifier": "what shows notifications (auto: the best one that works)",
    "place": "your location for the sun, as a city or coordinates",
    "voice": "what speaks in a session (auto: the best one that works)",
    "voice_language": "the language of the voice, for example en",
    "voice_rate": "how fast the voice speaks, in words a minute",
    "voice_volume": "how loud the voice is, in percent",
    "music": "your music for a session, as a file or a folder",
    "music_volume": "how loud the music is, in percent",
    "theme": "whether the page is light or dark (auto: as your system is)",
    "refill_days": "from how many days left Routine reminds you to refill",
}


def read_settings_tables(raw: Mapping[str, Any], last: Settings) -> tuple[Settings, tuple[Fault, ...]]:
    """The settings; where a key cannot be read, what `last` says holds. A key that is not there has its default."""
    faults: list[Fault] = []
    found: dict[str, Any] = {}
    for name, value in raw.items():
        field = SETTINGS.get(name)
        if field is None:
            faults.append(Fault((name,), f"There is no setting {shown(name)}.", nearest(name, SETTINGS)))
            continue
        before = len(faults)
        read = _settled(name, field.form.read(value, (name,), faults))
        found[name] = read if len(faults) == before else getattr(last, name)
    return structs.replace(Settings(), **found), tuple(faults)


def _settled(name: str, value: Any) -> Any:
    if name == "day_ends" and value is not None:
        return time(value // 60, value % 60)
    return value


def setting_name(text: str) -> str:
    """The setting that a person names, hyphens or not; raises UsageError with the nearest right word."""
    name = text.strip().lower().replace("-", "_")
    if name not in SETTINGS:
        raise UsageError(f"There is no setting {shown(text)}.", nearest(name, SETTINGS))
    return name


def in_words(settings: Settings, name: str) -> str:
    """The value of a setting as people write it."""
    value = getattr(settings, name)
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, tuple):
        return ", ".join(window.name for window in value) or "none"
    if value is None:
        return "not set"
    return str(value)
