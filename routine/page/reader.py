"""What a screen is given: what the person asks for, the daemon to ask, and the ways to answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from starlette.responses import HTMLResponse, RedirectResponse, Response

from routine.core.errors import RoutineError
from routine.core.text.safe import sayable
from routine.page.messages import Said
from routine.page.navigation import SCREENS
from routine.page.requests import Daemon
from routine.page.version_check import newer_than

if TYPE_CHECKING:
    from starlette.requests import Request

    from routine.core.requests.replies.status import DaemonStatus
    from routine.page.shared_state import SharedState


#: Of a page with forms. Under `no-referrer`, which holds for everything else, browsers send its forms with `Origin:
#: null`, as those of strangers; under this one no other site is sent a referrer either (ADR 120).
_WITH_FORMS = {"Referrer-Policy": "same-origin"}


class Health(NamedTuple):
    """Whether reminders come, in words; shown in the corner of every page."""

    well: bool
    words: str


class Reader:
    """One request of the person who reads the page. `screen`: the name of the screen that answers it."""

    def __init__(self, shared: SharedState, request: Request, screen: str) -> None:
        self.shared, self.screen = shared, screen
        self.daemon = Daemon(shared.paths.data_dir)
        self.given: Mapping[str, str] = request.path_params
        """The variable parts of the address."""
        self.asked: Mapping[str, str] = request.query_params
        """What stands behind the address's question mark."""
        self.asked_pairs: Sequence[tuple[str, str]] = request.query_params.multi_items()
        """The same, with every value of a name that is there more than once."""
        self.posted = request.method == "POST"
        draft = () if self.posted else shared.drafts.named(self.asked.get("draft", ""))
        self._form: list[tuple[str, str]] = [*(request.scope.get("form") or draft)]
        self.drafted = bool(draft)
        """Whether the fields are those of a form that was sent before, and is shown again."""

    # --- what was sent --------------------------------------------------------------------------------------------

    def field(self, name: str) -> str:
        """A field of the form, without blanks around it; "" if it was not sent."""
        return next((value.strip() for key, value in reversed(self._form) if key == name), "")

    def fields(self, name: str) -> tuple[str, ...]:
        """All values of a field, as of boxes that were ticked."""
        return tuple(value for key, value in self._form if key == name)

    def filled(self, prefix: str = "") -> dict[str, str]:
        """Every field whose name begins so, without the beginning, and not empty."""
        pairs = ((key.removeprefix(prefix), value.strip()) for key, value in self._form if key.startswith(prefix))
        return {key: value for key, value in pairs if value}

    # --- answers --------------------------------------------------------------------------------------------------

    def address(self, where: str = "", **asked: str) -> str:
        """The address of a place in the page, such as `routines/egg-mask`; it needs the secret beginning."""
        query = f"?{urlencode(asked)}" if asked else ""
        return f"/{self.shared.secrets.prefix}/{where}{query}"

    def show(self, template: str, *, status: int = 200, **values: object) -> Response:
        """A page, from a template that extends base.html."""
        text = self.shared.templates.get_template(template).render(
            reader=self,
            address=self.address,
            screens=SCREENS,
            here=self.screen,
            token=self.shared.secrets.form,
            said=self.shared.messages.named(self.asked.get("said", "")),
            **values,
        )
        return HTMLResponse(sayable(text), status, _WITH_FORMS)

    def back(self, where: str, said: Said | None = None, **asked: str) -> Response:
        """Go on to a page after a form was acted on, which tells what came of it."""
        told = {"said": self.shared.messages.keep(said)} if said else {}
        return RedirectResponse(self.address(where, **asked, **told), 303)

    def again(self, where: str, said: Said | None = None, *more: tuple[str, str]) -> Response:
        """Go on to a page that shows the form again as it was sent, with `more` fields, which count before its own."""
        return self.back(where, said, draft=self.shared.drafts.keep([*self._form, *more]))

    # --- what every page shows ------------------------------------------------------------------------------------

    @property
    def theme(self) -> str:
        """`light`, `dark`, or "" for what the system has."""
        theme = self._status.theme if self._status else "auto"
        return "" if theme == "auto" else theme

    @cached_property
    def _status(self) -> DaemonStatus | None:
        try:
            status: DaemonStatus = self.daemon.query("status")
        except RoutineError:
            return None
        return status

    @property
    def update(self) -> str:
        """The version that is installed, where an older one runs; else ""."""
        return newer_than(self._status.version) if self._status else ""

    @property
    def session_runs(self) -> bool:
        """Whether a session would be cut short by a restart."""
        return bool(self._status and self._status.session)

    @property
    def health(self) -> Health:
        """How Routine is."""
        if self._status is None:
            return Health(False, "Reminders are off")
        if self.update:
            return Health(False, "Restart needed")
        count = len(self._status.problems)
        if count:
            return Health(False, "1 problem" if count == 1 else f"{count} problems")
        return Health(True, "Reminders are on")


def advice(error: RoutineError) -> str:
    """What to do about an error, where that can be done here; a command to type does not help whoever reads a page."""
    hint = error.hint or ""
    return "" if "routine " in hint else hint
