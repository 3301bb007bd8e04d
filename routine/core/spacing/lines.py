"""What is said of spacing: why a time moved or has no room, what is asked of two, in words that stay true later."""

from __future__ import annotations

from datetime import date, datetime

from routine.core.preset.model import Preset
from routine.core.schedule.types import Schedule
from routine.core.schedule.words import duration_words, schedule_words
from routine.core.spacing.breach import Breach, Item
from routine.core.state.visit import Visit
from routine.core.text.counts import and_list
from routine.core.when.duration import Duration
from routine.core.when.format import MONTHS, WEEKDAYS, format_date
from routine.core.when.moment import instant_of, wall

# --- one time -----------------------------------------------------------------------------------------------------


def moment(at: datetime) -> str:
    """`Fri 27 Nov 20:30`, of a wall-clock time."""
    return f"{WEEKDAYS[at.weekday()][:3]} {at.day} {MONTHS[at.month - 1][:3]} {at:%H:%M}"


def moved(item: Item, breach: Breach) -> str:
    """`moved from Fri 27 Nov 20:30: a mask and an active go on different evenings (Retinoid, Fri 27 Nov 21:00)`.

    What was moved already, and is past its own time, is moved on from where it was.
    """
    own = instant_of(item.nominal, item.zone) == item.instant
    return f"moved from {moment(item.nominal if own else wall(item.instant, item.zone))}: {because(breach)}"


def no_room(item: Item, breach: Breach) -> str:
    """Why a time is left out."""
    if breach.off:
        return f"on hold: {because(breach)}"
    if item.move is None:
        return f"left out: {because(breach)}"
    return f"left out: {because(breach)}, and no other time within {duration_words(item.move)} is free"


def ask_prescriber(breach: Breach) -> str:
    """Said of a medicine, which is never left out."""
    return f"{because(breach)}; it is prescribed, so nothing moves it: ask your prescriber or pharmacist"


def because(breach: Breach) -> str:
    """The rule, and in brackets the other time or the visit."""
    return f"{_inside(breach.why.rstrip('.'))} ({against(breach)})"


def against(breach: Breach) -> str:
    """What it is kept from: `Retinoid, Fri 27 Nov 21:00`."""
    if breach.other:
        return f"{breach.other.title}, {moment(wall(breach.other.instant, breach.other.zone))}"
    return breach.off.visit if breach.off else ""


# --- what a preset or a visit says itself -------------------------------------------------------------------------


def between_its_times(gap: Duration) -> str:
    """A preset's own safety.min_gap, as a rule."""
    return f"At least {duration_words(gap)} from one to the next."


def apart_from(tag: str, by: Duration) -> str:
    """One entry of a preset's own safety.apart, as a rule."""
    return f"At least {duration_words(by)} between this and: {tag}."


def visit_words(series: Preset, visit: Visit) -> str:
    """`Peels, 20 March 2027 at 10:00`."""
    return f"{series.title}, {format_date(visit.at.date(), date.min)} at {visit.at:%H:%M}"


# --- which of two -------------------------------------------------------------------------------------------------


def which_of_two(this: str, other: str, why: str) -> tuple[str, str]:
    """Title and text of the question which of two routines it shall be; `why`: what leaves no room for `this`."""
    return f"{other} or {this}?", f"{this} is {why}.\nUnless you choose otherwise, it is {other}."


def not_this_time(this: str, why: str) -> tuple[str, str]:
    """The same where there is no choice: it is left out."""
    return f"{this}: not this time", f"{why[:1].upper()}{why[1:]}."


def chosen(comes: str, waits: str) -> str:
    """What became of the choice."""
    return f"{comes} it is. {waits} is left out this time."


# --- no room within weeks -----------------------------------------------------------------------------------------

CHANGE_ONE = "Change one of the two, or choose each time, when you are asked."
NOTHING_TO_DO = "Nothing to do: it comes again by itself afterwards."


def room_left(item: Item, lost: int, of: int, two: str) -> str:
    """`Mask: room for 3 of its next 8 times, from Fri 8 Jan 20:30 on. “A rule” and “another” cannot both hold.`"""
    left = f"{of - lost} of its next {of} times" if lost < of else f"none of its next {of} times"
    since = moment(wall(item.instant, item.zone))
    return f"{item.title}: room for {left}, from {since} on. {two} cannot both hold."


def two_rules(breach: Breach, second: Breach) -> str:
    """A rule and another one that bars the times near by."""
    return f"{_quoted(breach)} and {_quoted(second)}"


def rule_and_visit(breach: Breach) -> str:
    """A rule and the visit that it is about."""
    return f"{_quoted(breach)} and {breach.off.visit if breach.off else ''}"


def rule_and_schedule(breach: Breach, item: Item, other: str, schedule: Schedule) -> str:
    """A rule and the schedule of what it is kept from."""
    words = schedule_words(schedule)
    words = words if words.startswith(WEEKDAYS) else _inside(words)
    within = f" ({item.title} may move by {duration_words(item.move)})" if item.move else ""
    return f"{_quoted(breach)} and the schedule of {other}, {words}{within},"


def not_all_fits(title: str, whys: list[str], shown: int) -> tuple[str, str]:
    """Title and text of the one notice about it; of more than `shown` it says how many more."""
    more = [f"and {len(whys) - shown} more"] if len(whys) > shown else []
    return f"Not all of it fits: {title}", "\n".join(whys[:shown] + more)


# --- a free evening -----------------------------------------------------------------------------------------------


def free_evening(ramp: str, titles: list[str], weekday: str) -> tuple[str, str]:
    """Title and text of the offer to leave one weekday free of a ramp."""
    others = and_list(titles)
    verb = "finds" if len(titles) == 1 else "find"
    return "An evening for your other care?", (
        f"{ramp} comes on so many evenings that {others} {verb} none.\n"
        f"{ramp} can leave out every {weekday}. Its other evenings stay."
    )


def freed(ramp: str, id: str, weekday: str) -> tuple[str, str]:
    """What became of the offer, and how to take it back."""
    return f"{ramp} leaves out every {weekday}.", f"To change this: routine preset set {id} schedule.free DAY"


# --- side by side -------------------------------------------------------------------------------------------------


def not_beside(title: str, other: str, why: str) -> str:
    """Why two routines do not run at a time."""
    return f"{title} and {other}: {_inside(why)}"


def end_the_other(other: str) -> str:
    """The way out of that."""
    return f"End the other first: routine preset disable {other}."


def accept(id: str, rule: str) -> str:
    """How to begin a routine whatever a rule says."""
    return f"To go on all the same: routine preset enable {id} --accept {rule}"


def _inside(sentence: str) -> str:
    """The sentence as it stands inside another one."""
    return f"{sentence[:1].lower()}{sentence[1:]}"


def _quoted(breach: Breach) -> str:
    return f"“{breach.why.rstrip('.')}”"
