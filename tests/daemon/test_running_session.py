"""What a session gets from the daemon: its wake on the loop's own timer, its parts, and what is missing told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime

from routine.core.errors import StoreError
from routine.core.requests.reports import Outputs
from routine.core.state.session import Effect, Part, Performance, Say
from routine.daemon.running_session import RunningSession
from routine.daemon.session_sounds import SessionSounds
from routine.ports.outputs import Probed

THEN = datetime(2026, 11, 27, 20, 30, tzinfo=UTC)
AWAKE = Performance(awake=True)


class FakeSounds(SessionSounds):
    """Notes what it is to do. `missing`: what its look finds wrong; `hangs`: it never finds out."""

    def __init__(self, *missing: Part, hangs: bool = False) -> None:
        self.missing, self.hangs = missing, hangs
        self.heard: list[Effect] = []
        self.wishes: list[tuple[bool, bool]] = []
        self.closed = False
        self.looks = 0

    def perform(self, effects: Iterable[Effect]) -> None:
        self.heard += effects

    def want(self, inhibit: bool, music: bool) -> None:
        self.wishes.append((inhibit, music))

    async def probe(self) -> dict[Part, Probed]:
        if self.hangs:
            await asyncio.Event().wait()
        return {
            "sound": Probed(),
            **{part: Probed(problem="gone", cause="org.freedesktop.x refused") for part in self.missing},
        }

    async def probe_heard(self) -> dict[Part, Probed]:
        self.looks += 1
        return {part: one for part, one in (await self.probe()).items() if part in ("voice", "sound")}

    async def close(self) -> None:
        self.closed = True


class RunningSessionHarness:
    """A RunningSession and its surroundings; `in_s`: how far each wake is away. `restarted`: a session ran before."""

    def __init__(self, *performers: FakeSounds, restarted: bool = False) -> None:
        self.performers = list(performers)
        self.asked: list[Outputs] = []
        self.ticks = 0
        self.in_s = 60.0
        self.broken = False
        self.known: list[int] = []  # how much had been told each time
        self.session = RunningSession(
            lambda: self.performers.pop(0), self.ask, self.tick, lambda _: self.in_s, self.note, first_look_s=0.02
        )
        if not restarted:
            self.session.follow(Performance(), None)

    def note(self) -> None:
        self.known.append(len(self.asked))

    async def ask(self, outputs: Outputs) -> None:
        self.asked.append(outputs)
        if self.broken:
            raise StoreError("the disk is full")

    def tick(self) -> None:
        self.ticks += 1


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def live(scenario: Callable[[], Awaitable[None]]) -> None:
    async def run() -> None:
        await scenario()

    asyncio.run(run())


def test_what_is_missing_is_told_once_it_is_known() -> None:
    async def scenario() -> None:
        harness = RunningSessionHarness(FakeSounds("voice"))
        harness.session.follow(AWAKE, None)
        await settle()
        assert harness.asked == [Outputs(("voice",))]

    live(scenario)


def test_that_nothing_is_missing_any_more_is_told_too() -> None:
    """After a restart of the daemon, with the voice installed meanwhile."""

    async def scenario() -> None:
        harness = RunningSessionHarness(FakeSounds(), restarted=True)
        harness.session.follow(AWAKE, None)
        await settle()
        assert harness.asked == [Outputs((), midway=True)]

    live(scenario)


def test_a_look_that_hangs_delays_neither_words_nor_wakes() -> None:
    async def scenario() -> None:
        sounds = FakeSounds(hangs=True)
        harness = RunningSessionHarness(sounds)
        harness.in_s = 0.0
        harness.session.follow(Performance((Say("Wash."),), awake=True), THEN)
        await settle()
        assert sounds.heard == [Say("Wash.")]
        assert harness.ticks == 1
        await harness.session.close()

    live(scenario)


def test_it_begins_until_what_is_missing_was_told() -> None:
    """A sound check that is shown before would be gone a moment later where nothing is heard."""

    async def scenario() -> None:
        harness = RunningSessionHarness(FakeSounds("voice"))
        assert not harness.session.begins
        harness.session.follow(AWAKE, None)
        assert harness.session.begins
        await settle()
        assert not harness.session.begins
        assert harness.known == [1]

    live(scenario)


def test_a_look_that_hangs_does_not_keep_the_session_from_the_screen() -> None:
    async def scenario() -> None:
        harness = RunningSessionHarness(FakeSounds(hangs=True))
        harness.session.follow(AWAKE, None)
        async with asyncio.timeout(60):
            while harness.session.begins:
                await asyncio.sleep(0.01)
        assert harness.known == [0]
        await harness.session.close()

    live(scenario)


def test_a_full_disk_does_not_break_the_telling() -> None:
    async def scenario() -> None:
        harness = RunningSessionHarness(FakeSounds("voice"))
        harness.broken = True
        harness.session.follow(AWAKE, None)
        await settle()
        assert harness.asked

    live(scenario)


def test_a_wake_that_moved_is_not_served_twice() -> None:
    async def scenario() -> None:
        harness = RunningSessionHarness(FakeSounds())
        harness.in_s = 0.0
        for _ in range(5):
            harness.session.follow(AWAKE, THEN)
        await settle()
        assert harness.ticks == 1

    live(scenario)


def test_each_session_has_its_own_parts_and_the_end_lets_go() -> None:
    async def scenario() -> None:
        first, second = FakeSounds(), FakeSounds()
        harness = RunningSessionHarness(first, second)
        harness.session.follow(AWAKE, None)
        harness.session.follow(Performance((Say("Finished."),)), None)
        assert first.wishes[-1] == (False, False)
        assert first.heard == [Say("Finished.")]
        harness.session.follow(AWAKE, None)
        await settle()
        assert (first.closed, second.closed) == (True, False)
        await harness.session.close()
        assert second.closed

    live(scenario)


def test_a_voice_that_is_lost_on_the_way_is_told_while_the_session_runs() -> None:
    async def scenario() -> None:
        sounds = FakeSounds()
        harness = RunningSessionHarness(sounds)
        harness.session.follow(AWAKE, None)
        await settle()
        sounds.missing = ("voice",)
        sounds.upset()
        await settle()
        assert harness.asked == [Outputs(()), Outputs(("voice",), midway=True)]
        harness.session.follow(Performance(), None)
        await settle()
        sounds.missing = ()
        sounds.upset()
        await settle()
        assert len(harness.asked) == 2  # once it is over nobody looks any more

    live(scenario)
