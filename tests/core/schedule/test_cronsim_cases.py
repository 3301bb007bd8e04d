"""The cases that CronSim publishes as its tests, for the cron lines that a schedule can say.

Source: tests/test_cronsim.py of https://github.com/cuu508/cronsim (commit fd2e617), by the names of its tests. Left out
is what a cron line cannot say here: L, W, #, seconds. Where clocks change, a schedule follows RFC 5545 and not Debian's
cron, which CronSim does: `DIFFERENT` has those cases, with what the RFC's rule makes of them.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from routine.core.preset.read.cron import parse_cron
from routine.core.schedule.clock import occurrences
from routine.core.schedule.types import Clock
from routine.core.when.moment import wall
from tests.rows import each

#: Test, line, zone, wall time after which, the instants it expects, as wall times with their offset.
SAME: list[tuple[str, str, str, str, list[str]]] = [
    (
        "test_it_handles_dow_star",
        "1 1 1-7 * */7",
        "UTC",
        "2020-01-01T00:00",
        [
            "2020-01-05T01:01:00+00:00",
            "2020-02-02T01:01:00+00:00",
            "2020-03-01T01:01:00+00:00",
            "2020-04-05T01:01:00+00:00",
        ],
    ),
    (
        "test_it_handles_dom_star",
        "1 1 */100,1-7 * MON",
        "UTC",
        "2020-01-01T00:00",
        [
            "2020-01-06T01:01:00+00:00",
            "2020-02-03T01:01:00+00:00",
            "2020-03-02T01:01:00+00:00",
            "2020-04-06T01:01:00+00:00",
        ],
    ),
    (
        "test_it_handles_every_x_weekdays",
        "1 1 * * */3",
        "UTC",
        "2020-01-01T00:00",
        [
            "2020-01-01T01:01:00+00:00",
            "2020-01-04T01:01:00+00:00",
            "2020-01-05T01:01:00+00:00",
            "2020-01-08T01:01:00+00:00",
        ],
    ),
    (
        "test_001_every_hour_mar",
        "0 * * * *",
        "Europe/Riga",
        "2021-03-28T01:30",
        ["2021-03-28T02:00:00+02:00", "2021-03-28T04:00:00+03:00"],
    ),
    (
        "test_002_every_30_minutes_mar",
        "*/30 * * * *",
        "Europe/Riga",
        "2021-03-28T02:10",
        ["2021-03-28T02:30:00+02:00", "2021-03-28T04:00:00+03:00", "2021-03-28T04:30:00+03:00"],
    ),
    (
        "test_003_every_15_minutes_mar",
        "*/15 * * * *",
        "Europe/Riga",
        "2021-03-28T02:40",
        ["2021-03-28T02:45:00+02:00", "2021-03-28T04:00:00+03:00"],
    ),
    (
        "test_004_every_2_hours_mar",
        "0 */2 * * *",
        "Europe/Riga",
        "2021-03-28T01:30",
        ["2021-03-28T02:00:00+02:00", "2021-03-28T04:00:00+03:00", "2021-03-28T06:00:00+03:00"],
    ),
    (
        "test_004_every_2_hours_oct",
        "0 */2 * * *",
        "Europe/Riga",
        "2021-10-31T01:30",
        ["2021-10-31T02:00:00+03:00", "2021-10-31T04:00:00+02:00", "2021-10-31T06:00:00+02:00"],
    ),
    (
        "test_005_30_minutes_past_every_2_hours_mar",
        "30 */2 * * *",
        "Europe/Riga",
        "2021-03-28T01:30",
        ["2021-03-28T02:30:00+02:00", "2021-03-28T04:30:00+03:00"],
    ),
    (
        "test_005_30_minutes_past_every_2_hours_oct",
        "30 */2 * * *",
        "Europe/Riga",
        "2021-10-31T01:30",
        ["2021-10-31T02:30:00+03:00", "2021-10-31T04:30:00+02:00"],
    ),
    (
        "test_008_at_1_2_3_4_5_mar",
        "0 1,2,3,4,5 * * *",
        "Europe/Riga",
        "2021-03-28T01:30",
        ["2021-03-28T02:00:00+02:00", "2021-03-28T04:00:00+03:00", "2021-03-28T05:00:00+03:00"],
    ),
    (
        "test_008_at_1_2_3_4_5_oct",
        "0 1,2,3,4,5 * * *",
        "Europe/Riga",
        "2021-10-31T01:30",
        ["2021-10-31T02:00:00+03:00", "2021-10-31T03:00:00+03:00", "2021-10-31T04:00:00+02:00"],
    ),
    (
        "test_009_30_past_1_2_3_4_5_oct",
        "30 1,2,3,4,5 * * *",
        "Europe/Riga",
        "2021-10-31T01:30",
        ["2021-10-31T02:30:00+03:00", "2021-10-31T03:30:00+03:00", "2021-10-31T04:30:00+02:00"],
    ),
    (
        "test_010_at_2_mar",
        "0 2 * * *",
        "Europe/Riga",
        "2021-03-28T01:30",
        ["2021-03-28T02:00:00+02:00", "2021-03-29T02:00:00+03:00"],
    ),
    (
        "test_010_at_2_oct",
        "0 2 * * *",
        "Europe/Riga",
        "2021-10-31T01:30",
        ["2021-10-31T02:00:00+03:00", "2021-11-01T02:00:00+02:00"],
    ),
    (
        "test_011_at_3_mar",
        "0 3 * * *",
        "Europe/Riga",
        "2021-03-27T01:30",
        ["2021-03-27T03:00:00+02:00", "2021-03-28T04:00:00+03:00", "2021-03-29T03:00:00+03:00"],
    ),
    (
        "test_011_at_3_oct",
        "0 3 * * *",
        "Europe/Riga",
        "2021-10-31T01:30",
        ["2021-10-31T03:00:00+03:00", "2021-11-01T03:00:00+02:00"],
    ),
    (
        "test_012_at_4_mar",
        "0 4 * * *",
        "Europe/Riga",
        "2021-03-27T01:30",
        ["2021-03-27T04:00:00+02:00", "2021-03-28T04:00:00+03:00", "2021-03-29T04:00:00+03:00"],
    ),
    (
        "test_012_at_4_oct",
        "0 4 * * *",
        "Europe/Riga",
        "2021-10-30T01:30",
        ["2021-10-30T04:00:00+03:00", "2021-10-31T04:00:00+02:00", "2021-11-01T04:00:00+02:00"],
    ),
    (
        "test_014_every_hour_enumerated_mar",
        "0 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23 * * *",
        "Europe/Riga",
        "2021-03-28T01:30",
        ["2021-03-28T02:00:00+02:00", "2021-03-28T04:00:00+03:00", "2021-03-28T05:00:00+03:00"],
    ),
    (
        "test_014_every_hour_enumerated_oct",
        "0 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23 * * *",
        "Europe/Riga",
        "2021-10-31T01:30",
        ["2021-10-31T02:00:00+03:00", "2021-10-31T03:00:00+03:00", "2021-10-31T04:00:00+02:00"],
    ),
    (
        "test_015_every_other_hour_enumerated_mar",
        "0 1,3,5,7,9,11,13,15,17,19,21,23 * * *",
        "Europe/Riga",
        "2021-03-28T00:30",
        ["2021-03-28T01:00:00+02:00", "2021-03-28T04:00:00+03:00", "2021-03-28T05:00:00+03:00"],
    ),
    (
        "test_015_every_other_hour_enumerated_oct",
        "0 1,3,5,7,9,11,13,15,17,19,21,23 * * *",
        "Europe/Riga",
        "2021-10-31T00:30",
        ["2021-10-31T01:00:00+03:00", "2021-10-31T03:00:00+03:00", "2021-10-31T05:00:00+02:00"],
    ),
    (
        "test_016_at_1_to_5_mar",
        "0 1-5 * * *",
        "Europe/Riga",
        "2021-03-28T01:30",
        ["2021-03-28T02:00:00+02:00", "2021-03-28T04:00:00+03:00", "2021-03-28T05:00:00+03:00"],
    ),
    (
        "test_016_at_1_to_5_oct",
        "0 1-5 * * *",
        "Europe/Riga",
        "2021-10-31T01:30",
        ["2021-10-31T02:00:00+03:00", "2021-10-31T03:00:00+03:00", "2021-10-31T04:00:00+02:00"],
    ),
    (
        "test_at_3_15_oct",
        "15 3 * * *",
        "Europe/Riga",
        "2021-10-30T00:00",
        ["2021-10-30T03:15:00+03:00", "2021-10-31T03:15:00+03:00", "2021-11-01T03:15:00+02:00"],
    ),
    (
        "test_every_minute_mar",
        "* * * * *",
        "Europe/Riga",
        "2021-03-28T02:58",
        ["2021-03-28T02:59:00+02:00", "2021-03-28T04:00:00+03:00"],
    ),
    (
        "test_every_minute_from_1_to_6_mar",
        "* 1-6 * * *",
        "Europe/Riga",
        "2021-03-28T02:58",
        ["2021-03-28T02:59:00+02:00", "2021-03-28T04:00:00+03:00"],
    ),
]
#: In an hour that comes twice, each time comes once, the first time; a time that is skipped is counted on from before.
DIFFERENT: list[tuple[str, str, str, str, list[str]]] = [
    (
        "test_001_every_hour_oct",
        "0 * * * *",
        "Europe/Riga",
        "2021-10-31T01:30",
        ["2021-10-31T02:00:00+03:00", "2021-10-31T03:00:00+03:00", "2021-10-31T04:00:00+02:00"],
    ),
    (
        "test_002_every_30_minutes_oct",
        "*/30 * * * *",
        "Europe/Riga",
        "2021-10-31T02:10",
        [
            "2021-10-31T02:30:00+03:00",
            "2021-10-31T03:00:00+03:00",
            "2021-10-31T03:30:00+03:00",
            "2021-10-31T04:00:00+02:00",
        ],
    ),
    (
        "test_006_every_3_hours_oct",
        "0 */3 * * *",
        "Europe/Riga",
        "2021-10-31T01:30",
        ["2021-10-31T03:00:00+03:00", "2021-10-31T06:00:00+02:00"],
    ),
    (
        "test_every_minute_oct",
        "* * * * *",
        "Europe/Riga",
        "2021-10-31T03:58",
        ["2021-10-31T03:59:00+03:00", "2021-10-31T04:00:00+02:00"],
    ),
    (
        "test_009_30_past_1_2_3_4_5_mar",
        "30 1,2,3,4,5 * * *",
        "Europe/Riga",
        "2021-03-28T01:30",
        ["2021-03-28T02:30:00+02:00", "2021-03-28T04:30:00+03:00", "2021-03-28T05:30:00+03:00"],
    ),
    (
        "test_at_3_15_mar",
        "15 3 * * *",
        "Europe/Riga",
        "2021-03-27T00:00",
        ["2021-03-27T03:15:00+02:00", "2021-03-28T04:15:00+03:00", "2021-03-29T03:15:00+03:00"],
    ),
]


def firsts(line: str, zone: str, after: str, n: int) -> list[datetime]:
    """The first `n` instants of a cron line; two times at one instant are one."""
    times, days = parse_cron(line)
    begin = datetime.fromisoformat(after)
    until = begin + timedelta(days=200)
    found = occurrences("r", Clock(times, days), anchor=date(2019, 1, 1), zone=zone, after=begin, until=until)
    instants: list[datetime] = []
    while len(instants) < n:
        instant = next(found).instant
        if instant not in instants:
            instants.append(instant)
    return instants


@each(("line", "zone", "after", "expected"), [c[1:] for c in SAME + DIFFERENT], ids=[c[0] for c in SAME + DIFFERENT])
def test_a_cron_line_comes_when_cronsim_says_so(line: str, zone: str, after: str, expected: list[str]) -> None:
    listed = [datetime.fromisoformat(text) for text in expected]

    found = firsts(line, zone, after, len(listed))

    assert found == listed
    assert [wall(one, zone) for one in found] == [one.replace(tzinfo=None) for one in listed]
