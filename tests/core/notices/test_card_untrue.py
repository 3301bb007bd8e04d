"""When each kind of card is no longer true: then it goes, whoever or whatever made it untrue, through a restart too."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from routine.core.config.setup import Problem
from routine.core.notices.card_untrue import STILL_TRUE
from routine.core.preset.model import Course
from routine.core.requests.commands import (
    Disable,
    Done,
    Enable,
    Irritated,
    RefillStock,
    SessionAct,
    SessionStart,
    Snooze,
    Undo,
)
from routine.core.requests.reports import Reload
from routine.core.state.cards import KINDS
from tests.builders import World, a_preset, lasting
from tests.core.irritation.treatments import live
from tests.core.occurrences.evenings import a_ramp
from tests.core.review.households import a_world, guarded, say
from tests.core.review.test_check_in import a_world as a_household
from tests.core.review.test_check_in import live as a_quarter_later
from tests.core.session.mask_evening import an_evening, lying
from tests.core.spacing.household import a_world as a_spaced_world
from tests.core.spacing.household import mask
from tests.core.supply.test_stock import a_world as a_stocked_world
from tests.rows import each


def test_every_kind_says_when_it_ends() -> None:
    assert STILL_TRUE.keys() == KINDS.keys()


# --- what makes each untrue ---------------------------------------------------------------------------------------


def answered() -> World:
    world = World(a_preset())
    world.to("08:00")
    world.press("done", "spf")
    return world


def put_off() -> World:
    world = World(a_preset())
    world.to("08:00")
    world.press("later", "spf")
    return world


def missed() -> World:
    world = World(a_preset("cream"), a_preset("spf"))
    world.off_until("2026-11-24 07:00")
    return world


def stinging() -> World:
    world = lying()
    world.ask(SessionAct("stinging"))
    return world


def over_time() -> World:
    world = lying()
    world.to("21:30")
    return world


def a_broken_file() -> World:
    world = World(a_preset())
    world.change(problems=(Problem("a:", "a.toml is broken"), Problem("b:", "b.toml is broken")))
    world.ask(Reload())
    return world


def on_hold() -> World:
    world = a_world(guarded("cream", "final"))
    say(world, pregnant=True)
    return world


def running_low() -> World:
    world = a_stocked_world()
    world.ask(RefillStock("collagen", doses=8))
    world.to("09:00")
    world.ask(Done())
    return world


def may_go_on() -> World:
    world = World(a_ramp())
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    live(world, range(5))
    return world


def no_room() -> World:
    world = a_spaced_world(mask())
    world.change(mask(min_gap=lasting("30 days")))
    world.ask(Reload())
    return world


def course_over() -> World:
    world = World(a_preset("pills", course=Course(length=lasting("3 days"))))
    live_until(world, "2026-11-26 12:00")
    return world


def live_until(world: World, wall_time: str) -> None:
    for day in range(23, 27):
        world.to(f"2026-11-{day} 08:00")
        if world.raised:
            world.ask(Done())
    world.to(wall_time)


def silent() -> World:
    world = World(a_preset())
    world.to("2026-11-27 09:00")
    return world


def travelled() -> World:
    world = World(a_preset())
    world.travel("America/New_York")
    return world


def mended(world: World) -> None:
    world.change(problems=())
    world.ask(Reload())


def ask(*commands: object) -> Callable[[World], None]:
    def do(world: World) -> None:
        for command in commands:
            world.ask(command)  # type: ignore[arg-type] # the union of commands, from a table

    return do


def to(wall_time: str) -> Callable[[World], None]:
    return lambda world: world.to(wall_time)


#: Kind, a home that shows one, and what makes it untrue.
ENDS: tuple[tuple[str, Callable[[], World], Callable[[World], None]], ...] = (
    ("answered", answered, ask(Undo("spf"))),
    ("answered", answered, to("08:03")),
    ("answered", put_off, ask(Done())),
    ("answered", put_off, ask(Snooze("spf", length="2h"), Done())),
    ("missed", missed, ask(Done(("cream",), None, "2026-11-23"), Done(("spf",), None, "2026-11-23"))),
    ("zone", travelled, to("2026-11-23 08:00")),
    ("files", a_broken_file, mended),
    ("hold", on_hold, ask(Disable(("cream",)))),
    ("silent", silent, ask(Done())),
    ("silent", silent, lambda world: world.set_clock("2026-11-25 09:00")),
    ("course", course_over, ask(Disable(("pills",)))),
    ("course", course_over, ask(Enable(("pills",)))),
    ("course", course_over, to("2026-12-05 12:00")),
    ("session", stinging, ask(Irritated(over=True))),
    ("session", stinging, ask(Undo())),
    ("session", stinging, to("2026-11-28 20:40")),
    ("session", over_time, to("2026-11-28 21:40")),
    ("session", over_time, ask(Undo("mask"))),
    ("stock", running_low, ask(RefillStock("collagen", doses=90))),
    ("stock", running_low, ask(Disable(("collagen",)))),
    ("irritation", stinging, ask(Irritated(over=True))),
    ("ramp", may_go_on, ask(Irritated())),
    ("ramp", may_go_on, ask(Disable(("ramp",)))),
    ("ramp", may_go_on, ask(Irritated(go_on="ramp"))),
    ("no-room", no_room, ask(Disable(("mask",)))),
)


@each("off", [False, True], ids=["running", "restarted"])
@each(("kind", "home", "ends"), ENDS)
def test_it_goes_when_it_is_no_longer_true(
    kind: str, home: Callable[[], World], ends: Callable[[World], None], off: bool
) -> None:
    world = home()
    assert kind in world.showing
    if off:
        world.restart("boot-2")
        assert kind in world.showing
    ends(world)
    assert kind not in world.showing
    world.restart("boot-3")
    assert kind not in world.showing


def test_what_was_over_while_routine_was_off_does_not_come_back() -> None:
    world = over_time()
    world.off_until("2026-11-28 21:40")
    world.restart("boot-2")
    assert "session" not in world.showing


# --- what is only partly untrue -----------------------------------------------------------------------------------


def test_a_digest_lets_go_of_what_was_done_after_all() -> None:
    world = missed()
    world.ask(Done(("cream",), None, "2026-11-23"))
    [entry] = [one for one in world.log if one.routine == "spf"]
    assert (world.card("missed").about, world.offers("missed")) == ((str(entry.seq),), ["did-them", "ok"])
    assert "Cream" not in world.notice("missed").body


def test_one_file_mended_of_two_is_told_of_no_more() -> None:
    world = a_broken_file()
    world.change(problems=(Problem("b:", "b.toml is broken"),))
    world.ask(Reload())
    body = world.notice("files").body
    assert ("a.toml" in body, "b.toml" in body) == (False, True)


def test_a_question_answered_by_command_is_asked_no_more() -> None:
    world = a_household()
    a_quarter_later(world, "2027-02-23 10:00")
    world.press("changed", "changes")
    [fact, *_] = world.card("changes").about
    world.change(profile={**world.setup_now.profile, fact: False})
    world.ask(Reload(fact=fact))
    assert "changes" not in world.showing


def test_an_ended_mask_that_did_not_sting_does_not_wait_for_calm_skin() -> None:
    world = an_evening()
    world.ask(SessionStart("mask"))
    world.ask(SessionAct("stop"))
    assert world.card("session") == replace(world.card("session"), only_while=None)
