"""Lines of TOML keys: every key that tomllib finds has one, and strange texts cost no time."""

from __future__ import annotations

import contextlib
import tomllib
from typing import Any

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from routine.core.preset.toml_lines import TooDeepError, key_lines, nearest_line
from tests.preset_texts import EGG_MASK
from tests.rows import each

ODD = """\
a.b = 1
"c d"."e=[" = {x = [1.5, "],", {y = 2}], z = \"\"\"
[no]
k = 3 \\\"\"\"
\"\"\"}
[t.'q]'] # [u]
m = [
  1,
  [2, 3],
  # 4
  { n = 1 , o = { } },
]
s = '''
[[v]]
'''
[[w]]
i = 1
[[w]]
i = 2
[w.sub]
j = 3
"""


def _keys(value: Any, path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    pairs = list(value.items()) if isinstance(value, dict) else []
    if isinstance(value, list):
        pairs = [(str(i), inner) for i, inner in enumerate(value, 1)]
    return {path, *(found for key, inner in pairs for found in _keys(inner, (*path, key)))}


@pytest.mark.parametrize("text", [EGG_MASK, ODD, ODD.replace("\n", "\r\n")], ids=["mask", "odd", "windows"])
def test_exactly_the_keys_of_the_text_have_lines(text: str) -> None:
    assert set(key_lines(text)) == _keys(tomllib.loads(text)) - {()}


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("a.b", 1),
        ("c d.e=[.x.3.y", 2),
        ("c d.e=[.z", 2),
        ("t.q]", 6),
        ("t.q].m.3.n", 11),
        ("w.2.i", 19),
        ("w.2.sub.j", 21),
    ],
)
def test_keys_stand_where_they_stand(key: str, line: int) -> None:
    assert key_lines(ODD)[tuple(key.split("."))] == line


def test_every_line_of_the_mask_names_its_key() -> None:
    lines = EGG_MASK.splitlines()

    for key, line in key_lines(EGG_MASK).items():
        names = [part for part in key if not part.isdecimal()]
        assert names[-1] in lines[line - 1] or key[-1].isdecimal()


def test_a_missing_key_stands_at_the_table_around_it() -> None:
    lines = key_lines(EGG_MASK)
    assert nearest_line(lines, ("steps", "lie-flat", "gone")) == lines["steps", "lie-flat"]
    assert nearest_line(lines, ("gone",)) is None


def test_a_broken_text_is_followed_as_far_as_it_goes() -> None:
    assert key_lines('a = 1\nb = "never closed\nc = [\nd = 2')["b",] == 2


_TOML = st.recursive(
    st.integers() | st.booleans() | st.text(max_size=6) | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.text(max_size=4), _TOML, max_size=4))
def test_any_text_that_a_toml_writer_writes_is_followed(value: dict[str, Any]) -> None:
    text = tomlkit.dumps(value)
    try:
        expected = _keys(tomllib.loads(text)) - {()}
    except ValueError:
        return  # this writer's slip, not the reader's
    if any("\\" in part or not part.isprintable() for key in expected for part in key):
        return

    assert set(key_lines(text)) == expected


@pytest.mark.parametrize("text", ["a." * 31_000 + "a=1", "a=" + "[" * 65_000, "a={" * 20_000, "[" + "a." * 20 + "b]"])
def test_depth_is_refused_before_anything_is_built(text: str) -> None:
    with pytest.raises(TooDeepError):
        key_lines(text, 8)


@each(
    "part",
    ['"""\\', '"', "'", "'''a", "\\", "=", "[[a]]\n", '"\\', "a", "a=1\n", "a=[1,", ",\n", "{", "]", "#", "a.b='''\n"],
)
def test_64_kib_of_anything_have_lines_or_are_too_deep(part: str) -> None:
    with contextlib.suppress(TooDeepError):
        key_lines(part * (65_536 // len(part)), 8)


def test_a_key_is_as_deep_as_its_table_and_itself_together() -> None:
    key_lines("[a.b.c.d]\ne.f.g.h = 1", 8)
    with pytest.raises(TooDeepError):
        key_lines("[a.b.c.d]\ne.f.g.h.i = 1", 8)
