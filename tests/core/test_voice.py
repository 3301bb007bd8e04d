"""How Routine speaks: what a test can hold of every text of the core, of presets, and of what notices say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from routine.core.notices.card_untrue import STILL_TRUE
from routine.core.preset.model import Preset
from routine.core.requests.commands import Done, Irritated, RefillStock, SessionAct, SessionStart, TryNotice, VisitAct
from routine.core.requests.reports import LoginSet, Welcome
from routine.core.schedule.types import AfterRoutine
from routine.core.state.notice import Notice
from routine.core.state.session import Action
from routine.core.text.notice_title import LONGEST_TITLE
from routine.simulate import FixedSetup, Simulation
from tests.builders import World, a_preset, a_series
from tests.cli.every_command.sentences import Text, errors, literals
from tests.core.decide.test_welcome_choices import a_home
from tests.core.notices import test_card_untrue as cards
from tests.core.review.households import a_world as a_reviewed_world
from tests.core.review.households import guarded, say
from tests.core.review.test_check_in import a_world as a_household
from tests.core.review.test_check_in import live as a_quarter_later
from tests.core.review.test_on_hold_until_over import wounded
from tests.core.session.mask_evening import an_evening, lying
from tests.core.spacing.household import a_world as a_spaced_world
from tests.core.spacing.household import mask, without_room
from tests.core.spacing.test_free_evening import a_ramp
from tests.presets import shipped
from tests.rows import each

#: Words of the code, which no person reads.
_INSIDE = re.compile(
    r"(?<!“)\b(daemon|coalesced|occurrences?|overlay|nominal|digest|stock|excused|snoozed|posture|ramps?|unsourced:)\b"
)
_NEGATED = re.compile(r"(?<![Tt]here )(?<![Hh]ere )\b(is|are) (no|none)\b(?! longer)|\b[Nn]obody\b")
#: What a machine says of itself, which goes to the log.
_RAW = re.compile(
    r"\b(errno|traceback|exception|socket|dbus|d-bus|stderr|None|[A-Z]\w+Error)\b|\[Errno|0x[0-9a-f]+|-\d{3}\b"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")
_LONGEST_BUTTON = 20
_ACTIONS: tuple[Action, ...] = (
    "yes",
    "ready",
    "pause",
    "resume",
    "next",
    "ask-stop",
    "keep-on",
    "next",
    "ready",
    "next",
    "stop",
)


# --- what the code says ---------------------------------------------------------------------------------------------


def prose() -> list[Text]:
    """The literals of the core that are phrases: keys, ids and formats are single words."""
    core = [one for one in literals() if one.where.startswith("core/")]
    return [one for one in core if " " in one.text.strip() and re.match(r"[A-Z“X\d]|[a-z]+ ", one.text)]


def _wrong(found: re.Pattern[str]) -> list[str]:
    return [f"{one.where}: {one.text}" for one in prose() if found.search(one.text)]


def test_there_is_something_to_read() -> None:
    assert len(prose()) > 900
    assert len([one for one in errors() if one.message.where.startswith("core/")]) > 100


def test_nothing_is_negated_by_its_noun_and_nobody_is_hidden() -> None:
    """A reason that old logs hold is read, never said."""
    kept = {"nobody answered in time"}
    assert [text for text in _wrong(_NEGATED) if text.partition(": ")[2] not in kept] == []


def test_a_thought_ends_with_a_full_stop_not_with_a_semicolon_or_a_dash() -> None:
    assert _wrong(re.compile(r"; |—|–| - [a-z]")) == []


def test_a_sentence_has_one_colon() -> None:
    """A time or a command may hold more."""
    chains = [
        f"{one.where}: {sentence}"
        for one in prose()
        for sentence in _SENTENCE.split(one.text)
        if len(re.findall(r": ", sentence)) > 1 and "\n" not in sentence
    ]
    assert chains == []


def test_words_of_the_code_are_not_said() -> None:
    said = [text for text in _wrong(_INSIDE) if "snoozed(" not in text]
    assert said == []


# --- what notices say -----------------------------------------------------------------------------------------------


def greeted() -> World:
    world = a_home()
    world.press("today", "welcome")
    return world


def offered() -> World:
    world = a_home(at_login=True)
    world.press("more", "welcome")
    return world


def at_login() -> World:
    world = World(a_preset())
    world.ask(LoginSet(on=True))
    return world


def tried() -> World:
    world = World(a_preset())
    world.ask(TryNotice())
    return world


def asked_again() -> World:
    world = a_household()
    a_quarter_later(world, "2027-02-23 10:00")
    return world


def one_question() -> World:
    world = asked_again()
    world.press("changed", "changes")
    return world


def reviewed() -> World:
    """A note against what runs, that needs a decision."""
    world = a_reviewed_world(guarded("pills", "thin"), guarded("drops", "thin", "labs"))
    say(world, thin=True, labs=True)
    return world


def set_back() -> World:
    world = World(a_preset())
    world.set_clock("2028-11-23 07:00")
    world.set_clock("2026-11-23 07:10")
    return world


def ask_which_of_two() -> World:
    world = without_room()
    world.to("2026-11-27 18:31")
    return world


def no_free_evening() -> World:
    return a_spaced_world(mask(), a_ramp(7))


def gone() -> World:
    """The evening's question, and then a no."""
    world = World(a_series())
    world.ask(VisitAct("book", "sculptra", "2026-12-10 10:00"))
    world.to("2026-12-10 20:31")
    return world


class _Copies(FixedSetup):
    """Copies of presets are kept that the state knows no more."""

    def kept(self) -> tuple[str, ...]:
        return tuple(self.setup.presets)


