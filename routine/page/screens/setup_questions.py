"""The questions of the first run: all on one form, kept with the answers, and what may begin by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from routine.core.errors import RoutineError
from routine.core.text.counts import counted, plural
from routine.page.messages import Said
from routine.page.reader import advice
from routine.page.routines.safety_questions import answers_of, left_open, question_view
from routine.page.without_commands import without_commands

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from routine.core.config.rules import Finding
    from routine.core.requests.replies.commands import EnableReply
    from routine.core.requests.replies.presets import PresetListReply
    from routine.core.requests.replies.review import ReviewReply
    from routine.page.reader import Reader


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
    against = stands_against(reply.findings, reply.refused)
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


def stands_against(found: Iterable[Finding], routines: Sequence[str]) -> list[Finding]:
    """What refuses these, not what only warns."""
    return [one for one in found if one.routine in routines and one.level in ("final", "block") and not one.asks]
