"""Settings: whether reminders work, every setting, the answers to the safety questions, the look, where data lies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import Response

from routine import __version__
from routine.core.errors import RoutineError
from routine.page.messages import Said, said_of
from routine.page.reader import advice
from routine.page.screens import own_data, profile
from routine.page.without_commands import without_commands
from routine.wiring import autostart

if TYPE_CHECKING:
    from routine.core.requests.replies.commands import AnswersReply
    from routine.core.requests.replies.doctor import DoctorReply
    from routine.core.requests.replies.profile import ProfileReply
    from routine.core.requests.replies.settings import SettingsReply, SettingView
    from routine.core.requests.replies.status import DaemonStatus
    from routine.page.reader import Reader


class Group(NamedTuple):
    """Settings that are changed together: the id of their card, its heading, what they are called there."""

    id: str
    heading: str
    names: Mapping[str, str]


GROUPS = (
    Group(
        "reminders",
        "Reminders",
        {
            "quiet": "Hours without reminders",
            "day_ends": "Your day ends at",
            "refill_days": "Remind to refill, days ahead",
            "place": "Your location, for the sun",
            "notifier": "What shows notifications",
        },
    ),
    Group(
        "session",
        "Voice and music in a session",
        {
            "voice": "Voice",
            "voice_language": "Language of the voice",
            "voice_rate": "Speed of the voice, words a minute",
            "voice_volume": "Volume of the voice, percent",
            "music": "Your music, a file or a folder",
            "music_volume": "Volume of the music, percent",
        },
    ),
    Group("look", "Look", {"theme": "Light or dark"}),
)
_HINTS = {
    "quiet": "What falls into these hours appears after them. Empty means none.",
    "day_ends": "What comes before this time belongs to the evening before.",
    "place": "A city, or coordinates such as 52.52, 13.40.",
    "voice_language": "For example en, de or fr.",
    "music": "Empty means no music.",
}
#: How a choice is called, where its own word says too little.
_CHOICES = {"auto": "The best that works", "off": "Off"}
_THEMES = {"auto": "As your system", "light": "Light", "dark": "Dark"}
#: What a setting is when nothing was chosen, as its value says it; its field is empty then.
_NOTHING = ("not set", "none")


class Shown(NamedTuple):
    """A setting with its field: `value` as typed, `spans` of the day as pairs, and what is wrong with it."""

    one: SettingView
    label: str
    hint: str
    value: str
    spans: list[tuple[str, str]]
    error: str


def show(reader: Reader) -> Response:
    """The screen."""
    return _page(reader)


def _page(reader: Reader, typed: Mapping[str, str] = {}, errors: Mapping[str, str] = {}) -> Response:
    settings: SettingsReply = reader.daemon.query("settings")
    about_you: ProfileReply = reader.daemon.query("profile")
    status: DaemonStatus = reader.daemon.query("status")
    by_key = {one.key: one for one in settings.settings}
    groups = [
        (group, [_shown(by_key[key], label, typed, errors) for key, label in group.names.items() if key in by_key])
        for group in GROUPS
    ]
    return reader.show(
        "settings.html",
        status=422 if errors else 200,
        groups=groups,
        how=status,
        problems=status.problems,
        login=_login(),
        you=profile.summary(about_you),
        facts=about_you,
        place=settings.place,
        choices=_CHOICES,
        themes=_THEMES,
        paths=reader.shared.paths,
        version=__version__,
    )


def _shown(one: SettingView, label: str, typed: Mapping[str, str], errors: Mapping[str, str]) -> Shown:
    value = typed.get(one.key, "" if one.value in _NOTHING else one.value)
    spans = [(a, b) for a, _, b in (part.strip().partition("-") for part in value.split(",") if part.strip())]
    return Shown(one, label, _HINTS.get(one.key, ""), value, [*spans, ("", "")], errors.get(one.key, ""))


def _login() -> tuple[bool, str]:
    """Whether Routine starts at login, in words; a file that cannot be read is a problem to tell, not to fail on."""
    try:
        now = autostart.login()
    except (RoutineError, OSError) as error:
        return False, str(error)
    if now.way is None:
        return False, "Off. After you log in, no reminders appear until you start Routine."
    return not now.problem, now.problem or "On."


# --- changing settings --------------------------------------------------------------------------------------------


def save(reader: Reader) -> Response:
    """The settings of one card: all that were changed, or none."""
    settings: SettingsReply = reader.daemon.query("settings")
    sent = {one.key: _typed(reader, one) for one in settings.settings if _was_sent(reader, one)}
    edits = {one.key: _edit(one, sent[one.key]) for one in settings.settings if one.key in sent and _differs(one, sent)}
    if not edits:
        return reader.back("settings", Said("Nothing was changed", ("Everything was so already.",), kind="info"))
    try:
        reply = reader.daemon.change("edit", edits=list(edits.values()))
    except RoutineError:
        errors = _errors(reader, edits)
        if not errors:
            raise
        return _page(reader, sent, errors)
    return reader.back("settings", Said("Saved", _in_words(sent, edits, reply.problems)))


def _was_sent(reader: Reader, one: SettingView) -> bool:
    return bool(reader.fields(one.key) or reader.fields(f"{one.key}-from"))


def _typed(reader: Reader, one: SettingView) -> str:
    """As it would be typed: spans of the day from their pairs of fields; half a pair is told, not dropped."""
    if one.form != "spans":
        return reader.field(one.key)
    pairs = zip(reader.fields(f"{one.key}-from"), reader.fields(f"{one.key}-to"), strict=False)
    return ", ".join(f"{a.strip()}-{b.strip()}" for a, b in pairs if a.strip() or b.strip())


def _differs(one: SettingView, sent: Mapping[str, str]) -> bool:
    return sent[one.key] != ("" if one.value in _NOTHING else one.value)


def _edit(one: SettingView, value: str) -> dict[str, str]:
    if not value:
        return {"edit": "setting-unset", "key": one.key}
    return {"edit": "setting", "key": one.key, "value": value}


def _errors(reader: Reader, edits: Mapping[str, dict[str, str]]) -> dict[str, str]:
    """Which of them cannot be, and why: each is tried alone."""
    found = {}
    for key, edit in edits.items():
        try:
            reader.daemon.query("try", edits=[edit], days=1)
        except RoutineError as error:
            found[key] = " ".join(filter(None, (error.message, advice(error))))
    return found


def _in_words(sent: Mapping[str, str], edits: Mapping[str, object], problems: tuple[str, ...]) -> tuple[str, ...]:
    labels = {key: label for group in GROUPS for key, label in group.names.items()}
    lines = [f"{labels[key]}: {_word(key, sent[key]) or 'not set'}." for key in edits if key in labels]
    return (*lines, *without_commands(problems))


def _word(key: str, value: str) -> str:
    return (_THEMES if key == "theme" else _CHOICES).get(value, value)


# --- does it work -------------------------------------------------------------------------------------------------


def health(reader: Reader) -> Response:
    """Everything that reminders and sessions need, looked at now, and what to do about what is wrong."""
    found: DoctorReply = reader.daemon.query("doctor")
    return reader.show("health.html", found=found, login=_login(), advise=_advise)


def listen(reader: Reader) -> Response:
    """A chime and a sentence, to be heard now."""
    found: DoctorReply = reader.daemon.query("doctor", listen=True)
    told = next((one for one in found.checks if one.name == "test sound"), None)
    lines = without_commands(filter(None, (told.text, told.remedy if not told.ok else ""))) if told else ()
    heard = bool(told and told.ok)
    return reader.back(
        _where(reader), Said("Did you hear a chime and a sentence?", lines, kind="done" if heard else "warn")
    )


def _advise(remedy: str | None) -> str:
    return " ".join(without_commands([remedy or ""]))


def send(reader: Reader) -> Response:
    """A test notification, the way that every notification goes."""
    reply: AnswersReply = reader.daemon.change("try-notice")
    return reader.back(_where(reader), said_of(reply))


def _where(reader: Reader) -> str:
    return "settings/health" if reader.field("from") == "health" else "settings"


def login(reader: Reader) -> Response:
    """Start at login from now on, or no longer."""
    on = reader.field("login") == "on"
    autostart.set_login(on)
    title = "Routine starts when you log in" if on else "Routine does not start when you log in"
    return reader.back(_where(reader), Said(title))


GET = {"": show, "health": health, "profile": profile.show, "copy": own_data.copy}
POST = {
    "save": save,
    "listen": listen,
    "send": send,
    "login": login,
    "close": own_data.close,
    "profile": profile.save,
    "profile/none": profile.none_applies,
    "profile/confirm": profile.confirm,
}
