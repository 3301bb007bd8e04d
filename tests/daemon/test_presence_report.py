"""What the daemon tells the service of presence: when it changes, calmly, and until it was saved."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from routine.core.errors import StoreError
from routine.core.requests.reports import PresenceTold
from routine.core.state.presence import Away
from routine.daemon.presence_report import PresenceReport


class FakePresenceWatch:
    """A watch whose word a test sets."""

    watched = ("a desktop",)

    def __init__(self, *away: Away, hangs: bool = False) -> None:
        self.away = frozenset(away)
        self.due = True
        self.closed, self.looks, self._hangs = False, 0, hangs
        self.changed: Callable[[], None] = lambda: None

    async def start(self, changed: Callable[[], None]) -> None:
        self.changed = changed
        if self._hangs:
            await asyncio.Event().wait()

    async def look(self) -> None:
        self.looks += 1

    def close(self) -> None:
        self.closed = True

    def says(self, *away: Away) -> None:
        """Tell a change."""
        self.away = frozenset(away)
        self.changed()


class RecordingService:
    """Notes what it was told; `full`: it cannot save."""

    def __init__(self) -> None:
        self.told: list[tuple[Away, ...]] = []
        self.full = False
        self.news = asyncio.Event()

    async def ask(self, command: PresenceTold) -> None:
        if self.full:
            raise StoreError("cannot save", "make room")
        self.told.append(command.away)
        self.news.set()


def play(
    test: Callable[[PresenceReport, FakePresenceWatch, RecordingService], Awaitable[None]], desktop: FakePresenceWatch
) -> None:
    async def run() -> None:
        service = RecordingService()
        report = PresenceReport(desktop, service.ask, first_look_s=0.05, calm_s=0.0)
        await report.start()
        await test(report, desktop, service)
        report.stop()
        assert desktop.closed

    asyncio.run(run())


def test_the_first_look_is_told_whatever_it_is() -> None:
    """Before a restart it may have been otherwise."""

    async def test(report: PresenceReport, _: FakePresenceWatch, service: RecordingService) -> None:
        assert service.told == [()]

    play(test, FakePresenceWatch())


def test_a_change_is_told_once_however_often_it_flickers() -> None:
    async def test(report: PresenceReport, desktop: FakePresenceWatch, service: RecordingService) -> None:
        service.news.clear()
        for _ in range(100):
            desktop.says("do-not-disturb")
            desktop.says()
        desktop.says("do-not-disturb")
        await asyncio.wait_for(service.news.wait(), 10)
        assert service.told == [(), ("do-not-disturb",)]
        assert report.facts().away == ("do-not-disturb",)

    play(test, FakePresenceWatch())


def test_what_could_not_be_saved_is_told_again_at_the_next_heartbeat() -> None:
    async def test(report: PresenceReport, desktop: FakePresenceWatch, service: RecordingService) -> None:
        service.full = True
        desktop.away = frozenset({"locked"})
        report.look()
        while desktop.looks < 1:
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert service.told == [()]
        service.full = False
        service.news.clear()
        report.look()
        await asyncio.wait_for(service.news.wait(), 10)
        assert service.told == [(), ("locked",)]

    play(test, FakePresenceWatch())


def test_a_heartbeat_with_nothing_to_look_at_wakes_nobody() -> None:
    async def test(report: PresenceReport, desktop: FakePresenceWatch, service: RecordingService) -> None:
        desktop.due = False
        before = asyncio.all_tasks()
        report.look()
        assert asyncio.all_tasks() == before and desktop.looks == 0

    play(test, FakePresenceWatch())


def test_after_the_clock_was_set_it_is_told_anew() -> None:
    async def test(report: PresenceReport, _: FakePresenceWatch, service: RecordingService) -> None:
        service.news.clear()
        report.look_anew()
        await asyncio.wait_for(service.news.wait(), 10)
        assert service.told == [("locked",), ("locked",)]

    play(test, FakePresenceWatch("locked"))


def test_a_desktop_that_hangs_does_not_hold_up_the_start() -> None:
    async def test(report: PresenceReport, _: FakePresenceWatch, service: RecordingService) -> None:
        assert service.told == [()]

    play(test, FakePresenceWatch(hangs=True))


def test_where_nothing_watches_notices_are_seen() -> None:
    async def run() -> None:
        service = RecordingService()
        report = PresenceReport(None, service.ask)
        await report.start()
        report.look()
        assert service.told == [()] and report.facts().watched == ()
        report.stop()

    asyncio.run(run())


def test_on_another_desktop_the_watch_begins_anew_and_what_it_says_is_told() -> None:
    async def test(report: PresenceReport, desktop: FakePresenceWatch, service: RecordingService) -> None:
        began: list[bool] = []
        start = desktop.start

        async def again(changed: Callable[[], None]) -> None:
            began.append(desktop.closed)
            await start(changed)

        desktop.start = again  # type: ignore[method-assign] # to see that it was closed before
        desktop.away = frozenset({"locked"})
        await report.start_over()
        assert (began, service.told) == ([True], [(), ("locked",)])
        await report.start_over()
        assert service.told == [(), ("locked",)]  # no news

    play(test, FakePresenceWatch())


def test_a_report_under_way_is_given_up_on_another_desktop() -> None:
    """What the one before said means nothing any more."""

    async def test(report: PresenceReport, desktop: FakePresenceWatch, service: RecordingService) -> None:
        looked = asyncio.Event()

        async def never() -> None:
            looked.set()
            await asyncio.Event().wait()

        desktop.look = never  # type: ignore[method-assign] # a desktop that hangs
        report.look()
        await looked.wait()
        [task] = report._tasks._tasks
        await report.start_over()
        assert task.cancelled() or task.cancelling()

    play(test, FakePresenceWatch())


def test_a_watch_that_breaks_leaves_everything_to_be_seen() -> None:
    """The notifier is looked for after this: without it, no reminder would ever show."""

    class Broken(FakePresenceWatch):
        async def start(self, changed: Callable[[], None]) -> None:
            raise OSError("of another user")

    async def test(_: PresenceReport, __: FakePresenceWatch, service: RecordingService) -> None:
        assert service.told == [()]

    play(test, Broken())


def test_a_state_that_cannot_take_the_first_report_holds_up_nothing() -> None:
    async def run() -> None:
        async def broken(_: PresenceTold) -> None:
            raise KeyError("a mistake")

        report = PresenceReport(FakePresenceWatch(), broken)
        await report.start()
        report.stop()

    asyncio.run(run())
