"""Builders: presets, moments and a whole household on a virtual clock, with only what a test is about spelt out."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from routine.adapters.store.memory_store import MemoryStore
from routine.cli.help_lines import ROOT
from routine.core.config.rules import Fact, Limit, PostureRule, Rule, SafetyQuestion
from routine.core.config.settings import Settings
from routine.core.config.setup import Setup
from routine.core.config.spacing_rules import SpacingRules
from routine.core.decide.decide import decide, needs
from routine.core.decide.outcomes import Pressed
from routine.core.draft import Draft, Outcome
from routine.core.notices.one_notice_at_a_time import groups
from routine.core.preset.model import Preset, Remind, Safety, Step
from routine.core.requests.commands import Command, Enable, Press
from routine.core.requests.queries import PlanQuery, Request
from routine.core.schedule.types import Clock, Schedule, Weekdays
from routine.core.schedule.visit_series import After, Before, Visits
from routine.core.state.cards import Card
from routine.core.state.fold import NO_ANSWERS
from routine.core.state.log import Entry
from routine.core.state.model import State
from routine.core.state.notice import Notice
from routine.core.state.routine import RoutineState
from routine.core.when.duration import Duration, parse_duration
from routine.core.when.moment import Now, instant_of, wall
from routine.daemon.encode_reply import received
from routine.simulate import FixedSetup, Simulation

BERLIN = "Europe/Berlin"
DAILY_AT_EIGHT = Schedule(Clock(times=(8 * 60,)))


def a_schedule(*times: str, zone: str | None = None, **clock: Any) -> Schedule:
    """A clock schedule at these times (`08:00`)."""
    minutes = tuple(int(time[:2]) * 60 + int(time[3:]) for time in times)
    return Schedule(Clock(times=minutes, **clock), zone=zone)


def weekly(weekday: int, time: str) -> Schedule:
    """A clock schedule on one weekday; Monday is 0."""
    return a_schedule(time, days=Weekdays((weekday,)))


def a_preset(id: str = "spf", schedule: Schedule = DAILY_AT_EIGHT, **fields: Any) -> Preset:
    """A preset that is due every day at 08:00, unless told otherwise."""
    given: dict[str, Any] = {
        "title": id.replace("-", " ").capitalize(),
        "kind": "habit",
        "summary": "A test of patience.",
        "steps": (Step(id="do", say="Do it."),),
        "sources": ("unsourced: a test",),
    }
    return Preset(id=id, schedule=schedule, **{**given, **fields})


def a_now(wall_time: str = "2026-11-23 07:00", zone: str = BERLIN, boot: str = "boot-1") -> Now:
    """The present at a wall-clock time in a zone."""
    return Now(instant_of(datetime.fromisoformat(wall_time), zone), 1000.0, boot, zone)


def utc(text: str) -> datetime:
    """An instant from `2026-11-23 07:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


_COMMAND = re.compile(rf"\broutine (?:{'|'.join(ROOT)})\b|in a terminal")


class World:
    """A household: presets that are enabled, a clock at hand, a screen that confirms what it shows.

    Time moves by `to` (a wall-clock time) or `sleep` (the machine is off meanwhile: no tick until it is over).
    """

    def __init__(
        self,
        *presets: Preset,
        now: str = "2026-11-23 07:00",
        zone: str = BERLIN,
        settings: Settings | None = None,
        profile: dict[str, bool | str] | None = None,
        rules: dict[str, Rule] | None = None,
        facts: dict[str, Fact] | None = None,
        questions: dict[str, SafetyQuestion] | None = None,
        limits: dict[str, Limit] | None = None,
        spacing: SpacingRules | None = None,
        postures: dict[str, PostureRule] | None = None,
        accept: tuple[str, ...] = (),
        enabled: bool = True,
    ) -> None:
        self.setup = Setup(
            presets={preset.id: preset for preset in presets},
            settings=settings or Settings(),
            profile=profile or {},
            rules=rules or {},
            facts=facts or {},
            questions=questions or {},
            limits=limits or {},
            spacing=spacing or SpacingRules(),
            postures=postures or {},
        )
        self.files = FixedSetup(self.setup)
        #: What cards say that an older version wrote, and that stay as they were.
        self.written_before: frozenset[str] = frozenset()
        self.store = MemoryStore()
        self.simulation = Simulation(self.store, self.files, a_now(now, zone))
        if enabled and presets:
            self.ask(Enable(tuple(preset.id for preset in presets), accept))
            self.tick()

    # --- doing -----------------------------------------------------------------------------------------------------

    def ask(self, request: Request) -> dict[str, Any]:
        """Send a command or a query, then show what follows; returns the reply as programs get it."""
        reply: dict[str, Any] = received(self.simulation.service.handle(request))
        self.simulation.show()
        return reply

    def did(self, command: Command) -> Outcome:
        """Send a command, then show what follows; returns what it did, as facts (its words are `lines`' matter)."""
        service, now = self.simulation.service, self.now
        since = needs(self.setup_now, service.state, command, now)
        history = tuple(self.store.entries(since)) if since else ()
        outcome = decide(self.setup_now, service.state, command, now, history).outcome
        self.ask(command)
        return outcome

    @property
    def setup_now(self) -> Setup:
        """What the files say now."""
        return self.files.setup

    def tick(self) -> None:
        """Let it look at the clock."""
        self.simulation.tick()

    def to(self, wall_time: str) -> None:
        """Time passes until `2026-11-23 08:00`, or `08:00` (`08:00:05`) of this day; every wake is served."""
        self.simulation.run_to(self._instant(wall_time))

    def off_until(self, wall_time: str) -> None:
        """The machine is off (or suspended) until then; then it looks."""
        self.simulation.clock.advance(self._instant(wall_time) - self.now.instant)
        self.tick()

    def set_clock(self, wall_time: str) -> None:
        """Somebody sets the clock: the instant changes, elapsed time does not."""
        self.simulation.clock.set(replace(self.now, instant=self._instant(wall_time)))
        self.tick()

    def travel(self, zone: str) -> None:
        """The machine's zone changes."""
        self.simulation.clock.set(replace(self.now, zone=zone))
        self.tick()

    def restart(self, boot: str | None = None) -> None:
        """The daemon dies and is started again, after a reboot if `boot` is given."""
        if boot:
            self.simulation.clock.set(replace(self.now, boot_id=boot, elapsed=10.0))
        self.simulation.restart()
        self.tick()

    def press(self, button: str, what: str = "") -> dict[str, Any]:
        """Press a button of a notice, which `notice` finds."""
        return self.ask(self._press(button, what))

    def pressed(self, button: str, what: str = "") -> Outcome:
        """The same; returns what it did, as facts."""
        outcome = self.did(self._press(button, what))
        return outcome.outcome if isinstance(outcome, Pressed) else outcome

    def _press(self, button: str, what: str) -> Press:
        notice = self.notice(what)
        if button not in [b.id for b in notice.buttons]:
            raise AssertionError(f"{notice.title!r} has no button {button!r}: {notice.buttons}")
        return Press(notice.id, button)

    def change(self, *presets: Preset, **fields: Any) -> None:
        """The files change: these presets, or fields of the setup."""
        known = {**self.files.setup.presets, **{preset.id: preset for preset in presets}}
        self.files.setup = replace(self.files.setup, **{"presets": known, **fields})

    # --- looking ---------------------------------------------------------------------------------------------------

    @property
    def now(self) -> Now:
        """The present."""
        return self.simulation.clock.now()

    @property
    def draft(self) -> Draft:
        """The household as a finished decision leaves it, for what words that."""
        return Draft(self.setup_now, self.state, self.now, tuple(self.log))

    @property
    def state(self) -> State:
        """The committed state."""
        return self.simulation.service.state

    def routine(self, id: str) -> RoutineState:
        """A routine's state."""
        return self.state.routines[id]

    @property
    def notices(self) -> list[Notice]:
        """What shows; where it has buttons it never says what to type: who answers with a mouse has no terminal."""
        found = list(self.simulation.service.notices()[0])
        written = [one.body for one in found if one.buttons and one.body not in self.written_before]
        assert not [body for body in written if _COMMAND.search(body)]
        return found

    @property
    def showing(self) -> list[str]:
        """What shows, as facts: a reminder's routine (`a+b`: several in one), a card's kind, `session`, `ahead`."""
        reminders = {id: "+".join(one for one, _ in members) for id, members in groups(self.draft).items()}
        kinds = {card.id: card.kind for card in self.state.notices.cards}
        return [reminders.get(one.id) or kinds.get(one.id) or one.id.partition(":")[0] for one in self.notices]

    def notice(self, what: str = "") -> Notice:
        """The first notice that shows `what` (as `showing` names it), that has this id, or whose title holds it."""
        for named, notice in zip(self.showing, self.notices, strict=True):
            if what in ("", named, notice.id):
                return notice
        for notice in self.notices:
            if what in notice.title:
                return notice
        raise AssertionError(f"no notice {what!r} among {[notice.title for notice in self.notices]}")

    def card(self, kind: str) -> Card:
        """The card of a kind."""
        [found] = [card for card in self.state.notices.cards if card.kind == kind]
        return found

    @property
    def titles(self) -> list[str]:
        """The titles of what shows: its words. What it is: `showing`."""
        return [notice.title for notice in self.notices]

    @property
    def log(self) -> list[Entry]:
        """Every entry of the log."""
        return self.store.entries()

    @property
    def answers(self) -> dict[str, str]:
        """Occurrence id -> its effective answer; fails where one has two."""
        replaced = {entry.replaces for entry in self.log}
        found: dict[str, str] = {}
        for entry in self.log:
            if entry.seq in replaced or entry.answer in NO_ANSWERS:
                continue
            if entry.id in found:
                raise AssertionError(f"{entry.id} has two effective answers")
            found[entry.id] = entry.answer
        return found

    @property
    def raised(self) -> list[str]:
        """The ids of the occurrences that await an answer."""
        return [f"{id}@{r.raised.key}" for id, r in sorted(self.state.routines.items()) if r.raised]

    def next(self, id: str) -> str:
        """The wall time of a routine's first planned time, in its zone, or ""."""
        found = self.ask(PlanQuery(60, id))["occurrences"]
        planned = [one for one in found if one["status"] == "planned"]
        if not planned:
            return ""
        instant = datetime.fromisoformat(planned[0]["instant"])
        return f"{wall(instant, planned[0]['zone']):%Y-%m-%d %H:%M}"

    def _instant(self, wall_time: str) -> datetime:
        day = wall(self.now.instant, self.now.zone).date().isoformat()
        text = wall_time if len(wall_time) > 8 else f"{day} {wall_time}"
        return instant_of(datetime.fromisoformat(text), self.now.zone)

    def offers(self, what: str) -> list[str]:
        """The ids of the buttons of a notice, which `notice` finds."""
        return [button.id for button in self.notice(what).buttons]


def a_series(id: str = "sculptra", **series: Any) -> Preset:
    """A series of three visits, four to six weeks apart: a word a week before, one three hours before, one after."""
    given: dict[str, Any] = {
        "sessions": (3, 3),
        "apart": (parse_duration("4 weeks"), parse_duration("6 weeks")),
        "effect": (parse_duration("24 months"), parse_duration("24 months")),
        "before": (
            Before(id="peels", say="No peels from now on.", ahead=parse_duration("7 days")),
            Before(id="today", say="Your visit is today.", ahead=parse_duration("3h")),
        ),
        "after": (After(id="sun", say="Keep out of the sun."),),
    }
    remind = Remind(late=parse_duration("1 day"), expires=parse_duration("12h"))
    return a_preset(id, Schedule(Visits(**{**given, **series})), kind="visit", steps=(), remind=remind)


def lasting(text: str) -> Duration:
    """A duration from `20m`."""
    return parse_duration(text)


def minutes(count: float) -> timedelta:
    """So many minutes."""
    return timedelta(minutes=count)


__all__ = [
    "BERLIN",
    "Command",
    "Remind",
    "Safety",
    "World",
    "a_now",
    "a_preset",
    "a_schedule",
    "a_series",
    "lasting",
    "minutes",
    "utc",
    "weekly",
]
