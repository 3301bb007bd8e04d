"""The portable fallback: what it may not say, and what it may not claim."""

from __future__ import annotations

import asyncio
import os
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routine.adapters.notify.plyer import PlyerNotifier, safe_texts
from routine.core.state.notice import Notice
from routine.ports.notifier import NotifierError, Shown
from tests.adapters.notify.recording_listener import RecordingListener
from tests.failing import fails

needs_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="notify-send is Linux's")


def a_notice(title: str = "Sunscreen", body: str = "Reapply.", commands: tuple[str, ...] = ()) -> Notice:
    return Notice(id="n1", title=title, body=body, commands=commands)


def shown_by(notify: Callable[..., None], notice: Notice | None = None) -> Shown:
    async def scenario() -> Shown:
        notifier = PlyerNotifier(lambda: notify, "linux", answer_s=20)
        await notifier.connect(RecordingListener())
        try:
            return await notifier.show(notice or a_notice(), "")
        finally:
            await notifier.close()

    return asyncio.run(scenario())


def test_it_never_counts_as_confirmed() -> None:
    assert not shown_by(lambda **_: None).confirmed


def test_the_commands_are_said_for_there_are_no_buttons() -> None:
    said: dict[str, Any] = {}
    shown_by(said.update, a_notice(commands=("routine done spf",)))
    assert said["message"] == "Reapply.\nTo answer, type in a terminal:\nroutine done spf"


def test_it_runs_off_the_event_loop() -> None:
    threads: list[threading.Thread] = []
    shown_by(lambda **_: threads.append(threading.current_thread()))
    assert threads[0] is not threading.main_thread()


def test_what_plyer_raises_is_the_reason() -> None:
    def broken(**_: Any) -> None:
        raise NotImplementedError("No usable implementation found!")

    with fails(NotifierError, "No usable implementation"):
        shown_by(broken)


def cannot_load() -> Callable[..., None]:
    raise ImportError("no plyer here")


def test_on_linux_plyer_is_loaded_for_the_first_notice_and_what_it_lacks_is_told_then() -> None:
    async def scenario() -> None:
        notifier = PlyerNotifier(cannot_load, "linux")
        await notifier.connect(RecordingListener())
        with fails(NotifierError, "plyer cannot show notifications here, no plyer here"):
            await notifier.show(a_notice(), "")
        await notifier.close()

    asyncio.run(scenario())


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_elsewhere_connecting_tells_what_plyer_lacks(platform: str) -> None:
    with fails(NotifierError, "plyer cannot show notifications here, no plyer here"):
        asyncio.run(PlyerNotifier(cannot_load, platform).connect(RecordingListener()))


def test_it_is_loaded_once() -> None:
    loads: list[int] = []

    def load() -> Callable[..., None]:
        loads.append(1)
        return lambda **_: None

    async def scenario() -> None:
        notifier = PlyerNotifier(load, "linux")
        await notifier.connect(RecordingListener())
        for _ in range(2):
            await notifier.show(a_notice(), "")
        await notifier.close()

    asyncio.run(scenario())
    assert loads == [1]


def test_a_call_that_hangs_is_given_up_and_the_next_does_not_queue_behind_it() -> None:
    let_go = threading.Event()

    def hang(**_: Any) -> None:
        let_go.wait(10)

    async def scenario() -> None:
        notifier = PlyerNotifier(lambda: hang, "linux", answer_s=0.05)
        await notifier.connect(RecordingListener())
        with fails(NotifierError, "did not respond"):
            await notifier.show(a_notice(), "")
        with fails(NotifierError, "has not finished the notification before"):
            await notifier.show(a_notice(), "")
        let_go.set()
        await notifier.close()

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("title", "safe"),
    [("", "Routine"), ("--help", "–-help"), ("-", "–"), (" -x", "–x"), ("a'b", "a’b"), ("Egg\nmask", "Egg mask")],
)
def test_titles_on_linux(title: str, safe: str) -> None:
    assert safe_texts(a_notice(title), "linux")[0] == safe


@pytest.mark.parametrize(
    ("body", "safe"), [("-u critical", "–u critical"), ("<b>&", "&lt;b&gt;&amp;"), ("a\\nb", "a∖nb"), ("", " ")]
)
def test_texts_on_linux(body: str, safe: str) -> None:
    assert safe_texts(a_notice(body=body), "linux")[1] == safe


@given(st.text(), st.text())
def test_no_text_on_linux_begins_with_a_dash_or_holds_a_quote_backslash_or_control(title: str, body: str) -> None:
    safe_title, safe_body = safe_texts(a_notice(title, body), "linux")
    assert not set(safe_body) & {"<", ">"}
    for text in (safe_title, safe_body):
        assert text
        assert not text.startswith("-")
        assert not set(text) & {"'", "\\", "\0", "\x1b"}


@given(st.text(min_size=200), st.text(min_size=200))
def test_texts_on_windows_fit_into_a_balloon(title: str, body: str) -> None:
    found_title, found_body = safe_texts(a_notice(title, body), "win32")
    assert len(found_title.encode("utf-16-le")) <= 2 * 63
    assert len(found_body.encode("utf-16-le")) <= 2 * 255


def test_texts_on_macos_are_left_as_they_are() -> None:
    assert safe_texts(a_notice("-a", "<b>'"), "darwin") == ("-a", "<b>'")


@needs_linux
@pytest.mark.parametrize("title", ["--version", "-u", "", "a; touch x"])
def test_the_real_plyer_hands_notify_send_a_title_that_is_no_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str
) -> None:
    said = tmp_path / "said"
    program = tmp_path / "notify-send"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" "$2" > {said}\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    async def scenario() -> None:
        notifier = PlyerNotifier()
        await notifier.connect(RecordingListener())
        await notifier.show(a_notice(title, "--help"), "")
        await notifier.close()

    asyncio.run(scenario())
    first, second = said.read_text().splitlines()
    assert not first.startswith("-")
    assert first
    assert second == "–-help"
