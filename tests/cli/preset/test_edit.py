"""`preset edit`: a text in an editor of the user, taken up only where it has no mistakes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Make $VISUAL a program that runs `code` with `path` (a Path) and `text` (what is in it)."""
    program = tmp_path / "an editor.py"
    head = "import sys; from pathlib import Path\npath = Path(sys.argv[-1]); text = path.read_text()\n"
    program.write_text(head + code)
    monkeypatch.setenv("VISUAL", f"{sys.executable} '{program}'")


def test_edit_puts_a_right_text_in_force(
    run: Run, presets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the editor leaves becomes the user's file, and the coming week is told."""
    editor(tmp_path, monkeypatch, "path.write_text(text + '[steps.lie-flat]\\ntimer = \"7m\"\\n')")
    result = run("preset", "edit", "egg-mask")
    assert result.exit_code == 0, result.stderr
    assert 'timer = "7m"' in (presets / "egg-mask.toml").read_text()
    assert "7m (was 8m)" in run("preset", "show", "egg-mask").stdout


def test_edit_begins_with_the_shipped_text_as_comments(
    run: Run, presets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To be taken over line by line; without a change there is no file."""
    editor(tmp_path, monkeypatch, f"Path({str(tmp_path / 'seen')!r}).write_text(text)")
    assert "Nothing was changed" in run("preset", "edit", "egg-mask").stdout
    seen = (tmp_path / "seen").read_text()
    assert 'extends = "egg-mask"' in seen
    assert "# [steps.lie-flat]" in seen
    assert not list(presets.iterdir())


def test_edit_never_puts_mistakes_in_force_and_never_loses_the_text(
    run: Run, presets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every mistake is shown; the text is kept beside."""
    editor(
        tmp_path, monkeypatch, 'path.write_text(\'format = 1\\nextends = "egg-mask"\\nkind = "maks"\\nttle = "x"\\n\')'
    )
    result = run("preset", "edit", "egg-mask")
    assert result.exit_code == 1
    assert "kind" in result.stderr
    assert "ttle" in result.stderr
    assert not (presets / "egg-mask.toml").exists()
    assert 'kind = "maks"' in (presets / "egg-mask.toml.rejected").read_text()


def test_an_editor_that_fails_changes_nothing(run: Run, presets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """:cq in vim, or a program that is not there."""
    monkeypatch.setenv("VISUAL", "false")
    assert run("preset", "edit", "egg-mask").exit_code == 1
    monkeypatch.setenv("VISUAL", "/no/such/editor")
    result = run("preset", "edit", "egg-mask")
    assert result.exit_code == 1
    assert "cannot be started" in result.stderr
    assert not list(presets.iterdir())


def test_an_editor_that_cannot_be_read_or_leaves_no_file_is_told(
    run: Run, presets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither is a mistake of Routine's own."""
    editor(tmp_path, monkeypatch, "path.unlink()")
    assert run("preset", "edit", "egg-mask").stderr == "The editor left no file. Nothing was changed.\n"
    monkeypatch.setenv("VISUAL", "vim 'unclosed")
    result = run("preset", "edit", "egg-mask")
    assert (result.exit_code, "cannot be used: No closing quotation" in result.stderr) == (1, True)
    for blank in (" ", "''"):
        monkeypatch.setenv("VISUAL", blank)
        assert "names no program" in run("preset", "edit", "egg-mask").stderr
    assert not list(presets.iterdir())


def test_the_editors_name_is_no_shell_line(
    run: Run, presets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An environment that a stranger wrote runs at most the one program it names."""
    monkeypatch.setenv("VISUAL", f"true; touch {tmp_path / 'pwned'} #")
    run("preset", "edit", "egg-mask")
    assert not (tmp_path / "pwned").exists()


SEVEN = "text + '[steps.lie-flat]\\ntimer = \"7m\"\\n'"


def test_what_was_saved_before_an_editor_failed_is_kept(
    run: Run, presets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have crashed, or been left with :cq after :w; twice, and both texts are there."""
    for n in ("7m", "6m"):
        editor(tmp_path, monkeypatch, f"path.write_text({SEVEN.replace('7m', n)}); sys.exit(3)")
        result = run("preset", "edit", "egg-mask")
        assert result.exit_code == 1
        assert "ended with status 3, so your changes do not apply." in result.stderr
    assert not (presets / "egg-mask.toml").exists()
    assert 'timer = "7m"' in (presets / "egg-mask.toml.rejected").read_text()
    assert 'timer = "6m"' in (presets / "egg-mask.toml.rejected-2").read_text()


MEANWHILE = (
    "import subprocess\n"
    "subprocess.run([sys.executable, '-m', 'routine', *{words}], check=True)\n"
    f"path.write_text({SEVEN})"
)


def test_what_was_set_meanwhile_is_not_undone(
    run: Run, presets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the text is kept beside."""
    words = ["preset", "set", "egg-mask", "schedule.at", "21:15"]
    editor(tmp_path, monkeypatch, MEANWHILE.format(words=words))
    result = run("preset", "edit", "egg-mask")
    assert result.exit_code == 1
    assert "was changed elsewhere while you edited it" in result.stderr
    assert "21:15" in (presets / "egg-mask.toml").read_text()
    assert 'timer = "7m"' in (presets / "egg-mask.toml.rejected").read_text()


def test_of_two_edits_at_once_neither_is_lost(
    run: Run, presets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first to end applies; each has a file of its own."""
    second = (
        "import os\nif 'SECOND' in os.environ:\n"
        "    path.write_text(text + '[steps.lie-flat]\\ntimer = \"6m\"\\n')\n    sys.exit()\n"
        "os.environ['SECOND'] = '1'\n"
    )
    editor(tmp_path, monkeypatch, second + MEANWHILE.format(words=["preset", "edit", "egg-mask"]))
    assert run("preset", "edit", "egg-mask").exit_code == 1
    assert 'timer = "6m"' in (presets / "egg-mask.toml").read_text()
    assert 'timer = "7m"' in (presets / "egg-mask.toml.rejected").read_text()


def test_what_an_editor_saves_after_it_returned_is_taken_up(
    run: Run, presets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some only hand the file to a window that is open already."""
    editor(tmp_path, monkeypatch, f"Path({str(tmp_path / 'where')!r}).write_text(str(path))")
    shown = run("preset", "edit", "egg-mask").stdout
    assert "If you save the file later, your text is taken up by: routine preset edit egg-mask" in shown
    later = Path((tmp_path / "where").read_text())
    later.write_text(later.read_text() + '[steps.lie-flat]\ntimer = "7m"\n')
    result = run("preset", "edit", "egg-mask")
    assert result.exit_code == 0, result.stderr
    assert "your text from an earlier edit" in result.stderr
    assert 'timer = "7m"' in (presets / "egg-mask.toml").read_text()
    assert not later.exists()


@pytest.mark.parametrize("left", ["", '[schedule]\nat = ["21:00"]\n'])
def test_half_a_draft_that_no_editor_saw_is_not_taken_for_an_edit(
    run: Run, home: Path, presets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: str
) -> None:
    """Whoever was killed, or found the disk full, while writing it had not begun: nothing of it may come in force."""
    half = home / "data/edits/my-mask-1"
    half.mkdir(parents=True)
    (half / "my-mask.toml").write_text(left)
    run("preset", "new", "my-mask")
    whole = (presets / "my-mask.toml").read_text()
    editor(tmp_path, monkeypatch, f"Path({str(tmp_path / 'seen')!r}).write_text(text)")
    assert "earlier edit" not in run("preset", "edit", "my-mask").stderr
    assert (tmp_path / "seen").read_text() == whole
    assert not half.exists() or (half / "before").exists()
    assert (presets / "my-mask.toml").read_text() == whole


def test_what_is_not_utf8_is_a_mistake_and_kept_byte_by_byte(
    run: Run, presets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor may save in another encoding: a letter must not become another one without a word."""
    editor(tmp_path, monkeypatch, "path.write_bytes(text.encode() + b'# caf\\xe9\\n')")
    result = run("preset", "edit", "egg-mask")
    assert (result.exit_code, "not UTF-8 text" in result.stderr) == (1, True)
    assert not (presets / "egg-mask.toml").exists()
    assert (presets / "egg-mask.toml.rejected").read_bytes().endswith(b"# caf\xe9\n")


def test_a_file_with_the_line_ends_of_windows_is_edited_as_any_other(
    run: Run, presets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("preset", "new", "my-mask")
    file = presets / "my-mask.toml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    editor(tmp_path, monkeypatch, "path.write_bytes(path.read_bytes() + b'# mine\\r\\n')")
    result = run("preset", "edit", "my-mask")
    assert result.exit_code == 0, result.stderr
    assert file.read_bytes().endswith(b"\r\n# mine\r\n")


def test_an_editor_that_removes_the_folder_leaves_everything_as_it_was(
    run: Run, presets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(tmp_path, monkeypatch, "import shutil; shutil.rmtree(path.parent)")
    result = run("preset", "edit", "egg-mask")
    assert (result.exit_code, "left no file" in result.stderr) == (1, True)
