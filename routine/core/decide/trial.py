"""What edits and commands would change: each is decided as if it were given, and only looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from routine.core.config.setup import Setup
from routine.core.config.tried_presets import Edited, with_edits
from routine.core.decide.decide import decide, needs
from routine.core.errors import UsageError
from routine.core.requests.commands import Command
from routine.core.requests.queries import Trial
from routine.core.requests.replies.edits import TrialReply
from routine.core.requests.reports import Reload
from routine.core.snapshot import Snapshot
from routine.core.state.log import Entry
from routine.core.state.model import State
from routine.core.views.plan_changes import plan_changes
from routine.core.when.moment import Now

_LONGEST, _MOST = 92, 20
#: The log from an instant (UTC) on.
History = Callable[[datetime], tuple[Entry, ...]]


def trial(setup: Setup, state: State, now: Now, query: Trial, edited: Edited, history: History) -> TrialReply:
    """What would be different. Raises what the commands raise: refused here, they would be refused there."""
    if not 1 <= query.days <= _LONGEST or len(query.commands) > _MOST:
        raise UsageError(f"A trial looks 1 to {_LONGEST} days ahead, at {_MOST} commands at most.")
    after, said = state, list(edited.notes)
    trying = with_edits(setup, edited)
    commands: tuple[Command, ...] = ((Reload(),) if edited.presets else ()) + query.commands
    for command in commands:
        since = needs(trying, after, command, now)
        decision = decide(trying, after, command, now, history(since) if since else ())
        after = decision.state
        said += decision.reply.said
    fits = plan_changes(Snapshot(setup, state, now), Snapshot(trying, after, now), query.days)
    return TrialReply(presets=tuple(one.id for one in edited.presets), said=tuple(said), fits=fits)
