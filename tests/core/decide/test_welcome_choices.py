"""The welcome, once in a home's life, and what can be done from it by mouse alone."""

from __future__ import annotations

from routine.core.config.rules import Fact, Rule
from routine.core.preset.model import Safety
from routine.core.requests.commands import Enable, Greet, Press
from routine.core.requests.reports import LoginSet, PageFailed, Welcome
from routine.core.schedule.types import Again, Clock, Schedule, WhenNeeded
from tests.builders import World, a_preset, a_schedule, lasting

RULE = Rule(name="egg", fact="egg", level="final", why="Egg.", fix="Leave it.", source="s")
EGG = a_preset("egg", safety=Safety(never_if=("egg",)))


def a_home(now: str = "2026-11-23 07:00", at_login: bool = False) -> World:
    """A first start: sunscreen begins; there is more, one of it with a question, one of it a supplement."""
    more = (a_preset(id, title=id.capitalize()) for id in ("air", "pillow", "water"))
    pills = a_preset("pills", kind="supplement")
    world = World(
        a_preset("spf", starter=True),
        *more,
        EGG,
        pills,
        now=now,
        enabled=False,
        rules={"egg": RULE},
        facts={"egg": Fact("egg", "Are you allergic to egg?")},
    )
    world.ask(Welcome(at_login=at_login))
    return world


def test_the_welcome_offers_what_there_is_to_do() -> None:
    world = a_home()
    assert world.showing == ["welcome"]
    assert world.offers("welcome") == ["open", "today", "at-login"]
    assert world.notice("welcome").timeout_s == 0
    assert world.notice("welcome").commands == ("routine open", "routine today", "routine autostart on")


def test_where_it_starts_at_login_already_that_is_not_offered() -> None:
    assert a_home(at_login=True).offers("welcome") == ["open", "today", "more"]


def test_it_comes_once_in_a_homes_life() -> None:
    """Not again with the next start, a week later with last week's time in it."""
    world = a_home()
    world.off_until("2026-11-30 07:30")
    world.restart("boot-2")
    world.ask(Welcome())
    assert "welcome" not in world.showing


def test_it_goes_once_the_time_that_it_names_has_come() -> None:
    world = a_home()
    world.to("08:00")
    assert world.showing == ["spf"]


def test_a_time_that_is_near_leaves_it_readable() -> None:
    world = a_home(now="2026-11-23 07:59")
    world.to("08:05")
    assert {*world.showing} == {"welcome", "spf"}
    world.to("08:10")
    assert world.showing == ["spf"]


def test_today_is_shown_with_what_else_there_is_to_do() -> None:
    world = a_home()
    world.press("today", "welcome")
    assert world.showing == ["today"]
    assert world.notice("today").body == "08:00 Spf"
    assert world.offers("today") == ["more", "at-login"]
    world.to("08:00")
    assert world.showing == ["spf"]


def test_the_list_of_today_goes_with_the_day() -> None:
    world = a_home(now="2026-11-23 20:00")
    world.press("today", "welcome")
    assert world.card("today").ends is not None
    world.to("2026-11-24 04:00")
    assert "today" not in world.showing


def test_what_needs_no_question_can_be_added_one_after_the_other() -> None:
    world = a_home(at_login=True)
    world.press("more", "welcome")
    assert world.offers("offer") == ["add:air", "add:pillow", "others"]
    before = world.notice("offer").revision
    world.press("others", "offer")
    assert world.offers("offer") == ["add:water", "others"]
    assert world.notice("offer").revision != before
    world.press("add:water", "offer")
    assert world.routine("water").enabled
    assert world.showing == ["answered"]
    world.press("more", "answered")
    assert world.card("offer").about == ("air", "pillow")
    assert world.offers("offer") == ["add:air", "add:pillow"]


def test_what_asks_a_question_first_or_is_taken_is_not_offered() -> None:
    world = a_home(at_login=True)
    world.ask(Enable(("air", "pillow", "water")))
    world.press("more", "welcome")
    assert "offer" not in world.showing


def test_an_offer_goes_once_one_of_it_is_enabled() -> None:
    world = a_home(at_login=True)
    world.press("more", "welcome")
    world.ask(Enable(("air",)))
    assert "offer" not in world.showing


def test_the_page_is_opened_and_where_it_cannot_be_that_is_told() -> None:
    """Nobody sees a terminal: what a button could not do is said in a notification."""
    world = a_home()
    reply = world.press("open", "welcome")
    assert "welcome" not in world.showing
    assert not getattr(reply, "said", ())
    world.ask(PageFailed("No browser."))
    (id,) = world.showing
    assert (world.notice(id).body, world.offers(id)) == ("No browser.", ["ok"])


def test_starting_at_login_is_told_once_it_is_done_and_can_be_undone() -> None:
    world = a_home()
    world.ask(LoginSet(on=True))
    assert world.showing == ["welcome", "login"]
    assert world.offers("login") == ["undo"]
    world.ask(LoginSet(on=False))
    assert (world.offers("login"), world.state.at_login) == (["ok"], False)


def test_where_that_did_not_work_it_says_why() -> None:
    world = a_home()
    world.ask(LoginSet(on=True, problem="The disk is full."))
    assert (world.notice("login").body, world.state.at_login) == ("The disk is full.", False)


def test_a_click_in_the_menu_shows_what_is_next_at_any_time() -> None:
    world = a_home()
    world.press("today", "welcome")
    world.ask(Greet(at_login=True))
    assert world.showing == ["welcome"]
    assert world.offers("welcome") == ["open", "today", "more"]
    assert "Spf" in world.notice("welcome").body
    before = world.notice("welcome").revision
    world.ask(Greet(at_login=True))
    assert world.notice("welcome").revision != before  # shown again: somebody asked for it


def test_a_greeting_is_no_sign_that_somebody_answered() -> None:
    world = World(a_preset("spf", a_schedule("08:00")))
    world.to("2026-11-27 09:00")
    assert "silent" in world.showing
    world.ask(Press("nothing", "ok"))
    assert "silent" in world.showing


def test_it_is_not_shown_where_nobody_sees_it() -> None:
    """A notice of low urgency is none on GNOME."""
    assert a_home().notice("welcome").urgency == "normal"


def test_sunscreen_put_on_before_the_first_start_is_said_by_mouse() -> None:
    schedule = Schedule(Clock((480,)), Again(lasting("2h"), 480, 1080))
    world = World(a_preset("spf", schedule, starter=True, kind="sun"), now="2026-11-23 10:28", enabled=False)
    world.ask(Welcome())
    world.press("today", "welcome")
    world.press("did:spf", "today")
    assert list(world.answers.values()) == ["done"]
    assert world.next("spf") == "2026-11-23 12:28"
    assert "undo" in [button.id for button in world.notice("Done").buttons]


def test_what_is_done_as_needed_is_said_by_mouse_and_too_soon_told_beside_undo() -> None:
    balm = a_preset("balm", Schedule(WhenNeeded()), safety=Safety(min_gap=lasting("5h")))
    world = World(balm, now="2026-11-23 11:10")
    for time in ("11:10", "11:12"):
        world.to(time)
        world.ask(Greet())
        world.press("today", "welcome")
        world.press("did:balm", "today")
    assert list(world.answers.values()) == ["done", "done"]
    assert "16:10" in world.notice("Done").body
