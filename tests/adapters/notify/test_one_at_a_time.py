"""Servers that show one at a time: what comes first there, and that what waits behind it comes at all."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from routine.core.requests.commands import Press
from routine.core.state.notice import Notice
from tests.adapters.notify.person import A_LOOK_S, FOLLOWS, LONG, NEXT, REMINDER, Person, before
from tests.e2e.desktop import Desktop
from tests.e2e.server_habits import (
    GNOME,
    NOTIFICATION_DAEMON,
    Habits,
)

ONE_AT_A_TIME = pytest.mark.parametrize("habits", [GNOME, NOTIFICATION_DAEMON], ids=lambda habits: habits.name)


@ONE_AT_A_TIME
def test_what_follows_a_press_comes_before_all_that_waits_which_comes_after_it(
    desktop: Desktop, habits: Habits
) -> None:
    """Where one shows at a time, it would come when all the others are answered: Undo would be of no use by then."""
    other = replace(NEXT, id="n2", title="Lip balm")

    async def scenario(person: Person) -> None:
        person.then = (replace(FOLLOWS, id="n1"), other, replace(NEXT, id="n3"))
        await person.sees(REMINDER, other, replace(NEXT, id="n3"))
        await person.press("Start")
        assert next(iter(person.server.in_sight().values())).title == "Skipped"
        await person.press("OK")
        assert "Skipped" not in person.titles()
        assert next(iter(person.server.in_sight().values())).title == "Lip balm"
        sounds = [notify.title for notify in person.server.notified if "sound-name" in notify.hints]
        assert sounds.count("Lip balm") == 1, "what comes again makes no sound"
        await person.press("Done")
        assert person.pressed == [Press("n1", "start"), Press("n2", "done")]

    before(desktop, habits, scenario)


def test_what_had_its_time_on_the_screen_does_not_come_again_behind_what_follows_a_press(desktop: Desktop) -> None:
    """GNOME's old server does not tell when one expires."""
    brief = replace(FOLLOWS, id="n2", title="Moved", timeout_s=1, first=False)

    async def scenario(person: Person) -> None:
        person.then = (replace(FOLLOWS, id="n1"), brief)
        await person.sees(brief)
        await asyncio.sleep(1.1)  # the server's own time
        await person.sees(brief, REMINDER)
        await person.server.expire(1)
        await person.press("Later")
        assert [notify.title for notify in person.server.notified if notify.title != "Routine"] == [
            "Moved", "Sheet mask", "Skipped",
        ]  # fmt: skip

    before(desktop, NOTIFICATION_DAEMON, scenario)


def test_on_gnome_what_was_told_without_a_press_does_not_come_before_what_waits_for_an_answer(desktop: Desktop) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(REMINDER, replace(FOLLOWS, id="n2", first=False))
        assert [notify.hints["urgency"] for notify in person.server.notified] == [("y", 2), ("y", 1)]

    before(desktop, GNOME, scenario)


def test_on_gnome_what_waits_behind_is_sent_again_when_the_one_before_it_is_taken_off(desktop: Desktop) -> None:
    """GNOME 43 shows the next of its queue after a press, but not after CloseNotification."""

    async def scenario(person: Person) -> None:
        await person.sees(replace(FOLLOWS, id="n2"), NEXT)
        await person.sees(NEXT)
        assert [notify.title for notify in person.server.notified] == ["Skipped", "Hand cream", "Hand cream"]
        assert person.titles() == ["Hand cream"]
        await person.press("Done")
        assert person.pressed == [Press("n1", "done")]

    before(desktop, GNOME, scenario)


def test_on_gnome_what_stands_before_all_others_is_not_sent_again_for_one_behind_it(desktop: Desktop) -> None:
    early = Notice(id="early", title="In 2 minutes", body="You need a towel.", revision="e")

    async def scenario(person: Person) -> None:
        await person.sees(early, REMINDER, replace(NEXT, id="n2"))
        await person.sees(REMINDER, replace(NEXT, id="n2"))
        await person.sees(REMINDER)
        assert [notify.title for notify in person.server.notified] == ["In 2 minutes", "Sheet mask", "Hand cream"]

    before(desktop, GNOME, scenario)


def test_on_gnome_what_was_clicked_in_the_list_is_read_from_its_beginning(desktop: Desktop) -> None:
    """Behind another it was never on the screen: a click there does not turn its page."""

    async def scenario(person: Person) -> None:
        await person.sees(REMINDER, replace(LONG, id="n2"))
        await person.server.click(2)
        await person.settled()
        assert person.server.notified[2].body.startswith("1. A step")
        person.took_s += A_LOOK_S
        await person.server.click(3)
        await person.settled()
        assert not person.server.notified[-1].body.startswith("1. A step")

    before(desktop, GNOME, scenario)


def test_on_gnome_what_was_clicked_in_the_list_is_sent_once_the_one_before_it_is_off(desktop: Desktop) -> None:
    """GNOME 43 shows nothing after one is closed until another comes: the list would close over an empty screen."""

    async def scenario(person: Person) -> None:
        await person.sees(REMINDER, replace(NEXT, id="n2"))
        await person.server.click(2)
        await person.settled()
        assert 1 in person.server.closed
        assert [notify.title for notify in person.server.notified[2:]] == ["Hand cream", "Sheet mask"]
        assert person.titles() == ["Hand cream", "Sheet mask"]

    before(desktop, GNOME, scenario)


def test_on_gnome_what_was_clicked_in_the_list_comes_before_all_others(desktop: Desktop) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(replace(REMINDER, id="n2"), NEXT)
        await person.server.until_notified(2)
        await person.server.click(2)
        await person.settled()
        assert person.titles() == ["Hand cream", "Sheet mask"]
        await person.press("Start")
        assert person.pressed == [Press("n2", "start")]

    before(desktop, GNOME, scenario)


def test_on_gnome_a_step_comes_before_what_was_sent_earlier(desktop: Desktop) -> None:
    """GNOME shows one after the other, as they came: a question would hide the step of a mask that is on the face."""
    step = replace(REMINDER, id="session", title="Clay mask, 4 of 5", first=True)

    async def scenario(person: Person) -> None:
        await person.sees(step, NEXT)
        await person.sees(replace(step, title="Clay mask, 5 of 5", revision="5"), NEXT)
        assert person.titles() == ["Clay mask, 5 of 5", "Hand cream"]
        assert "sound-name" not in person.server.notified[-1].hints
        await person.press("Done")
        assert person.pressed == [Press("n1", "done")]

    before(desktop, GNOME, scenario)
