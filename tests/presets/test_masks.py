"""The masks against their sources; each test's docstring names the row of facts it is checked against."""

from __future__ import annotations

import pytest

from routine.core.preset.model import Course, Preset
from routine.core.schedule.types import AfterDone, NthWeekdays, Weekdays
from routine.core.views.leaflet import leaflet
from routine.core.when.duration import Duration
from tests.core.session.session_harness import SessionHarness
from tests.presets.shipped import DAY, MINUTE, WEEK, clock, of_kind, preset, raw, setup, texts, words
from tests.rows import each

MASKS = of_kind("mask")
FILMS = ("egg-mask", "gelatin-mask", "peel-off-mask")
HARD_STOP = 30

# id: shortest and longest time planned, and the limit, in minutes; the most in a week.
ROWS = {
    "egg-mask": (10, 15, 15, 1),
    "gelatin-mask": (15, 20, 20, 1),
    "clay-mask": (10, 15, 15, 2),
    "decollete-mask": (15, 20, 20, 2),
    "alginate-mask": (15, 20, 20, 2),
    "peel-off-mask": (5, 15, 15, 1),
    "sheet-mask": (10, 20, 20, 4),
    "sheet-mask-course": (10, 20, 20, 4),
}


def on_skin(mask: Preset) -> int:
    """Seconds from the step that puts the mask on until the step that takes it off begins."""
    marks = [step.on_skin for step in mask.steps]
    start, end = marks.index("start"), marks.index("end")
    spans = [span for step in mask.steps[start:end] for span in (step.lead_in, step.timer or step.auto) if span]
    return sum(span.seconds for span in spans)


def says(id_: str, *parts: str) -> bool:
    """Whether the preset says each of these somewhere (its sources aside)."""
    missing = [part for part in parts if part not in words(id_)]
    assert missing == []
    return True


def test_every_mask_has_its_row_here() -> None:
    assert set(ROWS) == set(MASKS)


def test_plaster_is_no_home_mask() -> None:
    """Plaster: salon only, not a home preset."""
    assert not any("plaster" in words(id_).lower() for id_ in MASKS)


@each("id_", ROWS)
def test_a_mask_stays_on_within_the_minutes_of_its_row(id_: str) -> None:
    """Egg 10-15, gelatin 15 (up to 30, weak), clay 10-15, alginate 15-20, PVA film 5-15, sheet 10-20; all 15-20 min."""
    shortest, longest, _, _ = ROWS[id_]
    assert shortest * MINUTE <= on_skin(preset(id_)) <= longest * MINUTE


@each("id_", ROWS)
def test_a_mask_has_the_limit_of_its_row_and_none_passes_half_an_hour(id_: str) -> None:
    """Hard stop 30 min (booksonline.com.ua 172287), best 15-20 (aif.ru); never over-keep a hardening mask."""
    limit = preset(id_).safety.longest_on_skin
    assert limit == Duration(seconds=ROWS[id_][2] * MINUTE)
    assert limit.seconds <= HARD_STOP * MINUTE


@pytest.mark.parametrize("id_", ["egg-mask", "clay-mask", "alginate-mask", "peel-off-mask", "decollete-mask"])
def test_masks_of_a_weekly_pace_come_once_a_week(id_: str) -> None:
    """Egg and PVA film 1 a week; clay and alginate 1-2: the lower is right for everybody."""
    days = clock(id_).days
    assert isinstance(days, Weekdays)
    assert len(days.days) * len(clock(id_).times) == 1


def test_a_gelatin_mask_comes_once_a_month() -> None:
    """Gelatin: monthly (weak source)."""
    assert clock("gelatin-mask").days == NthWeekdays(((1, 6),))
    assert len(clock("gelatin-mask").times) == 1


def test_a_sheet_mask_comes_less_often_than_its_row_allows() -> None:
    """Sheet: 3-4 a week at most."""
    assert clock("sheet-mask").days == Weekdays((0, 3))
    assert len(clock("sheet-mask").times) == 1


def test_a_course_is_twelve_masks_every_three_days() -> None:
    """A course of 12 masks, every 2-3 days, every 3 months (bibliboba)."""
    assert preset("sheet-mask-course").schedule.base == AfterDone(Duration(days=3), at=20 * 60 + 30, count=12)
    assert preset("sheet-mask-course").course == Course(rest=Duration(months=3))
    assert says("sheet-mask-course", "every 2 or 3 days", "Again after 3 months")


