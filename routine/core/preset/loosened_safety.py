"""Which of the user's changes loosen what a preset keeps safe: a shorter gap, longer on the skin, a warning gone."""

from __future__ import annotations

from collections.abc import Iterator

from routine.core.preset.model import Loosening, Preset
from routine.core.preset.read.forms import Key
from routine.core.preset.read.too_long_on_skin import skin_seconds
from routine.core.when.duration import Duration, format_duration, format_seconds


def loosenings(base: Preset, resolved: Preset) -> tuple[Loosening, ...]:
    """Every way in which the user's changes make the preset less careful than its base is."""
    return tuple(_loosened(base, resolved))


def _loosened(base: Preset, mine: Preset) -> Iterator[Loosening]:
    for key, old, new in (
        (("safety", "never_if"), base.safety.never_if, mine.safety.never_if),
        (("contains",), base.contains, mine.contains),
    ):
        for name in old:
            if name not in new:
                yield Loosening(key, f"“{name}” was removed", "put it back", took_out=name)
    if base.dose and base.dose.of and mine.dose and mine.dose.of != base.dose.of:
        message = f"the dose no longer counts as {base.dose.of} against its upper limit"
        yield Loosening(("dose", "of"), message, f'of = "{base.dose.of}"')
    for name, _ in base.dose.holds if base.dose else ():
        if mine.dose is None or name not in dict(mine.dose.holds):
            yield Loosening(("dose", "holds", name), "no longer counts against its upper limit", "put it back")
    yield from _shorter(("safety", "min_gap"), base.safety.min_gap, mine.safety.min_gap)
    apart = dict(mine.safety.apart)
    for name, gap in base.safety.apart:
        yield from _shorter(("safety", "apart", name), gap, apart.get(name))
    yield from _higher_limit(base, mine)
    yield from _longer_on_skin(base, mine)
    if base.safety.take_off and not mine.safety.take_off:
        yield Loosening(("safety", "take_off"), "how it comes off the skin was removed", "put it back")


def _shorter(key: Key, old: Duration | None, new: Duration | None) -> Iterator[Loosening]:
    if old and (new is None or new.delta() < old.delta()):
        found = format_duration(new) if new else "nothing"
        yield Loosening(key, f"{found} instead of {format_duration(old)}", f"at least {format_duration(old)}")


def _higher_limit(base: Preset, mine: Preset) -> Iterator[Loosening]:
    """More times, or more of it, in 24 hours."""
    old, new = base.limit, mine.limit
    if old and old.times and (new is None or new.times is None or new.times > old.times):
        yield Loosening(("limit", "times"), f"more than {old.times} times in 24 hours", f"at most {old.times}")
    if old and old.amount:
        now = new.amount.to(old.amount.unit) if new and new.amount else None
        if now is None or now > old.amount.value:
            most = old.amount.words()
            yield Loosening(("limit", "amount"), f"more than {most} in 24 hours", f"at most {most}")


def _longer_on_skin(base: Preset, mine: Preset) -> Iterator[Loosening]:
    key = ("safety", "longest_on_skin")
    old, new = base.safety.longest_on_skin, mine.safety.longest_on_skin
    if old and (new is None or new > old):
        found = format_duration(new) if new else "no limit"
        yield Loosening(key, f"{found} instead of {format_duration(old)}", f"at most {format_duration(old)}")
    before, now = skin_seconds(base.steps), skin_seconds(mine.steps)
    # Longer steps within a limit that still stands are the user's to choose; the reader refuses steps beyond it.
    if now > before and new is None and any(step.on_skin for step in base.steps):
        message = f"the steps keep it on the skin for {format_seconds(now)} instead of {format_seconds(before)}"
        yield Loosening(("steps",), message, "shorten the steps")
    if any(step.on_skin == "start" for step in base.steps) and not any(s.on_skin == "start" for s in mine.steps):
        yield Loosening(("steps",), "no step says any more when it goes on the skin", 'on_skin = "start"')
