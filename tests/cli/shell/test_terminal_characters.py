"""Texts on a terminal that cannot show every sign: typed ones instead, and never a failure."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from routine.cli.shell import terminal_characters
from tests.cli.terminal import ROUTINE, on_terminal


def complaint(**env: str) -> bytes:
    """What a program reads of a failure whose words hold typographic quotes."""
    done = subprocess.run([*ROUTINE, "done", "nosuch"], env={**os.environ, **env}, capture_output=True, check=False)
    return done.stderr


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "cp437", "koi8-r"])
def test_what_an_encoding_lacks_is_typed(home: Path, encoding: str) -> None:
    """And is no mistake of ours."""
    assert b'"nosuch"' in complaint(PYTHONIOENCODING=encoding)


def test_where_utf8_is_read_nothing_changes(home: Path) -> None:
    assert "“nosuch”".encode() in complaint(PYTHONIOENCODING="utf-8")


def test_a_terminal_of_no_locale_gets_typed_signs(home: Path) -> None:
    """Nobody said that it can show others; to some the middle byte of a quote is the beginning of a command."""
    _, shown = on_terminal("done", "nosuch", LC_ALL="C", PYTHONIOENCODING="")
    assert '"nosuch"' in shown


def test_a_terminal_of_utf8_gets_them_as_they_are(home: Path) -> None:
    _, shown = on_terminal("done", "nosuch", LC_ALL="C.UTF-8", PYTHONIOENCODING="")
    assert "“nosuch”" in shown


def own_preset(home: Path) -> None:
    presets = home / "presets"
    presets.mkdir(parents=True, exist_ok=True)
    said = 'format = 1\ntitle = "Größe 横"\nkind = "habit"\nsources = ["unsourced: own"]\n[schedule]\nat = ["20:30"]\n'
    (presets / "own.toml").write_text(said, encoding="utf-8")


@pytest.mark.parametrize(("utf8", "shown"), [(True, "Größe 横"), (False, "Gr??e ?")])
def test_of_no_locale_letters_are_sent_only_where_the_terminal_speaks_utf8(home: Path, utf8: bool, shown: str) -> None:
    """A terminal of another encoding would show two broken letters for each."""
    own_preset(home)
    for locale in ("C", "POSIX"):
        _, seen = on_terminal("preset", "show", "own", utf8=utf8, LC_ALL=locale, PYTHONIOENCODING="")
        assert shown in seen


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "cp1252"])
def test_a_title_that_the_terminal_lacks_ends_no_command(home: Path, encoding: str) -> None:
    own_preset(home)
    for words in (["preset", "list"], ["preset", "show", "own"], ["preset", "check", "own"]):
        env = {**os.environ, "PYTHONIOENCODING": encoding}
        assert subprocess.run([*ROUTINE, *words], env=env, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("words", [("done",), ("config", "set", "place"), ("preset", "show")])
def test_bytes_that_are_no_letters_are_a_mistake_of_typing(home: Path, words: tuple[str, ...]) -> None:
    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run([*ROUTINE, *words, "z\udcff"], env=env, capture_output=True, check=False)
    assert done.returncode == 2
    assert "cannot be read here" in done.stderr.decode()


def test_letters_of_ones_own_language_stay_where_no_locale_is_known() -> None:
    terminal_characters.settle()
    assert "“Größe” · 8…".encode("routine-plain", "routine-letters-too").decode() == '"Größe" - 8...'


def test_what_cannot_be_typed_is_a_question_mark_where_the_encoding_is_known() -> None:
    terminal_characters.settle()
    assert "“Größe” 横".encode("latin-1", "routine-plain") == '"Größe" ?'.encode("latin-1")


def test_columns_stay_straight_where_a_cut_text_ends_in_three_dots(home: Path) -> None:
    """What is cut is measured as it is printed."""
    plain, typographic = (
        on_terminal("preset", "list", LC_ALL=locale, PYTHONIOENCODING="", COLUMNS="50")[1]
        for locale in ("C", "C.UTF-8")
    )
    assert "..." in plain
    assert "…" in typographic
    assert list(map(len, plain.splitlines())) == list(map(len, typographic.splitlines()))
