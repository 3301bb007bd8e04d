"""The templates: every text is escaped, times and lists are worded by one function each."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from routine.core.text.counts import and_list, counted, ordinal
from routine.core.text.source_line import source_line
from routine.core.when.format import countdown
from routine.page import words

_FILTERS = (
    *(and_list, counted, ordinal, countdown),
    *(words.about, words.clock, words.first_sentence, words.how_long, words.later_words),
    *(words.long_date, words.same_day, words.sentence, words.short_date, words.slug, words.upfirst),
    *(words.of_zone, words.why_so, words.without_commands, source_line),
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
