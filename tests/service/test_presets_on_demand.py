"""Shipped presets that nobody enabled are left unread until an answer hangs on them; no answer differs for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from routine.adapters.clock import ManualClock
from routine.adapters.paths import Paths, paths
from routine.adapters.presets import preset_files
from routine.adapters.presets.read_preset import read_preset
from routine.adapters.store.memory_store import MemoryStore
from routine.core.config.setup import Setup
from routine.core.config.unread_presets import SomePresets, UnreadError
from routine.core.errors import RefusedError, RoutineError
from routine.core.requests.commands import Disable, Done, Enable
from routine.core.requests.queries import LogQuery, Overview, PresetList, Request, StatusQuery, Why
from routine.core.requests.reports import Reload, Tick, Welcome
from routine.daemon.encode_reply import received
from routine.service.service import Service
from routine.wiring import files as wired_files
from routine.wiring.files import build_files
from tests.builders import a_now, a_preset, minutes
from tests.preset_texts import BARE

OWN = BARE + '[schedule]\nat = "9:00"\n'


class Household:
    """A service on real files. `read`: the preset files that were parsed since `forget`."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch, *, sparing: bool = True) -> None:
        self.where: Paths = paths({"ROUTINE_HOME": str(root)})
        self.mine = Path(self.where.presets_dir)
        self.mine.mkdir(parents=True)
        self.read: list[str] = []
        plain = read_preset

        def noted(path: Path, folder: Path, *, ours: bool = False) -> Any:
            self.read.append(path.stem)
            return plain(path, folder, ours=ours)

        monkeypatch.setattr(preset_files, "read_preset", noted)
        self.clock = ManualClock(a_now())
        self.store = MemoryStore()
        self.sparing = sparing
        self.start()

    def start(self) -> None:
        """As a new process does, which has read no file yet."""
        wired_files.preset_files.cache_clear()
        files: Any = build_files(self.where)
        self.service = Service(self.store, files if self.sparing else AllRead(files), self.clock)

    def ask(self, request: Request) -> dict[str, Any]:
        reply: dict[str, Any] = received(self.service.handle(request))
        self.service.notices()
        self.service.wakes()
        return reply

    def own(self, name: str, text: str) -> None:
        (self.mine / f"{name}.toml").write_text(text, "utf-8")

    def forget(self) -> None:
        self.read.clear()


class AllRead:
    """The same files, all of them read at once."""

    def __init__(self, files: Any) -> None:
        self.files = files

    def read(self, enabled: Any, *, sparing: bool = False) -> Setup:
        setup: Setup = self.files.read(enabled)
        assert not isinstance(setup.presets, SomePresets)
        return setup

    def more(self, setup: Setup, id: str | None) -> Setup:
        raise AssertionError("nothing is unread")

    def unkept(self) -> Any:
        return self.files.unkept()

    def keep(self, ids: Any) -> Any:
        return self.files.keep(ids)

    def kept(self) -> Any:
        return self.files.kept()

    def last_good(self, id: str) -> Any:
        return self.files.last_good(id)


