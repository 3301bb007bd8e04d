"""Report: two pages of A4 for a doctor or a clinic, by period and routine; the profile only where it is ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.responses import Response

from routine.core.errors import RoutineError
from routine.page.reader import advice
from routine.page.report_sheet import report_file, sheet_values

if TYPE_CHECKING:
    from routine.core.requests.replies.presets import PresetListReply
    from routine.core.requests.replies.profile import ProfileReply
    from routine.core.requests.replies.report import ReportReply
    from routine.page.reader import Reader

#: Choice -> its words and its days.
SPANS = {"4w": ("4 weeks", 28), "3m": ("3 months", 90), "1y": ("A year", 365)}
_SHOWN_FIRST = "3m"


class _Asked(NamedTuple):
    """What the form says: a span, or a first and a last day, which come before it; which routines; the profile."""

    span: str
    since: str
    until: str
    routines: tuple[str, ...]
    profile: bool


def show(reader: Reader) -> Response:
    """The form and the report below it."""
    asked = _asked(reader)
    presets: PresetListReply = reader.daemon.query("preset-list")
    rows = [row for row in presets.presets if row.enabled]
    status, told = 200, None
    values: dict[str, Any] = {"report": None}
    try:
        values = sheet_values(*_report(reader, asked))
    except RoutineError as error:
        status, told = 422, error
    return reader.show(
        "report.html", status=status, asked=asked, spans=SPANS, routines=rows, error=told,
        advice=advice(told) if told else "", **values,
    )  # fmt: skip


def save(reader: Reader) -> Response:
    """The same as one file, for a mail or a stick."""
    report, profile = _report(reader, _asked(reader))
    name = f"routine-report-{report.until}.html"
    sent = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(report_file(report, profile), media_type="text/html", headers=sent)


def _asked(reader: Reader) -> _Asked:
    asked = reader.asked
    since, until = asked.get("since", ""), asked.get("until", "")
    span = asked.get("span", "")
    return _Asked(
        span=span if span in SPANS else "" if since or until else _SHOWN_FIRST,
        since=since,
        until=until,
        routines=tuple(value for key, value in reader.asked_pairs if key == "routine" and value),
        profile="profile" in asked,
    )


def _report(reader: Reader, asked: _Asked) -> tuple[ReportReply, ProfileReply | None]:
    chosen = (
        {"days": SPANS[asked.span][1]} if asked.span else {"since": asked.since or None, "until": asked.until or None}
    )
    report: ReportReply = reader.daemon.query("report", routines=asked.routines, **chosen)
    profile: ProfileReply | None = reader.daemon.query("profile") if asked.profile else None
    return report, profile


GET = {"": show, "file": save}
POST: dict[str, object] = {}
