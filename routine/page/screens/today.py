"""Today: what waits for an answer, the day as a line, what comes, how the skin is, a break."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import Response

from routine.page.screens import today_answers
from routine.page.steps_bar import steps_bar
from routine.page.time_words import clock, same_day
from routine.page.told_once import in_one_line
from routine.page.without_commands import upfirst, without_commands

if TYPE_CHECKING:
    from routine.core.requests.replies.notices import NoticesReply, NoticeView
    from routine.core.requests.replies.occurrences import PlanReply, VisitTimeView
    from routine.core.requests.replies.session import SessionReply
    from routine.core.requests.replies.settings import SettingsReply
    from routine.core.requests.replies.today import RestView, WholeDayReply, WholeTime
    from routine.page.reader import Reader

#: Cards that repeat what this screen shows anyway, or that only greet; irritated skin has a place of its own here.
_NOT_HERE = ("reminder", "early", "session", "answered", "welcome", "today", "offer", "login", "irritation")
_AHEAD_DAYS = 8
_OPEN = ("planned", "raised", "snoozed")


class Coming(NamedTuple):
    """What comes on one day: the day in words, and a line of it."""

    day: str
    line: str
    link: str


class Row(NamedTuple):
    """One row of the day: a time, a visit or a rest, at its clock time."""

    at: str
    kind: str
    one: WholeTime | VisitTimeView | RestView


def show(reader: Reader) -> Response:
    """The screen."""
    day: WholeDayReply = reader.daemon.query("today", full=True)
    cards: NoticesReply = reader.daemon.query("notices")
    begun = bool(day.enabled) or any(card.kind == "lost" for card in cards.notices)
    if not begun and reader.asked.get("setup") != "later" and "said" not in reader.asked:
        return reader.back("setup")
    plan: PlanReply = reader.daemon.query("plan", days=_AHEAD_DAYS)
    session: SessionReply = reader.daemon.query("session-status")
    waiting = [one for one in day.occurrences if one.status == "raised" and one.waiting]
    return reader.show(
        "today.html",
        day=day,
        new=not begun or (any(card.kind == "welcome" for card in cards.notices) and not _set_up(reader)),
        session=session.session,
        urgent=session.ending if session.ending and session.ending.critical else None,
        summary=_summary(day),
        waiting=waiting,
        rows=_rows(day),
        cards=[card for card in cards.notices if asks(card)],
        irritated=next((card for card in cards.notices if card.kind == "irritation"), None),
        coming=_coming(day, plan),
        notes=without_commands(day.notes),
        steps_bar=steps_bar,
    )


def _set_up(reader: Reader) -> bool:
    """Whether the first page of the setup was kept: it always has the hours of sleep."""
    settings: SettingsReply = reader.daemon.query("settings")
    return any(one.key == "quiet" and one.chosen for one in settings.settings)


def asks(card: NoticeView) -> bool:
    """Whether this notice tells or asks something that stands nowhere else on this screen."""
    return card.kind not in _NOT_HERE


# --- in words -----------------------------------------------------------------------------------------------------


def _summary(day: WholeDayReply) -> str:
    """How the day stands, in sentences."""
    waits = sum(one.status == "raised" for one in day.occurrences)
    later = [one.waiting for one in day.occurrences if one.status == "snoozed" and one.waiting]
    ahead = [one for one in day.occurrences if one.status == "planned"]
    said = ["Nothing is waiting for your answer." if not waits else _counted(waits, "waiting for your answer")]
    if later:
        soonest = min(later, key=lambda one: one.later_until or "")
        said.append(f"{_counted(len(later), 'put off')[:-1]} until {same_day(soonest.later_words or '')}.")
    if ahead and not waits:
        said.append(f"Next: {ahead[0].title}, {ahead[0].when}.")
    done = sum(one.status == "done" for one in day.occurrences)
    return " ".join([*said, *([_counted(done, "done")] if done else [])])


def _counted(n: int, what: str) -> str:
    return f"{n} is {what}." if n == 1 else f"{n} are {what}."


# --- the line of the day ------------------------------------------------------------------------------------------


def _rows(day: WholeDayReply) -> list[Row]:
    """Everything of the day by its clock time; what rests tonight stands where it would have been."""
    times = [Row(_night(clock(one.when), day), "time", one) for one in day.occurrences]
    visits = [Row(_night(clock(one.when), day), "visit", one) for one in day.visits]
    rests = [Row(_night(clock(one.next), day) if one.next else "", "rest", one) for one in day.rests]
    return sorted([*times, *visits, *rests], key=lambda row: row.at)


def _night(at: str, day: WholeDayReply) -> str:
    """A clock time as it sorts: what comes before the day ends is of the night, after everything else."""
    ends = clock(day.ends)
    return f"~{at}" if at < ends else at


# --- what comes ---------------------------------------------------------------------------------------------------


def _coming(day: WholeDayReply, plan: PlanReply) -> list[Coming]:
    """Tomorrow in one line; then visits, and of each the next that it asks for beforehand or after."""
    here = {one.id for one in day.occurrences} | {one.nominal for one in day.visits}
    ahead = [one for one in plan.occurrences if one.status in _OPEN and one.id not in here]
    tomorrow = [one for one in ahead if one.when.startswith("tomorrow ") and not one.says]
    visits = [one for one in plan.visits if one.nominal not in here]
    around = {one.routine: one for one in reversed(ahead) if one.says}.values()
    lines = [(one.instant, one.when, f"{one.title}, visit {one.visit}") for one in visits]
    lines += [(one.instant, one.when, f"{one.title}: {' '.join(one.says)}") for one in around]
    told = [Coming(upfirst(when), line, "visits") for _, when, line in sorted(lines)]
    return [*([Coming("Tomorrow", in_one_line(tomorrow), "plan")] if tomorrow else []), *told]


GET = {"": show}
POST = today_answers.POST
