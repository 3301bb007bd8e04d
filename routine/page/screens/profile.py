"""What the person said about themselves: every safety question as a form, with what was answered; part of Settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import Response

from routine.core.errors import RoutineError
from routine.page.messages import Said, said_of
from routine.page.reader import advice
from routine.page.routines.safety_questions import DATE, Meaning, meanings_for_enabled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routine.core.requests.replies.profile import ProfileFact, ProfileReply
    from routine.page.reader import Reader


class Asked(NamedTuple):
    """One question with its form: `choice` is yes, no, or "" for not answered; `more` what stands beside a yes.

    `means`: what a yes does to the routines that are enabled.
    """

    fact: ProfileFact
    choice: str
    more: str
    dates: list[str]
    means: list[Meaning]


class Summary(NamedTuple):
    """How far the questions are answered: how many are open, yes and no, and the yeses in words."""

    open: int
    yes: list[ProfileFact]
    no: int


def summary(reply: ProfileReply) -> Summary:
    """For the card in Settings."""
    given = [fact for fact in reply.facts if fact.answer is not None]
    said_yes = [fact for fact in given if fact.answer is not False]
    return Summary(sum(fact.open for fact in reply.facts), said_yes, len(given) - len(said_yes))


def show(reader: Reader) -> Response:
    """The form: first what the enabled routines go by, then all the rest."""
    return _page(reader)


def _page(reader: Reader, error: RoutineError | None = None) -> Response:
    reply: ProfileReply = reader.daemon.query("profile")
    concerned = [fact for fact in reply.facts if fact.concerns or fact.answer not in (None, False)]
    others = [fact for fact in reply.facts if fact not in concerned]
    return reader.show(
        "profile.html",
        status=422 if error else 200,
        concerned=list(map(_asked, concerned)),
        others=list(map(_asked, others)),
        facts=reply,
        error=" ".join(filter(None, (error.message, advice(error)))) if error else "",
    )


def _asked(fact: ProfileFact) -> Asked:
    means = meanings_for_enabled(fact.consequences)
    if fact.answer is None:
        return Asked(fact, "", "", [""], means)
    if fact.answer is False:
        return Asked(fact, "no", "", [""], means)
    text = fact.answer if isinstance(fact.answer, str) else ""
    dates = [*DATE.findall(text), ""]
    return Asked(fact, "yes", text.partition(" on ")[0] if fact.kind == "number" else text, dates, means)


# --- forms --------------------------------------------------------------------------------------------------------


def save(reader: Reader) -> Response:
    """All answers that differ from what is known, together: all of them hold from now on, or none does."""
    reply: ProfileReply = reader.daemon.query("profile")
    answers = {fact.fact: given for fact in reply.facts if (given := _given(reader, fact)) != _known(fact) and given}
    forgotten = [fact.fact for fact in reply.facts if _was_sent(reader, fact) and not _given(reader, fact)]
    forget = [name for name in forgotten if _known(next(f for f in reply.facts if f.fact == name))]
    try:
        return _keep(reader, answers, forget)
    except RoutineError as error:
        return _page(reader, error)


def _keep(reader: Reader, answers: dict[str, str], forget: Iterable[str]) -> Response:
    edits = [{"edit": "forget", "fact": name} for name in forget]
    # Answers first: of the two, only they can be refused.
    answered = said_of(reader.daemon.change("answers", answers=answers)) if answers else None
    if edits:
        reader.daemon.change("edit", edits=edits)
    if answered:
        return reader.back("settings/profile", answered)
    if edits:
        return reader.back("settings/profile", Said("Removed", ("Routine asks again when a routine needs it.",)))
    return reader.back("settings/profile", Said("Nothing was changed", ("Your answers are as before.",), kind="info"))


def _was_sent(reader: Reader, fact: ProfileFact) -> bool:
    return bool(reader.fields(f"is.{fact.fact}"))


def _given(reader: Reader, fact: ProfileFact) -> str:
    """The answer as it would be typed; "" where the form has none."""
    choice = reader.field(f"is.{fact.fact}")
    if choice != "yes" or fact.kind == "yes-no":
        return choice
    if fact.kind == "dates":
        return ", ".join(filter(None, map(str.strip, reader.fields(f"on.{fact.fact}")))) or "yes"
    return reader.field(f"more.{fact.fact}") or "yes"


def _known(fact: ProfileFact) -> str:
    asked = _asked(fact)
    return (asked.more or asked.choice) if asked.choice == "yes" else asked.choice


def none_applies(reader: Reader) -> Response:
    """Everything that is open becomes a no, at the person's word; what was answered before stays."""
    reply: ProfileReply = reader.daemon.query("profile")
    names = set(reader.fields("fact"))
    answers = {fact.fact: "no" for fact in reply.facts if fact.fact in names and fact.answer is None}
    if not answers:
        return reader.back("settings/profile", Said("Nothing was changed", ("No question is open.",), kind="info"))
    return reader.back("settings/profile", said_of(reader.daemon.change("answers", answers=answers)))


def confirm(reader: Reader) -> Response:
    """All answers are still right."""
    return reader.back("settings", said_of(reader.daemon.change("reload", confirmed=True)))
