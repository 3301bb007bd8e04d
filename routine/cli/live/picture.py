"""The large, calm picture of a session: a status and a size become lines to show. Pure."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from routine.cli.live import key_meanings, session_words
from routine.cli.live.big_digits import big, width_of
from routine.cli.live.session_words import Scene
from routine.core.when.format import countdown

if TYPE_CHECKING:
    from routine.core.requests.replies.session import SessionView

_WIDEST, _WIDEST_OF_ALL = 64, 88
"""Longer lines are hard to follow lying down; on a wall of a screen, where everything is larger, longer ones."""
_BAR = 48
_QUIET, _LOUD, _ALARM, _NOTE = "dim", "bold", "bold red", "magenta"
"""Each can be read on black and on white: of the eight colours, red and magenta alone can, and the terminal's own."""
_measure = Console(color_system=None, width=80, force_terminal=False)


class Level(NamedTuple):
    """How generous a picture is: the size of the digits, blank lines between parts, and which parts."""

    scale: int
    gap: int
    parts: frozenset[str]


_ALL = frozenset({"header", "posture", "bar", "skin", "total", "next", "keys"})
_LARGEST = 12
_LEVELS = (
    *(Level(scale, 2, _ALL) for scale in range(_LARGEST, 3, -1)),
    Level(4, 1, _ALL),
    Level(3, 1, _ALL),
    Level(2, 1, _ALL),
    Level(2, 0, _ALL),
    Level(2, 0, _ALL - {"posture"}),
    Level(1, 0, _ALL - {"posture"}),
    Level(1, 0, _ALL - {"posture", "next", "total"}),
    Level(1, 0, frozenset({"bar", "skin", "keys"})),
    Level(1, 0, frozenset({"skin", "keys"})),
    Level(1, 0, frozenset({"skin", "letters"})),
    Level(1, 0, frozenset({"skin"})),
    Level(0, 0, frozenset({"skin", "keys"})),
    Level(0, 0, frozenset({"skin", "letters"})),
    Level(0, 0, frozenset({"skin"})),
    Level(0, 0, frozenset()),
)


def frame(scene: Scene, width: int, height: int, *, blocks: bool = True) -> list[Text]:
    """At most `height` lines of at most `width` cells; the smaller, the less, and the instruction last of all.

    `blocks`: whether the terminal can show block characters.
    """
    body: list[Text] = []
    foot: list[Text] = []
    for level in _LEVELS:
        body = _body(scene, width, level, blocks)
        foot = _foot(scene, width, level)
        if len(body) + len(foot) <= height:
            break
    body = body[: max(1, height - len(foot))]
    above = (height - len(body) - len(foot)) // 2
    below = height - len(body) - len(foot) - above
    lines = [*_blank(above), *body, *_blank(below), *foot][:height]
    for line in lines:
        line.truncate(width)
    return lines


def _foot(scene: Scene, width: int, level: Level) -> list[Text]:
    """A remark and the keys; its room is kept where there is some, so that nothing moves when it comes and goes."""
    note = _centred(_note(scene) if level.gap else _clipped(_note(scene), width), width, _NOTE)
    keys = [_in_the_middle(Text(line, _QUIET), width) for line in _keys(scene, width, level)]
    return [*(note or _blank(1)), *_blank(1), *keys] if level.gap else note or keys


def _keys(scene: Scene, width: int, level: Level) -> list[str]:
    """Every key with what it does; the keys alone where there is no height for that."""
    if "keys" in level.parts:
        return ["space start Routine"] if scene.away_s else key_meanings.key_lines(scene.session, max(1, width - 2))
    if "letters" in level.parts:
        return ["space" if scene.away_s else key_meanings.key_letters(scene.session)]
    return []


def _body(scene: Scene, width: int, level: Level, blocks: bool) -> list[Text]:
    """The parts from top to bottom, blank lines between those that are there."""
    session = scene.session
    parts = [
        _header(session, width) if "header" in level.parts else [],
        _centred(_away(scene, width), width, _ALARM),
        _centred(session_words.alert(session), width, _ALARM),
        [
            *_centred(session_words.instruction(session), width, _LOUD),
            *(_centred(session_words.posture(session), width, _QUIET) if "posture" in level.parts else []),
        ],
        _countdown(scene, width, level, blocks),
        _lasting(scene, width, level, blocks),
        _coming(session_words.coming(session), width, level) if "next" in level.parts else [],
    ]
    lines: list[Text] = []
    for part in parts:
        if part:
            lines += [*(_blank(level.gap) if lines else []), *part]
    return lines


def _coming(text: str, width: int, level: Level) -> list[Text]:
    """What comes next, in one line where room is scarce."""
    return _centred(text if level.gap else _clipped(text, width), width, _QUIET)


