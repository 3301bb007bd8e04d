"""Preset files on a disk: found, limited, merged, judged; a bad one never stops the others."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from routine.adapters.presets import preset_files
from routine.adapters.presets.preset_files import PresetFiles, shipped_presets
from routine.core.errors import NotFoundError
from routine.core.preset.check_command import check_command
from routine.core.preset.resolve import FileError
from tests.preset_texts import BARE, EGG_MASK
from tests.users import as_nobody, give_to_nobody

OWN = BARE + '[schedule]\nat = "9:00"\n'


class Folders:
    """A directory of shipped presets with the egg mask in it, and the user's own."""

    def __init__(self, root: Path) -> None:
        self.mine, shipped = root / "mine", root / "shipped"
        self.mine.mkdir()
        shipped.mkdir()
        (shipped / "egg-mask.toml").write_text(EGG_MASK, "utf-8")
        (shipped / "rules.toml").write_text("format = 1\n", "utf-8")
        self.files = PresetFiles(self.mine, shipped)

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.mine / f"{name}.toml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def errors(self, name: str | None = None) -> list[FileError]:
        return self.files.check(name)

    def only_error(self, name: str) -> FileError:
        [error] = self.files.check(name)
        return error


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path)


def test_presets_ship_with_the_program() -> None:
    assert {"egg-mask", "spf", "collagen"} <= set(PresetFiles(Path("nowhere")).load().presets)
    assert shipped_presets().is_dir()


def test_shipped_presets_load_without_a_directory_of_the_users(folders: Folders) -> None:
    folders.mine.rmdir()

    loaded = folders.files.load()
    assert (list(loaded.presets), loaded.sources, loaded.errors) == (["egg-mask"], {"egg-mask": "shipped"}, {})


def test_a_file_of_the_same_name_with_extends_changes_the_shipped_one(folders: Folders) -> None:
    folders.write("egg-mask", 'extends = "egg-mask"\n[steps.lie-flat]\ntimer = "7m"\n')

    loaded = folders.files.load()
    assert loaded.sources == {"egg-mask": "overlay"}
    assert loaded.presets["egg-mask"].steps[2].timer is not None
    assert loaded.presets["egg-mask"].steps[2].timer.seconds == 420


def test_another_name_makes_a_variant(folders: Folders) -> None:
    folders.write("short-mask", 'extends = "egg-mask"\ntitle = "Short"\n')

    loaded = folders.files.load()
    assert sorted(loaded.presets) == ["egg-mask", "short-mask"]
    assert loaded.presets["short-mask"].id == "short-mask"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('extends = "egg-mak"', "There is no preset “egg-mak” to extend"),
        ("extends = 3", "needs the name of a preset"),
        ('extends = "variant"', "extends another preset itself"),
        ('extends = "../shipped/egg-mask"', "There is no preset"),
    ],
)
def test_extending_nothing_that_can_be_extended(folders: Folders, text: str, says: str) -> None:
    folders.write("variant", 'extends = "egg-mask"\n')
    folders.write("mine", f"# mine\n{text}\n")

    error = folders.only_error("mine")
    assert (error.line, error.key) == (2, "extends")
    assert says in error.message


def test_every_error_of_every_file_with_file_line_key_and_hint(folders: Folders) -> None:
    path = folders.write("egg-mask", 'extends = "egg-mask"\n[steps.lie-flat]\ntimmer = "9m"\n[remind]\nlate = "0m"\n')
    folders.write("own", BARE.replace("habit", "habbit"))

    found = {(error.file, error.line, error.key) for error in folders.errors()}
    own = str(folders.mine / "own.toml")
    assert found == {
        (str(path), 3, "steps.lie-flat.timmer"),
        (str(path), 5, "remind.late"),
        (own, 3, "kind"),
        (own, None, "schedule"),
    }
    assert "Did you mean “timer”?" in str(folders.errors("egg-mask")[0].hint)


def test_a_fault_that_changes_bring_about_in_the_base_stands_where_it_is_written(folders: Folders) -> None:
    folders.write("egg-mask", 'extends = "egg-mask"\n[steps.lie-flat]\ntimer = false\n')

    error = folders.only_error("egg-mask")
    assert error.key == "steps.lie-flat.cues.1.at"
    assert error.file.endswith("shipped/egg-mask.toml")


