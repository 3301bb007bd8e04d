"""Which reminders each notice shows: several together, or one at a time, with those that come after it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from routine.core.occurrences.held_back import in_session
from routine.core.snapshot import Snapshot
from routine.core.state.keys import is_visit
from routine.core.state.reminder import Reminder

Member = tuple[str, Reminder]


class Group(Struct, frozen=True):
    """A notice of reminders: those that it shows, and those that come one by one after its answer."""

    members: tuple[Member, ...]
    behind: tuple[Member, ...] = ()


def groups(draft: Snapshot) -> dict[str, list[Member]]:
    """The reminders that wait now (not snoozed), by the notice that shows them or will, the oldest first.

    One at a time, each has an id of its own (`n3.egg-mask`): a press that comes late means the one that it was made on.
    """
    found: dict[str, list[Member]] = {}
    for id, raised in _waiting(draft):
        found.setdefault(_notice(draft, id, raised), []).append((id, raised))
    for members in found.values():
        members.sort(key=_age)
    return found


def shown_groups(draft: Snapshot) -> dict[str, Group]:
    """The notices of reminders that should be showing: of those that come one at a time, the first alone."""
    found = {id: Group(tuple(members)) for id, members in groups(draft).items()}
    for notice in dict.fromkeys(draft.state.notices.one_by_one):
        queue = [(id, raised) for id, raised in _waiting(draft) if raised.notice == notice]
        if not queue:
            continue
        first, *rest = sorted(queue, key=lambda one: _turn(draft, *one))
        for id, raised in rest:
            del found[_notice(draft, id, raised)]
        at = _notice(draft, *first)
        if _one_runs(draft, notice):
            del found[at]
        else:
            found[at] = Group((first,), tuple(rest))
    # What has to be read first: where the screen has room for one, the others wait behind it.
    return dict(sorted(found.items(), key=lambda one: not is_alone(draft, one[0])))


def told_of(draft: Snapshot, notice: str) -> list[Member]:
    """The reminders that a person who sees this notice knows of: those that it shows, and those that it names."""
    group = shown_groups(draft).get(notice)
    return [*group.members, *group.behind] if group else groups(draft).get(notice, [])


def is_alone(draft: Snapshot, notice: str) -> bool:
    """Whether it shows one of those that come one at a time."""
    return notice.partition(".")[0] in draft.state.notices.one_by_one


def _waiting(draft: Snapshot) -> Iterator[Member]:
    for id, routine in sorted(draft.state.routines.items()):
        raised = routine.raised
        if raised is None or not routine.enabled or id not in draft.setup.presets or in_session(draft.state, id):
            continue
        if raised.snoozed_until is None or raised.snoozed_until <= draft.now.instant:
            yield id, raised


def _notice(draft: Snapshot, id: str, raised: Reminder) -> str:
    return f"{raised.notice}.{id}" if raised.notice in draft.state.notices.one_by_one else raised.notice


def _age(member: Member) -> tuple[object, ...]:
    return member[1].instant, member[0]


def _turn(draft: Snapshot, id: str, raised: Reminder) -> tuple[object, ...]:
    """What shows stays, whatever joins it; then what a clinic asks for, then the oldest."""
    shows = _notice(draft, id, raised) in draft.state.notices.deliveries
    return not shows, not is_visit(raised.key), *_age((id, raised))


def _one_runs(draft: Snapshot, notice: str) -> bool:
    """Whether one of them is being done in a guided session: the next comes after it."""
    session = draft.state.session
    if session is None or not in_session(draft.state, session.routine):
        return False
    running = draft.state.routines.get(session.routine)
    return running is not None and running.raised is not None and running.raised.notice == notice
