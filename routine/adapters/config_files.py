"""config.toml and profile.toml: the user's settings, and what they said about themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from routine.adapters.atomic_file import make_directory, write_atomically
from routine.adapters.disk_trouble import reason, remedy
from routine.adapters.regular_file import LEADS_NOWHERE, dead_link
from routine.core.config.read_profile import read_profile_tables, typed_fact
from routine.core.config.read_settings import ABOUT, SETTINGS, in_words, read_settings_tables, setting_name
from routine.core.config.rules import Fact
from routine.core.config.settings import Settings
from routine.core.config.setup import Problem
from routine.core.errors import ConfigError, NothingToDoError, UsageError, for_example
from routine.core.preset.model import Fault
from routine.core.preset.read.nearest_word import nearest
from routine.core.preset.read.values import date_of
from routine.core.preset.read.wrong_value import shown
from routine.core.preset.resolve import FileError, PresetText, place
from routine.core.preset.toml_text import LARGEST, Tables, read_tables

CONFIG, PROFILE = "config.toml", "profile.toml"
Problems = tuple[Problem, ...]


def read_settings(folder: Path, last: Settings | None = None) -> tuple[Settings, Problems]:
    """The settings; never raises for what is in the file. Where it is wrong, `last` (or the default) holds."""
    good = last or Settings()
    text = _read(folder / CONFIG)
    if text.tables.raw is None:
        return good, _problems("settings", text, text.tables.faults)
    settings, faults = read_settings_tables(text.tables.raw, good)
    return settings, _problems("settings", text, faults)


def read_profile(folder: Path, facts: Mapping[str, Fact] | None = None) -> tuple[dict[str, bool | str], Problems]:
    """Fact -> true, false or a text; never raises for what is in the file. `facts`: those that there are."""
    text = _read(folder / PROFILE)
    if text.tables.raw is None:
        return {}, _problems("profile", text, text.tables.faults)
    profile, faults = read_profile_tables(text.tables.raw, facts or {})
    return profile, _problems("profile", text, faults)


#: A value of the settings whose default is none.
_EXAMPLES = {"quiet": "22:30-07:00", "place": "Berlin"}


class Setting(Struct, frozen=True):
    """One setting as people read it. `chosen`: whether the user's file has it."""

    key: str
    value: str
    chosen: bool
    about: str


class Change(Struct, frozen=True):
    """What a setting was, and is."""

    key: str
    old: str
    new: str


class ConfigFiles:
    """Shows and changes the two files; each method may raise ConfigError for one that cannot be read or written."""

    def __init__(
        self,
        folder: Path,
        facts: Callable[[], Mapping[str, Fact]],
        check: Callable[[str, Any], None] = lambda _name, _value: None,
        read_date: Callable[[str], date] = date_of,
    ) -> None:
        """`facts`: those that the rules may ask about. `check` raises RoutineError for a value that means nothing.

        `read_date`: what a person means by a date; raises UsageError.
        """
        self._config, self._profile = folder / CONFIG, folder / PROFILE
        self._folder, self._facts, self._check = folder, facts, check
        self._read_date = read_date

    def settings(self) -> tuple[Setting, ...]:
        """Every setting there is."""
        settings, _ = read_settings(self._folder)
        chosen = _sound(_read(self._config)).keys()
        return tuple(Setting(name, in_words(settings, name), name in chosen, ABOUT[name]) for name in SETTINGS)

    def set_setting(self, key: str, value_text: str) -> Change:
        """Set one setting; raises UsageError with the nearest right word, and then nothing was written."""
        from routine.core.preset.edit.typed_value import typed_value  # here: reading needs none of it

        name = setting_name(key)
        value, faults = typed_value(value_text, SETTINGS[name].form, (name,))
        if faults:
            raise _refused(name, faults[0])
        self._check(name, value)
        old = in_words(read_settings(self._folder)[0], name)
        _set(self._config, name, value)
        return Change(name, old, in_words(read_settings(self._folder)[0], name))

    def unset_setting(self, key: str) -> Change:
        """Go back to a setting's default; raises UsageError, NothingToDoError."""
        name = setting_name(key)
        old = in_words(read_settings(self._folder)[0], name)
        self._remove(self._config, name)
        return Change(name, old, in_words(Settings(), name))

    def set_fact(self, name: str, answer: str) -> bool | str:
        """Note the answer to one question and return it; raises UsageError."""
        facts = self._facts()
        if name not in facts:
            raise UsageError(f"There is no question {shown(name)}.", nearest(name, facts, see="routine profile show"))
        value = typed_fact(facts[name], answer, self._read_date)
        _set(self._profile, name, value)
        return value

    def unset_fact(self, name: str) -> None:
        """Forget one answer: it is unknown again; raises NothingToDoError."""
        self._remove(self._profile, name)

    def _remove(self, path: Path, name: str) -> None:
        if name not in _sound(_read(path)):
            see = "routine config show" if path == self._config else "routine profile show"
            raise NothingToDoError(f"You have not set “{name}”.", f"See your values: {see}")
        from routine.adapters import toml_write  # here, and below: a look at the settings needs no 40 ms of tomlkit

        _change(path, lambda text: toml_write.remove_value(text, (name,)))


