"""Files that were changed by hand are read again: at the next look, and before the next command."""

from __future__ import annotations

import asyncio

import pytest

from routine.core.errors import StoreError
from routine.core.requests.commands import Done
from routine.core.requests.edits import Edit, UnsetSetting
from routine.core.requests.queries import Request
from routine.core.requests.reports import Reload
from routine.daemon.changed_files import ChangedFiles


class Files:
    """Somebody's files: `stamp` is another after each change, `read` counts how often they were read again."""

    def __init__(self) -> None:
        self.stamp, self.read, self.fails, self.changes_again = 1, 0, False, False
        self.changed = ChangedFiles(lambda: self.stamp, self._ask)

    async def _ask(self, reload: Reload) -> None:
        self.read += 1
        if self.changes_again:
            self.stamp, self.changes_again = self.stamp + 1, False
        if self.fails:
            raise StoreError("cannot be read")

    async def command(self, call: Request) -> None:
        """One is given, and answered; an edit writes them first."""
        await self.changed.answered(call, self._answer)

    async def _answer(self, call: Request) -> None:
        if isinstance(call, Edit):
            self.stamp += 1
        if isinstance(call, Reload | Edit) and self.fails:
            raise StoreError("the disk is full")


async def _a_moment() -> None:
    for _ in range(3):
        await asyncio.sleep(0)


def test_a_look_reads_them_once_where_they_changed_and_not_again() -> None:
    async def scenario() -> None:
        files = Files()
        files.changed.look()
        await _a_moment()
        assert files.read == 0
        files.stamp = 2
        files.changed.look()
        await _a_moment()
        files.changed.look()
        await _a_moment()
        assert files.read == 1

    asyncio.run(scenario())


def test_a_command_waits_until_they_are_read() -> None:
    async def scenario() -> None:
        files = Files()
        await files.command(Done(("spf",)))
        assert files.read == 0
        files.stamp = 2
        await files.command(Done(("spf",)))
        assert files.read == 1

    asyncio.run(scenario())


def test_a_reload_reads_them_itself() -> None:
    async def scenario() -> None:
        files = Files()
        files.stamp = 2
        await files.command(Reload())
        files.changed.look()
        await _a_moment()
        assert files.read == 0

    asyncio.run(scenario())


def test_what_could_not_be_read_is_tried_again() -> None:
    async def scenario() -> None:
        files = Files()
        files.stamp, files.fails = 2, True
        await files.command(Done(("spf",)))
        files.fails = False
        await files.command(Done(("spf",)))
        assert files.read == 2

    asyncio.run(scenario())


def test_what_is_changed_while_they_are_read_is_read_too() -> None:
    async def scenario() -> None:
        files = Files()
        files.stamp, files.changes_again = 2, True
        await files.command(Done(("spf",)))
        assert files.read == 1
        await files.command(Done(("spf",)))
        await files.command(Done(("spf",)))
        assert files.read == 2

    asyncio.run(scenario())


def test_what_an_edit_wrote_and_read_itself_is_not_read_once_more() -> None:
    async def scenario() -> None:
        files = Files()
        await files.command(Edit((UnsetSetting("quiet"),)))
        files.changed.look()
        await _a_moment()
        assert files.read == 0

    asyncio.run(scenario())


@pytest.mark.parametrize("call", [Reload(), Edit((UnsetSetting("quiet"),))])
def test_what_could_not_be_taken_up_when_it_was_asked_for_is_taken_up_at_the_next_look(call: Request) -> None:
    """A disk that was full just then left the daemon with the answers and presets of before for good."""

    async def scenario() -> None:
        files = Files()
        files.stamp, files.fails = 2, True
        with pytest.raises(StoreError):
            await files.command(call)
        before, files.fails = files.read, False
        files.changed.look()
        await _a_moment()
        assert files.read == before + 1

    asyncio.run(scenario())
