"""The report as text: what was used, since when."""

from __future__ import annotations

from routine.cli.charts.report_text import report_text
from routine.cli.shell.colours import Look
from routine.core.requests.commands import Done
from routine.core.requests.queries import Report
from routine.core.requests.replies.report import ReportReply
from tests.builders import World, a_preset


def test_days_are_said_with_their_month_and_year() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(Done(("spf",)))
    reply = world.simulation.service.handle(Report(since="yesterday"))
    assert isinstance(reply, ReportReply)
    text = report_text(reply, Look(200, False))
    assert text.startswith("Home care from 22 November 2026 to 23 November 2026\n")
    assert "Spf  1 of 1 done  since 23 November 2026" in text
