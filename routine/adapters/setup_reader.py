"""Everything the files say, as one Setup: presets, settings, profile, facts and rules, each from its own reader."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Protocol

from msgspec.structs import replace

from routine.adapters.disk_trouble import reason
from routine.core.config.rules import Fact, Limit, PostureRule, Rule, SafetyQuestion
from routine.core.config.settings import Settings
from routine.core.config.setup import Problem, Setup
from routine.core.config.spacing_rules import SpacingRules
from routine.core.config.unread_presets import SomePresets
from routine.core.errors import RoutineError
from routine.core.preset.check_command import check_command
from routine.core.preset.edit.change import located
from routine.core.preset.model import Preset
from routine.core.preset.read.preset import read_preset
from routine.core.preset.resolve import FileError, Loaded, cross_faults, dotted, more_errors
from routine.core.sun.place import Place
from routine.core.text.counts import and_list

Problems = tuple[Problem, ...]
_Found = tuple[str | None, Place | None, Problems]
_NO_PLACE: _Found = (None, None, ())


class Presets(Protocol):
    """The preset files, the shipped and the user's."""

    def load(self, wanted: Collection[str] | None = None) -> Loaded:
        """All of them, or, where `wanted` says which are, without the others: the shipped, and a large collection."""
        ...

    def load_more(self, ids: Iterable[str]) -> Loaded:
        """These, which were left unread."""
        ...


class LastGoodCopies(Protocol):
    """Copies of presets that loaded."""

    def keep(self, preset_id: str, raw: Mapping[str, Any]) -> None:
        """Keep the merged tables; raises OSError."""
        ...

    def has(self, preset_id: str, raw: Mapping[str, Any]) -> bool:
        """Whether there is nothing to keep."""
        ...

    def names(self) -> tuple[str, ...]:
        """The ids of all that were kept."""
        ...

    def find(self, preset_id: str) -> dict[str, Any] | None:
        """The tables that were kept, if any."""
        ...


