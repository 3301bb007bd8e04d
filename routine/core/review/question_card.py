"""One safety question at a time in a notice, with Yes and No: asked again in turn, or new since an update."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from routine.core.config.rules import Fact
from routine.core.config.setup import Setup
from routine.core.draft import Draft
from routine.core.safety.contraindications import judged, rules_of
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Card, card_id
from routine.core.state.model import State
from routine.core.state.notice import Button
from routine.core.text.counts import listed, plural
from routine.core.text.notice_title import LONGEST_TITLE

QUESTION = (Button("yes", "Yes"), Button("no", "No"), Button("not-now", "Later"))
#: The kinds of questions that Yes and No answer.
BY_BUTTONS = ("yes-no", "areas")
_ROUTINES = 3


def asking(setup: Setup, state: State) -> list[str]:
    """The routines that go by something a person said: enabled, on hold or not, their course not over."""
    running = [id for id, r in sorted(state.routines.items()) if r.enabled and not r.course.ended]
    known = [preset for id in running if (preset := setup.presets.get(id))]
    return [preset.id for preset in judged(setup.rules, known)]


def facts_of_running(draft: Snapshot) -> Iterator[Fact]:
    """What the rules of the routines that run ask about, in the order of the profile."""
    setup = draft.setup
    rules = {name for id in asking(setup, draft.state) for name in rules_of(setup.rules, setup.presets[id])}
    wanted = {setup.rules[name].fact for name in rules if name in setup.rules}
    return (fact for fact in setup.facts.values() if fact.name in wanted)


def question_card(draft: Snapshot, fact: Fact, left: list[str], revision: int = 0) -> Card:
    """The question, the answer so far, and whom it matters to; `left`: the questions to come, this one first."""
    fits, set_it = len(fact.question) <= LONGEST_TITLE, f"routine profile set {fact.name}"
    so_far = f"Your answer so far: {_words(draft, fact)}. It matters to {_for_whom(draft, fact)}."
    new = fact.name not in draft.setup.profile
    title = fact.question if fits else "A safety question is new" if new else "Has anything changed?"
    return Card(
        id=card_id("changes"),
        kind="changes",
        title=title,
        body="\n".join([*([] if fits else [fact.question]), so_far, _how_many(len(left) - 1)]),
        buttons=QUESTION,
        about=tuple(left),
        commands=(f"{set_it} yes", f"{set_it} no"),
        revision=revision,
    )


def ask_new(draft: Draft, names: Iterable[str]) -> None:
    """Ask what nobody answered yet, behind what is asked already; a card that asks about everything has it too."""
    card = draft.card_of("changes")
    if card and not card.about:
        return
    facts = {fact.name: fact for fact in facts_of_running(draft)}
    so_far = list(card.about) if card else []
    left = [name for name in dict.fromkeys([*so_far, *names]) if name in facts]
    if left and left != so_far:
        draft.show(question_card(draft, facts[left[0]], left))


def said(value: bool | str | None) -> str:
    """An answer as it is grouped and written: `yes`, `no`, its text; `?` for none."""
    if value is None:
        return "?"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _how_many(more: int) -> str:
    one, other = "1 more question after this one.", "{count} more questions after this one."
    return plural(more, one=one, other=other) if more else "This is the last question."


def _words(draft: Snapshot, fact: Fact) -> str:
    value = said(draft.setup.profile.get(fact.name))
    return "none" if value == "?" else value


def _for_whom(draft: Snapshot, fact: Fact) -> str:
    setup = draft.setup
    rules = {rule.name for rule in setup.rules.values() if rule.fact == fact.name}
    ids = [id for id in asking(setup, draft.state) if rules & set(rules_of(setup.rules, setup.presets[id]))]
    titles = [draft.title(id) for id in ids]
    more = len(titles) - _ROUTINES
    return listed(titles if more <= 1 else [*titles[:_ROUTINES], f"{more} more"])
