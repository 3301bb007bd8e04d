"""Homes that schema 1 left behind open, have every fact at its new place, and go on.

The documents in `version_1/` were written by the code of that time. They are never written anew.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from routine.adapters.store.memory_store import MemoryStore
from routine.adapters.store.tinydb_store import TinyDbStore
from routine.core.requests.commands import Done, SessionAct, Undo
from routine.core.requests.queries import StatusQuery
from routine.core.state.log import Entry
from routine.core.state.migrate import migrate
from routine.core.state.model import SCHEMA, State
from routine.core.state.routine import OnHold
from routine.simulate import Simulation
from tests.builders import World, a_now, utc
from tests.core.state.old_homes import HOMES

HERE = Path(__file__).parent / "version_1"
#: Field of schema 1 -> where its value is now.
STATE = {
    "seq": "seq",
    "notice_seq": "notices.seq",
    "pauses": "pauses",
    "cards": "notices.cards",
    "deliveries": "notices.deliveries",
    "one_by_one": "notices.one_by_one",
    "outbox": "outbox",
    "mark": "clocks",
    "waiting_since": "silence.waiting_since",
    "silent_shown": "silence.shown",
    "welcomed": "welcomed",
    "known_problems": "known_problems",
    "session": "session",
    "hold": "lay_flat",
    "irritations": "irritations",
    "confirmed": "profile.confirmed",
    "not_before": "profile.not_before",
    "said": "profile.said",
    "looked": "profile.looked",
    "clashes": "spacing.clashes",
    "chosen": "spacing.chosen",
    "no_room": "spacing.no_room",
}
ROUTINE = {
    "enabled": "enabled",
    "anchor": "anchor",
    "since": "since",
    "through": "through",
    "schedule": "schedule",
    "accepted": "safety.accepted",
    "raised": "raised",
    "armed": "armed",
    "recent": "recent",
    "done_count": "course.done_count",
    "last_done": "last_done",
    "ended": "course.ended",
    "held": "held.why",
    "confirmed": "safety.confirmed",
    "stock": "stock",
    "asked_again": "course.asked_again",
    "over_on": "course.over_on",
    "nights": "nights",
    "visits": "visits",
    "held_since": "held.since",
    "weighed": "safety.weighed",
    "told": "safety.told",
}


#: What a reminder of schema 1 could not know.
SINCE_THEN: dict[str, Any] = {"unseen": "P0D", "cleared": [], "put_off": None}
#: And a visit: the questions that are asked until the answer is yes.
OF_A_VISIT: dict[str, list[str]] = {"cleared": []}
#: And a ramp: evenings that are left free of it.
OF_NIGHTS: dict[str, list[int]] = {"free": [], "offered": []}


def document(name: str) -> dict[str, Any]:
    """The state as schema 1 wrote it."""
    found: dict[str, Any] = json.loads((HERE / name / "state.json").read_bytes())["state"]["1"]
    return found


def at(value: dict[str, Any], path: str) -> object:
    """What is at `notices.seq`; None below what is not there."""
    found: Any = value
    for name in path.split("."):
        found = None if found is None else found[name]
    return found


def loaded(name: str, folder: Path) -> tuple[State, list[Entry]]:
    """The home as the store opens it today."""
    shutil.copytree(HERE / name, folder, dirs_exist_ok=True)
    store = TinyDbStore(folder)
    state = store.load()
    assert store.problems == ()
    return state, store.entries()


@pytest.fixture
def world(request: pytest.FixtureRequest, tmp_path: Path) -> World:
    """The household of that name, taken up where schema 1 left it."""
    state, log = loaded(request.param, tmp_path)
    clocks = state.clocks
    assert clocks is not None
    world = HOMES[request.param]()
    world.store = MemoryStore(state, log)
    world.written_before = frozenset(card.body for card in state.notices.cards)
    now = replace(a_now(), instant=clocks.instant, elapsed=clocks.elapsed, boot_id=clocks.boot_id, zone=clocks.zone)
    world.simulation = Simulation(world.store, world.files, now)
    return world


def of(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("world", [name], indirect=True)


# --- every fact at its new place ----------------------------------------------------------------------------------


def kind_now(card: dict[str, str]) -> str:
    """Some cards shared a kind, and have one of their own by how their id begins."""
    begins = card["id"].partition(":")[0]
    return begins if begins in ("hold", "files", "no-room") else card["kind"]


@pytest.mark.parametrize("name", HOMES)
def test_every_fact_arrives_at_its_new_place(name: str, tmp_path: Path) -> None:
    old, new = document(name), json.loads(msgspec.json.encode(loaded(name, tmp_path)[0]))
    assert new["schema"] == SCHEMA
    expected = {field: value for field, value in old.items() if field not in ("schema", "routines")}
    expected["cards"] = [{**card, "kind": kind_now(card), "only_while": None} for card in old["cards"]]
    expected["pauses"] = [{**pause, "said": None, "seq": None} for pause in old["pauses"]]
    if expected["session"]:
        # What is missing on the machine is looked at anew by each daemon, and kept by its name instead of in words.
        expected["session"] = {field: value for field, value in old["session"].items() if field != "missing"}
        new["session"] = {field: new["session"][field] for field in expected["session"]}
    assert {field: at(new, STATE[field]) for field in old if field in STATE} == expected
    assert new["routines"].keys() == old["routines"].keys()
    for id, routine in old["routines"].items():
        raised = routine["raised"] and {**routine["raised"], **SINCE_THEN}
        visits = [{**visit, **OF_A_VISIT} for visit in routine["visits"]]
        nights = routine["nights"] and {**routine["nights"], **OF_NIGHTS}
        armed = [{**one, "put_off": None} for one in routine["armed"]]
        expected = {**routine, "raised": raised, "visits": visits, "nights": nights, "armed": armed}
        assert {field: at(new["routines"][id], ROUTINE[field]) for field in routine} == expected


def test_the_documents_have_something_in_every_field() -> None:
    """Else a field could be lost unseen."""

    def told(documents: list[dict[str, Any]]) -> Iterator[str]:
        for one in documents:
            yield from (field for field, value in one.items() if value not in (None, [], {}, False, 0))

    documents = [document(name) for name in HOMES]
    assert {*told(documents)} == {*STATE, "schema", "routines"}
    assert {*told([r for one in documents for r in one["routines"].values()])} == {*ROUTINE}


def test_what_was_not_noted_yet_in_an_early_document_has_its_default() -> None:
    old = document("courses")
    early = {**old, "routines": {"mask": dict(old["routines"]["mask"])}}
    for field in ("clashes", "chosen", "no_room", "said", "looked"):
        del early[field]
    for field in ("held_since", "weighed", "told"):
        del early["routines"]["mask"][field]
    state = msgspec.convert(migrate(early), State)
    assert (state.spacing, state.profile.said) == (State().spacing, ())
    assert state.routines["mask"].held == OnHold("Egg. Ask.")
    assert state.routines["mask"].safety.weighed is None


# --- and the household goes on ------------------------------------------------------------------------------------


@pytest.mark.parametrize("world", HOMES, indirect=True)
def test_it_opens_with_nothing_changed_and_nothing_said_anew(world: World) -> None:
    before, titles = world.state, world.titles
    world.tick()
    assert world.titles == titles
    assert [r.raised for r in world.state.routines.values()] == [r.raised for r in before.routines.values()]
    assert world.log == world.store.entries()


@pytest.mark.parametrize("world", HOMES, indirect=True)
def test_in_the_week_that_follows_every_time_has_one_answer(world: World) -> None:
    def answer() -> None:
        for id in {one.partition("@")[0] for one in world.raised}:
            world.ask(Done((id,)))

    count = len(world.log)
    world.simulation.run_to(world.now.instant + timedelta(days=7), answer)
    assert len(world.log) > count
    assert world.answers  # fails where one has two
    assert {entry.seq for entry in world.log} == set(range(1, len(world.log) + 1))


@of("evening")
def test_a_session_goes_on_where_it_was_and_what_waited_meanwhile_comes_after_it(world: World) -> None:
    assert [id.partition("@")[0] for id in world.raised] == ["mask", "water"]
    world.ask(SessionAct("next"))
    world.ask(SessionAct("next"))
    assert world.state.session is None
    assert world.answers["mask@2026-11-27T20:30"] == "done"
    world.to("20:40")
    assert "pills@2026-11-27T20:32" in world.raised
    world.to("21:02")
    assert "Water" in " ".join(world.titles)  # snoozed until then
    world.to("2026-11-28 00:01")
    assert "drops@after:3" in world.raised


@of("clinic")
def test_the_question_about_a_visit_is_answered_and_stock_goes_on(world: World) -> None:
    world.press("went", "sculptra")
    assert [visit.status for visit in world.routine("sculptra").visits] == ["attended", "booked"]
    assert "ramp" not in " ".join(world.raised)
    world.to("2026-12-03 08:00")
    world.ask(Done(("collagen",)))
    stock = world.routine("collagen").stock
    assert stock is not None
    assert stock.left == 0
    world.ask(Undo("collagen"))
    assert world.routine("collagen").course.done_count == 8


@of("courses")
def test_what_is_on_hold_stays_so_and_what_was_gone_through_one_by_one_is_answered_so(world: World) -> None:
    assert ("cream" in world.showing, "spf" in world.showing) == (True, False)
    world.press("done", "cream")
    assert "spf" in world.showing
    assert world.raised == ["spf@2026-12-11T08:00"]
    assert world.ask(StatusQuery())["held"][0]["since"] == "2026-11-26T11:00:00Z"
    world.press("not-now", "begin again?")
    assert (world.routine("pills").course.ended, world.routine("pills").course.asked_again) == (True, True)
    assert world.routine("mask").held == OnHold("Egg. Ask.", utc("2026-11-26 11:00"))


@of("choosing")
def test_a_choice_between_two_times_holds(world: World) -> None:
    world.to("21:01")
    assert world.raised == ["serum@2026-11-27T21:00"]
    assert world.answers["mask@2026-11-27T20:30"] == "excused"


@of("silent")
def test_the_first_sign_of_life_ends_the_silence(world: World) -> None:
    assert "silent" in world.showing
    world.ask(Done(("spf",)))
    assert "silent" not in world.showing
    assert world.state.silence.waiting_since is None


@of("asked")
def test_an_answer_of_a_notice_still_holds_and_the_rest_is_asked_the_day_after(world: World) -> None:
    world.to("2027-02-23 23:00")
    assert "changes" not in world.showing
    world.to("2027-02-24 10:00")
    assert "Yes: egg" in world.notice("changes").body
