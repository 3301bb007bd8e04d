"""What `visit list` answers in full: the dated lines before and after each visit, and what waits for it at home."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Literal

from msgspec.structs import asdict, replace

from routine.core.occurrences.evening_question import asked_again, open_questions
from routine.core.occurrences.visit_dates import instant_at
from routine.core.occurrences.visit_reminders import Moment, after_care, moments
from routine.core.requests.queries import VisitList
from routine.core.requests.replies.visit_care import (
    AskedCare,
    CareLine,
    WaitView,
    WholeSeries,
    WholeVisit,
    WholeVisitsReply,
)
from routine.core.requests.replies.visits import SeriesView
from routine.core.schedule.visit_series import Visits
from routine.core.session.step_lines import step_lines
from routine.core.snapshot import Snapshot
from routine.core.spacing.around_visits import windows
from routine.core.spacing.contents import tags_of
from routine.core.spacing.precedence import is_medicine
from routine.core.spacing.types import Off
from routine.core.state.keys import VisitReminder, is_question, number_of, parse_key
from routine.core.state.visit import Visit
from routine.core.text.safe import one_line
from routine.core.visits.visit_list import visit_view, visits_view
from routine.core.when.format import minute_text, utc_text
from routine.core.when.moment import day_of, wall

_MOMENT = timedelta(seconds=1)
Status = Literal["past", "ahead", "waits", "done", "skipped", "missed", "excused"]


def visit_care_view(draft: Snapshot, query: VisitList) -> WholeVisitsReply:
    """Every series in full. Raises as `visits_view`."""
    plain = visits_view(draft, query)
    today = day_of(draft.now.wall(), draft.day_ends).isoformat()
    return WholeVisitsReply(zone=plain.zone, today=today, series=tuple(_series(draft, one) for one in plain.series))


def _series(draft: Snapshot, view: SeriesView) -> WholeSeries:
    preset, visits = draft.preset(view.routine), draft.routine(view.routine).visits
    series = preset.schedule.series or Visits()
    rows = tuple(_visit(draft, view.routine, series, one) for one in sorted(visits, key=instant_at))
    asked = tuple(AskedCare(step=one.id, say=one_line(one.say)) for one in series.after if one.if_asked)
    return WholeSeries(
        **{**asdict(view), "visits": rows}, at_visit=step_lines(preset), if_asked=asked, warnings=preset.warnings
    )


def _visit(draft: Snapshot, id: str, series: Visits, visit: Visit) -> WholeVisit:
    shown = visit.status in ("booked", "attended")
    raised = draft.routine(id).raised
    return WholeVisit(
        **asdict(visit_view(draft, visit)),
        prepare=_lines(draft, id, visit, _before(series, visit)) if shown else (),
        care=_care(draft, id, series, visit) if shown else (),
        waits=_waits(draft, id, visit) if shown else (),
        can=_can(draft, visit),
        asks=raised is not None and is_question(raised.key) and number_of(raised.key) == visit.n,
    )


def _can(draft: Snapshot, visit: Visit) -> tuple[str, ...]:
    """What can be said of it: of one that is over, whether the person went."""
    over = instant_at(visit) <= draft.now.instant
    match visit.status:
        case "booked":
            return ("attended", "missed", "move") if over else ("move", "cancel")
        case "moved":
            return ("move", "cancel")
        case "attended":
            return ("missed",)
        case "missed":
            return ("attended",)
    return ()


# --- the line in time ---------------------------------------------------------------------------------------------


def _before(series: Visits, visit: Visit) -> list[Moment]:
    """The preparations, as if it were still booked: they stay to be read."""
    return moments(replace(series, after=()), (replace(visit, status="booked"),))


def _care(draft: Snapshot, id: str, series: Visits, visit: Visit) -> tuple[CareLine, ...]:
    """The after-care as it is, or would be if they go; then what the doctor may ask for, marked as that."""
    follows = (*after_care(series, visit), *_asks(draft, series, visit))
    sure = _lines(draft, id, visit, sorted(follows, key=lambda one: one.instant))
    names = tuple(step.id for step in series.after if step.if_asked and step.id not in visit.asked)
    asked = (one for one in after_care(series, replace(visit, asked=names)) if _step(one) in names)
    maybe = _lines(draft, id, visit, sorted(asked, key=lambda one: one.instant))
    return (*sure, *(replace(line, if_asked=True) for line in maybe))


def _asks(draft: Snapshot, series: Visits, visit: Visit) -> Iterator[Moment]:
    """What is asked until the answer is yes: when it is asked first, or next."""
    steps = series.after if visit.status == "booked" else open_questions(series, visit)
    since = max(instant_at(visit), draft.now.instant)
    yield from (asked_again(visit, step, since) for step in steps if step.until_yes)


def _lines(draft: Snapshot, id: str, visit: Visit, found: Iterable[Moment]) -> tuple[CareLine, ...]:
    return tuple(
        CareLine(
            id=f"{id}@{one.key}",
            step=_step(one),
            nominal=minute_text(one.nominal),
            when=draft.when_in(visit.zone, one.nominal),
            says=tuple(map(one_line, one.says)),
            reason=one.reason,
            status=_status(draft, id, one),
        )
        for one in found
    )


def _step(one: Moment) -> str:
    key = parse_key(one.key)
    return key.until_yes or key.step if isinstance(key, VisitReminder) else ""


def _status(draft: Snapshot, id: str, one: Moment) -> Status:
    routine = draft.routine(id)
    if routine.raised and routine.raised.key == one.key:
        return "waits"
    given = next((entry.answer for entry in reversed(routine.recent) if entry.key == one.key), None)
    if given in ("done", "skipped", "missed", "excused"):
        return given
    return "past" if one.instant <= draft.now.instant else "ahead"


# --- what waits at home -------------------------------------------------------------------------------------------


def _waits(draft: Snapshot, id: str, visit: Visit) -> tuple[WaitView, ...]:
    """Each routine that this visit holds back, over all the rules that do so."""
    at, spans = instant_at(visit), dict[str, list[Off]]()
    for off in windows(draft.setup, draft.state, min(draft.now.instant, at)):
        if off.series == id and off.start <= at < off.end:
            for one in draft.enabled():
                if _concerned(draft, one, off):
                    spans.setdefault(one, []).append(off)
    return tuple(_wait(draft, one, offs) for one, offs in sorted(spans.items()))


def _concerned(draft: Snapshot, id: str, off: Off) -> bool:
    preset = draft.preset(id)
    accepted = off.rule in draft.routine(id).safety.accepted
    return preset.schedule.series is None and not accepted and off.concerns(id, tags_of(preset))


def _wait(draft: Snapshot, id: str, offs: list[Off]) -> WaitView:
    zone, ends = draft.zone(id), draft.day_ends
    since, until = min(off.start for off in offs), max(off.end for off in offs)
    return WaitView(
        routine=id,
        title=draft.title(id),
        since=utc_text(since),
        until=utc_text(until),
        first_day=day_of(wall(since, zone), ends).isoformat(),
        last_day=day_of(wall(until - _MOMENT, zone), ends).isoformat(),
        why=max(offs, key=lambda off: off.end).why,
        prescribed=is_medicine(draft.setup, tags_of(draft.preset(id))),
    )
