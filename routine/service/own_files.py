"""The user's files, changed or tried: an edit is written and taken up, a trial only looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from routine.core.config.tried_presets import Edited
from routine.core.errors import UsageError
from routine.core.requests.edits import Edit, OneEdit
from routine.core.requests.reports import Reload
from routine.ports.files import Editor

if TYPE_CHECKING:
    from routine.core.requests.replies.commands import Reply
    from routine.core.requests.replies.edits import EditReply


class OwnFiles:
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

    def edit(self, request: Edit) -> EditReply:
        """Write the files, then take them up; what was written stays, whatever becomes of that."""
        from routine.core.requests.replies.commands import ReloadReply
        from routine.core.requests.replies.edits import EditReply

        edited = self.editor.made(request.edits)
        told = self._take_up(Reload())
        if not isinstance(told, ReloadReply):
            raise TypeError("a reload is answered by a reload")
        return EditReply(
            presets=tuple(one.id for one in edited.presets),
            said=(*edited.notes, *told.said),
            changed=told.changed,
            problems=told.problems,
            findings=told.findings,
        )
