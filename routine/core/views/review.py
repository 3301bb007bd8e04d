"""What `review` answers: the questions of routines, what each answer means, and how they would fit; nothing begins."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import asdict

from routine.core.config.rules import Fact, Finding, Rule
from routine.core.draft import Draft
from routine.core.errors import UsageError
from routine.core.preset.medical_advice import at_the_beginning
from routine.core.requests.queries import ReviewQuery
from routine.core.requests.replies.review import Consequence, JudgedFinding, QuestionAsked, ReviewReply
from routine.core.review.profile_change import answer_all
from routine.core.routines.enable import as_if_begun, findings_on, presets_named, runs
from routine.core.safety.contraindications import concerns, refusals, rules_of
from routine.core.snapshot import Snapshot
from routine.core.text.safe import one_line
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
    found: dict[str, list[Consequence]] = {}
    for id in ids:
        for rule in _rules(draft, id):
            found.setdefault(rule.fact, []).append(_consequence(draft, id, rule))
    needed = {one.asks for one in findings if one.asks}
    for name, consequences in sorted(found.items(), key=lambda row: not _final(row[1])):
        yield _question(draft, draft.setup.facts[name], consequences, needed=name in needed)


def _rules(draft: Snapshot, id: str) -> Iterator[Rule]:
    """Those that judge a preset, of facts that are known, as far as they concern this person."""
    setup = draft.setup
    named = (setup.rules.get(name) for name in rules_of(setup.rules, setup.presets[id]))
    return (rule for rule in named if rule and rule.fact in setup.facts and concerns(rule, setup))


def _question(draft: Snapshot, fact: Fact, consequences: list[Consequence], *, needed: bool) -> QuestionAsked:
    whose = tuple(dict.fromkeys(one.routine for one in consequences))
    view = asdict(fact_view(draft, fact, whose))
    return QuestionAsked(**view, needed=needed, final=_final(consequences), consequences=tuple(consequences))


def _final(consequences: list[Consequence]) -> bool:
    return any(one.level == "final" for one in consequences)


def _consequence(draft: Snapshot, id: str, rule: Rule) -> Consequence:
    preset = draft.setup.presets[id]
    return Consequence(
        routine=id,
        title=one_line(preset.title),
        rule=rule.name,
        level=rule.level,
        why=rule.why,
        means="It cannot be enabled." if rule.level == "final" else rule.fix,
        source=rule.source,
        waits=rule.waits and preset.schedule.series is None,
        at_least=rule.at_least,
    )
