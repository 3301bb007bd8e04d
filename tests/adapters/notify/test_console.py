"""Notices on a terminal."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import pty
from collections.abc import Iterator
from typing import TextIO

import pytest

from routine.adapters.notify.console import ConsoleNotifier
from routine.core.state.notice import Notice
from routine.ports.notifier import NotifierError, Shown
from tests.adapters.notify.recording_listener import RecordingListener
from tests.failing import fails

NOTICE = Notice(id="n1", title="Sunscreen", body="Reapply.\nTwo fingers.", commands=("routine done spf",))


@pytest.fixture
def terminal() -> Iterator[tuple[TextIO, int]]:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as stream:
        yield stream, ours
    os.close(ours)


def shown_on(stream: TextIO, notice: Notice = NOTICE) -> Shown:
    async def scenario() -> Shown:
        notifier = ConsoleNotifier(stream)
        await notifier.connect(RecordingListener())
        return await notifier.show(notice, "")

    return asyncio.run(scenario())


def test_a_notice_and_its_commands_are_printed() -> None:
    stream = io.StringIO()
    shown_on(stream)
    assert (
        stream.getvalue()
        == "Sunscreen\n  Reapply.\n  Two fingers.\n  To answer, type in a terminal:\n  routine done spf\n"
    )


def test_on_a_terminal_it_counts_as_confirmed(terminal: tuple[TextIO, int]) -> None:
    assert shown_on(terminal[0]).confirmed


def test_in_a_file_it_does_not() -> None:
    assert not shown_on(io.StringIO()).confirmed


def test_a_terminal_that_hung_up_is_an_error_not_a_confirmation() -> None:
    ours, theirs = pty.openpty()
    stream = os.fdopen(theirs, "w", encoding="utf-8")
    os.close(ours)
    with fails(NotifierError, "cannot be written to"):
        shown_on(stream)
    with contextlib.suppress(OSError):
        stream.close()  # tries once more to write


def test_a_closed_stream_is_an_error() -> None:
    stream = io.StringIO()
    stream.close()
    with fails(NotifierError, "closed"):
        shown_on(stream)


def test_no_text_can_steer_the_terminal() -> None:
    stream = io.StringIO()
    shown_on(stream, Notice(id="n1", title="a\x1b]0;owned\x07", body="b\x9b2Jc\rd"))
    assert stream.getvalue() == "a ]0;owned\n  b 2Jc d\n"


def test_a_terminal_that_cannot_show_a_letter_shows_a_question_mark() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    shown_on(stream, Notice(id="n1", title="Crème", body=""))
    assert raw.getvalue() == b"Cr?me\n"
