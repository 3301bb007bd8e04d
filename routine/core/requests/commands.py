"""Commands as data: what a person asks of `decide`, typed or by a button; and, with `reports`, all there are.

Each is one JSON object whose `do` names it, so the socket's lines decode straight into these. Times and durations stay
the text that a person typed: they are read with the service's clock and zone.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from routine.core.requests.reports import (
    Cleared,
    Closed,
    LoginSet,
    Outputs,
    PageFailed,
    PresenceTold,
    Reload,
    Tick,
    Told,
    Welcome,
    Withdrawn,
    Woke,
)
from routine.core.state.irritation import Level
from routine.core.state.session import Action


class Done(Struct, frozen=True, tag_field="do", tag="done"):
    """I did it. Without routines: the one that waits. `at`: when. `since`: every missed time since that date.

    `extra`: in addition to what is planned; `next`: it counts as the next time. `swim`, `sweat`: the sunscreen gets
    wet, so it is to be renewed sooner. `note`: in the person's own words. `ask`: somebody is there who can be asked
    before what is too soon or too much is recorded; `sure`: they were asked.
    """

    routines: tuple[str, ...] = ()
    at: str | None = None
    since: str | None = None
    extra: bool = False
    next: bool = False
    note: str | None = None
    ask: bool = False
    sure: bool = False
    swim: bool = False
    sweat: bool = False


class Skip(Struct, frozen=True, tag_field="do", tag="skip"):
    """I will not do it this time. `staying_in`: nor today, since I stay indoors: the day's times are not counted.

    `next`: the next time. `note`: in the person's own words. `extra` is refused: it says what was done.
    """

    routines: tuple[str, ...] = ()
    at: str | None = None
    since: str | None = None
    extra: bool = False
    next: bool = False
    note: str | None = None
    staying_in: bool = False


class AnswerOne(Struct, frozen=True, kw_only=True, tag_field="do", tag="answer", rename={"length": "for"}):
    """An answer to the one time `id` (`ROUTINE@KEY`) that waits, by a button that it has; refused once it is answered.

    `button`: `done`, `skip`, `later` (`for` or `until`), `staying-in`, `irritated`, `start`, `say-yes`, `say-no`,
    `went`, `moved` or `did-not-go`. `note`, `swim`, `sweat`, `ask` and `sure`: as in `done`.
    """

    id: str
    button: str
    note: str | None = None
    length: str | None = None
    until: str | None = None
    swim: bool = False
    sweat: bool = False
    ask: bool = False
    sure: bool = False


class Rate(Struct, frozen=True, tag_field="do", tag="rate"):
    """Ratings of a routine's signs, as typed: `tone=2`, `wrinkles.forehead=1`; they make its time done. `at`: when.

    `note`: in the person's own words.
    """

    routine: str | None = None
    ratings: tuple[str, ...] = ()
    at: str | None = None
    note: str | None = None


class Snooze(Struct, frozen=True, tag_field="do", tag="snooze", rename={"length": "for"}):
    """Later: by a duration, or (`until`) at a time, which moves that occurrence."""

    routine: str | None = None
    length: str | None = None
    until: str | None = None


class Undo(Struct, frozen=True, tag_field="do", tag="undo"):
    """Take back the last that was said (of that routine).

    `seq`: only if the last answer is still this entry of the log. `what`: a pause, or what was entered of a product, if
    nothing was answered since.
    """

    routine: str | None = None
    seq: int | None = None
    what: Literal["pause", "product"] | None = None


class PauseCommand(Struct, frozen=True, tag_field="do", tag="pause", rename={"start": "from", "length": "for"}):
    """Stop reminding, for one routine or all, between two dates, for so long, or from now until resumed."""

    routine: str | None = None
    start: str | None = None
    until: str | None = None
    length: str | None = None


class Resume(Struct, frozen=True, tag_field="do", tag="resume"):
    """End the pause."""

    routine: str | None = None


class Irritated(Struct, frozen=True, tag_field="do", tag="irritated", rename={"go_on": "go-on"}):
    """Skin is irritated, so that masks, retinoids and acids wait; or that is `over`; or a ramp may go on after it."""

    level: Level | None = None
    over: bool = False
    go_on: str | None = None


class Enable(Struct, frozen=True, tag_field="do", tag="enable"):
    """Begin these routines; `accept` names findings that the user overrides.

    `answers`: to safety questions, fact -> as typed; they are kept whatever becomes of it, and what is refused then is
    told in the reply.
    """

    routines: tuple[str, ...]
    accept: tuple[str, ...] = ()
    answers: dict[str, str] = {}


class Answers(Struct, frozen=True, tag_field="do", tag="answers"):
    """Answers to safety questions, fact -> as typed: all of them hold from now on, or none does."""

    answers: dict[str, str]


class Disable(Struct, frozen=True, tag_field="do", tag="disable"):
    """End these routines."""

    routines: tuple[str, ...]


class Choose(Struct, frozen=True, tag_field="do", tag="choose"):
    """Of two times that cannot both be, the one that `comes`, by its id; `clash`: the id of the one left out."""

    clash: str
    comes: str


class Press(Struct, frozen=True, tag_field="do", tag="press"):
    """A button of a notice was pressed."""

    notice: str
    button: str


class Greet(Struct, frozen=True, tag_field="do", tag="greet"):
    """Somebody clicked Routine in the desktop's menu: show a notice with what is next and what there is to do."""

    at_login: bool = False


class TryNotice(Struct, frozen=True, tag_field="do", tag="try-notice"):
    """Somebody wants to see whether notices reach them: show one, the way that every notice goes."""


class SessionStart(Struct, frozen=True, tag_field="do", tag="session-start"):
    """Begin a guided session, or attach to the one that runs; another `speed` than 1 makes it a rehearsal.

    `keys`: it is followed at a terminal, so that the voice names keys and not buttons.
    """

    routine: str
    speed: float = 1.0
    keys: bool = False


class SessionAct(Struct, frozen=True, tag_field="do", tag="session"):
    """A key (`keys`: at a terminal that follows it), a button or a command in the session.

    `at`: only where it still stands as the view of this name showed it; stopping, and skin that stings, always count.
    """

    action: Action
    keys: bool = False
    at: str | None = None


class RefillStock(Struct, frozen=True, tag_field="do", tag="refill"):
    """More is there: an `amount` (`450g`) or so many `doses` are added; `left` says what there is in all.

    Or a product was `opened` on a day; it `keeps` so long after it, or has a `use_by` date.
    """

    routine: str
    amount: str | None = None
    doses: int | None = None
    left: str | None = None
    opened: str | None = None
    keeps: str | None = None
    use_by: str | None = None


class VisitAct(Struct, frozen=True, tag_field="do", tag="visit"):
    """A visit to a clinic: booked or moved to `when`, attended, missed or cancelled.

    `visit`: its number, where several could be meant; `asked`: after-care that the doctor asked for.
    """

    action: Literal["book", "move", "attended", "missed", "cancel"]
    routine: str
    when: str | None = None
    visit: int | None = None
    asked: tuple[str, ...] = ()


Command = (
    Tick | Reload | AnswerOne | Done | Skip | Snooze | Undo | PauseCommand | Resume | Enable | Answers | Disable
    | Choose | Press | Told | Closed | Withdrawn | Cleared | PresenceTold | Welcome | Greet | TryNotice | LoginSet
    | PageFailed | SessionStart | SessionAct | Outputs | Woke | RefillStock | Irritated | VisitAct | Rate
)  # fmt: skip
