"""Looks whether a guided session can be heard and keeps the machine awake, and lets it be heard: for the doctor."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from routine.core.state.session import Chime, Say
from routine.daemon.doctor.notices import Found
from routine.daemon.session_sounds import SessionSounds
from routine.ports.outputs import Probed

_log = logging.getLogger(__name__)

_REMEDY = "Sessions work without it. Each step is shown in its notification."
_WORDS = "This is Routine. If you can hear me, sound works."
#: Two short sentences, also by a voice that has to be loaded first.
_PATIENCE_S = 30.0


def probe(build: Callable[[], SessionSounds]) -> list[Found]:
    """Look at voice, sound, staying awake and music; nothing is heard. Not to be called in an event loop."""

    async def look() -> list[Found]:
        sounds = build()
        try:
            return [_found(part, probed) for part, probed in (await sounds.probe()).items()]
        finally:
            await sounds.close()

    return asyncio.run(look())


def send_test(build: Callable[[], SessionSounds]) -> Found:
    """Have a chime and one sentence heard. Not to be called in an event loop."""
    return asyncio.run(_send_test(build()))


async def _send_test(sounds: SessionSounds) -> Found:
    try:
        async with asyncio.timeout(_PATIENCE_S):
            await sounds.perform_to_the_end((Chime("step-end"), Say(_WORDS)))
        failed = sounds.facts().failed
    except TimeoutError:
        failed = {"sound": f"the test did not end within {_PATIENCE_S:g} seconds"}
    finally:
        await sounds.close()
    if failed:
        return Found("test sound", False, "; ".join(dict.fromkeys(failed.values())), _REMEDY)
    return Found("test sound", True, "played. Check that you heard a chime and a sentence.")


def _found(part: str, probed: Probed) -> Found:
    if probed.cause:
        _log.info("doctor: %s (%s)", part, probed.in_log)
    if probed.problem:
        return Found(part, False, probed.problem, probed.remedy or _REMEDY)
    return Found(part, True, probed.state)
