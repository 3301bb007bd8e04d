"""What enabling tells of findings, and what it begins although it refuses another."""

from __future__ import annotations

import json

from routine.core.config.rules import Finding
from routine.core.errors import RefusedError
from routine.core.requests.replies.commands import EnableReply
from tests.cli.conftest import Run
from tests.cli.fake_connection import FakeService, finding


def _refusal(*findings: Finding) -> dict[str, object]:
    return {"enabled": [], "refused": ["egg-mask"], "findings": list(findings)}


def test_a_refusal_by_several_findings_tells_each_with_its_way_out(run: Run, fake: FakeService) -> None:
    """Not the first alone: nobody wants to find them one by one."""
    findings = [finding(), finding(rule="keloids", asks=None, why="Keloids.", fix="Ask a doctor.")]
    fake.replies["enable"] = RefusedError("Not enabled: first", "fix", _refusal(*findings))
    result = run("preset", "enable", "egg-mask")
    assert result.exit_code == 1
    told = result.stderr.splitlines()
    assert "- Are you allergic to egg? Egg white mask needs your answer." in told
    assert "  Answer yes or no: routine profile set egg-allergy ANSWER" in told
    assert "- Keloids." in told
    assert "  Ask a doctor." in told
    assert told[-1].endswith("--accept egg-allergy")


def test_a_refusal_by_one_finding_tells_its_source_too(run: Run, fake: FakeService) -> None:
    found = finding(rule="limit", asks=None, why="Too much.", fix="Take less.", source="a label.")
    fake.replies["enable"] = RefusedError("Not enabled: Too much.", "Take less.", _refusal(found))
    told = run("preset", "enable", "egg-mask").stderr.splitlines()
    assert told == ["Not enabled: Too much.", "Take less.", "Source: a label."]


def test_advice_is_told_and_an_accepted_finding_is_named(run: Run, fake: FakeService) -> None:
    """Beside what was enabled."""
    findings = (finding(level="note", asks=None, why="Sun.", fix="Use sunscreen."), finding())
    fake.replies["enable"] = EnableReply(enabled=("egg-mask",), findings=findings, said=("Egg is enabled.",))
    shown = run("preset", "enable", "egg-mask", "--accept", "egg-allergy").stdout
    assert shown.splitlines()[0] == "Egg is enabled."
    assert "Use sunscreen." in shown
    assert "You chose to continue (egg-allergy)." in shown


def test_what_may_begin_begins_and_the_rest_is_refused_with_its_reasons(run: Run, fake: FakeService) -> None:
    """A refusal in part is a refusal for the shell."""
    found = finding(routine="collagen", asks="fish-allergy", acceptable=False)
    fake.replies["enable"] = EnableReply(
        enabled=("spf",), findings=(found,), said=("It is on.",), refused=("collagen",)
    )
    result = run("preset", "enable", "spf", "collagen")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == ["It is on."]
    assert "Not enabled: Collagen supplement." in result.stderr.splitlines()


def test_a_program_reads_what_was_enabled_and_what_was_refused(run: Run, fake: FakeService) -> None:
    """One object, and exit status 1 where any was refused."""
    fake.replies["enable"] = EnableReply(enabled=("spf",), findings=(finding(),), refused=("egg-mask",))
    result = run("preset", "enable", "spf", "egg-mask", "--json")
    assert result.exit_code == 1
    shown = json.loads(result.stdout)
    assert (shown["enabled"], shown["refused"], len(shown["findings"])) == (["spf"], ["egg-mask"], 1)
