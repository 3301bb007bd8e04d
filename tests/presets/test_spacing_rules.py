"""The shipped rules of spacing: every pair that the facts keep apart, and words that presets really use."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec.structs import replace

from routine.core.config.setup import Setup
from routine.core.config.spacing_rules import AroundVisit
from routine.core.preset.model import Preset
from routine.core.preset.read.preset import read_preset
from routine.core.requests.commands import Done, VisitAct
from routine.core.requests.queries import PlanQuery
from routine.core.spacing.contents import tags_of
from routine.core.when.duration import parse_duration
from tests.builders import World, a_preset, a_schedule
from tests.presets.shipped import IDS, answered, raw
from tests.rows import each

SETUP: Setup = answered()
#: Words for what people have beside the shipped presets.
OF_ONES_OWN = {"bha", "acid", "levothyroxine", "tetracycline", "quinolone", "magnesium", "minerals", "exfoliant"}
OF_ONES_OWN |= {"facial", "anticoagulant", "benzoyl-peroxide", "microneedling", "waxing"}
APART = [
    ("retinoid", "aha", "1 day"),
    ("retinoid", "mask", "1 day"),
    ("aha", "mask", "1 day"),
    ("calcium", "iron", "2h"),
    ("calcium", "levothyroxine", "4h"),
    ("iron", "levothyroxine", "4h"),
    ("calcium", "tetracycline", "6h"),
    ("iron", "quinolone", "6h"),
    ("zinc", "tetracycline", "6h"),
    ("benzoyl-peroxide", "retinoid", "12h"),
]
#: Series, a routine, the first day before the visit on which it waits, and the first after it on which it comes again.
AROUND = [
    ("peels", "retinoid-a", 7, 7),
    ("peels", "aha", 7, 7),
    ("peels", "egg-mask", 7, 8),  # and as long as its after-care lasts, whose last reminder comes on the 7th day
    ("peels", "sheet-mask", 7, 7),
    ("fraxel", "retinoid-a", 7, 7),
    ("fraxel", "aha", 7, 7),
    ("fraxel", "sheet-mask", 0, 7),
    ("halo", "retinoid-a", 7, 7),
    ("dermablate", "retinoid-a", 7, 42),
    ("multipulse-co2", "aha", 7, 42),
    ("multipulse-co2", "sheet-mask", 0, 42),
    ("bbl", "retinoid-a", 5, 7),
    ("lumenis-m22", "sheet-mask", 0, 7),
    ("lumenis-m22", "egg-mask", 0, 8),  # not the 8 weeks of its advice on the sun
    ("skintyte", "aha", 5, 1),
    ("thermage", "retinoid-a", 7, 3),
    ("infini", "retinoid-a", 5, 10),
    ("infini", "aha", 5, 10),
    ("infini", "clay-mask", 0, 10),
    ("microneedling", "retinoid-a", 5, 7),
    ("microneedling", "aha", 5, 7),
    ("microneedling", "clay-mask", 0, 8),  # as long as its after-care lasts
    ("microneedling", "sheet-mask", 0, 7),
    ("lumenis-m22", "aha", 5, 7),
    ("ulthera", "retinoid-a", 7, 7),
    ("mesotherapy", "retinoid-a", 7, 7),
    ("mesotherapy", "egg-mask", 0, 7),
    ("plasma-lifting", "aha", 7, 7),
    ("placental", "aha", 7, 7),
    ("biorevitalisation", "retinoid-a", 7, 7),
    ("biorevitalisation", "egg-mask", 0, 14),
    ("biorevitalisation", "sheet-mask", 0, 7),
    ("bioreparation", "retinoid-a", 7, 7),
    ("fillers", "retinoid-a", 0, 2),
    ("fillers", "sheet-mask", 0, 2),
    ("fillers", "gelatin-mask", 0, 14),
    ("hyaluronic-contouring", "aha", 0, 2),
    ("botulinum", "retinoid-a", 0, 1),
    ("botulinum", "sheet-mask", 0, 1),
    ("botulinum", "clay-mask", 0, 7),
    ("sculptra", "aha", 7, 3),
    ("sculptra", "egg-mask", 0, 14),
    ("threads", "retinoid-a", 7, 14),
    ("threads", "sheet-mask", 0, 14),
    ("threads", "egg-mask", 0, 28),  # not the 6 weeks of its question about devices
    ("threads", "scalp-massage", 0, 21),
    ("mesotherapy", "scalp-massage", 0, 3),
]
PROCEDURES = [id for id in IDS if SETUP.presets[id].kind == "visit" and id != "hormone-check"]


def words_of_rules() -> set[str]:
    rules = SETUP.spacing
    found = {word for rule in rules.apart for word in (*rule.these, *rule.those)}
    found |= {rule.of for rule in rules.most} | {rule.of for rule in rules.medicines}
    found |= {word for rule in rules.visits for word in (*rule.visit, *rule.off)}
    return found | {word for rule in rules.order for word in rule.of} | {w for rule in rules.alone for w in rule.of}


@each("word", sorted(words_of_rules() - OF_ONES_OWN))
def test_every_word_that_a_rule_looks_for_is_one_that_a_shipped_preset_has(word: str) -> None:
    assert [id for id, preset in SETUP.presets.items() if word in tags_of(preset)]


@each(("one", "other", "by"), APART)
def test_what_the_facts_keep_apart_a_rule_keeps_apart(one: str, other: str, by: str) -> None:
    found = [
        rule.by
        for rule in SETUP.spacing.apart
        if (one in rule.these and other in rule.those) or (other in rule.these and one in rule.those)
    ]
    assert parse_duration(by) in found


def waiting(series: str, id: str) -> list[int]:
    """The days before and after a visit of the series, on which a routine of these contents waits."""
    preset = SETUP.presets[id]
    alike = {"contains": preset.contains, "kind": preset.kind, "steps": preset.steps}
    most = replace(SETUP.spacing, most=())
    daily = a_preset("daily", a_schedule("21:00"), **alike)
    visits = SETUP.presets[series]
    world = World(daily, visits, spacing=most, accept=visits.safety.never_if)
    world.ask(VisitAct("book", series, "14 Dec 10:00"))
    found = world.ask(PlanQuery(80, "daily"))["occurrences"]
    days = [datetime.fromisoformat(one["nominal"]).date() for one in found if one["status"] == "excused"]
    return [(day - date(2026, 12, 14)).days for day in days]


@each(("series", "id", "before", "after"), AROUND)
def test_around_a_visit_it_waits_as_long_as_the_facts_say(series: str, id: str, before: int, after: int) -> None:
    days = waiting(series, id)
    assert (min(days), max(days) + 1) == (-before, after)
    assert days == list(range(-before, after))


@each("series", PROCEDURES)
@each("id", ["retinoid-a", "aha", "sheet-mask", "egg-mask"])
def test_after_every_procedure_no_active_and_no_mask_on_its_evening(series: str, id: str) -> None:
    assert 0 in waiting(series, id)


def after_care_rules(series: str) -> list[AroundVisit]:
    """The rules around visits that leave the length of a series' after-care to one of its steps."""
    return [rule for rule in SETUP.spacing.visits if rule.lasts and rule.meets(tags_of(SETUP.presets[series]))]


