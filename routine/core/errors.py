"""What can go wrong in front of a person: each error has a stable code, an exit status and, at best, a hint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal


class RoutineError(Exception):
    """Something a person can understand and act on; `code` is stable, `status` is the command's exit status."""

    code: ClassVar[str] = "failed"
    status: ClassVar[int] = 1

    def __init__(
        self,
        message: str,
        hint: str | None = None,
        details: Mapping[str, object] | None = None,
        example: str | None = None,
    ) -> None:
        """`message` and `hint` are sentences: what is wrong, and what to type.

        `example`: a value that works, as a person types it; who knows the command or the file around it says it with
        `for_example`. `details`: more for a program to read, such as the findings of a refusal; part of the JSON reply.
        """
        super().__init__(message)
        self.message = message
        self.advice, self.example = hint, example
        self.hint = for_example(hint, example)
        self.details: Mapping[str, object] = details or {}


def for_example(advice: str | None, example: str | None) -> str | None:
    """The advice with what to type: `Use 00:00 to 23:59, for example: 20:30`."""
    if example is None:
        return advice
    return f"{advice.removesuffix('.')}, for example: {example}" if advice else f"For example: {example}"


class UsageError(RoutineError):
    """A time, duration, number or combination that cannot be meant."""

    code = "usage"
    status = 2

    def within(self, before: str, after: str = "") -> UsageError:
        """The same of a value in a command: the example is the whole of it, with `snooze spf --until` before."""
        if self.example is None:
            return self
        typed = " ".join(filter(None, ("routine", before, f'"{self.example}"', after)))
        return UsageError(self.message, self.advice, self.details, typed)


class AmbiguousError(RoutineError):
    """A name that fits several things."""

    code = "ambiguous"
    status = 2


class NotFoundError(RoutineError):
    """A name that fits nothing."""

    code = "not-found"
    status = 3


class NothingToDoError(RoutineError):
    """A command that found nothing to act on."""

    code = "nothing"
    status = 3


class RefusedError(RoutineError):
    """A safety finding stands against it."""

    code = "refused"


class NeedsYesError(RoutineError):
    """Something speaks against it, and somebody is there who can be asked first; nothing has changed."""

    code = "ask"


class PresetError(RoutineError):
    """A preset file that cannot be used."""

    code = "preset"


#: What a disk says when it takes nothing: no room, no writing at all, not by this user; or something else.
DiskTrouble = Literal["full", "read-only", "forbidden", "other"]


class StoreError(RoutineError):
    """The data directory cannot be read or written; `trouble`: what the disk says."""

    code = "store"
    trouble: DiskTrouble = "other"


def say_it_is_written(error: RoutineError) -> None:
    """Have an error say that a file of the user's was written before it: that much is done, and stays."""
    if error.code in (StoreError.code, BusyError.code):
        error.message = f"Your change is in its file, but it does not apply yet. {error.message}"
        error.hint = "You need not make it again: it applies once Routine can save. See what to do: routine doctor"


class BusyError(RoutineError):
    """Another process owns the data directory."""

    code = "busy"


class DaemonError(RoutineError):
    """The daemon did not start, does not answer, or answers nonsense."""

    code = "daemon"


class ConfigError(RoutineError):
    """A settings or profile file that cannot be used."""

    code = "config"


class FileProblemError(RoutineError):
    """A file outside the data directory that cannot be read or written."""

    code = "file"
