"""The report for a doctor as plain text. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from routine.cli.charts.rate_table import diaries
from routine.cli.shell.colours import painted
from routine.cli.shell.table import fold, table
from routine.core.requests.replies.ratings import RatingsReply
from routine.core.when.format import format_date

if TYPE_CHECKING:
    from routine.cli.shell.colours import Look
    from routine.core.requests.replies.report import ReportReply, UsedRoutine

_INDENT = "  "


def report_text(reply: ReportReply, look: Look) -> str:
    """Every part of the report that has something in it."""
    title = f"Home care from {_day(reply.since)} to {_day(reply.until)}"
    lines = [painted(title, "1", look), *_used(reply, look)]
    lines += _section(
        "What did not go well",
        [_irritated(one.when, one.level, one.title, one.over_when) for one in reply.irritations],
        look,
    )
    if reply.ratings:
        lines += ["", diaries(RatingsReply(scale=reply.scale, diaries=reply.ratings), look, every=True)]
    visits = [
        f"{one.title}, visit {one.visit}{f' of {one.of}' if one.of else ''}: {one.when}, {one.status}"
        for one in reply.visits
    ]
    lines += _section("Visits", visits, look)
    lines += _section("Notes", [f"{one.when} {one.title}: “{one.note}”" for one in reply.notes], look)
    lines += ["", *fold("Write it as a file, to print or to send: routine report --out report.html", look.width)]
    return "\n".join(lines)


def _day(iso: str) -> str:
    """`6 December 2026`, of `2026-12-06`."""
    return format_date(date.fromisoformat(iso), date.min)


def _used(reply: ReportReply, look: Look) -> Iterator[str]:
    if not reply.used:
        yield "Nothing was used in this period."
        return
    yield from table([(one.title, f"{one.done} of {one.due} done", _more(one)) for one in reply.used], look.width, 2)


def _more(one: UsedRoutine) -> str:
    parts = [
        f"since {_day(one.since)}" if one.since else "",
        one.taken,
        f"{one.extra} in addition" if one.extra else "",
    ]
    return ", ".join(part for part in [*parts, *one.how] if part)


def _irritated(when: str, level: str, title: str, over: str | None) -> str:
    after = f" after {title}" if title else ""
    return f"{when}: {level} irritation{after}, {f'over {over}' if over else 'not over yet'}"


def _section(title: str, rows: list[str], look: Look) -> Iterator[str]:
    if rows:
        yield ""
        yield painted(title, "1", look)
    for row in rows:
        yield from fold(row, look.width, _INDENT)