@each("series", PROCEDURES)
def test_the_clinic_can_set_every_number_of_a_series_and_the_rule_has_the_same_as_default(series: str) -> None:
    """A series of one's own has no such step: the default of the rule holds for it."""
    found = SETUP.presets[series].schedule.series
    assert found is not None
    lasts = {step.id: step.lasts for step in found.after}
    for rule in after_care_rules(series):
        assert rule.lasts in lasts
        assert lasts[rule.lasts] in (rule.after, None)  # None: its question alone says when
    assert {rule.lasts for rule in after_care_rules(series)} >= {"calm"}
    ahead = {step.id: step.ahead for step in found.before}
    for rule in (one for one in SETUP.spacing.visits if one.step and one.meets(tags_of(SETUP.presets[series]))):
        assert ahead[rule.step] in (rule.before, parse_duration("5 days"))  # where a source speaks of that kind


def reasons(world: World, days: int = 40) -> dict[str, str]:
    """Why a daily routine waits, by the day."""
    rows = world.ask(PlanQuery(days, "daily"))["occurrences"]
    return {row["nominal"][:10]: row["why"] for row in rows if row["status"] == "excused"}


def a_serum_around(series: Preset) -> World:
    """A retinoid every evening, and a visit on 14 December at 10:00."""
    serum = a_preset("daily", a_schedule("21:00"), contains=("retinoid",))
    world = World(serum, series, spacing=SETUP.spacing, accept=series.safety.never_if, now="2026-12-10 07:00")
    world.ask(VisitAct("book", series.id, "14 Dec 10:00"))
    return world


