"""Which notifier to use: the best one that works, and back to a better one when it can be had again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from routine.core.requests.replies.status import NotifierStatus, TriedNotifier
from routine.daemon.notices.notifier_reconnect import AnswerListener, Candidate, Factory


class NotifierChoice:
    """The candidates, best first. `wake` is called when another look is worth it; `idle`: as that of a candidate."""

    def __init__(
        self,
        factories: Mapping[str, Factory],
        wake: Callable[[], None],
        listener: AnswerListener,
        idle: Callable[[], bool],
    ) -> None:
        self._candidates = {name: Candidate(name, build, wake, listener, idle) for name, build in factories.items()}

    async def best(self, setting: str, something_new: bool) -> Candidate | None:
        """The best that is connected, or can be now, or None. `setting`: "auto", or the only one to use."""
        chosen = [c for c in self._candidates.values() if setting in ("auto", c.name)]
        for candidate in chosen:
            may_try = candidate.ready and (something_new or not candidate.distrusted)
            if candidate.connected or (may_try and await candidate.connect()):
                await self._let_go_all(other for other in self._candidates.values() if other is not candidate)
                return candidate
        await self._let_go_all(other for other in self._candidates.values() if other not in chosen)
        return None

    def on_trial(self, setting: str) -> Candidate | None:
        """One that is better than the present one, failed to show, and may be tried again."""
        for candidate in self._candidates.values():
            if candidate.connected:
                return None
            if setting in ("auto", candidate.name) and candidate.distrusted and candidate.ready:
                return candidate
        return None

    def current(self) -> Candidate | None:
        """The one that is connected."""
        return next((c for c in self._candidates.values() if c.connected), None)

    def try_again(self) -> None:
        """Let each be tried again at the next occasion."""
        for candidate in self._candidates.values():
            candidate.try_again()

    def facts(self) -> NotifierStatus:
        """Which one is connected, and those that did not do, with the reason."""
        current = self.current()
        return NotifierStatus(
            name=current.name if current else "none",
            detail=current.detail if current else "",
            tried=tuple(TriedNotifier(name=c.name, reason=c.reason) for c in self._candidates.values() if c.reason),
        )

    async def close(self) -> None:
        """Let go of all, connected or half so."""
        for candidate in self._candidates.values():
            await candidate.let_go()

    async def _let_go_all(self, candidates: Iterable[Candidate]) -> None:
        for candidate in candidates:
            if candidate.connected:
                await candidate.let_go()
