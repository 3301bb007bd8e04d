"""What is on hold until something is over, such as a wound: a notice asks about it, then it goes on by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from routine.core.draft import Draft
from routine.core.review.hours_for_questions import CLOSES, OPENS
from routine.core.review.on_hold import against_running, hold_for, key_of, let_go, reviewed
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Card, card_id
from routine.core.state.notice import OPEN, Button
from routine.core.text.counts import listed
from routine.core.text.notice_title import titled
from routine.core.when.moment import instant_of, wall

IS_IT_OVER = (Button("over", "It is over"), Button("not-yet", "Not yet"))
#: Where it is so can be said on the page: what goes elsewhere then comes again.
SAY_WHERE = Button(OPEN.id, "Say where")
YES_OR_NO = (Button("yes", "Yes"), Button("no", "No"), Button("not-yet", "Later"))
_ROUTINES = 3


def waiting_for(draft: Snapshot) -> dict[str, list[str]]:
    """The routines on hold that go on by themselves, by the fact that they wait for."""
    found: dict[str, list[str]] = {}
    for id in draft.enabled():
        held = draft.routine(id).held
        if held and held.waits_for:
            found.setdefault(held.waits_for, []).append(id)
    return found


def go_on_where_over(draft: Draft) -> tuple[str, ...]:
    """Let go on what waited for something that is over; what something else stands against waits for that."""
    over = []
    for id in [id for ids in waiting_for(draft).values() for id in ids]:
        held, against = draft.routine(id).held, against_running(draft, id)
        if against is None:
            let_go(draft, id)
            over.append(id)
        elif held and held.rule != key_of(against):
            let_go(draft, id)
            hold_for(draft, id, against)
    return tuple(over)


def show_waiting(draft: Draft, held: Iterable[str]) -> None:
    """Say what these wait for, with the buttons that say that it is over."""
    new = set(held)
    for fact, ids in waiting_for(draft).items():
        if new & set(ids):
            put_off(draft, fact)
            _show(draft, fact, ids)


def _show(draft: Draft, fact: str, ids: list[str]) -> None:
    asked = draft.setup.facts.get(fact)
    answered = fact in draft.setup.profile
    if asked is None:
        return
    held = draft.routine(ids[0]).held
    title = titled(draft.title(ids[0]), "on hold") if len(ids) == 1 else f"{len(ids)} routines are on hold"
    lines = [held.why if held and answered else asked.question, *_fix(draft, fact, ids)]
    lines += [f"On hold: {_few([draft.title(id) for id in ids])}."] if len(ids) > 1 else []
    anywhere = asked.kind == "areas" and draft.setup.profile.get(fact) is True
    buttons = (*IS_IT_OVER, *((SAY_WHERE,) if anywhere else ())) if answered else YES_OR_NO
    if answered:
        lines.append("When it is over, press “It is over”. Otherwise Routine asks again at the next time.")
    set_it = f"routine profile set {fact}"
    commands = (f"{set_it} no",) if answered else (f"{set_it} yes", f"{set_it} no")
    draft.show(
        Card(
            id=card_id("waits", fact),
            kind="waits",
            title=title,
            body="\n".join(lines),
            buttons=buttons,
            about=(fact,),
            commands=commands,
        )
    )


def _fix(draft: Snapshot, fact: str, ids: list[str]) -> list[str]:
    found = (f for id in ids for f in reviewed(draft, [id]) if fact == f.waits)
    return list(dict.fromkeys(f.advice for f in found if f.advice))[:1]


def _few(titles: list[str]) -> str:
    more = len(titles) - _ROUTINES
    return listed(titles if more <= 1 else [*titles[:_ROUTINES], f"{more} more"])  # a last name is as short as “1 more”


# --- asked again --------------------------------------------------------------------------------------------------


def ask_again(draft: Draft) -> None:
    """Ask whether it is over on a day on which a routine that waits would have a time, at a civil hour."""
    here = draft.now.wall()
    if not OPENS <= here.time() < CLOSES:
        return
    for fact, ids in waiting_for(draft).items():
        day = _ask_on(draft, ids)
        if day is not None and day <= here.date() and not _shown(draft, fact):
            put_off(draft, fact)
            _show(draft, fact, ids)


def next_wakes(snapshot: Snapshot) -> Iterator[datetime]:
    """When (UTC) to ask next: in the morning of that day, or the next one that is ahead."""
    here = snapshot.now.wall()
    for fact, ids in waiting_for(snapshot).items():
        day = _ask_on(snapshot, ids)
        if day is None or _shown(snapshot, fact):
            continue
        opens = datetime.combine(max(day, here.date()), OPENS)
        yield instant_of(opens if opens > here else opens + timedelta(days=1), snapshot.now.zone)


def _shown(draft: Snapshot, fact: str) -> bool:
    """Whether it is asked on the screen: a notice that was closed without an answer is not."""
    notice = card_id("waits", fact)
    return draft.card(notice) is not None and notice not in draft.state.notices.put_away


def _ask_on(draft: Snapshot, ids: Iterable[str]) -> date | None:
    helds = (draft.routine(id).held for id in ids)
    return min((held.ask_on for held in helds if held and held.ask_on), default=None)


def put_off(draft: Draft, fact: str) -> None:
    """It is not over yet: ask again on the day of the next time of what waits for it."""
    for id in waiting_for(draft).get(fact, []):
        held = draft.routine(id).held
        if held:
            draft.change_routine(id, held=replace(held, ask_on=_next_day(draft, id)))


def _next_day(draft: Snapshot, id: str) -> date:
    """The day of the routine's next time, from tomorrow on."""
    today = draft.now.wall().date()
    tomorrow = today + timedelta(days=1)
    coming = draft.ahead(id)
    return max(tomorrow, wall(coming.instant, draft.zone(id)).date()) if coming else tomorrow
