"""What a session looks like: it fits every terminal, and the instruction is the last thing to go."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len

from routine.cli.live import key_meanings
from routine.cli.live.big_digits import big, width_of
from routine.cli.live.picture import frame
from routine.cli.live.session_words import Scene
from routine.core.requests.replies.session import SessionView
from tests.cli.sessions import SAY, a_question, a_session, waiting
from tests.rows import each

STATES = {
    "running": a_session(),
    "lead-in": a_session(phase="lead-in"),
    "paused": a_session(paused=True),
    "waiting": waiting(),
    "over": waiting(overrun=True, on_skin_s=961.0, take_off="Flood it with water until it is soft. Do not rub."),
    "question": a_question(),
    "sound check": a_question(phase="sound-check"),
    "hours": a_session(left_s=36_000.0, length_s=40_000.0),
    "last": a_session(next=None, longest_s=None, on_skin_s=None, total_left_s=0.0),
    "rehearsal": a_session(rehearsal=True, speed=20.0, uncertain=True),
    "wide letters": a_session(step={"say": "横になって、顔の力を抜いてください。話さないで。", "posture": None}),
    "one long word": a_session(step={"say": "Donaudampfschifffahrtsgesellschaftskapitän" * 4}),
    "no text": a_session(step={"say": ""}),
}


def drawn(session: SessionView, width: int, height: int, **more: object) -> list[str]:
    """The picture's lines as text."""
    return [line.plain for line in frame(Scene(session, **more), width, height)]  # type: ignore[arg-type] # Scene's own


def as_words(lines: list[str]) -> str:
    """The text in it, however it was broken."""
    return " ".join(" ".join(lines).split())


@each("state", STATES)
def test_it_fits_every_terminal(state: str) -> None:
    """No line is too long and none too many, from a stamp to a wall."""
    for width in (2, 5, 10, 16, 20, 24, 31, 40, 64, 80, 120, 200):
        for height in (1, 3, 8, 10, 16, 24, 40):
            for note, away_s in (("", 0), ("A remark that is a good deal longer than a line is wide.", 0), ("", 75)):
                lines = drawn(STATES[state], width, height, note=note, away_s=away_s)
                assert len(lines) <= height
                assert max(map(cell_len, lines), default=0) <= width, (width, height, lines)


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40), (40, 12), (20, 10)])
def test_the_whole_instruction_and_the_time_are_always_there(width: int, height: int) -> None:
    """Also on twenty columns."""
    shown = as_words(drawn(a_session(), width, height))
    assert SAY in shown
    assert "█" in shown
    assert "4:32" in shown


def test_a_narrow_window_still_says_that_it_is_a_rehearsal() -> None:
    assert "Step 4 of 6 · rehearsal" in as_words(drawn(STATES["rehearsal"], 40, 20))


def test_an_ordinary_terminal_shows_all_of_it() -> None:
    """Title, step, posture, bars, time on skin, what comes next, keys."""
    shown = as_words(drawn(a_session(), 80, 24))
    for part in ("Egg white mask · Step 4 of 6", "Position: lie flat", "On your skin 4:32 (at most 15:00)"):
        assert part in shown
    for part in ("8 min left in all", "Next: Rinse it off", "space pause", "n next", "s stinging", "q q stop"):
        assert part in shown


def test_lying_on_the_side_is_said_as_people_say_it() -> None:
    assert "Position: lie on your side" in as_words(drawn(a_session(step={"posture": "lie-side"}), 80, 24))


@pytest.mark.parametrize(("width", "height", "rows"), [(200, 60, 30), (120, 40, 20), (80, 24, 8), (20, 10, 3)])
def test_the_digits_are_as_large_as_the_terminal_allows(width: int, height: int, rows: int) -> None:
    """Half-shut eyes read them from the bed."""
    lines = drawn(a_session(), width, height)
    assert sum(any(char in line for char in "█▀▄") for line in lines) == rows


@each(("width", "height"), [(80, 24), (40, 20), (40, 12), (30, 24), (24, 30)])
@each("state", ["running", "paused", "waiting", "over", "question"])
def test_every_key_is_named_in_full(state: str, width: int, height: int) -> None:
    """Wrapped where one line does not hold them; none is cut."""
    shown = as_words(drawn(STATES[state], width, height))
    assert all(name in shown for name in key_meanings.key_names(STATES[state]))


