"""Law 9, held against one life: what has to be read stands in the notice or one click away, and comes alone."""

from __future__ import annotations

from routine.core.preset.model import Preset
from routine.core.state.keys import VisitReminder, is_question, parse_key
from routine.core.state.notice import Notice
from routine.core.state.reminder import Reminder
from tests.simulation.life import Life
from tests.simulation.safety_checks import Broken, reminded

_LONGEST_LINE = 160
_MOST_BUTTONS = 3
#: What shows the rest at one click.
_OPENS = frozenset({"start", "one-by-one"})


class ReadingChecks:
    """Looks at every notice as it arrives on the screen, by what the presets say."""

    def __init__(self, life: Life, broken: Broken) -> None:
        self.life, self.broken = life, broken
        self.alone = self.together = self.steps = 0

    def shown(self, notice: Notice) -> None:
        """What a notice may break."""
        if len(notice.buttons) > _MOST_BUTTONS:
            raise self.broken(9, f"{notice} has more buttons than a server draws")
        self._step_in_full(notice)
        there = reminded(self.life, notice)
        if len(there) == 1:
            self._alone(notice, there[0])
        elif there:
            self._together(notice, there)

    def _step_in_full(self, notice: Notice) -> None:
        """A guided step is said as it is written; once it has been on for too long, how it comes off."""
        session = self.life.state.session
        if notice.id != "session" or session is None or session.phase not in ("lead-in", "running") or session.stopping:
            return
        self.steps += 1
        off = [step.say for step in session.steps if step.on_skin == "end"]
        say = off[0] if notice.urgency == "critical" and off else session.step.say
        if _plain(say) not in _plain(notice.body):
            raise self.broken(9, f"{notice} does not say {say!r}")

    def _alone(self, notice: Notice, id: str) -> None:
        self.alone += 1
        missing = self._missing(id, notice.body)
        if missing and not _OPENS & {button.id for button in notice.buttons}:
            raise self.broken(9, f"{notice} does not say {missing}")

    def _together(self, notice: Notice, ids: list[str]) -> None:
        """Where all can be answered at once, nothing that comes alone is among them, and each is there in full."""
        offered = {button.id for button in notice.buttons}
        if "all-done" not in offered:
            if not _OPENS & offered and all(self._missing(id, notice.body) for id in ids):
                raise self.broken(9, f"{notice} of {ids} shows none of them, and no way to them")
            return
        self.together += 1
        parts, answered = [_plain(part) for part in notice.body.split("•")], notice.commands[0].split()
        for id in ids:
            raised, preset = self.life.state.routines[id].raised, self.life.files.setup.presets[id]
            said = [part for part in parts if part.startswith(_plain(f"{preset.title},"))]
            if raised and _comes_alone(preset, raised):
                if id in answered:  # not by its title, which another may have too
                    raise self.broken(9, f"{id} has to be read, and comes among others: {notice}")
            elif all(self._missing(id, part) for part in said):
                raise self.broken(9, f"{id} is answered by {notice}, which does not say all of it")

    def _missing(self, id: str, text: str) -> list[str]:
        """What has to be read of a routine's reminder, and is not in this text."""
        raised = self.life.state.routines[id].raised
        preset = self.life.files.setup.presets[id]
        return [one for one in _to_read(preset, raised) if _plain(one) not in _plain(text)] if raised else []


def _to_read(preset: Preset, raised: Reminder) -> list[str]:
    """What has to be read before acting: the clinic's words, or the dose and every step."""
    key = parse_key(raised.key)
    if isinstance(key, VisitReminder):
        series = preset.schedule.series
        before = {one.id: one.say for one in series.before} if series else {}
        words = {**before, **({one.id: one.say for one in series.after} if series else {})}
        step = key.until_yes or key.step
        return [words[step]] if step in words and not is_question(raised.key) else []
    dose = [f"Take {preset.dose.amount:g} {preset.dose.unit}"] if preset.dose else []
    return [*dose, *(step.say for step in preset.steps)]


def _comes_alone(preset: Preset, raised: Reminder) -> bool:
    """What a clinic asks for, a timed routine, a treatment, what asks first, steps in an order, a text too long."""
    visit = isinstance(parse_key(raised.key), VisitReminder)
    timed = any(step.timer or step.auto for step in preset.steps)
    on_skin = preset.kind in ("treatment", "mask") or "retinoid" in preset.contains or preset.safety.ask
    long = len(preset.steps) > 1 or any(len(step.say) > _LONGEST_LINE for step in preset.steps)
    return bool(visit or timed or on_skin or long)


def _plain(text: str) -> str:
    return " ".join(text.split())
