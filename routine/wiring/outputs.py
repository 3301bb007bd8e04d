"""Builds what is seen and heard: notifiers, voice, sound; and what tells whether somebody sees. Cheap to import."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routine.core.config.settings import Settings
    from routine.daemon.session_sounds import SessionSounds
    from routine.ports.desktop import PresenceWatch
    from routine.ports.notifier import Notifier
    from routine.ports.outputs import Inhibitor


def notifier_factories(
    *, foreground: bool, platform: str = sys.platform, is_quiet: Callable[[], bool] = lambda: False
) -> dict[str, Callable[[], Notifier]]:
    """What builds each notifier there is on this system (`platform` as sys.platform names it), best first.

    `is_quiet`: whether the desktop was told not to disturb. A terminal comes before plyer, which cannot tell
    whether anything showed.
    """
    factories: dict[str, Callable[[], Notifier]] = {}
    if platform not in ("darwin", "win32"):
        from routine.adapters.notify.freedesktop import FreedesktopNotifier

        factories["freedesktop"] = lambda: FreedesktopNotifier(os.environ, is_quiet=is_quiet)
    if foreground and sys.stdout.isatty():
        factories["console"] = _console
    factories["plyer"] = _plyer
    if foreground and "console" not in factories:
        factories["console"] = _console
    return factories


def _console() -> Notifier:
    from routine.adapters.notify.console import ConsoleNotifier

    return ConsoleNotifier(sys.stdout)


def _plyer() -> Notifier:
    from routine.adapters.notify.plyer import PlyerNotifier

    return PlyerNotifier()


def keeps_awake(environ: Mapping[str, str], platform: str = sys.platform) -> Inhibitor:
    """What keeps a machine of this system awake."""
    if platform == "darwin":
        from routine.adapters.keep_awake.macos import CaffeinateInhibitor

        return CaffeinateInhibitor(environ)
    if platform == "win32":
        from routine.adapters.keep_awake.windows import WindowsInhibitor

        return WindowsInhibitor()
    from routine.adapters.keep_awake.linux import BusInhibitor

    return BusInhibitor(environ)


def presence_watch(platform: str = sys.platform) -> PresenceWatch | None:
    """What tells on this system whether somebody can see a notice; None where nothing does."""
    if platform in ("darwin", "win32"):
        return None
    from routine.adapters.presence.linux import DesktopPresence

    return DesktopPresence(os.environ)


def is_quiet(watch: PresenceWatch | None) -> bool:
    """Whether the desktop was told not to disturb, as far as is known: then nothing is made urgent to be kept open."""
    return watch is not None and "do-not-disturb" in watch.away


def build_session_sounds(settings: Settings) -> SessionSounds:
    """Voice, sound and what keeps the machine awake, as the settings say."""
    from routine.adapters.audio.sound import PlayerSound
    from routine.adapters.audio.voice import ProgramVoice
    from routine.core.config.speech import Speech
    from routine.daemon.session_sounds import SessionSounds

    speech = Speech(
        language=settings.voice_language,
        rate=settings.voice_rate,
        volume=settings.voice_volume,
        program=settings.voice,
    )
    sound = PlayerSound(os.environ, settings.music_volume)
    return SessionSounds(ProgramVoice(speech, os.environ, sound), sound, keeps_awake(os.environ), settings.music)
