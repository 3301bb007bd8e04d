"""A notice's text for servers without buttons, and for those that read markup."""

from __future__ import annotations

from routine.core.state.notice import Notice
from routine.core.text.safe import shown


def escaped(text: str) -> str:
    """The text for a server that reads markup in it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def body_with_commands(notice: Notice) -> str:
    """The notice's text, and under it the commands that answer: for where there are no buttons."""
    return shown("\n".join((notice.body, *notice.commands))).strip()
