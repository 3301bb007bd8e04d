"""The safety questions on a terminal: all of them as one list, or one by one; each says what a yes means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import click

from routine.cli.profile import store
from routine.cli.shell import user_files as files
from routine.cli.shell.one_key import one_key
from routine.cli.shell.output import look
from routine.cli.shell.safe_text import plain
from routine.cli.shell.table import hanging
from routine.core.errors import UsageError
from routine.core.text.counts import listed, plural

if TYPE_CHECKING:
    from routine.core.config.rules import Fact, Finding, Rule
    from routine.core.config.setup import Setup

#: So few are asked at once, without a list before them.
_FEW = 2
_INDENT = "   "
#: What can be typed as the answer to a question that yes and no do not answer.
_FORM = {
    "number": "a number, or no",
    "dates": "a date, or no",
    "list": "a list, or no",
    "areas": "y, n, or where it is, such as hands, arms",
}


class Asked(NamedTuple):
    """What came of the questions: rules that the person accepted, and routines that stay off after an answer."""

    accepted: list[str]
    kept_off: set[str]


class _Open(NamedTuple):
    """A question that nobody answered yet, and the rules that wait for it, by routine."""

    fact: Fact
    rules: list[tuple[str, Rule]]


def ask(findings: Iterable[Finding], asked: set[str]) -> Asked | None:
    """Ask what nobody answered yet, and keep the answers; None where nothing was left to ask. Adds to `asked`."""
    setup = files.setup()
    open_ = list(_open(setup, findings, asked))
    if not open_:
        return None
    asked |= {one.fact.name for one in open_}
    asks = plural(
        len(open_), one="Routine asks 1 safety question first.", other="Routine asks {count} safety questions first."
    )
    _say(f"{asks} Your answers stay on this computer.")
    if len(open_) > _FEW and _none_of_these(setup, open_):
        for one in open_:
            store(one.fact.name, "no")
        return Asked([], set())
    return _one_by_one(setup, open_)


def _open(setup: Setup, findings: Iterable[Finding], asked: set[str]) -> Iterator[_Open]:
    """The questions, those first whose yes is final."""
    found: dict[str, list[tuple[str, Rule]]] = {}
    for finding in sorted(findings, key=lambda f: f.acceptable):
        if finding.asks and finding.asks not in asked and finding.asks in setup.facts and finding.rule in setup.rules:
            found.setdefault(finding.asks, []).append((finding.routine, setup.rules[finding.rule]))
    return (_Open(setup.facts[fact], rules) for fact, rules in found.items())


# --- as a list ----------------------------------------------------------------------------------------------------


def _none_of_these(setup: Setup, open_: list[_Open]) -> bool:
    """Show all of them, and ask with one key whether none applies. With a number among them: one by one."""
    if any(one.fact.kind == "number" for one in open_):
        return False
    for n, one in enumerate(open_, 1):
        _say(f"{one.fact.question} {' '.join(_consequences(setup, one))}", f"{n:>3}  ")
    _say("If none of these is true for you, press n. To answer them one by one, press o.")
    while (key := one_key()) not in ("n", "o"):
        if key not in ("\r", "\n"):
            _say("Please press n or o.")
    return key == "n"


def _consequences(setup: Setup, one: _Open) -> Iterator[str]:
    """What a yes means, each once: the gravest first."""
    titles: dict[str, list[str]] = {}
    for id, rule in one.rules:
        titles.setdefault("" if rule.level == "final" else rule.fix, []).append(_title(setup, id))
    for fix, of in titles.items():
        names = listed(dict.fromkeys(of))
        if not fix:
            yield f"If yes, {names} cannot be enabled."
        else:
            yield f"If yes: {fix}" if len(titles) == 1 else f"If yes, for {names}: {fix}"


def _title(setup: Setup, id: str) -> str:
    return setup.presets[id].title if id in setup.presets else id


# --- one by one ---------------------------------------------------------------------------------------------------


def _one_by_one(setup: Setup, open_: list[_Open]) -> Asked:
    """Each question in turn; what an answer means is said at once. What only a routine kept off asks is left out."""
    from routine.core.config.areas import elsewhere
    from routine.core.config.profile import holds

    found = Asked([], set())
    for n, one in enumerate(open_, 1):
        wanted = [(id, rule) for id, rule in one.rules if id not in found.kept_off]
        if not wanted:
            continue
        count = f"{n} of {len(open_)}. " if len(open_) > 1 else ""
        answer = _answer(setup, one, count)
        for id, rule in wanted if holds(answer, one.fact.kind) else ():
            if not elsewhere(answer, setup.presets[id].area if id in setup.presets else ()):
                _tell(setup, id, rule, found)
    return found


def _answer(setup: Setup, one: _Open, count: str) -> bool | str:
    """Ask until the answer can be read, and keep it."""
    why = " ".join(dict.fromkeys(rule.why for _, rule in one.rules))
    _say(f"{count}{one.fact.question}")
    _say(f"Why: {why} {' '.join(_consequences(setup, one))}", _INDENT)
    if one.fact.kind == "yes-no":
        yes = _yes_or_no("[y/n]")
        store(one.fact.name, "yes" if yes else "no")
        return yes
    while True:
        typed = click.prompt(f"{_INDENT}[{_FORM[one.fact.kind]}]").strip()
        try:
            return store(one.fact.name, typed)
        except UsageError as error:
            _say(error.message, _INDENT)
            _say(f"Please type {_FORM[one.fact.kind]}.", _INDENT)


def _yes_or_no(prompt: str) -> bool:
    answer = click.prompt(f"{_INDENT}{prompt}", default="", show_default=False).strip().lower()
    while answer not in ("y", "yes", "n", "no"):
        answer = click.prompt(f"{_INDENT}Please type y or n. [y/n]", default="", show_default=False).strip().lower()
    return answer in ("y", "yes")


def _tell(setup: Setup, id: str, rule: Rule, found: Asked) -> None:
    """What a yes means for one routine, at once; what needs a decision is asked for here."""
    if id in found.kept_off or rule.name in found.accepted:
        return
    title = _title(setup, id)
    only_told = rule.level in ("warn", "note") or rule.at_least is not None
    if not only_told and (rule.level == "final" or rule.waits):
        _say(f"{title} is not enabled. {rule.fix}", _INDENT)
        if rule.waits:
            _say(f"When it is over: routine profile set {rule.fact} no; routine preset enable {id}", _INDENT)
        found.kept_off.add(id)
        return
    _say(f"{title}: {rule.fix}", _INDENT)
    if only_told:
        return
    if _yes_or_no(f"{_decision(rule)} [y/n]"):
        found.accepted.append(rule.name)
        return
    _say(f"{title} is not enabled.", _INDENT)
    found.kept_off.add(id)


def _say(text: str, margin: str = "") -> None:
    """One paragraph, as wide as the terminal, behind `margin`."""
    for line in hanging(plain(text), look().width, margin):
        click.echo(line)


def _decision(rule: Rule) -> str:
    """Whose word is asked for: the doctor's, where the rule leaves it to one, or the person's own."""
    return "Has your doctor agreed?" if rule.doctor else "Continue anyway?"
