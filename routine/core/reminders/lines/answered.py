"""The words after done, skipped, staying in and undo: what was answered, and what comes next and when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from routine.core.draft import Draft
from routine.core.reminders.next_time import next_line, waits_too, with_next
from routine.core.reminders.outcomes import (
    Answered,
    DoneAfterAll,
    FreshStart,
    StayedIn,
    TakenBack,
)
from routine.core.reminders.sunscreen import why_no_more
from routine.core.reminders.too_soon import told
from routine.core.requests.replies import commands as reply
from routine.core.requests.replies.commands import Given, given
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Card, Confirmation
from routine.core.state.keys import is_extra, is_unplanned, routine_of
from routine.core.state.log import Entry
from routine.core.state.notice import UNDO_BUTTONS
from routine.core.state.ratings import rating_hint, ratings_of
from routine.core.text.counts import plural
from routine.core.text.notice_title import LONGEST_TITLE

_WORDS = {"done": "done", "skipped": "skipped", "missed": "missed", "excused": "not counted", "undone": "undone"}
_REST_OF_DAY = "not counted for the rest of today."
_REST_OF_DAY_ALONE = "It is not counted for the rest of today."
#: So many routines, or lines, are named in one notice.
_ROUTINES, _LINES = 3, 6
#: What stood against an answer can be read, and undone, for so long.
_AGAINST = timedelta(hours=1)


def further_line(draft: Snapshot, id: str, *, typed: bool = True) -> str:
    """What comes next and when; why not today, where the sun is the reason. `typed`: as `next_line` has it."""
    none = why_no_more(draft, id) if id in draft.setup.presets and id in draft.state.routines else None
    return " ".join(filter(None, (none, next_line(draft, id, typed=typed))))


def answered_line(draft: Snapshot, entry: Entry, said: str | None = None) -> str:
    """`Egg white mask, today 20:30: done.` `said`: a better word for the answer."""
    when = draft.when(entry.routine, entry.instant)
    return f"{draft.title(entry.routine)}, {when}: {said or _WORDS[entry.answer]}."


# --- done and skipped ---------------------------------------------------------------------------------------------


def answered(draft: Draft, outcome: Answered) -> reply.DoneReply:
    """A line for each answer, with what comes next; what can be added to it; what has no room any more for it.

    What stood against one is said at once; where nobody was asked before, a notice says it too, with Undo.
    """
    entries = outcome.entries
    lines = [f"{answered_line(draft, entry)} {further_line(draft, entry.routine)}" for entry in entries]
    lines += [line for entry in entries for line in (*waits_too(draft, entry.routine), *_in_addition(draft, entry))]
    if outcome.against and not outcome.asked:
        lines += [told(draft, one) for one in outcome.against]
        lines += [f"If you did not do it: routine undo {id}" for id in dict.fromkeys(e.routine for e in entries)]
        draft.show(_against_notice(draft, outcome))
    lines += [hint for entry in entries for hint in _hints(draft, entry)]
    said = (*lines, *_left_out(draft, entries))
    left = tuple(reply.StillOpen(one.routine, one.said, one.hint, one.choices) for one in outcome.left)
    return reply.DoneReply(said=said, answers=given(*entries), left=left)


def _in_addition(draft: Snapshot, entry: Entry) -> list[str]:
    """That it was recorded beside another answer of that day, and how to undo it where that was not meant."""
    if not is_extra(entry.key) or draft.preset(entry.routine).schedule.when_needed:
        return []
    day = draft.day_on(entry.routine, entry.instant)
    others = [one for one in draft.routine(entry.routine).recent if one.answer == "done" and one.seq != entry.seq]
    if not any(draft.day_on(one.routine, one.at) == day for one in others):
        return []
    return [f"This is in addition to what you did that day. If you did it only once: routine undo {entry.routine}"]


def _against_notice(draft: Draft, outcome: Answered) -> Card:
    """What stood against it, with Undo: for who pressed no button, and was not asked."""
    words = answered_notice(draft, outcome)
    return Card(
        id=draft.next_notice(),
        kind="answered",
        title=words.title,
        body="\n".join(words.lines),
        buttons=UNDO_BUTTONS,
        about=tuple(f"{entry.routine}/{entry.seq}" for entry in outcome.entries),
        since=draft.now.instant,
        ends=draft.now.instant + _AGAINST,
    )


def answered_notice(draft: Snapshot, outcome: Answered) -> Confirmation:
    """The same, where a button said it."""
    entries = outcome.entries
    word = "Done" if entries[0].answer == "done" else "Skipped"
    if len(entries) == 1:
        title, first = headed(word, draft.title(entries[0].routine))
        against = tuple(told(draft, one) for one in outcome.against)
        said = tuple(filter(None, (*first, *against, outcome.because, _what_follows(draft, entries[0]))))
        return Confirmation(title, said, undo=entries, to_read=bool(outcome.because))
    lines = [f"{draft.title(one.routine)}. {_what_follows(draft, one)}" for one in entries[:_LINES]]
    lines += [told(draft, one) for one in outcome.against]
    return Confirmation(f"{word}: {len(entries)} routines", tuple(lines), undo=entries)


def headed(word: str, title: str) -> tuple[str, tuple[str, ...]]:
    """`Done: Egg white mask` as a notice's title; where that is too long, what was meant is the first line under it."""
    whole = f"{word}: {title}"
    return (whole, ()) if len(whole) <= LONGEST_TITLE else (word, (f"{title}.",))


