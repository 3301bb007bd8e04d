"""Irritated skin: masks, retinoids and acids wait until it is over, and no ramp goes on by itself any more."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from routine.core.draft import Draft, heard, resolve_enabled, title_of
from routine.core.errors import NothingToDoError, UsageError
from routine.core.occurrences import ramp_nights
from routine.core.occurrences.holds import in_session
from routine.core.occurrences.irritation_rest import holding, lasting, since_words
from routine.core.preset.medical_advice import BURNING, EMERGENCY
from routine.core.reminders.lines import next_line
from routine.core.requests import Irritated
from routine.core.schedule.types import Ramp
from routine.core.schedule.words import week_words
from routine.core.spacing.settle import settle
from routine.core.state.irritation import Irritation, Level
from routine.core.state.log import Entry
from routine.core.state.notice import RAMP_CARD, UNDO_BUTTONS, Button, Card
from routine.core.text.counts import listed
from routine.core.when.format import format_when
from routine.core.when.moment import day_of, wall

Reply = dict[str, Any]

#: The id of the notice while it lasts.
NOTICE = "irritation"
STRONG = (BURNING, EMERGENCY)
_ASK = "If one of them was prescribed for you, ask your prescriber."
_WAITING = "Reminders of masks, retinoids and acids wait until it is over."
_HOW = "When it is over: routine irritated --over"
#: A report that was a slip is noticed so soon.
_SLIP = timedelta(hours=1)


def irritated(draft: Draft, command: Irritated) -> Reply:
    """Report irritation, end it, or let a ramp go on after it. Raises NothingToDoError where there is none to end."""
    if sum((command.level is not None, command.over, command.go_on is not None)) > 1:
        raise UsageError("Only one of a level, --over and --go-on at a time", "routine irritated --over")
    if command.over:
        reply = end(draft)
    elif command.go_on is not None:
        reply = go_on(draft, resolve_enabled(draft, command.go_on))
    else:
        reply = report(draft, "", command.level or "mild")
    heard(draft)
    return reply


def report(draft: Draft, id: str, level: Level) -> Reply:
    """Irritation, under a routine or none in particular: what waits is not counted, ramps stay at their week."""
    known = lasting(draft.state, draft.now.instant)
    if known is None:
        one = Irritation(id, draft.now.instant, level, seq=draft.state.seq, before=_ramps(draft))
        draft.change(irritations=(*draft.state.irritations, one))
    elif level == "strong":
        strong = tuple(replace(one, level=level) if one is known else one for one in draft.state.irritations)
        draft.change(irritations=strong)
    _keep_ramps(draft)
    excused = _excuse_waiting(draft)
    lines = [*(STRONG if level == "strong" else ()), _WAITING, *_ramp_lines(draft), _ASK]
    _show(draft)
    return {"said": [*lines, _HOW], "answers": [{"id": e.id, "answer": e.answer} for e in excused]}


def _excuse_waiting(draft: Draft) -> list[Entry]:
    excused = []
    for id in draft.enabled():
        raised = draft.routine(id).raised
        why = holding(draft.state, draft.preset(id), draft.now.instant, draft.zone(id))
        if raised and why and not in_session(draft.state, id):
            excused.append(draft.answer(id, raised, "excused", by="person", reason=why))
    return excused


def can_be_taken_back(draft: Draft, one: Irritation) -> bool:
    """Whether it was reported so lately that it may have been a wrong press; later, only its end can be told."""
    return draft.now.instant - one.at < _SLIP


def _ramps(draft: Draft) -> tuple[tuple[str, int | None], ...]:
    """How far each ramp may go."""
    kept = ((id, routine.nights) for id, routine in draft.state.routines.items())
    return tuple((id, nights.upto) for id, nights in kept if nights is not None)


def _keep_ramps(draft: Draft) -> None:
    """From now on no ramp goes further than the week it is in, unless the person says so."""
    for id in draft.state.routines:
        kept = draft.routine(id).nights
        if kept is None:
            continue
        at = _standing(draft, id) if id in draft.setup.presets else None
        week = kept.index if at is None else at.index
        upto = week if kept.upto is None else min(week, kept.upto)
        draft.change_routine(id, nights=replace(kept, upto=max(upto, kept.index)))


def _standing(draft: Draft, id: str) -> ramp_nights.Night | None:
    """The night of a ramp that it is at, or None for what is no ramp."""
    if not isinstance(draft.preset(id).schedule.base, Ramp):
        return None
    zone = draft.zone(id)
    return ramp_nights.standing(draft.preset(id), draft.routine(id), zone, day_of(draft.now.wall(zone), draft.day_ends))


def _ramp_lines(draft: Draft) -> list[str]:
    ramps = [title_of(draft, id) for id in draft.enabled() if isinstance(draft.preset(id).schedule.base, Ramp)]
    if not ramps:
        return []
    verb = "repeats its week, and goes" if len(ramps) == 1 else "repeat their week, and go"
    return [f"After that, {listed(ramps)} {verb} no further until you say so."]


def _show(draft: Draft) -> None:
    """One notice while it lasts, with the way to end it."""
    one = lasting(draft.state, draft.now.instant)
    if one is None:
        return
    strong = one.level == "strong"
    buttons = (Button("over", "It is over"), *(() if strong else (Button("strong", "It is strong"),)))
    buttons += UNDO_BUTTONS if can_be_taken_back(draft, one) else ()
    body = "\n".join([*(STRONG if strong else ()), _WAITING, *_ramp_lines(draft), _ASK])
    title = f"Skin: {since_words(one, draft.now.zone)}"
    draft.show(Card(id=NOTICE, kind="irritation", title=title, body=body, buttons=buttons, critical=strong))


def leave_undo_out(draft: Draft) -> None:
    """Once it is too late to take it back, its notice does not offer that any more."""
    one = lasting(draft.state, draft.now.instant)
    card = next((card for card in draft.state.notices.cards if card.id == NOTICE and card.kind == "irritation"), None)
    if one and card and UNDO_BUTTONS[0] in card.buttons and not can_be_taken_back(draft, one):
        _show(draft)


def end(draft: Draft) -> Reply:
    """The skin is calm again: what waited goes on, ramps repeat their week."""
    if lasting(draft.state, draft.now.instant) is None:
        raise NothingToDoError("No irritation was reported that still lasts", "routine irritated")
    now = draft.now.instant
    draft.change(irritations=tuple(replace(i, over=now) if i.over is None else i for i in draft.state.irritations))
    draft.drop_card(NOTICE)
    settle(draft)
    ids = [id for id in draft.enabled() if draft.preset(id).irritant]
    lines = ["Noted: the irritation is over.", *(f"{title_of(draft, id)}. {next_line(draft, id)}" for id in ids)]
    for id in ids:
        at = _standing(draft, id)
        base = draft.preset(id).schedule.base
        if at and isinstance(base, Ramp) and at.index < len(base.weeks) - 1:
            words = week_words(base.weeks[at.index])
            lines.append(f"{title_of(draft, id)} stays at {words} until you say: routine irritated --go-on {id}")
    return {"said": lines, "answers": []}


# --- going on with a ramp -----------------------------------------------------------------------------------------


def go_on(draft: Draft, id: str) -> Reply:
    """Let a ramp go one week further, once its present week is done. Raises UsageError while irritation lasts."""
    base, kept, at = draft.preset(id).schedule.base, draft.routine(id).nights, _standing(draft, id)
    if not isinstance(base, Ramp) or kept is None or at is None:
        raise NothingToDoError(f"{title_of(draft, id)} is no ramp: it has no more nights to come")
    if one := lasting(draft.state, draft.now.instant):
        raise UsageError(f"Not now: {since_words(one, draft.now.zone)}", _HOW)
    if kept.upto is None or kept.upto > at.index or at.index == len(base.weeks) - 1:
        raise NothingToDoError(f"{title_of(draft, id)} is not kept at its week. {next_line(draft, id)}")
    # From the week it is in now: what was done before that counts no further.
    here = replace(kept, start=at.begins, index=at.index, last=at.last, upto=at.index + 1)
    draft.change_routine(id, nights=here)
    draft.drop_card(RAMP_CARD + id)
    then = f"Once this week's nights are done: {week_words(base.weeks[at.index + 1])}."
    return {"said": [f"{title_of(draft, id)} may go on. {then} {next_line(draft, id)}"], "answers": []}


def offer_next_weeks(draft: Draft) -> None:
    """After a whole week of a ramp that irritation keeps where it is, ask once; nothing goes on by itself."""
    if lasting(draft.state, draft.now.instant):
        return
    for id in draft.enabled():
        kept, base, at = draft.routine(id).nights, draft.preset(id).schedule.base, None
        if kept is not None and kept.upto is not None and isinstance(base, Ramp):
            at = _standing(draft, id)
        if at is None or kept is None or not isinstance(base, Ramp) or kept.upto != at.index:
            continue
        today = day_of(draft.now.wall(draft.zone(id)), draft.day_ends)
        whole = ramp_nights.completed(draft.preset(id), draft.routine(id), draft.zone(id), today)
        if whole and whole != kept.asked and at.index < len(base.weeks) - 1 and _since_irritation(draft, whole):
            draft.change_routine(id, nights=replace(kept, asked=whole))
            _offer(draft, id, base, at.index)


def _since_irritation(draft: Draft, day: date) -> bool:
    ended = [one.over for one in draft.state.irritations if one.over]
    return not ended or wall(max(ended), draft.now.zone).date() <= day


def _offer(draft: Draft, id: str, base: Ramp, week: int) -> None:
    now, more = week_words(base.weeks[week]), week_words(base.weeks[week + 1])
    body = (
        f"A week was done as planned ({now}). Irritation was reported before, so it stays so until you say otherwise.\n"
        f"Go on: from the next week on, {more}. {_ASK}"
    )
    buttons = (Button("go-on", "Go on"), Button("ok", "Stay"))
    draft.show(Card(id=RAMP_CARD + id, kind="ramp", title=title_of(draft, id), body=body, buttons=buttons))


def press(draft: Draft, card: Card, button: str) -> Reply | None:
    """A button of one of these notices; None where it only puts the notice away."""
    if card.kind == "irritation" and button == "over" and lasting(draft.state, draft.now.instant):
        return end(draft)
    if card.kind == "irritation" and button == "undo" and lasting(draft.state, draft.now.instant):
        _show(draft)
        return {"said": [f"It is too late to take that back. {_HOW}"], "answers": []}
    if card.kind == "irritation" and button == "strong":
        return report(draft, "", "strong")
    if card.kind == "ramp" and button == "go-on":
        return go_on(draft, card.id.removeprefix(RAMP_CARD))
    return None


def irritation_lines(draft: Draft) -> list[str]:
    """What `routine` and `status` say while it lasts."""
    one = lasting(draft.state, draft.now.instant)
    if one is None:
        return []
    when = format_when(wall(one.at, draft.now.zone), draft.now.wall())
    return [f"Irritation since {when}: masks, retinoids and acids wait. {_HOW}"]
