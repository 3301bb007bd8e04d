"""What queries answer: the contract's keys, and local times ready to print."""

from __future__ import annotations

from routine.core.requests.commands import Done, PauseCommand, Snooze, Undo
from routine.core.requests.queries import LogQuery, Overview, Pending, PlanQuery, PresetList, StatusQuery, Today
from tests.builders import World, a_preset, a_schedule, weekly

OCCURRENCE = {"id", "routine", "nominal", "instant", "zone", "status", "why"}


def raised() -> World:
    world = World(a_preset(), a_preset("egg", weekly(4, "20:30")))
    world.to("08:00")
    return world


def test_today_and_plan_have_the_keys_of_the_contract() -> None:
    for query in (Today(), PlanQuery(3)):
        reply = raised().ask(query)
        assert reply["zone"] == "Europe/Berlin"
        assert reply["occurrences"]
        assert all(one.keys() >= OCCURRENCE for one in reply["occurrences"])


def test_an_occurrence_says_its_nominal_time_and_its_instant() -> None:
    one = raised().ask(Today())["occurrences"][0]
    assert (one["id"], one["nominal"], one["instant"]) == (
        "spf@2026-11-23T08:00", "2026-11-23T08:00", "2026-11-23T07:00:00Z",
    )  # fmt: skip


def test_pending_has_the_keys_of_the_contract() -> None:
    [one] = raised().ask(Pending())["reminders"]
    assert one.keys() >= {"id", "routine", "nominal", "raised_at", "delivered_at", "snoozed_until", "nags"}
    assert (one["delivered_at"], one["snoozed_until"], one["nags"]) == ("2026-11-23T07:00:00Z", None, 0)


def test_pending_says_until_when_one_is_snoozed() -> None:
    world = raised()
    world.ask(Snooze("spf", "20m"))
    assert world.ask(Pending())["reminders"][0]["snoozed_until"] == "2026-11-23T07:20:00Z"


def test_status_names_the_next_time_of_all() -> None:
    reply = raised().ask(StatusQuery())
    assert (reply["routines"], reply["waiting"], reply["problems"]) == (2, 1, [])
    assert reply["next"].keys() >= {"id", "routine", "nominal", "instant"}
    assert reply["next"]["id"] == "spf@2026-11-24T08:00"


def test_status_without_routines_has_no_next() -> None:
    assert World().ask(StatusQuery())["next"] is None


def test_status_finds_a_next_time_months_ahead() -> None:
    from datetime import date

    world = World(a_preset(schedule=a_schedule("08:00", first=date(2027, 6, 1))))
    assert world.ask(StatusQuery())["next"]["id"] == "spf@2027-06-01T08:00"


def test_the_log_has_the_keys_of_the_contract_and_names_what_was_replaced() -> None:
    world = raised()
    world.ask(Done(("spf",)))
    world.ask(Undo())
    entries = world.ask(LogQuery())["entries"]
    assert entries[0].keys() >= {"seq", "id", "routine", "nominal", "answer", "at", "recorded_at", "replaces"}
    assert [(e["seq"], e["answer"], e["replaces"]) for e in entries] == [(1, "done", None), (2, "undone", 1)]


def test_the_log_of_one_routine_since_a_day() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.off_until("2026-11-25 07:00")
    world.to("08:00")
    world.ask(Done(("a",)))
    entries = world.ask(LogQuery("2026-11-25", "a"))["entries"]
    assert {e["routine"] for e in entries} == {"a"}


def test_the_overview_says_what_waits_what_is_next_and_what_is_paused() -> None:
    world = raised()
    world.ask(PauseCommand("egg"))
    reply = world.ask(Overview())
    assert [one["id"] for one in reply["pending"]] == ["spf@2026-11-23T08:00"]
    assert reply["next"][0]["when"] == "tomorrow 08:00"
    assert reply["notes"] == ["Egg is paused until you resume"]


def test_the_list_of_presets_says_which_are_enabled() -> None:
    world = World(a_preset("a"), enabled=False)
    [one] = world.ask(PresetList())["presets"]
    assert (one["id"], one["title"], one["kind"], one["enabled"]) == ("a", "A", "habit", False)


def test_a_shelf_says_how_it_stands_with_each_and_finds_by_what_is_in_it() -> None:
    world = World(a_preset(), a_preset("egg", weekly(4, "20:30"), contains=("albumen",)))
    world.to("08:00")
    world.ask(PauseCommand("egg"))
    rows = {row["id"]: row for row in world.ask(PresetList(full=True))["presets"]}
    assert (rows["spf"]["waiting"], rows["spf"]["next_when"], rows["spf"]["paused"]) == (True, "tomorrow 08:00", None)
    assert (rows["egg"]["waiting"], rows["egg"]["paused"]) == (False, "Egg is paused until you resume")
    assert [row["id"] for row in world.ask(PresetList(full=True, find="ALBUM"))["presets"]] == ["egg"]
    assert world.ask(PresetList(full=True, find="nosuch"))["presets"] == []


def test_the_overview_tells_of_the_silence_and_how_to_end_it() -> None:
    world = World(a_preset())
    world.to("2026-11-27 09:00")
    notes = world.ask(Overview())["notes"]
    assert "routine done ROUTINE --since 2026-11-23" in notes[1]
    assert "routine pause --from 2026-11-23" in notes[2]