def lost() -> World:
    world = World(a_preset("spf"), a_preset("mask"), enabled=False)
    world.files = _Copies(world.setup)
    world.simulation = Simulation(world.store, world.files, world.now)
    world.ask(Welcome())
    return world


def past_its_date() -> World:
    world = World(a_preset())
    world.ask(RefillStock("spf", keeps="2 days"))
    world.to("2026-11-26 09:01")
    return world


def strongly_irritated() -> World:
    world = World(a_preset("mask", kind="mask"))
    world.ask(Irritated("strong"))
    return world


#: A home for each kind of card, and for what else a notice may show.
HOMES: dict[str, Callable[[], World]] = {
    "answered": cards.answered,
    "put off": cards.put_off,
    "missed": cards.missed,
    "zone": cards.travelled,
    "clock": set_back,
    "files": cards.a_broken_file,
    "hold": cards.on_hold,
    "welcome": a_home,
    "silent": cards.silent,
    "course": cards.course_over,
    "session": cards.stinging,
    "over time": cards.over_time,
    "stock": cards.running_low,
    "irritation": strongly_irritated,
    "ramp": cards.may_go_on,
    "clash": ask_which_of_two,
    "no-room": cards.no_room,
    "free-evening": no_free_evening,
    "review": reviewed,
    "changes": asked_again,
    "question": one_question,
    "today": greeted,
    "offer": offered,
    "login": at_login,
    "try": tried,
    "waits": lambda: wounded(guarded("mask", "wound")),
    "visit": gone,
    "lost": lost,
    "use-by": past_its_date,
}
#: Made by the daemon alone, or only by an older Routine.
_ELSEWHERE = {"problem"}


def test_every_kind_of_card_is_read_here() -> None:
    assert STILL_TRUE.keys() - HOMES.keys() == _ELSEWHERE
    for kind in STILL_TRUE.keys() - _ELSEWHERE:
        world = HOMES[kind]()
        assert any(card.kind == kind for card in world.state.notices.cards), kind


def _heard(world: World) -> Iterator[Notice]:
    """What shows, and what follows each button that shows."""
    yield from world.notices


@each("home", HOMES.values(), ids=HOMES.keys())
def test_what_a_notice_says_is_short_plain_and_can_be_answered_by_mouse(home: Callable[[], World]) -> None:
    for notice in _heard(home()):
        read(notice)


@each("kind", HOMES)
def test_so_is_what_follows_each_button(kind: str) -> None:
    for nth in range(3):
        for id in [notice.id for notice in HOMES[kind]().notices]:
            world = HOMES[kind]()
            buttons = world.notice(id).buttons
            if nth < len(buttons):
                world.press(buttons[nth].id, id)
                for notice in _heard(world):
                    read(notice)


def read(notice: Notice) -> None:
    """Hold one notice to the voice."""
    where = f"{notice.id}: {notice.title}\n{notice.body}"
    assert len(notice.title) <= LONGEST_TITLE, where
    assert not notice.title.endswith("."), where
    assert notice.title.count(":") <= 1, where
    assert notice.body.strip(), where
    for text in (notice.title, notice.body):
        assert not _NEGATED.search(text), where
        assert not _INSIDE.search(text), where
        assert not _RAW.search(text), where
        assert "; " not in text, where
    for button in notice.buttons:
        assert len(button.label) <= _LONGEST_BUTTON or "add:" in button.id, where
    assert not (_answers(notice) and _COMMAND.search(notice.body)), where


_COMMAND = re.compile(r"\broutine (?!rate\b)(?!has\b|asks\b|remind)[a-z]+ [a-z]")


def _answers(notice: Notice) -> bool:
    """Whether its buttons do what it is about: OK and Undo only put away what it says."""
    return bool({button.id for button in notice.buttons} - {"ok", "undo", "today", "more", "at-login"})


# --- what presets say -----------------------------------------------------------------------------------------------


def _at_home(preset: Preset) -> World:
    """A person to whom nothing applies, with this preset, and what it comes after."""
    files, base = shipped.answered(), preset.schedule.base
    others = [files.presets[base.routine]] if isinstance(base, AfterRoutine) else []
    names = ("profile", "rules", "facts", "limits", "spacing", "postures")
    given = {name: getattr(files, name) for name in names}
    return World(preset, *others, questions=shipped.questions(), **given)


@each("id", shipped.IDS)
def test_what_its_notices_say_is_short_and_plain(id: str) -> None:
    """Its first days: the word ahead, the reminder, the answer, the session from its questions to its end."""
    world = _at_home(shipped.preset(id))
    if shipped.preset(id).schedule.series:
        world.ask(VisitAct("book", id, "2026-12-10 10:00"))
    for _ in range(12):
        upcoming = world.next(id)
        if not re.match(r"\d{4}-", upcoming):
            break
        world.to(upcoming)
        for notice in _heard(world):
            read(notice)
        if id in world.raised:
            world.ask(Done((id,)))
            for notice in _heard(world):
                read(notice)


def test_every_moment_of_a_session_is_read() -> None:
    for world in (an_evening(), lying()):
        world.ask(SessionStart("mask"))
        for action in _ACTIONS:
            world.ask(SessionAct(action))
            for notice in _heard(world):
                read(notice)
            if world.state.session is None:
                break


def test_the_texts_of_presets_have_no_semicolon_but_in_what_is_kept_to_the_word() -> None:
    """A warning and a source stay as they are."""
    for id in (*shipped.IDS,):
        raw = {key: value for key, value in shipped.raw(id).items() if key not in ("warnings", "sources")}
        assert [text for text in shipped.texts(raw) if re.search(r"; |—|–", text)] == []
