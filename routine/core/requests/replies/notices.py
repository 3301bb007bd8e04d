"""The reply about what shows: every notice, as a page shows and answers it."""

from __future__ import annotations

from msgspec import Struct

from routine.core.state.notice import Button


class NoticeView(Struct, frozen=True, kw_only=True):
    """One notice; `press` takes its `notice` and the id of one of its `buttons`.

    `kind`: of a card, such as `course`, `clash` or `review`; else `reminder`, `early` or `session`. `about`: the ids of
    the routines that a reminder's notice is about, or that were lost. `critical`: something has to be done at once.
    """

    notice: str
    kind: str
    title: str
    lines: tuple[str, ...]
    buttons: tuple[Button, ...]
    about: tuple[str, ...]
    critical: bool


class NoticesReply(Struct, frozen=True, kw_only=True):
    """What shows now, in the order in which it would be shown."""

    notices: tuple[NoticeView, ...]
