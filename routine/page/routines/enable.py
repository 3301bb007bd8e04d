"""Enabling a routine: its safety questions as one form, days and times, how it fits what runs; then all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.responses import Response

from routine.core.errors import RoutineError
from routine.page.messages import Said
from routine.page.reader import advice
from routine.page.routines.fields import fields_of
from routine.page.routines.safety_questions import NEEDS_DECISION, STAYS_OFF, answers_of, left_open, question_view
from routine.page.routines.sent_fields import edits_of, keys_of
from routine.page.without_commands import without_commands
from routine.page.would_change import rows_of

if TYPE_CHECKING:
    from routine.core.requests.replies.commands import EnableReply
    from routine.core.requests.replies.edits import EditableReply, EditReply, KeyView, StepKeys
    from routine.core.requests.replies.leaflet import LeafletReply
    from routine.core.requests.replies.review import JudgedFinding, ReviewReply
    from routine.page.reader import Reader

_ASKS_SOMEBODY = ("doctor", "midwife", "prescriber", "dermatologist", "clinic", "pharmacist")


class Note(NamedTuple):
    """A safety note as it is shown; `decide`: what a person ticks to continue although it stands against it, or ""."""

    finding: JudgedFinding
    lead: str
    kind: str
    decide: str
    accepted: bool


class Sent(NamedTuple):
    """What the form says: answers, rules that were decided on, changes of days, times and timers."""

    answers: dict[str, str]
    accept: tuple[str, ...]
    edits: list[dict[str, Any]]


def ask(reader: Reader) -> Response:
    """The form; as it was sent, if it was sent before."""
    told: LeafletReply = reader.daemon.query("leaflet", routine=reader.given["id"])
    keys: EditableReply = reader.daemon.query("editable", preset=told.id)
    review, error = _looked_at(reader, told.id, keys)
    shown = reader if reader.drafted else None
    questions = [question_view(one, reader) for one in review.questions]
    return reader.show(
        "enable.html",
        status=422 if error else 200,
        told=told,
        open=[one for one in questions if one.stands_open],
        known=[one for one in questions if not one.stands_open],
        schedule=fields_of(keys.schedule, shown),
        timers=[(step, fields_of(_timers(step), shown)) for step in keys.steps if _timers(step)],
        on_skin_s=keys.on_skin_s,
        longest_on_skin_s=keys.longest_on_skin_s,
        notes=[_note(one, reader) for one in review.findings if not one.asks],
        fits=review.fits,
        moved=rows_of(review.fits),
        row=next((row for row in review.fits.routines if row.routine == told.id), None),
        held=review.held,
        final=any(one.level == "final" and not one.asks for one in review.findings),
        error=error,
        advice=advice(error) if error else "",
        tried=reader.field("act") == "enable",
    )


def _timers(step: StepKeys) -> list[KeyView]:
    return [key for key in keys_of(step) if key.form == "duration" and key.value]


def _looked_at(reader: Reader, id: str, keys: EditableReply) -> tuple[ReviewReply, RoutineError | None]:
    """The review of what the form says; where that cannot be read, why, and the review of nothing."""
    try:
        if not reader.drafted:
            return reader.daemon.query("review", routines=[id]), None
        return _review(reader, id, _sent(reader, id, keys)), None
    except RoutineError as error:
        return reader.daemon.query("review", routines=[id]), error


def _review(reader: Reader, id: str, sent: Sent) -> ReviewReply:
    review: ReviewReply = reader.daemon.query(
        "review", routines=[id], answers=sent.answers, accept=list(sent.accept), edits=sent.edits
    )
    return review


def _sent(reader: Reader, id: str, keys: EditableReply) -> Sent:
    review: ReviewReply = reader.daemon.query("review", routines=[id])
    return Sent(answers_of(reader, review), reader.fields("accept"), edits_of(keys, reader))


def _note(finding: JudgedFinding, reader: Reader) -> Note:
    accepted = finding.rule in reader.fields("accept")
    if finding.level == "final":
        return Note(finding, "It cannot be enabled.", "stop", "", False)
    if finding.level == "block" and finding.waits and not finding.asks:
        return Note(finding, STAYS_OFF, "warn", "", False)
    if finding.level == "block" and finding.acceptable:
        return Note(finding, NEEDS_DECISION, "warn", _decision(finding), accepted)
    if finding.level == "block":
        return Note(finding, "It stays off.", "warn", "", False)
    lead, kind = ("Take care.", "warn") if finding.level == "warn" else ("Good to know.", "info")
    return Note(finding, lead, kind, "", False)


def _decision(finding: JudgedFinding) -> str:
    """What has to be said to continue: the doctor's word, where it is one's to ask."""
    said = f"{finding.advice} {finding.why}".lower()
    return "My doctor has agreed" if any(word in said for word in _ASKS_SOMEBODY) else "Continue anyway"


# --- sent -------------------------------------------------------------------------------------------------------------


def send(reader: Reader) -> Response:
    """Answer all that is open with no, look at it, or enable; where that cannot be, the form comes again with why."""
    id = reader.given["id"]
    where = f"routines/{id}/begin"
    act = reader.field("act")
    if act == "none":
        review: ReviewReply = reader.daemon.query("review", routines=[id])
        return reader.again(where, None, *((f"fact.{fact}", "no") for fact in left_open(reader, review)))
    if act != "enable":
        return reader.again(where)
    try:
        return _enable(reader, id)
    except RoutineError as error:
        lines = tuple(one for one in (*without_commands((error.message,)), advice(error)) if one)
        return reader.again(where, Said("It is not enabled", lines, kind="warn"))


def _enable(reader: Reader, id: str) -> Response:
    """All at once: nothing is changed before it is known that it will begin; answers are kept whatever comes of it."""
    keys: EditableReply = reader.daemon.query("editable", preset=id)
    sent = _decided(reader, id, _sent(reader, id, keys))
    review = _review(reader, id, sent)
    if review.refused:
        if sent.answers:
            reader.daemon.change("answers", answers=sent.answers)
        return _refused(reader, review)
    if sent.edits:
        made: EditReply = reader.daemon.change("edit", edits=sent.edits)
        if made.problems:
            return reader.again(f"routines/{id}/begin", Said("It is not enabled", made.problems, kind="warn"))
    reply: EnableReply = reader.daemon.change("enable", routines=[id], accept=list(sent.accept), answers=sent.answers)
    if reply.refused:
        return _refused(reader, review)
    first, *more = without_commands(reply.said) or ("It is enabled.",)
    return reader.back(f"routines/{id}", Said(first, tuple(more)))


def _decided(reader: Reader, id: str, sent: Sent) -> Sent:
    """Only what needs a decision can be decided: no answer is left out by it, and nothing that has to be over first."""
    review = _review(reader, id, sent)
    notes = (_note(one, reader) for one in review.findings if not one.asks)
    allowed = {note.finding.rule for note in notes if note.decide}
    return sent._replace(accept=tuple(rule for rule in sent.accept if rule in allowed))


def _refused(reader: Reader, review: ReviewReply) -> Response:
    """What stands against it, told beside the form; the answers are kept."""
    id = reader.given["id"]
    against = [one for one in review.findings if one.refuses]
    unanswered = len({one.asks for one in against if one.asks})
    lines = dict.fromkeys(one.why for one in against if not one.asks)
    asks = (
        "1 safety question is not answered." if unanswered == 1 else f"{unanswered} safety questions are not answered."
    )
    said = Said("It is not enabled", (*([asks] if unanswered else []), *lines), kind="warn")
    return reader.again(f"routines/{id}/begin", said)


GET = {"{id}/begin": ask}
POST = {"{id}/begin": send}
