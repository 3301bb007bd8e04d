"""Safety notes that come up while a routine runs: each is told once, and a block is answered: pause it, or go on."""

from __future__ import annotations

from collections.abc import Iterable

from routine.core.config.rules import Finding
from routine.core.draft import Draft
from routine.core.review.lines import GO_ON, ONE_BY_ONE, PAUSE, note_body, note_title, ways
from routine.core.review.on_hold import hold, hold_if_unsafe, key_of, largest_first, reviewed, taking, unread, weighed
from routine.core.review.on_hold_until_over import go_on_where_over, show_waiting
from routine.core.review.outcomes import Look, NotesDecided
from routine.core.review.question_card import BY_BUTTONS, ask_new
from routine.core.safety.contraindications import stops_running
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Card, card_id
from routine.core.state.keys import Accepted, print_key
from routine.core.state.notice import OK_BUTTONS
from routine.core.state.reminder import Armed

#: The detail of a log entry that names the rule which was overridden.
RULE = "rule"


# --- looking ------------------------------------------------------------------------------------------------------


def look_again(draft: Draft) -> Look:
    """Let go on what waited and is over, hold what may not go on, tell what is new against the rest, once."""
    go_on = () if unread(draft.setup) else go_on_where_over(draft)
    held = tuple(id for id in largest_first(draft) if hold_if_unsafe(draft, id))
    show_waiting(draft, held)
    if unread(draft.setup):
        return Look(held)
    new = tuple(finding for id in taking(draft) for finding in _new(draft, id))
    questions = [f.asks for f in new if f.asks and _by_button(draft, f)]
    ask_new(draft, questions)
    _show(draft, card_id("review"), [(f.routine, key_of(f)) for f in new if not _by_button(draft, f)])
    forget(draft)
    return Look(held, new, go_on)


def unweighed(draft: Snapshot, id: str) -> list[Finding]:
    """What stands against a routine that runs and was not known when it was enabled, nor accepted since."""
    return [] if draft.routine(id).held else _not_known(draft, id, reviewed(draft, [id]))


def _not_known(draft: Snapshot, id: str, found: tuple[Finding, ...]) -> list[Finding]:
    known = weighed(draft.routine(id), found)
    return [f for f in found if key_of(f) not in known and (f.level in ("warn", "note") or not stops_running(f))]


def _new(draft: Draft, id: str) -> list[Finding]:
    """What nobody was told of yet; it counts as told. What stands no more is forgotten, and would be told again."""
    routine, every = draft.routine(id), reviewed(draft, [id])
    found = _not_known(draft, id, every)
    new = [f for f in found if key_of(f) not in routine.safety.told]
    known = weighed(routine, every) & {key_of(f) for f in every}
    draft.change_safety(id, weighed=tuple(sorted(known)), told=tuple(sorted({key_of(f) for f in found})))
    return new


def _by_button(draft: Snapshot, finding: Finding) -> bool:
    """Whether it is a question that Yes or No answers: it is asked, instead of a decision about an unknown."""
    fact = draft.setup.facts.get(finding.asks or "")
    return fact is not None and fact.kind in BY_BUTTONS


# --- what a person knows, or accepts ------------------------------------------------------------------------------


def weigh(draft: Draft, id: str, findings: Iterable[Finding], before: Iterable[str]) -> None:
    """A routine begins, or goes on, and its findings were shown. `before`: the rules accepted earlier on."""
    found = list(findings)
    for rule, finding in {f.rule: f for f in found if f.level == "block" and f.rule not in set(before)}.items():
        _log(draft, id, rule, finding.why)
    draft.change_safety(id, weighed=tuple(sorted({key_of(f) for f in found})), told=())
    forget(draft)


def _log(draft: Draft, id: str, rule: str, why: str) -> None:
    now = draft.now
    moment = Armed(
        print_key(Accepted(draft.state.seq + 1)), now.wall(draft.zone(id)).replace(microsecond=0), now.instant, ""
    )
    draft.answer(id, moment, "accepted", by="person", reason=f"{rule}: {why}", details={RULE: rule})


