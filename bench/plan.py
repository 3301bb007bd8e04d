"""A year's plan of 1,000 routines, beside `remind`, dateutil and APScheduler, on the same rules.

`python -m bench.plan` prints one table, and fails when the occurrences are not those that remind finds.
`python -m bench.plan --list` only prints the plan, as remind does: that is what the whole-process row runs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.measure import alternate, measure, median_ms, ratio, table
from routine.core.schedule.clock import Occurrence, occurrences
from routine.core.schedule.types import Clock, EveryDay, MonthDays, Weekdays

ZONE = "Europe/Berlin"
START = date(2026, 1, 1)
END = date(2026, 12, 31)
NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ROUTINES = 1000
SLOW_RUNS = 3

Found = Counter[tuple[str, datetime]]
"""How often each routine comes at each nominal time: once."""


def rules(n: int = ROUTINES) -> dict[str, Clock]:
    """A quarter each daily, weekly, on working days, monthly; no time lies in an hour that the clocks skip."""
    days = [EveryDay(), None, Weekdays((0, 1, 2, 3, 4)), None]
    found: dict[str, Clock] = {}
    for i in range(n):
        one_day = Weekdays((i // 4 % 7,)) if i % 4 == 1 else MonthDays((1 + i // 4 % 28,))
        found[f"r{i:04}"] = Clock((360 + i * 7 % 960,), days[i % 4] or one_day)
    return found


def ours(clocks: dict[str, Clock]) -> list[Occurrence]:
    """The plan as Routine makes it: every occurrence of the year, with its instant."""
    after, until = _before(START), _midnight(END) + timedelta(days=1)
    return [
        occurrence
        for name, clock in clocks.items()
        for occurrence in occurrences(name, clock, anchor=START, zone=ZONE, after=after, until=until)
    ]


def remind_file(clocks: dict[str, Clock]) -> str:
    """The same rules in remind's language."""
    return "".join(
        f"REM {_remind_days(c)} AT {c.times[0] // 60}:{c.times[0] % 60:02} MSG {n}\n" for n, c in clocks.items()
    )


def _remind_days(clock: Clock) -> str:
    match clock.days:
        case Weekdays(days):
            return " ".join(NAMES[day] for day in days)
        case MonthDays((day,)):
            return str(day)
        case _:
            return ""


def remind_argv(path: Path) -> list[str]:
    """The command that prints twelve months, times in minutes after midnight."""
    return ["remind", "-s12", "-b2", str(path), "1", "Jan", str(START.year)]


def remind_found(argv: list[str]) -> Found:
    """What remind prints: `2026/01/01 * * * 480 r0000`."""
    lines = subprocess.run(argv, capture_output=True, text=True, check=True).stdout.splitlines()
    found: Found = Counter()
    for day, _, _, _, minute, name in (line.split() for line in lines):
        found[name, datetime.strptime(day, "%Y/%m/%d") + timedelta(minutes=int(minute))] += 1  # noqa: DTZ007 - nominal
    return found


def dateutil_subject(clocks: dict[str, Clock]) -> Callable[[], Found]:
    """dateutil's rrule: nominal times only."""
    from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule

    def rule(clock: Clock) -> rrule:
        begin = _midnight(START) + timedelta(minutes=clock.times[0])
        until = _midnight(END) + timedelta(days=1)
        match clock.days:
            case Weekdays(days):
                return rrule(WEEKLY, dtstart=begin, until=until, byweekday=days)
            case MonthDays(days):
                return rrule(MONTHLY, dtstart=begin, until=until, bymonthday=days)
            case _:
                return rrule(DAILY, dtstart=begin, until=until)

    return lambda: Counter((name, nominal) for name, clock in clocks.items() for nominal in rule(clock))


def apscheduler_subject(clocks: dict[str, Clock]) -> Callable[[], Found]:
    """APScheduler's CronTrigger, asked again and again for its next fire time."""
    from apscheduler.triggers.cron import CronTrigger

    zone = ZoneInfo(ZONE)
    end = datetime.combine(END, time(23, 59), zone)

    def fires(clock: Clock) -> Iterator[datetime]:
        fields: dict[str, str] = {}
        if isinstance(clock.days, Weekdays):
            fields["day_of_week"] = ",".join(NAMES[day].lower() for day in clock.days.days)
        if isinstance(clock.days, MonthDays):
            fields["day"] = ",".join(map(str, clock.days.days))
        hour, minute = divmod(clock.times[0], 60)
        trigger = CronTrigger(**fields, hour=hour, minute=minute, timezone=zone)
        fire = trigger.get_next_fire_time(None, datetime.combine(START, time(), zone))
        while fire and fire <= end:
            yield fire
            fire = trigger.get_next_fire_time(fire, fire)

    return lambda: Counter((name, fire.replace(tzinfo=None)) for name, clock in clocks.items() for fire in fires(clock))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _before(day: date) -> datetime:
    return _midnight(day) - timedelta(minutes=1)


def main() -> int:
    """Measure, print, compare; 1 when remind finds other occurrences."""
    if shutil.which("remind") is None:
        print("remind is not installed: nothing to compare with", file=sys.stderr)
        return 1
    clocks = rules()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rules.rem")
        path.write_text(remind_file(clocks), encoding="utf-8")
        return compare(clocks, remind_argv(path))


def compare(clocks: dict[str, Clock], argv: list[str]) -> int:
    """Print the table of medians and ratios; 1 when remind finds other occurrences."""
    dateutil, cron = dateutil_subject(clocks), apscheduler_subject(clocks)
    expected = Counter((o.routine, o.nominal) for o in ours(clocks))
    agrees = {"remind -s12": remind_found(argv) == expected, "dateutil rrule": dateutil() == expected}
    agrees["APScheduler CronTrigger"] = cron() == expected
    seconds = alternate(
        {
            "Routine": lambda: ours(clocks),
            "Routine, whole process, printing": [sys.executable, "-m", "bench.plan", "--list"],
            "remind -s12": argv,
        }
    )
    seconds["dateutil rrule"] = measure("dateutil", dateutil, SLOW_RUNS)
    seconds["APScheduler CronTrigger"] = measure("APScheduler", cron, SLOW_RUNS)
    print(f"{ROUTINES} routines, {expected.total()} occurrences in {START.year}, zone {ZONE}\n")
    rows = [["what", "median ms", "runs", "x remind", "x Routine", "same occurrences"]]
    for name, taken in seconds.items():
        times = [f"{ratio(taken, seconds[base]):.2f}" for base in ("remind -s12", "Routine")]
        same = {True: "yes", False: "NO", None: ""}[agrees.get(name)]
        rows.append([name, f"{median_ms(taken):.0f}", str(len(taken)), *times, same])
    print(table(rows))
    return 0 if agrees["remind -s12"] else 1


def list_plan() -> int:
    """Print the plan, ordered by instant."""
    plan = sorted(ours(rules()), key=lambda o: o.instant)
    sys.stdout.writelines(f"{o.nominal} {o.routine}\n" for o in plan)
    return 0


if __name__ == "__main__":
    sys.exit(list_plan() if sys.argv[1:] == ["--list"] else main())