@each("id_", ROWS)
def test_the_gap_between_two_masks_keeps_to_the_most_of_a_week(id_: str) -> None:
    """In seven days, masks that keep the gap are never more than the row of the kind allows."""
    gap = preset(id_).safety.min_gap
    assert gap is not None
    slip = 1 if id_ in ("egg-mask", "peel-off-mask") else 0  # a weekly mask may come two days early (unsourced)
    assert len(range(0, 7, gap.days)) <= ROWS[id_][3] + slip


@pytest.mark.parametrize(("id_", "days"), [("egg-mask", 5), ("peel-off-mask", 5), ("gelatin-mask", 21)])
def test_a_slow_mask_has_a_wide_gap(id_: str, days: int) -> None:
    """Weekly ones may slip by two days, the monthly one by a week (unsourced)."""
    assert preset(id_).safety.min_gap == Duration(days=days)


def test_the_course_fits_its_own_gap() -> None:
    base, gap = preset("sheet-mask-course").schedule.base, preset("sheet-mask-course").safety.min_gap
    assert isinstance(base, AfterDone)
    assert gap is not None
    assert gap.days <= base.wait.days


@each("id_", MASKS)
def test_a_mask_keeps_away_from_actives_and_peels(id_: str) -> None:
    """Masks end 7 days before a peel; a day from retinoid and AHA (unsourced, an inference)."""
    apart = dict(preset(id_).safety.apart)
    assert apart == {"retinoid": Duration(days=DAY), "aha": Duration(days=DAY), "peel": Duration(days=WEEK)}


@each("id_", MASKS)
def test_a_mask_asks_for_the_patch_test_and_for_broken_skin(id_: str) -> None:
    """Inner arm; 24 h (lbhskincare, weak) and 7-10 days (AAD, via protocol-lab); not on open skin."""
    assert preset(id_).safety.ask == ("patch-test", "broken-skin-today")
    assert "broken-skin" in preset(id_).safety.never_if
    assert says(id_, "inside of your arm", "24 hours", "7 to 10 days")


@each("id_", MASKS)
def test_half_an_hour_ahead_a_mask_says_what_it_needs(id_: str) -> None:
    assert preset(id_).remind.ahead == Duration(seconds=30 * MINUTE)
    assert preset(id_).needs


@each("id_", MASKS)
def test_a_mask_is_shown_in_the_evening_only(id_: str) -> None:
    """Before bed (aif.ru)."""
    window = preset(id_).remind.window
    assert window is not None
    assert window.name == "evening"
    assert all(window.holds(minute) for minute in preset(id_).schedule.clock_times)


@each("id_", MASKS)
def test_a_mask_warns_of_what_may_happen_and_promises_nothing(id_: str) -> None:
    """On the side from the 28th week; burning, swelling: off; breathing trouble: emergency; temporary; doctor first."""
    assert says(id_, "temporary", "Burning, swelling", "emergency services", "under 18")
    assert "From the 28th week of pregnancy, lie on your side" in " ".join(leaflet(preset(id_), setup()).split())


@each("id_", MASKS)
def test_lying_flat_is_a_posture_with_music_and_a_word_half_way(id_: str) -> None:
    """Flat without a pillow, no talking, pleasant music: the article that this project began with."""
    (lying,) = [step for step in preset(id_).steps if step.posture == "lie-flat"]
    assert lying.music
    assert lying.timer
    assert [cue.at for cue in lying.cues] == ["half"]
    assert "no pillow" in lying.say
    assert "do not talk" in lying.say


@each("id_", MASKS)
def test_a_mask_begins_clean_and_ends_with_cream(id_: str) -> None:
    """Remove make-up and dirt first; cream after (booksonline.com.ua 172287)."""
    steps = [step.id for step in preset(id_).steps]
    assert (steps[0], steps[-2], steps[-1]) == ("cleanse", "remove", "cream")


@each("id_", MASKS)
def test_nobody_has_to_press_a_key_with_a_mask_on_their_hands(id_: str) -> None:
    marks = [step.on_skin for step in preset(id_).steps]
    going_on = preset(id_).steps[marks.index("start")]
    assert going_on.hands == "busy"
    assert going_on.auto


def test_an_egg_mask_is_put_on_twice() -> None:
    """Two to three layers (unsourced)."""
    layers = [step for step in preset("egg-mask").steps if step.id.endswith("-layer")]
    assert [step.id for step in layers] == ["first-layer", "second-layer"]
    assert all(step.hands == "busy" and step.auto for step in layers)


def test_an_egg_mask_names_pasteurised_egg_and_the_pace_for_oily_skin() -> None:
    """Use pasteurised (Salmonella); oily skin 2 a week at most, else 1 (weak source)."""
    assert says("egg-mask", "asteurised", "Salmonella", "For oily skin, 2 a week at most")


