"""What `notices` answers: everything that should be showing, so that who sees no desktop can read and answer it."""

from __future__ import annotations

from routine.core.notices.one_notice_at_a_time import told_of
from routine.core.notices.wanted import wanted
from routine.core.requests.replies.notices import NoticesReply, NoticeView
from routine.core.snapshot import Snapshot
from routine.core.state.notice import Notice
from routine.core.supply.stock import left_words


def notices_view(draft: Snapshot) -> NoticesReply:
    """Every notice that should be showing now."""
    return NoticesReply(notices=tuple(_view(draft, notice) for notice in wanted(draft)))


def _view(draft: Snapshot, notice: Notice) -> NoticeView:
    about = tuple(id for id, _ in told_of(draft, notice.id))
    return NoticeView(
        notice=notice.id,
        kind=_kind(draft, notice, about),
        title=notice.title,
        lines=_lines(draft, notice),
        buttons=notice.buttons,
        about=about or _concerns(draft, notice),
        critical=notice.urgency == "critical",
    )


def _lines(draft: Snapshot, notice: Notice) -> tuple[str, ...]:
    """As it was shown; what is left of a supply, as it is by now."""
    card, lines = draft.card(notice.id), notice.body.splitlines()
    if card and card.kind == "stock" and card.about[0] in draft.setup.presets:
        lines[0] = f"{left_words(draft, card.about[0])}."
    return tuple(lines)


def _concerns(draft: Snapshot, notice: Notice) -> tuple[str, ...]:
    """The routines that one press, or one form, enables again; whose supply it is."""
    card = draft.card(notice.id)
    return card.about if card and card.kind in ("lost", "stock") else ()


def _kind(draft: Snapshot, notice: Notice, about: tuple[str, ...]) -> str:
    if about:
        return "reminder"
    card = draft.card(notice.id)
    return card.kind if card else notice.id.partition(":")[0]
