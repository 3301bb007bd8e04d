"""Law 7, held against one life: a final rule has no way round, no dose changes, no ramp goes on by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from routine.core.config.rules import Rule
from routine.core.occurrences.held_back import in_session
from routine.core.preset.model import Preset
from routine.core.requests.commands import Enable, Irritated, Press, SessionAct, Undo
from routine.core.requests.queries import Request
from routine.core.state.keys import is_visit
from routine.core.state.model import State
from routine.core.state.notice import Notice
from tests.simulation.life import LawBrokenError, Life

_NO_END = 10**6  # a ramp that nothing holds at a week
#: What a person says that may let a ramp go further: that it goes on, or that what was reported is taken back.
_GO_ON = frozenset({"go-on", "undo", "over"})


class Broken(Protocol):
    """Makes what is raised."""

    def __call__(self, law: int, text: str) -> LawBrokenError: ...


class SafetyChecks:
    """Watches one life from outside: what the household's files say against what is enabled, shown and gone on with."""

    def __init__(self, life: Life, broken: Broken) -> None:
        self.life, self.broken = life, broken
        self._reach: dict[str, int] = {}
        self._session: str | None = None
        self.reminders = 0

    def after(self, state: State, request: Request) -> None:
        """What one decision may have broken."""
        self._final_rules_hold(state)
        self._no_ramp_goes_on_by_itself(state, request)

    def shown(self, notice: Notice) -> None:
        """What a notice that arrives on the screen may break."""
        for id in reminded(self.life, notice):
            self.reminders += 1
            preset = self.life.files.setup.presets[id]
            barred = [*self._barred(self.life.state, preset)]
            raised = self.life.state.routines[id].raised
            if barred and raised and is_visit(raised.key):
                missing = [rule.name for rule in barred if rule.why not in notice.body]
                if missing:
                    raise self.broken(7, f"{notice} does not say that {missing} bars it")
            elif barred:
                raise self.broken(7, f"{notice} is shown although {[rule.name for rule in barred]} bars {id}")
            self._dose_as_written(notice, preset)

    def begin(self) -> None:
        """A process begins: what it found is what goes on."""
        self._reach, self._session = _reach(self.life.state), self._running(self.life.state)

    # --- final rules ---------------------------------------------------------------------------------------------

    def _final_rules_hold(self, state: State) -> None:
        session, self._session = self._session, self._running(state)
        for id, routine in state.routines.items():
            preset = self.life.files.setup.presets.get(id)
            if preset is None or not preset.safety.never_if:
                continue
            barred = [rule.name for rule in self._barred(state, preset)]
            if not barred:
                continue
            if routine.enabled and not routine.held and not preset.schedule.series:
                raise self.broken(7, f"{id} goes on, enabled, although {barred} bars it")
            if self._session == id and session != id:
                raise self.broken(7, f"a session of {id} begins although {barred} bars it")

    def _barred(self, state: State, preset: Preset) -> Iterator[Rule]:
        """The final rules that this preset names and that are so for this person, by the last that was said."""
        said = {**self.life.files.setup.profile, **{one.fact: one.value for one in state.profile.said}}
        for name in preset.safety.never_if:
            rule = self.life.files.setup.rules[name]
            if rule.level == "final" and said.get(rule.fact) is True:
                yield rule

    def _running(self, state: State) -> str | None:
        return state.session.routine if state.session else None

    # --- doses and ramps -----------------------------------------------------------------------------------------

    def _dose_as_written(self, notice: Notice, preset: Preset) -> None:
        """A reminder says the dose of its preset; no other amount is ever told to be taken."""
        if preset.dose is None:
            return
        amounts = set(re.findall(r"Take ([\d.,]+) g\b", notice.body))
        allowed = {f"{one.dose.amount:g}" for one in self.life.files.setup.presets.values() if one.dose}
        if f"{preset.dose.amount:g}" not in amounts or amounts - allowed:
            raise self.broken(7, f"{preset.id} is {preset.dose}, and {notice} says {amounts}")

    def _no_ramp_goes_on_by_itself(self, state: State, request: Request) -> None:
        """Once irritation was reported, a ramp goes further only by a person's word, however long ago that was."""
        before, self._reach = self._reach, _reach(state)
        for id, reach in self._reach.items():
            if reach > before.get(id, _NO_END) and not _lets_go_on(request):
                raise self.broken(7, f"{id} may go on to week {reach} after {request}")
            nights = state.routines[id].nights
            if nights and nights.index > reach:
                raise self.broken(7, f"{id} is in week {nights.index}, and may not go beyond {reach}")


def _reach(state: State) -> dict[str, int]:
    """The week that each ramp may not go beyond."""
    kept = ((id, one.nights) for id, one in state.routines.items() if one.enabled)
    return {id: _NO_END if nights.upto is None else nights.upto for id, nights in kept if nights}


def _lets_go_on(request: Request) -> bool:
    """Whether it says so, or begins the ramp anew."""
    if isinstance(request, Press):
        return request.button in _GO_ON
    return isinstance(request, Irritated | Undo | Enable | SessionAct)


def reminded(life: Life, notice: Notice) -> list[str]:
    """The routines whose reminder waits in this notice, by its id: alone in it, or with others.

    What was put off until now waits again before a tick says so; what a session answers has the session's notice.
    """
    if notice.timeout_s != 0:
        return []  # it only says what an answer was
    state, now = life.state, life.now.instant
    waits = {id: one.raised for id, one in state.routines.items() if one.raised and not in_session(state, id)}
    waits = {id: raised for id, raised in waits.items() if raised.snoozed_until is None or raised.snoozed_until <= now}
    alone = [id for id, raised in waits.items() if notice.id == f"{raised.notice}.{id}"]
    return alone or [id for id, raised in waits.items() if notice.id == raised.notice]
