"""Who is let in: other sites, other names, other users, old tabs, forged and huge forms are turned away, over HTTP."""

from __future__ import annotations

import http.client
import re
import socket
import stat
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from urllib.parse import urlencode

import pytest

from routine.page.navigation import BY_NAME
from routine.page.templating import FOLDER
from tests.page.household import Household, Visitor
from tests.rows import each

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Household]:
    """One for all of these: none of them may change anything in it."""
    made = Household(tmp_path_factory.mktemp("gate") / "home")
    made.enabled(water=made.habit("Drink water", -5)).start()
    made.waits("water")
    yield made
    assert made.ask("log", v=1)["entries"] == []
    made.close()


@pytest.fixture
def visitor(household: Household) -> Visitor:
    """Somebody who was let in."""
    return household.visitor()


@pytest.fixture
def answer(household: Household) -> dict[str, str]:
    """A form that would answer what waits."""
    return {"time": household.waits("water"), "answer": "done"}


# --- the link and the cookie ----------------------------------------------------------------------------------------


def test_a_link_opens_the_page_once(household: Household) -> None:
    link = household.link()
    assert Visitor(link).entered().get("today").status == 200
    again = Visitor(link)
    assert again.get(link.removeprefix(again.origin)).status == 401


def test_a_guessed_link_opens_nothing(visitor: Visitor) -> None:
    visitor.cookie = ""
    answer = visitor.get(f"enter/{'A' * 43}?to=today")
    assert (answer.status, "set-cookie" in answer.headers) == (401, False)


def test_the_cookie_is_kept_from_scripts_other_sites_and_other_paths(household: Household) -> None:
    visitor = Visitor(household.link())
    said = visitor.get(visitor.link.removeprefix(visitor.origin)).headers["set-cookie"].lower()
    assert "httponly" in said
    assert "samesite=strict" in said
    assert f"path=/{visitor.prefix.lower()}/" in said
    assert "domain" not in said


@pytest.mark.parametrize("cookie", ["", "routine=", "routine=x", "other=1", 'routine="\x7f', "routine=x; routine=y"])
def test_without_the_cookie_nothing_is_shown(visitor: Visitor, cookie: str) -> None:
    visitor.cookie = cookie
    for path in ("today", "today/undo", "live", "", "nosuch"):
        answer = visitor.get(path)
        assert answer.status == 401, path
        assert "Drink water" not in answer.text


def test_without_the_secret_path_nothing_is_shown_even_with_the_cookie(visitor: Visitor) -> None:
    for path in ("/", "/today", "/x/today", "//today", f"/{visitor.prefix[:-1]}/today", "/%2e%2e/today"):
        assert visitor.get(path).status == 401, path


def test_a_page_of_yesterday_is_turned_away(household: Household, visitor: Visitor, tmp_path: Path) -> None:
    """Cookie, path and token of another process mean nothing to this one."""
    old = Household(tmp_path / "home")
    try:
        gone = old.start().visitor()
    finally:
        old.close()
    visitor.token = "x"
    gone.host, gone.origin, gone.token = visitor.host, visitor.origin, "x"
    assert gone.get("today").status == 401
    assert gone.post("today/answer", {}).status == 401


# --- names and origins ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "localhost:{port}", "127.0.0.1", "[::1]:{port}", "a\tb"])
def test_another_name_is_not_this_page(visitor: Visitor, host: str) -> None:
    """A name that its owner lets point here (rebinding) is another origin, and learns nothing."""
    told = visitor.get("today", Host=host.format(port=visitor.host.partition(":")[2]))
    assert told.status in (400, 421)
    assert "Drink water" not in told.text


def test_two_hosts_in_one_request_are_none(visitor: Visitor) -> None:
    assert raw(visitor, f"GET /{visitor.prefix}/today HTTP/1.1", f"Host: {visitor.host}", "Host: evil.example")[0] in (
        400,
        421,
    )


@pytest.mark.parametrize(
    "origin", ["", "null", "http://evil.example", "http://127.0.0.1:1", "https://{host}", "http://{host}.evil.example"]
)
def test_a_form_of_another_site_changes_nothing(visitor: Visitor, answer: dict[str, str], origin: str) -> None:
    assert visitor.post("today/answer", answer, Origin=origin.format(host=visitor.host)).status == 403


@pytest.mark.parametrize("token", ["", "x", "é"])
def test_a_form_without_its_token_changes_nothing(visitor: Visitor, answer: dict[str, str], token: str) -> None:
    visitor.token = token or "x"
    body = urlencode({**answer, **({"token": token} if token else {})}).encode()
    told = visitor.ask("POST", "today/answer", body, {**_FORM, "Origin": visitor.origin})
    assert told.status == 403


