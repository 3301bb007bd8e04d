"""What runs when files break, vanish or come back: the last good version, and a problem that says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from functools import partial
from pathlib import Path

import pytest

from routine.adapters.config_files import read_profile, read_settings
from routine.adapters.presets.last_good_presets import LastGoodPresets
from routine.adapters.presets.preset_files import PresetFiles
from routine.adapters.rule_files import read_rules
from routine.adapters.setup_reader import SetupReader
from routine.core.config.setup import Setup
from routine.core.sun.find_place import find_place
from routine.core.sun.place import Place
from tests.preset_texts import BARE, EGG_MASK

OWN = BARE + '[schedule]\nat = "9:00"\nfrom = 2026-01-01\n'
RULES = """\
format = 1
[facts.egg-allergy]
question = "Are you allergic to egg?"
[rules.egg-allergy]
fact = "egg-allergy"
level = "final"
why = "It is egg."
fix = "Leave it off."
source = "a book"
[facts.broken-skin]
question = "Broken skin?"
[rules.broken-skin]
fact = "broken-skin"
level = "block"
why = "It stings."
fix = "Wait."
source = "a book"
"""


class Home:
    """A user's files, with the egg mask as the only shipped preset."""

    def __init__(self, root: Path) -> None:
        self.config, self.kept = root / "config", root / "data" / "kept"
        self.mine, self.shipped = self.config / "presets", root / "shipped"
        self.looked: list[str] = []
        self.mine.mkdir(parents=True)
        self.shipped.mkdir()
        (self.shipped / "egg-mask.toml").write_text(EGG_MASK, "utf-8")
        (self.shipped / "rules.toml").write_text(RULES, "utf-8")

    def setup(self, *, readonly: bool = False) -> SetupReader:
        return SetupReader(
            presets=PresetFiles(self.mine, self.shipped),
            kept=LastGoodPresets(self.kept, readonly=readonly),
            settings=partial(read_settings, self.config),
            profile=partial(read_profile, self.config),
            rules=partial(read_rules, self.shipped / "rules.toml"),
            place=self.find,
        )

    def ran(self, *names: str) -> Setup:
        """What a process reads that decides with it, and does well."""
        files = self.setup()
        found = files.read(names)
        assert files.keep(files.unkept()) == ()
        return found

    def find(self, named: str) -> Place:
        self.looked.append(named)
        return find_place(named, lambda: ())

    def own(self, text: str) -> None:
        (self.mine / "own.toml").write_text(text, "utf-8")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def texts(setup: Setup) -> str:
    return "\n".join(problem.text for problem in setup.problems)


def test_everything_is_in_one_setup(home: Home) -> None:
    (home.config / "config.toml").write_text('day_ends = "05:00"\n', "utf-8")
    (home.config / "profile.toml").write_text("egg-allergy = false\n", "utf-8")

    setup = home.setup().read(["egg-mask"])
    assert list(setup.presets) == ["egg-mask"]
    assert (setup.settings.day_ends, setup.profile) == (time(5), {"egg-allergy": False})
    assert (list(setup.facts), list(setup.rules)) == (["egg-allergy", "broken-skin"],) * 2
    assert setup.problems == ()


@pytest.mark.parametrize("broken", ["format = [", BARE, BARE + "[schedule]\nat = 9\n", None])
def test_an_enabled_routine_goes_on_with_its_last_good_version(home: Home, broken: str | None) -> None:
    home.own(OWN)
    before = home.ran("own")
    if broken is None:
        (home.mine / "own.toml").unlink()
    else:
        home.own(broken)

    after = home.setup().read(["own"])  # another process: only what is on the disk counts
    assert after.presets["own"] == before.presets["own"]
    assert [problem.id for problem in after.problems] == ["preset:own"]
    assert "own.toml" in texts(after) or "no longer exists" in texts(after)
    assert "continues as it was before" in texts(after)


def test_a_running_daemon_goes_on_too_and_takes_up_the_mended_file(home: Home) -> None:
    files = home.setup()
    home.own(OWN)
    files.read(["own"])
    files.keep(["own"])
    home.own("[[[")
    assert "own" in files.read(["own"]).presets
    home.own(OWN.replace("Stretch", "Reach out"))

    mended = files.read(["own"])
    assert mended.presets["own"].title == "Reach out"
    assert mended.problems == ()


def test_a_broken_file_of_a_routine_that_is_not_enabled_has_no_copy_but_a_problem(home: Home) -> None:
    home.own(OWN)
    home.setup().read([])
    home.own("[[[")

    setup = home.setup().read([])
    assert "own" not in setup.presets
    assert [problem.id for problem in setup.problems] == ["preset:own"]
    assert (setup.faults, setup.sources["own"]) == ({"own": 1}, "own")


def test_an_enabled_routine_that_never_loaded_says_that_it_does_not_remind(home: Home) -> None:
    assert "does not remind you until then" in texts(home.setup().read(["gone"]))


def test_a_copy_that_is_broken_itself_is_not_used(home: Home) -> None:
    home.own(OWN)
    home.ran("own")
    (home.mine / "own.toml").unlink()
    for content in (b"{", b"[]", b'{"format": 1}', b"\xff"):
        (home.kept / "own.json").write_bytes(content)
        assert "own" not in home.setup().read(["own"]).presets


def test_who_only_reads_keeps_nothing(home: Home) -> None:
    files = home.setup(readonly=True)
    files.read(["egg-mask"])
    files.keep(files.unkept())

    assert not home.kept.exists()


