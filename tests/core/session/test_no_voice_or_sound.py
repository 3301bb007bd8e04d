"""Sound that is lost in the middle of a session is said on the screen, after what matters, once; its return too."""

from __future__ import annotations

import pytest

from routine.cli.live import plain_lines, session_words
from routine.cli.live.picture import frame
from routine.core.requests.commands import SessionAct
from routine.core.requests.queries import SessionQuery
from routine.core.requests.reports import Outputs
from routine.core.state.session import Part, SoundNews
from routine.daemon.protocol import Json
from tests.builders import World
from tests.core.session.mask_evening import lying, spoken

GONE, BACK = "The sound has stopped, so read each step here.", "The sound works again."
DEAF: tuple[Part, ...] = ("voice", "sound", "music")


def lost() -> World:
    """In the ten minutes of lying flat nothing is heard any more."""
    world = lying()
    world.ask(Outputs(()))
    spoken(world)
    world.ask(Outputs(DEAF, midway=True))
    return world


def told(world: World) -> str:
    """What the page and the terminal are told of it."""
    return str(world.ask(SessionQuery())["session"]["sound"])


def test_the_notice_comes_anew_and_says_it_after_what_matters() -> None:
    before, world = lying().notice("session"), lost()
    notice = world.notice("session")
    assert notice.body.splitlines()[0] == "Lie flat."
    assert notice.body.splitlines()[-1] == GONE
    assert notice.revision != before.revision
    assert spoken(world) == []


def test_it_is_said_once_for_a_loss_and_once_for_the_return_which_the_voice_tells_too() -> None:
    world = lost()
    revision = world.notice("session").revision
    world.ask(Outputs(DEAF, midway=True))
    assert world.notice("session").revision == revision
    world.to("20:33")
    world.ask(Outputs((), midway=True))
    assert world.notice("session").body.splitlines()[-1] == told(world) == BACK
    assert spoken(world) == [f"{BACK} Lie flat. 7 minutes left."]


def test_a_loss_at_the_end_of_a_step_is_seen_in_the_next_and_then_no_more() -> None:
    world = lost()
    world.press("next", "session")
    assert world.state.session is not None
    assert (world.state.session.index, told(world)) == (2, GONE)
    world.ask(SessionAct("back"))
    world.ask(SessionAct("back"))
    assert told(world) == ""


def test_its_return_is_news_in_its_own_step_alone() -> None:
    world = lost()
    world.ask(Outputs((), midway=True))
    world.press("next", "session")
    assert told(world) == ""


def test_while_the_alarm_asks_to_take_it_off_nothing_stands_beside_that() -> None:
    world = lost()
    world.press("pause", "session")
    world.to("20:46")
    assert GONE not in world.notice("session").body


@pytest.mark.parametrize(
    ("lacks", "line"),
    [
        (("voice",), "The voice has stopped, so read each step here."),
        (("sound",), "The chimes have stopped. The voice still says each step."),
        (("staying awake",), ""),
    ],
)
def test_each_part_has_its_own_words(lacks: tuple[Part, ...], line: str) -> None:
    world = lying()
    world.ask(Outputs(()))
    world.ask(Outputs(lacks, midway=True))
    assert told(world) == line


def test_what_was_missing_from_the_start_is_no_loss_and_what_is_found_is_news() -> None:
    world = lying()
    world.ask(Outputs(("voice",)))
    world.ask(Outputs(("voice",), midway=True))
    assert world.state.session is not None
    assert world.state.session.sound is None
    world.ask(Outputs((), midway=True))
    assert world.state.session.sound == SoundNews(("voice",), True, 1)


def test_the_picture_and_the_plain_lines_of_a_terminal_say_it() -> None:
    world = lying()
    before = Json(world.ask(SessionQuery())["session"])
    now = Json(lost().ask(SessionQuery())["session"])
    now["step"] = before["step"] = Json(now["step"])
    assert GONE in "\n".join(line.plain for line in frame(session_words.Scene(now), 80, 24))  # type: ignore[arg-type] # sent
    assert plain_lines.news(before, now) == [GONE]  # type: ignore[arg-type] # as it is sent
    assert plain_lines.news(now, now) == []  # type: ignore[arg-type] # the same