@pytest.fixture
def household(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Household:
    return Household(tmp_path, monkeypatch)


def test_a_daemon_with_one_routine_reads_that_preset_alone(household: Household) -> None:
    household.ask(Enable(("spf",)))
    household.forget()

    household.start()
    household.ask(Tick())
    household.clock.advance(minutes(24 * 60))
    for request in (Tick(), Welcome(), Reload(), StatusQuery(), Overview(), LogQuery()):
        household.ask(request)

    assert set(household.read) == {"spf"}


def test_a_preset_is_there_from_its_enabling_on(household: Household) -> None:
    household.ask(Enable(("sunsc",)))
    household.forget()

    assert household.ask(Overview())["next"]
    household.ask(Tick())
    assert household.read == []


def test_the_list_shows_every_preset_and_they_are_let_go_of_again(household: Household) -> None:
    listed = household.ask(PresetList())["presets"]
    assert len(listed) > 50
    assert all(row["kind"] and not row["errors"] for row in listed)

    assert isinstance(household.service._setup.presets, SomePresets)
    assert len(household.service._setup.presets.unread) == len(listed)


@pytest.mark.parametrize(
    "request_",
    [
        PresetList(),
        Welcome(),
        Enable(("vitamin",)),
        Enable(("egg white",)),
        Enable(("spff",)),
        Enable(("vitamin-c", "collagen")),
        Done(("egg-mask",)),
        Done(("egg",)),
        Done(("egg-msk",)),
        Disable(("spf",)),
        Why("sunscr"),
        LogQuery(routine="calcium"),
    ],
)
def test_every_answer_is_the_same_as_with_all_of_them_read(
    request_: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    homes = [Household(tmp_path / name, monkeypatch, sparing=name == "some") for name in ("some", "all")]
    first, second = [outcome(partial(home.ask, request_)) for home in homes]
    assert first == second
    assert homes[0].service.state == homes[1].service.state


def outcome(ask: Callable[[], dict[str, Any]]) -> Any:
    try:
        return ask()
    except RoutineError as error:
        return type(error), error.message, error.hint


def test_the_users_changes_to_a_preset_that_is_not_enabled_are_judged_and_told(household: Household) -> None:
    household.own("egg-mask", 'extends = "egg-mask"\n[safety]\nmin_gap = "1 day"\n')
    household.own("collagen", 'extends = "collagen"\n[dose]\namount = "much"\n')
    household.own("mine", "format = [\n")

    problems = " ".join(household.ask(Reload())["problems"])
    assert "mine.toml" in problems
    assert "collagen.toml" in problems
    rows = {row["id"]: row for row in household.ask(PresetList())["presets"]}
    assert (rows["mine"]["errors"], rows["collagen"]["errors"], rows["egg-mask"]["source"]) == (1, 1, "overlay")
    with pytest.raises(RefusedError) as refused:
        household.ask(Enable(("egg-mask",)))
    assert "less careful" in str(refused.value.details["findings"])


def test_a_routine_that_is_over_keeps_its_title_in_the_log_and_is_read_once_for_it(household: Household) -> None:
    household.ask(Enable(("spf",)))
    household.clock.advance(minutes(24 * 60))
    household.ask(Tick())
    household.ask(Done(("spf",)))
    household.ask(Disable(("spf",)))
    household.start()
    household.forget()

    assert household.ask(LogQuery())["entries"][-1]["title"].startswith("Sunscreen")
    household.ask(LogQuery())
    household.ask(Tick())
    assert household.read == ["spf"]


def test_who_looks_for_an_unread_preset_or_through_all_is_told_to_read_first() -> None:
    presets = SomePresets({"spf": a_preset("spf")}, ["egg-mask"])
    assert "spf" in presets
    assert presets.get("nothing") is None
    for look in (lambda: presets.get("egg-mask"), lambda: "egg-mask" in presets, lambda: presets["egg-mask"]):
        with pytest.raises(UnreadError, match="egg-mask"):
            look()
    for through in (lambda: list(presets), lambda: len(presets), lambda: presets.items() and list(presets.values())):
        with pytest.raises(UnreadError) as asked:
            through()
        assert asked.value.id is None


def test_a_preset_that_does_not_load_is_looked_for_only_once() -> None:
    presets = SomePresets({"spf": a_preset("spf")}, ["gone"]).with_more({}, {"gone"})
    assert presets.get("gone") is None
    assert list(presets) == ["spf"]


def test_of_a_collection_only_what_is_enabled_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand files that somebody put there must not keep the daemon from starting; each can be enabled."""
    home = Household(tmp_path / "home", monkeypatch)
    for n in range(300):
        home.own(f"own-{n}", OWN)
    home.start()
    home.ask(Enable(("own-7",)))
    home.forget()
    home.start()
    home.ask(Tick())
    home.ask(Overview())
    home.ask(StatusQuery())
    assert set(home.read) == {"own-7"}
    rows = {row["id"]: row for row in home.ask(PresetList())["presets"]}
    assert {rows[f"own-{n}"]["source"] for n in range(300)} == {"own"}
    assert rows["own-7"]["enabled"]
