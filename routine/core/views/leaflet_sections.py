"""What `leaflet` answers: the same that `preset show` prints, in parts that a page sets itself."""

from __future__ import annotations

from collections.abc import Iterable

from routine.core.errors import PresetError
from routine.core.preset.check_command import check_command
from routine.core.preset.model import Preset
from routine.core.reminders.lines.paused import paused_at_present
from routine.core.requests.queries import LeafletQuery
from routine.core.requests.replies.leaflet import LeafletPart, LeafletReply
from routine.core.safety.lying_posture import fitted
from routine.core.schedule.words import schedule_words
from routine.core.session.step_lines import longest_on_skin_s, step_lines, timed_s
from routine.core.snapshot import Snapshot
from routine.core.text.match import resolve
from routine.core.text.safe import one_line
from routine.core.views.leaflet import first_rows, sections
from routine.core.views.leaflet_visits import DEEPER
from routine.core.views.profile import fact_view, facts_of
from routine.core.when.format import minute_text
from routine.core.when.moment import wall


def leaflet_view(draft: Snapshot, query: LeafletQuery) -> LeafletReply:
    """A preset in full. Raises NotFoundError, AmbiguousError; PresetError for one whose file has mistakes."""
    preset = preset_named(draft, query.routine)
    id, today = preset.id, draft.now.wall().date()
    as_done, enabled = fitted(preset, draft.setup, today), id in draft.enabled()
    upcoming = draft.ahead(id) if enabled else None
    routine = draft.routine(id) if enabled else None
    return LeafletReply(
        id=id,
        title=one_line(preset.title),
        kind=preset.kind,
        area=preset.area,
        summary=one_line(preset.summary),
        contains=preset.contains,
        source=draft.setup.sources.get(id, "own"),
        enabled=enabled,
        held=routine.held.why if routine and routine.held else None,
        paused=paused_at_present(draft, id) if routine else None,
        waiting=bool(routine and routine.raised),
        when=schedule_words(preset.schedule),
        next=minute_text(wall(upcoming.instant, draft.zone(id))) if upcoming else None,
        next_when=draft.when(id, upcoming.instant) if upcoming else None,
        first=_parts(first_rows(preset, draft.setup)),
        sections=_parts(sections(preset, draft.setup, (), today)),
        needs=preset.needs,
        warnings=preset.warnings,
        steps=step_lines(as_done),
        timed_s=timed_s(as_done),
        longest_on_skin_s=longest_on_skin_s(preset),
        guided=bool(preset.steps) and preset.schedule.series is None,
        asks=tuple(fact_view(draft, fact, (id,) if enabled else ()) for fact in facts_of(draft, preset)),
    )


def preset_named(draft: Snapshot, text: str) -> Preset:
    """The preset that a person's word means, enabled or not. Raises as `leaflet_view`."""
    setup = draft.setup
    if text in setup.faults and text not in setup.presets:
        raise PresetError(f"{text} cannot be read: its file has errors.", f"See them: {check_command(text)}")
    if text in setup.presets:  # by its id: the others stay unread
        return setup.presets[text]
    return setup.presets[resolve(text, {id: one.title for id, one in setup.presets.items()}, what="preset")]


def _parts(rows: Iterable[tuple[str, Iterable[str]]]) -> tuple[LeafletPart, ...]:
    made = (LeafletPart(title=title.replace("\n", " "), lines=tuple(map(_line, lines))) for title, lines in rows)
    return tuple(part for part in made if part.lines)


def _line(text: str) -> str:
    """On one line; what belongs under the one before it begins as it did."""
    return f"{DEEPER if text.startswith(DEEPER) else ''}{one_line(text)}"
