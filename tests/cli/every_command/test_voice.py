"""How the command line speaks: what can be held of it by a test."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from routine.cli import help_lines
from routine.cli.root import root
from routine.cli.shell.command import LazyGroup, Verb
from routine.cli.shell.synonyms import INSTEAD, SYNONYMS
from tests.cli.conftest import Run
from tests.cli.every_command.sentences import Text, commands, errors, literals, unfit
from tests.rows import each

TABLES = (
    help_lines.ROOT,
    help_lines.PRESET,
    help_lines.PROFILE,
    help_lines.COURSE,
    help_lines.CONFIG,
    help_lines.SESSION,
    help_lines.VISIT,
)
LINES = [(name, verb) for table in TABLES for name, verb in table.items()]
_LONGEST_HELP = 60
#: A reason that logs hold, which is never shown as it stands.
OF_OLD_LOGS = "nobody answered in time"


def _pages(group: click.Command = root, path: str = "routine") -> Iterator[tuple[str, click.Command]]:
    yield path, group
    if isinstance(group, LazyGroup):
        context = click.Context(group, info_name=path)
        for name in group.verbs:
            found = group.get_command(context, name)
            assert found is not None
            yield from _pages(found, f"{path} {name}")


PAGES = list(_pages())
OPTIONS = [
    (f"{path} {option.opts[0]}", option.help or "")
    for path, page in PAGES
    for option in page.params
    if isinstance(option, click.Option)
]


@each(("name", "verb"), LINES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_help_line_is_short_and_ends_with_a_full_stop(name: str, verb: Verb) -> None:
    """It is read in a table."""
    assert len(verb.help) <= _LONGEST_HELP, verb.help
    assert verb.help.endswith("."), verb.help


@each(("option", "about"), OPTIONS, ids=lambda value: value)
def test_so_does_that_of_an_option(option: str, about: str) -> None:
    """Each says what it does."""
    assert about.endswith("."), about
    assert len(about) <= _LONGEST_HELP, about


@each(("path", "page"), PAGES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_page_has_an_example_that_works(path: str, page: click.Command) -> None:
    """`-h` everywhere, with something to type."""
    examples = getattr(page, "examples", ())
    assert examples, path
    assert [(one, why) for one in examples if (why := unfit(one.partition("routine")[2].strip()))] == []
    assert any("-h" in param.opts for param in page.params)


def _shorter(text: Text) -> str:
    return f"{text.where}: {text.text}"


def test_an_error_is_a_sentence() -> None:
    """What is wrong: with a capital or what was typed at its beginning, and a full stop."""
    said = [error.message for error in errors()]
    assert len(said) > 150
    assert [_shorter(one) for one in said if not re.search(r"[.?”]$|[.?]\sX$", one.text)] == []
    assert [_shorter(one) for one in said if re.match(r"(?!routine )[a-z]", one.text)] == []


def test_a_hint_is_a_sentence_or_ends_with_what_to_type() -> None:
    """What to do: never a bare list or a bare command."""
    said = [error.hint for error in errors() if error.hint]
    assert len(said) > 80
    assert [_shorter(one) for one in said if not re.search(r"[.?]$|[:?] \S.*$", one.text)] == []
    assert [_shorter(one) for one in said if not re.match(r"[A-Z“]", one.text)] == []


def test_nothing_is_negated_by_its_noun_and_nobody_is_hidden() -> None:
    """“is not”, “does not”, “you”."""
    wrong = re.compile(
        r"(?<![Tt]here )\b(is|are) no (?!longer)\b|\b[Nn]obody\b|\bis none of\b"
        r"|; nothing was changed|\bmade a mistake\b"
    )
    found = [one for one in literals() if wrong.search(one.text)]
    assert [_shorter(one) for one in found if one.text != OF_OLD_LOGS] == []


def test_a_command_in_a_text_can_be_pasted() -> None:
    """Every one that a text suggests is one that the command line takes; capitals are to be filled in."""
    found = [
        (one.where, command, why) for one in literals() for command in commands(one.text) if (why := unfit(command))
    ]
    assert found == []
    assert sum(len(commands(one.text)) for one in literals()) > 80


MISTYPED = [
    (["spf", "done"], "routine done spf"),
    (["egg-mask", "start"], "routine run egg-mask"),
    (["egg", "mask", "show"], "routine preset show 'egg mask'"),
    (["visit", "sculptra", "book", "3 dec 10:00"], "routine visit book sculptra '3 dec 10:00'"),
    (["preset", "egg-mask", "set", "schedule.at", "21:00"], "routine preset set egg-mask schedule.at 21:00"),
    (["course", "collagen", "refill", "450g"], "routine course refill collagen 450g"),
    (["enable"], "routine preset enable PRESET"),
    (["week", "2"], "routine plan"),
    (["calendar"], "routine plan --days 31"),
    (["streak"], "routine stats"),
]


@pytest.mark.parametrize(
    ("words", "right"), MISTYPED, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_words_in_the_wrong_place_lead_to_the_command_that_was_meant(run: Run, words: list[str], right: str) -> None:
    """With the name that was typed, so that it can be pasted."""
    result = run(*words)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].endswith(f": {right}")
    assert unfit(right.removeprefix("routine ")) is None


@pytest.mark.parametrize("word", sorted({*SYNONYMS[""], *INSTEAD}))
def test_every_word_that_people_try_leads_to_a_command_that_exists(run: Run, word: str) -> None:
    """What is still to be filled in stands there in capitals."""
    hint = run(word).stderr.splitlines()[-1]
    assert [why for command in commands(hint) if (why := unfit(command))] == []
    assert commands(hint)
