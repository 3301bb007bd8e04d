"""What is asked for and who answers it: the way in, the style, live news, and the screens, each by its module."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, Router, request_response

from routine import __version__
from routine.core.errors import NotFoundError, RoutineError
from routine.page.gate import COOKIE, Gate
from routine.page.lifetime import Lifetime
from routine.page.live_updates import Live
from routine.page.messages import Said
from routine.page.navigation import BY_NAME
from routine.page.not_running import not_running, start_it
from routine.page.reader import Reader, advice
from routine.page.refusals import refusal
from routine.page.requests import NotRunningError
from routine.page.shared_state import SharedState
from routine.page.static import static_file
from routine.page.version_check import newer_than

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_log = logging.getLogger(__name__)

#: Where a link arrives: by now the cookie is there, and the browser goes on by itself, as from this very page.
_ENTERED = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="0; url={where}"><link rel="icon" href="{icon}"><title>Routine</title></head>
<body><p><a href="{where}">Go on to Routine</a></p></body></html>
"""

Act = Callable[[Reader], Response]


class App:
    """Everything behind the gate. Screens are imported when first asked for: the first page must come soon."""

    def __init__(self, shared: SharedState, live: Live, lifetime: Lifetime, link: Callable[[str], str]) -> None:
        """`link` makes an address that opens a screen once."""
        self._shared, self._live, self._lifetime, self._link = shared, live, lifetime, link
        self._screens: dict[str, ASGIApp] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        self._lifetime.read()
        await (await self._answer(scope))(scope, receive, send)

    async def _answer(self, scope: Scope) -> ASGIApp:
        request = Request(scope)
        _, first, *rest = scope["path"].split("/")
        if first == "control":
            return self._control(request, rest)
        room, more = (rest[0] if rest else ""), rest[1:]
        if room == "enter":
            return self._enter(request, "/".join(more))
        if room == "static":
            return static_file("/".join(more))
        if room == "live":
            return (
                refusal("readers", 503) if self._live.full else self._live.follow(request.query_params.get("since", ""))
            )
        if room == "start" and scope["method"] == "POST":
            return await self._told(Reader(self._shared, request, "today"), start_it)
        if scope["method"] == "GET" and newer_than(__version__):
            self._lifetime.end()  # its other screens are of the new version by now, or gone
            return refusal("updated", 410)
        if room in BY_NAME:
            scope["path"] = "/" + "/".join(more)
            return self._screen(room)
        if room == "":
            return RedirectResponse(f"/{self._shared.secrets.prefix}/today", 303)
        return await self._told(Reader(self._shared, request, ""), _nowhere)

    def _control(self, request: Request, rest: list[str]) -> Response:
        """What `routine open` asks."""
        if request.method != "POST" or rest not in (["link"], ["end"]):
            return PlainTextResponse("There is no such thing.", 404)
        if rest == ["end"]:
            self._lifetime.end()
            return JSONResponse({})
        return JSONResponse({"link": self._link(request.query_params.get("to", ""))})

    def _enter(self, request: Request, key: str) -> Response:
        """Let the reader of a link in. Not by a redirect: after one that began elsewhere no cookie would be sent."""
        secrets = self._shared.secrets
        to = request.query_params.get("to", "")
        if request.method != "GET" or not secrets.redeem(key):
            return refusal("link", 401, secrets.prefix)
        where = f"/{secrets.prefix}/{to if to in BY_NAME else 'today'}"
        response = HTMLResponse(_ENTERED.format(where=where, icon=f"/{secrets.prefix}/static/icon.svg"))
        response.set_cookie(COOKIE, secrets.cookie, path=f"/{secrets.prefix}/", httponly=True, samesite="strict")
        return response

    def _screen(self, name: str) -> ASGIApp:
        if name not in self._screens:
            module = import_module(f"routine.page.screens.{name}")
            nowhere = request_response(self._endpoint("", _nowhere))
            self._screens[name] = Router(self._routes(name, module), redirect_slashes=False, default=nowhere)
        return self._screens[name]

    def _routes(self, name: str, module: ModuleType) -> list[Route]:
        seen: Mapping[str, Act] = module.GET
        done: Mapping[str, Act] = getattr(module, "POST", {})
        return [
            *(Route(f"/{path}", self._endpoint(name, act), methods=["GET"]) for path, act in seen.items()),
            *(Route(f"/{path}", self._endpoint(name, act), methods=["POST"]) for path, act in done.items()),
        ]

    def _endpoint(self, screen: str, act: Act) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            return await self._told(Reader(self._shared, request, screen), act)

        return answer

    async def _told(self, reader: Reader, act: Act) -> Response:
        """What a screen answers; it may wait for the daemon, so the loop goes on meanwhile."""
        return await asyncio.to_thread(_guarded, reader, act)


def _guarded(reader: Reader, act: Act) -> Response:
    """The boundary of every screen: whatever goes wrong is told, and breaks nothing else."""
    try:
        return act(reader)
    except NotRunningError:  # after a form by another address: to load this one anew would send the form again
        return reader.back(reader.screen) if reader.posted else not_running(reader)
    except RoutineError as error:
        return _failed(reader, error)
    except Exception:  # noqa: BLE001 - the boundary: a mistake of ours is told and logged, and the page goes on
        _log.exception("page: %s failed", reader.screen or "request")
        return reader.show("failed.html", status=500, title="Routine could not show this", lines=())
    finally:
        reader.daemon.close()


def _failed(reader: Reader, error: RoutineError) -> Response:
    """A form that could not be acted on comes back to the screen that it came from, with the reason."""
    lines = tuple(one for one in (error.message, advice(error)) if one)
    if reader.posted:
        return reader.back(reader.screen, Said("This was not possible", lines, kind="stop"))
    if error.code == NotFoundError.code:
        return reader.show("failed.html", status=404, title="There is no such page", lines=lines)
    return reader.show("failed.html", status=500, title="Routine could not show this", lines=lines)


def _nowhere(reader: Reader) -> Response:
    return reader.show("failed.html", status=404, title="There is no such page", lines=())


def build(shared: SharedState, live: Live, lifetime: Lifetime, link: Callable[[str], str], host: str) -> ASGIApp:
    """The whole page behind its gate; `host`: the only name and port that it goes by."""
    return Gate(App(shared, live, lifetime, link), shared.secrets, host)
