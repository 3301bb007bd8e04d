"""Makes the four chimes in routine/sounds: bell tones from sines, so that their licence is ours (MIT).

Run it to make them anew: `python docs/make_chimes.py`. The files are the same, bit for bit, each time.
"""

from __future__ import annotations

import math
import wave
from array import array
from pathlib import Path
from typing import NamedTuple

RATE = 22050
FOLDER = Path(__file__).parent.parent / "routine" / "sounds"


class Tone(NamedTuple):
    """A struck bell: begins `at` seconds, `pitch` in Hz, rings for `length` seconds, `loud` from 0 to 1."""

    at: float
    pitch: float
    length: float
    loud: float


#: C5 523 Hz, E5 659, G5 784, A5 880, C6 1047. Low and round, for eyes are shut; only the alarm is bright.
CHIMES = {
    "lead-in": (Tone(0.0, 523.25, 0.5, 0.35), Tone(0.16, 783.99, 0.6, 0.35)),
    "step-end": (Tone(0.0, 783.99, 0.9, 0.4),),
    "alarm": tuple(Tone(at, 880.0 if n % 2 else 1046.5, 0.3, 0.6) for n, at in enumerate((0.0, 0.18, 0.5, 0.68))),
    "finished": (Tone(0.0, 523.25, 0.6, 0.3), Tone(0.18, 659.25, 0.6, 0.3), Tone(0.36, 783.99, 0.9, 0.35)),
}
_OVERTONES = ((1.0, 1.0), (2.0, 0.35), (3.01, 0.12))
_ATTACK_S = 0.008


def samples(tones: tuple[Tone, ...]) -> array[int]:
    """The tones together, as 16-bit samples."""
    length = max(tone.at + tone.length for tone in tones)
    mixed = [0.0] * round(length * RATE)
    for tone in tones:
        first = round(tone.at * RATE)
        for n in range(round(tone.length * RATE)):
            mixed[first + n] += _bell(tone, n / RATE)
    return array("h", (round(32767 * max(-1.0, min(1.0, value))) for value in mixed))


def _bell(tone: Tone, t: float) -> float:
    attack = min(1.0, t / _ATTACK_S)
    decay = math.exp(-5.0 * t / tone.length) * min(1.0, (tone.length - t) / 0.02)
    ring = sum(part * math.sin(2 * math.pi * tone.pitch * ratio * t) for ratio, part in _OVERTONES)
    return tone.loud * attack * decay * ring / 1.2


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    for name, tones in CHIMES.items():
        with wave.open(str(FOLDER / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples(tones).tobytes())


if __name__ == "__main__":
    main()