def test_a_get_changes_nothing(visitor: Visitor, answer: dict[str, str]) -> None:
    for path in ("today/answer", "today/done", "today/pause", "today/irritated", "start"):
        assert visitor.get(f"{path}?{urlencode(answer)}").status in (404, 405), path


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_other_methods_are_not_taken(visitor: Visitor, method: str) -> None:
    assert visitor.ask(method, "today").status == 405


# --- forms that are not as they should be -----------------------------------------------------------------------------


def test_a_form_of_a_megabyte_is_refused_unread(visitor: Visitor, answer: dict[str, str]) -> None:
    assert visitor.post("today/answer", {**answer, "note": "x" * 1_000_000}).status == 413


def test_a_form_that_hides_its_length_is_refused(visitor: Visitor) -> None:
    visitor.post("today/answer")
    head = [f"POST /{visitor.prefix}/today/answer HTTP/1.1", f"Host: {visitor.host}", f"Cookie: {visitor.cookie}"]
    head += [f"Origin: {visitor.origin}", f"Content-Type: {_FORM['Content-Type']}", "Transfer-Encoding: chunked"]
    chunk = b"8000\r\n" + b"x" * 0x8000 + b"\r\n"
    assert raw(visitor, *head, body=chunk * 12 + b"0\r\n\r\n")[0] == 413


@pytest.mark.parametrize("kind", ["", "application/json", "multipart/form-data; boundary=x", "text/plain"])
def test_only_plain_forms_are_taken(visitor: Visitor, answer: dict[str, str], kind: str) -> None:
    assert visitor.post("today/answer", answer, **{"Content-Type": kind}).status == 415


@pytest.mark.parametrize("body", [b"\xff\xfe", b"time=%ff", b"a=1&" * 2000])
def test_nonsense_is_no_form(visitor: Visitor, body: bytes) -> None:
    told = visitor.ask("POST", "today/answer", body, {**_FORM, "Origin": visitor.origin})
    assert told.status in (400, 403)


def test_a_form_that_never_ends_is_let_go(visitor: Visitor) -> None:
    head = [f"POST /{visitor.prefix}/today/answer HTTP/1.1", f"Host: {visitor.host}", f"Cookie: {visitor.cookie}"]
    head += [f"Origin: {visitor.origin}", f"Content-Type: {_FORM['Content-Type']}", "Content-Length: 20"]
    assert raw(visitor, *head, body=b"token=")[0] == 408


def test_a_connection_that_says_nothing_is_let_go_and_keeps_nobody_out(visitor: Visitor) -> None:
    host, port = visitor.host.split(":")
    silent = [socket.create_connection((host, int(port)), 30) for _ in range(70)]
    try:
        silent[0].sendall(b"GET /")
        for one in silent:
            one.settimeout(30)
            while one.recv(4096):
                pass  # what it is told, until it is let go
        assert visitor.get("today").status == 200
    finally:
        for one in silent:
            one.close()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"time": "water@nonsense", "answer": "done"},
        {"time": "../../etc@x", "answer": "explode"},
        {"time": "nosuch@2026-01-01T08:00", "answer": "later 1h"},
        {"time": "\x00" * 100, "answer": "\x1b[31m"},
    ],
)
def test_an_answer_to_nothing_changes_nothing_and_says_so(visitor: Visitor, fields: dict[str, str]) -> None:
    told = visitor.follow(visitor.post("today/answer", fields))
    assert told.status == 200
    assert 'id="said"' in told.text


#: Of every form there is, so that a field that is read somewhere is sent everywhere.
_NAMES = sorted(
    {
        name
        for template in FOLDER.rglob("*.html")
        for name in re.findall(r'\bname="([a-z_.-]+)"', template.read_text("utf-8"))
        if name not in ("token", "title")  # whatever it is called, one's own would be made
    }
)
#: What these do needs no field, and is what they are for.
_NEED_NO_FIELD = ("settings/close", "settings/login", "settings/send", "settings/listen", "setup/send",
                  "settings/profile/none", "settings/profile/confirm")  # fmt: skip
_FORMS = [
    (f"{screen}/{path}".format(id="nosuch", routine="nosuch"))
    for screen in BY_NAME
    for path in getattr(import_module(f"routine.page.screens.{screen}"), "POST", {})
]


