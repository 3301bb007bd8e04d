"""The reply about a review: what would be asked and found if routines were enabled, and how they would fit."""

from __future__ import annotations

from msgspec import Struct

from routine.core.config.rules import Finding
from routine.core.requests.replies.changes import PlanChanges
from routine.core.requests.replies.profile import Consequence, FactView


class QuestionAsked(FactView, frozen=True, kw_only=True):
    """A safety question that these routines ask. `needed`: it has to be answered before they may begin.

    `final`: a yes rules one of them out, so that it cannot be left open.
    """

    needed: bool
    final: bool
    consequences: tuple[Consequence, ...]


class JudgedFinding(Finding, frozen=True, kw_only=True):
    """A finding on one of them. `refuses`: it stands against beginning, as things are answered and accepted."""

    refuses: bool


class ReviewReply(Struct, frozen=True, kw_only=True):
    """The review. `would_begin` and `refused`: what `enable` would do with the same answers and the same `accept`.

    `held`: running routines that these answers would put on hold. `fits`: the plan as it would be with all of them.
    `said`: what is owed to a person to say at the beginning.
    """

    routines: tuple[str, ...]
    questions: tuple[QuestionAsked, ...]
    findings: tuple[JudgedFinding, ...]
    would_begin: tuple[str, ...]
    refused: tuple[str, ...]
    held: tuple[str, ...]
    fits: PlanChanges
    said: tuple[str, ...]