def test_a_reason_names_the_number_that_holds_and_not_the_rules_own() -> None:
    """On the 12th day “for 10 days after” would not be true."""
    table = raw("infini")
    changed = {**table, "after": {**table["after"], "calm": {**table["after"]["calm"], "lasts": "20 days"}}}
    series, _ = read_preset("infini", changed)
    assert series is not None
    why = reasons(a_serum_around(series))
    assert "for 20 days after needle radio frequency" in why["2026-12-26"]
    assert "for 10 days after needle radio frequency" in reasons(a_serum_around(SETUP.presets["infini"]))["2026-12-20"]


def test_a_reason_before_a_visit_names_its_number_too() -> None:
    daily, peel = a_preset("daily", a_schedule("20:30"), contains=("mask",)), SETUP.presets["peels"]
    spacing = replace(SETUP.spacing, most=())
    world = World(daily, peel, spacing=spacing, accept=peel.safety.never_if, now="2026-12-05 07:00")
    world.ask(VisitAct("book", "peels", "14 Dec 10:00"))
    assert "No mask for 7 days before a peel" in reasons(world)["2026-12-08"]


def test_what_waits_for_an_answer_alone_says_so() -> None:
    """Nobody said whether they went: after the days of the rule these are no reason any more."""
    world = a_serum_around(SETUP.presets["botulinum"])
    world.to("2026-12-16 20:00")
    assert "Until you have answered whether you went" in reasons(world)["2026-12-16"]
    world.ask(Done(("botulinum",)))
    assert "2026-12-16" not in reasons(world)


def test_where_one_number_is_for_masks_too_the_clinics_own_holds_for_both() -> None:
    """“No retinoid, acid, scrub or mask for 10 days”: the plan says the same."""
    table = raw("mesotherapy")
    changed = {**table, "after": {**table["after"], "calm": {**table["after"]["calm"], "lasts": "10 days"}}}
    series, _ = read_preset("mesotherapy", changed)
    assert series is not None
    for contains in (("retinoid",), ("mask", "film-mask")):
        daily = a_preset("daily", a_schedule("20:30"), contains=contains)
        world = World(daily, series, spacing=replace(SETUP.spacing, most=()), accept=series.safety.never_if)
        world.ask(VisitAct("book", "mesotherapy", "14 Dec 10:00"))
        rows = world.ask(PlanQuery(60, "daily"))["occurrences"]
        assert [row["nominal"][:10] for row in rows if row["status"] == "excused"][-1] == "2026-12-23"


@each("series", PROCEDURES)
def test_actives_wait_for_the_evenings_answer_and_for_the_question_that_a_series_asks(series: str) -> None:
    """Whether they went at all, and whether the skin or the clinic allows it, no number of days can say."""
    found = SETUP.presets[series].schedule.series
    assert found is not None
    asked = [step.id for step in found.after if step.until_yes]
    calm = [rule for rule in after_care_rules(series) if rule.lasts == "calm" and "retinoid" in rule.off]
    assert [rule.unanswered for rule in calm] == [True]
    if asked:
        assert [rule.until_yes for rule in calm] == asked


def test_waxing_of_ones_own_waits_two_weeks_after_a_peel_and_a_retinoid_seven_days() -> None:
    """No waxing 1 week after a light peel, 2 after others; a retinoid off 5-7 days before waxing, 2 and more after."""
    daily = a_preset("waxing", a_schedule("10:00"), contains=("waxing",))
    peel = SETUP.presets["peels"]
    world = World(daily, peel, spacing=SETUP.spacing, accept=peel.safety.never_if)
    world.ask(VisitAct("book", "peels", "14 Dec 09:00"))
    rows = world.ask(PlanQuery(60, "waxing"))["occurrences"]
    days = [datetime.fromisoformat(row["nominal"]).date() for row in rows if row["status"] == "excused"]
    assert [(day - date(2026, 12, 14)).days for day in days] == list(range(14))
    for id in ("retinoid-a", "retinoid-b", "skin-cycling"):
        assert dict(SETUP.presets[id].safety.apart)["waxing"] == parse_duration("7 days")


