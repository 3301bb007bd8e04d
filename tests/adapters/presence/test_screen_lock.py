"""A locked screen, as screen savers and logind tell of it: heard at once, and over with who told of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.adapters.presence.presence_harness import A_SESSION, LOGIND, SESSION, PresenceHarness, Test


@pytest.mark.parametrize("whose", ["freedesktop", "gnome", "mate", "xfce", "cinnamon"])
def test_a_screen_saver_that_locks_and_unlocks_is_heard(play: Callable[[Test], None], whose: str) -> None:
    name = f"org.{whose}.ScreenSaver"
    path = "/" + name.replace(".", "/")

    async def test(harness: PresenceHarness) -> None:
        saver = await harness.service(name)
        saver.answers[(name, "GetActive")] = ("b", (False,))
        assert await harness.start() == frozenset()
        for active in (True, False):
            saver.answers[(name, "GetActive")] = ("b", (active,))
            await saver.tell(path, name, "ActiveChanged", "b", active)
            await (harness.until("locked") if active else harness.until())

    play(test)


def test_the_lock_that_logind_knows_of_is_heard_whichever_session_it_is(play: Callable[[Test], None]) -> None:
    async def test(harness: PresenceHarness) -> None:
        logind = await harness.service(LOGIND)
        logind.answers[(SESSION, "LockedHint")] = ("b", True)
        assert await harness.start() == {"locked"}
        await logind.set(A_SESSION, SESSION, "LockedHint", False)
        await harness.until()
        await logind.set("/org/freedesktop/login1/session/_35", SESSION, "LockedHint", True)
        await harness.until("locked")

    play(test)


def test_a_lock_ends_with_the_service_that_told_of_it(play: Callable[[Test], None]) -> None:
    """A screen saver that crashed locks nothing, and its next start is asked anew."""
    name = "org.freedesktop.ScreenSaver"

    async def test(harness: PresenceHarness) -> None:
        saver = await harness.service(name)
        saver.answers[(name, "GetActive")] = ("b", (True,))
        assert await harness.start() == {"locked"}
        await saver.leave()
        await harness.until()
        again = await harness.service()
        again.answers[(name, "GetActive")] = ("b", (True,))
        await again.own(name)
        await harness.until("locked")

    play(test)
