"""Routines whose times can stand against one another: each group finds its places by itself, as if alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from routine.core.config.spacing_rules import Apart, Most
from routine.core.spacing.contents import Tags

Group = tuple[str, ...]


def groups(tags: Mapping[str, Tags], apart: Iterable[Apart], most: Iterable[Most]) -> tuple[Group, ...]:
    """The routines in their order, those together that a rule is about, directly or by way of others."""
    group_of = {id: {id} for id in tags}
    for meet in (*_kept_apart(tags, apart), *_counted(tags, most)):
        joined = set().union(*(group_of[id] for id in meet))
        group_of.update(dict.fromkeys(joined, joined))
    whole = {id: tuple(one for one in tags if one in group) for id, group in group_of.items()}
    return tuple(dict.fromkeys(whole.values()))


def _kept_apart(tags: Mapping[str, Tags], apart: Iterable[Apart]) -> Iterator[Set[str]]:
    for rule in apart:
        these = {id for id, own in tags.items() if not own.isdisjoint(rule.these)}
        those = {id for id, own in tags.items() if not own.isdisjoint(rule.those)}
        if these and those:
            yield these | those


def _counted(tags: Mapping[str, Tags], most: Iterable[Most]) -> Iterator[Set[str]]:
    for rule in most:
        yield {id for id, own in tags.items() if rule.counts(own)}
