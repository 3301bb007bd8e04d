"""What to type in order to answer a notice, in its text: for servers and systems without buttons."""

from __future__ import annotations

from routine.core.state.notice import Notice
from routine.core.text.safe import shown


def typing_hint(notice: Notice) -> str:
    """What to type in order to answer the notice; "" where there is nothing to answer."""
    if not notice.commands:
        return ""
    return shown("\n".join(("To answer, type in a terminal:", *notice.commands)))


def body_with_commands(notice: Notice) -> str:
    """The notice's text, and under it the commands that answer: for where there are no buttons."""
    return "\n".join(part for part in (shown(notice.body).strip(), typing_hint(notice)) if part)
