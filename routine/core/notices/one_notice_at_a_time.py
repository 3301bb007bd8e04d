"""Which reminders a notice shows, and which come after it: what is due together comes one notice at a time."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from routine.core.notices.read_first import read_first
from routine.core.occurrences.held_back import in_session
from routine.core.snapshot import Snapshot
from routine.core.state.keys import asks, is_visit
from routine.core.state.reminder import Reminder

Member = tuple[str, Reminder]


class Group(Struct, frozen=True):
    """A notice of reminders: those that it shows, and those that come after its answer."""

    members: tuple[Member, ...]
    behind: tuple[Member, ...] = ()


def groups(draft: Snapshot) -> dict[str, list[Member]]:
    """The reminders that wait now (not snoozed), by the notice that shows them or will, the oldest first.

    What comes alone has a notice of its own (`n3.egg-mask`): a press that comes late means the one it was made on.
    """
    found: dict[str, list[Member]] = {}
    for id, raised in _waiting(draft):
        found.setdefault(_notice(draft, id, raised), []).append((id, raised))
    for members in found.values():
        members.sort(key=_age)
    return found


def shown_groups(draft: Snapshot) -> dict[str, Group]:
    """The notices of reminders that should be showing: of those that belong together, the first alone.

    What a person closed without an answer hides none of the others.
    """
    queues: dict[str, list[str]] = {}
    found = groups(draft)
    for notice, members in found.items():
        queues.setdefault(members[0][1].notice, []).append(notice)
    shown: dict[str, Group] = {}
    for together, notices in queues.items():
        if _one_runs(draft, together):
            continue
        closed = [notice for notice in notices if notice in draft.state.notices.put_away]
        shown.update((notice, Group(tuple(found[notice]))) for notice in closed)
        first, *rest = sorted(set(notices) - set(closed), key=lambda one: _turn(draft, one, found[one])) or [""]
        if first:
            behind = tuple(member for notice in rest for member in found[notice])
            shown[first] = Group(tuple(found[first]), behind)
    return shown


def told_of(draft: Snapshot, notice: str) -> list[Member]:
    """The reminders that a person who sees this notice knows of: those that it shows, and those that it names."""
    group = shown_groups(draft).get(notice)
    return [*group.members, *group.behind] if group else groups(draft).get(notice, [])


def _waiting(draft: Snapshot) -> Iterator[Member]:
    state, now = draft.state, draft.now.instant
    for id, raised in sorted((id, one.raised) for id, one in state.routines.items() if one.raised and one.enabled):
        if id not in draft.setup.presets or in_session(state, id):
            continue
        if raised.snoozed_until is None or raised.snoozed_until <= now:
            yield id, raised


def _notice(draft: Snapshot, id: str, raised: Reminder) -> str:
    one_by_one = raised.notice in draft.state.notices.one_by_one
    alone = one_by_one or read_first(draft.preset(id), raised.key) is not None
    return f"{raised.notice}.{id}" if alone and not asks(raised.key) else raised.notice


def _age(member: Member) -> tuple[object, ...]:
    return member[1].instant, member[0]


def _turn(draft: Snapshot, notice: str, members: list[Member]) -> tuple[object, ...]:
    """What shows stays, whatever joins it; then what a clinic asks for, what takes no reading, and the oldest."""
    shows = notice in draft.state.notices.deliveries
    id, raised = members[0]
    return not shows, not is_visit(raised.key), read_first(draft.preset(id), raised.key) is not None, *_age(members[0])


def _one_runs(draft: Snapshot, together: str) -> bool:
    """Whether one of them is being done in a guided session: the next comes after it, or when it is paused."""
    session = draft.state.session
    if session is None or session.paused or not in_session(draft.state, session.routine):
        return False
    running = draft.state.routines.get(session.routine)
    return running is not None and running.raised is not None and running.raised.notice == together