@each("value", ["\x00\x1b[31m", "../../../etc/passwd", "<script>alert(1)</script>", "-1", "9" * 400, "é" * 300])
def test_no_form_with_nonsense_in_every_field_changes_anything_or_breaks(
    household: Household, visitor: Visitor, value: str
) -> None:
    before = [household.ask(what, v=1) for what in ("log", "profile", "settings", "preset-list", "course-list")]
    for path in _FORMS:
        if path in _NEED_NO_FIELD:
            continue
        told = visitor.post(path, dict.fromkeys(_NAMES, value))
        assert told.status in (200, 303, 404, 422), (path, told.status)
        if told.status == 303:
            shown = visitor.get(told.to)
            assert shown.status < 500 or shown.status == 503, path
            assert "<script>alert" not in shown.text, path
        assert "<script>alert" not in told.text, path
    assert [household.ask(what, v=1) for what in ("log", "profile", "settings", "preset-list", "course-list")] == before


# --- what is said to the browser ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["today", "nosuch", "static/style.css", "static/script.js", "/elsewhere"])
def test_every_answer_forbids_what_the_page_does_not_need(visitor: Visitor, path: str) -> None:
    headers = visitor.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == ("same-origin" if path in ("today", "nosuch") else "no-referrer")
    assert headers["cache-control"] == "no-store" or path.startswith("static/")
    assert "server" not in headers


def test_nothing_on_a_page_runs_or_looks_by_itself(visitor: Visitor) -> None:
    """No script, style or handler inside the page, and nothing from elsewhere."""
    text = visitor.get("today").text
    assert not re.search(r"<style|style=|\son\w+=|javascript:", text)
    assert set(re.findall(r"<script([^>]*)>", text)) == {f' src="/{visitor.prefix}/static/script.js" defer'}
    assert not re.findall(r'(?:src|href)="(?!/|#)', text)


@pytest.mark.parametrize(
    "name", ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "style.css/..", "nosuch.css", "", "a.py"]
)
def test_only_the_style_lies_under_static(visitor: Visitor, name: str) -> None:
    assert visitor.get(f"static/{name}").status == 404


# --- other users of this computer ------------------------------------------------------------------------------------


def test_it_listens_on_this_computer_alone(household: Household, visitor: Visitor) -> None:
    port = int(visitor.host.partition(":")[2])
    listening = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    local = {line.split()[1] for line in listening.splitlines() if f":{port:04X} " in line and " 0A " in line}
    assert local == {f"0100007F:{port:04X}"}


def test_no_other_user_can_read_a_secret(household: Household, visitor: Visitor) -> None:
    """Neither in a file nor in the list of processes."""
    for path in (household.page_folder, *household.page_folder.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    pid = household.page_pid()
    command = Path(f"/proc/{pid}/cmdline").read_bytes().decode()
    assert visitor.prefix not in command
    assert visitor.cookie.partition("=")[2] not in command


def test_a_link_is_given_to_who_can_read_the_file_alone(visitor: Visitor) -> None:
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": ""}):
        assert visitor.ask("POST", "/control/link", headers=headers).status == 401
        assert visitor.ask("POST", "/control/end", headers=headers).status == 401


def test_a_script_of_another_site_is_given_no_link(household: Household, visitor: Visitor) -> None:
    """Even if it knew the key."""
    key = re.search(r"127\.0\.0\.1:\d+ ([\w-]+)", (household.page_folder / "lock").read_text())
    assert key is not None
    headers = {"Authorization": f"Bearer {key.group(1)}", "Origin": "http://evil.example"}
    assert visitor.ask("POST", "/control/link", headers=headers).status == 401


def test_readers_beyond_the_most_are_told_so(visitor: Visitor) -> None:
    streams = [http.client.HTTPConnection(visitor.host, timeout=20) for _ in range(9)]
    try:
        statuses = []
        for stream in streams:
            stream.request("GET", f"/{visitor.prefix}/live", headers={"Cookie": visitor.cookie})
            statuses.append(stream.getresponse().status)
            time.sleep(0.05)
        assert statuses == [200] * 8 + [503]
    finally:
        for stream in streams:
            stream.close()


def raw(visitor: Visitor, *head: str, body: bytes = b"") -> tuple[int, str]:
    """Send these very lines; the status, and all that came back."""
    name, port = visitor.host.split(":")
    with socket.create_connection((name, int(port)), 30) as talk:
        talk.sendall("\r\n".join([*head, "", ""]).encode() + body)
        answer = b""
        while more := talk.recv(65536):
            answer += more
            if b"\r\n\r\n" in answer:
                break
    return int(answer.split()[1]), answer.decode("utf-8", "replace")
