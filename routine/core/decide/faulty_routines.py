"""One routine whose own decision fails never silences the rest: which it is, and what takes its place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeVar

from msgspec import Struct

from routine.core.config.setup import FAULTY, Problem, Setup, with_others
from routine.core.config.unread_presets import UnreadError
from routine.core.errors import RoutineError
from routine.core.preset.model import Preset

_T = TypeVar("_T")
LastGood = Callable[[str], Preset | None]
Work = Callable[[Setup], object]


class Faulty(Struct, frozen=True):
    """A preset that nothing can be decided with, and the last good one in its place; None: it is left out."""

    preset: Preset
    instead: Preset | None


class FaultyRoutines:
    """Those that were found so far.

    `last_good`: the copy of a routine's preset that it did well with, or None. `note` gets what failed, for the log.
    """

    def __init__(self, last_good: LastGood, note: Callable[[str, Exception], None]) -> None:
        self._last_good, self._note = last_good, note
        self._found: dict[str, Faulty] = {}
        self._untold = False

    def guarded(
        self,
        setup: Setup,
        running: Collection[str],
        work: Callable[[Setup], _T],
        time_passes: Callable[[Setup], object],
    ) -> _T:
        """What `work` makes of the setup; where a routine makes it fail, what it makes of the others.

        Whom even `time_passes` fails with, which is done without being asked, is left out until its file changes. Else
        only this once: one question that fails must not end reminders. Raises what `work` raises where that hangs on
        no routine.
        """
        setup = without_faulty(setup, self._found)
        try:
            return work(setup)
        except (RoutineError, UnreadError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not reach the other routines
            found = find_faulty(setup, running, time_passes, self._last_good)
            self._found, self._untold = {**self._found, **found}, self._untold or bool(found)
            self._note(f"routine: left out ({', '.join(found) or 'none'})", error)
            return self._without_one(without_faulty(setup, found), running, work)

    def _without_one(self, setup: Setup, running: Collection[str], work: Callable[[Setup], _T]) -> _T:
        try:
            return work(setup)
        except (RoutineError, UnreadError):
            raise
        except Exception as error:
            found = leaving_one_out(setup, running, work)
            if found is None:
                raise
            self._note(f"request: answered without a routine ({found[0]})", error)
            return found[1]

    def take_untold(self) -> bool:
        """Whether any was found since this was asked."""
        untold, self._untold = self._untold, False
        return untold

    def others(self, setup: Setup, running: Iterable[str]) -> list[str]:
        """Those of the running routines that are decided by what their file says."""
        return [id for id in running if id not in self._found or not _is_there(setup, id, self._found[id].preset)]


def without_faulty(setup: Setup, faulty: Mapping[str, Faulty]) -> Setup:
    """The setup in which each of these runs on as it last did well, or not at all, and is named.

    A preset that was changed since is given another try.
    """
    if not faulty:
        return setup  # nearly always, and asked of every decision and question
    others = {id: one.instead for id, one in faulty.items() if _is_there(setup, id, one.preset)}
    return with_others(setup, others, tuple(_problem(id, faulty[id]) for id in others))


def find_faulty(setup: Setup, running: Iterable[str], decide: Work, last_good: LastGood) -> dict[str, Faulty]:
    """Those of the running routines that `decide` fails with; raises what it raises where that hangs on none of them.

    Each is tried beside those that did well: first as its file says now, then as it last did well.
    """
    others: dict[str, Preset | None] = {id: None for id in running if id in setup.presets}
    decide(with_others(setup, others))
    faulty: dict[str, Faulty] = {}
    for id in tuple(others):
        del others[id]
        if _goes_well(decide, with_others(setup, others)):
            continue
        others[id] = before = last_good(id)
        if before is None or not _goes_well(decide, with_others(setup, others)):
            others[id] = None
        faulty[id] = Faulty(setup.presets[id], others[id])
    return faulty


def leaving_one_out(setup: Setup, running: Iterable[str], work: Callable[[Setup], _T]) -> tuple[str, _T] | None:
    """The first routine without which `work` does well, and what comes of it then; None: it hangs on no single one."""
    for id in running:
        try:
            return id, work(with_others(setup, {id: None}))
        except UnreadError:
            raise
        except Exception:  # noqa: BLE001, S112 - the next one is tried; who asked gets the first failure
            continue
    return None


def _goes_well(decide: Work, setup: Setup) -> bool:
    try:
        decide(setup)
    except (RoutineError, UnreadError):
        raise
    except Exception:  # noqa: BLE001 - whatever it is, it must not reach the other routines
        return False
    return True


def _is_there(setup: Setup, id: str, preset: Preset) -> bool:
    return id in setup.presets and setup.presets[id] == preset


def _problem(id: str, one: Faulty) -> Problem:
    goes_on = "It continues as it was before." if one.instead else "It does not remind you until then."
    undo = f"Undo your last change to it, or disable it: routine preset disable {id}"
    return Problem(f"{FAULTY}{id}", f"Routine cannot work out the times of “{one.preset.title}”. {goes_on}", undo)
