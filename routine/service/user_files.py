"""The user's files, changed, tried or shown: an edit is written and taken up, a trial only looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from routine.core.config.tried_presets import Edited
from routine.core.errors import StoreError, UsageError, say_it_is_written
from routine.core.requests.edits import Edit, OneEdit
from routine.core.requests.queries import EditableQuery, PresetFile, Trial
from routine.core.requests.reports import Reload
from routine.core.snapshot import Snapshot
from routine.core.state.log import Entry
from routine.ports.files import Editor

if TYPE_CHECKING:
    from routine.core.requests.replies.commands import Reply
    from routine.core.requests.replies.edits import EditableReply, EditReply, PresetFileReply, TrialReply

_T = TypeVar("_T")


class Look(Protocol):
    """Has a piece of work look at what is known now."""

    def __call__(self, work: Callable[[Snapshot], _T], /) -> _T:
        """What the work makes of it."""
        ...


class UserFiles:
    """`editor` None: they cannot be changed here. `take_up` reads them again."""

    def __init__(self, editor: Editor | None, take_up: Callable[[Reload], Reply]) -> None:
        self._editor, self._take_up = editor, take_up

    @property
    def editor(self) -> Editor:
        """What changes them; raises UsageError where nothing can."""
        if self._editor is None:
            raise UsageError("Your files cannot be changed here.")
        return self._editor

    def tried(self, edits: Sequence[OneEdit]) -> Edited:
        """What the edits would make of the presets. Raises RoutineError."""
        return self.editor.tried(edits) if edits else Edited()

    def answer(
        self,
        request: Edit | Trial | EditableQuery | PresetFile,
        look: Look,
        log_since: Callable[[datetime], tuple[Entry, ...]],
    ) -> EditReply | TrialReply | EditableReply | PresetFileReply:
        """Answer a request that hangs on them. `log_since`: the log from an instant (UTC) on. Raises RoutineError."""
        match request:
            case Edit():
                return self._edit(request)
            case Trial():
                from routine.core.decide.trial import trial

                tried = self.tried(request.edits)
                return look(lambda seen: trial(seen.files, seen.state, seen.now, request, tried, log_since))
            case EditableQuery():
                from routine.core.views.editable import editable_view
                from routine.core.views.leaflet_sections import preset_named

                editor = self.editor
                preset = look(lambda seen: preset_named(seen, request.preset))
                return editable_view(preset, *editor.tables(preset.id))
            case PresetFile():
                from routine.core.views.preset_file import preset_file_view

                found = self.editor.file(request.preset)
                return look(lambda seen: preset_file_view(seen, request.preset, found))

    def _edit(self, request: Edit) -> EditReply:
        """Write the files, then take them up; what was written stays, whatever becomes of that."""
        from routine.core.requests.replies.commands import ReloadReply
        from routine.core.requests.replies.edits import EditReply

        edited = self.editor.made(request.edits)
        try:
            told = self._take_up(Reload())
        except StoreError as error:
            say_it_is_written(error)
            raise
        if not isinstance(told, ReloadReply):
            raise TypeError("a reload is answered by a reload")
        return EditReply(
            presets=tuple(one.id for one in edited.presets),
            said=(*edited.notes, *told.said),
            changed=told.changed,
            problems=told.problems,
            findings=told.findings,
        )
