"""What is said of safety notes: of what is on hold, of what is new against what runs, and of what was decided."""

from __future__ import annotations

from collections.abc import Iterable

from routine.core.config.rules import Finding
from routine.core.reminders.next_time import way_on
from routine.core.requests.replies.commands import ReloadReply
from routine.core.review.check_in_interval import next_day
from routine.core.review.on_hold import key_of, on_hold, reviewed
from routine.core.review.outcomes import (
    FactsAnswered,
    Look,
    NotesDecided,
    ProfileConfirmed,
    QuestionsAnswered,
    WaitAnswered,
)
from routine.core.safety.contraindications import refusals
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Confirmation
from routine.core.state.notice import Button
from routine.core.state.routine import OnHold
from routine.core.text.counts import listed, plural
from routine.core.text.notice_title import LONGEST_TITLE
from routine.core.text.source_line import source_line
from routine.core.when.format import format_whole_day

#: The buttons of a safety note that needs a decision.
PAUSE, GO_ON, ONE_BY_ONE = Button("pause-it", "Pause"), Button("go-on", "Continue"), Button("one-by-one", "One by one")
_SHOWN = 4
_ROUTINES = 3
_DECIDE = (
    "Nothing has changed yet. Pause: it is on hold until you enable it again. "
    "Continue: reminders stay as they are, and your history notes it."
)


# --- on hold ------------------------------------------------------------------------------------------------------


def hold_lines(draft: Snapshot) -> list[str]:
    """What is on hold, since when, why, and the one way on."""
    return [hold_line(draft, id) for id in on_hold(draft)]


def hold_line(draft: Snapshot, id: str) -> str:
    """`Egg mask: on hold since today 20:30. It puts egg on the skin: ... It goes on only by: ...`"""
    held = draft.routine(id).held or OnHold("")
    when = f" since {draft.when(id, held.since)}" if held.since else ""
    return f"{draft.title(id)}: on hold{when}. {held.why} {way_on(held, id)}"


def now_held_lines(draft: Snapshot, ids: Iterable[str], *, typed: bool = True) -> list[str]:
    """What a command says of routines that are on hold from now on: why, what to do, the source, and the way on.

    What is the same for several is said once. Not `typed`: in a notice, without what to type.
    """
    alike: dict[tuple[str, ...], list[str]] = {}
    for id in ids:
        alike.setdefault(tuple(_held_parts(draft, id, typed=typed)), []).append(id)
    lines = []
    for (why, *advice), held in alike.items():
        titles = listed(draft.title(id) for id in held)
        lines.append(plural(len(held), one=f"{titles} is on hold. {why}", other=f"{titles} are on hold. {why}"))
        lines += advice[:-1]
        lines += [way for id in held if typed and advice and (way := _way_on(draft, id))]
        lines += advice[-1:]
    return lines


def _held_parts(draft: Snapshot, id: str, *, typed: bool) -> list[str]:
    """Why it is on hold, what to do, and last the source; the reason alone where no rule is known."""
    held = draft.routine(id).held
    found = next((f for f in reviewed(draft, [id]) if held and key_of(f) == held.rule), None)
    why = held.why if held else ""
    if found is None:
        return [why]
    done = found.level == "final"  # what to do at once is in the reason already
    advice = [found.typed_advice if typed else found.advice] if found.advice and not done else []
    return [why, *advice, source_line(found.source)]


def _way_on(draft: Snapshot, id: str) -> str:
    held = draft.routine(id).held
    return way_on(held, id) if held else ""


def may_go_on_lines(draft: Snapshot, ids: Iterable[str]) -> list[str]:
    """Of routines on hold against which nothing stands any more: that they wait for the person's word."""
    still = (id for id in ids if draft.routine(id).held)
    clear = (id for id in still if not refusals(reviewed(draft, [id]), draft.routine(id).safety.accepted))
    return [
        f"{draft.title(id)} is still on hold, although nothing is against it now. "
        f"To enable it again: routine preset enable {id}"
        for id in clear
    ]


# --- new against what runs ----------------------------------------------------------------------------------------


def note_title(draft: Snapshot, found: list[Finding]) -> str:
    """Whom a notice of safety notes is about; a title that is too long for it stands in the text alone."""
    ids = list(dict.fromkeys(f.routine for f in found))
    whole = f"Safety note: {draft.title(ids[0])}" if len(ids) == 1 else f"Safety note: {len(ids)} routines"
    return whole if len(whole) <= LONGEST_TITLE else "Safety note"


def note_body(draft: Snapshot, found: list[Finding]) -> str:
    """Each text once, with the routines that it is about; what its buttons do."""
    lines = [f"{listed(titles)}: {text}" for titles, text in _grouped(draft, found)]
    if len(lines) > _SHOWN:
        more = len(lines) - _SHOWN
        lines = [*lines[:_SHOWN], plural(more, one="And 1 more safety note.", other="And {count} more safety notes.")]
    if any(f.level == "block" for f in found):
        lines.append(_DECIDE)
    return "\n".join(lines)


