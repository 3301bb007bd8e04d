"""As needed and limits: what a preset may say of them, and what is a fault with its key."""

from __future__ import annotations

import tomllib

from routine.core.preset.amount import Amount
from routine.core.preset.model import DayLimit
from routine.core.preset.read.preset import read_preset
from routine.core.schedule.words import schedule_words
from routine.core.when.duration import parse_duration
from tests.rows import each

HEAD = 'format = 1\ntitle = "Spray"\nkind = "treatment"\n'
DOSE = '[dose]\namount = 500\nunit = "mg"\n'


def faults(text: str) -> list[str]:
    return [".".join(fault.key) for fault in read_preset("spray", tomllib.loads(HEAD + text))[1]]


def test_as_needed_with_a_limit_and_a_gap() -> None:
    text = f'[schedule]\nwhen_needed = true\n[safety]\nmin_gap = "5h"\n[limit]\ntimes = 4\namount = "2 g"\n{DOSE}'
    preset, found = read_preset("spray", tomllib.loads(HEAD + text))
    assert found == ()
    assert preset is not None
    assert preset.schedule.when_needed
    assert preset.limit == DayLimit(4, Amount(2, "g"))
    assert schedule_words(preset.schedule) == "Whenever you need it"


def test_early_is_read() -> None:
    text = '[schedule]\nat = "08:00"\n[remind]\nearly = "3h"\n'
    preset, _ = read_preset("spray", tomllib.loads(HEAD + text))
    assert preset is not None
    assert preset.remind.early == parse_duration("3h")


@each(
    ("text", "key"),
    [
        ('[schedule]\nwhen_needed = true\nat = ["08:00"]\n', "schedule.at"),
        ('[schedule]\nwhen_needed = true\nafter_done = "3 days"\n', "schedule.after_done"),
        ("[schedule]\nwhen_needed = false\n", "schedule.when_needed"),
        ("[schedule]\nwhen_needed = true\n[limit]\ntimes = -1\n", "limit.times"),
        ("[schedule]\nwhen_needed = true\n[limit]\ntimes = 0\n", "limit.times"),
        (f'[schedule]\nwhen_needed = true\n[limit]\namount = "-2 g"\n{DOSE}', "limit.amount"),
        ('[schedule]\nwhen_needed = true\n[limit]\namount = "2 g"\n', "limit.amount"),
        (f'[schedule]\nwhen_needed = true\n[limit]\namount = "2 drops"\n{DOSE}', "limit.amount"),
        ("[schedule]\nwhen_needed = true\n[limit]\n", "limit"),
        ('[schedule]\nat = "08:00"\n[remind]\nearly = "-1h"\n', "remind.early"),
    ],
)
def test_what_cannot_be_is_said_with_its_key(text: str, key: str) -> None:
    assert faults(text) == [key]
