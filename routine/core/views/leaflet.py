"""What a preset says, as text for people: its leaflet. The first screen says what matters before it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from routine.core.config.setup import Setup
from routine.core.preset import leaflet_titles as titles
from routine.core.preset.dose_words import dose_words, limit_words
from routine.core.preset.model import Course, Preset, Remind, Safety, Step, times_of_course
from routine.core.preset.rated_signs import SCALE
from routine.core.preset.step_words import step_words
from routine.core.preset.substance_words import tag_words
from routine.core.safety.lying_posture import fitted
from routine.core.schedule.words import clock_words, schedule_words
from routine.core.text.counts import and_list
from routine.core.text.safe import one_line, shown
from routine.core.views import leaflet_who as who
from routine.core.views.leaflet_text import row, section, wrapped
from routine.core.views.leaflet_visits import after_words, before_words
from routine.core.when.duration import Duration
from routine.core.when.duration_words import between_words, duration_words

_ADVICE = "Routine organises and reminds. It gives no medical advice, and does not diagnose or treat."
_FIRST = "Your clinic's instructions and a product's label come before this leaflet."
_CLINIC_FIRST = "What your clinic says comes before everything here: times, care, and whether it is right for you."
_MEDICINES = "Keep every prescribed medicine as prescribed. Questions about it belong to your prescriber."
_REST = "Read what to do in each case: {command}"
_SHORT_LABEL = 13
_UNSOURCED = "unsourced"


def leaflet(
    preset: Preset,
    setup: Setup,
    *,
    changes: tuple[str, ...] = (),
    width: int = 80,
    today: date | None = None,
    short: bool = False,
) -> str:
    """The whole preset as a leaflet in plain text, no line longer than `width` where words allow.

    `changes`: the user's own changes over the shipped preset, one line each. Who must not use it comes from
    `setup.rules`, and its sources stand with the others. `today` (local): to which weeks of the profile count on.
    `short`: its first screen alone.
    """
    if short:
        lines = [*_in_short(preset, setup, width)]
    else:
        lines = [*_first_screen(preset, setup, width)]
        for title, said in sections(preset, setup, changes, today):
            lines += section(title, tuple(said), width)
    return shown("\n".join(lines)) + "\n"


def _first_screen(preset: Preset, setup: Setup, width: int) -> Iterator[str]:
    """Title and summary; who must not, when to stop, what is needed, when and how long."""
    yield from wrapped(one_line(preset.title), "", width)
    yield from wrapped(preset.summary, "", width)
    yield ""
    for label, said in first_rows(preset, setup):
        yield from row(label, said, width)


def _in_short(preset: Preset, setup: Setup, width: int) -> Iterator[str]:
    """In fewer lines than a small terminal has beside its prompt: whom it is not for, when to stop, what, when."""
    yield from wrapped(one_line(preset.title), "", width)
    for whom in who.do_not_use_it_in_short(preset, setup):
        yield from wrapped(f"{titles.DO_NOT_USE_IT} {whom}", "", width)
    rows = (
        (_in_two_lines(titles.ASK_FIRST), who.ask_first_in_short(preset, setup)),
        (_in_two_lines(titles.WHEN_TO_STOP), list(preset.warnings)),
        ("You need", [", ".join(one_line(need) for need in preset.needs)] if preset.needs else []),
        ("When", [" ".join((*_when(preset), *_how_long(preset)))]),
    )
    for label, said in rows:
        yield from row(label, said, width, label_width=_SHORT_LABEL)
    yield from wrapped(_REST.format(command=f"routine preset show {preset.id}"), "", width)


def first_rows(preset: Preset, setup: Setup) -> Iterator[tuple[str, list[str]]]:
    """Each row of the first screen: its label, in one or two lines, and what it says."""
    yield titles.DO_NOT_USE_IT, who.do_not_use_it(preset, setup)
    yield titles.ASK_FIRST, who.ask_first(preset, setup)
    yield _in_two_lines(titles.WHEN_TO_STOP), list(preset.warnings)
    yield "You need", _needs(preset)
    yield titles.WHEN_HOW_LONG, [" ".join((*_when(preset), *_how_long(preset)))]


def sections(
    preset: Preset, setup: Setup, changes: tuple[str, ...], today: date | None
) -> Iterator[tuple[str, Iterable[str]]]:
    """What stands below the first screen: what to do comes first, where it is from last."""
    series = preset.schedule.series
    sources = list(dict.fromkeys((*preset.sources, *who.sources(preset, setup))))
    yield titles.STEPS if series is None else titles.AT_THE_VISIT, _numbered(fitted(preset, setup, today).steps)
    yield "What to rate", _signs(preset)
    yield "Before each visit", before_words(preset)
    yield "After each visit", after_words(preset)
    yield "Good to know", (*preset.notes, *who.good_to_know(preset, setup), *_limits(preset.safety))
    yield titles.WHY_NOT_FOR_EVERYBODY, who.why_it_asks(preset, setup)
    yield titles.REMINDERS, _behaviour(preset.remind)
    yield "Your changes", changes
    yield "About this leaflet", (_ADVICE, _FIRST if series is None else _CLINIC_FIRST, _MEDICINES)
    yield titles.SOURCES, [line for line in sources if not line.startswith(_UNSOURCED)]
    yield titles.WITHOUT_A_SOURCE, _without_source(sources)


def _in_two_lines(title: str) -> str:
    """Broken before its “and” or “or”, where a label has little room."""
    return title.replace(" and ", "\nand ").replace(" or ", "\nor ")


# --- sections -----------------------------------------------------------------------------------------------------


def _needs(preset: Preset) -> list[str]:
    """In one line, or one a line where an entry has commas of its own."""
    needs = [one_line(need) for need in preset.needs]
    return needs if any("," in need for need in needs) or len(needs) < 2 else [", ".join(needs)]


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


def _behaviour(remind: Remind) -> Iterator[str]:
    window = remind.window
    if remind.ahead:
        yield f"{duration_words(remind.ahead).capitalize()} before, a notification says what you need."
    if window:
        yield f"Reminders come only between {clock_words(window.start)} and {clock_words(window.end)}."
    if remind.nag:
        times = "once" if remind.nag.times == 1 else f"up to {remind.nag.times} times"
        yield f"Without an answer it reminds again after {duration_words(remind.nag.every)}, {times}."
    yield f"It is shown at most {duration_words(remind.late)} late."
    yield f"Without an answer for {duration_words(remind.expires)} it counts as missed."


def _how_long(preset: Preset) -> Iterator[str]:
    total = sum(span.seconds for step in preset.steps for span in _spans(step))
    if total:
        yield f"About {_counted_minutes(total)} of timed steps."
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
        yield f"The effect lasts about {between_words(*(duration_words(one) for one in series.effect))}."


def _counted_minutes(seconds: int) -> str:
    return duration_words(Duration(seconds=max(1, round(seconds / 60)) * 60))


def _spans(step: Step) -> Iterator[Duration]:
    """The lengths of time that a step is known to take."""
    yield from (span for span in (step.lead_in, step.timer or step.auto) if span)


def _course(course: Course, times: int | None) -> str:
    how_long = duration_words(course.length) if course.length else f"{times} times"
    if course.rest is None:
        return f"A course of {how_long}. You set the break after it."
    rest = duration_words(course.rest)
    return f"A course of {how_long}, then a break of {rest}. Then Routine asks whether to start again."


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
        yield f"The plan may move it by up to {duration_words(safety.may_move)}."
