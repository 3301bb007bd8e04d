"""What `rate` shows: the ratings over time, spot by spot; and what there is to rate now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from routine.core.errors import NotFoundError
from routine.core.preset.rated_signs import SCALE, Spot, spots
from routine.core.reminders.rate import earlier_answers, last_ratings, no_signs, rated_entries, target, to_rate
from routine.core.requests.queries import Ratings
from routine.core.requests.replies.ratings import Diary, RatedTime, RatingsReply, SpotRow, SpotToRate, ToRate
from routine.core.snapshot import Snapshot
from routine.core.state.log import Entry
from routine.core.state.ratings import ratings_of
from routine.core.text.match import resolve
from routine.core.when.format import MONTHS, minute_text, utc_text
from routine.core.when.moment import day_of, wall


def ratings_view(draft: Snapshot, query: Ratings) -> RatingsReply:
    """The diary of the routine that is named, or of all; with `to_rate`, what is to be rated now."""
    rated = rated_entries(draft.history)
    if query.to_rate:
        id = to_rate(draft, query.routine)
        return replace(_view(draft, [id], rated), ask=_ask(draft, id, query.at))
    if query.routine:
        id = _known(draft, query.routine)
        if not _has_signs(draft, id) and not any(entry.routine == id for entry in rated):
            raise no_signs(draft, id)
        return _view(draft, [id], rated)
    enabled = [id for id in draft.enabled() if _has_signs(draft, id)]
    return _view(draft, list(dict.fromkeys([*enabled, *sorted(entry.routine for entry in rated)])), rated)


def _known(draft: Snapshot, text: str) -> str:
    """The id of any routine or preset, enabled or not, those with signs first: a diary outlives its routine."""
    ids = [*draft.setup.presets, *draft.state.routines]
    try:
        return resolve(text, {id: draft.title(id) for id in ids if _has_signs(draft, id)})
    except NotFoundError:
        return resolve(text, {id: draft.title(id) for id in ids})


def _has_signs(draft: Snapshot, id: str) -> bool:
    preset = draft.known(id)
    return preset is not None and bool(preset.signs)


def _view(draft: Snapshot, ids: Iterable[str], rated: list[Entry]) -> RatingsReply:
    diaries = (diary(draft, id, [entry for entry in rated if entry.routine == id]) for id in ids)
    return RatingsReply(scale=SCALE, diaries=tuple(diaries))


def diary(draft: Snapshot, id: str, rated: list[Entry]) -> Diary:
    """One routine's ratings: each time they were given, and each spot over these times."""
    preset = draft.known(id)
    there = {spot.key: spot for spot in (spots(preset) if preset else ())}
    gone = dict.fromkeys(key for entry in rated for key in ratings_of(entry) if key not in there)
    times = tuple(_time(draft, one) for one in rated)
    rows = tuple(_row(key, there.get(key), rated) for key in (*there, *gone))
    return Diary(routine=id, title=draft.title(id), times=times, rows=rows)


def _row(key: str, spot: Spot | None, rated: list[Entry]) -> SpotRow:
    """A spot's ratings, None where it was left out, and how far the last lies from the one before it."""
    ratings = tuple(ratings_of(entry).get(key) for entry in rated)
    given = [rating for rating in ratings if rating is not None]
    sign, _, place = key.partition(".")
    return SpotRow(
        key=key,
        sign=spot.sign.say if spot else _words(sign).capitalize(),
        place=spot.place if spot else _words(place) or None,
        ratings=ratings,
        last=given[-1] if given else None,
        change=given[-1] - given[-2] if len(given) > 1 else None,
        asked=spot is not None,
    )


def _words(name: str) -> str:
    return name.replace("-", " ")


def _time(draft: Snapshot, entry: Entry) -> RatedTime:
    day = _day(draft, entry)
    return RatedTime(
        id=entry.id,
        nominal=minute_text(entry.nominal),
        at=utc_text(entry.at),
        day=day.isoformat(),
        short=_short(day),
        when=draft.when(entry.routine, entry.at),
        ratings=ratings_of(entry),
    )


def _short(day: date) -> str:
    """`1 Nov`."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def _ask(draft: Snapshot, id: str, at: str | None) -> ToRate:
    """What ratings given now would answer, and what is known already; raises RoutineError where it could be nothing.

    `now`: those that the answer holds and that new ones would correct; `last`: the last ones before it.
    """
    (occurrence, replaces), when = target(draft, id, at)
    now = ratings_of(replaces) if replaces else {}
    earlier = earlier_answers(draft.history, id, when or draft.now.instant, replaces)
    return ToRate(
        routine=id,
        when=draft.when(id, occurrence.instant),
        correcting=bool(now),
        spots=tuple(SpotToRate(key=s.key, sign=s.sign.say, place=s.place) for s in spots(draft.preset(id))),
        now=now,
        last=last_ratings(earlier),
        last_day={key: _short(_day(draft, one)) for one in earlier for key in ratings_of(one)},
    )


def _day(draft: Snapshot, entry: Entry) -> date:
    return day_of(wall(entry.at, draft.zone(entry.routine)), draft.day_ends)
