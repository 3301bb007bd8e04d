"""Tests that a TOML file that came with Routine is parsed once, and that what was kept never outlives the file."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from routine.adapters.parsed_toml import tables_of

_TEXT = b'[rules.one]\nwhy = "Because."\nlevels = [1, 2.5, true]\n'


@pytest.fixture(autouse=True)
def byte_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where byte code goes, and that it is written."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "byte-code"))
    return tmp_path / "byte-code"


def test_a_file_that_stays_is_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said, right = tables_of(tmp_path / "rules.toml", _TEXT), tomllib.loads(_TEXT.decode())
    monkeypatch.setattr(tomllib, "loads", lambda _: pytest.fail("it was parsed again"))
    assert tables_of(tmp_path / "rules.toml", _TEXT) == said == right


def test_a_file_that_changed_is_parsed_again_also_where_it_is_as_long(tmp_path: Path) -> None:
    tables_of(tmp_path / "rules.toml", _TEXT)
    other = _TEXT.replace(b"Because", b"becausE")
    assert tables_of(tmp_path / "rules.toml", other) == tomllib.loads(other.decode())


def test_what_json_cannot_say_is_not_kept(tmp_path: Path, byte_code: Path) -> None:
    dated = b"from = 2026-11-30\n"
    assert tables_of(tmp_path / "rules.toml", dated) == tomllib.loads(dated.decode())
    assert not [*byte_code.rglob("*.json")]


def test_nothing_is_written_where_byte_code_is_not(
    tmp_path: Path, byte_code: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    tables_of(tmp_path / "rules.toml", _TEXT)
    assert not byte_code.exists()


@pytest.mark.parametrize("left", [b"", b"nonsense", b"00000000 9\n{}"])
def test_a_copy_that_is_not_whole_is_made_anew(tmp_path: Path, byte_code: Path, left: bytes) -> None:
    tables_of(tmp_path / "rules.toml", _TEXT)
    (copy,) = byte_code.rglob("*.json")
    copy.write_bytes(left)
    assert tables_of(tmp_path / "rules.toml", _TEXT) == tomllib.loads(_TEXT.decode())
    assert copy.read_bytes().endswith(b"}") and len(copy.read_bytes()) > len(left)


def test_a_place_that_cannot_be_written_does_no_harm(tmp_path: Path, byte_code: Path) -> None:
    byte_code.write_text("a file where a folder would be")
    assert tables_of(tmp_path / "rules.toml", _TEXT) == tomllib.loads(_TEXT.decode())
