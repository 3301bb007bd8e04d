"""The buttons of a notification: those that the notice has, and those that a server needs beside them."""

from __future__ import annotations

from collections.abc import Sequence

from routine.adapters.notify.server_behaviour import ServerBehaviour
from routine.core.state.notice import Button, Notice
from routine.core.text.safe import one_line

#: What servers call a click beside the buttons; some draw it as a button, so it says what it does.
OPEN = Button("default", "Show")
#: Beside a lone button: answers nothing.
PUT_AWAY = Button("put-away", "OK")
MOST_BUTTONS = 3  # GNOME drops a fourth


def buttons_of(notice: Notice, behaviour: ServerBehaviour, *, whole: bool = True) -> tuple[Button, ...]:
    """What can be pressed. `whole`: by this notification at the latest, a person has been shown all of the text."""
    buttons = [button for button in notice.buttons if whole or button.id not in notice.only_if_whole]
    if behaviour.puts_away and len(buttons) == 1 and buttons[0].label != PUT_AWAY.label:
        buttons.append(PUT_AWAY)
    return (*buttons[:MOST_BUTTONS], *((OPEN,) if behaviour.opens else ()))


def in_menu(notice: Notice) -> tuple[Button, ...]:
    """Nothing of it is drawn; who has a key for dunst's or mako's menu finds the answers there."""
    return (OPEN, *notice.buttons[:MOST_BUTTONS])


def buttons_named(buttons: Sequence[Button], behaviour: ServerBehaviour) -> str:
    """A line of text that names them, where their labels would be cut; else ""."""
    labels = [button_label(button) for button in buttons]
    room = behaviour.label_columns // max(1, len(labels)) - 1
    if not behaviour.label_columns or all(len(label) <= room for label in labels):
        return ""
    return f"The buttons: {', '.join(labels)}."


def button_label(button: Button) -> str:
    """What stands on it."""
    return one_line(button.label) or button.id