def test_a_gelatin_mask_is_mixed_with_milk_warmed_and_tested() -> None:
    """Gelatin: 1 tbsp to 2 tbsp milk, warm; peel from chin upward, cool rinse; burns: test; pulls out hair."""
    assert says("gelatin-mask", "1 tablespoon of gelatin", "2 tablespoons of milk", "wrist", "burns", "pulls out hair")
    assert says("gelatin-mask", "from the chin upward", "cool water")
    steps = [step.id for step in preset("gelatin-mask").steps]
    assert steps.index("melt") < steps.index("test-warmth") < steps.index("layer")


def test_a_clay_mask_is_washed_off_before_it_is_dry() -> None:
    """Clay, mud: wash off before fully dry; not for dry skin (unsourced)."""
    assert says("clay-mask", "before it is fully dry", "still damp", "Not for dry skin")


def test_an_alginate_mask_is_mixed_for_a_minute_and_lifted_off_in_one_piece() -> None:
    """Alginate: mix about 1 min, spatula, lift off in one piece; grease brows; non-metal bowl; nostrils clear."""
    (mixing,) = [step for step in preset("alginate-mask").steps if step.id == "mix"]
    assert mixing.timer == Duration(seconds=1 * MINUTE)
    assert says("alginate-mask", "spatula", "in one piece", "Grease your brows", "Not in metal", "nostrils")


def test_a_peel_off_mask_is_a_thin_layer_that_is_peeled() -> None:
    """PVA film: thin layer, peel; rosacea, eczema, sensitive (weak source)."""
    assert says("peel-off-mask", "thin, even layer", "Peel it off", "rosacea or eczema", "sensitive skin")


@pytest.mark.parametrize("id_", ["sheet-mask", "sheet-mask-course"])
def test_a_sheet_comes_off_before_it_dries(id_: str) -> None:
    """Sheet: remove before dry."""
    assert says(id_, "before it dries", "still damp")


@pytest.mark.parametrize("id_", FILMS)
def test_a_film_mask_says_why_to_be_quiet(id_: str) -> None:
    """Talking and moving crack the film; the film is what the safety rules look for."""
    assert "film-mask" in preset(id_).contains
    assert says(id_, "Talking and moving crack the film")


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("egg-mask", "egg-allergy"),
        ("gelatin-mask", "milk-allergy"),
        ("clay-mask", "dry-skin"),
        ("alginate-mask", "algae-allergy"),
        ("peel-off-mask", "rosacea"),
        ("peel-off-mask", "eczema"),
    ],
)
def test_a_mask_asks_those_who_must_not(id_: str, name: str) -> None:
    """The column “avoid, warn” of the table of masks."""
    assert name in preset(id_).safety.never_if


@pytest.mark.parametrize(("id_", "what"), [("egg-mask", "egg"), ("gelatin-mask", "milk"), ("alginate-mask", "algae")])
def test_a_mask_says_which_allergen_it_holds(id_: str, what: str) -> None:
    assert what in preset(id_).contains


@each("id_", MASKS)
def test_no_mask_is_rubbed_off(id_: str) -> None:
    """Take a dried mask off with damp cotton, no rubbing (booksonline.com.ua 172287)."""
    remove = next(step for step in preset(id_).steps if step.id == "remove")
    assert "rub" not in remove.say.lower() or "Do not rub" in remove.say


def test_every_mask_names_the_article_the_project_began_with() -> None:
    assert all(any("began with" in text for text in texts(raw(id_)["sources"])) for id_ in MASKS)


# id: amount and layer; early drying or cracks; still wet at the end; how it comes off at any moment.
TECHNIQUE = {
    "egg-mask": (
        ("1 pasteurised egg white, whisked", "2 or 3 layers are usual"),
        ("the film is done", "do not add more"),
        ("thinner next time", "rinse it off at the time limit"),
        ("Flood it with lukewarm water", "Do not rub"),
    ),
    "gelatin-mask": (
        (
            "1.5 to 2 tablespoons",
            "5 to 10 minutes",
            "10 to 15 seconds",
            "sets in 3 to 4 minutes",
            "wrist",
            "Wet your brows",
        ),
        ("lay a wet cloth over it",),
        ("stop at the time limit", "peel it off after that"),
        ("wet cloth on it for 1 to 2 minutes until it lets go", "Then peel", "Never rip"),
    ),
    "clay-mask": (
        ("hides the skin", "no thicker"),
        ("mist it with water", "Never let it crack"),
        ("wash it off at the time limit",),
        ("Flood it with lukewarm water and wash it off",),
    ),
    "alginate-mask": (
        ("3 to 5 mm", "spatula", "not of metal"),
        ("patch it at once, or lift",),
        ("lift off what holds, and wipe off the rest",),
        ("Lift it off in one piece",),
    ),
    "peel-off-mask": (
        ("thin, even layer",),
        ("leave it, then wet it and wipe it off",),
        ("as long as its label says, but never over 15 minutes",),
        ("Wet it with a warm cloth", "wipe it off", "Do not pull"),
    ),
    "sheet-mask": (("1 sheet",), ("take it off early",), (), ("Take the sheet off",)),
    "sheet-mask-course": (("1 sheet each",), ("take it off early",), (), ("Take the sheet off",)),
    "decollete-mask": (
        ("As much of it as its label says", "from below upward"),
        ("soften it with damp cotton",),
        ("take it off at the time limit",),
        ("Soften it with lukewarm water and wash it off", "Do not rub"),
    ),
}


