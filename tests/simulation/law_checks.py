"""The laws, held against one life: after every decision, every step, every death, and once more at its end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from routine.core.decide.decide import decide, needs
from routine.core.errors import RoutineError
from routine.core.notices.one_notice_at_a_time import groups, told_of
from routine.core.occurrences.held_back import lying_flat, unseen
from routine.core.occurrences.quiet_hours import quiet_until
from routine.core.requests.commands import Command
from routine.core.requests.queries import Request
from routine.core.requests.reports import Reload, Told, Welcome
from routine.core.snapshot import Snapshot
from routine.core.state.fold import NO_ANSWERS, catch_up
from routine.core.state.log import Entry
from routine.core.state.model import State
from routine.core.state.notice import Notice
from routine.core.when.unset_clock import clock_unset
from tests.simulation.calendar_walk import judged, must_exist
from tests.simulation.life import LawBrokenError, Life
from tests.simulation.reading_checks import ReadingChecks
from tests.simulation.safety_checks import SafetyChecks

_FILE = re.compile(
    r"state(\.last)?\.json|log|log/\d{6}\.json|lock|(log/)?\.[\w.]+\.writing|(log/)?[\w.]+\.unreadable-\d+|presets.*"
)
_ONE_IN = 60
_TWO_DAYS = timedelta(days=2)


class Laws:
    """Watches one life; what breaks a law raises LawBrokenError."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.book: dict[int, Entry] = {}  # the log as it was committed, by seq
        self.answers: dict[str, int] = {}  # the effective answer of each time
        self.durable: set[int] = set()  # what no power cut may take back
        self._unsettled: set[int] = set()  # the rest of the book
        self.ever: set[str] = set()
        self.spoiled = False
        self._whole: dict[str, bytes] = {}  # what each file had when it was found to be whole
        self._raised: dict[str, str] = {}
        self._delivered: dict[str, datetime | None] = {}
        self._asked = 0
        self._judged_to: dict[str, datetime] = {}
        life.before, life.after, life.pressed = self.before, self.after, self.pressed
        life.files_left, life.came_back = self.files_are_whole, self.came_back
        self.safety, self.reading = SafetyChecks(life, self.broken), ReadingChecks(life, self.broken)
        life.shown = self.shown
        self._note(life.state)

    def broken(self, law: int, text: str) -> LawBrokenError:
        """What is raised."""
        return LawBrokenError(f"law {law}: {text} (at {self.life.now.instant}, {self.life.now.zone})")

    # --- every decision ------------------------------------------------------------------------------------------

    def before(self, request: Request) -> None:
        """Law 6, now and then: the same state, read back from its bytes, comes to the same."""
        self._asked += 1
        if self._asked % _ONE_IN or not isinstance(request, Command) or isinstance(request, Reload | Welcome):
            return
        state = self.life.state
        again = msgspec.json.decode(msgspec.json.encode(state), type=State)
        if self._outcome(state, request) != self._outcome(again, request):
            raise self.broken(6, f"{request} is decided in two ways")

    def _outcome(self, state: State, command: Command) -> bytes:
        setup, now = self.life.files.setup, self.life.now
        try:
            since = needs(setup, state, command, now)
            history = tuple(e for e in self.book.values() if e.recorded_at >= since) if since else ()
            decision = decide(setup, state, command, now, history)
        except RoutineError as error:
            return error.message.encode()
        return msgspec.json.encode([decision.state, decision.reply])

    def after(self, request: Request) -> None:
        """What one decision may have broken."""
        state = self.life.state
        self._note(state)
        self._each_raised(state)
        self._delivered_only_when_confirmed(state, request)
        self.safety.after(state, request)

    def _note(self, state: State) -> None:
        """New entries of the log, each checked once."""
        for entry in state.outbox:
            if self.book.get(entry.seq) != entry:
                if entry.seq in self.book:
                    raise self.broken(1, f"entry {entry.seq} was {self.book[entry.seq]}, and is {entry}")
                self.book[entry.seq] = entry
                self._unsettled.add(entry.seq)
                self._answer(entry)
        if self._unsettled and len(self.life.store.may_be) == 1:
            self.durable |= self._unsettled
            self._unsettled.clear()

    def _answer(self, entry: Entry) -> None:
        replaced = self.book.get(entry.replaces) if entry.replaces is not None else None
        if entry.replaces is not None and replaced is None:
            raise self.broken(1, f"{entry} replaces an entry that there never was")
        if replaced is not None and self.answers.get(replaced.id) == replaced.seq:
            del self.answers[replaced.id]
        if entry.answer in NO_ANSWERS:
            return
        if entry.id in self.answers:
            raise self.broken(1, f"{entry.id} has two answers: {self.book[self.answers[entry.id]]} and {entry}")
        self.answers[entry.id] = entry.seq
        if entry.by == "person" and entry.at > entry.recorded_at + timedelta(seconds=1):
            raise self.broken(8, f"{entry} says what has not happened yet")

    def _each_raised(self, state: State) -> None:
        now = {id: f"{id}@{one.raised.key}" for id, one in state.routines.items() if one.raised}
        for id, one in now.items():
            if self._raised.get(id) == one:
                continue
            if one in self.ever and not self._taken_back(one):
                raise self.broken(2, f"{one} is raised a second time")
            if one in self.answers:
                raise self.broken(1, f"{one} is raised, and was answered: {self.book[self.answers[one]]}")
            self.ever.add(one)
        self._raised = now

    def _taken_back(self, one: str) -> bool:
        return any(entry.id == one and entry.answer == "undone" for entry in self.book.values())

    def _delivered_only_when_confirmed(self, state: State, request: Request) -> None:
        now = {f"{id}@{one.raised.key}": one.raised.delivered_at for id, one in state.routines.items() if one.raised}
        new = [id for id, at in now.items() if at and not self._delivered.get(id)]
        if new and not (isinstance(request, Told) and request.confirmed):
            raise self.broken(4, f"{new} counts as delivered after {request}")
        self._delivered = now

    def shown(self, notice: Notice) -> None:
        """Laws 7 and 9: what arrives on the screen."""
        self.safety.shown(notice)
        self.reading.shown(notice)

    def pressed(self, again: bool, before: int) -> None:
        """Law 8: told twice, a press records nothing more."""
        if not again:
            return
        if new := [entry for seq, entry in self.book.items() if seq > before and entry.by == "person"]:
            raise self.broken(8, f"a press told twice recorded {new}")

    # --- every step ----------------------------------------------------------------------------------------------

    def step(self) -> None:
        """What holds whenever nothing is under way."""
        life = self.life
        if life.failing or clock_unset(life.now):
            return
        for id, wake in life.wakes().items():
            if wake < life.now.instant - timedelta(seconds=1):
                raise self.broken(10, f"{id} is due since {wake}, and nothing comes of it")
        if life.server.mood == "well":
            self._all_is_shown()

    def _all_is_shown(self) -> None:
        """Whatever waits is in a notice that shows, or is named in one."""
        life = self.life
        snapshot = Snapshot(life.files.setup, life.state, life.now)
        excused = (
            quiet_until(life.files.setup.settings, life.now),
            lying_flat(life.state),
            life.state.session,
            life.state.silence.shown,
            unseen(life.state),
        )
        if any(excused):
            return
        known = life.known.all()
        told = {id for one in life.notices()[0] for id, _ in told_of(snapshot, one.id) if one.id in known}
        waits = {id for members in groups(snapshot).values() for id, _ in members}
        if waits - told:
            raise self.broken(9, f"{sorted(waits - told)} waits, and no notice shows or names it")

    # --- deaths --------------------------------------------------------------------------------------------------

    def files_are_whole(self) -> None:
        """Law 3, and law 5: every file is readable, and there is none of a name that is not ours."""
        folder = self.life.disk.folder
        for path in (one for one in folder.rglob("*") if one.is_file()):
            name = str(path.relative_to(folder))
            if not _FILE.fullmatch(name):
                raise self.broken(5, f"there is a file {name!r}")
            if path.suffix == ".json" and not self.spoiled and self._whole.get(name) != (content := path.read_bytes()):
                try:
                    msgspec.json.decode(content)
                    self._whole[name] = content
                except msgspec.DecodeError as error:
                    raise self.broken(3, f"{name} cannot be read: {error}") from error

    def came_back(self, may_be: Iterable[State]) -> None:
        """After a death: what is there is one whole state of those that may be, and has all that was settled."""
        life, state = self.life, self.life.state
        logged = life.store.entries()
        if not self.spoiled:
            if life.service.problems:
                raise self.broken(3, f"after a death: {life.service.problems}")
            if all(catch_up(one, logged) != state for one in may_be):
                raise self.broken(1, "after a death there is another state than was saved")
        there = {entry.seq: entry for entry in (*logged, *state.outbox)}
        lost = [self.book[seq] for seq in sorted(self.durable - there.keys())]
        if lost:
            raise self.broken(1, f"after a death {lost} is gone")
        self.spoiled = False
        self.safety.begin()
        self.book, self.answers = {}, {}
        for seq in sorted(there):
            self.book[seq] = there[seq]
            self._answer(there[seq])
        self.durable, self._unsettled = set(self.book), set()
        raised = {f"{id}@{one.raised.key}" for id, one in state.routines.items() if one.raised}
        self.ever = raised | {one for one in self.ever if one in self.answers}
        self._raised = {id: f"{id}@{one.raised.key}" for id, one in state.routines.items() if one.raised}
        self._delivered = {
            f"{id}@{one.raised.key}": one.raised.delivered_at for id, one in state.routines.items() if one.raised
        }

    def clock_was_set(self) -> None:
        """What time had closed may open again; what lies near is not judged by a calendar that knows one clock."""
        mine = {id for id, seq in self.answers.items() if self.book[seq].by == "person"}
        self.ever = {one for one in self.ever if one in mine}

    # --- the calendar --------------------------------------------------------------------------------------------

    def nothing_lost(self) -> None:
        """Law 1 by another way: walk along a calendar, and find every time of the clock routines answered."""
        life = self.life
        if life.failing or clock_unset(life.now) or quiet_until(life.files.setup.settings, life.now):
            return  # what came while the machine was off waits for the end of the quiet hours in which it woke
        for preset in life.files.setup.presets.values():
            routine = life.state.routines.get(preset.id)
            if not judged(preset) or routine is None or not routine.enabled or routine.held:
                continue
            if life.state.session or (routine.raised and routine.raised.snoozed_until):
                continue  # what comes behind it is decided then
            since = max(routine.since, self._judged_to.get(preset.id, routine.since))
            until = life.now.instant
            zone = preset.schedule.zone or life.now.zone
            must = must_exist(preset, zone, routine.anchor, since, until)
            there = {f"{preset.id}@{armed.key}" for armed in routine.armed} | self.answers.keys()
            there |= {f"{preset.id}@{routine.raised.key}"} if routine.raised else set()
            if must - there:
                raise self.broken(1, f"{sorted(must - there)[:5]} never came (enabled {routine.since})")
            self._judged_to[preset.id] = max(until, since)

    def begin_anew(self) -> None:
        """From here on the calendar judges again, once what a clock or a journey moved is past."""
        for id in self.life.files.setup.presets:
            before = self._judged_to.get(id, self.life.now.instant)
            self._judged_to[id] = max(before, self.life.now.instant) + _TWO_DAYS

    def end(self) -> None:
        """The log on disk is the one that was committed."""
        life = self.life
        life.ask_quietly()
        there = {entry.seq: entry for entry in (*life.store.entries(), *life.state.outbox)}
        if there != self.book:
            raise self.broken(1, "the log on disk is not the one that was committed")
        self.nothing_lost()
