"""Which rules of spacing hold in a household, given what its routines contain; none of them, mostly."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta

from msgspec import Struct

from routine.core.config.setup import Setup
from routine.core.config.spacing_rules import Apart, Most, SpacingRules
from routine.core.memo import Memo
from routine.core.preset.model import Preset
from routine.core.spacing import lines
from routine.core.spacing.around_visits import windows
from routine.core.spacing.contents import OWN, Tags, tags_of
from routine.core.spacing.groups import Group, groups
from routine.core.spacing.kept_apart import Board
from routine.core.spacing.rules_for_a_time import Rules
from routine.core.spacing.types import APART, MIN_GAP, Item, Off
from routine.core.state.model import State
from routine.core.when.duration import Duration
from routine.core.when.moment import Now

_DAY = timedelta(days=1)
#: An enabled routine, and the rules that its user overrode.
_Running = tuple[Preset, tuple[str, ...]]


class Household(Struct, frozen=True):
    """The rules that hold here; `tags`: what each routine that any of them concerns may put on, and itself.

    `groups`: of these routines, which can stand against one another.
    """

    tags: dict[str, Tags]
    rules: Rules
    groups: tuple[Group, ...]

    def board(self, setup: Setup, settled: Iterable[Item] = ()) -> Board:
        """A board with these rules, on which so much is settled."""
        board = Board(self.rules, setup.settings.day_ends)
        for item in settled:
            board.add(item)
        return board


_MEMO: Memo[Household | None] = Memo()


def household(setup: Setup, state: State, now: Now) -> Household | None:
    """What holds among the enabled routines; None where no rule concerns any of them."""
    enabled = [(id, r.safety.accepted) for id, r in state.routines.items() if r.enabled]
    running = tuple((preset, accepted) for id, accepted in enabled if (preset := setup.presets.get(id)))
    # A day back, for the times of today that are past and not decided yet.
    offs = windows(setup, state, now.instant - _DAY)
    return _MEMO.of("", (running, setup.spacing, offs), lambda: _household(setup.spacing, running, offs))


def _household(spacing: SpacingRules, running: Iterable[_Running], offs: list[Off]) -> Household | None:
    presets = [preset for preset, _ in running if preset.kept_apart and preset.schedule.series is None]
    tags = {preset.id: tags_of(preset) | {OWN + preset.id} for preset in presets}
    there = frozenset().union(*tags.values())
    rules = [rule for rule in spacing.apart if not (there.isdisjoint(rule.these) or there.isdisjoint(rule.those))]
    own = [rule for preset in presets for rule in _own(preset, tags[preset.id], there, rules)]
    most = tuple(rule for rule in spacing.most if rule.of in there)
    apart = (*rules, *own)
    sides = {tag for rule in apart for tag in (*rule.these, *rule.those)}
    concerned = {id: own_tags for id, own_tags in tags.items() if _concerns(id, own_tags, sides, most, offs)}
    if not concerned:
        return None
    accepted = {preset.id: frozenset(rules) for preset, rules in running if rules and preset.id in concerned}
    return Household(concerned, Rules(apart, most, offs, accepted), groups(concerned, apart, most))


def _own(preset: Preset, tags: Tags, there: Tags, rules: Collection[Apart]) -> Iterator[Apart]:
    """What a preset says itself, where no rule says as much already."""
    # By what it contains, its own gap would hold between it and all else that contains the same.
    me = (OWN + preset.id,)
    if gap := preset.safety.min_gap:
        why = lines.between_its_times(gap)
        yield Apart(name=MIN_GAP, these=me, those=me, by=gap, why=why, source="the preset")
    for tag, by in preset.safety.apart:
        if tag in there and not any(_says(rule, tags, tag, by) for rule in rules):
            why = lines.apart_from(tag, by)
            yield Apart(name=APART + tag, these=me, those=(tag,), by=by, why=why, source="the preset")


def _says(rule: Apart, tags: Tags, tag: str, by: Duration) -> bool:
    between = (tag in rule.those and not tags.isdisjoint(rule.these)) or (
        tag in rule.these and not tags.isdisjoint(rule.those)
    )
    return between and rule.by.delta() >= by.delta()


def _concerns(id: str, tags: Tags, sides: set[str], most: tuple[Most, ...], offs: list[Off]) -> bool:
    return (
        not tags.isdisjoint(sides)
        or any(rule.of in tags for rule in most)
        or any(off.concerns(id, tags) for off in offs)
    )
