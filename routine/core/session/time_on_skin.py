"""Time on skin: how long the mask has been on, and the alarm when that is too long."""

from __future__ import annotations

from msgspec.structs import replace

from routine.core.session.how_it_comes_off import how_it_comes_off
from routine.core.state.session import NEARLY_S, Chime, Ending, Mark, Say, Session, Span, Turn, mark, since
from routine.core.when.duration_words import spoken
from routine.core.when.moment import Now

#: An alarm is repeated so often, in real seconds, until somebody answers.
ALARM_EVERY_S = 20.0
#: After an answer it comes again so much later, while the mask is still on.
ALARM_AFTER_ANSWER_S = 120.0
#: An alarm that nobody answered for so long, in real seconds, ends the session.
GIVE_UP_S = 30 * 60.0


def on_skin(session: Session) -> bool:
    """Whether the mask is on."""
    return session.skin_began is not None and session.skin_s is None


def really_on_skin(session: Session) -> bool:
    """Whether there is a mask to take off: in a rehearsal its time runs, but nothing is on the skin."""
    return on_skin(session) and not session.rehearsal


def skin_seconds(session: Session, now: Now) -> Span:
    """How long it has been on (session seconds); pauses count."""
    if session.skin_began is None:
        return Span(0.0, certain=True)
    if session.skin_s is not None:
        return Span(session.skin_s, certain=not session.uncertain)
    passed = since(session.skin_began, now)
    return Span(passed.seconds * session.speed, passed.certain and not session.uncertain)


def put_on(session: Session, at: Mark) -> Session:
    """A mask goes on; also another one, after going back."""
    before = max(session.worn_before_s, session.skin_s or 0.0)
    return replace(session, skin_began=at, skin_s=None, worn_before_s=before)


def skin_end(session: Session, at: Mark) -> Session:
    """The mask is off once the step that takes it off is over, and at the latest with the last step."""
    last = session.index + 1 == len(session.steps)
    if not on_skin(session) or not (last or session.step.on_skin == "end"):
        return session
    worn = skin_seconds(session, Now(at.instant, at.elapsed, at.boot_id, "UTC")).seconds
    return replace(session, skin_s=worn, over_since=None, alarm_at=None, alarms=0)


def is_over(session: Session, worn_s: float) -> bool:
    """Whether so many (session) seconds are more than the longest time on skin."""
    return session.longest_s is not None and worn_s > session.longest_s


def is_over_now(session: Session, now: Now) -> bool:
    """Whether the mask is on for longer than it may be."""
    return on_skin(session) and is_over(session, skin_seconds(session, now).seconds)


def pressed(session: Session, button: str) -> str:
    """What to press: the key at a terminal, else the button of the notification."""
    return "press space" if session.keys else f"press “{button}”"


def sound_alarm(session: Session, now: Now) -> Turn:
    """Past the longest time on skin: an alarm, again and firmer until answered; unanswered for long, the end."""
    worn = skin_seconds(session, now)
    if not on_skin(session) or not is_over(session, worn.seconds):
        return Turn(session)
    over = session if session.over_since else replace(session, over_since=mark(now))
    unanswered = since(_later_of(over.seen, over.over_since), now).seconds
    if unanswered >= GIVE_UP_S:
        words = f"Take it off now. It has been on your skin for {_worn(worn)}. {how_it_comes_off(over)}"
        if over.rehearsal:
            words = "The rehearsal is over. The alarm was not answered."
        ending = Ending(
            answer="done",
            reason=f"over time: {spoken(worn.seconds)} on skin, unanswered",
            words=words,
            on_skin_s=worn.seconds,
            over=True,
            unanswered=True,
        )
        return Turn(over, (), ending)
    if alarm_in(over, now) > NEARLY_S:
        return Turn(over)
    sounded = replace(over, alarms=over.alarms + 1, alarm_at=mark(now))
    return Turn(sounded, (Chime("alarm"), Say(_words(sounded, worn))))


def _later_of(one: Mark | None, other: Mark | None) -> Mark:
    found = [m for m in (one, other) if m]
    return max(found, key=lambda m: m.instant)


def _words(session: Session, worn: Span) -> str:
    """Firmer each time; in a rehearsal, what it would be for."""
    if session.rehearsal:
        return "Time is up. If this were on your skin, you would take it off now."
    how = how_it_comes_off(session)
    if session.alarms == 1:
        return f"Please take it off now. Time is up: {_worn(worn)} on your skin. {how}"
    if session.alarms == 2:
        return f"Take it off now. It has been on too long. {how}"
    return f"Take it off now! {how} It has been on for {_worn(worn)}. Then {pressed(session, 'Removing it')}."


def _worn(worn: Span) -> str:
    """How long it has been on; after a restart with an unsure clock, about so long."""
    return f"{'' if worn.certain else 'about '}{spoken(worn.seconds)}"


def alarm_in(session: Session, now: Now) -> float:
    """In how many real seconds the alarm sounds again; an answered one leaves time to rinse."""
    if session.alarm_at is None:
        return 0.0
    pause = ALARM_EVERY_S if session.alarms else ALARM_AFTER_ANSWER_S
    return pause - since(session.alarm_at, now).seconds
