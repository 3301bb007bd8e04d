"""A clock time as people say or write it elsewhere (`half past eight`, `8 o'clock`, `20h30`), made a plain one."""

from __future__ import annotations

import re

from routine.core.errors import UsageError

_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MINUTES = {"half": 30, "quarter": 15, "a quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
_NUMBER = {word: n for n, word in enumerate(_HOURS, 1)}
_HOUR = rf"(?P<hour>\d{{1,2}}|{'|'.join(_HOURS)})"
_OCLOCK = r" ?o ?['’]? ?clock"
_HALF = r" ?(?P<half>am\b|pm\b|a\.m\.|p\.m\.|in morning\b|in afternoon\b|in evening\b|night\b)"
#: After `tidy`, which leaves out "at" and "the".
_SPOKEN = (
    re.compile(
        rf"\b(?P<minute>{'|'.join(_MINUTES)}|\d{{1,2}})(?: min(?:ute)?s?)? (?P<side>past|to) {_HOUR}\b"
        rf"(?:{_OCLOCK})?(?:{_HALF})?",
        re.ASCII,
    ),
    re.compile(rf"\b{_HOUR}{_OCLOCK}(?:{_HALF})?", re.ASCII),
    re.compile(rf"\b{_HOUR}(?:[:.](?P<minute>\d\d))?{_HALF}", re.ASCII),
)
#: As it is written in much of Europe; not the beginning of a length such as `1h 30m`.
_WITH_H = re.compile(r"\b(?P<hour>\d{1,2}) ?(?:h|uhr)(?: ?(?P<minute>[0-5]\d))?\b(?! ?\d+ ?[a-z])", re.ASCII)
_HALF_A_DAY = 12 * 60


def plain_clock(text: str, asked: str, *, passed: bool = False) -> str:
    """`asked` (a tidied `text`) with its clock time plain: `tomorrow half past 8 pm` is `tomorrow 20:30`.

    `passed`: whether it is looked for behind. Raises UsageError for one that may mean two times.
    """
    for form in _SPOKEN:
        if found := form.search(asked):
            return _replaced(text, asked, found, passed=passed)
    return _WITH_H.sub(lambda found: f"{found['hour']}:{found['minute'] or '00'}", asked)


def _replaced(text: str, asked: str, found: re.Match[str], *, passed: bool) -> str:
    hour, minute = _NUMBER.get(found["hour"]) or int(found["hour"]), _minutes(found)
    half = found["half"] or ""
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        return asked
    if half:
        hour = hour % 12 + (12 if _late(half, hour) else 0)
    elif 1 <= hour <= 12:
        early = (hour * 60 + minute) % _HALF_A_DAY
        both = [_clock(early), _clock(early + _HALF_A_DAY)]
        example = _put(asked, found, both[0 if passed else 1])
        raise UsageError(f"“{text}” may mean {both[0]} or {both[1]}.", "Write the one that you mean.", example=example)
    return _put(asked, found, _clock(hour * 60 + minute))


def _minutes(found: re.Match[str]) -> int:
    """Minutes after the hour that is named; below zero for `quarter to`."""
    parts = found.groupdict()
    minute = parts.get("minute") or "0"
    count = int(minute) if minute.isdigit() else _MINUTES[minute]
    return -count if parts.get("side") == "to" else count


def _late(half: str, hour: int) -> bool:
    """Whether it is after noon; “11 at night” is, “2 at night” is not."""
    return half[0] == "p" or half in ("in afternoon", "in evening") or (half == "night" and 6 <= hour < 12)


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _put(asked: str, found: re.Match[str], clock: str) -> str:
    return f"{asked[: found.start()]}{clock}{asked[found.end() :]}"
