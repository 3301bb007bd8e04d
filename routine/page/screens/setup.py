"""The first run: hours, place, voice and login; what to care for; the questions that it needs; what comes this week."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from routine.core.errors import RoutineError
from routine.core.text.counts import counted, plural
from routine.page.reader import advice
from routine.page.routines.questions import answers_of, left_open, question_view
from routine.page.said import Said, said_of
from routine.page.told_once import in_one_line
from routine.page.words import without_commands
from routine.wiring import autostart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from routine.core.config.rules import Finding
    from routine.core.requests.replies.commands import EnableReply
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


# --- 3: the safety questions --------------------------------------------------------------------------------------


def questions(reader: Reader) -> Response:
    """What these routines ask, all on one form, each with what a yes means."""
    return _questions(reader, tuple(value for name, value in reader.asked_pairs if name == "routine"))


def _questions(
    reader: Reader,
    routines: tuple[str, ...],
    errors: tuple[str, ...] = (),
    answers: Mapping[str, str] = {},
    *,
    off: tuple[str, ...] = (),
    tried: bool = False,
) -> Response:
    """`answers`: those that the form has besides what was chosen in it; `tried`: it says what is not answered yet.

    `off`: routines that were chosen too, and that stay off.
    """
    review: ReviewReply = reader.daemon.query("review", routines=routines)
    rows: PresetListReply = reader.daemon.query("preset-list")
    titles = {one.id: one.title for one in rows.presets}
    asked = [question_view(one, reader, several=True) for one in review.questions if one.answer is None]
    return reader.show(
        "setup/questions.html",
        status=422 if errors else 200,
        routines=routines,
        titles=[titles.get(id, id) for id in routines],
        questions=[one._replace(said=answers.get(one.asked.fact, one.said)) for one in asked],
        errors=errors,
        off=off,
        tried=tried,
        again=_again(reader),
    )


def _again(reader: Reader) -> bool:
    """Whether these are routines that were lost: that is not a step of the first setup."""
    return "yes" in (reader.asked.get("again"), reader.field("again"))


def begin(reader: Reader) -> Response:
    """Keep the answers and enable what may begin; what may not is told, with why."""
    routines = reader.fields("routine")
    review: ReviewReply = reader.daemon.query("review", routines=routines)
    if reader.field("act") == "none":  # nothing is kept before the person has seen what was said
        noes = dict.fromkeys(left_open(reader, review), "no")
        return _questions(reader, routines, answers=noes, off=reader.fields("off"))
    answers = answers_of(reader, review)
    try:
        reply: EnableReply = reader.daemon.change("enable", routines=routines, answers=answers)
    except RoutineError as error:
        errors = tuple(filter(None, (error.message, advice(error))))
        return _questions(reader, routines, errors, off=reader.fields("off"), tried=True)
    return _came_of(reader, reply, answers)


def _came_of(reader: Reader, reply: EnableReply, answers: Mapping[str, str]) -> Response:
    """On, or back to what is not answered yet; what stands against a routine whatever else is answered is told."""
    noes = sum(given == "no" for given in answers.values())
    lines = (*without_commands(reply.said), *([f"{counted(noes, 'question')} answered with no."] if noes else []))
    against = _against(reply.findings, reply.refused)
    why = tuple(dict.fromkeys(one.why for one in against))
    out = {one.routine for one in against}
    still = tuple(id for id in reply.refused if id not in out)
    if still:
        unanswered = {one.asks for one in reply.findings if one.asks and one.routine in still}
        one, other = "1 safety question is not answered.", "{count} safety questions are not answered."
        errors = (plural(len(unanswered), one=one, other=other), *lines, *why)
        return _questions(reader, still, errors, off=_known_off(reader, out), tried=True)
    if not reply.enabled and not reader.fields("off"):
        return _questions(reader, reply.refused, (*lines, *why), tried=True)
    return _begun(reader, _known_off(reader, out), lines, why)


def _known_off(reader: Reader, out: Iterable[str]) -> tuple[str, ...]:
    """What stays off: now, and what the form knew of already."""
    return tuple(dict.fromkeys((*reader.fields("off"), *out)))


def _begun(reader: Reader, off: tuple[str, ...], lines: tuple[str, ...], why: tuple[str, ...]) -> Response:
    """What is enabled now; of what is not, the last step shows each, with the way to its decision."""
    here = _again(reader)
    told = (*lines, *why) if here else lines
    said = Said("Not everything could be enabled", told, kind="warn") if off else Said("Enabled", lines)
    if here:
        return reader.back("today", said)
    return reader.back("setup/done", said, **({"off": ",".join(off)} if off else {}))


def _against(found: Iterable[Finding], routines: Sequence[str]) -> list[Finding]:
    """What refuses these, not what only warns."""
    return [one for one in found if one.routine in routines and one.level in ("final", "block") and not one.asks]


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
    return [(row.id, row.title, [one.why for one in _against(review.findings, [row.id])]) for row in off]


def send(reader: Reader) -> Response:
    """A test notification."""
    return reader.back("setup/done", said_of(reader.daemon.change("try-notice")))


GET = {"": basics, "care": care, "questions": questions, "done": done}
POST = {"save": save, "care": chosen, "begin": begin, "send": send}
