"""How long what is left lasts by the plan, refills, and the one notice that it runs low."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from routine.core.draft import Draft, Outcome
from routine.core.errors import UsageError
from routine.core.find_routine import resolve_enabled
from routine.core.preset.amount import DOSES, Amount, known_unit, parse_amount
from routine.core.preset.model import Preset
from routine.core.requests.commands import RefillStock
from routine.core.requests.replies.commands import AnswersReply, Given, given
from routine.core.safety.upper_limits import times_a_day
from routine.core.snapshot import Snapshot
from routine.core.spacing.plan import plan
from routine.core.state.cards import Card
from routine.core.state.keys import Refilled, print_key
from routine.core.state.log import Entry
from routine.core.state.notice import OK_OR_OPEN
from routine.core.state.reminder import Armed
from routine.core.state.stock import ADDED, COUNTED, Stock, dose_of, doses_left
from routine.core.text.notice_title import titled
from routine.core.when.format import format_day
from routine.core.when.moment import day_of, wall

#: How far ahead the doses are counted.
HORIZON_DAYS = 730
_MOST_DOSES = 10_000
#: The first dose ahead may be a month away, and the days are counted from that.
_MONTH = 35


class StockRefilled(Outcome, frozen=True):
    """More is there, or it was counted."""

    entry: Entry


class RefillTakenBack(Outcome, frozen=True):
    """A refill was taken back, by the entry `back`."""

    entry: Entry
    back: Entry


class Supply(Struct, frozen=True):
    """`doses`: whole doses left. `days`: from the next planned dose to the first that is lacking; `last`: the day of
    the last dose that is there. Both None where nothing planned is lacking; 0 and None where nothing is left."""

    doses: int
    days: int | None
    last: date | None


def supply(draft: Snapshot, id: str, days: int = HORIZON_DAYS) -> Supply | None:
    """How long the stock lasts, looking so many days ahead; None where nobody said what there is, or it is in units
    that a dose cannot be counted in."""
    stock = draft.routine(id).stock
    doses = doses_left(stock, draft.preset(id)) if stock else None
    if doses is None:
        return None
    until = draft.now.instant + timedelta(days=days)
    found = plan(draft.setup, draft.state, draft.now, until, id)
    planned = [day_of(wall(p.instant, p.zone), draft.day_ends) for p in found if p.status != "excused"]
    if len(planned) <= doses:
        return Supply(doses, None, None)
    return Supply(doses, (planned[doses] - planned[0]).days, planned[doses - 1] if doses else None)


def left_words(draft: Snapshot, id: str) -> str:
    """`435 g left: 87 doses, until Thu 18 Feb`."""
    stock, preset = draft.routine(id).stock, draft.preset(id)
    if stock is None:
        return "You have not entered how much is left"
    left, found = Amount(max(stock.left, 0.0), stock.unit).words(), supply(draft, id)
    if found is None:
        return f"{left} left, but a dose is {dose_of(preset).words()} now. Enter again how much is left"
    doses = "" if stock.unit == DOSES else f": {Amount(found.doses, DOSES).words()}"
    if found.days is None:
        return f"{left} left{doses}, enough for all that is planned"
    today = draft.today(id)
    return f"{left} left{doses}" + (f", until {format_day(found.last, today)}" if found.last else "")


# --- refills ------------------------------------------------------------------------------------------------------


def refill(draft: Draft, command: RefillStock) -> StockRefilled:
    """Record what was bought, or counted; raises UsageError for an amount that cannot be."""
    id = resolve_enabled(draft, command.routine)
    counted, amount = command.left is not None, _given(draft.preset(id), command)
    now = draft.now
    key, nominal = print_key(Refilled(draft.state.seq + 1)), now.wall(draft.zone(id)).replace(microsecond=0)
    time = Armed(key, nominal, now.instant, "refill")
    reason = f"{amount.words()} counted" if counted else f"{amount.words()} added"
    details = {COUNTED if counted else ADDED: amount.text()}
    entry = draft.answer(id, time, "refilled", by="person", reason=reason, details=details)
    _forget_notice(draft, id)
    stock = draft.routine(id).stock
    if stock and runs_low(draft, id, stock):
        draft.change_routine(id, stock=replace(stock, told=True))  # said now
    return StockRefilled(entry)


def take_back_refill(draft: Draft, entry: Entry) -> RefillTakenBack:
    """What a refill had added is gone again; what was taken since then stays taken."""
    return RefillTakenBack(entry, draft.answer(entry.routine, entry, "undone", by="person", replaces=entry))


def refilled(draft: Snapshot, outcome: StockRefilled) -> AnswersReply:
    """What was added or counted, and how long it lasts."""
    entry = outcome.entry
    line = f"{draft.title(entry.routine)}: {entry.reason}. {left_words(draft, entry.routine)}."
    return AnswersReply(said=(line,), answers=given(entry))


def refill_taken_back(draft: Snapshot, outcome: RefillTakenBack) -> AnswersReply:
    """That it is gone again, and how long the rest lasts."""
    entry, left = outcome.entry, f"{left_words(draft, outcome.entry.routine)}."
    line = f"{draft.title(entry.routine)}: the refill is undone ({entry.reason}). {left}"
    return AnswersReply(said=(line,), answers=(Given(entry.id, outcome.back.answer),))


def _given(preset: Preset, command: RefillStock) -> Amount:
    """What the command says, in the unit of a dose (in doses, where the preset gives none)."""
    ways = [command.amount, command.doses, command.left]
    if sum(way is not None for way in ways) != 1:
        raise UsageError(
            "Enter one of these: an amount, --doses or --left.",
            f"For example: routine course refill {preset.id} --doses 90",
        )
    dose = dose_of(preset)
    typed = Amount(float(command.doses or 0), DOSES) if command.doses is not None else None
    amount = typed or parse_amount(command.amount or command.left or "", _how(preset, dose, command), None)
    found = amount.value * dose.value if amount.unit == DOSES else amount.to(dose.unit)
    if found is None:
        raise UsageError(*_no_way(preset, dose, amount))
    if found < 0 or (found == 0 and command.left is None):
        raise UsageError(
            f"“{amount.words()}” is not an amount to add.", f"For example: routine course refill {preset.id} --doses 90"
        )
    if found > dose.value * _MOST_DOSES:
        raise UsageError(f"“{amount.words()}” is more than {_MOST_DOSES} doses.", "Check the number and its unit.")
    return Amount(found, known_unit(dose.unit))


_MOST_TYPED = 1_000_000


def _how(preset: Preset, dose: Amount, command: RefillStock) -> str:
    """How to say an amount of this one; a number alone gets the unit of its dose."""
    doses = f"For example: routine course refill {preset.id} --doses 90"
    if dose.unit == DOSES:
        return doses
    typed = (command.amount or command.left or "").strip()
    value = float(typed) if typed.isdecimal() and 0 < int(typed) <= _MOST_TYPED else dose.value * 90
    left = "--left " if command.left else ""
    some = f'routine course refill {preset.id} {left}"{Amount(value, dose.unit).words()}"'
    return f"Enter a number and a unit, for example: {some}"


def _no_way(preset: Preset, dose: Amount, amount: Amount) -> tuple[str, str]:
    way = f"Enter a number of doses, for example: routine course refill {preset.id} --doses 90"
    if dose.unit == DOSES:
        return f"{preset.title} does not say how much a dose is, so “{amount.words()}” cannot be counted.", way
    return f"{preset.title} has a dose of {dose.words()}, so “{amount.words()}” cannot be counted.", way


# --- running low --------------------------------------------------------------------------------------------------


def tell_low(draft: Draft) -> None:
    """One notice for each refill, in good time before it is used up."""
    stocks = [(id, r.stock) for id, r in draft.state.routines.items() if r.stock and r.enabled and not r.stock.told]
    for id, stock in sorted(stocks, key=lambda one: one[0]):
        if id in draft.setup.presets and runs_low(draft, id, stock):
            draft.change_routine(id, stock=replace(stock, told=True))
            _show(draft, id)


def runs_low(draft: Snapshot, id: str, stock: Stock) -> bool:
    """Whether it is used up within the days that the person wants to know it before."""
    preset, days = draft.preset(id), draft.setup.settings.refill_days
    doses = doses_left(stock, preset)
    # The cheap look first: mostly there is plenty, and no plan has to be made.
    if doses is None or doses > times_a_day(preset, draft.setup.presets) * (days + 1):
        return False
    found = supply(draft, id, days + _MONTH)
    return found is not None and found.days is not None and found.days <= days


def _show(draft: Draft, id: str) -> None:
    more = f"routine course refill {id} AMOUNT"
    draft.show(
        Card(
            id=draft.next_notice(),
            kind="stock",
            title=titled(draft.title(id), "running low"),
            body=f"{left_words(draft, id)}.\nWhen you have more, enter the new amount.",
            buttons=OK_OR_OPEN,
            commands=(more,),
            about=(id,),
        )
    )


def _forget_notice(draft: Draft, id: str) -> None:
    for card in draft.state.notices.cards:
        if card.kind == "stock" and card.about == (id,):
            draft.drop_card(card.id)
