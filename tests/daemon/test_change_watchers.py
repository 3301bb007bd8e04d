"""Who follows what changes is told at once, waits for a bounded time, and holds up nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from routine.core.requests.commands import Done, PauseCommand, RefillStock, SessionStart, Skip
from routine.core.requests.queries import Watch
from routine.core.requests.replies.watch import WatchReply
from routine.core.requests.reports import Reload, Tick
from routine.core.views.changed import SUBJECTS
from routine.daemon.change_watchers import Watchers
from tests.builders import World, a_preset, a_schedule

_BEGIN = 1000


def _following(world: World, watchers: Watchers) -> Callable[[], None]:
    def look() -> None:
        watchers.look(world.state, world.simulation.service.setup)

    look()
    return look


def _run(watch: Callable[[], Awaitable[None]]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(60):
            await watch()

    asyncio.run(bounded())


async def _soon(count: int, watchers: Watchers) -> list[asyncio.Task[WatchReply]]:
    """So many watchers that wait."""
    found = [asyncio.create_task(watchers.watch(Watch(watchers.revision))) for _ in range(count)]
    await asyncio.sleep(0)
    return found


def test_everybody_who_waits_is_told_at_once_what_changed() -> None:
    """An answer shows on every page that is open."""

    async def watch() -> None:
        world = World(a_preset("spf"), a_preset("mask", a_schedule("20:30")))
        watchers = Watchers(_BEGIN)
        look = _following(world, watchers)
        world.to("08:00")
        look()
        waiting = await _soon(3, watchers)
        world.ask(Done(("spf",)))
        look()
        for reply in await asyncio.gather(*waiting):
            assert reply.revision == watchers.revision > _BEGIN
            assert reply.routines == ("spf",)
            assert {"today", "plan", "log"} <= set(reply.subjects)
            assert not {"visits", "profile", "settings", "session"} & set(reply.subjects)

    _run(watch)


def test_what_nobody_sees_is_no_change() -> None:
    """A tick that finds nothing to do, or a notice that was delivered, wakes nobody."""
    world = World(a_preset("spf"))
    watchers = Watchers(_BEGIN)
    look = _following(world, watchers)
    world.ask(Tick())
    look()
    world.ask(Reload())
    look()
    assert watchers.revision == _BEGIN
    world.to("08:00")
    look()
    assert watchers.revision == _BEGIN + 1


def test_a_product_that_was_opened_is_told() -> None:
    """Nothing else tells of it: it is no entry of the log."""

    async def watch() -> None:
        world = World(a_preset("spf"))
        watchers = Watchers(_BEGIN)
        look = _following(world, watchers)
        world.ask(RefillStock("spf", opened="today", keeps="12M"))
        look()
        reply = await watchers.watch(Watch(_BEGIN))
        assert (reply.subjects, reply.routines) == (("supplies",), ("spf",))

    _run(watch)


def test_who_comes_late_is_told_all_that_they_missed() -> None:
    """A page that was busy asks about the revision that it knows."""

    async def watch() -> None:
        world = World(a_preset("spf"), a_preset("mask", a_schedule("20:30")))
        watchers = Watchers(_BEGIN)
        look = _following(world, watchers)
        for command in (PauseCommand(), Skip(("mask",), next=True), SessionStart("spf")):
            world.ask(command)
            look()
        reply = await watchers.watch(Watch(_BEGIN))
        assert reply.routines == ("mask",)
        assert {"status", "session", "today"} <= set(reply.subjects)
        assert not reply.all

    _run(watch)


@pytest.mark.parametrize("revision", [0, _BEGIN - 1, _BEGIN + 99])
def test_a_revision_of_another_run_means_that_anything_may_have_changed(revision: int) -> None:
    """The daemon was started again under the page."""

    async def watch() -> None:
        reply = await Watchers(_BEGIN).watch(Watch(revision))
        assert reply == WatchReply(revision=_BEGIN, subjects=SUBJECTS, all=True)

    _run(watch)


def test_after_more_changes_than_are_remembered_anything_may_have_changed() -> None:
    """What is remembered is bounded."""

    async def watch() -> None:
        watchers = Watchers(_BEGIN)
        for _ in range(200):
            watchers.tell("status")
        assert (await watchers.watch(Watch(_BEGIN))).all
        reply = await watchers.watch(Watch(watchers.revision - 5))
        assert (reply.all, reply.subjects) == (False, ("status",))

    _run(watch)


def test_nothing_changes_and_the_wait_ends_by_itself() -> None:
    """A connection is never silent for longer than its client bears."""

    async def watch() -> None:
        watchers = Watchers(_BEGIN, longest_s=0.01)
        assert await watchers.watch(Watch(_BEGIN)) == WatchReply(revision=_BEGIN)

    _run(watch)


def test_one_too_many_lets_the_oldest_go() -> None:
    """However many tabs are open, connections remain for commands."""

    async def watch() -> None:
        watchers = Watchers(_BEGIN, most=2)
        oldest, *others = await _soon(3, watchers)
        assert await oldest == WatchReply(revision=_BEGIN)
        assert not any(one.done() for one in others)
        watchers.close()
        await asyncio.gather(*others)

    _run(watch)


def test_a_daemon_that_stops_keeps_nobody_waiting() -> None:
    """Its end takes no 25 seconds, also for who asks meanwhile."""

    async def watch() -> None:
        watchers = Watchers(_BEGIN, longest_s=3600)
        waiting = await _soon(2, watchers)
        watchers.close()
        await asyncio.gather(*waiting)
        assert await watchers.watch(Watch(_BEGIN)) == WatchReply(revision=_BEGIN)

    _run(watch)


def test_who_left_is_forgotten() -> None:
    """A tab that was closed leaves nothing behind."""

    async def watch() -> None:
        watchers = Watchers(_BEGIN, most=1)
        [gone] = await _soon(1, watchers)
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        [stays] = await _soon(1, watchers)
        await asyncio.sleep(0)
        assert not stays.done()
        watchers.close()
        await stays

    _run(watch)
