"""Safety notes that come up while a routine runs: each is told once, and a block is answered: pause it, or go on."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from routine.core.config.rules import Finding
from routine.core.draft import Draft, title_of
from routine.core.reminders.lines import next_line
from routine.core.review.hold import hold, hold_if_unsafe, largest_first, reviewed, taking, unread
from routine.core.safety.contraindications import advice, stops_running
from routine.core.state.keys import Accepted, print_key
from routine.core.state.notice import OK_BUTTONS, Button, Card
from routine.core.state.reminder import Armed
from routine.core.state.routine import RoutineState
from routine.core.text.counts import listed

#: The id of the one notice for everything new; those of one routine alone begin so.
NOTICE = "review"
PAUSE, GO_ON, ONE_BY_ONE = Button("pause-it", "Pause it"), Button("go-on", "Go on"), Button("one-by-one", "One by one")
#: The detail of a log entry that names the rule which was overridden.
RULE = "rule"
_SHOWN = 4
_ROUTINES = 3


class Look(Struct, frozen=True):
    """What a look at all that runs found: the routines on hold from now on, and what is new against the others."""

    held: tuple[str, ...] = ()
    new: tuple[Finding, ...] = ()


def key_of(finding: Finding) -> str:
    """Tells whether a finding is one that was told before: a fact not answered is another matter than a yes."""
    return f"{finding.level}:{finding.rule}{'?' if finding.asks else ''}"


# --- looking ------------------------------------------------------------------------------------------------------


def look_again(draft: Draft) -> Look:
    """Hold what may not go on, tell what is new against the rest, once."""
    held = tuple(id for id in largest_first(draft) if hold_if_unsafe(draft, id))
    if unread(draft.setup):
        return Look(held)
    new = tuple(finding for id in taking(draft) for finding in _new(draft, id))
    _show(draft, NOTICE, [(f.routine, key_of(f)) for f in new])
    forget(draft)
    return Look(held, new)


def weighed(routine: RoutineState, found: Iterable[Finding]) -> set[str]:
    """The notes, by their keys, that the person knew when they began, or accepted since."""
    if routine.safety.weighed is None:
        return {key_of(f) for f in found if f.rule in routine.safety.accepted}
    return set(routine.safety.weighed)


def unweighed(draft: Draft, id: str) -> list[Finding]:
    """What stands against a routine that runs and was not known when it was enabled, nor accepted since."""
    if draft.routine(id).held:
        return []
    found = reviewed(draft, [id])
    known = weighed(draft.routine(id), found)
    return [f for f in found if key_of(f) not in known and (f.level in ("warn", "note") or not stops_running(f))]


def _new(draft: Draft, id: str) -> list[Finding]:
    """What nobody was told of yet; it counts as told. What stands no more is forgotten, and would be told again."""
    routine, found = draft.routine(id), unweighed(draft, id)
    new = [f for f in found if key_of(f) not in routine.safety.told]
    every = reviewed(draft, [id])
    known = weighed(routine, every) & {key_of(f) for f in every}
    draft.change_safety(id, weighed=tuple(sorted(known)), told=tuple(sorted({key_of(f) for f in found})))
    return new


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
    card = next((card for card in draft.state.notices.cards if card.id == notice and card.kind == "review"), None)
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


def _open(draft: Draft, about: list[tuple[str, str]]) -> list[Finding]:
    ids = dict.fromkeys(id for id, _ in about if id in taking(draft))
    return [f for id in ids for f in unweighed(draft, id) if (id, key_of(f)) in about]


def _card(draft: Draft, notice: str, found: list[Finding]) -> Card:
    ids = list(dict.fromkeys(f.routine for f in found))
    blocks = [f for f in found if f.level == "block"]
    named = title_of(draft, ids[0]) if len(ids) == 1 else f"{len(ids)} routines"
    lines = [f"{listed(titles)}: {text}" for titles, text in _grouped(draft, found)]
    if len(lines) > _SHOWN:
        lines = [*lines[:_SHOWN], f"and {len(lines) - _SHOWN} more: routine why ROUTINE"]
    if blocks:
        lines.append(
            "Nothing was changed. Pause it: its reminders wait. Go on: they come as before, and the log says so."
        )
    one_by_one = (ONE_BY_ONE,) if len({f.routine for f in blocks}) > 1 else ()
    return Card(
        id=notice,
        kind="review",
        title=f"A safety note: {named}",
        body="\n".join(lines),
        buttons=(PAUSE, GO_ON, *one_by_one) if blocks else OK_BUTTONS,
        about=tuple(f"{f.routine} {key_of(f)}" for f in found),
        commands=tuple(_ways(blocks)),
    )


def _grouped(draft: Draft, found: Iterable[Finding]) -> list[tuple[list[str], str]]:
    """Each text once, with the routines that it is about."""
    groups: dict[str, list[str]] = {}
    for f in found:
        groups.setdefault(f"{f.why} {advice(f)}", []).append(title_of(draft, f.routine))
    return [(_few(titles), text) for text, titles in groups.items()]


def _few(titles: list[str]) -> list[str]:
    more = len(titles) - _ROUTINES
    return titles if more <= 1 else [*titles[:_ROUTINES], f"{more} more"]


def _ways(blocks: Iterable[Finding]) -> list[str]:
    """The two commands that answer: end them, or go on."""
    found = list(blocks)
    ids = " ".join(dict.fromkeys(f.routine for f in found))
    rules = " ".join(f"--accept {rule}" for rule in dict.fromkeys(f.rule for f in found))
    return [f"routine preset disable {ids}", f"routine preset enable {ids} {rules}"] if found else []


def press(draft: Draft, card: Card, button: str) -> tuple[str, list[str]]:
    """What came of a button: the title and lines to say; no lines where it only puts the notice away."""
    blocks = [f for f in _open(draft, [_split(one) for one in card.about]) if f.level == "block"]
    ids = list(dict.fromkeys(f.routine for f in blocks))
    if button == ONE_BY_ONE.id:
        for id in ids:
            _show(draft, f"{NOTICE}:{id}", [(id, key_of(f)) for f in blocks if f.routine == id])
        return "", []
    if button not in (PAUSE.id, GO_ON.id):
        return "", []
    for id in ids:
        own = [f for f in blocks if f.routine == id]
        (_pause if button == PAUSE.id else _accept)(draft, id, own)
    forget(draft)
    title = "On hold" if button == PAUSE.id else "They go on" if len(ids) > 1 else "It goes on"
    return title, [f"{title_of(draft, id)}. {next_line(draft, id)}" for id in ids] or [
        "There is nothing left to answer."
    ]


# --- the reply of a command ---------------------------------------------------------------------------------------


def lines_on(draft: Draft, findings: Iterable[Finding]) -> list[str]:
    """What is new against what runs: why, what to do, the source, and the commands that answer."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for f in findings:
        groups.setdefault((f"{f.why} {advice(f)}", f.source), []).append(f)
    lines = []
    for (text, source), found in groups.items():
        titles = listed(dict.fromkeys(title_of(draft, f.routine) for f in found))
        lines.append(f"Safety note on {titles}: {text} Source: {source}")
        ways = _ways(f for f in found if f.level == "block")
        if ways:
            lines.append(f"Until you decide, it goes on. To end it: {ways[0]}. To go on for good: {ways[1]}")
    return lines


def new_notes_on(draft: Draft, id: str) -> list[str]:
    """What stands against one routine and was not known when it was enabled; it counts as told."""
    found = unweighed(draft, id)
    draft.change_safety(id, told=tuple(sorted({*draft.routine(id).safety.told, *map(key_of, found)})))
    return lines_on(draft, found)