class SetupReader:
    """The SetupSource of real files. It remembers the last settings, and the last profile, that could be read."""

    def __init__(
        self,
        *,
        presets: Presets,
        kept: LastGoodCopies,
        settings: Callable[[Settings], tuple[Settings, Problems]],
        profile: Callable[[Mapping[str, Fact]], tuple[dict[str, bool | str], Problems]],
        rules: Callable[[], tuple[dict[str, Fact], dict[str, Rule], Problems]],
        questions: Callable[[], tuple[dict[str, SafetyQuestion], Problems]] = lambda: ({}, ()),
        limits: Callable[[], tuple[dict[str, Limit], Problems]] = lambda: ({}, ()),
        postures: Callable[[], tuple[dict[str, PostureRule], Problems]] = lambda: ({}, ()),
        spacing: Callable[[], tuple[SpacingRules, Problems]] = lambda: (SpacingRules(), ()),
        place: Callable[[str], Place] | None = None,
    ) -> None:
        """`settings` is given the last good ones, for what the file of now does not say right; `profile` the facts.

        `place` finds the one that the settings name; it raises RoutineError. None: no place is ever known.
        """
        self._presets, self._kept = presets, kept
        self._read_settings, self._read_profile, self._read_rules = settings, profile, rules
        self._read_questions, self._read_limits, self._read_spacing = questions, limits, spacing
        self._read_postures = postures
        self._settings = Settings()
        self._profile: dict[str, bool | str] = {}
        self._find_place, self._place = place, _NO_PLACE
        self._read_last: dict[str, Mapping[str, Any]] = {}

    def read(self, enabled: Iterable[str], *, sparing: bool = False) -> Setup:
        """Everything as the files say now; `enabled` routines whose file is broken run on with the kept copy.

        `sparing`: presets that are not enabled are left unread: shipped ones, and the user's where there are many.
        """
        wanted = tuple(dict.fromkeys(enabled))
        loaded = self._presets.load(wanted if sparing else None)
        presets, problems = self._running(loaded, wanted)
        self._settings, of_settings = self._read_settings(self._settings)
        facts, rules, of_rules = self._read_rules()
        questions, of_questions = self._read_questions()
        limits, of_limits = self._read_limits()
        postures, of_postures = self._read_postures()
        spacing, of_spacing = self._read_spacing()
        place, of_place = self._place_of(self._settings.place)
        of_rules = (*of_rules, *of_questions, *of_limits, *of_postures, *of_spacing, *of_place)
        profile, of_profile = self._read_profile(facts)
        if any(problem.id == "profile:" for problem in of_profile):  # nothing of it could be read
            profile = self._profile
        self._profile = profile
        names = [_name_problems(presets[name], loaded, rules) for name in wanted if name in presets]
        return Setup(
            presets=SomePresets(presets, loaded.unread) if loaded.unread else presets,
            settings=self._settings,
            profile=profile,
            facts=facts,
            rules=rules,
            questions=questions,
            limits=limits,
            postures=postures,
            spacing=spacing,
            problems=(*problems, *(p for found in names for p in found), *of_settings, *of_profile, *of_rules),
            sources=dict(loaded.sources),
            faults={name: len(errors) for name, errors in loaded.errors.items()},
            loosened=dict(loaded.loosened),
            place=place,
        )

    def more(self, setup: Setup, id: str | None) -> Setup:
        """The same setup with one preset that was left unread, or (None) with every one."""
        if not isinstance(setup.presets, SomePresets):
            return setup
        looked_for = setup.presets.unread if id is None else {id}
        loaded = self._presets.load_more(looked_for)
        faults = {name: len(errors) for name, errors in loaded.errors.items()}
        presets = setup.presets.with_more(loaded.presets, looked_for)
        return replace(
            setup, presets=presets, sources={**setup.sources, **loaded.sources}, faults={**setup.faults, **faults}
        )

    def unkept(self) -> tuple[str, ...]:
        """The running ones of which no copy says what was read last; each is looked at once."""
        unkept = {name: raw for name, raw in self._read_last.items() if not self._kept.has(name, raw)}
        self._read_last = unkept
        return tuple(unkept)

    def keep(self, ids: Iterable[str]) -> Problems:
        """Keep a copy of these as they were read last."""
        return tuple(problem for id in ids for problem in self._keep(id, self._read_last[id]))

    def kept(self) -> tuple[str, ...]:
        """The ids of all presets of which there is a copy."""
        return self._kept.names()

    def last_good(self, id: str) -> Preset | None:
        """The copy that was kept; None where there is none that can be read."""
        raw = self._kept.find(id)
        return None if raw is None else read_preset(id, raw)[0]

    def _place_of(self, named: str | None) -> tuple[Place | None, Problems]:
        """The place of that name; looked for only when the setting is another one: the cities take a while."""
        if named is None or self._find_place is None:
            return None, ()
        if self._place[0] != named:
            try:
                self._place = named, self._find_place(named), ()
            except RoutineError as error:
                set_it = 'Set it: routine config set place "CITY"'
                text = f"Routine cannot use the location in your settings. {error.message}"
                self._place = named, None, (Problem("place", text, set_it),)
        return self._place[1:]

    def _running(self, loaded: Loaded, enabled: tuple[str, ...]) -> tuple[dict[str, Preset], list[Problem]]:
        presets, problems = dict(loaded.presets), list[Problem]()
        if loaded.folder:
            return self._as_kept(loaded, loaded.folder, enabled)
        self._read_last = {name: loaded.resolved[name].raw for name in enabled if name in presets}
        for name in enabled:
            if name in presets:
                continue
            kept = self.last_good(name)
            if kept is not None:
                presets[name] = kept
            problems.append(_broken(name, loaded.errors.get(name, ()), kept is not None, running=True))
        others = [name for name in loaded.errors if name not in enabled]
        problems += [_broken(name, loaded.errors[name], kept=False, running=False) for name in others]
        problems += [_dropped(name, gone) for name, gone in loaded.dropped.items()]
        return presets, problems

    def _as_kept(
        self, loaded: Loaded, folder: FileError, enabled: tuple[str, ...]
    ) -> tuple[dict[str, Preset], list[Problem]]:
        """Nobody knows what the user's files say: not that there are none, which would undo the user's changes."""
        kept = {name: preset for name in enabled if (preset := self.last_good(name))}
        self._read_last = {}
        off = [name for name in enabled if name not in kept and name not in loaded.presets]
        more = [f"Until then there are no reminders of {and_list(off)}."] if off else []
        said = folder.text("Your routines continue as they were before.", *more)
        return {**loaded.presets, **kept}, [Problem("presets-folder", said)]

    def _keep(self, name: str, raw: Mapping[str, Any]) -> list[Problem]:
        try:
            self._kept.keep(name, raw)
        except OSError as error:
            return [Problem(f"kept:{name}", f"Routine cannot keep a copy of {name}: {reason(error)}.")]
        del self._read_last[name]
        return []


def _broken(name: str, errors: tuple[FileError, ...], kept: bool, running: bool) -> Problem:
    what = f"{errors[0].where()}: {errors[0].message}" if errors else f"The preset file of {name} no longer exists."
    goes_on = f"“{name}” continues as it was before." if kept else f"“{name}” does not remind you until then."
    check, disable = (
        f"See all errors: {check_command(name)}",
        f"Put it back or type: routine preset disable {name}",
    )
    parts = (what, *_more(errors), *((goes_on,) if running else ()))
    return Problem(f"preset:{name}", " ".join(parts), check if errors else disable)


def _dropped(name: str, gone: tuple[FileError, ...]) -> Problem:
    return Problem(f"dropped:{name}", gone[0].text(*_more(gone), "Your other changes still apply."))


def _more(errors: tuple[FileError, ...]) -> tuple[str, ...]:
    others = len(errors) - 1
    return (more_errors(others),) if others > 0 else ()


def _name_problems(preset: Preset, loaded: Loaded, rules: Mapping[str, Rule]) -> list[Problem]:
    return [
        Problem(f"names:{preset.id}:{dotted(fault.key)}", located(fault.message, preset.id, dotted(fault.key)))
        for fault in cross_faults(preset, loaded.sources, rules)
    ]
