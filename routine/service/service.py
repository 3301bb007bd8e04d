"""Load, decide, commit, say what is to be performed: the one way in, for the daemon and a command without one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from routine.core.config.setup import Setup
from routine.core.config.tried_presets import Edited, with_edits
from routine.core.decide.query import answer
from routine.core.errors import RoutineError, StoreError
from routine.core.requests.commands import Command, Greet
from routine.core.requests.edits import Edit
from routine.core.requests.queries import OfFiles, Query, Request, ReviewQuery, StatusQuery
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
from routine.service.presets_on_demand import PresetsOnDemand
from routine.service.profile_answers import NotedAnswers
from routine.service.user_files import UserFiles

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
        self._user_files = UserFiles(editor, self._command)
        self._after_press, self._noted = AfterPress(login, browser), NotedAnswers(note)
        self._files = files
        self._clock = clock
        self._state = store.load()
        self._setup = files.read(self._enabled(), sparing=True)
        self._effects: tuple[Effect, ...] = ()
        self._presets = PresetsOnDemand(files)

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
        own = (self._history.problem, self._noted.problem, *(one.text for one in self._presets.not_kept))
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
            reply: ServiceReply = self._user_files.answer(request, self._look, self._log_since)
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
            command = replace(command, kept=self._files.kept(), behind=self._store.behind)
        if isinstance(command, Reload | Welcome):
            setup = self._files.read(self._enabled(), sparing=True)
        setup, decision = self._worked(setup, lambda setup: self._decided(setup, command, now))
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

    def _worked(self, setup: Setup, work: Callable[[Setup], _T]) -> tuple[Setup, _T]:
        return self._presets.worked(setup, self._enabled(), work, self._time_passes)

    def _look(self, work: Callable[[Snapshot], _T]) -> _T:
        """What `work` makes of what is known now."""
        now = self._clock.now()
        self._setup, found = self._worked(self._setup, lambda setup: work(Snapshot(setup, self._state, now)))
        return found

    def _time_passes(self, setup: Setup) -> None:
        """What is done without being asked, on trial: nothing comes of it."""
        from routine.core.decide.ticks_and_wakes import all_wakes
        from routine.core.notices.wanted import wanted

        now = self._clock.now()
        after = Snapshot(setup, self._decided(setup, Tick(), now).state, now)
        wanted(after)
        all_wakes(after)

    def tell_faulty(self) -> bool:
        """Have a notice name the routines that were left out since; whether there were any. Raises StoreError."""
        untold = self._presets.take_untold()
        if untold:
            self._command(Reload())
        return untold

    def _commit(self, state: State, *, settled: bool = True) -> None:
        """Make the state durable (`settled`: as in ports)."""
        self._state = self._history.commit(state, settled=settled)

    def tidy(self) -> None:
        """Settle the state, bring the outbox to the log, answers to the profile; what fails, at the next time again."""
        self._write_profile()
        self._presets.keep_copies(self._setup, self._enabled(), self._time_passes)
        self._history.write(self._state)

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

    # --- queries -------------------------------------------------------------------------------------------------

    def takes_long(self, query: Query, most: int | None = None) -> bool:
        """Whether a query is to be answered beside, on the same state, so that nobody's answer waits for it.

        `most`: how many times to go through are no long work; None: a few.
        """
        from routine.core.views.query_work import QUICK, size

        try:
            work = self._look(lambda seen: size(seen, query))
        except RoutineError:
            return False  # what is wrong with it is said at once
        return work > (QUICK if most is None else most)

    def _query(self, query: Query) -> QueryReply:
        tried = self._user_files.tried(query.edits if isinstance(query, ReviewQuery) else ())
        reply = self._look(lambda seen: answer(_edited(seen, tried), query, self._log))
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
        return Performance(effects, awake=session is not None, music=session is not None and session.plays_music)

    # --- what follows from the state -----------------------------------------------------------------------------

    def notices(self) -> tuple[tuple[Notice, ...], Mapping[str, Delivery]]:
        """What should be showing now, and what is known of its delivery."""
        from routine.core.notices.wanted import wanted

        return self._look(wanted), self._state.notices.deliveries

    def wakes(self) -> dict[str, datetime]:
        """The next instant (UTC) at which each routine, or a notice or pause, needs a tick."""
        from routine.core.decide.ticks_and_wakes import all_wakes

        return self._look(all_wakes)


def _edited(seen: Snapshot, tried: Edited) -> Snapshot:
    return Snapshot(with_edits(seen.files, tried), seen.state, seen.now) if tried.presets else seen


def _same(new: State, old: State) -> bool:
    """Whether nothing worth a write changed: the clocks' mark alone need not survive a restart."""
    return replace(new, clocks=old.clocks) == old