def _what_follows(draft: Snapshot, entry: Entry) -> str:
    """What comes next, in a notice, where nothing is typed; there, what waits still has a notice of its own."""
    later = ["Ratings can be added later."] if _hints(draft, entry) else []
    return " ".join([further_line(draft, entry.routine, typed=False), *later])


def _hints(draft: Snapshot, entry: Entry) -> list[str]:
    return rating_hint(draft.known(entry.routine), entry)


def _left_out(draft: Draft, entries: Iterable[Entry]) -> list[str]:
    """What finds no room any more because of what was done."""
    done = {entry.id for entry in entries if entry.answer == "done"}
    known = {one.id for one in draft.before.spacing.clashes}
    new = [one for one in draft.state.spacing.clashes if one.id not in known and one.other in done]
    ids = [routine_of(one.id) for one in new]
    return [f"{draft.title(id)}, {draft.when(id, one.instant)}: {one.why}." for id, one in zip(ids, new, strict=True)]


def stayed_in(draft: Snapshot, outcome: StayedIn) -> reply.DoneReply:
    """The day is not counted, and how to put it on after all."""
    lines = [f"{draft.title(id)}: {_REST_OF_DAY} {next_line(draft, id)}" for id in outcome.routines]
    lines += [f"If you go out after all: routine undo {id}" for id in outcome.routines]
    return reply.DoneReply(said=tuple(lines), answers=given(*outcome.entries))


def stayed_in_notice(draft: Snapshot, outcome: StayedIn) -> Confirmation:
    """The same, where a button said it."""
    id = outcome.routines[0]
    title, first = headed("Staying in", draft.title(id))
    said = (*first, _REST_OF_DAY_ALONE, "If you go out after all, press “Undo”.", next_line(draft, id, typed=False))
    return Confirmation(title, said, undo=outcome.entries)


def done_after_all_notice(draft: Snapshot, outcome: DoneAfterAll) -> Confirmation:
    """Missed times that were done, and what comes next."""
    done = outcome.entries
    many = plural(len(done), one="1 time counts as done.", other="{count} times count as done.")
    if outcome.silence_over:
        return Confirmation("Welcome back", (many, *with_next(draft, draft.enabled()[:_ROUTINES])), undo=done)
    ids = list(dict.fromkeys(entry.routine for entry in done))
    first = answered_line(draft, done[0]) if len(done) == 1 else many
    return Confirmation("Marked as done", (first, *with_next(draft, ids[:_ROUTINES])), undo=done)


def fresh_start_notice(draft: Snapshot, _: FreshStart) -> Confirmation:
    """What comes next after days without an answer."""
    return Confirmation("Started fresh", tuple(with_next(draft, draft.enabled()[:_ROUTINES])))


# --- taken back ---------------------------------------------------------------------------------------------------


def taken_back(draft: Snapshot, outcome: TakenBack) -> reply.AnswersReply:
    """Each answer that was taken back, and what became of its time."""
    lines = [taken_back_line(draft, entry, back) for entry, back in outcome.parts]
    lines += [f"{draft.title(id)} is waiting for your answer." for id in outcome.again]
    answers = tuple(Given(entry.id, back.answer) for entry, back in outcome.parts)
    return reply.AnswersReply(said=tuple(lines) or ("There is nothing left to undo.",), answers=answers)


def taken_back_line(draft: Snapshot, entry: Entry, back: Entry) -> str:
    """What was taken back, and what became of it. A time of its own does not open again: it never was planned."""
    id, own = entry.routine, back.answer == "undone" and is_unplanned(back.key)
    waiting = draft.routine(id).raised
    gone = ["Its ratings are removed too."] if ratings_of(entry) else []
    here = waiting is not None and waiting.key == entry.key
    then = ["It is waiting for your answer."] if here else [next_line(draft, id), *waits_too(draft, id)]
    return " ".join([answered_line(draft, back, "undone" if own else None), *gone, *then])
