"""The first run: hours, place, voice and login; what to care for; the questions that it needs; what comes this week."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from routine.core.errors import RoutineError
from routine.page.messages import said_of
from routine.page.reader import advice
from routine.page.screens.setup_questions import begin, questions, stands_against
from routine.page.told_once import in_one_line
from routine.wiring import autostart

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routine.core.requests.replies.plan import WholePlanReply
    from routine.core.requests.replies.presets import PresetListReply, PresetRow
    from routine.core.requests.replies.review import ReviewReply
    from routine.core.requests.replies.settings import SettingsReply
    from routine.page.reader import Reader

#: Kind -> its heading, in the order in which they are offered. Visits are booked later.
_KINDS = {
    "sun": "Sun protection",
    "mask": "Masks",
    "treatment": "Treatments",
    "habit": "Habits",
    "check": "Self-checks",
    "hair": "Hair and scalp",
    "nails": "Nails",
    "supplement": "Supplements",
    "diet": "Food and drink",
}
_DAYS = 7


# --- 1: hours, place, voice, login --------------------------------------------------------------------------------


def basics(reader: Reader) -> Response:
    """The first page."""
    return _basics(reader)


def _basics(reader: Reader, error: RoutineError | None = None) -> Response:
    """Start at login is proposed until this page was kept once; then it is as the person left it."""
    settings: SettingsReply = reader.daemon.query("settings")
    by_key = {one.key: "" if one.value in ("not set", "none") else one.value for one in settings.settings}
    sleep, _, wake = by_key["quiet"].partition(",")[0].partition("-")
    return reader.show(
        "setup/basics.html",
        status=422 if error else 200,
        place=reader.field("place") if error else by_key["place"],
        sleep=reader.field("sleep") if error else sleep or "22:30",
        wake=reader.field("wake") if error else wake or "07:00",
        voice=(reader.field("voice") if error else by_key["voice"]) != "off",
        login=reader.field("login") == "yes" if error else _starts_at_login() or not by_key["quiet"],
        error=" ".join(filter(None, (error.message, advice(error)))) if error else "",
    )


def _starts_at_login() -> bool:
    try:
        return autostart.login().way is not None
    except (RoutineError, OSError):
        return False


def save(reader: Reader) -> Response:
    """Keep them all, or say what cannot be."""
    sleep, wake, place = reader.field("sleep"), reader.field("wake"), reader.field("place")
    edits = [
        *([_set("place", place)] if place else []),
        *([_set("quiet", f"{sleep}-{wake}")] if sleep or wake else []),
        _set("voice", "off") if reader.field("voice") == "off" else {"edit": "setting-unset", "key": "voice"},
    ]
    try:
        edits = [one for one in edits if one["edit"] == "setting" or _chosen(reader, one["key"])]
        if edits:
            reader.daemon.change("edit", edits=edits)
        if (reader.field("login") == "yes") != _starts_at_login():
            autostart.set_login(reader.field("login") == "yes")
    except RoutineError as error:
        return _basics(reader, error)
    return reader.back("setup/care")


def _set(key: str, value: str) -> dict[str, str]:
    return {"edit": "setting", "key": key, "value": value}


def _chosen(reader: Reader, key: str) -> bool:
    settings: SettingsReply = reader.daemon.query("settings")
    return any(one.key == key and one.chosen for one in settings.settings)


# --- 2: what to care for ------------------------------------------------------------------------------------------


def care(reader: Reader) -> Response:
    """What there is, by kind."""
    presets: PresetListReply = reader.daemon.query("preset-list")
    kinds = [(heading, _of_kind(presets.presets, kind)) for kind, heading in _KINDS.items()]
    return reader.show("setup/care.html", kinds=[(heading, rows) for heading, rows in kinds if rows])


def _of_kind(presets: Iterable[PresetRow], kind: str) -> list[PresetRow]:
    return sorted((one for one in presets if one.kind == kind and not one.errors), key=lambda one: one.title)


def chosen(reader: Reader) -> Response:
    """On to the questions that these need."""
    routines = reader.fields("routine")
    if not routines:
        return reader.back("setup/done")
    asked = urlencode([("routine", one) for one in routines])
    return RedirectResponse(f"{reader.address('setup/questions')}?{asked}", 303)


# --- 4: what comes ------------------------------------------------------------------------------------------------


def done(reader: Reader) -> Response:
    """The coming week, what could not be enabled, a test notification, and where everything can be changed."""
    plan: WholePlanReply = reader.daemon.query("plan", days=_DAYS, full=True)
    coming = [one for one in plan.occurrences if one.status != "excused"]
    days = [(day, in_one_line(times)) for day, times in groupby(coming, key=lambda one: max(one.day, plan.today))]
    return reader.show("setup/done.html", days=days, off=_off(reader))


def _off(reader: Reader) -> list[tuple[str, str, list[str]]]:
    """Each routine that was chosen and is off: its id, its title, and what stands against it."""
    ids = [id for id in reader.asked.get("off", "").split(",") if id]
    if not ids:
        return []
    rows: PresetListReply = reader.daemon.query("preset-list")
    off = [row for row in rows.presets if row.id in ids and not row.enabled]
    review: ReviewReply = reader.daemon.query("review", routines=[row.id for row in off])
    return [(row.id, row.title, [one.why for one in stands_against(review.findings, [row.id])]) for row in off]


def send(reader: Reader) -> Response:
    """A test notification."""
    return reader.back("setup/done", said_of(reader.daemon.change("try-notice")))


GET = {"": basics, "care": care, "questions": questions, "done": done}
POST = {"save": save, "care": chosen, "begin": begin, "send": send}