@each("id_", MASKS)
def test_a_mask_says_how_much_and_what_to_do_when_it_dries_early_or_stays_wet(id_: str) -> None:
    """The table of mask technique, row by row; the label decides for the mask of a jar."""
    amount, dry, wet, off = TECHNIQUE[id_]
    assert says(id_, *amount, *dry, *wet)
    assert [part for part in off if part not in (preset(id_).safety.take_off or "")] == []


@each("id_", MASKS)
def test_no_mask_comes_off_dry_where_it_stings_but_alginate(id_: str) -> None:
    """Never lift, peel or rub dry where it stings: wet first; alginate is the exception, and a sheet is wet."""
    words = preset(id_).safety.take_off or ""
    first = words.split(".")[0].lower()
    wet = any(word in first for word in ("water", "wet"))
    assert wet is (id_ not in ("alginate-mask", "sheet-mask", "sheet-mask-course"))
    assert "If it stings" in " ".join(preset(id_).notes)


@each("id_", MASKS)
def test_on_the_side_what_is_on_the_skin_stays_off_the_towel(id_: str) -> None:
    """From week 28 on the side, left or right, or half sitting; face off the towel (an inference)."""
    (lying,) = [step for step in preset(id_).steps if step.posture == "lie-flat"]
    assert "off the towel" in (lying.on_side or "")
    told = " ".join(leaflet(preset(id_), setup()).split())
    assert "on your left or right side with your face off the towel, or half sit" in told
    assert told.count("28th week of pregnancy, lie on your side") == 1  # by its rule, and not by a note as well


@pytest.mark.parametrize("id_", ["egg-mask", "gelatin-mask", "alginate-mask"])
def test_a_home_made_mask_is_for_the_same_day(id_: str) -> None:
    """Home-made mask same day (unsourced)."""
    assert says(id_, "for the same day only")


@pytest.mark.parametrize("id_", ["clay-mask", "peel-off-mask", "decollete-mask"])
def test_a_mask_in_a_jar_says_how_long_it_keeps(id_: str) -> None:
    """Open-jar symbol (European Commission); opening date on it (CosmeticObs); 6-12 months (unsourced)."""
    assert says(id_, "12M", "day of opening", "6 to 12 months", "colour, smell or texture")


def test_gelatin_names_the_animals_that_it_may_be_made_from() -> None:
    """Gelatin may be made from fish, pork, beef (weak source)."""
    assert says("gelatin-mask", "fish, pork or beef")


def test_stinging_says_how_each_mask_comes_off_and_nothing_of_it_before_it_is_on() -> None:
    """Peel, lift or rinse, as the mask has it, from the moment it goes on until it is off."""
    for id_ in MASKS:
        going_on = [step.on_skin for step in preset(id_).steps].index("start")
        for steps in range(going_on + 1):
            harness = SessionHarness(preset(id_))
            while harness.session.index < steps:
                harness.press("next")
            harness.press("stinging")
            assert harness.ending
            words = harness.ending.words
            assert ((preset(id_).safety.take_off or "?") in words) is (steps == going_on)
            assert ("rinse" in words.lower()) is (steps == going_on)


def test_over_time_says_how_each_mask_comes_off() -> None:
    for id_ in MASKS:
        harness = SessionHarness(preset(id_))
        while harness.session.step.on_skin != "start":
            harness.press("next")
        harness.press("pause")
        harness.wait(HARD_STOP * MINUTE)
        first = harness.heard[harness.heard.index("*alarm*") + 1]
        assert first.startswith("Please take it off now. Time is up")
        assert first.endswith(preset(id_).safety.take_off or "?")
