"""docs/presets.md against the reader: every key is explained, every rule is named, every example loads."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from routine.adapters.rule_files import read_rules
from routine.core.preset.overlay import merge
from routine.core.preset.read.forms import Field
from routine.core.preset.read.preset import FIELDS, read_preset
from tests.rows import each

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "presets.md").read_text("utf-8")
CHANGES, WHOLE = (tomllib.loads(block) for block in re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL))
ROW = re.compile(r"^\| `([a-z_]+)` \| .*? \| (`.*`) \|", re.MULTILINE)
SECTIONS = re.split(r"^### ", TEXT.split("## Every key")[1].split("## Writing")[0], flags=re.MULTILINE)[1:]
EXAMPLES = [
    (heading[0] if (heading := re.findall(r"`\[(\w+)", section.partition("\n")[0])) else "", key, cell)
    for section in SECTIONS
    for key, cell in ROW.findall(section)
]
VISIT = {**{key: value for key, value in WHOLE.items() if key not in ("schedule", "steps")}, "kind": "visit"}
MAKERS = ("at", "cron", "window", "after", "after_done", "when_needed")


def keys(fields: dict[str, Field]) -> Iterator[str]:
    """Every key that a preset may have, at any depth."""
    for name, field in fields.items():
        yield name
        form = field.form.entry or field.form
        yield from keys(form.fields or {})


@each("key", sorted(set(keys(FIELDS)) - {"times", "wait", "off", "routine"}))
def test_every_key_of_a_preset_is_explained(key: str) -> None:
    assert re.search(rf"`\[?{key}\]?`|`\w+\.{key}`|`\[{key}\.NAME\]`", TEXT), key


def test_exactly_the_rules_that_exist_are_named() -> None:
    named = TEXT.split("The rules are: ")[1].split(". Each rule needs")[0]
    _, rules, _ = read_rules(ROOT / "presets" / "rules.toml")
    assert sorted(re.findall(r"`([a-z0-9-]+)`", named)) == sorted(rules)


def test_the_whole_preset_of_the_example_loads() -> None:
    assert read_preset("hand-cream", WHOLE)[1] == ()


def test_your_changes_of_the_example_fit_the_shipped_preset() -> None:
    base = tomllib.loads((ROOT / "presets" / "egg-mask.toml").read_text("utf-8"))
    merged = merge(base, CHANGES)
    assert (merged.faults, merged.dropped) == ((), ())
    assert read_preset("egg-mask", merged.raw)[1] == ()
    assert next(iter(merged.raw["steps"])) == "tea"


def with_example(section: str, key: str, cell: str) -> dict[str, Any]:
    """A whole preset with the (first) example of a key in its place."""
    value = tomllib.loads(f"{key} = {re.findall('`(.*?)`', cell)[0]}")
    step = {"say": "Rest.", "timer": "8m"}
    other = {"rinse": {"say": "Rinse.", "on_skin": "end"}} if key == "on_skin" else {}
    if section == "":
        return {**WHOLE, **value}
    if section == "schedule" and key == "free":
        return {**WHOLE, "schedule": {"at": ["21:00"], "ramp": {"nights": [2, 7]}, **value}}
    if section == "schedule":
        return {**WHOLE, "schedule": value if key in MAKERS else {"at": ["08:00"], **value}}
    if section == "steps" and key == "nights":
        return {**WHOLE, "schedule": {"at": ["21:00"], **value}, "steps": {"rest": {**step, **value}}}
    if section == "series":
        return {**VISIT, "series": value}
    if section == "steps":
        return {**WHOLE, "steps": {"rest": {**step, **value}, **other}}
    if section == "signs":
        return {**WHOLE, "kind": "check", "signs": {"wrinkles": {"say": "Fine wrinkles", **value}}}
    return {**WHOLE, section: value}


@each(("section", "key", "cell"), EXAMPLES, ids=[f"{s}.{key}" for s, key, _ in EXAMPLES])
def test_the_example_of_a_key_is_one(section: str, key: str, cell: str) -> None:
    assert read_preset("hand-cream", with_example(section, key, cell))[1] == ()


def test_the_examples_are_found() -> None:
    assert {section for section, _, _ in EXAMPLES} == {"", "schedule", "remind", "safety", "series", "steps", "signs"}
    assert len(EXAMPLES) > 35
