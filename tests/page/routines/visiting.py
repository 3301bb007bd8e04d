"""Somebody on the pages of routines: what they send, what they read, and what the household says then."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Any

from tests.page.household import Household, Visitor

EGG_ASKS = ("egg-allergy", "broken-skin", "pregnant")
RUN = {"spf", "collagen", "retinoid-a", "scalp-massage"}


UNSURE = (*EGG_ASKS, "lab-tests")


@cache
def visitor_of(home: Household) -> Visitor:
    """Somebody who opened the page once and stays."""
    return home.visitor()


def sent(visitor: Visitor, path: str, fields: Any = ()) -> str:
    """The page that comes after a form."""
    return text_of(visitor.follow(visitor.post(f"routines/{path}", fields)).text)


def text_of(page: str) -> str:
    """What is to be read on a page, and its markup, without entities."""
    return html.unescape(page)


def enabled(home: Household) -> set[str]:
    """The ids of what is enabled."""
    return {row["id"] for row in home.ask("preset-list", v=1)["presets"] if row["enabled"]}


def keys(home: Household, preset: str) -> dict[str, str | None]:
    """What a preset says by now: its times, days, and steps."""
    told = home.ask("editable", v=1, preset=preset)
    found = [
        *told["other"],
        *told["schedule"],
        *told["remind"],
        *told["series"],
        *(key for one in (*told["steps"], *told["care"]) for key in one["keys"]),
    ]
    return {key["key"]: key["value"] for key in found}


def facts(home: Household) -> dict[str, Any]:
    """What was answered."""
    return {one["fact"]: one["answer"] for one in home.ask("profile", v=1)["facts"]}


_TAG = re.compile(r"<(input|select|option|textarea)\b([^>]*)>(?:([^<]*)</textarea>)?")


_VALUE = re.compile(r'([a-z-]+)="([^"]*)"')


def fields_in(page: str) -> list[tuple[str, str]]:
    """What a browser would send of the form of changes, as it is shown."""
    form = page[page.index('id="change-form"') :]
    form = form[: form.index("</form>")]
    found: list[tuple[str, str]] = []
    select, chosen = "", False
    for tag, rest, inside in _TAG.findall(form):
        at = {name: html.unescape(value) for name, value in _VALUE.findall(rest)}
        if tag == "select":
            select, chosen = at["name"], False
        elif tag == "option":
            if " selected" in rest or not chosen:
                found = [*(pair for pair in found if pair[0] != select), (select, at["value"])]
                chosen = True
        elif tag == "textarea":
            found.append((at["name"], html.unescape(inside)))
        elif at.get("name") not in (None, "token") and (
            at.get("type") not in ("checkbox", "radio") or " checked" in rest
        ):
            found.append((at["name"], at.get("value", "")))
    return found


def _counts(at: dict[str, str], rest: str) -> bool:
    return at.get("type") not in ("checkbox", "radio") or " checked" in rest
