"""What can be asked of the service, and what it replies."""

from routine.core.requests.commands import (
    Command as Command,
    Disable as Disable,
    Done as Done,
    Enable as Enable,
    Irritated as Irritated,
    Outputs as Outputs,
    PauseCommand as PauseCommand,
    Press as Press,
    Rate as Rate,
    RefillStock as RefillStock,
    Reload as Reload,
    Resume as Resume,
    SessionAct as SessionAct,
    SessionStart as SessionStart,
    Skip as Skip,
    Snooze as Snooze,
    Tick as Tick,
    Told as Told,
    Undo as Undo,
    VisitAct as VisitAct,
    Welcome as Welcome,
    Withdrawn as Withdrawn,
    Woke as Woke,
)
from routine.core.requests.queries import (
    CourseList as CourseList,
    LogQuery as LogQuery,
    Overview as Overview,
    Pending as Pending,
    PlanQuery as PlanQuery,
    PresetList as PresetList,
    Query as Query,
    Ratings as Ratings,
    SessionQuery as SessionQuery,
    StatusQuery as StatusQuery,
    Today as Today,
    VisitList as VisitList,
    Why as Why,
)

Request = Command | Query
