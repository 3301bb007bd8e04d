"""Clips over music: what each sample becomes."""

from __future__ import annotations

from array import array
from itertools import pairwise

from routine.adapters.audio.mixer import CHANNELS, DUCKED, RATE, Mixer, Music

SECOND = RATE


def tone(level: int, frames: int) -> array[int]:
    return array("h", [level]) * (frames * CHANNELS)


def steady(level: int) -> Music:
    """Music that goes on for ever, begun as the mixer expects."""

    def endless() -> Music:
        frames = yield array("h")
        while True:
            frames = yield tone(level, min(frames, 1000))

    music = endless()
    next(music)
    return music


def mixer() -> tuple[Mixer, list[int]]:
    played: list[int] = []
    return Mixer(played.append), played


def test_without_anything_there_is_silence() -> None:
    assert mixer()[0].block(500) == tone(0, 500)


def test_a_clip_is_heard_as_it_is_and_told_of_at_its_end() -> None:
    mix, played = mixer()
    mix.play(7, tone(1000, 150))
    assert mix.block(100) == tone(1000, 100)
    assert not played
    assert mix.busy
    assert mix.block(100) == tone(1000, 50) + tone(0, 50)
    assert played == [7]
    assert not mix.busy


def test_two_clips_add_up_and_never_wrap() -> None:
    mix, _ = mixer()
    mix.play(1, tone(30_000, 10))
    mix.play(2, tone(30_000, 10))
    assert mix.block(10) == tone(32_767, 10)


def test_a_dropped_clip_is_silent_and_never_told_of() -> None:
    mix, played = mixer()
    mix.play(1, tone(1000, 100))
    mix.block(10)
    mix.drop(1)
    assert mix.block(10) == tone(0, 10)
    assert not played


def test_music_fades_in_to_its_volume() -> None:
    mix, _ = mixer()
    mix.music(steady(10_000), 0.5, 1.0)
    first = mix.block(SECOND)
    assert first[0] == 0
    assert abs(first[SECOND] - 2_500) < 50
    assert mix.block(100) == tone(5_000, 100)


def test_music_is_ducked_and_comes_back_without_a_jump() -> None:
    mix, _ = mixer()
    mix.music(steady(10_000), 1.0, 0.0)
    mix.block(SECOND)
    mix.duck(True)
    down = mix.block(SECOND)
    assert down[-1] == round(10_000 * DUCKED)
    mix.duck(False)
    up = mix.block(SECOND)
    assert up[-1] == 10_000
    assert max(abs(a - b) for a, b in pairwise(down + up)) < 100


def test_a_voice_is_not_ducked() -> None:
    mix, _ = mixer()
    mix.duck(True)
    mix.block(SECOND)
    mix.play(1, tone(1000, 10))
    assert mix.block(10) == tone(1000, 10)


def test_stilled_music_fades_out_and_goes_on_where_it_was() -> None:
    mix, _ = mixer()
    mix.music(steady(10_000), 1.0, 0.0)
    mix.block(100)
    mix.still(1.0)
    assert mix.block(SECOND)[-1] < 50
    assert mix.block(500) == tone(0, 500)
    mix.music(steady(3_000), 1.0, 0.0)
    mix.block(100)
    assert mix.block(10) == tone(10_000, 10)


def test_music_that_ends_leaves_silence() -> None:
    def short() -> Music:
        yield array("h")
        yield tone(5_000, 100)

    music = short()
    next(music)
    mix, _ = mixer()
    mix.music(music, 1.0, 0.0)
    block = mix.block(300)
    assert len(block) == 300 * CHANNELS
    assert block[-1] == 0
    assert mix.block(10) == tone(0, 10)
