"""The words of the notices about visits: the reminder before and after one, the evening's question."""

from __future__ import annotations

from routine.core.schedule.visit_series import Before
from routine.core.visits.notice_lines import QUESTION, question_commands, visit_body, visit_title
from tests.builders import World, a_series, lasting
from tests.core.visits.series import attended, book, on_the_evening


def told(world: World) -> tuple[str, str]:
    """Title and text of the series' reminder that waits."""
    raised = world.routine("sculptra").raised
    assert raised is not None
    return visit_title(world.draft, "sculptra", raised), visit_body(world.draft, "sculptra", raised)


# --- reminders ------------------------------------------------------------------------------------------------------


def test_a_reminder_before_a_visit_says_what_to_do_and_why_now() -> None:
    world = World(a_series())
    book(world)
    world.to("2026-12-03 09:00")
    title, body = told(world)
    assert title == "Sculptra"
    assert body.splitlines() == [
        "No peels from now on.",
        "7 days before your visit on 10 December 2026 at 10:00.",
        "What your clinic says comes before this.",
    ]


def test_what_falls_on_one_moment_is_numbered() -> None:
    before = (
        Before(id="peels", say="No peels from now on.", ahead=lasting("7 days")),
        Before(id="actives", say="No acids either.", ahead=lasting("7 days")),
    )
    world = World(a_series(before=before))
    book(world)
    world.to("2026-12-03 09:00")
    assert told(world)[1].splitlines()[:2] == ["1. No peels from now on.", "2. No acids either."]


def test_after_care_says_which_visit_it_comes_after() -> None:
    world = World(a_series())
    attended(world)
    world.to("2026-12-11 09:00")
    assert told(world)[1].splitlines() == [
        "Keep out of the sun.",
        "After your visit on 10 December 2026 at 10:00.",
        "What your clinic says comes before this.",
    ]


def test_the_evening_asks_whether_the_person_went() -> None:
    world = on_the_evening(World(a_series()))
    assert told(world) == (
        "Sculptra: did you go?",
        "Sculptra: your visit was planned for today 10:00.\nYour answer decides which after-care reminders you get.",
    )
    assert [button.label for button in QUESTION] == ["Went", "Moved", "Did not go"]


def test_the_question_can_be_answered_by_a_command() -> None:
    assert question_commands("sculptra") == (
        "routine visit attended sculptra",
        "routine visit move sculptra WHEN",
        "routine visit missed sculptra",
    )
