"""What a person reads in a picture of the screen, and where: text recognition, tried in several lights."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from tests.desktops.frame import Area, Frame

#: How the picture is prepared, as ImageMagick has it. Small text wants to be larger; white on dark, and text on a
#: button or a shadow, want their own surroundings as the measure. None of them reads everything on all desktops.
_LIGHTS: dict[str, tuple[str, ...]] = {
    "as it is": (),
    "dark on light": ("-lat", "61x61-4%"),
    "light on dark": ("-negate", "-lat", "61x61-4%"),
}
_SCALE = 3
_MARGIN = 12  # around what changed, in pixels: letters at the very edge are not recognised
_WORDS_OF_A_TITLE = 4
_SPACE = 9  # pixels; between the labels of two buttons there is more
_ALIKE = 0.8  # a long word with one letter mistaken is the same word


class Spot(NamedTuple):
    """A place on the screen, in pixels."""

    x: int
    y: int


class Place(NamedTuple):
    """Where words stand: in the middle of them, and whether they begin and end what is written there."""

    spot: Spot
    begins: bool
    ends: bool


@dataclass(frozen=True)
class Word:
    """One word that was recognised, with its box on the screen."""

    text: str
    line: tuple[int, ...]
    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def key(self) -> str:
        """Letters and digits alone, with those made alike that recognition takes for each other."""
        plain = "".join(letter for letter in self.text.lower() if letter.isalnum())
        return plain.translate(str.maketrans("1i0", "llo"))


def keys(text: str) -> list[str]:
    """The words of a text, as `Word.key` has them."""
    found = (Word(one, (), 0, 0, 0, 0).key for one in text.split())
    return [key for key in found if key]


@dataclass
class Picture:
    """A screenshot; what it shows beyond `blank` is read, but not the panel with its clock."""

    frame: Frame
    blank: Frame
    panel: Area | None = None
    _read_before: dict[str, list[Word]] = field(default_factory=dict, compare=False, repr=False)

    def keep(self, file: Path) -> Path:
        """Save it for people."""
        _run(["convert", "-", str(file)], self.frame.ppm())
        return file

    @cached_property
    def area(self) -> Area | None:
        """What differs from the empty desktop; None where nothing does."""
        return self.frame.area(self.blank, self.panel)

    def around(self, spot: Spot) -> Frame:
        """The pixels about there: the same as long as the same stands there."""
        width, height = 120, 24
        return self.frame.cut(Area(width, height, spot.x - width // 2, spot.y - height // 2))

    def in_panel(self, text: str) -> list[Spot]:
        """Where these words stand in the panel."""
        words = self._read(self.panel, ()) if self.panel else []
        return [place.spot for place in _places(words, keys(text), _alike)]

    def readings(self) -> Iterator[list[Word]]:
        """The words in it, in reading order, once for each light."""
        area = self.area
        for light, how in _LIGHTS.items() if area else ():
            if area and light not in self._read_before:
                self._read_before[light] = self._read(area, how)
            yield self._read_before[light]

    def text(self) -> str:
        """What can be read at first sight, for people: in every light, a whole screen would take a minute."""
        return " ".join(word.text for word in next(self.readings(), []))

    def says(self, text: str) -> bool:
        """Whether this text can be read in it, wherever its lines break."""
        wanted = keys(text)
        return any(_holds([word.key for word in words if word.key], wanted) for words in self.readings())

    def spots(self, text: str) -> list[Spot]:
        """Where these words stand in one line (the middle of them), from the top."""
        return self._spots(text, lambda _: True)

    def titles(self, text: str) -> list[Spot]:
        """Where a line begins with the first of these words, from the top; a long title goes on in the next line.

        A busy Plasma sometimes makes its popup half as wide, and breaks a short one too.
        """
        return self._spots(" ".join(text.split()[:_WORDS_OF_A_TITLE]), lambda place: place.begins, wraps=True)

    def buttons(self, text: str) -> list[Spot]:
        """Where these words stand alone, from the top."""
        return self._spots(text, lambda place: place.begins and place.ends)

    def _spots(self, text: str, wanted: Callable[[Place], bool], *, wraps: bool = False) -> list[Spot]:
        for words in self.readings():
            for same in (str.__eq__, _alike):
                found = [place.spot for place in _places(words, keys(text), same, wraps=wraps) if wanted(place)]
                if found:
                    return sorted(found, key=lambda spot: (spot.y, spot.x))
        return []

    def _read(self, area: Area, light: Sequence[str]) -> list[Word]:
        border = ("-bordercolor", "gray50", "-border", str(_MARGIN))
        larger = ("-colorspace", "Gray", "-resize", f"{_SCALE * 100}%")
        prepared = _run(["convert", "-", *border, *larger, *light, "-depth", "8", "pgm:-"], self.frame.cut(area).ppm())
        table = _run(["tesseract", "-", "-", "--psm", "11", "tsv"], prepared).decode()
        rows = (row.split("\t") for row in table.splitlines()[1:])
        return [word for row in rows if (word := _word(row, area.x - _MARGIN, area.y - _MARGIN))]


def _word(row: list[str], x: int, y: int) -> Word | None:
    """A row of Tesseract's table; None for what is no word."""
    if len(row) < 12 or not row[11].strip() or float(row[10]) < 0:
        return None
    left, top, width, height = (int(number) // _SCALE for number in row[6:10])
    return Word(row[11], tuple(map(int, row[2:5])), x + left, y + top, width, height)


def _places(
    words: list[Word], wanted: list[str], same: Callable[[str, str], bool], *, wraps: bool = False
) -> Iterator[Place]:
    """Where these words follow each other, in one line, or (`wraps`) from one into the next."""
    words = [word for word in words if word.key]
    for start in range(len(words) - len(wanted) + 1):
        run = words[start : start + len(wanted)]
        line = [word for word in words if word.line == run[0].line]
        if (wraps or all(word in line for word in run)) and all(map(same, [word.key for word in run], wanted)):
            yield _place([word for word in run if word in line], [word for word in line if word not in run])


def _place(run: list[Word], others: list[Word]) -> Place:
    """Words of the same line that are further off than a space is wide belong to something else.

    So does a single letter: an icon is often taken for one, and dunst shows an `(A)` where there is something to click.
    """
    first, last, others = run[0], run[-1], [word for word in others if len(word.key) > 1]
    before = any(0 <= first.left - word.right <= _SPACE for word in others)
    after = any(0 <= word.left - last.right <= _SPACE for word in others)
    spot = Spot((first.left + last.right) // 2, first.top + first.height // 2)
    return Place(spot, begins=not before, ends=not after)


def _alike(one: str, other: str) -> bool:
    return one == other or (len(other) > 6 and SequenceMatcher(None, one, other).ratio() >= _ALIKE)


def _holds(found: list[str], wanted: list[str]) -> bool:
    """Whether the words stand there in this order, but for one in six that was not recognised, or with other spaces."""
    spare = len(wanted) // 6
    matching = SequenceMatcher(None, found, wanted, autojunk=False)
    for start, _, _ in matching.get_matching_blocks():
        window = found[max(0, start - len(wanted)) : start + 2 * len(wanted)]
        blocks = SequenceMatcher(None, window, wanted, autojunk=False).get_matching_blocks()
        if sum(block.size for block in blocks) >= len(wanted) - spare:
            return True
    return "".join(wanted) in "".join(found)


def _run(command: list[str], given: bytes) -> bytes:
    # One thread: on two busy cores Tesseract's four take three times as long.
    done = subprocess.run(
        command, input=given, capture_output=True, check=False, timeout=60, env={"PATH": _PATH, "OMP_THREAD_LIMIT": "1"}
    )
    assert done.returncode == 0, f"{command}: {done.stderr.decode()}"
    return done.stdout


_PATH = "/usr/local/bin:/usr/bin:/bin"
