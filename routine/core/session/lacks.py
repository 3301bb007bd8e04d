"""What a session has to do without on this machine, in one plain sentence; the causes are for log and doctor."""

from __future__ import annotations

from routine.core.state.session import Session

_NOTHING_HEARD = frozenset({"voice", "sound"})
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
