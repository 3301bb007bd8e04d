"""Guided sessions: a person is carried through the steps of a routine."""