@each("series", PROCEDURES)
def test_a_wet_mask_comes_again_when_an_active_does(series: str) -> None:
    assert max(waiting(series, "sheet-mask")) == max(waiting(series, "aha"))


def hours_until(series: str, id: str, at: str = "10:00", **changes: object) -> float:
    """How long after a visit the first time of a routine that comes every hour is let be."""
    hourly = a_schedule(*(f"{hour:02}:00" for hour in range(24)))
    daily = replace(a_preset("daily", hourly), contains=SETUP.presets[id].contains, **changes)
    visits = SETUP.presets[series]
    world = World(daily, visits, spacing=replace(SETUP.spacing, most=()), accept=visits.safety.never_if)
    world.ask(VisitAct("book", series, f"14 Dec {at}"))
    rows = world.ask(PlanQuery(80, "daily"))["occurrences"]
    begun = datetime.fromisoformat(f"2026-12-14T{at}")
    after = [(datetime.fromisoformat(row["nominal"]) - begun, row["status"]) for row in rows]
    return min(past.total_seconds() for past, status in after if status == "planned" and past >= timedelta()) / 3600


@each(
    ("series", "hours"),
    [
        ("fraxel", 24),
        ("halo", 24),
        ("infini", 24),
        ("mesotherapy", 24),
        ("plasma-lifting", 24),
        ("biorevitalisation", 24),
        ("dermablate", 5 * 24 + 9),
        ("multipulse-co2", 5 * 24 + 9),
        ("bbl", 0),
        ("thermage", 0),
        ("botulinum", 0),
    ],
)
def test_sunscreen_comes_again_as_long_after_a_visit_as_the_facts_say(series: str, hours: float) -> None:
    """24 hours after lasers and needles; on raw skin not before the question of the 5th evening, at 19:00, says yes."""
    assert hours_until(series, "spf") == hours


@each(
    ("series", "hours"),
    [("fraxel", 18), ("mesotherapy", 24), ("fillers", 6), ("botulinum", 4), ("microneedling", 18), ("infini", 0)],
)
def test_washing_waits_as_long_after_a_visit_as_the_facts_say(series: str, hours: float) -> None:
    assert hours_until(series, "face-washing") == hours


@each(
    ("series", "hours"),
    [("botulinum", 24), ("fillers", 13 * 24 + 18), ("hyaluronic-contouring", 13 * 24 + 18), ("placental", 66)],
)
def test_massage_waits_as_long_after_a_visit_as_the_facts_say(series: str, hours: float) -> None:
    """24 hours after botulinum; no massage after a filler, as long as other cosmetic care; 3 days after injections."""
    assert hours_until(series, "scalp-massage") == hours
    assert hours_until(series, "hair-physiotherapy") == hours


def test_the_scalp_is_not_washed_on_the_day_of_injections() -> None:
    """Mesotherapy goes into the scalp too: the first wash after hours to 24 hours."""
    assert hours_until("mesotherapy", "hair-follicle-care") == 24


def test_the_clinics_own_number_after_a_visit_comes_first_and_the_text_says_it() -> None:
    table = raw("infini")
    changed = {**table, "after": {**table["after"], "calm": {**table["after"]["calm"], "lasts": "5 days"}}}
    series, faults = read_preset("infini", changed)
    assert series is not None
    assert faults == ()
    serum = a_preset("serum", a_schedule("21:00"), contains=("retinoid",))
    world = World(serum, series, spacing=SETUP.spacing, accept=series.safety.never_if)
    world.ask(VisitAct("book", "infini", "14 Dec 10:00"))
    rows = [row for row in world.ask(PlanQuery(60, "serum"))["occurrences"] if row["status"] == "excused"]
    assert rows[-1]["nominal"][:10] == "2026-12-18"
    found = series.schedule.series
    assert found is not None
    assert "for 5 days after the visit" in next(step.say for step in found.after if step.id == "calm")
