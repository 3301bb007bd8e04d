"""A sound server of one's own for tests, which plays to nobody, and what is to be known of its recording."""

from __future__ import annotations

import math
import os
import shutil
import signal
import subprocess
import wave
from array import array
from pathlib import Path

from routine.adapters.audio.sound import PlayerSound
from tests.e2e.desktop import Program, needed, wait_for
from tests.socket_folder import new_socket_folder

RATE = 22050
PITCH = 3000  # of the music: far from any voice and from the chimes' tones


class SoundServer:
    """A sound server whose one device is a null sink, and a recorder of that."""

    def __init__(self, root: Path) -> None:
        needed("pulseaudio", "parec", "pactl", "espeak-ng")
        self.root = root
        self.runtime = runtime = new_socket_folder()
        self.environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(root),
            "LANG": "C.UTF-8",
            "XDG_RUNTIME_DIR": str(runtime),
            "PULSE_SERVER": f"unix:{runtime}/native",
        }
        modules = [
            f"--load=module-null-sink sink_name=nobody rate={RATE} channels=1",
            f"--load=module-native-protocol-unix socket={runtime}/native auth-anonymous=1",
        ]
        fixed = ["--daemonize=no", "-n", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes"]
        self._command = ["pulseaudio", *fixed, *modules]
        self._programs = [self._served()]
        recorded = root / "recorded"
        device = ["--device=nobody.monitor", "--latency-msec=20"]
        form = ["--raw", "--format=s16le", f"--rate={RATE}", "--channels=1"]
        self._programs.append(Program(["parec", *device, *form, str(recorded)], self.environ, root / "parec.log"))
        self.file = recorded
        wait_for(lambda: recorded.exists() and recorded.stat().st_size > 0, "the recording has begun", 20)

    def _served(self) -> Program:
        server = Program(self._command, self.environ, self.root / "pulseaudio.log")
        wait_for(lambda: "nobody" in self.ask("pactl", "list", "short", "sinks"), "the sound server is there", 20)
        return server

    def lose(self, what: str) -> None:
        """The server is killed, or (`device`) its one device taken away."""
        if what == "server":
            self._programs.pop(0).end(signal.SIGKILL)
        else:
            self.ask("pactl", "unload-module", "module-null-sink")

    def bring_back(self, what: str) -> None:
        """There again; the recording ended with what was lost."""
        if what == "server":
            self._programs.insert(0, self._served())
        else:
            self.ask("pactl", "load-module", "module-null-sink", "sink_name=nobody", f"rate={RATE}", "channels=1")

    def ask(self, *command: str) -> str:
        return subprocess.run(command, env=self.environ, capture_output=True, text=True, timeout=60, check=False).stdout

    @property
    def server(self) -> Program:
        return self._programs[0]

    @property
    def seconds(self) -> float:
        """How long the recording is by now."""
        return self.file.stat().st_size / 2 / RATE

    def heard(self) -> Recording:
        """The recording so far, once everything that was played has arrived in it."""
        until = self.seconds + 0.8
        wait_for(lambda: self.seconds >= until, "the last sound was recorded", 20)
        samples = array("h")
        data = self.file.read_bytes()
        samples.frombytes(data[: len(data) // 2 * 2])
        return Recording(samples)

    def sound(self) -> PlayerSound:
        return PlayerSound(self.environ, music_volume=100, answer_s=20)

    def close(self) -> None:
        while self._programs:
            self._programs.pop().end(signal.SIGKILL)
        shutil.rmtree(self.runtime, ignore_errors=True)


class Recording:
    """Samples of what was heard, looked at in pieces of 50 ms."""

    PIECE = RATE // 20

    def __init__(self, samples: array[int]) -> None:
        self._pieces = [samples[at : at + self.PIECE] for at in range(0, len(samples) - self.PIECE, self.PIECE)]

    def tone(self, pitch: float) -> list[float]:
        """How loud a pitch is in each piece (Goertzel's sum)."""
        turn = 2 * math.pi * pitch / RATE
        waves = [(math.cos(turn * n), math.sin(turn * n)) for n in range(self.PIECE)]
        return [
            2 / self.PIECE * math.hypot(*(sum(s * w[i] for s, w in zip(piece, waves, strict=True)) for i in (0, 1)))
            for piece in self._pieces
        ]

    def loudness(self) -> list[float]:
        """The effective value of each piece."""
        return [math.sqrt(sum(s * s for s in piece) / len(piece)) for piece in self._pieces]


def spans(values: list[float], over: float, gap: int = 8) -> list[tuple[int, int]]:
    """Where values are over a limit, as (first, last); shorter gaps than `gap` are passed over."""
    found: list[tuple[int, int]] = []
    for at, value in enumerate(values):
        if value <= over:
            continue
        if found and at - found[-1][1] <= gap:
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return found


def a_song(file: Path, seconds: int) -> Path:
    """One high tone, as a WAV file."""
    tone = [round(8000 * math.sin(2 * math.pi * PITCH * n / RATE)) for n in range(RATE)]
    with wave.open(str(file), "wb") as out:
        out.setparams((1, 2, RATE, 0, "NONE", ""))
        out.writeframes(array("h", tone * seconds).tobytes())
    return file
