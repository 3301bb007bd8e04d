"""What can be asked of the service, and what it replies."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from routine.core.requests.commands import Command as Command
    from routine.core.requests.commands import Disable as Disable
    from routine.core.requests.commands import Done as Done
    from routine.core.requests.commands import Enable as Enable
    from routine.core.requests.commands import Irritated as Irritated
    from routine.core.requests.commands import Outputs as Outputs
    from routine.core.requests.commands import PauseCommand as PauseCommand
    from routine.core.requests.commands import Press as Press
    from routine.core.requests.commands import Rate as Rate
    from routine.core.requests.commands import RefillStock as RefillStock
    from routine.core.requests.commands import Reload as Reload
    from routine.core.requests.commands import Resume as Resume
    from routine.core.requests.commands import SessionAct as SessionAct
    from routine.core.requests.commands import SessionStart as SessionStart
    from routine.core.requests.commands import Skip as Skip
    from routine.core.requests.commands import Snooze as Snooze
    from routine.core.requests.commands import Tick as Tick
    from routine.core.requests.commands import Told as Told
    from routine.core.requests.commands import Undo as Undo
    from routine.core.requests.commands import VisitAct as VisitAct
    from routine.core.requests.commands import Welcome as Welcome
    from routine.core.requests.commands import Withdrawn as Withdrawn
    from routine.core.requests.commands import Woke as Woke
    from routine.core.requests.queries import CourseList as CourseList
    from routine.core.requests.queries import LogQuery as LogQuery
    from routine.core.requests.queries import Overview as Overview
    from routine.core.requests.queries import Pending as Pending
    from routine.core.requests.queries import PlanQuery as PlanQuery
    from routine.core.requests.queries import PresetList as PresetList
    from routine.core.requests.queries import Query as Query
    from routine.core.requests.queries import Ratings as Ratings
    from routine.core.requests.queries import SessionQuery as SessionQuery
    from routine.core.requests.queries import StatusQuery as StatusQuery
    from routine.core.requests.queries import Today as Today
    from routine.core.requests.queries import VisitList as VisitList
    from routine.core.requests.queries import Why as Why

    Request = Command | Query


def __getattr__(name: str) -> Any:
    """For what still imports from here; only when asked, since a reply is read without them."""
    if name.startswith("_") or name[0].islower():
        raise AttributeError(name)
    from importlib import import_module

    commands, queries = (import_module(f"{__name__}.{module}") for module in ("commands", "queries"))
    if name == "Request":
        return commands.Command | queries.Query
    return getattr(commands, name, None) or getattr(queries, name)
