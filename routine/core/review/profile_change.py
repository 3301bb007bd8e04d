"""What a person says about themselves while routines run: by command or in a notice, and what follows from it."""

from __future__ import annotations

from datetime import date

from routine.core.config.profile import overlaid, week_said, with_answer, without
from routine.core.config.setup import Setup
from routine.core.draft import Draft
from routine.core.requests import Reload
from routine.core.review.hold import now_held_lines
from routine.core.review.safety_notes import lines_on, look_again
from routine.core.safety.contraindications import changes_with_time, judged
from routine.core.state.model import State
from routine.core.when.duration import Duration
from routine.core.when.format import format_day
from routine.core.when.moment import wall

#: The id of the notice that asks whether anything has changed.
NOTICE = "changes"
#: How long until it asks again: wall clock.
EVERY = Duration(months=3)


def asking(setup: Setup, state: State) -> list[str]:
    """The routines that go by something a person said: enabled, on hold or not, their course not over."""
    running = (
        id for id, r in sorted(state.routines.items()) if r.enabled and not r.course.ended and id in setup.presets
    )
    return [preset.id for preset in judged(setup.rules, (setup.presets[id] for id in running))]


def next_day(setup: Setup, state: State, zone: str) -> date | None:
    """The day to ask on, in this zone: three months after the first began or they last said; None: nothing to ask."""
    ids = asking(setup, state)
    if not ids:
        return None
    since = state.profile.confirmed or min(state.routines[id].since for id in ids)
    day = EVERY.after_wall(wall(since, zone)).date()
    return max(day, state.profile.not_before or day)


def by_command(draft: Draft, command: Reload) -> list[str]:
    """A command changed the profile, or says that it is right as it is: what was asked is answered."""
    if command.fact:  # the file is the later word
        draft.change_profile(said=without(draft.state.profile.said, command.fact))
        draft.setup = overlaid(draft.files, draft.state.profile.said)
        _date_week(draft, command.fact)
    if not command.fact and not command.confirmed:
        return []
    confirm(draft)
    if any(card.id == NOTICE and card.kind == "changes" and not card.about for card in draft.state.notices.cards):
        draft.drop_card(NOTICE)
    return [f"Noted: your answers hold. {again_line(draft)}".strip()] if command.confirmed else []


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
    draft.change_profile(confirmed=draft.now.instant, not_before=None)


def again_line(draft: Draft) -> str:
    """`You are asked again on Wed 24 Feb.`"""
    day = next_day(draft.setup, draft.state, draft.now.zone)
    return f"You are asked again on {format_day(day, draft.now.wall().date())}." if day else ""


def answer(draft: Draft, fact: str, value: bool) -> list[str]:
    """Note an answer; it holds at once: what follows for the routines that run."""
    if draft.setup.profile.get(fact) is value:
        return []
    draft.change_profile(said=with_answer(draft.state.profile.said, fact, value))
    draft.setup = overlaid(draft.files, draft.state.profile.said)
    look = look_again(draft)
    return now_held_lines(draft, look.held) + lines_on(draft, look.new)
