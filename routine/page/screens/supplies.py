"""Supplies: what is left and for how long, refills, when a product was opened, courses, and upper limits for a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import Response

from routine.core.errors import RoutineError
from routine.page.charts.bars import Part, parts
from routine.page.messages import said_of, undo_of
from routine.page.reader import advice
from routine.page.without_commands import upfirst, without_commands

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routine.core.requests.replies.commands import AnswersReply
    from routine.core.requests.replies.courses import CourseListReply, CourseView
    from routine.core.requests.replies.presets import PresetListReply, PresetRow
    from routine.page.reader import Reader

#: Units that a person reads off a bag or a bottle; everything else is counted in doses.
_MEASURED = ("g", "ml", "capsule", "tablet", "drop", "sachet", "spoon")
#: What may be counted although no dose is known.
_RUNS_OUT = ("supplement", "mask", "treatment", "sun", "nails")
#: What has a product that can be opened.
_PRODUCTS = ("mask", "sun", "treatment", "supplement", "hair", "nails")


class Card(NamedTuple):
    """One routine: the bar of its course, its pill, and the units in which more of it can be entered."""

    one: CourseView
    bar: tuple[Part, ...]
    pill: str
    look: str
    units: tuple[str, ...]
    product: str


def show(reader: Reader) -> Response:
    """The screen."""
    return _screen(reader)


def _screen(reader: Reader, wrong: str = "", error: str = "", given: Mapping[str, str] | None = None) -> Response:
    """`wrong`: which form could not be acted on (`refill` or `opened`, and the routine), and why."""
    listed: CourseListReply = reader.daemon.query("course-list")
    presets: PresetListReply = reader.daemon.query("preset-list")
    cards = [_card(one) for one in sorted(listed.courses, key=_by_title)]
    return reader.show(
        "supplies.html",
        status=422 if error else 200,
        cards=cards,
        low=[card for card in cards if card.one.stock and card.one.stock.low],
        past=[card for card in cards if card.one.past],
        limits=listed.limits,
        others=sorted((row for row in presets.presets if row.enabled and row.kind in _PRODUCTS), key=_by_title),
        wrong=wrong,
        error=error,
        given=given or {},
    )


def _by_title(one: CourseView | PresetRow) -> str:
    return one.title.casefold()


def _card(one: CourseView) -> Card:
    done, of = (one.done, one.times) if one.times else (one.day or 0, one.of or 0)
    pill, look = _pill(one)
    product = upfirst(" ".join(without_commands((one.product_words,))))
    return Card(one, parts((min(done, of), of - min(done, of))) if of else (), pill, look, _units(one), product)


def _pill(one: CourseView) -> tuple[str, str]:
    if one.past:
        return "Past its use-by date", "stop"
    if one.held:
        return "On hold", "now"
    if one.stock and one.stock.low:
        return ("Used up" if one.stock.doses == 0 else "Runs low"), "now"
    if one.ended:
        return "Over", ""
    if one.times:
        return f"{one.done} of {one.times} done", "done"
    return (f"Day {one.day} of {one.of}", "done") if one.day else ("", "")


def _units(one: CourseView) -> tuple[str, ...]:
    """The first is chosen beforehand; none where nothing can run out."""
    if one.dose is None and one.stock is None and one.kind not in _RUNS_OUT:
        return ()
    if one.dose is None or one.dose.unit in ("dose", "doses"):
        return ("doses",)
    return (one.dose.unit, "doses") if one.dose.unit in _MEASURED else ("doses", one.dose.unit)


# --- entered ------------------------------------------------------------------------------------------------------


def refill(reader: Reader) -> Response:
    """More of it is there, or it was counted."""
    routine, unit = reader.field("routine"), reader.field("unit") or "doses"
    bought, left = (_amount(reader.field(name), unit) for name in ("amount", "left"))
    if bool(bought) == bool(left):
        return _wrong(reader, "refill", "Enter what you bought, or what there is in all.")
    try:
        reply: AnswersReply = reader.daemon.change("refill", routine=routine, amount=bought, left=left)
    except RoutineError as error:
        return _wrong(reader, "refill", _told(error, "Enter a number above zero, for example 30."))
    return reader.back("supplies", said_of(reply, *undo_of(reply)))


def _amount(text: str, unit: str) -> str | None:
    """`90` and a unit that was chosen; a unit that was typed counts."""
    bare = all(letter.isdigit() or letter in ".,- " for letter in text)
    return (f"{text.replace(' ', '')} {unit}" if bare else text) if text else None


def opened(reader: Reader) -> Response:
    """A product was opened, and keeps for so many months or until a date."""
    months, use_by = reader.field("months"), reader.field("use_by")
    try:
        reply: AnswersReply = reader.daemon.change(
            "refill",
            routine=reader.field("routine"),
            opened=reader.field("opened") or "today",
            keeps=f"{months} months" if months else None,
            use_by=use_by or None,
        )
    except RoutineError as error:
        return _wrong(reader, "opened", _told(error))
    return reader.back("supplies", said_of(reply, ("time", f"{reader.field('routine')}@"), ("what", "product")))


def _told(error: RoutineError, otherwise: str = "") -> str:
    """What is wrong, and what to do; `otherwise`: where the error names only a command for that."""
    return f"{' '.join(without_commands((error.message,)))} {advice(error) or otherwise}".strip()


def _wrong(reader: Reader, form: str, error: str) -> Response:
    return _screen(reader, f"{form} {reader.field('routine')}", error, reader.filled())


GET = {"": show}
POST = {"refill": refill, "opened": opened}
