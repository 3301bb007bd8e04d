"""Law: what has to be read before acting can be read, in full, in its notice, also when everything is due at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from routine.core.notices.read_first import read_first
from routine.core.occurrences.visit_dates import instant_at
from routine.core.occurrences.visit_reminders import moments
from routine.core.preset.dose_words import dose_words
from routine.core.preset.model import Preset, Safety
from routine.core.requests.commands import Press, VisitAct
from routine.core.schedule.visit_series import Visits
from routine.core.state.notice import Notice
from routine.core.text.safe import one_line
from routine.core.when.moment import wall
from tests.builders import BERLIN, World, a_schedule
from tests.presets.shipped import IDS, preset
from tests.rows import each

#: A shipped text never has a longer title: servers cut it.
_LONGEST_TITLE = 40


def at_nine(id_: str) -> Preset:
    """The shipped preset, due at 09:00; what it has to be asked before it begins is tested elsewhere."""
    found = replace(preset(id_), safety=Safety())
    return found if found.schedule.series else replace(found, schedule=a_schedule("09:00"))


def series_of(id_: str) -> Visits | None:
    """Its visits, where it is a series of them."""
    return preset(id_).schedule.series


def all_due() -> World:
    """Every shipped preset, due at the same minute: of a series, the first preparation that comes on a morning."""
    world = World(*map(at_nine, IDS), now="2026-11-29 08:00")
    for id_ in IDS:
        series = series_of(id_)
        ahead = [step.ahead for step in series.before if not step.ahead.is_elapsed] if series else []
        if ahead:
            day = ahead[0].after_wall(datetime.fromisoformat("2026-11-30"))
            world.ask(VisitAct("book", id_, f"{day:%Y-%m-%d} 10:00"))
    world.to("2026-11-30 09:00")
    return world


def told(world: World, id_: str) -> list[str]:
    """All that a person has to read before acting on this routine now."""
    raised = world.routine(id_).raised
    assert raised is not None
    found, series = preset(id_), series_of(id_)
    if series:
        [moment] = [one for one in moments(series, world.routine(id_).visits) if one.key == raised.key]
        return [one_line(say) for say in moment.says]
    return [*(one_line(step.say) for step in found.steps), *([dose_words(found.dose)] if found.dose else [])]


def reminders(world: World) -> Iterator[tuple[Notice, list[str]]]:
    """The notices of reminders that show, each with the routines in it."""
    for notice, shows in zip(world.notices, world.showing, strict=True):
        ids = shows.split("+")
        if set(ids) <= set(IDS):
            yield notice, ids


def test_everything_due_at_once_can_be_read_in_full_each_before_it_is_answered() -> None:
    """Gone through with buttons alone, to the end."""
    world = all_due()
    due = {occurrence.partition("@")[0] for occurrence in world.raised}
    assert {id_ for id_ in IDS if series_of(id_) is None} <= due
    answered: list[str] = []
    while shown := list(reminders(world)):
        assert len(shown) == 1
        notice, ids = shown[0]
        offered = [button.id for button in notice.buttons]
        button = next(one for one in ("skip", "irritated", "staying-in", "all-done", "one-by-one") if one in offered)
        if button != "one-by-one":
            assert [(id_, words) for id_ in ids for words in told(world, id_) if words not in notice.body] == []
            answered += ids
        world.ask(Press(notice.id, "done" if button in ("irritated", "staying-in") else button))
    assert sorted(answered) == sorted(due)


@each("id_", [id_ for id_ in IDS if series_of(id_)])
def test_every_word_of_a_clinic_before_and_after_a_visit_is_read_in_a_notice_of_its_own(id_: str) -> None:
    """Beside a routine that is due at the same minute."""
    world = World(at_nine(id_), now="2026-11-01 08:00")
    world.ask(VisitAct("book", id_, "2027-01-20 10:00"))
    [visit], series = world.routine(id_).visits, series_of(id_)
    assert series is not None
    for moment in [one for one in moments(series, (visit,)) if one.instant < instant_at(visit)]:
        world.to(f"{wall(moment.instant, BERLIN):%Y-%m-%d %H:%M}")
        [(notice, ids)] = reminders(world)
        assert ids == [id_]
        assert [say for say in moment.says if one_line(say) not in notice.body] == []
        world.ask(Press(notice.id, "done"))
    world.to("2027-01-20 19:30")
    [(notice, _)] = reminders(world)
    assert {"went", "moved", "did-not-go"} == {button.id for button in notice.buttons}


@each("id_", IDS)
def test_what_a_clinic_says_steps_in_an_order_and_what_goes_on_the_skin_comes_alone(id_: str) -> None:
    """Asked of the facts in the file; what is left is one line, such as a supplement with its dose."""
    found = preset(id_)
    if found.kind in ("mask", "treatment") or len(found.steps) > 1 or found.timed:
        assert read_first(found, "2026-11-30T09:00") is not None
    if found.schedule.series:
        assert read_first(found, "visit:1:today:2026-11-30T09:00") is not None
    if found.kind == "supplement":
        assert read_first(found, "2026-11-30T09:00") is None


def test_the_titles_of_notices_are_short_enough_to_be_read_whole() -> None:
    world = all_due()
    seen: set[str] = set()
    while shown := list(reminders(world)):
        notice, _ = shown[0]
        seen.add(notice.title)
        world.ask(Press(notice.id, "one-by-one" if "one-by-one" in [b.id for b in notice.buttons] else "done"))
        seen.update(one.title for one in world.notices)
    assert [title for title in seen if len(title) > _LONGEST_TITLE] == []
