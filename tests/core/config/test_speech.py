"""What a voice program is given: words only, options only of checked values."""

from __future__ import annotations

import pytest

from routine.core.config.speech import Speech, spoken_words
from routine.core.errors import UsageError
from tests.rows import each


@each(
    ("text", "words"),
    [
        ("Lie flat.\nNo pillow.", "Lie flat. No pillow."),
        ("ring\x07 the\x1b[31m bell\x00", "ring the [31m bell"),
        ("!-!STOP all", "! !STOP all"),
        ("!-!-!", ""),
        ("say [[volm 0]] this", "say [ [volm 0] ] this"),
        ("[[[[a", "[ [ [ [a"),
        ("\ud800 still here", "still here"),
        (" … — ", ""),
        ("", ""),
    ],
)
def test_only_words_are_left_of_a_text(text: str, words: str) -> None:
    assert spoken_words(text) == words


def test_no_order_is_left_in_any_mixture() -> None:
    left = spoken_words("x!-!-!![[]]]][[[!-!-!y")
    assert not [order for order in ("!-!", "[[", "]]") if order in left]


def test_a_text_without_end_is_cut() -> None:
    assert len(spoken_words("word " * 10_000)) <= 1000


@pytest.mark.parametrize("language", ["en", "en-us", "de", "cmn-latn-pinyin"])
def test_a_language_is_a_tag(language: str) -> None:
    assert Speech(language=language).language == language


@each("language", ["", "-w/tmp/x", "en+../../x", "en/x", "en;rm", "en us", "EN\n", "en-"])
def test_what_is_no_tag_is_no_language(language: str) -> None:
    with pytest.raises(UsageError, match="not a language"):
        Speech(language=language)


@pytest.mark.parametrize("wrong", [{"rate": 0}, {"rate": 401}, {"volume": -1}, {"volume": 101}])
def test_rate_and_volume_have_limits(wrong: dict[str, int]) -> None:
    with pytest.raises(UsageError):
        Speech(**wrong)  # type: ignore[arg-type] # by name, as the table of a file would


def test_a_slow_voice_is_given_longer() -> None:
    words = "Brush on a thin layer, neck upward, eyes and lips clear."
    assert Speech(rate=80).longest(words) > Speech(rate=300).longest(words) > 5


def test_a_voice_at_half_the_speed_it_was_told_is_not_cut_off() -> None:
    """150 words of five letters take it two minutes."""
    assert Speech(rate=150).longest("words" * 150) >= 120
