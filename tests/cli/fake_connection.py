"""A door that answers as the service does, from values a test sets, and remembers what it was asked."""

from __future__ import annotations

from typing import Any

from routine.core.errors import RoutineError

Json = dict[str, Any]


def occurrence(routine: str = "spf", when: str = "today 08:00", **changes: Any) -> Json:
    """An occurrence view."""
    return {
        "id": f"{routine}@2026-11-23T08:00",
        "routine": routine,
        "title": f"Title of {routine}",
        "nominal": "2026-11-23T08:00",
        "instant": "2026-11-23T07:00:00Z",
        "zone": "Europe/Berlin",
        "status": "planned",
        "why": "every day at 08:00",
        "when": when,
        **changes,
    }


def reminder(routine: str = "spf", **changes: Any) -> Json:
    """A reminder view."""
    return {
        "id": f"{routine}@2026-11-23T08:00",
        "routine": routine,
        "title": f"Title of {routine}",
        "nominal": "2026-11-23T08:00",
        "raised_at": "2026-11-23T07:00:00Z",
        "delivered_at": None,
        "snoozed_until": None,
        "nags": 0,
        "when": "today 08:00",
        "raised": "today 08:00",
        "later": None,
        **changes,
    }


def finding(**changes: Any) -> Json:
    """A safety finding that asks for a fact nobody gave."""
    return {
        "level": "block",
        "rule": "egg-allergy",
        "why": "Nobody said whether you are allergic to egg.",
        "fix": "Answer it: routine profile set egg-allergy no",
        "source": "unsourced",
        "routine": "egg-mask",
        "asks": "egg-allergy",
        **changes,
    }


def a_visit(**changes: Any) -> Json:
    """A visit view."""
    return {
        "visit": 1,
        "nominal": "2026-12-01T10:00",
        "instant": "2026-12-01T09:00:00Z",
        "zone": "Europe/Berlin",
        "status": "booked",
        "asked": [],
        "when": "Tue 1 Dec 10:00",
        **changes,
    }


def a_series(**changes: Any) -> Json:
    """The view of a series with a visit booked."""
    return {
        "routine": "sculptra",
        "title": "Title of sculptra",
        "sessions": [3, 3],
        "of": "3",
        "attended": 0,
        "apart": "4 to 6 weeks",
        "visits": [a_visit()],
        "next": None,
        "effect_ends": None,
        "notes": ["A note."],
        **changes,
    }


class FakeDoor:
    """Stands in for `routine.cli.shell.connection.ask`; `replies` by `do`, an exception among them is raised."""

    def __init__(self) -> None:
        self.asked: list[tuple[Json, bool]] = []
        said = {"said": ["Done: Title of spf. Next: tomorrow 08:00."], "answers": [{"id": "spf@k", "answer": "done"}]}
        self.replies: dict[str, Json | RoutineError] = {
            "overview": {
                "zone": "Europe/Berlin",
                "pending": [reminder()],
                "next": [occurrence("egg-mask", "Fri 27 Nov 20:30")],
                "problems": [],
                "notes": [],
            },
            "today": {"zone": "Europe/Berlin", "day": "2026-11-23", "occurrences": [occurrence(status="raised")]},
            "plan": {"zone": "Europe/Berlin", "occurrences": [occurrence(when="tomorrow 08:00")]},
            "pending": {"reminders": [reminder()]},
            "why": {"routine": "spf", "title": "Title of spf", "lines": ["Schedule: every day at 08:00."]},
            "status": {
                "routines": 1,
                "next": occurrence(),
                "problems": [],
                "zone": "Europe/Berlin",
                "pauses": [],
            },
            "log": {
                "entries": [
                    {
                        "seq": 1,
                        "id": "spf@2026-11-23T08:00",
                        "routine": "spf",
                        "title": "Title of spf",
                        "nominal": "2026-11-23T08:00",
                        "answer": "excused",
                        "at": "2026-11-23T07:00:00Z",
                        "recorded_at": "2026-11-23T07:00:00Z",
                        "replaces": None,
                        "reason": "pause",
                        "by": "time",
                        "when": "today 08:00",
                    }
                ]
            },
            "preset-list": {
                "presets": [
                    {
                        "id": "spf",
                        "title": "Title of spf",
                        "kind": "sun",
                        "enabled": True,
                        "source": "shipped",
                        "errors": 0,
                    },
                    {
                        "id": "egg-mask",
                        "title": "Egg",
                        "kind": "mask",
                        "enabled": False,
                        "source": "overlay",
                        "errors": 0,
                    },
                ]
            },
            "visit-list": {"zone": "Europe/Berlin", "series": [a_series()]},
            "visit": {**said, "routine": "sculptra", "visit": a_visit()},
            "enable": {"enabled": ["egg-mask"], "findings": [], "said": ["Egg is enabled. Next: Fri 27 Nov 20:30."]},
            "reload": {"said": [], "answers": [], "changed": [], "problems": []},
            **{verb: dict(said) for verb in ("done", "skip", "snooze", "undo", "pause", "resume", "disable")},
        }

    def __call__(self, request: Json, *, write: bool) -> Json:
        """Answer as `door.ask` does."""
        self.asked.append(({key: value for key, value in request.items() if value is not None}, write))
        reply = self.replies[request["do"]]
        if isinstance(reply, RoutineError):
            raise reply
        return {"running": True, **reply}

    @property
    def last(self) -> Json:
        """The last request, without the fields that were not given."""
        return self.asked[-1][0]
