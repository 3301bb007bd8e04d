"""How long the present phase lasts and has lasted, in session seconds."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from routine.core.preset.model import Step
from routine.core.state.session import Mark, Session, Span, mark, since
from routine.core.when.moment import Now


def phase_length(session: Session) -> float | None:
    """How many (session) seconds the present phase lasts; None where it waits for the person."""
    step = session.step
    if session.phase == "lead-in" and step.lead_in:
        return step.lead_in.delta().total_seconds()
    length = step.timer or step.auto
    return length.delta().total_seconds() if session.phase == "running" and length else None


def phase_spent(session: Session, now: Now) -> Span:
    """How many (session) seconds of the present phase have passed; a pause does not count."""
    if session.paused:
        return Span(session.banked_s, certain=True)
    passed = since(session.began, now)
    return Span(session.banked_s + passed.seconds * session.speed, passed.certain)


def phase_left(session: Session, now: Now) -> float | None:
    """Session seconds left of the present phase; None where it waits."""
    length = phase_length(session)
    return None if length is None else max(0.0, length - phase_spent(session, now).seconds)


def timer_after_lead_in(session: Session) -> float:
    """Session seconds of the timer that is still to begin; 0 once it runs."""
    length = session.step.timer or session.step.auto
    return length.delta().total_seconds() if session.phase == "lead-in" and length else 0.0


def step_left(session: Session, now: Now) -> float | None:
    """Session seconds left of the present step, the timer after a lead-in included; None where it waits."""
    left = phase_left(session, now)
    return None if left is None else left + timer_after_lead_in(session)


def step_length(step: Step) -> float:
    """Session seconds that a step takes by itself, from its lead-in to the end of its timer."""
    return sum(length.delta().total_seconds() for length in (step.lead_in, step.timer or step.auto) if length)


def timed(session: Session) -> float:
    """How many (session) seconds the timed steps take together; without those that go on by themselves (`auto`)."""
    return sum(step.timer.delta().total_seconds() for step in session.steps if step.timer)


def time_run(session: Session) -> float:
    """How many (session) seconds the timers of its steps really ran."""
    return sum(session.ran_s.values())


def with_time_run(session: Session, now: Now) -> Session:
    """Keeps for how long the timer of the present step ran, as it is left; of several times the longest counts."""
    step = session.step
    length = phase_length(session)
    if session.phase != "running" or not step.timer or length is None:
        return session
    ran = max(session.ran_s.get(step.id, 0.0), min(length, phase_spent(session, now).seconds))
    return replace(session, ran_s={**session.ran_s, step.id: round(ran, 3)})


def earlier(now: Now, seconds: float) -> Mark:
    """The mark of so many real seconds ago."""
    here = mark(now)
    return Mark(here.elapsed - seconds, here.instant - timedelta(seconds=seconds), here.boot_id)


def of_another_boot(session: Session, now: Now) -> bool:
    """Whether a mark that counts is of an earlier boot, so that the wall clock alone can tell how long ago it was."""
    worn = session.skin_began if session.skin_s is None else None
    return any(one is not None and one.boot_id != now.boot_id for one in (session.began, worn))


def rebased(session: Session, now: Now) -> Session:
    """Marks of an earlier boot, brought to this one by the wall clock, so that from here on elapsed time counts."""

    def bring(old: Mark | None) -> Mark | None:
        return None if old is None else earlier(now, since(old, now).seconds)

    return replace(
        session,
        began=bring(session.began) or mark(now),
        paused=bring(session.paused),
        skin_began=bring(_worn_since(session, now)),
        alarm_at=bring(session.alarm_at),
        over_since=bring(session.over_since),
        seen=bring(session.seen),
    )


def _worn_since(session: Session, now: Now) -> Mark | None:
    """Since when it is on; where the wall clock ran back nobody knows, and that counts as over the limit."""
    began = session.skin_began
    if began is None or began.instant <= now.instant:
        return began
    longest = (session.longest_s or 0) / session.speed + 1
    return earlier(now, longest)
