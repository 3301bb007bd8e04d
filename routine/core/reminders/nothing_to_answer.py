"""An answer that finds nothing to record: why, and what else can be meant, each with its command."""

from __future__ import annotations

from datetime import timedelta

from routine.core.errors import NothingToDoError
from routine.core.reminders.next_time import next_line
from routine.core.snapshot import Snapshot
from routine.core.state.keys import is_extra, is_question
from routine.core.state.log import Entry


def nothing_waits(draft: Snapshot, id: str, verb: str, just: Entry | None) -> NothingToDoError:
    """That nothing waits, or that it was answered just now; what can be meant, each with its command."""
    if just:
        when = draft.when(id, just.instant)
        said = f"You have already answered {draft.title(id)}, {when}. Nothing was changed. {next_line(draft, id)}"
    else:
        said = f"{draft.title(id)} has nothing to answer now. {next_line(draft, id)}"
    choices = {**_other_answer(draft, id, verb, just), **_choices(draft, id, verb)}
    hint = "\n".join(f"{words}: {command}" for words, command in choices.values())
    asked = [{"id": name, "say": words, "command": command} for name, (words, command) in choices.items()]
    if just and "change" in choices:
        asked[0]["at"] = draft.when(id, just.instant)
    return NothingToDoError(said, hint or None, {"choices": asked, "routine": id})


def _other_answer(draft: Snapshot, id: str, verb: str, just: Entry | None) -> dict[str, tuple[str, str]]:
    """To say the opposite of what was answered just now: that it was done, or that it was not."""
    if just is None or just.answer == ("done" if verb == "done" else "skipped") or is_extra(just.key):
        return {}
    when = draft.when(id, just.instant)
    words = f"You did it after all, {when}" if verb == "done" else f"You did not do it, {when}"
    return {"change": (words, f'routine {verb} {id} --at "{when}"')}


def _choices(draft: Snapshot, id: str, verb: str) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    upcoming = draft.ahead(id)
    if verb == "done" and not draft.preset(id).schedule.series:
        found["extra"] = ("You did it now, in addition", f"routine done {id} --extra")
    if upcoming and not is_question(upcoming.key):
        counts = "It counts as the next time" if verb == "done" else "To skip the next time"
        found["next"] = (f"{counts}, {draft.when(id, upcoming.instant)}", f"routine {verb} {id} --next")
    behind = "You did it at another time" if verb == "done" else "To skip an earlier time"
    if verb == "done" or not draft.preset(id).schedule.when_needed:
        found["at"] = (behind, f'routine {verb} {id} --at "{_an_earlier_time(draft, id)}"')
    return found


def _an_earlier_time(draft: Snapshot, id: str) -> str:
    """A time to name in an example: the last one that was missed, where there is one."""
    missed = [entry for entry in draft.routine(id).recent if entry.answer == "missed" and not is_question(entry.key)]
    last = max(missed, key=lambda entry: entry.instant, default=None)
    return draft.when(id, last.instant) if last else "yesterday 20:30"


def recorded_already(draft: Snapshot, id: str, entry: Entry) -> NothingToDoError:
    """That this time is answered; how to say that it was done once more."""
    when = draft.when(id, entry.at)
    said = f"{draft.title(id)} is already recorded for {when}. Nothing was changed. {next_line(draft, id)}"
    more = draft.when(id, entry.at - timedelta(minutes=1))
    return NothingToDoError(said, f'If you did it once more, name when: routine done {id} --extra --at "{more}"')
