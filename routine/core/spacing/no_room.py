"""Times for which there is no room within the next weeks, and why: found, and told once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

from routine.core.config.rules import Finding
from routine.core.config.spacing_rules import Apart, AroundVisit, Most
from routine.core.draft import Draft
from routine.core.snapshot import Snapshot
from routine.core.spacing import lines
from routine.core.spacing.household_rules import household
from routine.core.spacing.placed_time import Placed
from routine.core.spacing.precedence import yields
from routine.core.spacing.spaced_plan import placements
from routine.core.spacing.types import APART, MIN_GAP, Conflict
from routine.core.spacing.unspaced_plan import unspaced
from routine.core.spacing.without_moves import without_moves
from routine.core.state.cards import Card, card_id
from routine.core.state.notice import OK_OR_OPEN
from routine.core.text.source_line import source_line
from routine.core.when.moment import wall

Level = Literal["warn", "note"]
#: So far ahead it looks whether there is room.
LOOKED = timedelta(days=60)
_SHOWN = 3

# --- found --------------------------------------------------------------------------------------------------------


def room(draft: Draft, ids: list[str]) -> Iterator[Finding]:
    """Where times of these running routines, or of others because of them, find no room within the next weeks.

    One finding for each routine, of the first such time, with the rules or schedules that cannot both hold; what waits
    for a visit is another.
    """
    yield from _findings(draft, ids, _placed(draft))


def _findings(draft: Draft, ids: list[str], placed: list[Placed]) -> Iterator[Finding]:
    seen: dict[tuple[str, bool], list[Placed]] = {}
    for one in placed:
        other = one.conflict.other.routine if one.conflict and one.conflict.other else ""
        if one.left_out and one.conflict and (one.item.routine in ids or other in ids):
            seen.setdefault((one.item.routine, one.conflict.off is not None), []).append(one)
    for (id, _), lost in seen.items():
        yield _no_room(draft, lost, sum(one.item.routine == id for one in placed), ids)


def _placed(draft: Snapshot, *, warned: bool = False) -> list[Placed]:
    """`warned`: without what nobody is warned of: what yields, and what only waits for visits. Nothing moves for it."""
    home = household(draft.setup, draft.state, draft.now)
    if home is None:
        return []
    bare = without_moves(draft.setup, draft.state, draft.now)
    ids = {id for id, tags in home.tags.items() if not (warned and home.rules.waits_alone(id, tags) is not None)}
    planned = unspaced(draft.setup, bare, draft.now, draft.now.instant + LOOKED, ids)
    if warned:
        easy = {id for id in ids if yields(draft.setup, home.tags[id])}
        planned = [one for one in planned if one.routine not in easy or one.status != "planned"]
    return list(placements(draft.setup, bare, draft.now, planned, home).values())


def _no_room(draft: Snapshot, lost: list[Placed], of: int, ids: list[str]) -> Finding:
    item, conflict = lost[0].item, lost[0].conflict or Conflict(rule="", why="")
    other = conflict.other.routine if conflict.other else item.routine
    id = item.routine if item.routine in ids else other
    since = draft.when_in(item.zone, wall(item.instant, item.zone))
    why = lines.room_left(item, since, len(lost), of, _two(draft, lost[0], conflict))
    # No more than a warning: nothing unlawful comes of it, and to accept a block would override the rule itself.
    level: Level = "note" if conflict.off or item.yields else "warn"
    fix = lines.NOTHING_TO_DO if level == "note" else lines.CHANGE_ONE
    return Finding(
        level=level, rule=conflict.rule, why=why, fix=fix, advice=fix, source=_source(draft, conflict), routine=id
    )


def _two(draft: Snapshot, one: Placed, conflict: Conflict) -> str:
    """The two that clash: the rule, and another rule that bars the times near by, or the schedule it is kept from."""
    if conflict.off:
        return lines.rule_and_visit(conflict)
    second = next((b for b in one.elsewhere if b.rule != conflict.rule), None)
    if second:
        return lines.two_rules(conflict, second)
    other = conflict.other.routine if conflict.other else one.item.routine
    return lines.rule_and_schedule(conflict, one.item, draft.title(other), draft.preset(other).schedule)


def is_spacing(draft: Snapshot, rule: str) -> bool:
    """Whether a rule is one of spacing, a preset's own among them."""
    return rule == MIN_GAP or rule.startswith(APART) or any(one.name == rule for one in _named(draft))


def _source(draft: Snapshot, conflict: Conflict) -> str:
    return next((rule.source for rule in _named(draft) if rule.name == conflict.rule), "the preset")


def _named(draft: Snapshot) -> tuple[Apart | Most | AroundVisit, ...]:
    rules = draft.setup.spacing
    return (*rules.apart, *rules.most, *rules.visits)


# --- told ---------------------------------------------------------------------------------------------------------


def note_room(draft: Draft) -> tuple[Finding, ...]:
    """What has no room now and was not known: from now on it is."""
    lost = _placed(draft, warned=True)
    found = [f for f in _findings(draft, draft.enabled(), lost) if f.level != "note"]
    new = tuple(f for f in found if _key(f) not in draft.state.spacing.no_room)
    keys = tuple(sorted({_key(f) for f in found}))
    if keys != draft.state.spacing.no_room:
        draft.change_spacing(no_room=keys)
    return new


def show_no_room(draft: Draft, new: tuple[Finding, ...]) -> None:
    """Say it in one notice."""
    if new:
        title, body = lines.not_all_fits(draft.title(new[0].routine), [f.why for f in new], _SHOWN)
        about = tuple(_key(f) for f in new)
        draft.show(Card(id=card_id("no-room"), kind="no-room", title=title, body=body, buttons=OK_OR_OPEN, about=about))


def no_room_lines(new: tuple[Finding, ...]) -> list[str]:
    """The same, for whoever made the change."""
    return [f"{f.why} {f.fix} {source_line(f.source)}" for f in new]


def _key(finding: Finding) -> str:
    return f"{finding.routine} {finding.rule}"
