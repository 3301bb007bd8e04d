"""What is said of spacing: why a time moved or has no room, what is asked of two, in words that stay true later."""

from __future__ import annotations

from datetime import date, datetime

from routine.core.preset.model import Preset
from routine.core.schedule.types import Schedule
from routine.core.schedule.words import schedule_words
from routine.core.spacing.types import Conflict, Item
from routine.core.state.notice import Button
from routine.core.state.visit import Visit
from routine.core.text.counts import and_list, plural
from routine.core.text.notice_title import LONGEST_TITLE, titled
from routine.core.when.duration import Duration
from routine.core.when.duration_words import duration_words
from routine.core.when.format import MONTHS, WEEKDAYS, format_date
from routine.core.when.moment import instant_of, wall

# --- one time -----------------------------------------------------------------------------------------------------


def moment(at: datetime) -> str:
    """`Fri 27 Nov 20:30`, of a wall-clock time."""
    return f"{WEEKDAYS[at.weekday()][:3]} {at.day} {MONTHS[at.month - 1][:3]} {at:%H:%M}"


def moved(item: Item, conflict: Conflict) -> str:
    """`moved from Fri 27 Nov 20:30, because of the rule “A mask …” (Retinoid, Fri 27 Nov 21:00)`.

    What was moved already, and is past its own time, is moved on from where it was.
    """
    own = instant_of(item.nominal, item.zone) == item.instant
    was = moment(item.nominal if own else wall(item.instant, item.zone))
    return f"moved from {was}, because of the rule {because(conflict)}"


def no_room(item: Item, conflict: Conflict) -> str:
    """Why a time is left out."""
    if conflict.off:
        return f"on hold, because of the rule {because(conflict)}"
    if item.move is None:
        return f"no free time, because of the rule {because(conflict)}"
    return f"no free time within {duration_words(item.move)}, because of the rule {because(conflict)}"


def ask_prescriber(conflict: Conflict) -> str:
    """Said of a medicine, which is never left out."""
    return (
        f"although the rule {because(conflict)} is against it. It is prescribed, so nothing moves it: "
        "ask your prescriber or pharmacist"
    )


def because(conflict: Conflict) -> str:
    """The rule, and in brackets the other time or the visit."""
    return f"{_quoted(conflict)} ({against(conflict)})"


def against(conflict: Conflict) -> str:
    """What it is kept from: `Retinoid, Fri 27 Nov 21:00`."""
    if conflict.other:
        return f"{conflict.other.title}, {moment(wall(conflict.other.instant, conflict.other.zone))}"
    return conflict.off.visit if conflict.off else ""


# --- what a preset or a visit says itself -------------------------------------------------------------------------


def between_its_times(gap: Duration) -> str:
    """A preset's own safety.min_gap, as a rule."""
    return f"At least {duration_words(gap)} from one to the next."


def apart_from(tag: str, by: Duration) -> str:
    """One entry of a preset's own safety.apart, as a rule."""
    return f"At least {duration_words(by)} between this and: {tag}."


#: Why something waits longer than its days: the evening's question has no answer.
NOT_SAID_WHETHER = "Until you have answered whether you went, it waits as after the visit."


def visit_words(series: Preset, visit: Visit) -> str:
    """`Peels, 20 March 2027 at 10:00`."""
    return f"{series.title}, {format_date(visit.at.date(), date.min)} at {visit.at:%H:%M}"


# --- which of two -------------------------------------------------------------------------------------------------


def ask_which_of_two(this: str, other: str, why: str) -> tuple[str, str]:
    """Title and text of the question which of two routines it shall be; `why`: what leaves no room for `this`."""
    whole = f"{other} or {this}?"
    title = whole if len(whole) <= LONGEST_TITLE else "Which one this time?"
    return title, f"{this}: {why}.\nIf you do not choose, it is {other}."


def not_this_time(this: str, why: str) -> tuple[str, str]:
    """The same where there is no choice: it is left out."""
    return titled(this, "not this time"), f"{this}: {why}."


def chosen(comes: str, waits: str) -> str:
    """What became of the choice."""
    return f"This time it is {comes}. {waits} is not counted."


# --- no room within weeks -----------------------------------------------------------------------------------------

CHANGE_ONE = "Change one of the two, or choose each time when Routine asks you."
NOTHING_TO_DO = "You do not need to do anything. It comes again by itself afterwards."


def room_left(item: Item, since: str, lost: int, of: int, two: str) -> str:
    """`Mask has no free time for 5 of its next 8 times, from Fri 8 Jan 20:30 on. These do not go together: …`"""
    return (
        f"{item.title} has no free time for {lost} of its next {of} times, from {since} on. "
        f"These do not go together: {two}."
    )


def two_rules(conflict: Conflict, second: Conflict) -> str:
    """A rule and another one that bars the times near by."""
    return f"{_quoted(conflict)} and {_quoted(second)}"


def rule_and_visit(conflict: Conflict) -> str:
    """A rule and the visit that it is about."""
    return f"{_quoted(conflict)} and {conflict.off.visit if conflict.off else ''}"


def rule_and_schedule(conflict: Conflict, item: Item, other: str, schedule: Schedule) -> str:
    """A rule and the schedule of what it is kept from."""
    words = schedule_words(schedule)
    within = f". {item.title} may move by {duration_words(item.move)}" if item.move else ""
    return f"{_quoted(conflict)} and the schedule of {other} ({words}){within}"


def not_all_fits(title: str, whys: list[str], shown: int) -> tuple[str, str]:
    """Title and text of the one notice about it; of more than `shown` it says how many more."""
    left = len(whys) - shown
    more = [plural(left, one="And 1 more.", other="And {count} more.")] if left > 0 else []
    return titled(title, "no free time"), "\n".join(whys[:shown] + more)


# --- a free evening -----------------------------------------------------------------------------------------------


def free_evening(ramp: str, titles: list[str], weekday: str) -> tuple[str, str]:
    """Title and text of the offer to leave one weekday free of a ramp."""
    others = and_list(titles)
    one = f"{ramp} comes so often that {others} has no free evening."
    other = f"{ramp} comes so often that these have no free evening: {others}."
    return "A free evening for your other care?", (
        f"{plural(len(titles), one=one, other=other)}\n{ramp} can leave every {weekday} free. Its other evenings stay."
    )


#: The id of the button that takes the offer up.
FREE = "free"


def free_evening_buttons(weekday: str) -> tuple[Button, ...]:
    """To put the offer away, or to take it up."""
    return Button("ok", "Not now"), Button(FREE, f"Free {weekday[:3]}")


def freed(ramp: str, weekday: str) -> tuple[str, ...]:
    """What became of the offer."""
    return (f"{ramp} leaves every {weekday} free.",)


# --- side by side -------------------------------------------------------------------------------------------------


def not_beside(title: str, other: str, why: str) -> str:
    """Why two routines do not run at a time."""
    return f"{title} and {other} do not go together. {why}"


def end_the_other(title: str) -> str:
    """The way out of that, for where there are buttons."""
    return f"Disable the other one first: {title}."


def how_to_end(other: str) -> str:
    """The same, with what to type."""
    return f"Disable the other one first: routine preset disable {other}"


def accept(id: str, rule: str) -> str:
    """How to begin a routine whatever a rule says."""
    return f"To continue anyway: routine preset enable {id} --accept {rule}"


def _quoted(conflict: Conflict) -> str:
    return f"“{conflict.why.rstrip('.')}”"
