"""Shelf life: when a product was opened, until when its label says that it keeps, and the word when that is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from msgspec.structs import replace

from routine.core.draft import Draft, Outcome
from routine.core.errors import UsageError
from routine.core.requests.commands import RefillStock
from routine.core.requests.replies.commands import AnswersReply
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Card, card_id
from routine.core.state.notice import OK_OR_OPEN
from routine.core.state.product import Product
from routine.core.when.duration import parse_duration
from routine.core.when.format import format_date, format_day
from routine.core.when.moment import instant_of

#: It is told in the morning.
_TOLD_AT = time(9)
_DAY = timedelta(days=1)
#: No product keeps for so long: a slip of the keys.
_LONGEST = timedelta(days=3660)
DISCARD = "Do not use it any more. Discard it."


class ProductOpened(Outcome, frozen=True):
    """A person said when they opened a product, or until when it keeps."""

    routine: str


class ProductTakenBack(Outcome, frozen=True):
    """What a person said of a product was a slip: what was known before holds again."""

    routine: str


def speaks_of_it(command: RefillStock) -> bool:
    """Whether a refill says something of the shelf life."""
    return any((command.opened, command.keeps, command.use_by))


def open_product(draft: Draft, command: RefillStock) -> ProductOpened:
    """Note when a product was opened and how long it keeps; raises UsageError for dates that cannot be."""
    from routine.core.find_routine import resolve_enabled  # here: a tick reads nothing that people type

    id = resolve_enabled(draft, command.routine)
    today, known = draft.today(id), draft.routine(id).product
    opened = _opened(draft, id, command.opened) if command.opened else known.opened if known else today
    use_by = _use_by(draft, id, command, opened)
    if use_by is None and known and not command.opened:
        use_by = known.use_by
    draft.change_routine(id, product=_noted(draft, known, opened, use_by))
    draft.drop_card(card_id("use-by", id))
    return ProductOpened(id)


def _noted(draft: Snapshot, known: Product | None, opened: date, use_by: date | None) -> Product:
    """With what was known before, to which an undo goes back: one step."""
    before = replace(known, said=None, before=None) if known else None
    return Product(opened=opened, use_by=use_by, said=draft.now.instant, seq=draft.state.seq, before=before)


def last_opened(draft: Snapshot, ids: list[str]) -> tuple[str, Product] | None:
    """The product of these routines that something was said of last, and can still be as if it had not been."""
    found = [(id, product) for id in ids if (product := draft.routine(id).product) and product.said]
    return max(found, key=lambda one: (one[1].seq, str(one[1].said)), default=None)


def take_back_product(draft: Draft, id: str) -> ProductTakenBack:
    """What was known of the product before holds again."""
    product = draft.routine(id).product
    draft.change_routine(id, product=product.before if product else None)
    return ProductTakenBack(id)


def _use_by(draft: Snapshot, id: str, command: RefillStock, opened: date) -> date | None:
    if command.use_by and command.keeps:
        raise UsageError(
            "Give one of the two: --keeps or --use-by.", f'For example: routine course refill {id} --keeps "12 months"'
        )
    if command.keeps:
        length = parse_duration(_months(command.keeps))
        last = length.after_wall(datetime.combine(opened, time())).date()
    elif command.use_by:
        last = _last(draft, id, command.use_by)
    else:
        return None
    if last < opened:
        said = f"The use-by date {_day(last)} lies before the day of opening, {_day(opened)}."
        raise UsageError(said, "Check both dates.")
    if last - opened > _LONGEST:
        raise UsageError(f"{_day(last)} is more than 10 years after the opening.", "Check the number and its unit.")
    return last


def _day(day: date) -> str:
    return format_date(day, date.min)


def _months(text: str) -> str:
    """`12M` stands in the open-jar symbol of a label."""
    number = text.strip()[:-1]
    return f"{number} months" if text.strip()[-1:] in "Mm" and number.isdigit() else text


def _opened(draft: Snapshot, id: str, text: str) -> date:
    from routine.core.when.parse_time import parse_past_date  # here, too

    return parse_past_date(text, draft.now, draft.day_ends, draft.zone(id))


def _last(draft: Snapshot, id: str, text: str) -> date:
    from routine.core.when.parse_time import parse_date  # here, too

    return parse_date(text, draft.now, draft.day_ends, "any", draft.zone(id))


# --- said ---------------------------------------------------------------------------------------------------------


def product_words(draft: Snapshot, id: str) -> str:
    """`opened on Mon 30 Nov, keeps until Sun 30 May 2027`; "" where nothing is known."""
    product, today = draft.routine(id).product, draft.today(id)
    if product is None:
        return ""
    opened = f"opened {format_day(product.opened, today)}"
    if product.use_by is None:
        return f'{opened}. Enter how long it keeps, for example: routine course refill {id} --keeps "12 months"'
    keeps = "past its use-by date" if is_past(draft, id) else "keeps until"
    return f"{opened}, {keeps} {format_day(product.use_by, today)}"


def product_opened(draft: Snapshot, outcome: ProductOpened) -> AnswersReply:
    """What is known of the product now."""
    id = outcome.routine
    return AnswersReply(said=(f"{draft.title(id)}: {product_words(draft, id)}.", *past_lines(draft, id)))


def product_taken_back(draft: Snapshot, outcome: ProductTakenBack) -> AnswersReply:
    """What is known of the product again."""
    id = outcome.routine
    words = product_words(draft, id) or "nothing is known of the one that is open"
    return AnswersReply(said=(f"{draft.title(id)}: your last entry is undone. Now: {words}.", *past_lines(draft, id)))


def is_past(draft: Snapshot, id: str) -> bool:
    """Whether the last day on which it is used has passed."""
    product = draft.routine(id).product
    return bool(product and product.use_by and product.use_by < draft.today(id))


def past_lines(draft: Snapshot, id: str) -> list[str]:
    """What a reminder says as long as the product is past its date."""
    product = draft.routine(id).product
    if not product or not product.use_by or not is_past(draft, id):
        return []
    return [f"Past its use-by date ({format_day(product.use_by, draft.today(id))}). {DISCARD}"]


# --- told ---------------------------------------------------------------------------------------------------------


def tell_use_by(draft: Draft) -> None:
    """One notification on the morning after the last day on which it is used."""
    for id in draft.enabled():
        product = draft.routine(id).product
        if product is None or product.use_by is None or product.told:
            continue
        if _tells_at(draft, id, product.use_by) <= draft.now.instant:
            draft.change_routine(id, product=replace(product, told=True))
            draft.show(_card(draft, id, product, product.use_by))


def next_wakes(snapshot: Snapshot) -> Iterator[datetime]:
    """When (UTC) one is to be told."""
    for id in snapshot.enabled():
        product = snapshot.routine(id).product
        if product and product.use_by and not product.told:
            yield _tells_at(snapshot, id, product.use_by)


def _tells_at(draft: Snapshot, id: str, use_by: date) -> datetime:
    return instant_of(datetime.combine(use_by + _DAY, _TOLD_AT), draft.zone(id))


def _card(draft: Snapshot, id: str, product: Product, use_by: date) -> Card:
    ended, opened = (format_day(day, draft.today(id)) for day in (use_by, product.opened))
    again = f'routine course refill {id} --opened today --keeps "12 months"'
    return Card(
        id=card_id("use-by", id),
        kind="use-by",
        title=draft.title(id),
        body=f"Past its use-by date ({ended}, opened {opened}). {DISCARD}\nOnce you open a new one, enter the day.",
        buttons=OK_OR_OPEN,
        commands=(again,),
        about=(id,),
    )


def still_past(draft: Snapshot, card: Card) -> bool:
    """Whether its notification is still true: nothing new was opened."""
    id = card.about[0]
    routine = draft.state.routines.get(id)
    return routine is not None and routine.enabled and is_past(draft, id)
