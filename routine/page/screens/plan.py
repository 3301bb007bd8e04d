"""Plan: four weeks, what comes every day told once, what moved or waits and why, the choice where there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from routine.page.messages import Said
from routine.page.moved_or_on_hold import not_as_written
from routine.page.plan_calendar import DAYS, calendar, key, last_day
from routine.page.without_commands import without_commands
from routine.page.would_change import OF_ROOM, changes

if TYPE_CHECKING:
    from routine.core.requests.replies.edits import TrialReply
    from routine.core.requests.replies.plan import ChoiceView, Way, WholePlanReply
    from routine.page.reader import Reader


def show(reader: Reader) -> Response:
    """The screen."""
    plan = _plan(reader)
    days = calendar(plan)
    return reader.show(
        "plan.html", plan=plan, last=last_day(plan), days=days, key=key(days), told=not_as_written(plan.occurrences)
    )


def _plan(reader: Reader) -> WholePlanReply:
    plan: WholePlanReply = reader.daemon.query("plan", days=DAYS, full=True)
    return plan


# --- where there is no room ---------------------------------------------------------------------------------------


def look(reader: Reader) -> Response:
    """What one way of making room would change; nothing is done."""
    asked = reader.asked
    names = {name: asked.get(name, "") for name in ("routine", "other", "kind")}
    found = _way(reader, **names)
    if found is None:
        return reader.back("plan", _over())
    choice, way = found
    tried: TrialReply = reader.daemon.query("try", edits=way.edits, commands=way.commands, days=OF_ROOM.days)
    return reader.show(
        "would_change.html",
        title="What would change",
        lead=way.words,
        lines=without_commands(tried.said),
        rows=changes(tried.fits),
        ahead=OF_ROOM.words,
        act="plan/room",
        fields={**names, "first": choice.times[0]},
        label="Change it",
        back="plan",
    )


def room(reader: Reader) -> Response:
    """Make room this way, if it is still a way to do so."""
    found = _way(reader, reader.field("routine"), reader.field("other"), reader.field("kind"))
    if found is None or found[0].times[0] != reader.field("first"):
        return reader.back("plan", _over())
    way = found[1]
    said: list[str] = []
    if way.edits:
        said += reader.daemon.change("edit", edits=way.edits).said
    for command in way.commands:
        asked = dict(command)
        said += reader.daemon.change(asked.pop("do"), **asked).said
    told = without_commands(said)
    return reader.back("plan", Said(way.words, tuple(line for line in told if line != way.words)))


def _way(reader: Reader, routine: str, other: str, kind: str) -> tuple[ChoiceView, Way] | None:
    """The way that is meant, as the plan offers it now; one that changes nothing does not count."""
    for choice in _plan(reader).choices:
        if (choice.routine, choice.other) == (routine, other):
            for way in choice.ways:
                if way.kind == kind and (way.edits or way.commands):
                    return choice, way
    return None


def _over() -> Said:
    return Said("Nothing was changed", ("This choice is not open any more. The plan shows what is.",), kind="info")


GET = {"": show, "room": look}
POST = {"room": room}