def _header(session: SessionView, width: int) -> list[Text]:
    """Title, step, rehearsal: as much of it as one line holds."""
    parts = [session.title, session_words.where(session), session_words.rehearsal(session)]
    brief = [parts[1], "rehearsal"] if session.rehearsal else parts[1:2]
    for shown in (parts, parts[1:], brief, parts[1:2]):
        line = " · ".join(part for part in shown if part)
        if cell_len(line) <= width - 2:
            break
    return [_in_the_middle(Text(line, _QUIET), width)]


def _away(scene: Scene, width: int) -> str:
    if not scene.away_s:
        return ""
    if width < 40:
        return "Waiting for Routine."
    for_long = f" for {session_words.minutes(scene.away_s)}" if scene.away_s >= 10 else ""
    return f"Routine has not responded{for_long}. Your session is kept. Waiting…"


def _note(scene: Scene) -> str:
    if scene.note or scene.session.sound:
        return scene.note or scene.session.sound
    return "The computer was restarted. Times may be wrong." if scene.session.uncertain else ""


def _countdown(scene: Scene, width: int, level: Level, blocks: bool) -> list[Text]:
    """The time that is left, as large as fits; under it what it waits for, and the bar."""
    session = scene.session
    waits = _centred(session_words.waits_for(session), width, _NOTE if session.paused else "")
    left = session.left_s
    if left is None or session_words.asking(session):
        return waits
    text = countdown(left)
    scale = next((size for size in range(level.scale, 0, -1) if width_of(text, size) <= width - 2), 0)
    style = _QUIET if scene.away_s or session.paused else ""
    digits = [Text(line, style) for line in big(text, scale, blocks=blocks)] if scale else [Text(text, style)]
    bar = _bar(left, session.length_s, width, blocks) if "bar" in level.parts else []
    return [*(_in_the_middle(line, width) for line in digits), *(waits or _blank(min(1, level.gap))), *bar]


def _lasting(scene: Scene, width: int, level: Level, blocks: bool) -> list[Text]:
    """The bar of the whole, what is left of it, and the time on skin."""
    session = scene.session
    skin = session_words.on_skin(session) if "skin" in level.parts and not session.overrun else ""
    if skin and scene.away_s:
        skin = f"{skin} at the last report"
    if cell_len(skin) > width:
        skin = session_words.on_skin_briefly(session)
    whole = session_words.in_all(session) if "total" in level.parts else ""
    bar = _bar(session.total_left_s, session.total_s, width, blocks, thin=True) if whole else []
    both = " · ".join(part for part in (skin, whole) if part)
    return [*bar, *_centred(both if cell_len(both) <= width - 4 else skin, width, "")]


def _bar(left: float, length: float | None, width: int, blocks: bool, thin: bool = False) -> list[Text]:
    """What has passed of a length, as a line."""
    if not length:
        return []
    across = min(width - 2, max(_BAR, width * 2 // 3))
    passed = round(across * min(1.0, max(0.0, 1 - left / length)))
    full, rest = ("━", "─") if blocks else ("=", "-")
    return [
        _in_the_middle(
            Text.assemble((full * passed, _QUIET if thin else ""), (rest * (across - passed), _QUIET)), width
        )
    ]


def _clipped(text: str, width: int) -> str:
    """One line of it."""
    line = Text(text)
    line.truncate(_across(width), overflow="ellipsis")
    return line.plain


def _centred(text: str, width: int, style: str) -> list[Text]:
    """The text broken into lines, each in the middle."""
    across = _across(width)
    return [_in_the_middle(Text(line, style), width) for line in _balanced(text, across)]


def _across(width: int) -> int:
    """How long a line of text may be."""
    widest = max(_WIDEST, min(width // 2, _WIDEST_OF_ALL))
    return max(1, min(width if width < 40 else width - 4, widest))


@lru_cache(maxsize=64)
def _balanced(text: str, across: int) -> tuple[str, ...]:
    """Lines of at most `across` cells, as few as can be, and of much the same length."""
    found = _wrapped(text, across)
    for narrower in range(across - 1, across // 2, -1):
        tried = _wrapped(text, narrower)
        if len(tried) > len(found) or len(found) == 1:
            break
        found = tried
    return found


def _wrapped(text: str, across: int) -> tuple[str, ...]:
    lines = Text(text).wrap(_measure, across) if text else ()
    return tuple(line.plain.rstrip() for line in lines)


def _in_the_middle(line: Text, width: int) -> Text:
    line.pad_left(max(0, (width - line.cell_len) // 2))
    return line


def _blank(count: int) -> list[Text]:
    return [Text("") for _ in range(count)]
