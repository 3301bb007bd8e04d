"""What `course list` answers: courses, doses, what is left and for how long, and daily sums beside their limits."""

from __future__ import annotations

from datetime import date, datetime

from routine.core.config.rules import Limit
from routine.core.occurrences.course import course_day, course_end
from routine.core.preset.amount import Amount
from routine.core.preset.dose_words import dose_words
from routine.core.preset.model import Preset, times_of_course
from routine.core.preset.substance_words import named
from routine.core.requests.replies.courses import CourseListReply, CourseView, DoseView, LimitView, StockView
from routine.core.review.on_hold import taking
from routine.core.routines.course_end import asks_at
from routine.core.safety.upper_limits import day_amount, in_a_dose, most, substance_of, times_a_day
from routine.core.snapshot import Snapshot
from routine.core.state.stock import Stock
from routine.core.supply.shelf_life import is_past, product_words
from routine.core.supply.stock import left_words, runs_low, supply
from routine.core.when.format import format_day


def course_list_view(draft: Snapshot) -> CourseListReply:
    """The enabled routines that are a course, a supplement, or have a dose or a stock; and the sums of their doses."""
    shown = [id for id in draft.enabled() if _belongs(draft, id)]
    return CourseListReply(courses=tuple(_course(draft, id) for id in shown), limits=_limits(draft))


def _belongs(draft: Snapshot, id: str) -> bool:
    preset, routine = draft.preset(id), draft.routine(id)
    return bool(preset.course or preset.dose or routine.stock or routine.product or preset.kind == "supplement")


def _course(draft: Snapshot, id: str) -> CourseView:
    preset, routine, calendar, today = draft.preset(id), draft.routine(id), draft.calendar(id), draft.today(id)
    nth = course_day(preset, routine, calendar, today)
    ends, asks = course_end(preset, routine, calendar), asks_at(preset, routine, calendar)
    return CourseView(
        routine=id,
        title=draft.title(id),
        day=nth[0] if nth else None,
        of=nth[1] if nth else None,
        ends=ends.date().isoformat() if ends else None,
        ended=routine.course.ended,
        asks=asks.date().isoformat() if asks else None,
        held=routine.held.why if routine.held else None,
        dose=_dose(preset, draft),
        stock=_stock(draft, id, routine.stock) if routine.stock else None,
        kind=preset.kind,
        done=routine.course.done_count,
        times=times_of_course(preset),
        course_words=_over_words(asks, today) if routine.course.ended else _course_words(draft, id, today),
        dose_words=dose_words(preset.dose) if preset.dose else "as the label says",
        left_words=left_words(draft, id),
        opened=routine.product.opened.isoformat() if routine.product else None,
        use_by=routine.product.use_by.isoformat() if routine.product and routine.product.use_by else None,
        product_words=product_words(draft, id),
        past=is_past(draft, id),
    )


def _over_words(asks: datetime | None, today: date) -> str:
    if asks is None or asks.date() <= today:
        return "over"
    return f"over, Routine asks whether to start again: {format_day(asks.date(), today)}"


def _course_words(draft: Snapshot, id: str, today: date) -> str:
    preset, routine, calendar = draft.preset(id), draft.routine(id), draft.calendar(id)
    if times := times_of_course(preset):
        return f"{routine.course.done_count} of {times} done{', on hold' if routine.held else ''}"
    nth = course_day(preset, routine, calendar, today)
    ends = course_end(preset, routine, calendar)
    if nth is None or ends is None:
        return "no end"
    held = ", on hold, which moves its end" if routine.held else f", until {format_day(ends.date(), today)}"
    return f"day {nth[0]} of {nth[1]}{held}"


def _dose(preset: Preset, draft: Snapshot) -> DoseView | None:
    dose = preset.dose
    if dose is None:
        return None
    return DoseView(
        amount=dose.amount,
        unit=dose.unit,
        with_food=dose.with_food,
        of=substance_of(preset, draft.setup.limits),
        holds={name: amount.words() for name, amount in in_a_dose(preset, draft.setup.limits).items()},
        times_a_day=times_a_day(preset, draft.setup.presets),
    )


def _stock(draft: Snapshot, id: str, stock: Stock) -> StockView:
    """`doses` None: a dose is in another unit by now; `days` and `until` None: it outlasts what is planned."""
    found = supply(draft, id)
    return StockView(
        left=max(stock.left, 0.0),
        unit=stock.unit,
        doses=found.doses if found else None,
        days=found.days if found else None,
        until=found.last.isoformat() if found and found.last else None,
        low=runs_low(draft, id, stock),
    )


def _limits(draft: Snapshot) -> tuple[LimitView, ...]:
    """Of each substance that is taken and has a limit a day: what the doses come to together."""
    found = (_sum(draft, limit) for limit in draft.setup.limits.values() if limit.per == "day")
    return tuple(one for one in found if one)


def _sum(draft: Snapshot, limit: Limit) -> LimitView | None:
    presets, parts = draft.setup.presets, []
    for id in taking(draft):
        amount = day_amount(presets[id], presets, draft.setup.limits, limit.substance)
        if amount:
            parts.append(amount.to(limit.unit))
    if not parts:
        return None
    total = None if None in parts else sum(part or 0.0 for part in parts)
    words = "cannot be added up" if total is None else Amount(total, limit.unit).words()
    return LimitView(
        substance=limit.substance,
        a_day=total,
        limit=limit.amount,
        unit=limit.unit,
        source=limit.source,
        words=f"{named(limit.substance)}: {words}, at most {most(limit)}",
    )