def _grouped(draft: Snapshot, found: Iterable[Finding]) -> list[tuple[list[str], str]]:
    """Each text once, with the routines that it is about."""
    groups: dict[str, list[str]] = {}
    for f in found:
        groups.setdefault(f"{f.why} {f.advice}".strip(), []).append(draft.title(f.routine))
    return [(_few(titles), text) for text, titles in groups.items()]


def _few(titles: list[str]) -> list[str]:
    more = len(titles) - _ROUTINES
    return titles if more <= 1 else [*titles[:_ROUTINES], f"{more} more"]


def ways(blocks: Iterable[Finding]) -> list[str]:
    """The two commands that answer: end them, or go on."""
    found = list(blocks)
    ids = " ".join(dict.fromkeys(f.routine for f in found))
    rules = " ".join(f"--accept {rule}" for rule in dict.fromkeys(f.rule for f in found))
    return [f"routine preset disable {ids}", f"routine preset enable {ids} {rules}"] if found else []


def lines_on(draft: Snapshot, findings: Iterable[Finding], *, typed: bool = True) -> list[str]:
    """What is new against what runs: why, what to do, the source, and where they are `typed` the commands for it."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for f in findings:
        advice = f.typed_advice if typed else f.advice
        groups.setdefault((f"{f.why} {advice}".strip(), f.source), []).append(f)
    lines = []
    for (text, source), found in groups.items():
        titles = listed(dict.fromkeys(draft.title(f.routine) for f in found))
        lines += [f"Safety note on {titles}: {text}", source_line(source)]
        lines += [_to_answer(draft, fact) for fact in _asked(found)] if typed else []
        how = ways(f for f in found if f.level == "block" and not f.asks)
        if how and typed:
            lines += [f"Nothing changes until you decide. To end it: {how[0]}", f"To continue anyway: {how[1]}"]
    return lines


def _to_answer(draft: Snapshot, name: str) -> str:
    """The command that answers a question; of a number, one with an example."""
    fact = draft.setup.facts.get(name)
    if fact and fact.kind == "number":
        return f"To answer, for example: routine profile set {name} 20"
    return f"To answer: routine profile set {name} yes"


def _asked(found: Iterable[Finding]) -> list[str]:
    return list(dict.fromkeys(f.asks for f in found if f.asks))


def notes_decided_notice(draft: Snapshot, outcome: NotesDecided) -> Confirmation:
    """What came of the button, and what comes next."""
    ids = outcome.routines
    title = "On hold" if outcome.on_hold else plural(len(ids), one="It continues", other="They continue")
    from routine.core.reminders.next_time import with_next  # here: a daily look says nothing on most days

    return Confirmation(title, tuple(with_next(draft, ids)) or ("There is nothing left to answer.",))


# --- the profile --------------------------------------------------------------------------------------------------


def asked_again_line(draft: Snapshot) -> str:
    """`Routine asks again on Wednesday 24 February.`"""
    day = next_day(draft.setup, draft.state, draft.now.zone)
    return f"Routine asks again on {format_whole_day(day, draft.now.wall().date())}." if day else ""


def look_lines(draft: Snapshot, look: Look, *, typed: bool = True) -> list[str]:
    """What is on hold from now on, and what is new against the rest; `typed`: with what to type."""
    held = now_held_lines(draft, look.held, typed=typed)
    from routine.core.reminders.next_time import with_next  # here, too

    return [*with_next(draft, look.go_on, typed=typed), *held, *lines_on(draft, look.new, typed=typed)]


def confirmed_line(draft: Snapshot) -> str:
    """That the answers hold, and when they are asked about again."""
    return f"Saved: nothing has changed. {asked_again_line(draft)}".strip()


def profile_confirmed_notice(draft: Snapshot, _: ProfileConfirmed) -> Confirmation:
    """When it is asked again."""
    return Confirmation("Saved", (asked_again_line(draft),))


def facts_answered(draft: Snapshot, outcome: FactsAnswered) -> ReloadReply:
    """What the answers changed for what runs, and when they are asked about again."""
    lines = (*look_lines(draft, outcome.look), *filter(None, (asked_again_line(draft),)))
    return ReloadReply(said=lines, findings=outcome.look.new)


def wait_answered_notice(draft: Snapshot, outcome: WaitAnswered) -> Confirmation:
    """What goes on from now on, or what is on hold and why."""
    return Confirmation("Saved", tuple(look_lines(draft, outcome.look, typed=False)))


def questions_answered_notice(draft: Snapshot, outcome: QuestionsAnswered) -> Confirmation:
    """What the last answer changed, and what no button can say."""
    by_hand = listed(outcome.by_command)
    left = [f"If one of these has changed, change your answer: {by_hand}."] if by_hand else []
    return Confirmation("Saved", (*look_lines(draft, outcome.look, typed=False), *left, asked_again_line(draft)))
