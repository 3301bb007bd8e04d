"""The list of visits, for programs: every series, its visits, the window of the next, the end of the effect."""

from __future__ import annotations

from routine.core.requests.commands import VisitAct
from routine.core.requests.queries import VisitList
from routine.core.schedule.visit_series import Visits
from routine.core.visits.next_visit_lines import ask_clinic, effect_line, next_visit_lines
from tests.builders import World, a_series
from tests.core.visits.series import attended, book


def a_series_of(world: World) -> Visits:
    """The one series of this household."""
    series = world.files.setup.presets["sculptra"].schedule.series
    assert series is not None
    return series


def test_the_list_says_it_all_for_programs() -> None:
    """Visits, window and effect as data."""
    world = World(a_series())
    attended(world)
    found = world.ask(VisitList("sculptra"))["series"][0]
    assert (found["sessions"], found["attended"], found["apart"]) == ([3, 3], 1, "4 to 6 weeks")
    assert found["next"] == ["2027-01-07", "2027-01-21"]
    assert found["effect_ends"] == ["2028-12-10", "2028-12-10"]
    assert found["visits"][0]["status"] == "attended"
    assert found["visits"][0]["instant"] == "2026-12-10T09:00:00Z"


def test_a_visit_is_said_with_the_zone_of_its_clinic_where_the_machine_is_in_another() -> None:
    world = World(a_series())
    book(world)
    world.travel("America/New_York")
    assert world.ask(VisitList())["series"][0]["visits"][0]["when"] == "Thu 10 Dec 10:00 (Europe/Berlin time)"


def test_what_is_worth_a_word_about_a_series_depends_on_where_it_stands() -> None:
    """Nothing booked; a visit ahead; one behind, and none ahead."""
    world = World(a_series(sessions=None))

    def notes() -> list[str]:
        found: list[str] = world.ask(VisitList())["series"][0]["notes"]
        return found

    assert notes() == [
        *ask_clinic(world.draft, "sculptra"),
        'No visit is booked. Book one: routine visit book sculptra "fri 10:00"',
    ]
    book(world)
    assert notes() == []
    world.ask(VisitAct("attended", "sculptra", "2026-11-02"))
    assert notes() == [effect_line(a_series_of(world), world.routine("sculptra").visits)]
    world.ask(VisitAct("cancel", "sculptra"))
    assert notes() == [
        effect_line(a_series_of(world), world.routine("sculptra").visits),
        *next_visit_lines(world.draft, "sculptra"),
    ]
