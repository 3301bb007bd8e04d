"""Presets of which only some were read: whoever looks for another one is told that it has to be read first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TypeVar, overload

from routine.core.preset.model import Preset

_T = TypeVar("_T")


class UnreadError(Exception):
    """What is being decided hangs on a preset that was not read: read it, and decide again. `id` None: on every one."""

    def __init__(self, id: str | None) -> None:
        super().__init__("every preset" if id is None else id)
        self.id = id


class SomePresets(Mapping[str, Preset]):
    """The presets that were read, by id; never changes. `unread`: the ids of those that there are besides.

    To look for one of those, or to go through all, raises UnreadError: no answer is given that they might change.
    """

    def __init__(self, read: Mapping[str, Preset], unread: Collection[str]) -> None:
        self._read = dict(read)
        self.unread = frozenset(unread)

    def __getitem__(self, id: str) -> Preset:
        if id in self.unread:
            raise UnreadError(id)
        return self._read[id]

    def __contains__(self, id: object) -> bool:  # this and `get`, asked thousands of times, as a dict has them
        if id in self.unread:
            raise UnreadError(str(id))
        return id in self._read

    @overload
    def get(self, id: str, /) -> Preset | None: ...
    @overload
    def get(self, id: str, /, default: _T) -> Preset | _T: ...
    def get(self, id: str, /, default: object = None) -> object:
        """The preset, or `default` where there is none."""
        found = self._read.get(id)
        if found is None and id in self.unread:
            raise UnreadError(id)
        return default if found is None else found

    def __iter__(self) -> Iterator[str]:
        if self.unread:
            raise UnreadError(None)
        return iter(self._read)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def replaced(self, made: Mapping[str, Preset], gone: Collection[str]) -> SomePresets:
        """These with some in place of others of their names, or new; and without those that are `gone`."""
        read = {id: preset for id, preset in {**self._read, **made}.items() if id not in gone}
        return SomePresets(read, self.unread.difference(made, gone))

    def with_more(self, more: Mapping[str, Preset], looked_for: Collection[str]) -> SomePresets:
        """These and `more`; those of `looked_for` that are not among them do not load."""
        return SomePresets(dict(sorted({**more, **self._read}.items())), self.unread.difference(looked_for))

    def with_others(self, others: Mapping[str, Preset | None]) -> SomePresets:
        """These with others in the place of some; None leaves one out."""
        return SomePresets(in_place({**self._read}, others), self.unread.difference(others))


def in_place(presets: Mapping[str, Preset], others: Mapping[str, Preset | None]) -> dict[str, Preset]:
    """The presets with others in the place of some; None leaves one out."""
    together: dict[str, Preset | None] = {**presets, **others}
    return {id: preset for id, preset in together.items() if preset is not None}
