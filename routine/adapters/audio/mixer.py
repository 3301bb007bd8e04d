"""Mixes what is to be heard at once: short clips over music that fades in, fades out and is ducked under them.

Samples are 16-bit, two channels interleaved; a frame is one sample of each. Plain arrays: a second of music costs
about 10 ms, and the standard library's `audioop` is gone from Python 3.13.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Generator
from typing import TypeAlias

RATE = 44100
CHANNELS = 2
#: What is left of the music under a voice: -14 dB, so that words stay clear and the music is not missed.
DUCKED = 0.2
DUCK_S = 0.25
#: Music that comes or goes at once startles whoever lies still.
FADE_IN_S, FADE_OUT_S = 2.0, 3.0
#: Gain changes in steps of so many frames (1.5 ms): too small to be heard as clicks.
_STEP = 64

#: Sent the number of frames wanted, yields as many or fewer; ends when there is no more.
Music: TypeAlias = "Generator[array[int], int, None]"


class _Gain:
    """A loudness from 0 to 1 that moves to its goal evenly."""

    def __init__(self, value: float) -> None:
        self.value = self.goal = value
        self._per_frame = 0.0

    def go(self, goal: float, seconds: float) -> None:
        """Move from where it is to `goal` within `seconds`."""
        self.goal = goal
        self._per_frame = abs(goal - self.value) / max(1.0, seconds * RATE)

    def step(self, frames: int) -> float:
        """The value now; moves on by so many frames."""
        now, most, left = self.value, self._per_frame * frames, self.goal - self.value
        self.value = self.goal if abs(left) <= most else self.value + (most if left > 0 else -most)
        return now


class _Clip:
    """A short sound on its way, by the id it was given."""

    def __init__(self, id: int, samples: array[int]) -> None:
        self.id, self.samples, self.at = id, samples, 0

    def take(self, count: int) -> array[int]:
        """The next samples, `count` of them or what is left."""
        part = self.samples[self.at : self.at + count]
        self.at += count
        return part

    @property
    def over(self) -> bool:
        return self.at >= len(self.samples)


class Mixer:
    """Not for two threads at once: whoever calls holds a lock. `played` is told the id of each clip at its end."""

    def __init__(self, played: Callable[[int], None]) -> None:
        self._played = played
        self._clips: list[_Clip] = []
        self._music: Music | None = None
        self._volume = 1.0
        self._fade, self._duck = _Gain(0.0), _Gain(1.0)

    @property
    def busy(self) -> bool:
        """Whether a clip is still sounding."""
        return bool(self._clips)

    def play(self, id: int, samples: array[int]) -> None:
        """Begin a clip now, over whatever sounds."""
        self._clips.append(_Clip(id, samples))

    def drop(self, id: int) -> None:
        """Stop a clip where it is; one that ended is fine."""
        self._clips = [clip for clip in self._clips if clip.id != id]

    def music(self, music: Music, volume: float, fade_s: float) -> None:
        """Begin music, or go on with what was stilled and is still there; `volume` from 0 to 1."""
        if self._music is not None:
            music.close()
        else:
            self._music = music
        self._volume = volume
        self._fade.go(1.0, fade_s)

    def still(self, fade_s: float) -> None:
        """Fade the music out; it waits where it stopped."""
        self._fade.go(0.0, fade_s)

    def duck(self, on: bool) -> None:
        """Lower the music under what is said, or raise it again."""
        self._duck.go(DUCKED if on else 1.0, DUCK_S)

    def block(self, frames: int) -> array[int]:
        """The next so many frames of everything together."""
        mixed = self._music_block(frames)
        for clip in self._clips:
            _add(mixed, clip.take(len(mixed)))
        for clip in [clip for clip in self._clips if clip.over]:
            self._clips.remove(clip)
            self._played(clip.id)
        return mixed

    def _music_block(self, frames: int) -> array[int]:
        out = array("h", bytes(frames * CHANNELS * 2))
        if self._music is None or not (self._fade.value or self._fade.goal):
            # Without music too: what begins while somebody speaks is lowered already.
            self._duck.step(frames)
            return out
        filled = 0
        while filled < len(out):
            part = self._more((len(out) - filled) // CHANNELS)
            if not part:
                break
            out[filled : filled + len(part)] = part
            filled += len(part)
        self._quieten(out)
        return out

    def _more(self, frames: int) -> array[int] | None:
        try:
            return self._music.send(frames) if self._music else None
        except StopIteration:
            self._music = None
            return None

    def _quieten(self, out: array[int]) -> None:
        step = _STEP * CHANNELS
        for at in range(0, len(out), step):
            gain = self._volume * self._fade.step(_STEP) * self._duck.step(_STEP)
            out[at : at + step] = array("h", [int(sample * gain) for sample in out[at : at + step]])


def _add(mixed: array[int], part: array[int]) -> None:
    both = [a + b for a, b in zip(mixed, part, strict=False)]
    mixed[: len(both)] = array("h", [max(-32768, min(32767, sample)) for sample in both])
