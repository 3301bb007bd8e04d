"""Load, decide, commit, say what is to be performed: the one way in, for the daemon and a command without one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from routine.core.config.setup import Problem, Setup
from routine.core.config.tried_presets import Edited, with_edits
from routine.core.config.unread_presets import UnreadError
from routine.core.decide.faulty_routines import FaultyRoutines
from routine.core.decide.query import answer
from routine.core.errors import RoutineError, StoreError
from routine.core.requests.commands import Command, Greet
from routine.core.requests.edits import Edit
from routine.core.requests.queries import (
    EditableQuery,
    OfFiles,
    PresetFile,
    Query,
    Request,
    ReviewQuery,
    StatusQuery,
    Trial,
)
from routine.core.requests.reports import Reload, Tick, Welcome
from routine.core.snapshot import Snapshot
from routine.core.state.log import Entry
from routine.core.state.model import State
from routine.core.state.notice import Delivery, Notice
from routine.core.state.session import Effect, Performance
from routine.core.when.moment import Now
from routine.ports.clock import Clock
from routine.ports.desktop import Browser, Login
from routine.ports.files import Editor, NoteFact, SetupSource, Store
from routine.service.after_press import AfterPress
from routine.service.history import History
from routine.service.noted_answers import NotedAnswers
from routine.service.own_files import OwnFiles

_T = TypeVar("_T")

if TYPE_CHECKING:
    from routine.core.decide.decide import Decision
    from routine.core.decide.query import QueryReply
    from routine.core.requests.replies.commands import Reply
    from routine.core.requests.replies.edits import EditableReply, EditReply, PresetFileReply, TrialReply

    ServiceReply = Reply | QueryReply | EditReply | TrialReply | EditableReply | PresetFileReply


class Service:
    """Holds state and setup in memory. Confined to one thread; blocks on the store's I/O."""

    def __init__(
        self,
        store: Store,
        files: SetupSource,
        clock: Clock,
        note: NoteFact | None = None,
        login: Login | None = None,
        editor: Editor | None = None,
        browser: Browser | None = None,
    ) -> None:
        """Load state and setup. Raises StoreError where the data directory cannot be used. The rest: as in ports."""
        self._login = login
        self._store, self._history = store, History(store)
        self._own_files = OwnFiles(editor, self._command)
        self._after_press, self._noted = AfterPress(login, browser), NotedAnswers(note)
        self._files = files
        self._clock = clock
        self._state = store.load()
        self._setup = files.read(self._enabled(), sparing=True)
        self._effects: tuple[Effect, ...] = ()
        self._faulty = FaultyRoutines(files.last_good, _note_failure)
        self._not_kept: tuple[Problem, ...] = ()

    @property
    def state(self) -> State:
        """The last committed state."""
        return self._state

    def now(self) -> Now:
        """The present."""
        return self._clock.now()

    @property
    def setup(self) -> Setup:
        """What the files said when they were read last."""
        return self._setup

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the store: found at load, or a log that cannot be written now."""
        own = (self._history.problem, self._noted.problem, *(one.text for one in self._not_kept))
        return (*self._store.problems, *dict.fromkeys(text for text in own if text))

    def _enabled(self) -> list[str]:
        return [id for id, routine in self._state.routines.items() if routine.enabled]

    def handle(self, request: Request) -> ServiceReply:
        """Answer one request and write its log entries. Raises RoutineError; then nothing has changed."""
        reply = self.answer(request)
        self.tidy()
        return reply

    def answer(self, request: Request) -> ServiceReply:
        """Answer one request; log entries, and settling a tick, are left to `tidy`, so that showing need not wait.

        Raises RoutineError; then nothing has changed, in memory or on disk.
        """
        if isinstance(request, OfFiles):
            reply = self._of_files(request)
        else:
            reply = self._query(request) if isinstance(request, Query) else self._command(request)
        if isinstance(request, Command | Edit):
            self.tell_faulty()
        return reply

    # --- commands ------------------------------------------------------------------------------------------------

    def _command(self, command: Command) -> Reply:
        now, setup, before = self._clock.now(), self._setup, self._enabled()
        if isinstance(command, Welcome | Greet) and self._login:
            command = replace(command, at_login=self._login.is_on())
        if isinstance(command, Welcome):
            command = replace(command, kept=self._files.kept())
        if isinstance(command, Reload | Welcome):
            setup = self._files.read(self._enabled(), sparing=True)
        setup, decision = self._reading_more(setup, lambda setup: self._decided(setup, command, now))
        if not _same(decision.state, self._state):
            # Nobody was told that a tick is saved, and after a power cut time brings the same again (ADR 52).
            self._commit(decision.state, settled=not isinstance(command, Tick))
        else:
            self._state = decision.state
        self._effects += decision.effects
        # Only now: with a state that was not saved, a new schedule would find times from before it was made.
        self._setup = setup
        if {*self._enabled()} - {*before}:
            self._setup = self._files.read(self._enabled(), sparing=True)
        follows = self._after_press.do(decision.outcome)
        return self._command(follows) if follows else decision.reply

    def _decided(self, setup: Setup, command: Command, now: Now) -> Decision:
        from routine.core.decide.decide import decide, needs

        since = needs(setup, self._state, command, now)
        return decide(setup, self._state, command, now, self._log_since(since) if since else ())

    def _reading_more(self, setup: Setup, work: Callable[[Setup], _T]) -> tuple[Setup, _T]:
        """What `work` makes of the setup, and the setup with every preset read that it asked for by name.

        What needs all of them gets them this once: an idle daemon does not carry those that nobody enabled.
        """
        while True:
            try:
                return setup, self._guarded(setup, work)
            except UnreadError as asked:
                more = self._files.more(setup, asked.id)
                if asked.id is None:
                    return setup, self._guarded(more, work)
                setup = more

    def _guarded(self, setup: Setup, work: Callable[[Setup], _T]) -> _T:
        """What `work` makes of the setup; where one routine makes it fail, what it makes of the others."""
        return self._faulty.guarded(setup, self._enabled(), work, self._time_passes)

    def _time_passes(self, setup: Setup) -> None:
        """What is done without being asked, on trial: nothing comes of it."""
        from routine.core.notices.wanted import wanted

        now = self._clock.now()
        state = self._decided(setup, Tick(), now).state
        wanted(Snapshot(setup, state, now))
        self._all_wakes(setup, state, now)

    def tell_faulty(self) -> bool:
        """Have a notice name the routines that were left out since; whether there were any. Raises StoreError."""
        untold = self._faulty.take_untold()
        if untold:
            self._command(Reload())
        return untold

    def _commit(self, state: State, *, settled: bool = True) -> None:
        """Make the state durable (`settled`: as in ports)."""
        self._state = self._history.commit(state, settled=settled)

    def tidy(self) -> None:
        """Settle the state, bring the outbox to the log, answers to the profile; what fails, at the next time again."""
        self._write_profile()
        self._keep_copies()
        self._history.write(self._state)

    def _keep_copies(self) -> None:
        """Keep a copy of the presets that changed and do well: first they are tried, without anything coming of it."""
        unkept = self._files.unkept()
        try:
            if unkept:
                self._guarded(self._setup, self._time_passes)
        except Exception as error:  # noqa: BLE001 - no copy is kept then, and the history is written all the same
            _note_failure("copies: none kept", error)
        else:
            self._not_kept = self._files.keep(self._faulty.others(self._setup, unkept))

    def _write_profile(self) -> None:
        """Write what was answered in a notice; until it is there, the state holds it over the file."""
        written = self._noted.write(self._setup, self._state)
        if written is None:
            return
        self._setup, without = written
        try:
            self._commit(without)
            self._noted.problem = ""
        except StoreError as error:
            self._noted.problem = error.message

    def _log_since(self, since: datetime) -> tuple[Entry, ...]:
        return self._history.whole_since(self._state, since)

    def _log(self, since: datetime | None = None, routine: str | None = None) -> list[Entry]:
        return self._history.entries(self._state, since, routine)

    # --- the user's files ----------------------------------------------------------------------------------------

    def _of_files(self, request: Edit | Trial | EditableQuery | PresetFile) -> ServiceReply:
        match request:
            case Trial():
                return self._try(self._own_files.tried(request.edits), request)
            case Edit():
                return self._own_files.edit(request)
            case EditableQuery():
                from routine.core.views.editable import editable_view
                from routine.core.views.leaflet_sections import preset_named

                editor = self._own_files.editor
                self._setup, preset = self._reading_more(
                    self._setup, lambda setup: preset_named(self._snapshot(setup), request.preset)
                )
                return editable_view(preset, *editor.tables(preset.id))
            case PresetFile():
                from routine.core.views.preset_file import preset_file_view

                found = self._own_files.editor.file(request.preset)
                return preset_file_view(self._snapshot(self._setup), request.preset, found)

    def _try(self, edited: Edited, request: Trial) -> TrialReply:
        from routine.core.decide.trial import trial

        now = self._clock.now()
        self._setup, reply = self._reading_more(
            self._setup, lambda setup: trial(setup, self._state, now, request, edited, self._log_since)
        )
        return reply

    def _snapshot(self, setup: Setup) -> Snapshot:
        return Snapshot(setup, self._state, self._clock.now())

    def takes_long(self, query: Query, most: int | None = None) -> bool:
        """Whether a query is to be answered beside, on the same state, so that nobody's answer waits for it.

        `most`: how many times to go through are no long work; None: a few.
        """
        from routine.core.views.size import QUICK, size

        now = self._clock.now()
        try:
            self._setup, work = self._reading_more(
                self._setup, lambda setup: size(Snapshot(setup, self._state, now), query)
            )
        except RoutineError:
            return False  # what is wrong with it is said at once
        return work > (QUICK if most is None else most)

    # --- queries -------------------------------------------------------------------------------------------------

    def _query(self, query: Query) -> QueryReply:
        now, tried = self._clock.now(), Edited()
        if isinstance(query, ReviewQuery) and query.edits:
            tried = self._own_files.tried(query.edits)
        self._setup, reply = self._reading_more(
            self._setup, lambda setup: answer(Snapshot(with_edits(setup, tried), self._state, now), query, self._log)
        )
        return self._with_problems(reply) if isinstance(query, StatusQuery) else reply

    def _with_problems(self, reply: QueryReply) -> QueryReply:
        from routine.core.requests.replies.status import StatusReply

        if not isinstance(reply, StatusReply):
            raise TypeError("a status is answered by a status")
        return replace(reply, problems=(*reply.problems, *self.problems))

    def take_performance(self) -> Performance:
        """What is to be heard now, once, and what a running session wishes meanwhile."""
        effects, self._effects = self._effects, ()
        session = self._state.session
        if session is None:
            return Performance(effects)
        music = session.step.music and session.phase == "running" and session.paused is None
        return Performance(effects, awake=True, music=music)

    # --- what follows from the state -----------------------------------------------------------------------------

    def notices(self) -> tuple[tuple[Notice, ...], Mapping[str, Delivery]]:
        """What should be showing now, and what is known of its delivery."""
        from routine.core.notices.wanted import wanted

        now = self._clock.now()
        self._setup, found = self._reading_more(self._setup, lambda setup: wanted(Snapshot(setup, self._state, now)))
        return found, self._state.notices.deliveries

    def wakes(self) -> dict[str, datetime]:
        """The next instant (UTC) at which each routine, or a notice or pause, needs a tick."""
        now = self._clock.now()
        self._setup, found = self._reading_more(self._setup, lambda setup: self._all_wakes(setup, self._state, now))
        return found

    def _all_wakes(self, setup: Setup, state: State, now: Now) -> dict[str, datetime]:
        from routine.core.decide.time import all_wakes

        return all_wakes(Snapshot(setup, state, now))


def _same(new: State, old: State) -> bool:
    """Whether nothing worth a write changed: the clocks' mark alone need not survive a restart."""
    return replace(new, clocks=old.clocks) == old


def _note_failure(what: str, error: Exception) -> None:
    import logging  # here: a command that goes well pays nothing for it

    logging.getLogger(__name__).info(what, exc_info=error)
