"""The words after ratings of a routine's signs: how many, what became stronger or weaker, and what they are not."""

from __future__ import annotations

from collections.abc import Mapping

from routine.core.preset.rated_signs import Spot, spots
from routine.core.reminders.lines.answered import answered_line, further_line
from routine.core.reminders.outcomes import Rated
from routine.core.requests.replies import commands as reply
from routine.core.requests.replies.commands import given
from routine.core.snapshot import Snapshot
from routine.core.state.ratings import ratings_of
from routine.core.text.counts import plural

NO_DIAGNOSIS = "This is not a diagnosis: show a doctor what is new, sudden or worries you."


def rated(draft: Snapshot, outcome: Rated) -> reply.RateReply:
    """How many signs were rated, and what changed since the last ratings."""
    entry, id = outcome.entry, outcome.entry.routine
    ratings, known = ratings_of(entry), spots(draft.preset(id))
    first = f"{answered_line(draft, entry)} You rated {len(ratings)} of {len(known)}."
    lines = (first, *_changes(known, ratings, outcome.before), further_line(draft, id))
    return reply.RateReply(said=lines, answers=given(entry), ratings=ratings, before=outcome.before)


def _changes(all_: tuple[Spot, ...], ratings: Mapping[str, int], before: Mapping[str, int]) -> list[str]:
    """What became stronger or weaker since each was rated last."""
    known = [spot for spot in all_ if spot.key in ratings and spot.key in before]
    if not known:
        return ["These are your first ratings. Next time you see what has changed."]
    lines = []
    for word, sign in (("Stronger", 1), ("Weaker", -1)):
        changed = [spot for spot in known if (ratings[spot.key] - before[spot.key]) * sign > 0]
        listing = " · ".join(f"{spot.words} {ratings[spot.key]} (was {before[spot.key]})" for spot in changed)
        lines += [f"{word}: {listing}."] if changed else []
    if same := sum(ratings[spot.key] == before[spot.key] for spot in known):
        lines.append(plural(same, one="1 rating is as it was.", other="{count} ratings are as they were."))
    stronger = any(ratings[spot.key] > before[spot.key] for spot in known)
    return [*lines, *([NO_DIAGNOSIS] if stronger else [])]
