"""What a command may ask: it is what the service understands, and the reply that is promised is the one that comes."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Callable
from typing import Any, get_args, get_overloads

from msgspec import Struct

from routine.cli.shell import requests
from routine.core.decide import query as dispatch
from routine.core.requests.commands import Command
from routine.core.requests.queries import Query
from routine.daemon.protocol import SENT_AS
from tests.rows import each

ASKED: dict[str, type[Struct]] = {kind.__struct_config__.tag: kind for kind in (*get_args(Query), *get_args(Command))}
#: The module as the type checker sees it, which is spared to every command that runs.
SEEN: dict[str, Any] = {"__name__": "requests_as_checked"}
exec(inspect.getsource(requests).replace("if TYPE_CHECKING:", "if True:"), SEEN)
PROMISES = [(promise, name) for name in ("query", "change") for promise in get_overloads(SEEN[name])]


def asks(promise: Callable[..., Any]) -> type[Struct]:
    """The request that an overload speaks of."""
    do: str = ast.literal_eval(promise.__annotations__["do"].removeprefix("Literal[").removesuffix("]"))
    return ASKED[do]


@each(("promise", "by"), PROMISES)
def test_every_field_that_can_be_sent_is_one_of_the_requests(promise: Callable[..., Any], by: str) -> None:
    request = asks(promise)
    assert inspect.signature(promise).parameters.keys() - {"do"} <= set(request.__struct_fields__)
    assert (request in get_args(Query)) is (by == "query")


def test_a_field_is_sent_under_the_name_that_the_request_has_for_it() -> None:
    renamed = {}
    for promise, _ in PROMISES:
        fields = zip(asks(promise).__struct_fields__, asks(promise).__struct_encode_fields__, strict=True)
        renamed.update({name: sent for name, sent in fields if name != sent})
    assert renamed == SENT_AS


def _viewed(view: ast.expr, imported: dict[str, str]) -> Any:
    """The function that a name, or a name in a module, means where the queries are dispatched."""
    if isinstance(view, ast.Attribute):
        module = ast.unparse(view.value)
        return getattr(importlib.import_module(f"{imported[module]}.{module}"), view.attr)
    name = ast.unparse(view)
    return getattr(importlib.import_module(imported[name]), name)


def test_every_query_is_promised_the_reply_that_its_view_gives() -> None:
    """But for the status, to which a daemon adds."""
    tree = ast.parse(inspect.getsource(dispatch))
    imported = {
        name.name: one.module or "" for one in ast.walk(tree) if isinstance(one, ast.ImportFrom) for name in one.names
    }
    given = {}
    for case in ast.walk(tree):
        if isinstance(case, ast.match_case) and isinstance(case.pattern, ast.MatchClass):
            view = [one.value for one in ast.walk(case) if isinstance(one, ast.Return)][-1]
            assert isinstance(view, ast.Call)
            given[ast.unparse(case.pattern.cls)] = _viewed(view.func, imported).__annotations__["return"]
    promised = {asks(promise).__name__: promise.__annotations__["return"] for promise, by in PROMISES if by == "query"}
    assert promised == {**given, "StatusQuery": "DaemonStatus"}
