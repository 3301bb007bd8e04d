"""The templates: every text is escaped, times and lists are worded by one function each."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from routine.core.text.counts import and_list, counted, ordinal
from routine.core.text.source_line import source_line
from routine.core.when.format import countdown
from routine.page import moved_or_on_hold, time_words, without_commands

_FILTERS = (
    *(and_list, counted, ordinal, countdown),
    *(time_words.about, time_words.clock, time_words.how_long, time_words.later_words, time_words.long_date),
    *(time_words.of_zone, time_words.same_day, time_words.short_date, time_words.slug, moved_or_on_hold.why_so),
    *(without_commands.first_sentence, without_commands.sentence, without_commands.upfirst),
    *(without_commands.without_commands, source_line),
)
FOLDER = Path(__file__).parent / "templates"


def environment() -> Environment:
    """The templates as they are on disk; a name that nobody gave is an error, not an empty place."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    for word in _FILTERS:
        made.filters[word.__name__] = word
    return made
