"""The program that plays: lines of JSON in, sound out; a process of its own, so that it may hang or crash alone.

Run as `python -m routine.adapters.audio.player`; it ends with its input, so never outlives who started it.
Told: `play` (an `id`, and a `file` or a `wav` in base64), `drop` (an `id`), `music` (`files`, `volume`, `fade_s`),
`still` (`fade_s`), `duck` (`on`), `end` (when all is played), `check` (`files`).
Tells: `ready` (what plays) or `problem`, `played` or `failed` (an id), `checked` (what is no audio).
"""

from __future__ import annotations

import json
import os
import sys
import threading
from array import array
from base64 import b64decode
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

import miniaudio

from routine.adapters.audio.mixer import CHANNELS, RATE, Mixer, Music

# A period; three are in flight, so that 0.2 s pass before a sound is heard, and a busy machine does not stutter.
_PERIOD_MS = 60
_LONGEST_CLIP_S = 120
_HEARD_S = 3 * _PERIOD_MS / 1000 + 0.1
# A device whose server was killed, or that was unplugged, asks for no more sound and says nothing.
_LOOK_S, _STILL_LOOKS = 1.0, 3


def main() -> int:
    """Play what standard input says until it ends."""
    player = Player()
    if sys.argv[1:] != ["check"] and not player.open():
        return 1
    player.obey(sys.stdin.buffer)
    return 0


class Player:
    """One device for everything: one more device for each sound could be refused, or be heard late."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._mixer = Mixer(lambda id: _tell(played=id))
        self._device: miniaudio.PlaybackDevice | None = None
        self._ending = threading.Event()
        self._empty = threading.Event()
        self._still = 0  # looks since the device last asked for sound

    def open(self) -> bool:
        """Take the device; silence from the first, so that headphones that sleep do not swallow a first word."""
        try:
            self._device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=CHANNELS,
                sample_rate=RATE,
                buffersize_msec=_PERIOD_MS,
                app_name="Routine",
                # Without a device miniaudio would play to nobody and say that all is well.
                backends=[backend for backend in miniaudio.Backend if backend is not miniaudio.Backend.NULL],
            )
            feed = self._feed()
            next(feed)
            self._device.start(feed)
        except miniaudio.MiniaudioError as error:
            _tell(problem=_reason(error))
            return False
        _tell(ready=str(self._device.backend))
        threading.Thread(target=self._watch, daemon=True).start()
        return True

    def _watch(self) -> None:
        """End when the device is gone: whoever started us hears of it at once, not with the next words."""
        while self._still < _STILL_LOOKS:
            threading.Event().wait(_LOOK_S)
            self._still += 1
        os._exit(1)

    def obey(self, told: BinaryIO) -> None:
        """Do what the lines say until they end."""
        for line in told:
            order = json.loads(line)
            match order.pop("do"):
                case "play":
                    self._play(**order)
                case "drop":
                    with self._lock:
                        self._mixer.drop(order["id"])
                case "music":
                    self._music(**order)
                case "still":
                    with self._lock:
                        self._mixer.still(order["fade_s"])
                case "duck":
                    with self._lock:
                        self._mixer.duck(order["on"])
                case "check":
                    _tell(checked=[file for file in order["files"] if not _is_audio(file)])
                case "end":
                    self._end()
                    return

    def _play(self, id: int, file: str = "", wav: str = "") -> None:
        try:
            data = b64decode(wav) if wav else Path(file).read_bytes()
            samples = miniaudio.decode(data, miniaudio.SampleFormat.SIGNED16, CHANNELS, RATE).samples
        except (miniaudio.MiniaudioError, OSError, ValueError) as error:
            _tell(failed=id, why=_reason(error))
            return
        with self._lock:
            self._mixer.play(id, samples[: _LONGEST_CLIP_S * RATE * CHANNELS])

    def _music(self, files: list[str], volume: float, fade_s: float) -> None:
        music = _tracks(files)
        next(music)
        with self._lock:
            self._mixer.music(music, volume, fade_s)

    def _end(self) -> None:
        """Let what is being said finish, and the music fade; then let the device play what it has."""
        with self._lock:
            self._mixer.still(0.3)
        self._ending.set()
        self._empty.wait(_LONGEST_CLIP_S)
        threading.Event().wait(_HEARD_S)

    def _feed(self) -> Music:
        frames = yield array("h")
        while True:
            self._still = 0
            with self._lock:
                block = self._mixer.block(frames)
                if self._ending.is_set() and not self._mixer.busy and not any(block):
                    self._empty.set()
            frames = yield block


def _tracks(files: Iterable[str]) -> Music:
    """One file after the other, again and again; a file that cannot be played is passed over."""
    frames = yield array("h")
    playable = list(files)
    while playable:
        for file in list(playable):
            played = False
            try:
                for part in _decoded(file):
                    at = 0
                    while at < len(part):
                        played, first = True, at
                        at += frames * CHANNELS
                        frames = yield part[first:at]
            except (miniaudio.MiniaudioError, OSError):
                pass  # found before the session, by `check`
            if not played:
                playable.remove(file)


def _decoded(file: str) -> Iterable[array[int]]:
    parts: Iterable[array[int]] = miniaudio.stream_file(
        file, miniaudio.SampleFormat.SIGNED16, CHANNELS, RATE, frames_to_read=4096
    )
    return parts


def _is_audio(file: str) -> bool:
    try:
        return any(len(part) for part in _decoded(file))
    except (miniaudio.MiniaudioError, OSError):
        return False


def _reason(error: Exception) -> str:
    return ", ".join(str(part) for part in error.args) or type(error).__name__


def _tell(**what: Any) -> None:
    """One line, in one write: the device's own thread tells too."""
    try:
        os.write(1, json.dumps(what).encode() + b"\n")
    except OSError:
        os._exit(0)  # nobody listens any more


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    # Not by the interpreter's own ending: closing a device whose server hangs would wait for ever.
    os._exit(status)