def test_a_copy_is_written_only_when_it_differs(home: Home) -> None:
    files = home.setup()
    files.read(["egg-mask"])
    files.keep(files.unkept())
    first = (home.kept / "egg-mask.json").stat().st_mtime_ns
    files.read(["egg-mask"])
    files.keep(files.unkept())
    home.ran("egg-mask")

    assert (home.kept / "egg-mask.json").stat().st_mtime_ns == first


def test_a_disk_that_takes_no_copy_is_a_problem_and_no_more(home: Home) -> None:
    home.kept.parent.write_text("a file", "utf-8")

    files = home.setup()
    assert "egg-mask" in files.read(["egg-mask"]).presets
    assert [problem.id for problem in files.keep(["egg-mask"])] == ["kept:egg-mask"]
    home.kept.parent.unlink()
    assert files.keep(["egg-mask"]) == ()
    assert files.last_good("egg-mask")


def test_what_was_read_but_did_not_do_well_takes_the_place_of_no_copy(home: Home) -> None:
    home.own(OWN)
    before = home.ran("own").presets["own"]
    home.own(OWN.replace("Stretch", "Reach out"))
    files = home.setup()
    files.read(["own"])
    assert files.last_good("own") == before


def test_settings_that_break_stay_as_they_were(home: Home) -> None:
    files, path = home.setup(), home.config / "config.toml"
    path.write_text('day_ends = "05:00"\n', "utf-8")
    files.read([])
    path.write_text("day_ends = \n", "utf-8")

    setup = files.read([])
    assert setup.settings.day_ends == time(5)
    assert "config.toml:1" in texts(setup)


def test_loosened_and_dropped_changes_are_passed_on(home: Home) -> None:
    (home.mine / "egg-mask.toml").write_text(
        'extends = "egg-mask"\n[safety]\nmin_gap = "1 day"\n[steps.gone]\ntimer = "1m"\n', "utf-8"
    )

    setup = home.setup().read(["egg-mask"])
    assert [fault.key for fault in setup.loosened["egg-mask"]] == [("safety", "min_gap")]
    assert [problem.id for problem in setup.problems] == ["dropped:egg-mask"]


def test_an_enabled_routine_that_waits_for_nobody_or_names_no_rule_is_a_problem(home: Home) -> None:
    home.own(BARE + '[schedule.after]\nroutine = "egg-msk"\nwait = "1h"\n[safety]\nnever_if = ["egg-alergy"]\n')

    found = {problem.id for problem in home.setup().read(["own"]).problems}
    assert found == {"names:own:schedule.after.routine", "names:own:safety.never_if.1"}


def test_the_place_of_the_settings_is_found_once(home: Home) -> None:
    (home.config / "config.toml").write_text('place = "52.52, 13.40"\n', "utf-8")
    files = home.setup()
    places = [files.read(()).place for _ in range(2)]
    assert places[0] is places[1]
    assert places[0] is not None
    assert places[0].sure
    assert home.looked == ["52.52, 13.40"]


def test_nothing_is_looked_for_where_no_place_is_set(home: Home) -> None:
    assert home.setup().read(()).place is None
    assert home.looked == []


def test_a_place_that_is_not_found_is_no_place_and_a_problem(home: Home) -> None:
    (home.config / "config.toml").write_text('place = "Atlantis"\n', "utf-8")
    setup = home.setup().read(())
    assert setup.place is None
    assert "Atlantis" in texts(setup)


def _a_file(folder: Path) -> None:
    folder.write_text("notes", "utf-8")


def _a_dead_link(folder: Path) -> None:
    folder.symlink_to("nowhere")


def _a_link_to_itself(folder: Path) -> None:
    folder.symlink_to(folder)


@pytest.mark.parametrize("instead", [_a_file, _a_dead_link, _a_link_to_itself])
def test_a_folder_of_presets_that_is_out_of_reach_undoes_nobodys_changes(
    home: Home, instead: Callable[[Path], None]
) -> None:
    """A disk that is not there yet at login: what is shipped would take the place of the user's own times and doses."""
    home.own(OWN)
    (home.mine / "egg-mask.toml").write_text('extends = "egg-mask"\ntitle = "My mask"\n', "utf-8")
    home.ran("own", "egg-mask")
    home.mine.rename(home.mine.with_name("elsewhere"))
    instead(home.mine)

    after = home.setup().read(["own", "egg-mask"])
    assert {id: preset.title for id, preset in after.presets.items()} == {"own": "Stretch", "egg-mask": "My mask"}
    assert [problem.id for problem in after.problems] == ["presets-folder"]
    assert str(home.mine) in texts(after)
    assert "continue as they were before" in texts(after)
    assert PresetFiles(home.mine, home.shipped).check()[0].file == str(home.mine)

    home.mine.unlink()
    home.mine.with_name("elsewhere").rename(home.mine)
    assert home.setup().read(["own", "egg-mask"]).problems == ()


def test_settings_and_answers_behind_a_dead_link_stay_as_they_were(home: Home) -> None:
    (home.config / "config.toml").write_text('day_ends = "05:00"\n', "utf-8")
    (home.config / "profile.toml").write_text("egg-allergy = true\n", "utf-8")
    files = home.setup()
    files.read(())
    home.config.rename(home.config.with_name("elsewhere"))
    home.config.symlink_to("nowhere")

    after = files.read(())
    assert (after.settings.day_ends, after.profile) == (time(5), {"egg-allergy": True})
    assert {problem.id for problem in after.problems} >= {"settings:", "profile:"}
