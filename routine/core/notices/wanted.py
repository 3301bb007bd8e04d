"""Which notices should be showing: reminders, together or one by one, and cards; derived from state, never queued."""

from __future__ import annotations

from msgspec.structs import replace

from routine.core.notices import reminder_text
from routine.core.notices.digest import also_due, several, times_shown
from routine.core.notices.early import early_notices
from routine.core.notices.grouping import Group, Member, shown_groups
from routine.core.occurrences.held_back import lying_flat
from routine.core.occurrences.quiet_hours import quiet_until
from routine.core.preset.model import Preset
from routine.core.session.notice import session_notice
from routine.core.snapshot import Snapshot
from routine.core.state.cards import KINDS, Card
from routine.core.state.keys import is_question, is_visit
from routine.core.state.notice import TO_BE_READ_S, Button, Notice
from routine.core.state.reminder import Reminder
from routine.core.visits.lines import QUESTION, question_commands

ANSWERS = (Button("done", "Done"), Button("later", "Later"), Button("skip", "Skip"))
INDOORS = (Button("done", "Done"), Button("later", "Later"), Button("staying-in", "Staying in"))
GUIDED = (Button("start", "Start"), Button("later", "Later"), Button("skip", "Skip"))
TREATMENT = (Button("done", "Done"), Button("later", "Later"), Button("irritated", "Irritated"))


def wanted(draft: Snapshot) -> tuple[Notice, ...]:
    """Every notice that should be showing now; in quiet hours (machine off) and lying flat, a session's alone."""
    session = draft.state.session
    ended = tuple(_card(card) for card in draft.state.notices.cards if card.kind == "session")
    running = (session_notice(session, draft.now),) if session else ended
    if quiet_until(draft.setup.settings, draft.now) or lying_flat(draft.state):
        return running
    cards = {card.id: card for card in draft.state.notices.cards}
    found = {id: _card(card) for id, card in cards.items()}
    # Not before the notice about the silence is there: else nothing at all would show until the next time.
    silent = draft.state.silence.shown is not None
    for id, group in shown_groups(draft).items():
        # After-care hangs on whether somebody went: that is asked in a silence too.
        if not silent or is_question(group.members[0][1].key):
            found[id] = _reminders(draft, id, group, cards.get(id))
    if not silent:
        found.update((notice.id, notice) for notice in early_notices(draft))
    found.update((notice.id, notice) for notice in running)
    return tuple(found.values())


def _card(card: Card) -> Notice:
    return Notice(
        id=card.id,
        title=card.title,
        body=card.body,
        buttons=card.buttons,
        commands=card.commands,
        urgency="critical" if card.critical else "low" if card.kind in ("answered", "welcome") else "normal",
        timeout_s=_timeout(card),
        revision=f"card-{card.revision}",
    )


def _timeout(card: Card) -> int | None:
    """For how long it shows, in seconds: 0 until it is answered, None for as long as reading takes."""
    if card.critical or KINDS[card.kind].stays or len(card.buttons) > 1:
        return 0
    return TO_BE_READ_S if card.kind == "answered" and card.buttons else None


def _reminders(draft: Snapshot, id: str, group: Group, card: Card | None) -> Notice:
    if len(group.members) == 1:
        return _single(draft, id, group, card)
    notice = several(draft, id, group.members)
    behind = [also_due(draft, group.behind)] if group.behind else []
    revision = _revision(draft, id, notice.revision, group.behind)
    return replace(notice, body="\n".join([notice.body, *behind]), revision=revision)


def _single(draft: Snapshot, id: str, group: Group, card: Card | None) -> Notice:
    """One reminder, all of it; then what else is due and comes after it."""
    [(routine_id, raised)], behind = group.members, group.behind
    parts = [reminder_text.body(draft, routine_id, raised), *([also_due(draft, behind)] if behind else [])]
    if card is not None:
        parts.insert(0, f"{card.title}. {card.body}\n")
    return Notice(
        id=id,
        title=reminder_text.title(draft, routine_id, raised),
        body="\n".join(parts),
        buttons=_buttons(draft, routine_id, raised),
        commands=_commands(draft, routine_id, raised),
        timeout_s=0,
        sound=True,
        revision=_revision(draft, id, f"{routine_id}@{raised.key}/{times_shown(raised)}", behind),
    )


def _revision(draft: Snapshot, id: str, own: str, behind: tuple[Member, ...]) -> str:
    """Those behind remind by it, too: it is shown again when one of them nags, or joins; closed, only for its own."""
    notices = draft.state.notices
    if id in notices.put_away and id in notices.deliveries:
        last = notices.deliveries[id].revision
        return last if last == own or last.startswith(f"{own}+") else own
    times = sum(times_shown(raised) for _, raised in behind)
    return f"{own}+{len(behind)}/{times}" if behind else own


def _buttons(draft: Snapshot, id: str, raised: Reminder) -> tuple[Button, ...]:
    """A visit's reminder has no steps to be guided through; its question has answers of its own."""
    if is_question(raised.key):
        return QUESTION
    return ANSWERS if is_visit(raised.key) else answers_to(draft.preset(id))


def _commands(draft: Snapshot, id: str, raised: Reminder) -> tuple[str, ...]:
    return question_commands(id) if is_question(raised.key) else commands(id, draft.preset(id))


def answers_to(preset: Preset) -> tuple[Button, ...]:
    """The buttons of one reminder; a treatment with a retinoid or an acid has one for skin that does not bear it."""
    if preset.kind == "treatment" and preset.irritant:
        return TREATMENT
    if preset.timed:
        return GUIDED
    return INDOORS if preset.kind == "sun" else ANSWERS


def commands(id: str, preset: Preset) -> tuple[str, ...]:
    """What to type where there are no buttons."""
    if answers_to(preset) is TREATMENT:
        return (f"routine done {id}", f"routine snooze {id}", "routine irritated")
    verb = "run" if preset.timed else "rate" if preset.signs else "done"
    indoors = " --staying-in" if preset.kind == "sun" and not preset.timed else ""
    return (f"routine {verb} {id}", f"routine snooze {id}", f"routine skip {id}{indoors}")
