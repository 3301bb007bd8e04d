"""Guided sessions: the state machine that carries a person through a routine's steps."""

from routine.core.session.machine import act, advance, begin, without
from routine.core.session.time_on_skin import on_skin, skin_seconds
from routine.core.session.timing import phase_length, phase_spent
from routine.core.session.wake import next_wake
from routine.core.session.words import where_it_stands
from routine.core.state.session import Action, Chime, Effect, Ending, Performance, Question, Say, Session, Turn

__all__ = [
    "Action",
    "Chime",
    "Effect",
    "Ending",
    "Performance",
    "Question",
    "Say",
    "Session",
    "Turn",
    "act",
    "advance",
    "begin",
    "next_wake",
    "on_skin",
    "phase_length",
    "phase_spent",
    "skin_seconds",
    "where_it_stands",
    "without",
]
