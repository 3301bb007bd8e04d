"""One place on a bus that tells whether notices can be seen, and how it is asked; most are rows of a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from routine.adapters.dbus.connection import THE_BUS, Body, Bus, Object, Signal
from routine.adapters.dbus.errors import ErrorReplyError
from routine.core.state.presence import Away

PROPERTIES = "org.freedesktop.DBus.Properties"


class Change(NamedTuple):
    """A signal after which a source is asked again; `first`: only where that is its first argument."""

    whom: Object
    member: str
    first: str | None = None

    def is_in(self, signal: Signal) -> bool:
        """Whether this is the signal that was heard."""
        return signal.member == self.member and (self.first is None or signal.body[:1] == (self.first,))


class Source(Protocol):
    """Tells of one reason for which notices cannot be seen. It is never believed to be there, to answer or to be right.

    `owners`: the names on the bus whose coming and going matters.
    """

    @property
    def name(self) -> str:
        """What it is, for people."""
        ...

    @property
    def away(self) -> Away:
        """What it tells of."""
        ...

    @property
    def owners(self) -> tuple[str, ...]: ...

    @property
    def changes(self) -> tuple[Change, ...]: ...

    @property
    def silent(self) -> bool:
        """Whether it sends no signal, so that it has to be asked now and then."""
        ...

    def concerns(self, signal: Signal) -> bool:
        """Whether it has to be asked after this signal."""
        ...

    async def ask(self, bus: Bus) -> bool | None:
        """Whether notices cannot be seen; None where it is not there. May raise anything: then they can."""
        ...


def truth(body: Body) -> bool:
    """The boolean that was answered, in a variant or not; raises ValueError for anything else."""
    match body:
        case (bool(value),) | ((_, bool(value)),):
            return value
    raise ValueError(f"no yes or no: {_shortened(body)}")


def _shortened(what: Any) -> str:
    return repr(what)[:80]


class Answering(NamedTuple):
    """A source that is one call of a service. It is asked only where the service runs: asking must not start one.

    `refused`: what it means that the service answers with an error.
    """

    name: str
    away: Away
    whom: Object
    method: str
    change: Change | None
    signature: str | None = None
    arguments: Body = ()
    read: Callable[[Body], bool] = truth
    refused: bool | None = None

    @property
    def owners(self) -> tuple[str, ...]:
        """The service."""
        return (self.whom.bus_name,)

    @property
    def changes(self) -> tuple[Change, ...]:
        """Its one signal, if it has any."""
        return (self.change,) if self.change else ()

    @property
    def silent(self) -> bool:
        """Whether it has none."""
        return self.change is None

    def concerns(self, signal: Signal) -> bool:
        """Whether it is that signal."""
        return any(change.is_in(signal) for change in self.changes)

    async def ask(self, bus: Bus) -> bool | None:
        """Call the service."""
        if not await owner_of(bus, self.whom.bus_name):
            return None
        try:
            return self.read(await bus.call(self.whom, self.method, self.signature, self.arguments))
        except ErrorReplyError:
            return self.refused


def property_of(name: str, away: Away, service: str, path: str, interface: str, member: str) -> Answering:
    """A source that is a boolean property."""
    whom = Object(service, path, PROPERTIES)
    change = Change(whom, "PropertiesChanged", interface)
    return Answering(name, away, whom, "Get", change, "ss", (interface, member))


async def owner_of(bus: Bus, name: str) -> str | None:
    """Which connection has the name now; asking starts nothing."""
    try:
        (owner,) = await bus.call(THE_BUS, "GetNameOwner", "s", (name,))
    except ErrorReplyError:
        return None
    return str(owner)
