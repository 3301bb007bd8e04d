"""What a session has to do without, from the start or since midway, in a plain sentence; causes are for the log."""

from __future__ import annotations

from collections.abc import Collection

from routine.core.state.session import Part, Session, SoundNews

_NOTHING_HEARD: frozenset[Part] = frozenset({"voice", "sound"})
_NO_SOUND = "This computer has no sound, so read each step here."
_SENTENCES = {
    frozenset({"voice"}): "This computer has no voice, so read each step here.",
    frozenset({"sound"}): "This computer plays no chimes. The voice says each step.",
    frozenset({"staying awake"}): "This computer may go to sleep meanwhile, so touch it now and then.",
    frozenset({"music"}): "Your music cannot be played.",
    frozenset({"voice", "music"}): "This computer has no voice and cannot play your music, so read each step here.",
    frozenset({"voice", "staying awake"}): "This computer has no voice and may go to sleep, so look here now and then.",
    frozenset(
        {"sound", "staying awake"}
    ): "This computer plays no chimes and may go to sleep, so touch it now and then.",
    frozenset({"music", "staying awake"}): "This computer cannot play your music and may go to sleep, so touch it now "
    "and then.",
    frozenset({"voice", "music", "staying awake"}): "This computer has no voice or music and may go to sleep, so look "
    "here now and then.",
}
_NO_SOUND_AND_SLEEPY = "This computer has no sound and may go to sleep, so look here now and then."


def lacks_words(session: Session) -> str:
    """One sentence about everything that is missing here, or "" where nothing is. Notice and terminal say it once."""
    lacks = frozenset(session.lacks)
    if not lacks:
        return ""
    if lacks >= _NOTHING_HEARD:
        return _NO_SOUND_AND_SLEEPY if "staying awake" in lacks else _NO_SOUND
    # Without a sound device there is no music either.
    return _SENTENCES[lacks - {"music"} if "sound" in lacks else lacks]


# --- what changes on the way --------------------------------------------------------------------------------------

_LOST = {
    frozenset({"voice"}): "The voice has stopped, so read each step here.",
    frozenset({"sound"}): "The chimes have stopped. The voice still says each step.",
    _NOTHING_HEARD: "The sound has stopped, so read each step here.",
}
_BACK = {
    frozenset({"voice"}): "The voice works again.",
    frozenset({"sound"}): "The chimes work again.",
    _NOTHING_HEARD: "The sound works again.",
}


def sound_news(session: Session, lacks: Collection[Part]) -> SoundNews | None:
    """What is heard no more, or again, compared with what the session knew; None: that is the same."""
    before, now = _NOTHING_HEARD.intersection(session.lacks), _NOTHING_HEARD.intersection(lacks)
    if lost := now - before:
        return SoundNews(tuple(sorted(lost)), False, session.index)
    return SoundNews(tuple(sorted(before - now)), True, session.index) if before - now else None


def news_words(news: SoundNews) -> str:
    """What became of voice and sound."""
    return (_BACK if news.back else _LOST)[frozenset(news.parts)]


def told_now(session: Session) -> str:
    """The same, in the step in which it came; of a loss, which may come a moment before the next step, in that too."""
    news = session.sound
    if news is None or not session.begun or not 0 <= session.index - news.at <= (0 if news.back else 1):
        return ""
    return news_words(news)
