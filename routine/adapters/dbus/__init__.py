"""Speaks D-Bus: where a bus listens, and one connection to it."""