def test_a_bad_file_does_not_stop_the_others(folders: Folders) -> None:
    folders.write("bad", "[[[")
    folders.write("own", OWN)

    loaded = folders.files.load()
    assert sorted(loaded.presets) == ["egg-mask", "own"]
    assert list(loaded.errors) == ["bad"]


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"\xff\xfe\x00", None, "is not a text file"),
        (b"a = 1\nb = '\xe9'", 2, "is not UTF-8"),
        (b"# " + b"x" * 65_536, None, "larger than 64 KiB"),
        (b"a = 1\n" + b"a." * 31_000 + b"a = 1", 2, "more than 8 levels"),
        (b"a = " + b"[" * 60_000, 1, "more than 8 levels"),
        (b"format = 1\ntitle = egg\n", 2, "is not valid TOML"),
        (b"format = 1\ntitle = 'x'\ntitle = 'y'\n", 3, "is not valid TOML"),
        (b"a = " + b"9" * 60_000, 2, "is not valid TOML"),
        (b'a = """', 1, "is not valid TOML"),
    ],
    ids=["binary", "latin-1", "huge", "deep key", "deep list", "unquoted", "twice", "long number", "unclosed"],
)
def test_what_no_toml_reader_should_see(folders: Folders, content: bytes, line: int | None, says: str) -> None:
    folders.write("bad", content)

    error = folders.only_error("bad")
    assert says in error.message
    if "long" not in says and content[:6] != b"a = 99":
        assert error.line == line


def test_windows_line_ends_and_a_byte_order_mark_are_fine(folders: Folders) -> None:
    folders.write("own", b"\xef\xbb\xbf" + OWN.replace("\n", "\r\n").encode())

    assert "own" in folders.files.load().presets


