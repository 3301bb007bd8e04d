"""What `review` answers: the questions of routines, what each answer means, and how they would fit; nothing begins."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import asdict

from routine.core.config.rules import Fact, Finding
from routine.core.draft import Draft
from routine.core.errors import UsageError
from routine.core.preset.medical_advice import at_the_beginning
from routine.core.requests.queries import ReviewQuery
from routine.core.requests.replies.profile import Consequence
from routine.core.requests.replies.review import JudgedFinding, QuestionAsked, ReviewReply
from routine.core.review.profile_change import answer_all
from routine.core.review.what_a_yes_means import consequences
from routine.core.routines.enable import as_if_begun, findings_on, presets_named, runs
from routine.core.safety.contraindications import refusals
from routine.core.snapshot import Snapshot
from routine.core.views.plan_changes import plan_changes
from routine.core.views.profile import fact_view

_LONGEST = 92


def review_view(draft: Snapshot, query: ReviewQuery) -> ReviewReply:
    """The review of beginning these. Raises as `enable` for names and answers, but for no finding."""
    if not 1 <= query.days <= _LONGEST:
        raise UsageError(f"A review looks 1 to {_LONGEST} days ahead, not {query.days}.")
    ids = presets_named(draft, query.routines)
    trial = Draft(draft.files, draft.state, draft.now)
    held = answer_all(trial, query.answers).held if query.answers else ()
    findings = findings_on(trial, ids)
    against = refusals(findings, query.accept)
    refused = tuple(id for id in ids if any(one.routine == id for one in against))
    begins = tuple(id for id in ids if id not in refused)
    return ReviewReply(
        routines=tuple(ids),
        questions=tuple(_questions(trial, ids, findings)),
        findings=tuple(JudgedFinding(**asdict(one), refuses=one in against) for one in findings),
        would_begin=begins,
        refused=refused,
        held=held,
        fits=plan_changes(trial, as_if_begun(trial, ids), query.days),
        said=tuple(at_the_beginning(draft.preset(id) for id in begins if not runs(draft, id))),
    )


def _questions(draft: Snapshot, ids: list[str], findings: tuple[Finding, ...]) -> Iterator[QuestionAsked]:
    """What the rules ask because of these, answered or not: first those whose yes is final."""
    needed = {one.asks for one in findings if one.asks}
    for name, found in sorted(consequences(draft, ids).items(), key=lambda row: not _final(row[1])):
        yield _question(draft, draft.setup.facts[name], found, needed=name in needed)


def _question(draft: Snapshot, fact: Fact, found: tuple[Consequence, ...], *, needed: bool) -> QuestionAsked:
    whose = tuple(dict.fromkeys(one.routine for one in found))
    view = asdict(fact_view(draft, fact, whose))
    return QuestionAsked(**view, needed=needed, final=_final(found), consequences=found)


def _final(found: tuple[Consequence, ...]) -> bool:
    return any(one.level == "final" for one in found)
