"""The report for a doctor as the templates need it, and as a file that holds all that it needs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from routine import __version__
from routine.page.templating import FOLDER, environment
from routine.page.time_words import full_day

if TYPE_CHECKING:
    from routine.core.requests.replies.profile import FactView, ProfileReply
    from routine.core.requests.replies.report import ReportReply

_STYLE = FOLDER.parent / "static" / "style.css"
#: What a visit became, for a doctor.
STATUS = {"booked": "booked", "moved": "moved, no new date yet", "attended": "attended", "missed": "not attended"}


def sheet_values(report: ReportReply, profile: ProfileReply | None) -> dict[str, object]:
    """What `sheet.html` is made from; `profile` None: the person keeps it to themselves."""
    return {
        "report": report,
        "since": full_day(date.fromisoformat(report.since)),
        "until": full_day(date.fromisoformat(report.until)),
        "made_on": full_day(date.fromisoformat(report.made_on)),
        "version": __version__,
        "profile": profile,
        "answered": _by_answer(profile.facts) if profile else {},
        "visit_words": STATUS,
    }


def _by_answer(facts: tuple[FactView, ...]) -> dict[str, list[FactView]]:
    """Yes, No and Not answered, each with its questions; yes first, since it is what a doctor looks for."""
    found: dict[str, list[FactView]] = {"Yes": [], "No": [], "Not answered": []}
    for fact in facts:
        found["Not answered" if fact.answer is None else "Yes" if fact.yes else "No"].append(fact)
    return {word: those for word, those in found.items() if those}


def report_file(report: ReportReply, profile: ProfileReply | None) -> str:
    """One HTML file with everything in it: no script, and nothing is loaded from anywhere."""
    template = environment().get_template("report_file.html")
    return template.render(style=_STYLE.read_text("utf-8"), **sheet_values(report, profile))
