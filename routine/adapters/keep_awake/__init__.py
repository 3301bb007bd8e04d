"""Keeps the machine awake while a session runs: one way for each system."""