@pytest.mark.parametrize(("width", "height"), [(120, 40), (200, 60)])
def test_a_large_window_uses_its_room(width: int, height: int) -> None:
    """The time left is read from across it."""
    lines = drawn(a_session(), width, height)
    digits = [line for line in lines if any(char in line for char in "█▀▄")]
    assert len(digits) >= height / 2
    assert max(map(len, map(str.strip, digits))) >= width * 3 / 4
    assert max(len(line.strip()) for line in lines if "─" in line) >= width * 3 / 5


@each("state", STATES)
def test_what_is_in_colour_can_be_read_on_black_and_on_white(state: str) -> None:
    """Of the eight colours, red and magenta alone: yellow and cyan vanish on white, blue on black."""
    for more in ({}, {"note": "A remark."}, {"away_s": 75}):
        lines = frame(Scene(STATES[state], **more), 80, 24)
        used = {str(part) for line in lines for part in (line.style, *(span.style for span in line.spans))}
        assert used <= {"", "dim", "bold", "bold red", "magenta"}


@each("height", range(10, 45))
def test_nothing_moves_when_a_remark_comes_and_goes(height: int) -> None:
    """A picture that jumps is not calm: a remark has a line of its own, or that of the keys."""
    silent, told = drawn(a_session(), 80, height), drawn(a_session(), 80, height, note="Paused.")
    assert [other.strip() for line, other in zip(silent, told, strict=True) if line != other] == ["Paused."]


@pytest.mark.parametrize("phase", [{"paused": True}, {"phase": "lead-in"}])
def test_a_pause_and_a_lead_in_leave_the_digits_where_they_are(phase: dict[str, Any]) -> None:
    """They say so in the line under them."""
    running, other = drawn(a_session(), 80, 24), drawn(a_session(**phase), 80, 24)
    assert [line for line in running if "█" in line] == [line for line in other if "█" in line]
    assert running[:6] == other[:6]


def test_too_long_on_the_skin_is_never_left_out() -> None:
    """Wherever there is room for anything."""
    for width, height in ((80, 24), (20, 10), (20, 6)):
        assert "Please take it off now." in as_words(drawn(STATES["over"], width, height))
    assert "until it is soft. Do not rub." in as_words(drawn(STATES["over"], 80, 24))


def test_a_daemon_that_is_away_is_said_with_the_way_back() -> None:
    """And how long it has been."""
    shown = as_words(drawn(a_session(), 80, 24, away_s=75))
    assert "Routine has not responded for 1 min. Your session is kept" in shown
    assert "space start Routine" in shown
    assert "On your skin 4:32 (at most 15:00) at the last report" in shown


def test_a_small_terminal_waits_for_the_daemon_in_few_words() -> None:
    """The instruction is what counts."""
    shown = as_words(drawn(a_session(), 20, 10, away_s=75))
    assert SAY in shown
    assert "Waiting for Routine." in shown


def test_a_terminal_without_block_characters_gets_plain_ones() -> None:
    """An old terminal shows no question marks, and its digits can be read from the bed too."""
    lines = [line.plain for line in frame(Scene(a_session(title="Mask")), 80, 24, blocks=False)]
    assert sum("##" in line for line in lines) == 5
    assert all(line.replace("·", "").isascii() for line in lines)


@pytest.mark.parametrize("scale", [1, 2, 3, 4])
def test_digits_are_as_wide_as_they_say(scale: int) -> None:
    """All of them, with the colon."""
    text = "12:34:56:7890"
    assert {len(line) for line in big(text, scale)} == {width_of(text, scale)}
    assert len(big(text, scale)) == -(-5 * scale // 2)


def test_without_blocks_the_digits_are_as_large_all_the_same() -> None:
    """Of whole cells."""
    assert big("7:42", 1, blocks=False) == [
        "###   # # ###",
        "  # # # #   #",
        "  #   ### ###",
        "  # #   # #  ",
        "  #     # ###",
    ]
    assert [len(line) for line in big("7:42", 4, blocks=False)] == [width_of("7:42", 4)] * 10


def test_a_small_eight_looks_like_an_eight() -> None:
    """The font itself."""
    assert big("8", 1) == ["█▀█", "█▀█", "▀▀▀"]
