"""Every shipped file is whole: it loads, it is known, each text can be read at a glance."""

from __future__ import annotations

from routine.core.notices.reminder_text import notice_body
from routine.core.preset.read.implausible_times import doubts
from routine.core.schedule.words import schedule_words
from routine.core.views.leaflet import leaflet
from tests.presets.shipped import IDS, of_kind, preset, setup, shipped_texts
from tests.rows import each

KINDS = {
    "mask": "alginate-mask clay-mask decollete-mask egg-mask gelatin-mask peel-off-mask sheet-mask sheet-mask-course",
    "sun": "spf",
    "supplement": "antioxidants biotin calcium collagen hyaluronic-acid iron omega-3 peptides vitamin-c vitamin-d",
    "hair": "hair-follicle-care hair-physiotherapy scalp-massage",
    "nails": "antifungal-lacquer fungus-prevention nail-care",
    "diet": "balanced-diet five-a-day",
    "habit": "body-care face-washing gloves habit-to-leave pillowcase postpartum-abdomen room-air stress-break "
    "wash-after-sweating water",
    "check": "body-check hair-check lacquer-check nail-check patch-check patch-test self-check",
    "treatment": "aha retinoid-a retinoid-b skin-cycling",
    "visit": "bbl bioreparation biorevitalisation botulinum dermablate fillers fraxel halo hormone-check "
    "hyaluronic-contouring infini lumenis-m22 mesotherapy microneedling multipulse-co2 peels placental plasma-lifting "
    "sculptra skintyte thermage threads ulthera",
}


@each("kind", KINDS)
def test_every_shipped_preset_of_a_kind_is_known_here(kind: str) -> None:
    """A new preset is to be named here, and its figures tested beside those of its kind."""
    assert " ".join(of_kind(kind)) == KINDS[kind]


def test_every_kind_that_is_shipped_is_known_here() -> None:
    assert {preset(id_).kind for id_ in IDS} <= set(KINDS)


@each("id_", IDS)
def test_a_shipped_preset_loads_without_a_fault(id_: str) -> None:
    assert preset(id_).id == id_


@each("id_", IDS)
def test_a_shipped_preset_leaves_no_doubt(id_: str) -> None:
    """Such as a time outside the part of the day in which its reminders may show."""
    assert list(doubts(preset(id_))) == []


@each("id_", IDS)
def test_a_shipped_preset_has_all_that_a_stranger_looks_for(id_: str) -> None:
    found = preset(id_)
    assert found.summary
    assert found.notes
    assert found.sources
    series = found.schedule.series
    assert (series.before and series.after) if series else found.steps


def test_sunscreen_alone_is_a_starter() -> None:
    assert [id_ for id_ in IDS if preset(id_).starter] == ["spf"]


def test_no_two_presets_share_a_title() -> None:
    assert len({preset(id_).title for id_ in IDS}) == len(IDS)


@each("id_", IDS)
def test_every_step_can_be_read_at_a_glance(id_: str) -> None:
    said = [cue.say for step in preset(id_).steps for cue in step.cues] + [step.say for step in preset(id_).steps]
    series = preset(id_).schedule.series
    said += [*(step.say for step in series.before), *(step.say for step in series.after)] if series else []
    assert [text for text in said if not 0 < len(text) <= 140] == []


def test_every_text_is_tidy() -> None:
    untidy = [text for text in shipped_texts() if text != " ".join(text.split())]
    assert untidy == []


@each("id_", IDS)
def test_a_preset_that_a_note_sends_to_exists(id_: str) -> None:
    """“See the preset gloves.”"""
    for note in preset(id_).notes:
        if "the preset " in note:
            assert note.split("the preset ")[1].rstrip(".").split(":")[0].split(",")[0] in IDS


@each("id_", IDS)
def test_leaflet_and_notice_of_a_shipped_preset_say_every_step(id_: str) -> None:
    text = " ".join(leaflet(preset(id_), setup()).split())
    for step in preset(id_).steps:
        assert step.say in text
        assert step.say in notice_body(preset(id_))


@each(
    ("id_", "words"),
    [
        ("egg-mask", "Fridays at 20:30"),
        ("gelatin-mask", "The first Sunday of each month at 20:00"),
        ("sheet-mask-course", "3 days after it was last done, at 20:30, 12 times in all"),
        (
            "spf",
            "Every day at 08:00, and once done, again 2 hours later, between 08:00 and 18:00, "
            "while the clear-sky UV index is 3 or more",
        ),
        ("collagen", "Every day at 09:00"),
        ("lacquer-check", "Every 3 months at 10:00"),
        ("patch-test", "Once, as soon as it is enabled"),
        ("water", "Every 2 hours from 09:00 to 19:00"),
    ],
)
def test_a_shipped_schedule_reads_well(id_: str, words: str) -> None:
    assert schedule_words(preset(id_).schedule) == words


@each("id_", IDS)
def test_the_short_leaflet_fits_a_small_terminal_with_its_command_and_the_prompt(id_: str) -> None:
    text = leaflet(preset(id_), setup(), short=True)
    assert text.count("\n") <= 22
    assert max(map(len, text.splitlines())) <= 80