def test_links_out_of_the_directory_are_not_followed(folders: Folders, tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text(OWN, "utf-8")
    (folders.mine / "own.toml").symlink_to(tmp_path / "secret.toml")
    (folders.mine / "gone.toml").symlink_to(tmp_path / "nothing.toml")

    assert "leads out of your own files" in folders.only_error("own").message
    assert "does not exist" in folders.only_error("gone").message


def test_a_link_to_the_users_own_preset_elsewhere_is_followed(
    folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a dotfile manager has it; not what is no preset, and not what is another user's."""
    home = tmp_path / "me"
    dotfiles = home / "dotfiles"
    dotfiles.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    (dotfiles / "own.toml").write_text(OWN, "utf-8")
    (dotfiles / "key").write_text(OWN, "utf-8")
    (folders.mine / "own.toml").symlink_to(dotfiles / "own.toml")
    (folders.mine / "other.toml").symlink_to(dotfiles / "key")

    assert "own" in folders.files.load().presets
    assert "leads out of your own files" in folders.only_error("other").message


def test_a_link_within_the_directory_is_followed(folders: Folders) -> None:
    folders.write("own", OWN)
    (folders.mine / "same.toml").symlink_to("own.toml")

    assert "same" in folders.files.load().presets


def test_a_directory_or_a_pipe_is_not_a_file(folders: Folders) -> None:
    (folders.mine / "folder.toml").mkdir()
    os.mkfifo(folders.mine / "pipe.toml")

    assert {error.message for error in folders.errors()} == {"This is not a file."}


def test_an_unreadable_file_is_an_error(folders: Folders) -> None:
    folders.write("own", OWN).chmod(0)

    with as_nobody(folders.mine):
        assert "cannot be read" in folders.only_error("own").message


@pytest.mark.parametrize("mode", [0o600, 0o400, 0])
def test_files_in_a_folder_that_may_not_be_entered_are_errors_and_not_taken_for_none(
    folders: Folders, mode: int
) -> None:
    """`chmod -R 600` takes that away; nothing else is told instead of what the user's file says."""
    folders.write("own", OWN)
    outside = folders.mine / "own.toml"
    give_to_nobody(folders.mine)
    assert folders.files.load().presets  # a first time, as by a daemon that runs

    with as_nobody(folders.mine):
        folders.mine.chmod(mode)
        loaded = folders.files.load()
        more = folders.files.load_more(["own"])
        errors = folders.files.check(outside)
        folders.mine.chmod(0o700)
    assert loaded.folder or "cannot be read" in loaded.errors["own"][0].message
    assert "cannot be read" in more.errors["own"][0].message
    assert "cannot be read" in str(errors[0].message)


def test_a_file_name_that_is_no_name_is_an_error(folders: Folders) -> None:
    folders.write("My Mask", OWN)

    assert 'for example: "my-mask"' in str(folders.only_error("My Mask").hint)


@pytest.mark.parametrize(("name", "typed"), [("my-mask", " my-mask"), ("a b", ""), ("--help", ""), ("h\udcff", "")])
def test_what_to_type_to_see_the_errors_can_be_typed(name: str, typed: str) -> None:
    """A file may have any name; one that would mean something else in a shell is checked with all the others."""
    assert check_command(name) == f"routine preset check{typed}"


def test_loosening_is_noted_even_where_a_whole_file_stands_in_for_the_shipped_one(folders: Folders) -> None:
    folders.write("egg-mask", EGG_MASK.replace('"egg-allergy", ', ""))

    loaded = folders.files.load()
    assert loaded.sources == {"egg-mask": "own"}
    assert [fault.key for fault in loaded.loosened["egg-mask"]] == [("safety", "never_if")]


def test_changes_to_a_step_that_is_gone_are_told_and_the_rest_holds(folders: Folders) -> None:
    folders.write("egg-mask", 'extends = "egg-mask"\ntitle = "Mine"\n[steps.lie-down]\ntimer = "9m"\n')

    loaded = folders.files.load()
    assert loaded.presets["egg-mask"].title == "Mine"
    assert [(error.line, error.key) for error in loaded.dropped["egg-mask"]] == [(3, "steps.lie-down")]
    assert "lie-flat" in str(folders.only_error("egg-mask").hint)


def test_a_file_anywhere_can_be_checked(folders: Folders, tmp_path: Path) -> None:
    path = tmp_path / "downloaded.toml"
    path.write_text(OWN + "colour = 3\n", "utf-8")

    [error] = folders.files.check(str(path))
    assert (error.file, error.line, error.key) == (str(path), 6, "schedule.colour")


def test_checking_what_is_not_there_names_the_nearest(folders: Folders) -> None:
    with pytest.raises(NotFoundError) as caught:
        folders.files.check("egg-mak")
    assert "Did you mean “egg-mask”?" in str(caught.value.hint)


def test_names_that_nothing_has_are_errors_of_a_check(folders: Folders) -> None:
    folders.write(
        "own",
        OWN.replace('at = "9:00"', 'after = { routine = "egg-msk", wait = "1h" }')
        + '[safety]\nnever_if = ["kelods"]\n',
    )

    found = {error.key: error.hint for error in folders.files.check("own", rules=["keloids", "egg-allergy"])}
    assert "Did you mean “egg-mask”?" in str(found["schedule.after.routine"])
    assert "Did you mean “keloids”?" in str(found["safety.never_if.1"])


def test_a_change_of_a_file_is_seen_and_the_rest_is_not_read_again(folders: Folders) -> None:
    first = folders.files.load()
    folders.write("own", OWN)
    second = folders.files.load()
    folders.write("own", OWN.replace("Stretch", "Reach out"))
    third = folders.files.load()

    assert third.presets["own"].title == "Reach out"
    assert first.presets["egg-mask"] is second.presets["egg-mask"] is third.presets["egg-mask"]


def test_a_change_of_the_base_reaches_its_variants(folders: Folders) -> None:
    folders.write("short-mask", 'extends = "egg-mask"\n')
    folders.files.load()
    (folders.files.shipped_dir / "egg-mask.toml").write_text(EGG_MASK.replace("8m", "7m"), "utf-8")

    timer = folders.files.load().presets["short-mask"].steps[2].timer
    assert timer is not None
    assert timer.seconds == 420


def test_presets_whose_files_stay_are_not_read_again(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    for i in range(60):
        folders.write(f"mask-{i}", EGG_MASK)
    before = folders.files.load().presets
    monkeypatch.setattr(preset_files, "read_tables", lambda *_, **__: pytest.fail("it was read again"))
    assert folders.files.load().presets == before


def test_random_bytes_and_broken_presets_never_raise(folders: Folders) -> None:
    dice = random.Random(20261123)
    for round_number in range(150):
        data = bytearray(EGG_MASK.encode() * dice.choice([1, 10]))
        for _ in range(dice.choice([1, 3, 30, 300])):
            place = dice.randrange(len(data))
            data[place : place + dice.randrange(4)] = dice.choice(
                [b"[", b'"""', b"\\", b"=", b".", b"\n", b"'", dice.randbytes(3)]
            )
        folders.write("fuzz", bytes(data) if round_number % 3 else dice.randbytes(dice.choice([5, 500, 60_000])))
        folders.files.load()


@pytest.mark.parametrize(
    "line",
    ["k{i} = 1\n", "[steps.s{i}]\n", "[steps.s{i}]\nsay='x'\nafter='s0'\n", "[steps.a.k{i}]\n", "[[steps.a.cues]]\n"],
)
def test_64_kib_of_mistakes_are_told(folders: Folders, line: str) -> None:
    text = "".join(line.format(i=i) for i in range(65_000 // (len(line) + 3)))[:65_000].rpartition("\n")[0]
    folders.write("own", text)
    folders.write("egg-mask", 'extends = "egg-mask"\n' + text)
    assert folders.errors()
