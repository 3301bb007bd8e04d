"""What happens in a life, a step at a time: time passes, a person does something, something goes wrong."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Literal

from routine.core.requests.commands import (
    Answers,
    Command,
    Disable,
    Done,
    Enable,
    Irritated,
    PauseCommand,
    RefillStock,
    Resume,
    SessionAct,
    SessionStart,
    Skip,
    Snooze,
    Undo,
    VisitAct,
)
from routine.core.requests.reports import Outputs, PresenceTold, Reload, Tick, Woke
from routine.core.state.session import Action
from tests.simulation.law_checks import Laws
from tests.simulation.life import Life
from tests.simulation.random_households import zones
from tests.simulation.unsteady_disk import CrashError

_ACTIONS: tuple[Action, ...] = ("next", "next", "ready", "pause", "resume", "back", "stop", "stinging", "yes", "no")
_VISITS: tuple[Literal["book", "move", "attended", "missed", "cancel"], ...] = (
    "book",
    "book",
    "move",
    "attended",
    "missed",
    "cancel",
)
_NOTES = ("", "--help", "$(reboot)", "a\nb", "\x00\x1b", "Ümlaut “quoted”", "x" * 2000)


def one_step(life: Life, laws: Laws, dice: random.Random) -> None:
    """Live one step; whatever dies under way is born again."""
    life.dice = life.disk.dice = dice
    off_by = life.off_by
    try:
        _happen(life, laws, dice)
    except CrashError:
        life.reborn(power_cut=dice.random() < 0.5)
        if life.off_by != off_by:
            laws.clock_was_set()  # what was raised before it died may open again
    life.disk.dies_after = None
    if dice.random() < 0.3:
        life.disk.fails_after = None
        life.server.mood = "well"  # also where a death came before it was
    life.run_for(timedelta())
    laws.step()


def _happen(life: Life, laws: Laws, dice: random.Random) -> None:
    """Time, mostly."""
    life.careful = dice.random() < 0.8
    if dice.random() < 0.12:
        life.disk.dies_after = dice.randrange(60)
    if life.disk.poor and dice.random() < 0.3:
        _poor_disk(life, dice)
        return
    chance = dice.random()
    if chance < 0.55:
        life.run_for(timedelta(minutes=dice.choice((1, 30, 400, 1440, 3 * 1440, 10 * 1440))))
    elif chance < 0.80:
        life.ask(some_command(dice, life))
        life.tick()
    elif chance < 0.86:
        life.pass_time(timedelta(minutes=dice.choice((2, 90, 700, 3000, 3 * 10080))))  # suspended
        life.ask(Woke())
        life.tick()
    elif chance < 0.88:
        _clock(life, laws, dice)
    elif chance < 0.91:
        _disk(life, laws, dice)
    elif chance < 0.96:
        _server(life, dice)
    elif chance < 0.98:
        life.second_start()
        life.stop()
        life.reborn(power_cut=False)
    else:
        life.reborn(power_cut=True)


def _clock(life: Life, laws: Laws, dice: random.Random) -> None:
    """Somebody sets the clock, goes on a journey, or the battery is dead: it begins in 1970 until it is set."""
    laws.nothing_lost()
    laws.begin_anew()
    laws.clock_was_set()
    match dice.randrange(4):
        case 0:
            life.travel(dice.choice(zones()))
        case 1 | 2:
            by = timedelta(minutes=dice.choice((-1500, -90, -10, 45, 1500)))
            life.set_clock(by)
            laws.begin_anew()
            laws.clock_was_set()
            if dice.random() < 0.5:
                life.run_for(timedelta(minutes=dice.choice((5, 600))))
                laws.clock_was_set()
                life.set_clock(-by)
                laws.clock_was_set()
        case _:
            ahead = life.now.instant.timestamp() - 1000
            life.pass_time(timedelta())
            life.set_clock(-timedelta(seconds=ahead))
            life.reborn(power_cut=True)
            life.ask(some_command(dice, life))
            life.run_for(timedelta(minutes=30))
            life.set_clock(timedelta(seconds=ahead))
    laws.begin_anew()


def _disk(life: Life, laws: Laws, dice: random.Random) -> None:
    """It is full for a while, a call fails, or something else writes nonsense into the state."""
    match dice.randrange(4):
        case 0 | 1:
            life.disk.full = True
            life.ask(some_command(dice, life))
            life.tick()
            life.run_for(timedelta(minutes=dice.choice((5, 300))))
            life.disk.full = False
            life.tick()
        case 2:
            life.disk.fails_after = dice.randrange(40)
            life.run_for(timedelta(minutes=600))
            life.disk.fails_after = None
            life.tick()
        case _:
            life.ask_quietly()  # the log has all of it
            laws.spoiled = True
            laws.clock_was_set()
            life.disk.spoil("state.json", dice.choice((b"", b"{", b"\xff\xfe", b'{"state": {"1": {"schema": 1}}')))
            life.reborn(power_cut=False)


def _poor_disk(life: Life, dice: random.Random) -> None:
    """For some hours every so many calls fail; mostly it is restarted then, or the power goes off."""
    life.disk.fails = dice.choice((0.01, 0.05, 0.2, 0.5))
    for _ in range(dice.randrange(1, 5)):
        life.ask(some_command(dice, life))
        life.tick()
        life.run_for(timedelta(minutes=dice.choice((1, 60, 600))))
    life.disk.is_well()
    if dice.random() < 0.5:
        life.reborn(power_cut=dice.random() < 0.7)
    life.tick()


def _server(life: Life, dice: random.Random) -> None:
    """The notification server is in a mood, then restarts, or is well again."""
    life.server.mood = dice.choice(("refusing", "hanging", "lying", "unsure", "well"))
    life.tick()
    life.run_for(timedelta(minutes=dice.choice((1, 45, 2000))))
    if dice.random() < 0.5:
        life.server.restart()
    life.server.mood = "well"
    life.tick()


def some_command(dice: random.Random, life: Life) -> Command:
    """What a person may ask."""
    id = dice.choice(sorted(life.files.setup.presets))
    waiting = [id for id, one in sorted(life.state.routines.items()) if one.raised]
    if waiting and dice.random() < 0.5:
        id = dice.choice(waiting)
    match dice.randrange(16):
        case 0 | 1:
            return Done((id,), note=dice.choice(_NOTES))
        case 2:
            return dice.choice((Skip((id,)), Skip((id,), next=True), Done((id,), next=True), Done((id,), extra=True)))
        case 3:
            return Snooze(id, dice.choice(("20m", "3h", "1 day")))
        case 4:
            return Undo(dice.choice((id, None)))
        case 5:
            return Done((id,), f"{life.now.wall() - timedelta(hours=dice.randint(1, 60)):%Y-%m-%d %H:%M}")
        case 6:
            return dice.choice((PauseCommand(None, None, "in 2 days"), PauseCommand(id), Resume(), Resume()))
        case 7:
            return dice.choice((Done((id,), since="3 days ago"), PauseCommand(id, "2 days ago", "yesterday")))
        case 8:
            return dice.choice((Irritated(), Irritated("strong"), Irritated(over=True), Irritated(over=True)))
        case 9:
            return dice.choice((Disable((id,)), Enable((id,)), Enable((id,)), Enable((id,), ("thin", "egg"))))
        case 10:
            when = life.now.wall() + timedelta(days=dice.randint(-1, 40), hours=dice.randint(-5, 5))
            return VisitAct(dice.choice(_VISITS), id, f"{when:%Y-%m-%d %H:%M}")
        case 11:
            return SessionStart(id)
        case 12:
            return SessionAct(dice.choice(_ACTIONS))
        case 13:
            return dice.choice((RefillStock(id, doses=30), RefillStock(id, amount="450g"), Outputs(), Reload()))
        case 14:
            return PresenceTold(dice.choice(((), (), ("locked",), ("do-not-disturb",))))
    fact = dice.choice(sorted(life.files.setup.facts))
    return dice.choice((Tick(), Answers({fact: dice.choice(("yes", "no"))}), Answers({fact: "no"})))
