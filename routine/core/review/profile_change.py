"""What a person says about themselves while routines run: by command or in a notice, and what follows from it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, time, timedelta

from routine.core.config.profile import overlaid, week_said, with_answer, without
from routine.core.config.read_profile import typed_fact
from routine.core.draft import Draft
from routine.core.errors import NotFoundError
from routine.core.requests.reports import Reload
from routine.core.review.on_hold_until_over import put_off
from routine.core.review.outcomes import Look, WaitAnswered
from routine.core.review.safety_notes import look_again
from routine.core.safety.contraindications import changes_with_time
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Card, card_id
from routine.core.when.moment import instant_of


def by_command(draft: Draft, command: Reload) -> None:
    """A command changed the profile, or says that it is right as it is: what was asked is answered."""
    if command.fact:  # the file is the later word
        draft.change_profile(said=without(draft.state.profile.said, command.fact))
        draft.setup = overlaid(draft.files, draft.state.profile.said)
        _date_week(draft, command.fact)
    if not command.fact and not command.confirmed:
        return
    confirm(draft)
    card = draft.card_of("changes")
    if card and (command.confirmed or not card.about or card.about[0] == command.fact):
        draft.drop_card(card_id("changes"))


def _date_week(draft: Draft, fact: str) -> None:
    """A week goes on counting from the day that it was said on."""
    known, answer = draft.setup.facts.get(fact), draft.setup.profile.get(fact)
    if known and known.kind == "number" and isinstance(answer, str):
        dated = week_said(answer, draft.now.wall().date())
        draft.change_profile(said=with_answer(draft.state.profile.said, fact, dated))
        draft.setup = overlaid(draft.files, draft.state.profile.said)


def look_daily(draft: Draft) -> None:
    """Weeks grow and dates pass by themselves: where an answer is one, what follows is looked at once a day."""
    today = draft.now.wall().date()
    if draft.state.profile.looked != today and changes_with_time(draft.setup):
        draft.change_profile(looked=today)
        look_again(draft)


def confirm(draft: Draft) -> None:
    """The person has just said that their profile is right."""
    draft.change_profile(confirmed=draft.now.instant)


def answer(draft: Draft, fact: str, value: bool) -> Look:
    """Note an answer; it holds at once: what follows for the routines that run."""
    if draft.setup.profile.get(fact) is value:
        return Look()
    draft.change_profile(said=with_answer(draft.state.profile.said, fact, value))
    draft.setup = overlaid(draft.files, draft.state.profile.said)
    return look_again(draft)


def answer_all(draft: Draft, answers: Mapping[str, str]) -> Look:
    """Note answers as they were typed; they hold at once: what follows for the routines that run.

    Raises NotFoundError for what nobody asks, UsageError for what is no answer; then none of them holds.
    """
    said = draft.state.profile.said
    for name, text in answers.items():
        fact = draft.setup.facts.get(name)
        if fact is None:
            raise NotFoundError(f"There is no question “{name}”.", "See all questions: routine profile show")
        from routine.core.when.parse_time import parse_date  # here: a daily look reads nothing that people type

        value = typed_fact(fact, text, lambda day: parse_date(day, draft.now, draft.day_ends, "future"))
        if fact.kind == "number" and isinstance(value, str):
            value = week_said(value, draft.now.wall().date())
        said = with_answer(said, name, value)
    draft.change_profile(said=said)
    draft.setup = overlaid(draft.files, said)
    confirm(draft)
    drop_answered(draft, answers)
    return look_again(draft)


def drop_answered(draft: Draft, answers: Collection[str]) -> None:
    """The notice that asks whether anything changed goes once the question that it stands at is answered."""
    card = draft.card_of("changes")
    if card and (not card.about or card.about[0] in answers):
        draft.drop_card(card_id("changes"))


def press(draft: Draft, card: Card, button: str) -> WaitAnswered | None:
    """A button of the notice of what waits: it is over, or the question's answer; None where it only waits on."""
    fact = card.of
    if button in ("over", "yes", "no"):
        return WaitAnswered(answer(draft, fact, button == "yes"))
    put_off(draft, fact)
    return None


def next_wakes(snapshot: Snapshot) -> Iterator[datetime]:
    """Where an answer changes with time alone: the next midnight (UTC), from which on it may be another."""
    if changes_with_time(snapshot.setup):
        midnight = datetime.combine(snapshot.now.wall().date() + timedelta(days=1), time())
        yield instant_of(midnight, snapshot.now.zone)
