"""What the doctor finds about what a session needs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from routine.daemon.doctor.sound_and_awake import probe, send_test
from routine.daemon.session_sounds import SessionSounds
from routine.ports.outputs import OutputError, Probed


class Part:
    """Voice, sound and inhibitor in one. `found`: what its look finds; `fails`: why nothing can be heard."""

    def __init__(self, found: Probed, fails: str = "") -> None:
        self.found, self.fails = found, fails
        self.heard: list[str] = []
        self.closed = False

    async def probe(self) -> Probed:
        return self.found

    async def check_music(self, source: str) -> Probed:
        return Probed(problem=f"no music that can be played in {source}")

    async def say(self, text: str) -> None:
        self._hear("words")

    async def chime(self, name: str) -> None:
        self._hear(name)

    def _hear(self, what: str) -> None:
        if self.fails:
            raise OutputError(self.fails)
        self.heard.append(what)

    async def play(self, wav: bytes) -> None: ...

    async def open(self) -> None: ...

    async def music(self, source: str | None) -> None: ...

    def duck(self, on: bool) -> None: ...

    def tell_lost(self, lost: Callable[[], object]) -> None: ...

    async def hold(self) -> None: ...

    async def release(self) -> None: ...

    async def close(self) -> None:
        self.closed = True


VOICE = Part(Probed("espeak-ng, en"))
AWAKE = Part(Probed())


def test_each_part_is_told_with_what_it_is() -> None:
    sound = Part(Probed("pulse"))
    found = probe(lambda: SessionSounds(VOICE, sound, AWAKE))
    assert [(one.name, one.ok, one.text) for one in found] == [
        ("voice", True, "espeak-ng, en"),
        ("sound", True, "pulse"),
        ("staying awake", True, "works"),
    ]
    assert sound.heard == []
    assert sound.closed


def test_a_part_that_is_missing_is_told_with_its_remedy() -> None:
    silent = Part(Probed(problem="no voice program was found", remedy="Install espeak-ng, for example: apt"))
    found = probe(lambda: SessionSounds(silent, Part(Probed()), AWAKE))[0]
    assert (found.ok, found.text) == (False, "no voice program was found")
    assert found.remedy == "Install espeak-ng, for example: apt"


def test_what_was_found_underneath_goes_to_the_log_and_not_to_people(caplog: pytest.LogCaptureFixture) -> None:
    """“-401” helps nobody who lies there with a mask on."""
    caplog.set_level("INFO")
    deaf = Part(Probed(problem="no sound device can be used", remedy="Check the speaker.", cause="device, -401"))
    found = probe(lambda: SessionSounds(VOICE, deaf, AWAKE))[1]
    assert (found.text, found.remedy) == ("no sound device can be used", "Check the speaker.")
    assert "doctor: sound (no sound device can be used, device, -401)" in caplog.messages


def test_music_is_looked_at_where_it_is_wanted() -> None:
    found = probe(lambda: SessionSounds(VOICE, Part(Probed()), AWAKE, "/songs"))[-1]
    assert (found.name, found.ok) == ("music", False)


def test_sent_a_chime_and_a_sentence_are_heard() -> None:
    part = Part(Probed())
    found = send_test(lambda: SessionSounds(part, part, AWAKE))
    assert part.heard == ["step-end", "words"]
    assert found.ok


def test_sent_in_vain_it_says_why() -> None:
    part = Part(Probed(), fails="no device")
    found = send_test(lambda: SessionSounds(part, part, AWAKE))
    assert (found.ok, found.text) == (False, "no device")
    assert part.closed
