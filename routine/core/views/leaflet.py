"""What a preset says, as text for people: its leaflet."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date

from routine.core.config.rules import Rule
from routine.core.config.setup import Setup
from routine.core.notices.reminder_text import notice_body
from routine.core.preset.model import Course, Preset, Remind, Safety, Step, times_of_course
from routine.core.preset.rated_signs import SCALE
from routine.core.preset.words import dose_words, limit_words, step_words, tag_words
from routine.core.safety.contraindications import rules_of
from routine.core.safety.lying_posture import fitted
from routine.core.schedule.words import between_words, clock_words, duration_words, schedule_words
from routine.core.text.counts import and_list
from routine.core.text.safe import one_line, shown
from routine.core.views.leaflet_visits import DEEPER, after_words, before_words
from routine.core.when.duration import Duration

__all__ = ["dose_words", "leaflet", "notice_body", "schedule_words"]

_ADVICE = "Routine organises and reminds; it gives no medical advice, and does not diagnose or treat."
_FIRST = "Your clinic's instructions and a product's label come before this text."
_CLINIC_FIRST = "What your clinic says comes before everything here: times, care, and whether it is right for you."
_MEDICINES = "Keep every prescribed medicine as prescribed; questions about it belong to your prescriber."
_UNSOURCED = "unsourced"


def leaflet(
    preset: Preset, setup: Setup, *, changes: tuple[str, ...] = (), width: int = 80, today: date | None = None
) -> str:
    """The whole preset as a leaflet in plain text, no line longer than `width` where words allow.

    `changes`: the user's own changes over the shipped preset, one line each. Who must not use it comes from
    `setup.rules`, and its sources stand with the others. `today` (local): to which weeks of the profile count on.
    """
    sources = list(dict.fromkeys((*preset.sources, *_sources(preset, setup.rules))))
    sections = (
        ("You need", preset.needs),
        ("How" if preset.schedule.series is None else "At the visit", _numbered(fitted(preset, setup, today).steps)),
        ("What to rate", _signs(preset)),
        ("Before each visit", before_words(preset)),
        ("After each visit", after_words(preset)),
        ("When", _when(preset)),
        ("How long", _how_long(preset)),
        ("Who must not use it", _who(preset, setup.rules, "final")),
        ("Who asks first, or waits: until then it stays off", _who(preset, setup.rules, "block")),
        ("Good to know", (*preset.notes, *_who(preset, setup.rules, "warn", "note"), *_limits(preset.safety))),
        ("When to stop and get help", preset.warnings),
        ("How its reminders behave", _behaviour(preset.remind)),
        ("About this text", (_ADVICE, _FIRST if preset.schedule.series is None else _CLINIC_FIRST, _MEDICINES)),
        ("Your changes", changes),
        ("Sources", [line for line in sources if not line.startswith(_UNSOURCED)]),
        ("Unsourced: common practice, caution, or our own choice", _without_source(sources)),
    )
    head = [preset.title, "=" * min(len(preset.title), width), "", *_wrapped(preset.summary, "", width)]
    for title, lines in sections:
        head += _section(title, tuple(lines), width)
    return shown("\n".join(head)) + "\n"


# --- sections -----------------------------------------------------------------------------------------------------


def _numbered(steps: Iterable[Step]) -> Iterator[str]:
    for n, step in enumerate(steps, 1):
        when = f" Only on {and_list(list(step.nights))} nights." if step.nights else ""
        yield f"{n}. {step_words(step)}{when}"


def _signs(preset: Preset) -> Iterator[str]:
    for sign in preset.signs:
        places = f": {and_list([one_line(place) for place in sign.places])}" if sign.places else ""
        yield f"{one_line(sign.say)}{places}"
    if preset.signs:
        yield f"Each from 0 ({SCALE[0]}) to {len(SCALE) - 1} ({SCALE[-1]}): routine rate {preset.id}"


def _when(preset: Preset) -> Iterator[str]:
    yield f"{schedule_words(preset.schedule)}."
    series = preset.schedule.series
    if series and series.sessions != (1, 1):
        unsaid = ((series.sessions, "how many visits"), (series.apart, "how far apart"))
        if missing := [words for known, words in unsaid if known is None]:
            yield f"Your clinic says {and_list(missing)}."
    if preset.remind.ahead:
        yield f"{duration_words(preset.remind.ahead).capitalize()} before, a notice says what you need."


def _behaviour(remind: Remind) -> Iterator[str]:
    window = remind.window
    if window:
        yield f"Reminders come only between {clock_words(window.start)} and {clock_words(window.end)}."
    if remind.nag:
        times = "once" if remind.nag.times == 1 else f"up to {remind.nag.times} times"
        yield f"Without an answer it reminds again after {duration_words(remind.nag.every)}, {times}."
    late, ends = duration_words(remind.late), duration_words(remind.expires)
    yield f"It is shown at most {late} late; without an answer for {ends} it counts as missed."


def _how_long(preset: Preset) -> Iterator[str]:
    total = sum(span.seconds for step in preset.steps for span in _spans(step))
    if total:
        yield f"About {_counted_minutes(total)} of timed steps, and the time around them."
    if preset.safety.longest_on_skin:
        yield f"At most {duration_words(preset.safety.longest_on_skin)} on the skin."
    if preset.dose:
        yield f"{dose_words(preset.dose)} each time."
    if preset.limit:
        yield f"At most {limit_words(preset.limit)} in 24 hours."
    if preset.course:
        yield _course(preset.course, times_of_course(preset))
    series = preset.schedule.series
    if series and series.effect:
        yield f"The effect: about {between_words(*(duration_words(one) for one in series.effect))}."


def _counted_minutes(seconds: int) -> str:
    return duration_words(Duration(seconds=max(1, round(seconds / 60)) * 60))


def _spans(step: Step) -> Iterator[Duration]:
    """The lengths of time that a step is known to take."""
    yield from (span for span in (step.lead_in, step.timer or step.auto) if span)


def _course(course: Course, times: int | None) -> str:
    how_long = duration_words(course.length) if course.length else f"{times} times"
    if course.rest is None:
        return f"A course of {how_long}; the break after it is yours to set."
    rest = duration_words(course.rest)
    return f"A course of {how_long}, then a break of {rest}. Then you are asked whether to begin again."


def _who(preset: Preset, rules: dict[str, Rule], *levels: str) -> Iterator[str]:
    """What the rules of these levels say; a rule that is not known holds a routine back.

    Those who are to do the same share a sentence, where their rules say who they are. What concerns only few, the
    preset's own notes say.
    """
    names = rules_of(rules, preset)
    known = (rules[name] for name in names if name in rules)
    found = [rule for rule in known if rule.level in levels and not rule.only_if]
    together = {fix: [rule.who for rule in found if rule.who and rule.fix == fix] for fix in [r.fix for r in found]}
    for rule in found:
        if not rule.who:
            yield f"{rule.why} {rule.fix}"
        elif rule.who == together[rule.fix][0]:
            who = ", or ".join(together[rule.fix])
            yield f"{who[:1].upper()}{who[1:]}: {rule.fix[:1].lower()}{rule.fix[1:]}"
    if "block" in levels:
        yield from (f"“{name}”: an unknown rule." for name in names if name not in rules)


def _sources(preset: Preset, rules: dict[str, Rule]) -> Iterator[str]:
    yield from (rules[name].source for name in rules_of(rules, preset) if name in rules)


def _without_source(sources: Iterable[str]) -> Iterator[str]:
    for line in sources:
        if line.startswith(_UNSOURCED):
            what = line.removeprefix(_UNSOURCED).lstrip(": ") or "everything here"
            yield f"{what[:1].upper()}{what[1:]}"


def _limits(safety: Safety) -> Iterator[str]:
    if safety.min_gap:
        yield f"At least {duration_words(safety.min_gap)} from one time to the next."
    for span in dict.fromkeys(span for _, span in safety.apart):
        others = ", ".join(tag_words(name) for name, other in safety.apart if other == span)
        yield f"Keep at least {duration_words(span)} between this and: {others}."
    if safety.may_move:
        yield f"To keep what goes apart apart, the plan may move it by up to {duration_words(safety.may_move)}."


# --- setting the text ---------------------------------------------------------------------------------------------


def _section(title: str, lines: tuple[str, ...], width: int) -> list[str]:
    """A titled list; no lines, no section. Numbered lines keep their number as the bullet."""
    if not lines:
        return []
    return ["", title, *(part for line in lines for part in _bulleted(line, width))]


def _bulleted(line: str, width: int) -> list[str]:
    """One line of a list, or of a list within it."""
    if line[:1].isdigit() and line.partition(". ")[0].isdigit():
        return _wrapped(line, "  ", width)
    text = line.removeprefix(DEEPER)
    return _wrapped(f"- {text}", "  " if text is line else "    ", width)


def _wrapped(text: str, indent: str, width: int) -> list[str]:
    """`text` wrapped; the lines after the first hang below the words behind a bullet."""
    bullet = text.partition(" ")[0]
    hang = " " * (len(bullet) + 1) if bullet == "-" or (bullet[-1:] == "." and bullet[:-1].isdigit()) else ""
    return textwrap.wrap(
        text,
        max(width, 20),
        initial_indent=indent,
        subsequent_indent=indent + hang,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]
