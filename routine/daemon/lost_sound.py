"""Tells a session what of voice and sound is lost while it runs, and when it is back: eyes may be closed."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping

from routine.core.state.session import Part
from routine.daemon.session_sounds import SessionSounds, missing_parts
from routine.ports.outputs import Probed

Found = Mapping[Part, Probed]

#: What was lost is looked for so often: starting a player costs a tenth of a second.
_AGAIN_S = 5.0


async def watch_sound(
    sounds: SessionSounds, found: Found, tell: Callable[[Found], Awaitable[None]], again_s: float = _AGAIN_S
) -> None:
    """Look again whenever something was heard no more, or was again; and every `again_s` for what was lost.

    `found`: what was found before the session went on, which is told already. Runs until it is cancelled.
    """
    first = known = frozenset(missing_parts(found))
    upset = asyncio.Event()
    sounds.upset = upset.set
    while True:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(again_s if known - first else None):
                await upset.wait()
        upset.clear()
        found = {**found, **await sounds.probe_heard()}
        if known != (known := frozenset(missing_parts(found))):
            await tell(found)
