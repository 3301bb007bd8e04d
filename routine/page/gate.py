"""The door of the page: other sites, other users, old tabs and forms that are too big are turned away here."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl

from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from routine.page.page_secrets import PageSecrets, same
from routine.page.refusals import refusal

COOKIE = "routine"
TOKEN = "token"  # noqa: S105 - the name of the field, not a secret
"""The form's field that says that a page of this process made the form."""
LARGEST_FORM = 256 * 1024
"""Bytes of a form; a preset file may have 64 KiB, each byte of which may be sent as three."""
_MOST_FIELDS = 1000
FORM_S = 10.0
"""A form must be complete within this time, in seconds."""

#: What every answer says to the browser, unless it says something else itself: a page with forms does (`reader.show`).
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class TurnedAwayError(Exception):
    """A request that is answered by this refusal, and reaches nothing else."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


class Gate:
    """Asks the inner app only for what the person at this page asks for; a form's fields are in `scope["form"]`."""

    def __init__(self, app: ASGIApp, secrets: PageSecrets, host: str) -> None:
        """`host`: the only name and port that the page goes by, such as `127.0.0.1:4711`."""
        self._app, self._secrets, self._host = app, secrets, host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            return
        sent = _with_headers(send)
        try:
            scope["form"] = await self._admitted(scope, receive)
        except TurnedAwayError as turned_away:
            await turned_away.response(scope, receive, sent)
            return
        await self._app(scope, receive, sent)

    async def _admitted(self, scope: Scope, receive: Receive) -> list[tuple[str, str]]:
        """The fields of the form that was sent, if any. Raises TurnedAwayError."""
        headers = _headers(scope)
        if headers.get("host") != self._host:
            raise TurnedAwayError(PlainTextResponse("This is not the address of this page.", 421))
        if scope["method"] not in ("GET", "HEAD", "POST"):
            raise TurnedAwayError(PlainTextResponse("Not possible here.", 405, {"Allow": "GET, HEAD, POST"}))
        if scope["path"].startswith("/control/"):
            self._check_control(headers)
            return []
        self._check_reader(scope, headers)
        if scope["method"] != "POST":
            return []
        if headers.get("origin") != f"http://{self._host}":
            raise TurnedAwayError(refusal("origin", 403, self._secrets.prefix))
        form = await _read_form(headers, receive, self._secrets.prefix)
        if not same(self._secrets.form, dict(form).get(TOKEN, "")):
            raise TurnedAwayError(refusal("token", 403, self._secrets.prefix))
        return form

    def _check_control(self, headers: Mapping[str, str]) -> None:
        if not same(f"Bearer {self._secrets.control}", headers.get("authorization", "")) or "origin" in headers:
            raise TurnedAwayError(PlainTextResponse("Not for you.", 401))

    def _check_reader(self, scope: Scope, headers: Mapping[str, str]) -> None:
        """Whether it comes from somebody who was let in; the key of a link and what a page is dressed in need less."""
        _, prefix, *rest = scope["path"].split("/", 3) if scope["path"].count("/") > 1 else ("", "", "")
        if not same(self._secrets.prefix, prefix):
            raise TurnedAwayError(refusal("cookie", 401))
        if rest and rest[0] in ("enter", "static"):
            return
        if not same(self._secrets.cookie, _cookie(headers.get("cookie", ""))):
            raise TurnedAwayError(refusal("cookie", 401, self._secrets.prefix))


def _headers(scope: Scope) -> dict[str, str]:
    """The headers by name; one that matters and was sent twice is empty, so that nobody reads the other one."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1")
        found[key] = "" if key in found and key in ("host", "origin", "cookie") else value.decode("latin-1")
    return found


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


async def _read_form(headers: Mapping[str, str], receive: Receive, prefix: str) -> list[tuple[str, str]]:
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise TurnedAwayError(refusal("form", 415, prefix))
    length = headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit() or int(length) > LARGEST_FORM:
        raise TurnedAwayError(refusal("size", 413, prefix))
    try:
        async with asyncio.timeout(FORM_S):
            body = await _read_body(receive, prefix)
    except TimeoutError:
        raise TurnedAwayError(refusal("time", 408, prefix)) from None
    try:
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except ValueError:
        raise TurnedAwayError(refusal("form", 400, prefix)) from None


async def _read_body(receive: Receive, prefix: str) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise TurnedAwayError(refusal("form", 400, prefix))
        body += message.get("body", b"")
        if len(body) > LARGEST_FORM:
            raise TurnedAwayError(refusal("size", 413, prefix))
        if not message.get("more_body", False):
            return bytes(body)


def _with_headers(send: Send) -> Send:
    """Every answer with what it says to the browser, where the answer itself says nothing of it."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            there = {name for name, _ in message["headers"]}
            more = ((name.lower().encode(), value.encode()) for name, value in HEADERS.items())
            message["headers"] = [*message["headers"], *(one for one in more if one[0] not in there)]
        await send(message)

    return sent