def _accept(draft: Draft, id: str, findings: list[Finding]) -> None:
    """Go on although these object: from now on that is known, and the log keeps it."""
    routine = draft.routine(id)
    known = weighed(routine, reviewed(draft, [id])) | {key_of(f) for f in findings}
    for rule, finding in {f.rule: f for f in findings}.items():
        _log(draft, id, rule, finding.why)
    draft.change_safety(id, weighed=tuple(sorted(known)))


def _pause(draft: Draft, id: str, findings: list[Finding]) -> None:
    """Hold it for what it was told of: enabling it again is reviewed, whatever was accepted before."""
    rules = {f.rule for f in findings}
    draft.change_safety(id, accepted=tuple(rule for rule in draft.routine(id).safety.accepted if rule not in rules))
    hold(draft, id, findings[0].why)


# --- the notice ---------------------------------------------------------------------------------------------------


def forget(draft: Draft) -> None:
    """Bring the notices in line: what was answered, ended or stands no more leaves them."""
    for card in draft.state.notices.cards:
        if card.kind == "review":
            _show(draft, card.id, [])


def _show(draft: Draft, notice: str, more: list[tuple[str, str]]) -> None:
    """Show what is open in this notice, and what is new; take it away where nothing is."""
    card = draft.card(notice)
    if card and card.kind != "review":  # it says what came of a button now
        card = None
    about = [_split(one) for one in card.about] if card else []
    found = _open(draft, [*about, *more])
    if not found:
        if card:
            draft.drop_card(notice)
        return
    new = _card(draft, notice, found)
    if card is None or (card.title, card.body) != (new.title, new.body):
        draft.show(new)


def _split(about: str) -> tuple[str, str]:
    id, _, key = about.partition(" ")
    return id, key


def _open(draft: Snapshot, about: list[tuple[str, str]]) -> list[Finding]:
    ids = dict.fromkeys(id for id, _ in about if id in taking(draft))
    return [f for id in ids for f in unweighed(draft, id) if (id, key_of(f)) in about]


def _card(draft: Snapshot, notice: str, found: list[Finding]) -> Card:
    blocks = [f for f in found if f.level == "block"]
    one_by_one = (ONE_BY_ONE,) if len({f.routine for f in blocks}) > 1 else ()
    return Card(
        id=notice,
        kind="review",
        title=note_title(draft, found),
        body=note_body(draft, found),
        buttons=(PAUSE, GO_ON, *one_by_one) if blocks else OK_BUTTONS,
        about=tuple(f"{f.routine} {key_of(f)}" for f in found),
        commands=tuple(ways(blocks)),
    )


def press(draft: Draft, card: Card, button: str) -> NotesDecided | None:
    """A button of the notice: pause what it objects to, or go on; None where nothing was decided."""
    blocks = [f for f in _open(draft, [_split(one) for one in card.about]) if f.level == "block"]
    ids = tuple(dict.fromkeys(f.routine for f in blocks))
    if button == ONE_BY_ONE.id:
        for id in ids:
            _show(draft, card_id("review", id), [(id, key_of(f)) for f in blocks if f.routine == id])
        return None
    if button not in (PAUSE.id, GO_ON.id):
        return None
    for id in ids:
        own = [f for f in blocks if f.routine == id]
        (_pause if button == PAUSE.id else _accept)(draft, id, own)
    forget(draft)
    return NotesDecided(ids, on_hold=button == PAUSE.id)


def new_notes_on(draft: Draft, id: str) -> tuple[Finding, ...]:
    """What stands against one routine and was not known when it was enabled; it counts as told."""
    found = unweighed(draft, id)
    draft.change_safety(id, told=tuple(sorted(map(key_of, found))))
    return tuple(found)
