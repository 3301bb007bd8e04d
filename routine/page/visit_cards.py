"""A visit as the page shows it: how far off it is, what comes before and after it told once, what can be said of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from routine.core.text.counts import counted
from routine.page.told_once import runs, span

if TYPE_CHECKING:
    from routine.core.requests.replies.visit_care import CareLine, WaitView, WholeSeries, WholeVisit, WholeVisitsReply

#: What became of a visit, in words.
STATUS = {"attended": "You went", "missed": "You did not go", "moved": "No date yet"}


class Care(NamedTuple):
    """One thing to do before or after: when, all that it says, how it stands. `state`: `done`, `now`, `over` or ""."""

    when: str
    says: tuple[str, ...]
    state: str
    words: str
    if_asked: bool


class AtHome(NamedTuple):
    """Routines that the visit keeps from these days (ISO dates, both included), all for the same reason."""

    titles: tuple[str, ...]
    first_day: str
    last_day: str
    why: str
    prescribed: tuple[str, ...]


class Card(NamedTuple):
    """One visit, as it is on the day `today`; `then`: the number of the next visit, 0 where there is none."""

    series: WholeSeries
    visit: WholeVisit
    pill: str
    look: str
    prepare: list[Care]
    care: list[Care]
    home: list[AtHome]
    then: int
    today: str


def cards(visits: WholeVisitsReply) -> tuple[list[Card], list[Card]]:
    """Those that something is still to come of, the next first; and those that are over, the last first.

    A visit that was cancelled is neither.
    """
    today = date.fromisoformat(visits.today)
    kept = ((series, visit) for series in visits.series for visit in series.visits if visit.status != "cancelled")
    made = [_card(series, visit, today) for series, visit in kept]
    made.sort(key=lambda card: card.visit.instant)
    ahead = [card for card in made if _open(card)]
    return ahead, [card for card in reversed(made) if not _open(card)]


def _open(card: Card) -> bool:
    if card.visit.status == "attended":
        return any(line.status in ("ahead", "waits") and not line.if_asked for line in card.visit.care)
    return card.visit.status in ("booked", "moved")


def _card(series: WholeSeries, visit: WholeVisit, today: date) -> Card:
    over = "attended" in visit.can
    pill = STATUS.get(visit.status) or (
        "Did you go?" if over else _in_days(date.fromisoformat(visit.nominal[:10]), today)
    )
    look = {"attended": "done", "missed": ""}.get(visit.status, "now" if over else "moved")
    return Card(
        series=series,
        visit=visit,
        pill=pill,
        look=look,
        prepare=[_one(line) for line in visit.prepare],
        care=_care(visit.care),
        home=[_at_home(group) for group in runs(visit.waits, lambda one: (one.first_day, one.last_day, one.why))],
        then=_then(series, visit),
        today=today.isoformat(),
    )


def _then(series: WholeSeries, visit: WholeVisit) -> int:
    """The number of the visit after the last one, while the series has more."""
    last = max((one.visit for one in series.visits if one.status != "cancelled"), default=0)
    more = series.sessions is None or series.attended + (visit.status == "booked") < series.sessions[1]
    return last + 1 if more and series.apart and visit.visit == last and visit.status in ("booked", "attended") else 0


def _in_days(day: date, today: date) -> str:
    days = (day - today).days
    return "Today" if days <= 0 else "Tomorrow" if days == 1 else f"In {counted(days, 'day')}"


# --- before and after ---------------------------------------------------------------------------------------------


def _one(line: CareLine) -> Care:
    return Care(line.when, line.says, _state([line]), _state_words([line]), line.if_asked)


def _care(lines: Iterable[CareLine]) -> list[Care]:
    """The same thing on several days, told once."""
    return [_told(group) for group in runs(lines, lambda line: (line.step, tuple(line.says), line.if_asked))]


def _told(group: list[CareLine]) -> Care:
    return Care(span([one.when for one in group]), group[0].says, _state(group), _state_words(group), group[0].if_asked)


def _at_home(group: list[WaitView]) -> AtHome:
    first = group[0]
    asked = tuple(one.title for one in group if one.prescribed)
    return AtHome(tuple(one.title for one in group), first.first_day, first.last_day, first.why, asked)


def _state(group: list[CareLine]) -> str:
    found = {one.status for one in group}
    if "waits" in found:
        return "now"
    if "ahead" in found:
        return ""
    return "done" if "done" in found else "over"


def _state_words(group: list[CareLine]) -> str:
    """`Waiting for your answer`, `2 of 7 done`, `Done`, `Over`."""
    done = sum(one.status == "done" for one in group)
    state = _state(group)
    if state == "now":
        return "Waiting for your answer"
    if done and len(group) > 1:
        return f"{done} of {len(group)} done"
    return {"done": "Done", "over": "Over"}.get(state, "")
