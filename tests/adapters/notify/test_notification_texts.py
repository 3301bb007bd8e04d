"""What a notice becomes on each server: its text whole or in portions, and the buttons that are drawn."""

from __future__ import annotations

import html

import pytest
from msgspec.structs import replace

from routine.core.requests.commands import Press
from routine.core.state.notice import Button
from tests.adapters.notify.person import BUTTONS, FOLLOWS, LONG, REMINDER, Person, before, every_server
from tests.e2e.desktop import Desktop
from tests.e2e.server_habits import (
    DUNST,
    GNOME,
    KDE,
    LXQT,
    MAKO,
    NOTIFICATION_DAEMON,
    STUB,
    XFCE,
    Habits,
)

MAKO_SHOWS = 5


def test_on_mako_no_more_are_sent_than_it_shows_and_the_text_is_read_to_its_end_by_clicks(desktop: Desktop) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(LONG)
        await person.click()
        seen = person.text()
        while "Click here to read on" in seen:
            assert len(person.titles()) <= MAKO_SHOWS
            assert sum(": " in title for title in person.titles()) == len(BUTTONS)
            await person.click()
            if person.text() in seen:
                break
            seen += person.text()
        assert all(f"{n}." in seen for n in range(1, 9))
        await person.press("Skip")
        assert person.pressed == [Press("n1", "skip")]

    before(desktop, MAKO, scenario)


@pytest.mark.parametrize(("rows", "offered"), [(7, True), (8, False)])
def test_on_plasma_all_are_answered_at_once_only_where_none_has_to_be_scrolled_to(
    desktop: Desktop, rows: int, *, offered: bool
) -> None:
    body = "\n".join(f"• Routine {n}: a dose." for n in range(rows))
    digest = replace(REMINDER, title="Several are due", body=body, only_if_whole=(BUTTONS[0].id,))

    async def scenario(person: Person) -> None:
        await person.sees(digest)
        assert f"Routine {rows - 1}" in person.text()
        drawn = {label for labels in person.server.buttons.values() for label in labels}
        assert (BUTTONS[0].label in drawn) is offered
        assert BUTTONS[1].label in drawn

    before(desktop, KDE, scenario)


@every_server
def test_no_button_is_drawn_that_answers_nothing(desktop: Desktop, habits: Habits) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(REMINDER)
        drawn = [list(labels) for labels in person.server.buttons.values()]
        assert drawn == ([["Start", "Later", "Skip"]] if habits.draws_buttons else [[]])

    before(desktop, habits, scenario)


@every_server
def test_a_long_text_can_be_read_to_its_end_by_clicks_and_is_never_cut_without_a_sign(
    desktop: Desktop, habits: Habits
) -> None:
    words = [f"word{n}" for n in range(60)]

    async def scenario(person: Person) -> None:
        await person.sees(replace(REMINDER, body=" ".join(words)))
        read = person.text()
        assert "word59" in read or "…" in read
        clicks = 0
        while habits not in (NOTIFICATION_DAEMON, XFCE, LXQT) and "word59" not in read and clicks < 5:
            await person.click()
            read, clicks = read + person.text(), clicks + 1
        assert [word for word in words if word not in read] == []
        assert all(
            len(notify.body.splitlines()) <= habits.rows or len(notify.body) <= 50 * habits.rows
            for notify in person.server.notified
        )

    before(desktop, habits, scenario)


@every_server
@pytest.mark.parametrize("text", ["<b>bold</b> & <i>", "ü" * 10_000, "שלום עולם 👩🏽‍🦱 مرحبا", "%s \\n $(id)"])
def test_a_text_shows_as_it_was_written_whole_or_cut_with_a_sign(desktop: Desktop, habits: Habits, text: str) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(replace(REMINDER, body=text))
        sent = next(notify for notify in person.server.notified if notify.actions)
        as_read = html.unescape(sent.body) if "body-markup" in habits.capabilities else sent.body
        tagless = text.replace("<", "‹").replace(">", "›") if habits is DUNST else text
        first = as_read.split("\n")[0]
        first = first.rstrip("\N{NO-BREAK SPACE}")
        assert first == tagless or (len(text) > 1000 and "…" in as_read and first.rstrip("…") in text)

    before(desktop, habits, scenario)


@every_server
def test_a_lone_undo_has_a_button_beside_it_where_a_click_anywhere_or_the_next_waits_for_it(
    desktop: Desktop, habits: Habits
) -> None:
    """LXQt presses the only button for a click anywhere; where one shows at a time, OK has the next come."""

    async def scenario(person: Person) -> None:
        await person.sees(FOLLOWS)
        drawn = [list(labels) for labels in person.server.buttons.values()]
        alone = ["Undo"] if habits.draws_buttons else []
        assert drawn == [["Undo", "OK"] if habits in (GNOME, LXQT, NOTIFICATION_DAEMON) else alone]
        if "OK" in drawn[0]:
            await person.press("OK")
            assert (person.titles(), person.pressed) == ([], [])

    before(desktop, habits, scenario)


def test_lxqt_says_in_the_text_which_buttons_there_are_where_it_cuts_their_labels(desktop: Desktop) -> None:
    cut = (Button("done", "Removing it"), Button("stinging", "It stings"), Button("stop", "Stop"))

    async def scenario(person: Person) -> None:
        await person.sees(replace(REMINDER, buttons=cut))
        assert "The buttons: Removing it, It stings, Stop." in person.text()
        await person.sees(replace(REMINDER, revision="2"))
        assert "The buttons" not in person.text()

    before(desktop, LXQT, scenario)


@pytest.mark.parametrize("habits", [STUB, STUB._replace(draws_buttons=False)], ids=["honest", "lying"])
def test_on_an_unknown_server_the_text_also_says_what_to_type(desktop: Desktop, habits: Habits) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(REMINDER)
        assert "routine run sheet-mask" in person.text()
        assert "does not know whether it shows buttons" in person.delivery.facts().detail

    before(desktop, habits, scenario)
