"""Which routine a word names: any unambiguous part of an id or a title."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from routine.core.errors import AmbiguousError, NotFoundError
from routine.core.text.counts import or_list

_NEAREST = 3
_FEW = 8
#: Where all names stand, when they are too many to be said.
_LISTED = {"routine": "routine preset list", "preset": "routine preset list", "question": "routine profile show"}


def without_accents(text: str) -> str:
    """The text with `é` as `e`; letters of other scripts stay."""
    import unicodedata  # here: few commands need it

    return "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))


def resolve(text: str, titles: Mapping[str, str], *, what: str = "routine") -> str:
    """The id in `titles` (id -> title) that `text` names; case and the order of words do not matter.

    An exact id or title wins over the beginning of an id, that over the beginnings of words in id or title, and those
    over any part. Raises AmbiguousError with the candidates, NotFoundError with the nearest ids.
    """
    asked = " ".join(text.lower().split())
    for fits in _STRICTEST_FIRST if asked else ():
        found = [name for name, title in titles.items() if fits(asked, name.lower(), title.lower())]
        if len(found) == 1:
            return found[0]
        if found:
            raise _ambiguous(text, found, titles, what)
    raise _not_found(text, asked, titles, what)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _all_begin(asked: str, name: str, title: str) -> bool:
    words = [name, *_words(name), *_words(title)]
    return all(any(word.startswith(part) for word in words) for part in asked.split())


def _all_inside(asked: str, name: str, title: str) -> bool:
    return all(part in name or part in title for part in asked.split())


_Fit = Callable[[str, str, str], bool]
_STRICTEST_FIRST: tuple[_Fit, ...] = (
    lambda asked, name, title: asked == name,
    lambda asked, name, title: asked == title,
    lambda asked, name, title: name.startswith(asked),
    _all_begin,
    _all_inside,
)


def _ambiguous(text: str, found: Iterable[str], titles: Mapping[str, str], what: str) -> AmbiguousError:
    listed = "; ".join(f"{name} ({titles[name]})" for name in sorted(found))
    return AmbiguousError(f"“{text}” fits several: {listed}.", f"Choose one {what} and type its id: {min(found)}")


def _not_found(text: str, asked: str, titles: Mapping[str, str], what: str) -> NotFoundError:
    nearest = _nearest(asked, titles)
    message = f"There is no {what} called “{text}”."
    if nearest:
        return NotFoundError(message, f"Did you mean {or_list(nearest)}?")
    if 0 < len(titles) <= _FEW:
        return NotFoundError(message, f"You can choose from {', '.join(sorted(titles))}.")
    return NotFoundError(message, f"See all names: {_LISTED[what]}" if what in _LISTED else None)


def _nearest(asked: str, titles: Mapping[str, str]) -> list[str]:
    """At most three ids, those with the nearest word in id or title first."""
    from difflib import get_close_matches  # here: only for a name that was not found

    by_word: dict[str, list[str]] = {}
    for name, title in titles.items():
        for word in dict.fromkeys((name.lower(), *_words(name.lower()), *_words(title.lower()))):
            by_word.setdefault(word, []).append(name)
    near = (name for word in get_close_matches(asked, by_word, n=_NEAREST) for name in by_word[word])
    return list(dict.fromkeys(near))[:_NEAREST]
