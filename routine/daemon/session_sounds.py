"""Plays what a session wants heard: chimes, words, music that fades; and keeps the machine awake. It holds nothing up.

How late a word may still be said is in `late_speech`. A voice that hangs or fails is told of in `facts`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping

from msgspec import Struct

from routine.core.state.session import Chime, Effect, Part, Say
from routine.daemon.late_speech import EffectQueue
from routine.ports.outputs import Inhibitor, OutputError, Probed, Sound, Voice

_log = logging.getLogger(__name__)

#: A voice that has to be loaded first takes seconds on a slow machine; what takes longer hangs.
_PROBE_S = 15.0
_BROKEN = "{part} does not work because of an internal error"


class Performing(Struct, frozen=True):
    """What is done now; `failed`: what last went wrong with each part, by its name."""

    awake: bool
    music: bool
    speaking: bool
    failed: dict[str, str]


class SessionSounds:
    """To be used in the event loop. `music`: the user's file or folder, or "" for none; it may be changed at any time.

    `later` is `call_later` of the loop, for tests.
    """

    def __init__(
        self,
        voice: Voice,
        sound: Sound,
        inhibitor: Inhibitor,
        music: str = "",
        later: Callable[[float, Callable[[], object]], asyncio.TimerHandle] | None = None,
    ) -> None:
        self._voice, self._sound, self._inhibitor = voice, sound, inhibitor
        self.music = music
        # The last words of a session once said, what was held is let go.
        self._speech = EffectQueue(self._play, silent=self._again, later=later)
        self._wish = (False, "")  # whether a session runs, and the music to be heard
        self._is = (False, "")
        self._granting: asyncio.Task[None] | None = None
        self._failed: dict[str, str] = {}
        #: Called when what was heard is heard no more, or is again: worth a look.
        self.upset: Callable[[], object] = lambda: None
        sound.tell_lost(self._is_upset)

    def perform(self, effects: Iterable[Effect]) -> None:
        """Have them heard, in order, now or never. What is performed in one pass of the loop belongs together."""
        self._speech.perform(effects)

    async def perform_to_the_end(self, effects: Iterable[Effect]) -> None:
        """The same, and wait until they were heard, or could not be."""
        self._speech.perform(effects)
        await self._speech.to_the_end()

    def want(self, inhibit: bool, music: bool) -> None:
        """What the session wishes by now; told again without harm. `inhibit` is true while one runs."""
        self._wish = (inhibit, self.music if inhibit and music else "")
        self._again()

    def _again(self) -> None:
        if self._granting is None and self._wish != self._is:
            self._granting = asyncio.get_running_loop().create_task(self._grant())
            self._granting.add_done_callback(self._granted)

    async def probe(self) -> dict[Part, Probed]:
        """What each part is, and what is wrong with it; never raises, and ends within seconds."""
        found = await _all_probed(
            {
                "voice": self._voice.probe(),
                "sound": self._sound.probe(),
                "staying awake": self._inhibitor.probe(),
            }
        )
        if self.music:
            found["music"] = await self._sound.check_music(self.music)
        return found

    async def probe_heard(self) -> dict[Part, Probed]:
        """The same of voice and sound alone, in the middle of a session."""
        return await _all_probed({"voice": self._voice.probe(), "sound": self._sound.probe()})

    def facts(self) -> Performing:
        """What it does now."""
        awake, music = self._is
        return Performing(awake, bool(music), self._speech.playing, dict(self._failed))

    async def close(self) -> None:
        """Fall silent, let the machine sleep, let go of the device."""
        await self._speech.stop()
        if self._granting:
            self._granting.cancel()
            await asyncio.gather(self._granting, return_exceptions=True)
        self._wish = self._is = (False, "")
        await self._try("staying awake", self._inhibitor.release())
        await self._try("sound", self._sound.close())

    # --- what is heard -------------------------------------------------------------------------------------------

    async def _play(self, batch: list[Effect]) -> None:
        self._sound.duck(True)
        try:
            for effect in batch:
                match effect:
                    case Chime(sound):
                        await self._try("sound", self._sound.chime(sound))
                    case Say(text):
                        await self._try("voice", self._voice.say(text))
                if self._speech.newer:
                    return  # the rest is old by now
        finally:
            self._sound.duck(False)

    async def _try(self, part: str, what: Awaitable[None]) -> bool:
        failed = part in self._failed
        worked = await self._tried(part, what)
        if worked is failed and part in ("voice", "sound"):
            self._is_upset()
        return worked

    def _is_upset(self) -> None:
        self.upset()

    async def _tried(self, part: str, what: Awaitable[None]) -> bool:
        try:
            await what
        except OutputError as error:
            _log.info("session: %s failed (%s)", part, error.in_log)
            self._failed[part] = str(error)
        except Exception:  # noqa: BLE001 - a part that breaks must not take the session with it
            _log.exception("session: %s failed (internal error)", part)
            self._failed[part] = _BROKEN.format(part=part)
        else:
            self._failed.pop(part, None)
            return True
        return False

    # --- what is wished ------------------------------------------------------------------------------------------

    async def _grant(self) -> None:
        """Make it so, until nothing newer is wished; a part that cannot be had is not tried again for this wish."""
        while (wish := self._wish) != self._is:
            (awake, music), (was_awake, was_music) = wish, self._is
            if awake and not was_awake:
                await asyncio.gather(self._try("staying awake", self._inhibitor.hold()), self._sound.open())
            if music != was_music:
                await self._try("music", self._sound.music(music or None))
            # So far only the music is as wished.
            self._is = (was_awake, music)
            if was_awake and not awake:
                if self._speech.playing or self._speech.newer:
                    return  # to be heard to the end first
                await asyncio.gather(self._try("staying awake", self._inhibitor.release()), self._sound.close())
            self._is = wish

    def _granted(self, task: asyncio.Task[None]) -> None:
        self._granting = None
        if not task.cancelled() and task.exception():
            _log.error("session: request failed", exc_info=task.exception())
        elif not self._speech.playing and not self._speech.newer:
            self._again()  # the last words may have ended while it looked


def missing_parts(found: Mapping[Part, Probed]) -> tuple[Part, ...]:
    """What a session has to do without; without a device to play on, the voice is not heard either."""
    deaf = any(probed.no_device for probed in found.values())
    lost: tuple[Part, ...] = ("voice", "sound", "music") if deaf else ()
    return tuple(part for part, probed in found.items() if probed.problem or part in lost)


async def _all_probed(parts: Mapping[Part, Awaitable[Probed]]) -> dict[Part, Probed]:
    looks = await asyncio.gather(*(_probed(name, look) for name, look in parts.items()))
    return dict(zip(parts, looks, strict=True))


async def _probed(name: str, look: Awaitable[Probed]) -> Probed:
    try:
        async with asyncio.timeout(_PROBE_S):
            return await look
    except TimeoutError:
        return Probed(problem=f"the check of this did not end within {_PROBE_S:g} seconds", cause=f"{name} hangs")
    except Exception as error:  # noqa: BLE001 - whatever breaks here is said before the session, not in it
        _log.exception("session: check of %s failed (internal error)", name)
        return Probed(problem=_BROKEN.format(part=name), cause=f"{type(error).__name__}: {error}")
