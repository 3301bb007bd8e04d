"""The leaflet that `preset show` prints, and what of it the user changed."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_show_prints_the_leaflet_with_the_users_changes(run: Run, presets: Path) -> None:
    """Whoever changed something sees it there."""
    run("preset", "set", "egg-mask", "steps.lie-flat.timer", "9m")
    shown = run("preset", "show", "egg").stdout
    assert "Egg white mask" in shown
    assert "steps.lie-flat.timer: 9m (was 8m)" in shown


def test_short_prints_the_first_screen(run: Run) -> None:
    """Who must not, who asks first, when to stop, what is needed and when: nothing else, and where the rest is."""
    shown = run("preset", "show", "egg-mask", "--short").stdout.splitlines()
    assert shown[1] == "Do not use it if you are allergic to egg."
    heads = [head for line in shown[2:-1] if (head := line[:13].strip())]
    assert heads == [
        *("Ask first", "or wait if"),
        *("When to stop", "and get help"),
        "You need",
        "When",
    ]
    assert shown[-1].endswith("Read what to do in each case: routine preset show egg-mask")


def test_show_counts_the_weeks_on_that_passed_since_one_was_said(run: Run, home: Path) -> None:
    """The leaflet says to lie on the side from the week on in which the notices do."""
    run("profile", "set", "pregnant", "yes")
    run("profile", "set", "pregnancy-week", "24 on 2026-05-01")
    assert "lying on the side" in run("preset", "show", "egg-mask").stdout


def test_a_preset_of_ones_own_differs_from_nothing(run: Run, presets: Path) -> None:
    """“As shipped” would be untrue."""
    run("preset", "copy", "egg-mask", "my-egg")
    assert run("preset", "diff", "my-egg").stdout.startswith("my-egg is your own")