def _refused(name: str, fault: Fault) -> UsageError:
    """The example is a command that works: a value of the settings is typed in a shell."""
    import shlex  # here: only for a value that cannot be

    from routine.core.preset.edit.change import located
    from routine.core.preset.edit.typed_value import typed_value

    tried = (fault.example, _EXAMPLES.get(name), in_words(Settings(), name))
    fits = next((one for one in tried if one and not typed_value(one, SETTINGS[name].form, (name,))[1]), None)
    command = f"routine config set {name} {shlex.quote(fits)}" if fits else None
    return UsageError(located(fault.message, name), for_example(fault.hint, command))


def _read(path: Path) -> PresetText:
    """A file, parsed; one that is not there says nothing."""
    return PresetText(str(path), _tables(path))


def _tables(path: Path) -> Tables:
    try:
        if path.exists() and not path.is_file():
            return Tables(None, {}, (Fault((), "This is not a file."),))
        with path.open("rb") as file:
            # A byte more than is allowed tells that it is too large.
            return read_tables(file.read(LARGEST + 1))
    except FileNotFoundError:
        link = dead_link(path)
        return Tables(None, {}, (Fault((), LEADS_NOWHERE, f"The link: {link}"),)) if link else Tables({}, {})
    except OSError as error:
        return Tables(
            None, {}, (Fault((), f"The file cannot be read: {error.strerror or error}.", "Check its permissions."),)
        )


def _problems(name: str, text: PresetText, faults: Iterable[Fault]) -> Problems:
    return tuple(_problem(name, error) for error in place(faults, text))


def _problem(name: str, error: FileError) -> Problem:
    return Problem(f"{name}:{error.key}", error.text("The values from before still apply."))


def _sound(text: PresetText) -> Mapping[str, Any]:
    """The tables of a file that can be read; raises ConfigError."""
    if text.tables.raw is None:
        error = place(text.tables.faults, text)[0]
        raise ConfigError(error.text(), f"Correct it in a text editor: {text.file}")
    return text.tables.raw


def _set(path: Path, name: str, value: Any) -> None:
    from routine.adapters import toml_write

    _change(path, lambda text: toml_write.set_value(text, (name,), value))


def _change(path: Path, change: Callable[[str], str]) -> None:
    """Rewrite the file whole; a broken one is not touched."""
    _sound(_read(path))
    try:
        old = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
        make_directory(path.parent)
        write_atomically(path, change(old).encode())
    except OSError as error:
        raise ConfigError(
            f"{path} cannot be written: {reason(error)}.", remedy(error, "Check its permissions.")
        ) from error
