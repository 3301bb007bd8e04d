"""Progress: what was done, by day, week, routine and time of day; what was seen in the mirror; and rating it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import Response

from routine.core.errors import RoutineError
from routine.core.insight.lines import minutes_late, percent
from routine.page.charts.bars import Column, Part, columns, parts
from routine.page.charts.heat_map import HeatMap, Month, heat_map, months
from routine.page.charts.lines import Line, line
from routine.page.messages import said_of, undo_of
from routine.page.reader import advice
from routine.page.time_words import full_day

if TYPE_CHECKING:
    from routine.core.requests.replies.commands import RateReply
    from routine.core.requests.replies.courses import CourseListReply
    from routine.core.requests.replies.ratings import Diary, RatingsReply, SpotRow
    from routine.core.requests.replies.stats import RoutineStats, StatsReply, TallyView, WeekView
    from routine.page.reader import Reader

#: Both rows of bars are as wide as the year, so that their letters are as large as its own.
_WIDTH, _HEIGHT = 848.0, 80.0
_RATING = "rating."


class RoutineRow(NamedTuple):
    """One routine of the last four weeks: done, skipped and missed as the parts of a bar."""

    stats: RoutineStats
    bar: tuple[Part, ...]


class Sign(NamedTuple):
    """One sign at one place, over time."""

    row: SpotRow
    line: Line
    words: str


class DiaryView(NamedTuple):
    """The ratings of one routine."""

    diary: Diary
    signs: tuple[Sign, ...]
    first: str
    last: str


class Progress(NamedTuple):
    """Everything that the screen shows beside the reply itself."""

    year: HeatMap
    months: list[Month]
    weeks: tuple[tuple[WeekView, Column | None], ...]
    planned: tuple[Column | None, ...]
    done: tuple[Column | None, ...]
    rows: tuple[RoutineRow, ...]
    diaries: tuple[DiaryView, ...]
    begun: str


def show(reader: Reader) -> Response:
    """The screen."""
    stats: StatsReply = reader.daemon.query("stats")
    ratings: RatingsReply = reader.daemon.query("ratings")
    supplies: CourseListReply = reader.daemon.query("course-list")
    return reader.show(
        "progress.html",
        stats=stats,
        scale=ratings.scale,
        left=[one for one in supplies.courses if one.stock],
        progress=_progress(stats, ratings),
        percent=percent,
        minutes=minutes_late,
    )


def _progress(stats: StatsReply, ratings: RatingsReply) -> Progress:
    most = float(max([*stats.hours.planned, *stats.hours.done, 1]))
    answered = [day.day for day in stats.days if day.tally.due or day.tally.not_counted]
    weeks = columns([week.tally.adherence for week in stats.weeks], 1.0, _WIDTH, _HEIGHT)
    return Progress(
        year=heat_map(stats.days),
        months=months(stats.days),
        weeks=tuple(zip(stats.weeks, weeks, strict=True)),
        planned=columns(stats.hours.planned, most, _WIDTH, _HEIGHT),
        done=columns(stats.hours.done, most, _WIDTH, _HEIGHT),
        rows=tuple(RoutineRow(one, _bar(one.recent)) for one in _by_title(stats) if one.recent.due),
        diaries=tuple(_diary(one, ratings.scale) for one in ratings.diaries),
        begun=full_day(date.fromisoformat(answered[0])) if answered else "",
    )


def _by_title(stats: StatsReply) -> list[RoutineStats]:
    return sorted(stats.routines, key=lambda one: one.title.casefold())


def _bar(tally: TallyView) -> tuple[Part, ...]:
    return parts((tally.done, tally.skipped, tally.missed))


def _diary(diary: Diary, scale: tuple[str, ...]) -> DiaryView:
    most = len(scale) - 1
    return DiaryView(
        diary=diary,
        signs=tuple(Sign(row, line(row.ratings, most), _change(row, scale)) for row in diary.rows if _rated(row)),
        first=diary.times[0].short if diary.times else "",
        last=diary.times[-1].short if diary.times else "",
    )


def _rated(row: SpotRow) -> bool:
    return any(rating is not None for rating in row.ratings)


def _change(row: SpotRow, scale: tuple[str, ...]) -> str:
    """`Marked at first, slight now: weaker`."""
    given = [rating for rating in row.ratings if rating is not None]
    first, last = given[0], given[-1]
    if len(given) == 1:
        return scale[last].capitalize()
    if first == last:
        return f"{scale[last].capitalize()}, as at first"
    return f"{scale[first].capitalize()} at first, {scale[last]} now: {'weaker' if last < first else 'stronger'}"


# --- rating -------------------------------------------------------------------------------------------------------


def rate(reader: Reader) -> Response:
    """The form with the signs of a routine."""
    return _rating(reader, {})


def _rating(reader: Reader, given: Mapping[str, str], error: RoutineError | None = None) -> Response:
    routine = reader.given["routine"]
    found: RatingsReply = reader.daemon.query("ratings", routine=routine, to_rate=True)
    told = {"error": error, "advice": advice(error)} if error else {"error": None, "advice": ""}
    return reader.show(
        "rate.html", status=422 if error else 200, ask=found.ask, scale=found.scale, diary=found.diaries[0],
        given=given, note_text=reader.field("note"), **told,
    )  # fmt: skip


def record(reader: Reader) -> Response:
    """Keep the ratings; what was left out stays as it was."""
    given = reader.filled(_RATING)
    typed = [f"{spot}={value}" for spot, value in given.items()]
    try:
        reply: RateReply = reader.daemon.change(
            "rate", routine=reader.given["routine"], ratings=typed, note=reader.field("note") or None
        )
    except RoutineError as error:
        return _rating(reader, given, error)
    return reader.back("progress", said_of(reply, *undo_of(reply)))


GET = {"": show, "rate/{routine}": rate}
POST = {"rate/{routine}": record}
