"""Queries as data: what somebody asks to see. Each is one JSON object whose `do` names it; none changes anything."""

from __future__ import annotations

from msgspec import Struct

from routine.core.requests.commands import Command
from routine.core.requests.edits import Edit, OneEdit


class Overview(Struct, frozen=True, tag_field="do", tag="overview"):
    """What waits, and what is next: the bare command."""


class Today(Struct, frozen=True, tag_field="do", tag="today"):
    """Every occurrence of the day as people count it, with its status. `full`: with all that a page shows of each."""

    full: bool = False


class PlanQuery(Struct, frozen=True, tag_field="do", tag="plan"):
    """Every future occurrence of `days` days, today being the first, of one routine or all.

    `full`: with reasons as facts, what comes every day told once, and the choices where there is no room.
    """

    days: int = 7
    routine: str | None = None
    full: bool = False


class Pending(Struct, frozen=True, tag_field="do", tag="pending"):
    """The reminders that await an answer."""


class Why(Struct, frozen=True, tag_field="do", tag="why"):
    """Why a routine comes when it comes, or (`when`) why it did or does not then."""

    routine: str
    when: str | None = None


class StatusQuery(Struct, frozen=True, tag_field="do", tag="status"):
    """How the daemon is."""


class LogQuery(Struct, frozen=True, tag_field="do", tag="log"):
    """The history of answers since a date."""

    since: str | None = None
    routine: str | None = None


class LeafletQuery(Struct, frozen=True, tag_field="do", tag="leaflet"):
    """What a preset says, in sections; also of one that is not enabled."""

    routine: str


class ProfileQuery(Struct, frozen=True, tag_field="do", tag="profile"):
    """What the person said about themselves: every safety question, its answer, and who goes by it."""


class SettingsQuery(Struct, frozen=True, tag_field="do", tag="settings"):
    """Every setting: its value, the default, and what it may be."""


class ReviewQuery(Struct, frozen=True, tag_field="do", tag="review"):
    """What would be asked and found if these routines were enabled, and how they would fit; nothing is enabled.

    `answers`: as if these were given (fact -> as typed), to see what each leads to; `accept` as in `enable`; `edits`:
    as if these had been made.
    """

    routines: tuple[str, ...]
    answers: dict[str, str] = {}
    accept: tuple[str, ...] = ()
    days: int = 28
    edits: tuple[OneEdit, ...] = ()


class Notices(Struct, frozen=True, tag_field="do", tag="notices"):
    """Every notice that should be showing, with its buttons: what is asked besides reminders is among them."""


class PresetList(Struct, frozen=True, tag_field="do", tag="preset-list"):
    """Every preset, with whether it is enabled. `full`: with what each is for, and how it stands with it.

    `find`: of those, the ones that have these words in them, the best first.
    """

    full: bool = False
    find: str | None = None


class SessionQuery(Struct, frozen=True, tag_field="do", tag="session-status"):
    """Where the session stands."""


class CourseList(Struct, frozen=True, tag_field="do", tag="course-list"):
    """Courses and supplies: which day it is, what a dose is, what is left and for how long."""


class VisitList(Struct, frozen=True, tag_field="do", tag="visit-list"):
    """The visits of every enabled series, or of one. `full`: with the dated lines before and after each."""

    routine: str | None = None
    full: bool = False


class Ratings(Struct, frozen=True, tag_field="do", tag="ratings"):
    """The diary of ratings, of one routine or all. `to_rate`: what there is to rate now, or `at`, too."""

    routine: str | None = None
    to_rate: bool = False
    at: str | None = None


class Stats(Struct, frozen=True, tag_field="do", tag="stats"):
    """How it went, in figures, of one routine or all, from `since` to `until` (a year up to today unless given)."""

    routine: str | None = None
    since: str | None = None
    until: str | None = None


class Report(Struct, frozen=True, tag_field="do", tag="report"):
    """What a doctor or a clinic may read, of some routines or all, from `since`, or the last `days`, to `until`."""

    routines: tuple[str, ...] = ()
    days: int = 90
    since: str | None = None
    until: str | None = None


class EditableQuery(Struct, frozen=True, tag_field="do", tag="editable"):
    """What a person may change of a preset: each key with its value, the original, and what it may be."""

    preset: str


class PresetFile(Struct, frozen=True, tag_field="do", tag="preset-file"):
    """The user's file of a preset as it is, also where it cannot be read, and everything that is wrong in it."""

    preset: str


class Trial(Struct, frozen=True, tag_field="do", tag="try"):
    """What edits and then commands would change in the plan of so many days: each is decided, and nothing is done.

    Refused as they would be refused.
    """

    edits: tuple[OneEdit, ...] = ()
    commands: tuple[Command, ...] = ()
    days: int = 28


class Watch(Struct, frozen=True, tag_field="do", tag="watch"):
    """Tell what changes: answered as soon as the daemon's revision is another than this, or after a bounded wait."""

    revision: int = 0


class SunQuery(Struct, frozen=True, tag_field="do", tag="sun"):
    """The sun of a day (`when`; today, if None) at the user's place, or at another one."""

    when: str | None = None
    place: str | None = None


class Desktop(Struct, frozen=True, tag_field="do", tag="desktop"):
    """Where somebody is logged in by now: the `variables` that name the desktop's bus, display and sound.

    A daemon whose own are of an earlier login goes there with its notices; it takes no other variable.
    """

    variables: dict[str, str] = {}


class DoctorQuery(Struct, frozen=True, tag_field="do", tag="doctor"):
    """Look at everything that reminders and sessions need. `listen`: have a chime and a sentence heard, too."""

    listen: bool = False


Query = (
    VisitList | CourseList | SessionQuery | Overview | Today | PlanQuery | Pending | Why | StatusQuery | LogQuery
    | PresetList | Ratings | Notices | LeafletQuery | ProfileQuery | SettingsQuery
    | ReviewQuery | Stats | Report
)  # fmt: skip

#: What needs the user's files themselves, besides the setup read from them.
OfFiles = Edit | Trial | EditableQuery | PresetFile
#: Anything that the service can be asked.
Request = Command | Query | OfFiles

#: What a running daemon answers beside the service: of itself, of the machine, of what changes.
OfDaemon = Watch | SunQuery | DoctorQuery | Desktop
