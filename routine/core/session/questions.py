"""What is asked before a session: the preset's own questions, a gap that was not kept, a rule of spacing."""

from __future__ import annotations

from routine.core.preset.model import Preset
from routine.core.reminders.open_times import excused_today, open_on
from routine.core.reminders.too_soon import gap_kept
from routine.core.schedule.clock import Occurrence
from routine.core.snapshot import Snapshot
from routine.core.spacing.lines import because
from routine.core.spacing.one_time import conflict_at
from routine.core.state.keys import Planned
from routine.core.state.session import Question
from routine.core.when.duration_words import duration_words


def occurrence_of(draft: Snapshot, id: str) -> Planned | None:
    """What the session answers: the raised reminder, else the day's nearest open occurrence; None: one of its own."""
    raised = draft.routine(id).raised
    if raised:
        return raised
    today = draft.today(id)
    open_ones = [one for one, _ in open_on(draft, id, today, draft.routine(id).recent)]
    nearest = min(open_ones, key=lambda o: abs(o.instant - draft.now.instant), default=None)
    excused = excused_today(draft, id) if nearest is None else None
    return excused[0] if excused else nearest


def questions(draft: Snapshot, id: str) -> tuple[Question, ...]:
    """What is asked before the start: the preset's questions, but those answered for good, and a gap not kept."""
    preset, routine = draft.preset(id), draft.routine(id)
    asked = [draft.setup.questions[name] for name in preset.safety.ask if name in draft.setup.questions]
    found = [Question(q.name, q.text, q.stops_on, q.why) for q in asked if q.name not in routine.safety.confirmed]
    more = (_gap_question(draft, preset), _spacing_question(draft, preset))
    return (*found, *(question for question in more if question))


def _gap_question(draft: Snapshot, preset: Preset) -> Question | None:
    gap, last = preset.safety.min_gap, draft.routine(preset.id).last_done
    zone = draft.zone(preset.id)
    if gap is None or last is None:
        return None
    if gap_kept(gap, last, draft.now.instant, zone):
        return None
    when = draft.when(preset.id, last)
    advised = f"At least {duration_words(gap)} between two times is advised."
    return Question("min-gap", f"The last time was {when}. {advised} Continue anyway?", "no", f"Not today. {advised}")


def _spacing_question(draft: Snapshot, preset: Preset) -> Question | None:
    """What the rules of spacing have against it now, as a question."""
    occurrence = occurrence_of(draft, preset.id) or _now_as_occurrence(draft, preset.id)
    conflict = conflict_at(draft, preset.id, occurrence, draft.now.instant)
    if conflict is None:
        return None
    why = f"The rule {because(conflict)} is against it now."
    return Question("spacing", f"{why} Continue anyway?", "no", f"Not now. {why}")


def _now_as_occurrence(draft: Snapshot, id: str) -> Occurrence:
    return Occurrence(id, draft.now.wall(draft.zone(id)), draft.now.instant, "now")
