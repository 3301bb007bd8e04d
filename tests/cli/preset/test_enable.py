"""Which questions are asked before a routine begins, and what is told of findings."""

from __future__ import annotations


from routine.core.errors import RefusedError
from routine.core.requests.replies.commands import EnableReply
from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService, finding


def test_each_fact_that_nobody_gave_is_asked_once() -> None:
    """Two rules may want the same one; one that was asked already is not asked again."""
    details = {"findings": [finding(), finding(rule="other"), finding(asks="broken-skin")]}
    assert list(questions(details, ())) == ["egg-allergy", "broken-skin"]
    assert list(questions(details, {"egg-allergy"})) == ["broken-skin"]


def test_nothing_is_asked_where_no_answer_could_help() -> None:
    """A final finding has no override, so questions beside it would be idle."""
    assert not questions({"findings": [finding(), finding(level="final", asks=None)]}, ())


def test_a_refusal_by_several_findings_tells_each_with_its_way_out(run: Run, fake: FakeService) -> None:
    """Not the first alone: nobody wants to find them one by one."""
    findings = [finding(), finding(rule="keloids", asks=None, why="Keloids.", fix="Ask a doctor.")]
    fake.replies["enable"] = RefusedError("Not enabled: first", "fix", {"enabled": [], "findings": findings})
    result = run("preset", "enable", "egg-mask")
    assert result.exit_code == 1
    told = result.stderr.splitlines()
    assert "  routine profile set egg-allergy no" in told
    assert "- Keloids." in told
    assert "  Ask a doctor." in told
    assert told[-1].endswith("--accept egg-allergy")


def test_a_refusal_by_one_finding_tells_its_source_too(run: Run, fake: FakeService) -> None:
    found = finding(rule="limit", asks=None, why="Too much.", fix="Take less.", source="a label.")
    fake.replies["enable"] = RefusedError("Not enabled: Too much.", "Take less.", {"enabled": [], "findings": [found]})
    told = run("preset", "enable", "egg-mask").stderr.splitlines()
    assert told == ["Not enabled: Too much.", "Take less.", "Source: a label."]


def test_advice_is_told_and_an_accepted_finding_is_named(run: Run, fake: FakeService) -> None:
    """Beside what was enabled."""
    findings = (finding(level="note", asks=None, why="Sun.", fix="Use sunscreen."), finding())
    fake.replies["enable"] = EnableReply(enabled=("egg-mask",), findings=findings, said=("Egg is enabled.",))
    shown = run("preset", "enable", "egg-mask", "--accept", "egg-allergy").stdout
    assert shown.splitlines()[0] == "Egg is enabled."
    assert "Use sunscreen." in shown
    assert "You accepted egg-allergy" in shown
