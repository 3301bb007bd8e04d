"""The reply about courses, doses and what is left."""

from __future__ import annotations

from msgspec import Struct


class DoseView(Struct, frozen=True, kw_only=True):
    """A dose, the substance it is `of`, and what it holds of each substance that has a limit."""

    amount: float
    unit: str
    with_food: str | bool | None
    of: str | None
    holds: dict[str, str]
    times_a_day: float


class StockView(Struct, frozen=True, kw_only=True):
    """What is left. `doses` None: a dose is in another unit by now; `days`, `until` None: it outlasts the plan.

    `low`: it is time to get more.
    """

    left: float
    unit: str
    doses: int | None
    days: int | None
    until: str | None
    low: bool = False


class CourseView(Struct, frozen=True, kw_only=True):
    """A course or a supplement: day `day` of `of`, or `done` of `times`; `held`: why it is on hold.

    `past`: the product that is open is past its `use_by`.
    """

    routine: str
    title: str
    day: int | None
    of: int | None
    ends: str | None
    ended: bool
    asks: str | None
    held: str | None
    dose: DoseView | None
    stock: StockView | None
    kind: str
    done: int
    times: int | None
    course_words: str
    dose_words: str
    left_words: str
    opened: str | None = None
    use_by: str | None = None
    product_words: str = ""
    past: bool = False


class LimitView(Struct, frozen=True, kw_only=True):
    """What is taken of a substance in a day, all doses together (None: cannot be added up), beside its limit."""

    substance: str
    a_day: float | None
    limit: float
    unit: str
    source: str
    words: str


class CourseListReply(Struct, frozen=True, kw_only=True):
    """Courses and supplements, and the daily sums."""

    courses: tuple[CourseView, ...]
    limits: tuple[LimitView, ...]
