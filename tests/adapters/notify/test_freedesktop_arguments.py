"""How a notice becomes the arguments of the server's Notify call."""

from __future__ import annotations

from typing import Any

import pytest

from routine.adapters.notify.freedesktop_arguments import How, notify_arguments
from routine.adapters.notify.notification_texts import parts_of
from routine.adapters.notify.server_behaviour import ServerBehaviour, behaviour_of
from routine.core.state.notice import Button, Notice
from routine.core.text.safe import one_line, shown

ABLE = ("actions", "body", "body-markup")
THREE = (Button("done", "Done"), Button("later", "Later"), Button("skip", "Skip"))


def arguments(able: tuple[str, ...] = ABLE, **changes: Any) -> tuple[Any, ...]:
    """As an unknown server gets it."""
    given = {"id": "n1", "title": "Sunscreen", "body": "Reapply.", "buttons": THREE} | changes
    return sent(behaviour_of("somebody", "nobody", able), able, Notice(**given))


def sent(
    behaviour: ServerBehaviour, able: tuple[str, ...], notice: Notice, *, opened: bool = False, quiet: bool = False
) -> tuple[Any, ...]:
    how = How(behaviour=behaviour, capabilities=able, opened=opened, quiet=quiet)
    return notify_arguments(notice, parts_of(notice, behaviour, opened=opened)[0], how)


def test_buttons_go_out_as_pairs_of_id_and_label() -> None:
    assert arguments()[5] == ["done", "Done", "later", "Later", "skip", "Skip", "default", "Show"]


def test_a_fourth_button_is_left_out_for_gnome_would_drop_one() -> None:
    assert "more" not in arguments(buttons=(*THREE, Button("more", "More")))[5]


def test_a_server_without_buttons_gets_the_commands_as_text() -> None:
    arrived = arguments(able=("body",), commands=("routine done spf",))
    assert arrived[4:6] == ("Reapply.\nTo answer, type in a terminal:\nroutine done spf", [])


def test_a_server_with_buttons_gets_no_commands() -> None:
    kde = behaviour_of("Plasma", "KDE", ABLE)
    notice = Notice(id="n1", title="Sunscreen", body="Reapply.", buttons=THREE, commands=("routine done spf",))
    assert sent(kde, ABLE, notice)[4] == "Reapply."


def test_the_text_is_escaped_where_the_server_reads_markup() -> None:
    assert arguments(body="<b>A & B</b>")[4] == "&lt;b&gt;A &amp; B&lt;/b&gt;"


def test_the_text_is_left_as_it_is_where_the_server_reads_no_markup() -> None:
    assert arguments(able=("body", "actions"), body="<b>A & B</b>")[4] == "<b>A & B</b>"


def test_a_server_that_shows_only_titles_gets_everything_in_the_title() -> None:
    assert arguments(able=("actions",), body="Reapply.\nTwo fingers.")[3:5] == ("Sunscreen: Reapply. Two fingers.", "")


@pytest.mark.parametrize(("timeout_s", "milliseconds"), [(None, 20_000), (0, 0), (10, 10_000), (10**9, 2**31 - 1)])
def test_the_timeout_is_in_milliseconds(timeout_s: int | None, milliseconds: int) -> None:
    assert arguments(timeout_s=timeout_s)[7] == milliseconds


@pytest.mark.parametrize(("urgency", "level"), [("low", 1), ("normal", 1), ("critical", 2)])
def test_the_urgency_is_a_byte_hint(urgency: str, level: int) -> None:
    assert arguments(urgency=urgency)[6]["urgency"] == ("y", level)


@pytest.mark.parametrize("title", ["", "   ", "\x00\x1b"])
def test_an_empty_title_becomes_the_name_of_the_application(title: str) -> None:
    assert arguments(title=title)[3] == "Routine"


def test_control_characters_and_lone_surrogates_become_spaces() -> None:
    assert shown("a\x00b\x1b[31mc\x9bd\ud800e\u2028f\tg") == "a b [31mc d e f g"


def test_newlines_emoji_and_right_to_left_text_stay() -> None:
    text = "שלום עולם\n👩🏽‍🦱 مرحبا"
    assert shown(text) == text


def test_ten_thousand_characters_pass() -> None:
    assert arguments(body="ä" * 10_000)[4] == "ä" * 10_000


def test_a_title_is_one_line() -> None:
    assert one_line(" Egg\r\n white \n mask ") == "Egg white mask"


@pytest.mark.parametrize(("percent", "hint"), [(0, ("i", 0)), (50, ("i", 50)), (104, ("i", 100)), (None, None)])
def test_progress_is_the_value_hint(percent: int | None, hint: tuple[str, int] | None) -> None:
    able = (*ABLE, "x-canonical-private-synchronous")
    assert arguments(able, progress=percent)[6].get("value") == hint


@pytest.mark.parametrize(
    ("server", "title"),
    [(("gnome-shell", "GNOME"), "Mask, 2 of 3"), (("Plasma", "KDE"), "Mask, 2 of 3: 8 minutes left")],
)
def test_where_a_title_cannot_be_brought_up_to_date_it_has_no_time_left_in_it(
    server: tuple[str, str], title: str
) -> None:
    notice = Notice(id="session", title="Mask, 2 of 3: 8 minutes left", steady_title="Mask, 2 of 3", body="Lie flat.")
    [part] = parts_of(notice, behaviour_of(*server, ABLE))
    assert part.title == title
